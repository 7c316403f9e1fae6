"""Handing tables on: CSV, Parquet and JSON Lines, in a fixed order of columns and rows.

CSV is UTF-8 without a byte order mark, quoted as RFC 4180 has it, lines end with a line feed; empty is missing, never a
word; lists are joined with "; "; codes are text. Parquet keeps lists. JSON Lines of mentions, events and attributions
are the objects of the contract.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dateline.core.record import attribution_record, mention_record
from dateline.store.columns import Column, Table, read_columns
from dateline.store.filters import Filter, find_condition
from dateline.store.ledger import find_records
from dateline.store.schema import StoreError
from dateline.store.tables import BY_NAME

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store

TableFormat = Literal["csv", "parquet", "jsonl"]
NO_FILTER = Filter()
HIDDEN = ("readings", "superseded", "restored", "retired", "marks")
EXPORTED = tuple(name for name in BY_NAME if name not in HIDDEN)
LAST = "record"  # the whole record of an event, as JSON, stands behind the columns for people

# What CSV and Parquet of mentions carry beyond the table: who, whom, and according to whom, side by side in lists.
SIDES = """
actors VARCHAR[] words of the actors
actor_names VARCHAR[] their resolved names
actor_countries VARCHAR[] their countries
actor_sectors VARCHAR[] first sector of each
recipients VARCHAR[] words of the recipients
recipient_names VARCHAR[] their resolved names
recipient_countries VARCHAR[] their countries
recipient_sectors VARCHAR[] first sector of each
sources VARCHAR[] words of the voices, nearest first; empty is the publisher's own voice
source_kinds VARCHAR[] kind of each voice
"""
SIDED = {
    "mentions": ("mention", read_columns(SIDES)),
    "events": ("event", tuple(one for one in read_columns(SIDES)[:8] if "_" in one.name)),
}


def export_table(store: Store, table: str, format_: str, path: Path | None = None, wanted: Filter = NO_FILTER) -> None:
    """The table stands in the file, or, without `path`, on standard output; `wanted` chooses mentions or events.

    Raises `StoreError` for a table or format that there is not.
    """
    _check(table, format_)
    if path is None:
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            made = Path(folder) / f"{table}.{format_}"
            export_table(store, table, format_, made, wanted)
            with made.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    elif format_ == "jsonl" and table in RECORDS:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for record in RECORDS[table](store, wanted):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    else:
        with store.session() as connection:
            copy_rows(connection, select_rows(connection, table, format_, wanted), format_, path)


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table as it is handed on in CSV and Parquet."""
    known = BY_NAME[table]
    own = tuple(column for column in known.columns if column.name not in ("coding", *known.hidden, LAST))
    last = tuple(column for column in known.columns if column.name == LAST)
    return own + (SIDED[table][1] if table in SIDED else ()) + last


def select_rows(connection: DuckDBPyConnection, table: str, format_: str, wanted: Filter = NO_FILTER) -> str:
    """Return the query whose rows are those to hand on, in order; the chosen ids lie in a temporary table."""
    known = BY_NAME[table]
    chosen = _choose(connection, known, wanted)
    listed = ", ".join(_shown(column, format_) for column in columns_of(table))
    rows = f"FROM {table} {chosen} {_sides(table)} SELECT {listed}"
    return f"{rows} ORDER BY {known.order}"


def copy_rows(connection: DuckDBPyConnection, query: str, format_: str, path: Path, *, header: bool = True) -> None:
    """The rows of the query stand in the file; `format_` may be "tsv" too, with or without a line of names."""
    options = {
        "csv": "FORMAT csv, HEADER true",
        "tsv": f"FORMAT csv, HEADER {str(header).lower()}, DELIMITER '\t'",
        "parquet": "FORMAT parquet, COMPRESSION zstd",
        "jsonl": "FORMAT json",
    }[format_]
    name = str(path).replace("'", "''")
    connection.execute(f"COPY ({query}) TO '{name}' ({options})")


def mention_records(store: Store, wanted: Filter) -> Iterator[Mapping[str, object]]:
    """Yield the records of mentions: in the order of reports, or, where something is asked for, of days."""
    if wanted != NO_FILTER:
        yield from find_records(store, wanted, "mention")
        return
    for coding in store.load_codings():
        yield from (mention_record(coding, mention) for mention in coding.mentions)


def _event_records(store: Store, wanted: Filter) -> Iterator[Mapping[str, object]]:
    yield from find_records(store, wanted, "event")


def _attribution_records(store: Store, _: Filter) -> Iterator[Mapping[str, object]]:
    for coding in store.load_codings():
        yield from (attribution_record(coding, one) for one in coding.attributions)


RECORDS = {"mentions": mention_records, "events": _event_records, "attributions": _attribution_records}


def _check(table: str, format_: str) -> None:
    if table not in EXPORTED:
        raise StoreError(f"there is no table {table!r} to export: choose among {', '.join(EXPORTED)}")
    if format_ not in {"csv", "parquet", "jsonl"}:
        raise StoreError(f"there is no format {format_!r}: choose among csv, parquet, jsonl")


def _choose(connection: DuckDBPyConnection, table: Table, wanted: Filter) -> str:
    """A join that leaves only rows about the chosen mentions or events; "" where nothing is asked for."""
    names = {column.name for column in table.columns}
    unit = "event" if "event_id" in names else "mention" if "mention_id" in names else None
    if unit is None or wanted == NO_FILTER:
        return ""
    condition = find_condition(wanted, "event" if unit == "event" else "mention")
    key = f"{unit}_id"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE chosen ({key} VARCHAR)")
    connection.execute(f"INSERT INTO chosen FROM {unit}s SELECT {key} WHERE {condition.sql}", list(condition.values))
    return f"SEMI JOIN chosen USING ({key})"


def _sides(table: str) -> str:
    """Joins that bring actors, recipients and sources beside a mention or event."""
    if table not in SIDED:
        return ""
    unit = SIDED[table][0]
    key, parts = f"{unit}_id", "participants" if unit == "mention" else "event_participants"
    lists = ", ".join(
        f"list({column} ORDER BY position) FILTER (part = '{part}') AS {name}"
        for part in ("actor", "recipient")
        for name, column in (
            *([(f"{part}s", "text")] if unit == "mention" else []),
            (f"{part}_names", "name"),
            (f"{part}_countries", "country"),
            (f"{part}_sectors", "sector"),
        )
    )
    joined = f"LEFT JOIN (FROM {parts} SELECT {key}, {lists} GROUP BY {key}) USING ({key})"
    if unit == "event":
        return joined
    voices = "list(text ORDER BY position) AS sources, list(kind ORDER BY position) AS source_kinds"
    return f"{joined} LEFT JOIN (FROM sources SELECT {key}, {voices} GROUP BY {key}) USING ({key})"


def _shown(column: Column, format_: str) -> str:
    """A column as the format has it: CSV joins lists, with nothing between two separators for what is unknown."""
    if format_ == "csv" and column.type == "VARCHAR[]":
        members = f"list_transform({column.name}, lambda one: coalesce(one, ''))"
        return f"nullif(array_to_string({members}, '; '), '') AS {column.name}"
    return column.name
