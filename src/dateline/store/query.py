"""SQL of the user's own, locked in: it reads this store and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.store.session import open_session

if TYPE_CHECKING:
    from dateline.store.store import Store

# No other file, no network, no extension, and no way to switch that back on.
LOCKED = {"enable_external_access": "false", "lock_configuration": "true"}


class QueryError(Exception):
    """The database did not accept a question; the message is its own."""


def ask(store: Store, query: str, parameters: object = None) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return column names and rows of one statement. Raises `QueryError` for anything but reading this store."""
    import duckdb

    with open_session(store.path, writable=False, patience=store.patience, config=LOCKED) as connection:
        try:
            statements = connection.extract_statements(query)
            if len(statements) != 1:
                raise QueryError(f"give one statement: this has {len(statements) or 'none'}")
            connection.execute(query, parameters)
            names = [column[0] for column in connection.description or ()]
            return names, connection.fetchall()
        except duckdb.Error as error:
            raise QueryError(str(error)) from None
