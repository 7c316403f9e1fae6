"""Named values of one record to a report: JSON objects and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dateline.core import Problem, Report
from dateline.read.drafts import Draft, read_draft
from dateline.read.settings import FIELDS, ReadSettings
from dateline.read.words import load_table

Values = Mapping[str, object]


@lru_cache(maxsize=1)
def load_field_names() -> dict[str, tuple[str, ...]]:
    """Return for each of our fields the names under which to look for it, plain, best first."""
    names: dict[str, list[str]] = load_table("fields.yaml")
    return {ours: (ours, *map(plain_name, names[ours])) for ours in FIELDS}


def plain_name(name: str) -> str:
    """Return a name of a field without what does not count: case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).lower()


def read_values(values: Values, origin: str, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report that named values make, and what is wrong with them."""
    found = find_fields(values, settings.fields)
    texts: dict[str, str] = {}
    for ours, theirs in found.items():
        text = _text(_value(values, theirs), ours)
        if text is None:
            hint = "expected words" if ours != "text" else "expected words or a list of paragraphs"
            yield Problem(origin, f"{theirs!r} is {type(_value(values, theirs)).__name__}", hint)
        else:
            texts[ours] = text
    missing = set(settings.fields) - set(found)
    if missing and "text" in missing:
        hint = f"it has {', '.join(map(repr, list(values)[:8]))}; set --map"
        yield Problem(origin, f"no field {settings.fields['text']!r}", hint)
        return
    yield from read_draft(_draft(values, found, texts, origin), settings)


def _draft(values: Values, found: Mapping[str, str], texts: Mapping[str, str], origin: str) -> Draft:
    title, body = texts.get("title", ""), texts.get("text", "")
    if plain_name(found.get("text", "")) == "full":
        # A text of record repeats the title in front of the text.
        body = body.removeprefix(f"{title}\n\n") if title else body
    used = set(found.values())
    return Draft(
        origin,
        title=title,
        body=body,
        id=texts.get("id", ""),
        published_text=texts.get("published", ""),
        publisher=texts.get("publisher", ""),
        url=texts.get("url", ""),
        language=texts.get("language", ""),
        author=texts.get("author", ""),
        extra={key: value for key, value in values.items() if key not in used},
    )


def find_fields(values: Values, given: Mapping[str, str]) -> dict[str, str]:
    """Return for each of our fields its name among `values`: the one given, else the best known one that is filled."""
    plain = {plain_name(key): key for key in reversed(list(values)) if isinstance(key, str)}
    found: dict[str, str] = {}
    for ours, names in load_field_names().items():
        if ours in given:
            if _value(values, given[ours]) is not None:
                found[ours] = given[ours]
            continue
        known = (plain.get(name) or (name if "." in name else "") for name in names)
        there = (
            name
            for name in known
            if name and name not in found.values() and _value(values, name) not in (None, "", [], {})
        )
        if name := next(there, None):
            found[ours] = name
    return found


def _value(values: Values, name: str) -> object:
    """Return the value of `name`; a dot reaches into an object where no key has the whole name."""
    if name in values:
        return values[name]
    first, dot, rest = name.partition(".")
    if not dot:
        return None
    plain = {plain_name(key): key for key in values if isinstance(key, str)}
    inner = values.get(plain.get(plain_name(first), first))
    return _value(inner, rest) if isinstance(inner, Mapping) else None


def _text(value: object, ours: str) -> str | None:
    """Return the words of a value, None where it is nothing that has words."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("text") or value.get("content")
    if isinstance(value, list):
        parts = [_text(item, ours) for item in value]
        return ("\n\n" if ours == "text" else ", ").join(filter(None, parts)) if None not in parts else None
    if isinstance(value, int | float) and not isinstance(value, bool) and ours != "text":
        return str(value)
    return value if isinstance(value, str) else None
