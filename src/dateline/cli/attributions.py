"""`dateline attributions`: who says what in reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from dateline.cli.days import read_day
from dateline.core import Attribution, Report

EPILOG = """
Examples:\n
  dateline attributions report.txt --published 2022-03-06\n
  dateline attributions reports/ --format jsonl > said.jsonl\n
  cat items.jsonl | dateline attributions - | jq 'select(.kind == "anonymous")'
"""


class Format(StrEnum):
    """What attributions are written as."""

    TABLE = "table"
    JSONL = "jsonl"


def attributions(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="INPUT…")],
    format_: Annotated[
        Format | None, typer.Option("--format", help="Default: table on a terminal, else jsonl.", show_default=False)
    ] = None,
    nested: Annotated[bool, typer.Option(help="Also give what is said inside the words of another.")] = False,
    published: Annotated[
        date | None,
        typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="Publication day of reports that carry none."),
    ] = None,
    publisher: Annotated[str, typer.Option(help="Publisher of reports that name none.")] = "",
    map_: Annotated[str, typer.Option("--map", help="Field names of the input: text=body.")] = "",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes (default: one for each core).")] = None,
) -> None:
    """Give every attribution of reports: source, cue and content with the places of their words, kind and stance.

    Who a source is, with country and sector, is found as of the publication day. A source is null where the text names
    none ("it was reported"). Exit codes as of `dateline code`.
    """
    from dateline.cli.output import tell
    from dateline.cli.stores import read_map
    from dateline.core import Problem
    from dateline.extract.attributions import find_outermost
    from dateline.pipeline import attribute_reports, count_workers, read_inputs
    from dateline.read import ReadSettings

    write = _write_table if _wants_table(format_) else _write_lines
    lost = found = 0
    for item in attribute_reports(
        read_inputs(inputs, ReadSettings(published, publisher, fields=read_map(map_), dated=False)),
        count_workers(workers),
    ):
        if isinstance(item, Problem):
            tell(item)
            lost += not item.is_note
        else:
            report, said = item
            write(report, said if nested else find_outermost(said))
            found += 1
    raise typer.Exit(0 if not lost else 1 if found else 3)


def _wants_table(format_: Format | None) -> bool:
    return format_ is Format.TABLE or (format_ is None and sys.stdout.isatty())


def _write_lines(report: Report, found: Sequence[Attribution]) -> None:
    from dateline.core.record import attribution_record

    for one in found:
        sys.stdout.write(json.dumps(attribution_record(report, one), ensure_ascii=False) + "\n")


def _write_table(report: Report, found: Sequence[Attribution]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("who", "is", "kind", "cue", "what", box=None, title=report.title or report.id, title_justify="left")
    for one in found:
        parts = [" … ".join(span.of(report.text) for span in spans) for spans in (one.source, one.cue, one.content)]
        name, kind = (one.voice.name, one.voice.kind) if one.voice else ("", "")
        table.add_row(*(Text(cell) for cell in (parts[0], name, kind, parts[1], parts[2])))
    Console().print(table)
