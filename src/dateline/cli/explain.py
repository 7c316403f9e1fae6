"""`dateline explain`: why a mention or an event is what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.stores import HELP, reading

EPILOG = """
Examples:\n
  dateline explain m-3f9c02d1\n
  dateline explain e-77b0 --store events.duckdb
"""


def explain(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="Id of a mention or event, or its beginning.")],
    store: Annotated[Path | None, typer.Option(help=HELP, show_default=False)] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Of an event: leave out the grounds of each value.")] = False,
) -> None:
    """Show the sentence with marked spans, every value with rule, score and words, and who says so.

    Of an event: all its reports, why they are one event, and why near ones are not.
    """
    from dateline.store.explain import explain as explained

    with reading(store) as opened:
        typer.echo(explained(opened, wanted, brief=brief))
