"""Laying out a store, and bringing an older one up to date. Statements name the table first, as DuckDB allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.store.columns import Table
from dateline.store.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STORAGE_VERSION = "v1.4.0"  # of the file: old enough for the DuckDB that R has

# Version → the statements that bring a store of the version before up to it. Version 1 is the first layout.
MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    1: (),
    2: (
        """
        CREATE TABLE kept.reprints
        (coding BIGINT, report_id VARCHAR, reprint_of VARCHAR, of_digest VARCHAR, likeness DOUBLE)
        """,
        "CREATE TABLE kept.marks (coding BIGINT, mark UINTEGER)",
    ),
}


class StoreError(Exception):
    """A store cannot be used; the message says why and what to do."""


def check_run(run: int, known: Collection[int]) -> None:
    """The run is one of those that are known. Raises `StoreError` for one that there is not."""
    if run not in known:
        raise StoreError(f"there is no run {run}: `dateline sql 'FROM runs'` lists them")


def lay_out(connection: DuckDBPyConnection) -> None:
    """Lay out all tables and views in an empty database."""
    connection.execute("CREATE SCHEMA kept")
    connection.execute("CREATE TABLE kept.schema_versions (version INTEGER, applied TIMESTAMP, dateline VARCHAR)")
    for table in TABLES:
        columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
        connection.execute(f"CREATE TABLE kept.{table.name} ({columns})")
    _lay_out_views(connection)
    _note_version(connection, max(MIGRATIONS))


def lookup_version(connection: DuckDBPyConnection) -> int | None:
    """Return the version of the tables, None for an empty database. Raises `StoreError` for somebody else's."""
    named = {row[0] for row in connection.execute("SHOW ALL TABLES").fetchall() for row in [(f"{row[1]}.{row[2]}",)]}
    if not named:
        return None
    if "kept.schema_versions" not in named:
        raise StoreError("this DuckDB file is no Dateline store: give the name of a new file")
    found = connection.execute("SELECT max(version) FROM kept.schema_versions").fetchone()
    assert found
    return int(found[0])


def migrate(
    connection: DuckDBPyConnection, version: int, migrations: Mapping[int, tuple[str, ...]] = MIGRATIONS
) -> None:
    """Bring the tables from `version` up to the newest version, one step after the other."""
    for step in sorted(number for number in migrations if number > version):
        for statement in migrations[step]:
            connection.execute(statement)
        _note_version(connection, step)
    _lay_out_views(connection)


def check_version(version: int, *, writable: bool) -> bool:
    """Say whether a migration is due. Raises `StoreError` when this program cannot use such a store."""
    newest = max(MIGRATIONS)
    if version > newest:
        raise StoreError(f"the store has tables of version {version}, this Dateline knows {newest}: install a newer")
    if version < newest and not writable:
        raise StoreError(
            f"the store has tables of version {version}, this Dateline needs {newest}: open it once for writing, "
            "for example with `dateline link`, to bring it up to date"
        )
    return version < newest


def _note_version(connection: DuckDBPyConnection, version: int) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute("INSERT INTO kept.schema_versions VALUES (?, ?, ?)", [version, now, __version__])


def _lay_out_views(connection: DuckDBPyConnection) -> None:
    for table in TABLES:
        connection.execute(_view(table))


def _view(table: Table) -> str:
    names = ", ".join(column.name for column in table.columns if column.name not in table.hidden)
    condition = f" WHERE {table.current}" if table.current else ""
    return f"CREATE OR REPLACE VIEW {table.name} AS FROM kept.{table.name} SELECT {names}{condition}"
