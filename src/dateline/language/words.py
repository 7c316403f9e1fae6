"""The words of a language that rules need: small tables in YAML, one file per subject, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words(language: str, name: str) -> dict[str, Any]:
    """Return the table `languages/<language>/<name>.yaml` of the resources; every scalar is a string.

    The table is shared: callers read it and never change it. Raises `FileNotFoundError` for a table that is not there.
    """
    from ruamel.yaml import YAML

    path = files("dateline").joinpath("resources", "languages", language, f"{name}.yaml")
    table: dict[str, Any] = _plain(YAML(typ="safe", pure=True).compose(path.read_text(encoding="utf-8")))
    return table


def _plain(node: Any) -> Any:
    """Return a YAML node as dicts, lists and strings: 010, NO and 2019-01-01 stay what they look like."""
    if node.id == "mapping":
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(child) for child in node.value] if node.id == "sequence" else node.value
