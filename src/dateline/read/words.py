"""The lists of words that the readers look things up in."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dateline.read.settings import FIELDS


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


@lru_cache(maxsize=1)
def load_field_names() -> dict[str, tuple[str, ...]]:
    """Return for each of our fields the names under which to look for it, plain, best first."""
    names: dict[str, list[str]] = load_table("fields.yaml")
    return {ours: (ours, *map(plain_name, names[ours])) for ours in FIELDS}


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a name of a field without what does not count: case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).lower()
