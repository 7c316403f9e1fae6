"""`dateline sql`: a question to the store in SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.rows import FORM, RowFormat, write_rows
from dateline.cli.stores import HELP, fail, reading

EPILOG = """
Examples:\n
  dateline sql "SELECT event_type, count(*) AS n FROM mentions GROUP BY event_type ORDER BY n DESC"\n
  dateline sql "SHOW TABLES" --store events.duckdb
"""


def sql(
    query: Annotated[str, typer.Argument(help="One statement; docs/store.md lists tables and columns.")],
    store: Annotated[Path | None, typer.Option(help=HELP, show_default=False)] = None,
    format_: Annotated[RowFormat | None, typer.Option("--format", help=FORM, show_default=False)] = None,
) -> None:
    """Ask the store in SQL. It can be read only: nothing can be changed, and no other file opened or written."""
    from dateline.store.query import QueryError, ask

    with reading(store) as opened:
        try:
            names, rows = ask(opened, query)
        except QueryError as error:
            fail(str(error))
    write_rows(names, rows, format_)
