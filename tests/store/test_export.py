"""What is handed on has the columns, rows and rules that are promised."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from made import ARREST, CODING, MEETING, VERSIONS, many

from dateline.core import Report
from dateline.core.record import attribution_record, mention_record
from dateline.store import Store, StoreError
from dateline.store.export import EXPORTED, columns_of, export_table
from dateline.store.filters import Filter
from dateline.store.tables import BY_NAME


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", EXPORTED)
def test_csv_has_the_promised_columns(linked: Store, tmp_path: Path, table: str) -> None:
    """The first line names the columns in their order, and every row has all of them."""
    path = tmp_path / "made.csv"
    export_table(linked, table, "csv", path)
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" not in raw
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert rows[0] == [column.name for column in columns_of(table)]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_empty_is_missing_and_codes_are_text(filled: Store, tmp_path: Path) -> None:
    """No word stands for a missing value, lists are joined, and leading zeros stay."""
    export_table(filled, "mentions", "csv", tmp_path / "made.csv")
    rows = {row["mention_id"]: row for row in read(tmp_path / "made.csv")}
    meeting, arrest = rows[MEETING.id], rows[ARREST.id]
    assert (meeting["cameo"], meeting["place"], meeting["dead"], meeting["sources"]) == ("040", "", "", "")
    assert meeting["actors"] == "The minister; mayor"
    assert (meeting["actor_names"], meeting["actor_countries"]) == ("; ", "PER; PER")
    assert arrest["contexts"] == "legal; economic"
    assert (arrest["lat"], arrest["when_first"], arrest["arrested"]) == ("-12.04318", "2024-05-07", "12")
    assert not {"None", "NULL", "NA", "NaN", "\\N"} & {value for row in rows.values() for value in row.values()}


def test_json_lines_are_the_objects_of_the_contract(filled: Store, tmp_path: Path) -> None:
    """Mentions and attributions are what `dateline code` and `dateline attributions` give."""
    codings = [*many(40), CODING]
    export_table(filled, "mentions", "jsonl", tmp_path / "made.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "made.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == [mention_record(coding, mention) for coding in codings for mention in coding.mentions]
    export_table(filled, "attributions", "jsonl", tmp_path / "said.jsonl")
    (said,) = (tmp_path / "said.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(said) == attribution_record(CODING, CODING.attributions[0])


def test_events_are_one_a_line(linked: Store, tmp_path: Path) -> None:
    """Each event has id, mentions, reports, counts and disagreements."""
    export_table(linked, "events", "jsonl", tmp_path / "made.jsonl")
    first, second = map(json.loads, (tmp_path / "made.jsonl").read_text(encoding="utf-8").splitlines())
    assert (first["id"], len(first["mentions"]), first["n_reports"], first["n_publishers"]) == ("e-1", 3, 3, 2)
    assert second["disagreements"] == []
    export_table(linked, "events", "csv", tmp_path / "made.csv")
    assert [row["n_reports"] for row in read(tmp_path / "made.csv")] == ["3", "1"]


def test_parquet_keeps_types_and_lists(filled: Store, tmp_path: Path) -> None:
    """Days are days, lists are lists, and the rows are those of the table."""
    import duckdb

    export_table(filled, "mentions", "parquet", tmp_path / "made.parquet")
    made = duckdb.read_parquet(str(tmp_path / "made.parquet"))
    assert made.columns == [column.name for column in columns_of("mentions")]
    kinds = dict(zip(made.columns, map(str, made.types), strict=True))
    assert (kinds["when_first"], kinds["modes"], kinds["cameo"]) == ("DATE", "VARCHAR[]", "VARCHAR")
    assert len(made) == len(CODING.mentions) + 5 * 40


def test_a_filter_chooses_rows_of_every_table_of_mentions(filled: Store, tmp_path: Path) -> None:
    """Participants and evidence go with the mentions that were chosen."""
    wanted = Filter(statuses=("negated",), types=("CONSULT",))
    export_table(filled, "mentions", "csv", tmp_path / "m.csv", wanted)
    export_table(filled, "evidence", "csv", tmp_path / "e.csv", wanted)
    chosen = {row["mention_id"] for row in read(tmp_path / "m.csv")}
    assert MEETING.id in chosen
    assert {row["mention_id"] for row in read(tmp_path / "e.csv")} == chosen
    assert len(chosen) < 42


def test_the_same_rows_come_out_in_the_same_order(store: Store, filled: Store, tmp_path: Path) -> None:
    """Bytes do not depend on the order in which reports went in, nor on batches."""
    run = store.save_run(VERSIONS)
    turned = [*reversed(many(40)), CODING]
    for begin in range(0, len(turned), 11):
        store.save(turned[begin : begin + 11], run)
    for table in ("mentions", "participants", "evidence", "reports", "attributions", "sources", "counts", "missing"):
        for name, one in (("a", store), ("b", filled)):
            export_table(one, table, "csv", tmp_path / f"{name}.csv")
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes(), table


def test_csv_holds_any_words(store: Store, tmp_path: Path) -> None:
    """Quotes, commas, line ends and tabs come back as they were."""
    odd = 'He said "no, never",\nthen\tleft; É\u2028x'
    coding = CODING.__class__(Report("odd", odd, odd), (), (), (), (), VERSIONS)
    store.save([coding], store.save_run(VERSIONS))
    export_table(store, "reports", "csv", tmp_path / "made.csv")
    (row,) = read(tmp_path / "made.csv")
    assert (row["title"], row["body"], row["published"]) == (odd, odd, "")


def test_unknown_tables_and_formats_are_told(filled: Store, tmp_path: Path) -> None:
    """The message lists what there is."""
    with pytest.raises(StoreError, match=r"no table 'mentionz'.*mentions"):
        export_table(filled, "mentionz", "csv", tmp_path / "x")
    with pytest.raises(StoreError, match=r"no format 'xls'.*parquet"):
        export_table(filled, "mentions", "xls", tmp_path / "x")


def test_every_column_has_a_meaning() -> None:
    """No table and no column is without words, no name is there twice."""
    for table in BY_NAME.values():
        assert table.row
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.meaning for column in table.columns)
