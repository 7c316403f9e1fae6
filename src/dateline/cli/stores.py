"""Which store a command works on, and what it says when that cannot be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from dateline.store import Store
    from dateline.store.filters import Filter, Unit

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


def read_map(text: str) -> dict[str, str]:
    """Return the names of fields that --map gives. Raises `typer.BadParameter` for what cannot be read."""
    from dateline.read import read_fields

    try:
        return read_fields(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from None


def tell_gaps(store: Store, wanted: Filter, unit: Unit) -> None:
    """What would make an answer smaller than it looks stands on standard error: unknown codes, mentions not linked."""
    from dateline.store.listing import count_unlinked, find_unheard

    for line in find_unheard(store, wanted):
        typer.echo(line, err=True)
    waiting = count_unlinked(store) if unit == "event" else 0
    if waiting:
        told = "1 mention is" if waiting == 1 else f"{waiting} mentions are"
        typer.echo(f"{told} in no event yet: `dateline link {store.path}` takes them in", err=True)


@contextmanager
def reading(path: Path | None) -> Iterator[Store]:
    """Give the store, for reading; whatever it cannot do is told in one line, with exit code 2."""
    from dateline.store import StoreError, open_store

    try:
        yield open_store(find_store(path), read_only=True)
    except StoreError as error:
        fail(str(error))
