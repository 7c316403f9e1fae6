"""The lists of words that the readers look things up in."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any


def load_table(name: str) -> Any:
    """Return what the data file `name` of the readers holds."""
    from ruamel.yaml import YAML

    text = (files("dateline") / "resources" / "reading" / name).read_text(encoding="utf-8")
    return YAML(typ="safe", pure=True).load(text)


@lru_cache(maxsize=1)
def _load_lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(str, words)) for name, words in load_table("words.yaml").items()}


def load_words(name: str) -> tuple[str, ...]:
    """Return the list `name`, in the order of the file."""
    return _load_lists()[name]
