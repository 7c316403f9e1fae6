"""`dateline events`: find events in a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.asked import Between, Country, Least, Since, Statuses, Types, Until, read_asked
from dateline.cli.rows import FORM, RowFormat, write_rows
from dateline.cli.stores import HELP, reading, tell_gaps

EPILOG = """
Examples:\n
  dateline events --between USA,VEN --since 2022-01 --type SANCTION --status hypothetical\n
  dateline events events.duckdb --actor RUS --place UKR --since 2022-02 --until 2022-03\n
  dateline events --country VEN --mentions --format jsonl
"""


def events(
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
    between: Between = "",
    actor: Annotated[str, typer.Option(help="Country code, entity id or name of who acts.")] = "",
    recipient: Annotated[str, typer.Option(help="Country code, entity id or name of who is acted upon.")] = "",
    country: Country = "",
    type_: Types = "",
    mode: Annotated[str, typer.Option(help="Modes.")] = "",
    context: Annotated[str, typer.Option(help="Contexts.")] = "",
    status: Statuses = "",
    place: Annotated[str, typer.Option(help="Country code or name of the place.")] = "",
    since: Since = "",
    until: Until = "",
    min_confidence: Least = None,
    publisher: Annotated[str, typer.Option(help="Name of the publisher (lists mentions).")] = "",
    words: Annotated[str, typer.Option(help="Words of the sentence (lists mentions).")] = "",
    mentions: Annotated[bool, typer.Option("--mentions", help="List mentions even if they are linked.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    format_: Annotated[RowFormat | None, typer.Option("--format", help=FORM, show_default=False)] = None,
) -> None:
    """Find what happened in the order of days: events once the store is linked, else mentions of single reports."""
    from dateline.store.ledger import find_records
    from dateline.store.listing import find_lines, find_rows, find_unit

    wanted = read_asked(
        between=between,
        actor=actor,
        recipient=recipient,
        country=country,
        type=type_,
        mode=mode,
        context=context,
        status=status,
        place=place,
        since=since,
        until=until,
        min_confidence=min_confidence,
        publisher=publisher,
        words=words,
    )
    with reading(store) as opened:
        unit = "mention" if mentions or publisher or words else find_unit(opened)
        tell_gaps(opened, wanted, unit)
        if format_ is RowFormat.JSONL:
            for record in find_records(opened, wanted, unit, limit):
                sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        elif format_ is RowFormat.TABLE or (format_ is None and sys.stdout.isatty()):
            write_rows(*find_lines(opened, wanted, unit, limit), RowFormat.TABLE)
        else:
            write_rows(*find_rows(opened, wanted, unit, limit), format_)
