"""Mentions or events as rows to look at: who, whom, what, when, where."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
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
FEW = 20  # codes that a hint lists
USED = {
    "type": "SELECT DISTINCT event_type FROM mentions",
    "mode": "SELECT DISTINCT unnest(modes) FROM mentions",
    "context": "SELECT DISTINCT unnest(contexts) FROM mentions",
    "country": "SELECT country FROM participants UNION SELECT place_country FROM mentions",
}


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


def find_unheard(store: Store, wanted: Filter) -> Iterator[str]:
    """Yield what a question asks for by a code that nothing in the store has, with the codes that are there."""
    asked = {"type": wanted.types, "mode": wanted.modes, "context": wanted.contexts}
    asked["country"] = (wanted.country,) if wanted.country else ()
    for noun, codes in asked.items():
        if codes:
            with store.session() as connection:
                known = sorted(code for (code,) in connection.execute(USED[noun]).fetchall() if code)
            yield from (
                f"nothing in the store has the {noun} {one!r}{_hint(one, known)}" for one in codes if one not in known
            )


def _hint(code: str, known: list[str]) -> str:
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(code.casefold(), folded, n=1)
    if near:
        return f": did you mean {folded[near[0]]!r}?"
    return f": it has {', '.join(known[:FEW])}{' …' * (len(known) > FEW)}" if known else ""


def count_unlinked(store: Store) -> int:
    """Return how many mentions stand in no event, as they were coded after the store was last linked."""
    with store.session() as connection:
        row = connection.execute("SELECT count(*) FROM mentions ANTI JOIN event_mentions USING (mention_id)").fetchone()
    return int(row[0]) if row else 0


def find_types(store: Store) -> tuple[str, ...]:
    """Return the event types of the shipped codebook and those that the store has beyond them, by alphabet."""
    from dateline.codebook import load_codebook

    with store.session() as connection:
        used = connection.execute("SELECT DISTINCT event_type FROM mentions").fetchall()
    return tuple(sorted({*load_codebook().event_types, *(name for (name,) in used)}))
