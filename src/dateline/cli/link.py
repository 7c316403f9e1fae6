"""`dateline link`: the mentions of a store become events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.stores import HELP, fail, find_store

if TYPE_CHECKING:
    from dateline.store import Store

FEW = 5  # ids that a message lists
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
                judged = Judgement(
                    *find_ids(ids_of(ledger), pair, "no mention or report"), is_same, by, datetime.now(UTC).date(), why
                )
                save_judgement(ledger, judged)
        if forget:
            remove_judgement(ledger, *find_ids([judged_ids(ledger)], forget, "nothing is judged of"))
        events, mentions, told = link_corpus(ledger, afresh=afresh or bool(forget))
    parts = [f"{number} {noun}{'s' * (number != 1)}" for number, noun in ((mentions, "mention"), (told, "report"))]
    linked = f"{events} event{'s' * (events != 1)}"
    typer.echo(f"{' of '.join(parts)} {'is' if mentions == 1 else 'are'} {linked}", err=True)
    raise typer.Exit(0 if mentions else 3)


def ids_of(store: Store) -> list[list[str]]:
    """Return the ids of the mentions and those of the reports of a store."""
    return [sorted({one.id for one, _ in store.load_mentions()}), sorted({one.id for one in store.load_reports()})]


def judged_ids(store: Store) -> list[str]:
    """Return the ids of which somebody judged; what they name may have been coded anew since."""
    from dateline.store import load_judgements

    return sorted({one for judged in load_judgements(store) for one in (judged.first, judged.second)})


def find_ids(kinds: Sequence[Sequence[str]], pair: tuple[str, str], nothing: str) -> tuple[str, str]:
    """Return the two ids of one kind that were given, whole or by their beginnings.

    Stops with exit code 2 where there are none such, or where a beginning is that of several.
    """
    found = [[_find_id(given, ids) for ids in kinds] for given in pair]
    unknown = [given for given, ids in zip(pair, found, strict=True) if not any(ids)]
    if unknown:
        fail(f"{nothing} {', '.join(unknown)}")
    same_kind = [(first, second) for first, second in zip(*found, strict=True) if first and second]
    if not same_kind:
        fail("give two mentions or two reports")
    return same_kind[0]


def _find_id(given: str, ids: Sequence[str]) -> str:
    if given in ids:
        return given
    near = [one for one in ids if given and one.startswith(given)]
    if len(near) > 1:
        fail(f"{given} is the beginning of {len(near)} ids: {', '.join(near[:FEW])}{' …' * (len(near) > FEW)}")
    return near[0] if near else ""


@contextmanager
def writing(path: Path | None) -> Iterator[Store]:
    """Give the store that is there, for writing; whatever it cannot do is told in one line, with exit code 2."""
    from dateline.store import StoreError, open_store

    found = find_store(path)
    if not found.exists():
        fail(f"{found}: there is no such store; `dateline code INPUT --into {found}` makes one")
    try:
        yield open_store(found)
    except StoreError as error:
        fail(str(error))
