"""Inputs of every kind beside what is read from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.core import Problem, Report
from dateline.read import read

INPUTS = Path(__file__).parent.parent / "reports" / "inputs"
FILES = sorted(path for path in INPUTS.iterdir() if not path.name.endswith(".expected.json"))


def told(item: Report | Problem, path: Path) -> dict[str, object]:
    if isinstance(item, Problem):
        return {"problem": item.message, "line": item.where.removeprefix(str(path))}
    values = {
        "id": item.id,
        "title": item.title,
        "body": item.body,
        "published": str(item.published) if item.published else None,
        "publisher": item.publisher,
        "url": item.url,
        "language": item.language,
        "author": item.author,
        "line": item.origin.removeprefix(str(path)),
        "credit": item.credit.span.of(item.text) if item.credit else "",
        "extra": dict(item.extra),
    }
    return {key: value for key, value in values.items() if value not in ("", {})}


def test_inputs_were_found() -> None:
    """There is an input of every kind of file, each with what is expected of it."""
    assert len(FILES) >= 13
    assert all(path.with_name(f"{path.name}.expected.json").is_file() for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_input_gives_what_is_expected(path: Path) -> None:
    """Every report and every problem is as expected, in order."""
    expected = json.loads(path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8"))
    assert [told(item, path) for item in read(path)] == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_suffix_does_not_matter(path: Path, tmp_path: Path) -> None:
    """The same bytes under a name that says nothing give the same texts."""
    copy = tmp_path / "data"
    copy.write_bytes(path.read_bytes())
    texts = [item.text for item in read(path) if isinstance(item, Report)]
    assert [item.text for item in read(copy) if isinstance(item, Report)] == texts


def test_gold_reports_keep_their_offsets(shared: Path) -> None:
    """Title and text of JSON Lines are taken as they are: the text of record is that of the gold file."""
    path = shared / "gold" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    reports = list(read(path))
    assert len(reports) == len(rows)
    for report, row in zip(reports, rows, strict=True):
        assert isinstance(report, Report)
        assert (report.text, report.id, str(report.published)) == (row["full"], row["id"], row["published"])
        assert report.language in {"en", ""}
