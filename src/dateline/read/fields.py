"""Named values of one record to a report: JSON objects and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dateline.core import Problem, Report
from dateline.read.drafts import Draft, read_draft
from dateline.read.settings import ReadSettings
from dateline.read.words import load_field_names, plain_name

Values = Mapping[str, object]


def read_values(values: Values, origin: str, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report that named values make, and what is wrong with them."""
    found = find_fields(values, settings.fields)
    if "text" in settings.fields and "text" not in found:
        hint = f"it has {', '.join(map(repr, list(values)[:8]))}; set --map"
        yield Problem(origin, f"no field {settings.fields['text']!r}", hint)
        return
    texts = {ours: words_of(_value(values, theirs), ours) for ours, theirs in found.items()}
    for ours, theirs in found.items():
        if texts[ours] is None:
            hint = "expected words" if ours != "text" else "expected words or a list of paragraphs"
            yield Problem(origin, f"{theirs!r} is {type(_value(values, theirs)).__name__}", hint)
    if texts.get("text", "") is not None:
        words = {ours: text for ours, text in texts.items() if text is not None}
        yield from read_draft(_draft(values, found, words, origin), settings)


def _draft(values: Values, found: Mapping[str, str], texts: Mapping[str, str], origin: str) -> Draft:
    title, body = texts.get("title", ""), texts.get("text", "")
    if plain_name(found.get("text", "")) == "td":
        # Factiva's lead paragraph (LP) is the beginning of the text (TD).
        body = "\n\n".join(filter(None, (words_of(_value(values, "lp"), "text"), body)))
    if plain_name(found.get("text", "")) == "full":
        # A text of record repeats the title in front of the text.
        body = body.removeprefix(f"{title}\n\n") if title else body
    used = {name if name in values else _root(values, name) for name in found.values()}
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
        extra={key: value for key, value in values.items() if key not in used and not (key == "LP" and "TD" in used)},
    )


def _root(values: Values, name: str) -> str:
    """Return the key of `values` through which a dotted name reaches."""
    first = plain_name(name.partition(".")[0])
    return next((key for key in values if plain_name(key) in {first, plain_name(name)}), name)


def find_fields(values: Values, given: Mapping[str, str]) -> dict[str, str]:
    """Return for each of our fields its name among `values`: the one given, else the best known one that has words."""
    found = {ours: theirs for ours, theirs in given.items() if _value(values, theirs) is not None}
    used = set(found.values())
    for ours, names in _find_candidates(tuple(values)):
        if ours in given:
            continue
        there = [name for name in names if name not in used and _value(values, name) not in (None, "", [], {})]
        with_words = (name for name in there if words_of(_value(values, name), ours))
        if name := next(with_words, there[0] if there else ""):
            found[ours] = name
            used.add(name)
    return found


@lru_cache(maxsize=256)
def _find_candidates(keys: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return for each of our fields the names among `keys` that may hold it, best first."""
    plain = {plain_name(key): key for key in reversed(keys)}
    found = []
    for ours, names in load_field_names().items():
        # A dotted name may reach into a key, whose first part is looked at here.
        known = (plain.get(name) or (name if "." in name and name.partition(".")[0] in plain else "") for name in names)
        found.append((ours, tuple(name for name in known if name)))
    return tuple(found)


def _value(values: Values, name: str) -> object:
    """Return the value of `name`; a dot reaches into an object where no key has the whole name."""
    if name in values:
        return values[name]
    plain = {plain_name(key): key for key in values if isinstance(key, str)}
    if (whole := plain.get(plain_name(name))) is not None:
        return values[whole]
    first, dot, rest = name.partition(".")
    inner = values.get(plain.get(plain_name(first), first)) if dot else None
    return _value(inner, rest) if isinstance(inner, Mapping) else None


def words_of(value: object, ours: str) -> str | None:
    """Return the words of a value, None where it is nothing that has words."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("text") or value.get("content")
    if isinstance(value, list):
        parts = [words_of(item, ours) for item in value]
        return ("\n\n" if ours == "text" else ", ").join(filter(None, parts)) if None not in parts else None
    if isinstance(value, int | float) and not isinstance(value, bool) and ours != "text":
        return str(value)
    return value if isinstance(value, str) else None
