"""Places that are described, not named: "the city", "the Iraqi capital", "there", "the embassy in Kuwait"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.core import Span
from dateline.knowledge.gazetteer import Gazetteer
from dateline.resolve.landscape import Landscape
from dateline.resolve.place_words import load_place_words

_WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Described:
    """What a description comes to: a row, or a country alone; `rule` says how."""

    rule: str
    row: int | None = None
    country: str = ""


def resolve_described(span: Span, text: str, landscape: Landscape, gazetteer: Gazetteer) -> Described | None:
    """Return the place that words without a place's name describe, None if the report does not tell which.

    "the capital" is that of the country in its adjective ("the Iraqi capital"), else of the country that the report is
    about; "the city" is the city named last. Of anything else the country alone is taken: that of an adjective, or the
    one that the report is about.
    """
    vocabulary = load_place_words()
    words = [match[0] for match in _WORD.finditer(span.of(text))]
    adjective = next(
        (code for word in words if word[:1].isupper() and (code := gazetteer.country_of_adjective(word))), ""
    )
    kinds = [word.lower() for word in words]
    if not vocabulary.capital.isdisjoint(kinds):
        return _capital(adjective, landscape, gazetteer)
    kind = next((k for k in kinds if k in vocabulary.takes_up), None)
    if kind is not None and not (adjective and vocabulary.takes_up[kind] == ("country",)):
        return _taken_up(kind, span, adjective, landscape, gazetteer)
    if adjective:
        return Described(f"an adjective of {adjective}", country=adjective)
    return _nearest_country(span, landscape, gazetteer)


def is_embassy(words: str) -> bool:
    """Say whether words speak of an embassy: it stands in the capital of the country that it is in."""
    return not load_place_words().embassy.isdisjoint(words.casefold().split())


def _capital(adjective: str, landscape: Landscape, gazetteer: Gazetteer) -> Described | None:
    table = gazetteer.table
    code = adjective or landscape.country
    country = next((i for i, entry in enumerate(table.countries) if entry[1] == code == entry[4]), None)
    row = table.capitals.get(country) if country is not None else None
    return None if row is None else Described(f'"capital" is that of {table.country_code(row)}', row)


def _taken_up(kind: str, span: Span, adjective: str, landscape: Landscape, gazetteer: Gazetteer) -> Described | None:
    table, wanted = gazetteer.table, load_place_words().takes_up[kind]
    if wanted == ("country",) and landscape.country:
        return Described(f'"{kind}" is the country that the report is about', country=landscape.country)
    for named in landscape.before(span.start)[:8]:
        if named.candidate is None:
            continue
        row = named.candidate.row
        fits = not wanted or table.class_of(row) in wanted
        if fits and adjective in ("", table.country_code(row)):
            return Described(f'"{kind}" takes up {table.name(row)}, named before', row)
    return Described(f"an adjective of {adjective}", country=adjective) if adjective else None


def _nearest_country(span: Span, landscape: Landscape, gazetteer: Gazetteer) -> Described | None:
    """Return the country of the place named last, if the report as a whole is about it."""
    for named in landscape.before(span.end)[:3]:
        if named.candidate and (code := gazetteer.table.country_code(named.candidate.row)):
            return (
                Described(f"{code}, the country named last and most", country=code)
                if code == landscape.country
                else None
            )
    return None
