"""`dateline panel`: events counted by unit and period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.asked import Least, Statuses, Types, read_asked
from dateline.cli.rows import FORM, RowFormat, write_rows
from dateline.cli.stores import HELP, reading, tell_gaps
from dateline.store.panel import Every, Involved, PanelUnit

EPILOG = """
Examples:\n
  dateline panel events.duckdb --unit country --every month > months.csv\n
  dateline panel --unit dyad --every year --one-a-day --status actual,historical\n
  dateline panel --unit country --involved location --by-type --min-confidence 0.7\n
  dateline panel --coverage --every week
"""


def panel(
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
    unit: Annotated[PanelUnit, typer.Option(help="What a row is about.")] = PanelUnit.COUNTRY,
    every: Annotated[Every, typer.Option(help="How long a period is.")] = Every.MONTH,
    involved: Annotated[Involved, typer.Option(help="As what a country or actor is counted.")] = Involved.ANY,
    status: Statuses = "actual",
    type_: Types = "",
    since: Annotated[str, typer.Option(help="2022, 2022-03 or 2022-03-06 (default: the first report).")] = "",
    until: Annotated[str, typer.Option(help="The same (default: the last report).")] = "",
    min_confidence: Least = None,
    one_a_day: Annotated[bool, typer.Option("--one-a-day", help="Same days, parties and type count once.")] = False,
    by_type: Annotated[bool, typer.Option("--by-type", help="A column for each event type, too.")] = False,
    mentions: Annotated[bool, typer.Option("--mentions", help="Count each report even if events are linked.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Give reports by publisher and period.")] = False,
    format_: Annotated[RowFormat | None, typer.Option("--format", help=FORM, show_default=False)] = None,
) -> None:
    """Count events: all, by quad category, and their scores; zero and "not covered" are kept apart.

    Counts are empty in periods in which no report was published. Events are counted once the store is linked, else
    mentions.
    """
    from dateline.store.listing import find_types, find_unit
    from dateline.store.panel import Panel, count_coverage, count_panel

    wanted = read_asked(
        status=status,
        type=type_,
        since=since,
        until=until,
        min_confidence=min_confidence,
    )
    with reading(store) as opened:
        of = "mention" if mentions else find_unit(opened)
        tell_gaps(opened, wanted, of)
        types = find_types(opened) if by_type else ()
        told = Panel(unit, every, involved, wanted, of, one_a_day, types)
        counted = count_coverage(opened, every) if coverage else count_panel(opened, told)
    write_rows([column.name for column in counted.columns], counted.rows, format_)
    if counted.vague or counted.outside:
        vague, outside = f"{counted.vague} whose days lie in no single {every}", f"{counted.outside} before or after it"
        typer.echo(f"not in the panel: {vague}, {outside}", err=True)
