"""The page about the store lists the tables as they are."""

from __future__ import annotations

from pathlib import Path

from dateline.store import Store
from dateline.store.tables import TABLES


def test_the_page_lists_every_column(root: Path) -> None:
    """Each table and column stands in docs/store.md with its type and meaning, and no other does."""
    page = (root / "docs" / "store.md").read_text(encoding="utf-8").split("## Tables")[1]
    told = [line for line in page.splitlines() if line.startswith(("### ", "| `"))]
    expected = []
    for table in TABLES:
        expected.append(f"### {table.name}")
        expected += [f"| `{column.name}` | {column.type} | {column.meaning} |" for column in table.columns]
    assert told == expected


def test_tables_are_laid_out_as_they_are_told(store: Store) -> None:
    """The file has these columns with these types, and a view of what holds for each table."""
    with store.session() as connection:
        query = "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?"
        for table in TABLES:
            kept = connection.execute(f"{query} ORDER BY column_index", ["kept", table.name]).fetchall()
            assert kept == [(column.name, column.type) for column in table.columns]
            shown = connection.execute(f"FROM {table.name} LIMIT 0").description
            assert [one[0] for one in shown] == [c.name for c in table.columns if c.name not in table.hidden]
