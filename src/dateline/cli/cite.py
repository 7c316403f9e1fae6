"""`dateline cite`: how to cite what a store holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.stores import HELP, read_asked, reading, tell_gaps

EPILOG = """
Examples:\n
  dateline cite events.duckdb\n
  dateline cite --since 2022 --type SANCTION --min-confidence 0.7
"""


def cite(
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
    type_: Annotated[str, typer.Option("--type", help="Event types that you chose.")] = "",
    status: Annotated[str, typer.Option(help="Statuses that you chose.")] = "",
    between: Annotated[str, typer.Option(help="Two parties that you chose.")] = "",
    country: Annotated[str, typer.Option(help="A country that you chose.")] = "",
    since: Annotated[str, typer.Option(help="First day that you chose.")] = "",
    until: Annotated[str, typer.Option(help="Last day that you chose.")] = "",
    min_confidence: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Least confidence that you chose.")
    ] = None,
) -> None:
    """Print versions, filters and date, as a list of references or an appendix asks for them."""
    from dateline.store.cite import cite as cited
    from dateline.store.cite import find_provenance
    from dateline.store.package import today

    wanted = read_asked(
        type=type_,
        status=status,
        between=between,
        country=country,
        since=since,
        until=until,
        min_confidence=min_confidence,
    )
    with reading(store) as opened:
        tell_gaps(opened, wanted, "mention")
        typer.echo(cited(find_provenance(opened, today(), wanted)))
