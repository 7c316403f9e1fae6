"""Which mentions or events a question is about: a filter as data, and as a condition in SQL with parameters."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from dateline.core import Period

Unit = Literal["mention", "event"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What to find; an empty field asks for nothing.

    Attributes:
        between: two parties, one acting on the other, whichever way: country code, entity id or name of each.
        actor, recipient: country code, entity id or name.
        country: acts, is acted upon, or is where it happens.
        types, modes, contexts, statuses: codes, one of which must hold.
        place: country code or name of the place.
        since, until: days; what happens at least partly within them is found.
        min_confidence: least probability of the type.
        publisher: exact name of the publisher (mentions only).
        words: words that the sentence must have (mentions only).
    """

    between: tuple[str, str] | None = None
    actor: str = ""
    recipient: str = ""
    country: str = ""
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    place: str = ""
    since: date | None = None
    until: date | None = None
    min_confidence: float | None = None
    publisher: str = ""
    words: str = ""

    def told(self) -> dict[str, str]:
        """Return what is asked for, in words, for a citation."""
        return {one.name: _in_words(value) for one in fields(self) if (value := getattr(self, one.name))}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL with the values of its parameters."""

    sql: str
    values: tuple[object, ...] = ()


def read_days(text: str) -> Period:
    """Return the days that "2022", "2022-03" or "2022-03-06" stand for. Raises `ValueError` for anything else."""
    parts = text.split("-")
    if not (1 <= len(parts) <= 3 and all(part.isdigit() for part in parts) and len(parts[0]) == 4):
        raise ValueError(f"{text!r} is no day: write 2022, 2022-03 or 2022-03-06")
    year, month, day = (*map(int, parts), 0, 0)[:3]
    first, last = month or 1, month or 12
    try:
        if day:
            return Period.day(date(year, month, day))
        return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
    except ValueError:
        raise ValueError(f"there is no day {text!r} in the calendar") from None


def find_condition(wanted: Filter, unit: Unit) -> Condition:
    """Return the condition on the table of mentions or events that the filter stands for."""
    parts = list(_conditions(wanted, unit))
    if not parts:
        return Condition("true")
    return Condition(" AND ".join(f"({part.sql})" for part in parts), tuple(v for part in parts for v in part.values))


def _conditions(wanted: Filter, unit: Unit) -> Iterator[Condition]:
    yield from _of_parties(wanted, unit)
    for column, codes in (("event_type", wanted.types), ("status", wanted.statuses)):
        if codes:
            yield Condition(f"{column} IN ({', '.join('?' * len(codes))})", codes)
    for column, codes in (("modes", wanted.modes), ("contexts", wanted.contexts)):
        if codes:
            yield Condition(f"list_has_any({column}, ?::VARCHAR[])", (list(codes),))
    for sql, value in (
        ("place_country = ? OR lower(place) = lower(?)", wanted.place),
        ("when_last >= ?", wanted.since),
        ("when_first <= ?", wanted.until),
        ("confidence >= ?", wanted.min_confidence),
        ("publisher = ?", wanted.publisher),
        ("contains(lower(sentence_text), lower(?))", wanted.words),
    ):
        if value not in {"", None}:
            yield Condition(sql, (value,) * sql.count("?"))


def _of_parties(wanted: Filter, unit: Unit) -> Iterator[Condition]:
    for part, party in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if party:
            yield _party(unit, part, party)
    if wanted.between:
        yield _between(unit, *wanted.between)
    if wanted.country:
        yield _country(unit, wanted.country)


def _party(unit: Unit, part: str, party: str) -> Condition:
    named = "country = ? OR entity_id = ? OR lower(name) = lower(?)"
    members = f"FROM {_participants(unit)} SELECT {unit}_id WHERE part = '{part}' AND ({named})"
    return Condition(f"{unit}_id IN ({members})", (party, party, party))


def _between(unit: Unit, one: str, other: str) -> Condition:
    ways = [(_party(unit, "actor", a), _party(unit, "recipient", b)) for a, b in ((one, other), (other, one))]
    sql = " OR ".join(f"({actor.sql} AND {recipient.sql})" for actor, recipient in ways)
    return Condition(sql, tuple(v for pair in ways for side in pair for v in side.values))


def _country(unit: Unit, country: str) -> Condition:
    members = f"FROM {_participants(unit)} SELECT {unit}_id WHERE country = ?"
    return Condition(f"place_country = ? OR {unit}_id IN ({members})", (country, country))


def _participants(unit: Unit) -> str:
    return "participants" if unit == "mention" else "event_participants"


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
