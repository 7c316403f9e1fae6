"""Mentions or events as rows to look at: who, whom, what, when, where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.store.filters import Filter, Unit, find_condition
from dateline.store.ledger import ORDER

if TYPE_CHECKING:
    from dateline.store.store import Store

Rows = tuple[list[str], list[tuple[object, ...]]]
LAST = {"mention": "report_id", "event": "n_reports"}
SHOWN = "coalesce(country, name, text)"  # of a participant of a mention: the shortest that says who
SHORT = 10  # characters of an id that tell it apart in all but the largest stores
AGREED = "coalesce(country, name)"


def find_unit(store: Store) -> Unit:
    """Return "event" for a store that has been linked, else "mention"."""
    with store.session() as connection:
        return "event" if connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() else "mention"


def find_rows(store: Store, wanted: Filter, unit: Unit, limit: int | None = None) -> Rows:
    """Return column names and rows of the mentions or events that fit the filter, in the order of days."""
    condition = find_condition(wanted, unit)
    key, last = f"{unit}_id", LAST[unit]
    parts, shown = ("participants", SHOWN) if unit == "mention" else ("event_participants", AGREED)
    query = f"""
    WITH found AS (FROM {unit}s WHERE {condition.sql} ORDER BY {ORDER[unit]} LIMIT ?),
    told AS (
        FROM {parts} SEMI JOIN found USING ({key})
        SELECT {key}, list({shown} ORDER BY position) FILTER (part = 'actor') AS actors,
            list({shown} ORDER BY position) FILTER (part = 'recipient') AS recipients
        GROUP BY {key}
    )
    FROM found LEFT JOIN told USING ({key})
    SELECT {key}, when_first, when_last, event_type, modes, status, actors, recipients,
        coalesce(place, place_country) AS place, round(confidence, 2) AS confidence, {last}
    ORDER BY {ORDER[unit]}
    """  # noqa: S608 - the names are those of our tables, the values are parameters
    with store.session() as connection:
        connection.execute(query, [*condition.values, limit])
        names = [column[0] for column in connection.description or ()]
        return names, connection.fetchall()


def find_lines(store: Store, wanted: Filter, unit: Unit, limit: int | None = None) -> Rows:
    """Return the same as lines for the eye: short ids (enough for `dateline explain`), days, what, who and whom."""
    _, rows = find_rows(store, wanted, unit, limit)
    return ["id", "days", "what", "status", "who → whom", "where"], [_line(row) for row in rows]


def _line(row: tuple[Any, ...]) -> tuple[object, ...]:
    identity, first, last, event_type, modes, status, actors, recipients, place, *_ = row
    days = str(first or "") if first == last else f"{first or ''}..{last or ''}"
    who, whom = (", ".join(one or "?" for one in some or ["?"]) for some in (actors, recipients))
    return identity[:SHORT], days, " ".join([event_type, *modes]), status, f"{who} → {whom}", place


def find_types(store: Store) -> tuple[str, ...]:
    """Return the event types of the shipped codebook and those that the store has beyond them, by alphabet."""
    from dateline.codebook import load_codebook

    with store.session() as connection:
        used = connection.execute("SELECT DISTINCT event_type FROM mentions").fetchall()
    return tuple(sorted({*load_codebook().event_types, *(name for (name,) in used)}))
