"""`dateline link`: the mentions of a store become events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.stores import HELP, fail, find_store

if TYPE_CHECKING:
    from dateline.store import Store

EPILOG = """
Examples:\n
  dateline link events.duckdb\n
  dateline link events.duckdb --afresh\n
  dateline link events.duckdb --same m-1f0c m-77ab --by Ada --why "same raid, other spelling"\n
  dateline link events.duckdb --different m-1f0c m-77ab\n
  dateline link events.duckdb --forget m-1f0c m-77ab
"""


def link(
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Forget earlier events and link everything anew (judgements hold).")
    ] = False,
    same: Annotated[
        tuple[str, str] | None, typer.Option(help="These two mentions are one event (two reports: one story).")
    ] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option(help="These two mentions are two events (two reports: two stories).")
    ] = None,
    forget: Annotated[tuple[str, str] | None, typer.Option(help="Take back what was judged of these two.")] = None,
    by: Annotated[str, typer.Option(help="Who judges.")] = "",
    why: Annotated[str, typer.Option(help="Why.")] = "",
) -> None:
    """Group the mentions of a store into events, each with its agreed record and what reports disagree on.

    Days are linked one after the other: new reports join events or make new ones and never regroup what was told on
    earlier days. What you judge with --same or --different is kept and holds in every later run.
    """
    from dateline.core import Judgement
    from dateline.pipeline import link_corpus
    from dateline.store import remove_judgement, save_judgement

    with writing(store) as ledger:
        for pair, is_same in ((same, True), (different, False)):
            if pair:
                check_ids(ledger, pair)
                save_judgement(ledger, Judgement(*pair, is_same, by, datetime.now(UTC).date(), why))
        if forget:
            remove_judgement(ledger, *forget)
        events, mentions, told = link_corpus(ledger, afresh=afresh or bool(forget))
    typer.echo(f"{mentions} mentions of {told} reports are {events} events", err=True)
    raise typer.Exit(0 if mentions else 3)


def check_ids(store: Store, pair: tuple[str, str]) -> None:
    """Stop with exit code 2 where the two are neither two mentions nor two reports of the store."""
    kinds = [{one.id for one, _ in store.load_mentions()}, {one.id for one in store.load_reports()}]
    if not any(set(pair) <= ids for ids in kinds):
        unknown = [one for one in pair if not any(one in ids for ids in kinds)]
        fail(f"no mention or report {', '.join(unknown)}" if unknown else "give two mentions or two reports")


@contextmanager
def writing(path: Path | None) -> Iterator[Store]:
    """Give the store that is there, for writing; whatever it cannot do is told in one line, with exit code 2."""
    from dateline.store import StoreError, open_store

    found = find_store(path)
    if not found.is_file():
        fail(f"{found}: no such store (make one: dateline code INPUT --into {found})")
    try:
        yield open_store(found)
    except StoreError as error:
        fail(str(error))
