"""`dateline cite`: how to cite what a store holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.asked import Between, Country, Least, Since, Statuses, Types, Until, read_asked
from dateline.cli.stores import HELP, reading, tell_gaps

EPILOG = """
Examples:\n
  dateline cite events.duckdb\n
  dateline cite --since 2022 --type SANCTION --min-confidence 0.7
"""


def cite(
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
    type_: Types = "",
    status: Statuses = "",
    between: Between = "",
    country: Country = "",
    since: Since = "",
    until: Until = "",
    min_confidence: Least = None,
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
