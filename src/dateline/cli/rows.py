"""Rows on standard output: a table for the eye, CSV or JSON Lines for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum

FORM = "Default: table on a terminal, else csv."


class RowFormat(StrEnum):
    """What rows are written as."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


def write_rows(names: Sequence[str], rows: Iterable[Sequence[object]], format_: RowFormat | None) -> None:
    """The rows stand on standard output: a table by default on a terminal, else CSV (empty is missing)."""
    chosen = format_ or (RowFormat.TABLE if sys.stdout.isatty() else RowFormat.CSV)
    if chosen is RowFormat.TABLE:
        _write_table(names, rows)
    elif chosen is RowFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_cell(value) for value in row] for row in rows)
    else:
        for row in rows:
            line = dict(zip(names, row, strict=True))
            sys.stdout.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")


def _write_table(names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name)
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console().print(table)


def _cell(value: object) -> str:
    """A value as CSV has it: empty is missing, lists are joined with "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "; ".join(_cell(one) for one in value)
    return str(value)
