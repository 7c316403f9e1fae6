"""`dateline diff`: what changed between two runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.rows import FORM, RowFormat, write_rows
from dateline.cli.stores import HELP, reading

EPILOG = """
Examples:\n
  dateline diff 1 2\n
  dateline diff 1 2 --store events.duckdb --format csv > changes.csv\n
  dateline sql "SELECT run, started, dateline, model FROM runs"
"""


def diff(
    first: Annotated[int, typer.Argument(metavar="RUN", help="Number of the earlier run.")],
    second: Annotated[int, typer.Argument(metavar="RUN", help="Number of the later run.")],
    store: Annotated[Path | None, typer.Option(help=HELP, show_default=False)] = None,
    format_: Annotated[RowFormat | None, typer.Option("--format", help=FORM, show_default=False)] = None,
) -> None:
    """Show which mentions came, went or changed between two runs, value by value, with the grounds of either.

    What differs in their making (versions, settings) stands on standard error.
    """
    from dateline.store.diff import find_causes, find_changes

    with reading(store) as opened:
        causes = find_causes(opened, first, second)
        rows = [
            (one.report_id, one.kind, one.before, one.after, one.field, one.was, one.is_, one.why)
            for one in find_changes(opened, first, second)
        ]
    for name, (was, now) in causes.items():
        typer.echo(f"{name}: {was} → {now}", err=True)
    write_rows(("report_id", "kind", "before", "after", "field", "was", "is", "why"), rows, format_)
