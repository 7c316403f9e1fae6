"""`dateline problems`: what could not be read or coded, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.rows import RowFormat, write_rows
from dateline.cli.stores import HELP, reading

EPILOG = """
Examples:\n
  dateline problems events.duckdb\n
  dateline problems events.duckdb --count\n
  dateline problems events.duckdb --run 3 --format csv
"""


def problems(
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
    run: Annotated[int | None, typer.Option(help="Only those of one run (default: all that hold).")] = None,
    count: Annotated[bool, typer.Option("--count", help="Count each kind instead of listing each one.")] = False,
    format_: Annotated[RowFormat | None, typer.Option("--format", show_default=False)] = None,
) -> None:
    """List every input that could not be read and every gap that coding left, with the way to mend it."""
    from dateline.store.problems import count_problems, count_reprints, list_problems

    with reading(store) as opened:
        names, rows = count_problems(opened, run) if count else list_problems(opened, run)
        reprints = count_reprints(opened)
    write_rows(names, rows, format_)
    if reprints:
        told = "1 report reprints another and was" if reprints == 1 else f"{reprints} reports reprint another and were"
        typer.echo(f"{told} not coded again: `dateline export --table reprints` lists which", err=True)
