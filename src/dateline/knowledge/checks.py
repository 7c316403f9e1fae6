"""Checks of entity files: faults of form, terms that overlap, gaps between terms, days in the future, names twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from dateline.core import Period, Problem, Role
from dateline.knowledge.sources import PUBLIC_LIFE, Record, merged, read_words
from dateline.knowledge.spelling import name_key

# Between two terms of one office in one country, more days than this without a holder are worth a look.
_GAP = timedelta(days=366)


def check_entities(paths: Sequence[Path], today: date) -> tuple[Problem, ...]:
    """Return everything that is wrong, or worth a look, in entity files; () if they are in order."""
    words = [read_words(path) for path in paths]
    faults = [problem for w in words for problem in w.problems]
    records = merged(record for w in words for record in w.records)
    checks = (_check_codes, _check_overlaps, _check_gaps, _check_names)
    found = [_check_future(records, today), *(check(records) for check in checks)]
    return (*faults, *(problem for problems in found for problem in problems))


def _check_codes(records: Sequence[Record]) -> Iterable[Problem]:
    """Yield roles whose sector or country is no code that the shipped files use."""
    from dateline.knowledge.entities import load_knowledge

    if not records:
        return
    shipped = load_knowledge()
    roles = [role for entity in shipped.entities() for role in entity.roles]
    sectors = {
        "",
        *(role.sector for role in roles),
        *(s for noun in shipped.tables["agents"].values() for s in noun[0]),
    }
    countries = {"", *(role.country for role in roles)}
    for record in records:
        for role in record.roles:
            unknown = [one for one in role.sector.split("+") if one not in sectors]
            if unknown:
                hint = f"known are {', '.join(sorted(sectors - {''}))}"
                yield Problem(record.where, f"{record.id}: unknown sector {unknown[0]!r}", hint)
        for country in sorted({record.country, *(role.country for role in record.roles)} - countries):
            hint = "give the ISO 3166 alpha-3 code, such as KEN, or IGO, NGO, MNC, IMG, ISM"
            yield Problem(record.where, f"{record.id}: unknown country {country!r}", hint)


def _check_future(records: Iterable[Record], today: date) -> Iterable[Problem]:
    """Yield terms that begin or end after today."""
    for record in records:
        for role in record.roles:
            for word, day in (("begins", role.held.first), ("ends", role.held.last)):
                if day is not None and day > today:
                    message = f"{record.id}: {role.title or role.sector} {word} in the future ({day})"
                    yield Problem(record.where, message, "give days that have passed; leave an open end as ..")


def _check_overlaps(records: Iterable[Record]) -> Iterable[Problem]:
    """Yield terms of one person in one office that share days."""
    for record in records:
        offices: dict[tuple[str, str], list[Role]] = defaultdict(list)
        for role in record.roles:
            if role.title and role.source != PUBLIC_LIFE:
                offices[role.title, role.country].append(role)
        for (title, _), roles in offices.items():
            for first, second in pairwise(sorted(roles, key=_begin)):
                if first.held.overlaps(second.held):
                    message = f"{record.id}: two terms as {title} overlap: {_days(first.held)} and {_days(second.held)}"
                    yield Problem(record.where, message, "end the first before the second begins, or join them")


def _begin(role: Role) -> date:
    return role.held.first or date.min


def _days(held: Period) -> str:
    return f"{held.first or '..'}/{held.last or '..'}"


def _check_gaps(records: Sequence[Record]) -> Iterable[Problem]:
    """Yield years in which an office of a country that has one holder at a time has none."""
    offices: dict[tuple[str, str], list[tuple[Role, Record]]] = defaultdict(list)
    for record in records:
        for role in record.roles:
            if role.title in {"president", "prime minister", "chancellor"} and role.held.first and role.country:
                offices[role.title, role.country].append((role, record))
    for (title, country), terms in sorted(offices.items()):
        ordered = sorted(terms, key=lambda t: _begin(t[0]))
        latest: date | None = None
        for role, record in ordered:
            if latest is not None and role.held.first and role.held.first - latest > _GAP:
                message = f"no {title} of {country} from {latest} to {role.held.first}"
                yield Problem(record.where, message, "add who held the office between")
            last = role.held.last or date.max
            latest = last if latest is None or last > latest else latest


def _check_names(records: Iterable[Record]) -> Iterable[Problem]:
    """Yield full names that several entities of one country carry."""
    bearers: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        for name in record.names:
            key = name_key(name)
            if " " in key and record not in bearers[record.country, key]:
                bearers[record.country, key].append(record)
    for (_, key), found in sorted(bearers.items()):
        if len(found) > 1:
            ids = ", ".join(r.id for r in found)
            yield Problem(
                found[1].where, f"the name {key!r} is carried by {ids}", "join them under one id, or tell apart"
            )
