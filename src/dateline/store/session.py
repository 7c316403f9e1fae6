"""Opening the file of a store, for a moment at a time.

DuckDB lets one process write, or many read, never both. So nobody keeps the file open: a writer opens it for one batch
and a reader for one question, and whoever finds it taken waits a little and tries again. Writer and readers take turns,
each within a moment; only somebody who holds the file for longer than `PATIENCE` is reported.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.store.schema import STORAGE_VERSION, StoreError, check_version, lay_out, lookup_version, migrate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PATIENCE = 20.0  # seconds to wait for another process
PAUSE = 0.02  # seconds between two tries
HOLDER = re.compile(r"lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
TAKEN = ("lock", "different configuration", "being used by another process")
MARK = slice(8, 12), b"DUCK"  # where a DuckDB file says that it is one


@contextmanager
def open_session(
    path: Path, *, writable: bool, patience: float = PATIENCE, config: Mapping[str, str] | None = None
) -> Iterator[DuckDBPyConnection]:
    """Yield a connection to an existing store. Raises `StoreError` if it cannot be had within `patience` seconds."""
    connection = _connect(path, writable=writable, patience=patience, config=config)
    try:
        yield connection
    finally:
        connection.close()


def prepare(path: Path, *, writable: bool, patience: float = PATIENCE) -> None:
    """Make sure that `path` is a store of this version: laid out if new, migrated if old and `writable`."""
    if not path.exists() and not writable:
        raise StoreError(f"{path}: there is no such store; `dateline code INPUT --into {path}` makes one")
    check_file(path)
    with open_session(path, writable=writable, patience=patience) as connection:
        try:
            _bring_up(connection, writable=writable)
        except StoreError as error:
            raise StoreError(f"{path}: {error}") from None


def check_file(path: Path) -> None:
    """Nothing forbids `path` to be a store, or to become one. Raises `StoreError` where something does.

    DuckDB itself would take a table for a database of its own.
    """
    if not path.exists():
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
        return
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder; a store is one file, such as {path / 'events.duckdb'}")
    try:
        with path.open("rb") as file:
            begin = file.read(MARK[0].stop)
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened as a store: {error.strerror}") from None
    if begin[MARK[0]] != MARK[1]:
        raise StoreError(f"{path}: this file is no store; give the name of one, or of a new file")


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Iterator[None]:
    """All that is written inside is kept, or, when anything fails, nothing of it."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _bring_up(connection: DuckDBPyConnection, *, writable: bool) -> None:
    version = lookup_version(connection)
    if version is None:
        if not writable:
            raise StoreError("the file is empty")
        with transaction(connection):
            lay_out(connection)
    elif check_version(version, writable=writable):
        with transaction(connection):
            migrate(connection, version)


def _connect(path: Path, *, writable: bool, patience: float, config: Mapping[str, str] | None) -> DuckDBPyConnection:
    import duckdb

    until = time.monotonic() + patience
    while True:
        try:
            return _open(path, writable=writable, config=dict(config or {}))
        except (duckdb.IOException, duckdb.ConnectionException, duckdb.BinderException) as error:
            if not any(word in str(error) for word in TAKEN) or time.monotonic() > until:
                raise StoreError(_explain(path, str(error))) from None
            time.sleep(PAUSE)


def _open(path: Path, *, writable: bool, config: dict[str, str]) -> DuckDBPyConnection:
    import duckdb

    if path.exists():
        return duckdb.connect(str(path), read_only=not writable, config=dict(config))
    connection = duckdb.connect(config=dict(config))
    name = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{name}' AS made (STORAGE_VERSION '{STORAGE_VERSION}')")
    connection.close()
    return duckdb.connect(str(path), config=dict(config))


def _explain(path: Path, message: str) -> str:
    holder = HOLDER.search(message)
    if holder:
        return (
            f"{path}: {holder['program']} (process {holder['pid']}) holds the store: "
            "wait until it has finished, close it, or work on a copy of the file"
        )
    return f"{path}: cannot be opened as a store: {message.splitlines()[0]}"
