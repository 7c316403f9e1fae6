"""Questions to a store from Python: `Ledger("events.duckdb").mentions(between=("USA", "VEN"), since="2022-01")`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from dateline.core import Status
from dateline.core.record import mention_record
from dateline.store.columns import NOT_SUPERSEDED
from dateline.store.explain import explain
from dateline.store.filters import Filter, Unit, find_condition, read_days
from dateline.store.highlight import show_table
from dateline.store.load import load_chunk
from dateline.store.panel import Panel, count_panel
from dateline.store.query import ask
from dateline.store.store import Store, open_store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Record = Mapping[str, Any]
SHOWN = 50  # rows of a table in a notebook
ORDER = {"mention": "when_first NULLS LAST, report_id, position", "event": "when_first NULLS LAST, event_id"}
SEVERAL = {"type": "types", "mode": "modes", "context": "contexts", "status": "statuses"}
AT_ONCE = 2000  # records that are loaded together


class Found(Sequence[Record]):
    """Records that a question found: a sequence of the contract's JSON objects that shows itself in a notebook."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Found: ...
    def __getitem__(self, index: int | slice) -> Record | Found:
        return Found(self.records[index]) if isinstance(index, slice) else self.records[index]

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        return f"<{len(self)} records>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the first records with their sentences, spans marked."""
        shown = [record for record in self.records[:SHOWN] if "sentence" in record]
        rest = f"<p>{len(self) - len(shown)} more</p>" if len(self) > len(shown) else ""
        return show_table(shown) + rest


class Ledger:
    """A store to ask questions. It is opened for the moment of each question only, so it never keeps a writer out."""

    def __init__(self, path: str | Path) -> None:
        self.store: Store = open_store(path, read_only=True)

    def mentions(self, wanted: Filter | None = None, *, limit: int | None = None, **asked: Any) -> Found:
        """Return what reports say, as records of mentions in the order of days.

        Give a `Filter`, or its fields by name: `mentions(between=("USA", "VEN"), type="SANCTION", since="2022-01")`.
        """
        return Found(list(find_records(self.store, read_filter(wanted, **asked), "mention", limit)))

    def events(self, wanted: Filter | None = None, *, limit: int | None = None, **asked: Any) -> Found:
        """Return what reports agree on, as records of events in the order of days; see `mentions`."""
        return Found(list(find_records(self.store, read_filter(wanted, **asked), "event", limit)))

    def panel(self, panel: Panel | None = None) -> list[dict[str, object]]:
        """Return the rows of a panel: `panel(Panel(unit=PanelUnit.DYAD, every=Every.YEAR))`; missing is None."""
        counted = count_panel(self.store, panel or Panel())
        return [dict(zip((one.name for one in counted.columns), row, strict=True)) for row in counted.rows]

    def explain(self, wanted: str) -> str:
        """Return why a mention or event is what it is, in lines of text."""
        return explain(self.store, wanted)

    def sql(self, query: str, parameters: object = None) -> list[dict[str, object]]:
        """Return the rows of one SQL statement; only reading is possible."""
        names, rows = ask(self.store, query, parameters)
        return [dict(zip(names, row, strict=True)) for row in rows]


def read_filter(wanted: Filter | None = None, **asked: Any) -> Filter:
    """Return the filter with further fields, given as text, codes or days.

    Raises `TypeError` for unknown names and `ValueError` for what is no day, pair or status.
    """
    known = {SEVERAL.get(name, name): value for name, value in asked.items()}
    for name in SEVERAL.values():
        if isinstance(known.get(name), str):
            known[name] = tuple(one.strip() for one in known[name].split(",") if one.strip())
        elif name in known:
            known[name] = tuple(known[name])
    for status in known.get("statuses", ()):
        if status not in list(Status):
            raise ValueError(f"there is no status {status!r}: choose among {', '.join(Status)}")
    if isinstance(known.get("between"), str):
        known["between"] = read_pair(known["between"])
    if isinstance(known.get("since"), str):
        known["since"] = read_days(known["since"]).first
    if isinstance(known.get("until"), str):
        known["until"] = read_days(known["until"]).last
    return replace(wanted or Filter(), **known)


def read_pair(text: str) -> tuple[str, str]:
    """Return the two parties of "USA,VEN". Raises `ValueError` for anything else."""
    parties = [one.strip() for one in text.split(",")]
    if len(parties) != 2 or not all(parties):
        raise ValueError(f"{text!r} does not name two parties: write USA,VEN")
    return parties[0], parties[1]


def find_records(store: Store, wanted: Filter, unit: Unit, limit: int | None = None) -> Iterator[Record]:
    """Yield the records of mentions or events that fit the filter, in the order of days."""
    with store.session() as connection:
        ids = _ids(connection, wanted, unit, limit)
    for begin in range(0, len(ids), AT_ONCE):
        some = ids[begin : begin + AT_ONCE]
        with store.session() as connection:
            records = _events(connection, some) if unit == "event" else _mentions(connection, some)
        yield from records


def _ids(connection: DuckDBPyConnection, wanted: Filter, unit: Unit, limit: int | None) -> list[tuple[str, int]]:
    condition = find_condition(wanted, unit)
    coding = "coding" if unit == "mention" else "0"
    table = f"(FROM kept.mentions WHERE {NOT_SUPERSEDED})" if unit == "mention" else "events"
    query = f"FROM {table} SELECT {unit}_id, {coding} WHERE {condition.sql} ORDER BY {ORDER[unit]} LIMIT ?"
    return connection.execute(query, [*condition.values, limit]).fetchall()


def _events(connection: DuckDBPyConnection, ids: list[tuple[str, int]]) -> list[Record]:
    query = "SELECT event_id, record FROM kept.events WHERE event_id IN (SELECT unnest(?::VARCHAR[]))"
    known = dict(connection.execute(query, [[event for event, _ in ids]]).fetchall())
    return [json.loads(known[event]) for event, _ in ids if event in known]


def _mentions(connection: DuckDBPyConnection, ids: list[tuple[str, int]]) -> list[Record]:
    numbers = sorted({coding for _, coding in ids})
    codings = dict(zip(numbers, load_chunk(connection, numbers, details=True), strict=True))
    found = ((codings[number], mention_id) for mention_id, number in ids)
    return [mention_record(coding, next(m for m in coding.mentions if m.id == wanted)) for coding, wanted in found]
