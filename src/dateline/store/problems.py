"""The honest gaps of a store: listed one by one, or counted by kind."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dateline.store.schema import check_run

if TYPE_CHECKING:
    from dateline.store.store import Store

Rows = tuple[tuple[str, ...], list[tuple[object, ...]]]
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|(?<![\w-])\d+")


def list_problems(store: Store, run: int | None = None) -> Rows:
    """Return column names and rows of every problem that holds, or of those that one run met.

    The same input met by several runs is told once, by the latest. Raises `StoreError` for a run that there is not.
    """
    names = ("run", "report_id", "concerns", "message", "hint")
    query = f"""
    FROM kept.problems SELECT {", ".join(names)}
    WHERE ($1 IS NULL AND {HOLDS}) OR run = $1
    QUALIFY $1 IS NOT NULL OR coding IS NOT NULL OR row_number() OVER (
        PARTITION BY coding, concerns, message ORDER BY run DESC
    ) = 1
    ORDER BY run, report_id NULLS FIRST, position
    """
    with store.session() as connection:
        if run is not None:
            check_run(run, {number for (number,) in connection.execute("FROM runs SELECT run").fetchall()})
        return names, connection.execute(query, [run]).fetchall()


def count_problems(store: Store, run: int | None = None) -> Rows:
    """Return column names and rows of how often each kind of problem was met, the most frequent first.

    Messages that differ only in what they quote or number are of one kind.
    """
    _, rows = list_problems(store, run)
    kinds = Counter((find_kind(str(message)), hint) for *_, message, hint in rows)
    return ("problems", "message", "hint"), [(n, *kind) for kind, n in kinds.most_common()]


def find_kind(message: str) -> str:
    """Return what messages of one kind have in common: all but what they quote or number."""
    return QUOTED.sub("…", message)


def count_reprints(store: Store) -> int:
    """Return how many reports were not coded, for they reprint another."""
    with store.session() as connection:
        found = connection.execute("SELECT count(*) FROM reprints").fetchone()
    return int(found[0]) if found else 0


HOLDS = "(coding IS NULL OR coding NOT IN (SELECT coding FROM kept.superseded))"
