"""Which store a command works on, and what it says when that cannot be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from dateline.store import Store
    from dateline.store.filters import Filter

DEFAULT = "events.duckdb"
VARIABLE = "DATELINE_STORE"
HELP = f"The store; default: ${VARIABLE}, else {DEFAULT} here."


def find_store(path: Path | None) -> Path:
    """Return the path given, else that of the environment, else the one in this folder."""
    return path or Path(os.environ.get(VARIABLE) or DEFAULT)


def fail(message: str) -> NoReturn:
    """Stop with the message on standard error and exit code 2."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def read_asked(**asked: Any) -> Filter:
    """Return the filter of the options that were given. Raises `typer.BadParameter` for what cannot be read."""
    from dateline.store.ledger import read_filter

    try:
        return read_filter(**{name: value for name, value in asked.items() if value not in {"", None}})
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@contextmanager
def reading(path: Path | None) -> Iterator[Store]:
    """Give the store, for reading; whatever it cannot do is told in one line, with exit code 2."""
    from dateline.store import StoreError, open_store

    try:
        yield open_store(find_store(path), read_only=True)
    except StoreError as error:
        fail(str(error))
