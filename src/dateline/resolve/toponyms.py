"""Place names of one text, resolved together: each tells of the others.

Names that can mean one place only, and names beside the region or country that holds them ("Paris, Texas"), come first;
their countries, regions and points then speak for the candidates of the rest. One name means one place in a text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.core import Span
from dateline.knowledge.gazetteer import Candidate, Gazetteer, PlaceContext
from dateline.knowledge.placenames import place_key, without_side

# What may stand between a place and the name of what holds it, and words that look like such a name.
_HOLDER = re.compile(r"\s?[,(]\s?(?:in )?(?:the )?((?:[A-Z][\w.’'-]*)(?: (?:and |of |the )?[A-Z][\w.’'-]*){0,3})")
_IN_HOLDER = re.compile(r"\s(?:in|of)\s(?:the )?(?:\w+ ){0,2}?((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,2})")
_KINDS = "city|town|village|province|governorate|state|region|district|county|parish|oblast|island"
_KIND_BEFORE = re.compile(rf"(?P<kind>{_KINDS}) of (?:the )?$", re.IGNORECASE)
_KIND_AFTER = re.compile(rf"\s(?P<kind>{_KINDS})\b", re.IGNORECASE)
# "the Iraqi (northern) city of", "the Syrian border town of", "Indian-administered".
_HELD = "controlled|held|administered|occupied|ruled"
_BETWEEN = r"(?:\w+ ){0,2}"
_ADJECTIVE_BEFORE = re.compile(
    rf"\b(?P<adjective>[A-Z]\w+)(?:[- ](?:{_HELD}))? {_BETWEEN}(?:(?:{_KINDS}|capital)(?: of|,)? )?$"
)
_Key = TypeVar("_Key", int, str)
_HOLDERS = {"country", "region", "district", "land", "disputed"}


@dataclass
class _Phrase:
    """One name of a text while it is being resolved."""

    rows: tuple[tuple[int, float], ...]
    inside: list[int] = field(default_factory=list)
    kind: str = ""
    country: str = ""
    best: Candidate | None = None


def resolve_toponyms(
    text: str,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    publisher: str = "",
    actors: Sequence[str] = (),
    adjectives: bool = False,
) -> tuple[Candidate | None, ...]:
    """Return the place that each span names, None where the gazetteer knows none; one name, one place.

    Args:
        text: what the spans point at.
        spans: words that are known to be place names.
        gazetteer: where to look.
        publisher: code of the publisher's country, "" if unknown.
        actors: codes of the countries of those who act.
        adjectives: whether "Iraqi" and "Iraqis" count as names of Iraq.
    """
    phrases: dict[str, _Phrase] = {}
    for span in spans:
        words = span.of(text)
        if words not in phrases:
            phrases[words] = _Phrase(_rows(words, gazetteer, adjectives=adjectives))
        _note_surroundings(phrases[words], span, text, gazetteer)
    _settle(phrases, gazetteer, publisher, actors)
    return tuple(phrases[span.of(text)].best for span in spans)


def _rows(words: str, gazetteer: Gazetteer, *, adjectives: bool) -> tuple[tuple[int, float], ...]:
    rows = gazetteer.rows_of_adjective(words) if adjectives else ()
    return rows or gazetteer.rows(words) or gazetteer.rows(without_side(place_key(words)) or "")


def _note_surroundings(phrase: _Phrase, span: Span, text: str, gazetteer: Gazetteer) -> None:
    """Add what the words beside one mention say of the place."""
    after, before = text[span.end : span.end + 60], text[max(0, span.start - 60) : span.start]
    for pattern in (_HOLDER, _IN_HOLDER):
        if (found := pattern.match(after)) and (holder := _holder(found[1], phrase, gazetteer)) is not None:
            phrase.inside.append(holder)
            break
    if found := _KIND_BEFORE.search(before):
        phrase.kind = found["kind"]
    elif found := _KIND_AFTER.match(after):
        phrase.kind = found["kind"].lower()
    if found := _ADJECTIVE_BEFORE.search(before):
        phrase.country = gazetteer.country_of_adjective(found["adjective"]) or phrase.country


def _holder(words: str, phrase: _Phrase, gazetteer: Gazetteer) -> int | None:
    """Return the row of what `words` name if a candidate of the phrase lies in it; the longest name counts."""
    parts = words.rstrip(".,").split()
    tries = [words, *(" ".join(parts[:n]) for n in range(len(parts), 0, -1))]
    for name in dict.fromkeys(tries):
        for row, _ in gazetteer.rows(name):
            if gazetteer.table.class_of(row) in _HOLDERS and any(
                gazetteer.is_inside(inner, row) for inner, _ in phrase.rows if inner != row
            ):
                return row
    return None


def _settle(phrases: dict[str, _Phrase], gazetteer: Gazetteer, publisher: str, actors: Sequence[str]) -> None:
    """Choose for each phrase, twice: by itself, then by what the surer ones say."""
    for phrase in phrases.values():
        _choose(phrase, PlaceContext(publisher=publisher), gazetteer)
    for _ in range(2):
        for words, phrase in phrases.items():
            others = [other for name, other in phrases.items() if name != words and other.best]
            _choose(phrase, _context(others, gazetteer, publisher, actors), gazetteer)


def _choose(phrase: _Phrase, context: PlaceContext, gazetteer: Gazetteer) -> None:
    countries = dict(context.countries)
    if phrase.country:
        countries[phrase.country] = countries.get(phrase.country, 0) + 2.0
    told = PlaceContext(
        countries, context.divisions, context.points, tuple(phrase.inside), context.publisher, phrase.kind
    )
    ranked = gazetteer.rank(phrase.rows, told)
    phrase.best = ranked[0] if ranked else None


def _context(others: list[_Phrase], gazetteer: Gazetteer, publisher: str, actors: Sequence[str]) -> PlaceContext:
    """Return what some phrases say together of a further one: the surer a choice, the more it weighs."""
    table = gazetteer.table
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[int, float] = defaultdict(float)
    points = []
    for code in actors:
        countries[code] += 0.5
    for other in others:
        assert other.best
        row, weight = other.best.row, min(1.0, 0.2 + other.best.margin / 3)
        countries[table.country_code(row)] += weight
        for division in {table.region[row], table.district[row], row} - {0}:
            divisions[division] += weight
        if table.class_of(row) not in ("country", "land", "continent") and weight > 0.5 and (point := table.point(row)):
            points.append(point)
    return PlaceContext(_shares(countries), _shares(divisions), tuple(points), publisher=publisher)


def _shares(weights: dict[_Key, float]) -> dict[_Key, float]:
    """Return weights as shares of all, but never more than the evidence of one whole witness."""
    total = max(1.0, sum(weights.values()))
    return {key: weight / total for key, weight in weights.items()}
