"""Taking over what another store handed on: the tables of `export --table all` become a store again.

What was handed on comes back the same when it is handed on again. What is never handed on is lost: codings that were
superseded, and the model's other readings of triggers (a mention keeps its type as the only one).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dateline.store.columns import Column, Table
from dateline.store.export import EXPORTED
from dateline.store.schema import StoreError
from dateline.store.session import transaction
from dateline.store.tables import BY_NAME

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store

FORMATS = ("parquet", "csv")
YOUNGER = ("reprints",)  # tables that what an older version handed on does not have


def load_export(store: Store, folder: Path) -> None:
    """The store, empty before, holds the tables of the folder.

    Raises `StoreError` if it was not empty, or if a table is not there.
    """
    format_ = next((one for one in FORMATS if (folder / f"mentions.{one}").is_file()), None)
    if format_ is None:
        raise StoreError(
            f"{folder}: there is no mentions.csv or mentions.parquet; `dateline export --table all` makes them"
        )
    with store.session() as connection, transaction(connection):
        if connection.execute("SELECT 1 FROM kept.runs LIMIT 1").fetchone():
            raise StoreError(f"{store.path}: only an empty store can take over what another handed on")
        for name in EXPORTED:
            path = folder / f"{name}.{format_}"
            if name in YOUNGER and not path.is_file():
                continue
            if not path.is_file():
                raise StoreError(f"{path}: the table is not there; `dateline export --table all` makes it")
            _take_over(connection, BY_NAME[name], path)


def _take_over(connection: DuckDBPyConnection, table: Table, path: Path) -> None:
    """Read a file into a temporary table, then into the store, with what the file does not carry."""
    name = str(path).replace("'", "''")
    source = f"read_parquet('{name}')"
    if path.suffix == ".csv":
        source = f"read_csv('{name}', header = true, all_varchar = true, nullstr = '', quote = '\"', escape = '\"')"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table.name}_given AS FROM {source}")
    if table.name == "codings":
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE numbers AS FROM codings_given "
            "SELECT report_id, digest, row_number() OVER (ORDER BY report_id) AS coding"
        )
    values = ", ".join(_value(column, path.suffix) for column in table.columns)
    connection.execute(f"INSERT INTO kept.{table.name} FROM {table.name}_given AS given {_join(table)} SELECT {values}")
    if table.name == "mentions":
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE homes AS FROM mentions_given JOIN numbers USING (report_id) "
            "SELECT mention_id, coding"
        )


def _join(table: Table) -> str:
    """How a row finds the number of its coding: by its report, else by its mention."""
    names = {column.name for column in table.columns}
    if not names & {"coding", "digest"}:
        return ""
    if "report_id" in names:
        return "LEFT JOIN numbers USING (report_id)"
    return "JOIN homes USING (mention_id)"


def _value(column: Column, suffix: str) -> str:
    if column.name in {"coding", "digest"}:
        return f"{'numbers.' if column.name == 'digest' else ''}{column.name}"
    given = f"given.{column.name}" if column.name not in {"report_id", "mention_id"} else column.name
    if column.type == "VARCHAR[]":
        return f"coalesce(string_split({given}, '; '), [])" if suffix == ".csv" else f"coalesce({given}, [])"
    return f"{given}::{column.type}"
