"""JSON-LD: what a page says of its article to machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.read.words import load_words

DEEPEST, LONGEST_LIST = 6, 200
WRAPPING = re.compile(r"^\s*(?://)?\s*<!(?:\[CDATA\[|--)|(?://)?\s*(?:\]\]|--)>\s*$")


def find_article(tree: Any) -> Mapping[str, Any]:
    """Return the JSON-LD object that describes the page's article, {} if there is none."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    found = [item for script in scripts for item in _objects(_load(script.text or ""), 0)]
    kinds = frozenset(load_words("article_types"))
    news = [item for item in found if _types(item) & kinds]
    return next((item for item in news if "datePublished" in item), news[0] if news else {})


def _load(text: str) -> object:
    try:
        return json.loads(WRAPPING.sub("", text).strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Give every object that may be an article: in lists, graphs and main entities."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:LONGEST_LIST]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects(value.get(key), depth + 1)


def _types(item: Mapping[str, Any]) -> set[str]:
    kinds = item.get("@type", "")
    return {str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def text_of(value: object) -> str:
    """Return the words of a JSON-LD value: of itself, its name, or the first of a list; "" if it has none."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value") or ""
    return value.strip() if isinstance(value, str) else ""


def names_of(value: object) -> str:
    """Return the name or names of people or bodies in a JSON-LD value."""
    values = value if isinstance(value, list) else [value]
    return ", ".join(dict.fromkeys(filter(None, map(text_of, values))))
