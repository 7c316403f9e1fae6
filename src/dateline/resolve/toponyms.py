"""Place names of one text, resolved together: each tells of the others.

Names that can mean one place only, and names beside the region or country that holds them ("Paris, Texas"), come first;
their countries, regions and points then speak for the candidates of the rest, and all candidates for those beside or
around them. One name means one place in a text, however it is written ("ATHENS", "Athens").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dateline.core import Span
from dateline.knowledge.gazetteer import Candidate, Gazetteer, PlaceContext
from dateline.knowledge.placenames import place_key, without_side
from dateline.resolve.company import Features, find_company

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
_PLURALS = {"counties": "county", "parishes": "parish", "cities": "city"}
_KINDS_AFTER = re.compile(
    r"(?:(?:,? (?:and|or) |, )[A-Z][\w'-]+(?: [A-Z][\w'-]+)?){0,6}"
    r" (?P<kind>counties|provinces|states|districts|cities|towns|villages|regions|governorates|parishes)\b"
)
_GOVERNOR = re.compile(r"(?:'s|’s)? (?:[Gg]overnor|Gov\.|lawmaker|state )")
# What stands between two names of a list.
_LISTING = re.compile(r"(?:,? (?:and|or) |, )(?:the |in )?")
_Key = TypeVar("_Key", int, str)
_HOLDERS = {"country", "region", "district", "land", "disputed"}


@dataclass
class Phrase:
    """One name of a text while it is being resolved.

    Attributes:
        rows: (row, worth) of each candidate.
        inside: rows that the text names as holding it.
        kind: word of kind beside it, "" if none.
        country: code of the state whose adjective stands before it.
        governed: whether a governor is named beside it.
        holding: rows by which it holds another name.
        listed: the names beside it in a list.
        company: row → features that the candidates of the other names give it.
        told: all that its last choice was made by.
        best: the candidate chosen.
    """

    rows: tuple[tuple[int, float], ...]
    inside: list[int] = field(default_factory=list)
    kind: str = ""
    country: str = ""
    governed: bool = False
    holding: set[int] = field(default_factory=set)
    listed: list[Phrase] = field(default_factory=list)
    company: Mapping[int, Features] = field(default_factory=dict)
    told: PlaceContext = field(default_factory=PlaceContext)
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
    phrases = find_phrases(text, spans, gazetteer, publisher=publisher, actors=actors, adjectives=adjectives)
    return tuple(phrases[span.of(text)].best for span in spans)


def find_phrases(
    text: str,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    publisher: str = "",
    actors: Sequence[str] = (),
    adjectives: bool = False,
) -> dict[str, Phrase]:
    """Return words → the name they are, settled (see `resolve_toponyms`); words of the same places share one."""
    phrases = _phrases(text, spans, gazetteer, adjectives=adjectives)
    _settle(list({id(phrase): phrase for phrase in phrases.values()}.values()), gazetteer, publisher, actors)
    return phrases


def _phrases(text: str, spans: Sequence[Span], gazetteer: Gazetteer, *, adjectives: bool) -> dict[str, Phrase]:
    """Return words → what is known of them; words that may mean the same places share it."""
    phrases: dict[str, Phrase] = {}
    same: dict[tuple[tuple[int, float], ...], Phrase] = {}
    for words in dict.fromkeys(span.of(text) for span in spans):
        rows = _rows(words, gazetteer, adjectives=adjectives)
        phrases[words] = same.setdefault(rows, Phrase(rows)) if rows else Phrase(rows)
    ordered = sorted(set(spans), key=lambda span: span.start)
    for number, span in enumerate(ordered):
        row = [span, *_listed_after(text, ordered, number)]
        _note_surroundings([phrases[s.of(text)] for s in row], row, text, gazetteer)
    return phrases


def _listed_after(text: str, ordered: Sequence[Span], number: int) -> list[Span]:
    """Return the names that follow one with no more than a comma or "and" between them, at most two."""
    found: list[Span] = []
    before = ordered[number]
    for span in ordered[number + 1 : number + 3]:
        if not _LISTING.fullmatch(text[before.end : span.start]):
            break
        found.append(span)
        before = span
    return found


def _rows(words: str, gazetteer: Gazetteer, *, adjectives: bool) -> tuple[tuple[int, float], ...]:
    rows = gazetteer.rows_of_adjective(words) if adjectives else ()
    return rows or gazetteer.rows(words) or gazetteer.rows(without_side(place_key(words)) or "")


def _note_surroundings(phrases: Sequence[Phrase], spans: Sequence[Span], text: str, gazetteer: Gazetteer) -> None:
    """Add what the words beside one mention say of the place; its own comes first, then those listed after it."""
    phrase, span = phrases[0], spans[0]
    after, before = text[span.end : span.end + 90], text[max(0, span.start - 60) : span.start]
    if (holder := _holder_after(after, phrase, gazetteer)) is not None and not _is_list(phrases, holder, gazetteer):
        phrase.inside.append(holder)
        if len(phrases) > 1 and any(row == holder for row, _ in phrases[1].rows):
            phrases[1].holding.add(holder)
    if len(phrases) > 1 and phrases[1] is not phrase:
        phrase.listed.append(phrases[1])
        phrases[1].listed.append(phrase)
    if found := _KIND_BEFORE.search(before) or _KIND_AFTER.match(after) or _KINDS_AFTER.match(after):
        kind = found["kind"].lower()
        phrase.kind = _PLURALS.get(kind, kind.removesuffix("s"))
    phrase.governed = phrase.governed or bool(_GOVERNOR.match(after))
    if found := _ADJECTIVE_BEFORE.search(before):
        phrase.country = gazetteer.country_of_adjective(found["adjective"]) or phrase.country


def _holder_after(after: str, phrase: Phrase, gazetteer: Gazetteer) -> int | None:
    """Return the row of what the words after a name say to hold it, None if they say nothing."""
    for pattern in (_HOLDER, _IN_HOLDER):
        found = pattern.match(after[:60])
        if found and (holder := _holder(found[1], phrase, gazetteer)) is not None:
            return holder
    return None


def _is_list(phrases: Sequence[Phrase], holder: int, gazetteer: Gazetteer) -> bool:
    """Say whether a holder is only the next of a list: "Washington, Pennsylvania and California", "China, Japan"."""
    kind_of = gazetteer.table.class_of
    kinds = [kind_of(phrase.rows[0][0]) if phrase.rows else "" for phrase in phrases]
    third = kinds[2] if len(kinds) > 2 else ""
    return kind_of(holder) in ("country", "region") and (
        third == kind_of(holder) or kinds[0] == kind_of(holder) == "country"
    )


def _holder(words: str, phrase: Phrase, gazetteer: Gazetteer) -> int | None:
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


def _settle(phrases: list[Phrase], gazetteer: Gazetteer, publisher: str, actors: Sequence[str]) -> None:
    """Choose for each phrase, twice: by itself, then by what the others say."""
    for phrase in phrases:
        _choose(phrase, PlaceContext(publisher=publisher), gazetteer)
    company = find_company([phrase.rows for phrase in phrases], gazetteer.table)
    for phrase, said in zip(phrases, company, strict=True):
        phrase.company = said
    for _ in range(2):
        for phrase in phrases:
            others = [other for other in phrases if other is not phrase and other.best]
            _choose(phrase, _context(others, gazetteer, publisher, actors), gazetteer)


def _choose(phrase: Phrase, context: PlaceContext, gazetteer: Gazetteer) -> None:
    phrase.told = replace(
        context,
        inside=tuple(phrase.inside),
        kind=phrase.kind,
        adjective=phrase.country,
        holding=frozenset(phrase.holding),
        governed=phrase.governed,
        listed=tuple(other.best.row for other in phrase.listed if other.best),
        company=phrase.company,
    )
    ranked = gazetteer.rank(phrase.rows, phrase.told)
    phrase.best = ranked[0] if ranked else None


def _context(others: list[Phrase], gazetteer: Gazetteer, publisher: str, actors: Sequence[str]) -> PlaceContext:
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
