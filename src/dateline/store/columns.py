"""What a table of a store is: its rows, its columns, and which rows hold now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, DuckDB type and meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns, which rows hold now, and in which order they are handed on.

    `current` is the condition of the view; "" where every row holds. `hidden` columns are left out of the view.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    order: str
    current: str = ""
    hidden: tuple[str, ...] = ()


NOT_SUPERSEDED = "coding NOT IN (SELECT coding FROM kept.superseded)"
NOT_RETIRED = "event_id NOT IN (SELECT event_id FROM kept.retired)"


def read_columns(lines: str) -> tuple[Column, ...]:
    """Columns from lines of name, type and meaning."""
    split = (line.split(maxsplit=2) for line in lines.strip().splitlines())
    return tuple(Column(name, kind, meaning) for name, kind, meaning in split)


def coded_table(name: str, row: str, columns: str, order: str) -> Table:
    """A table of what codings say: its first column is the coding, which the view hides."""
    every = read_columns("coding BIGINT number of the coding that says so") + read_columns(columns)
    return Table(name, row, every, order, NOT_SUPERSEDED, ("coding",))
