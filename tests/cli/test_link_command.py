"""`dateline link` and `dateline stories` over a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dateline.cli import build
from dateline.cli.link import find_ids
from dateline.core import Coding, Versions
from dateline.store import load_events, load_judgements, load_records, load_stories, open_store

sys.path.insert(0, str(Path(__file__).parents[1] / "link"))

from link_cases import CASES
from link_cases import build as build_case


def run(*words: str):
    return CliRunner().invoke(build(list(words)), list(words))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A store that holds one constructed case: two states accuse each other."""
    from dateline.core import Span

    mentions, reports = build_case(next(case for case in CASES if case["case"] == "opposite roles"))
    store = open_store(tmp_path / "events.duckdb")
    versions = Versions("0", "made", "made", "made")
    number = store.save_run(versions)
    codings = [
        Coding(
            report,
            (Span(0, len(report.text)),),
            tuple(m for m in mentions if m.report_id == report.id),
            (),
            (),
            versions,
        )
        for report in reports
    ]
    store.save(codings, number)
    store.end_run(number)
    return store.path


def test_link_keeps_events_and_their_records(ledger: Path) -> None:
    """Every mention of the store stands in an event with an agreed record; linking again changes nothing."""
    done = run("link", str(ledger))
    assert done.exit_code == 0
    assert "2 mentions of 2 reports are 2 events" in done.stderr
    assert done.stdout == ""
    store = open_store(ledger)
    before = load_events(store)
    assert {record["event_type"] for record in load_records(store).values()} == {"ACCUSE"}
    assert run("link", str(ledger)).exit_code == 0
    assert load_events(store) == before


def test_a_judgement_is_kept_and_can_be_taken_back(ledger: Path) -> None:
    """--same joins two events for good, --forget undoes it."""
    first, second = (event.mentions[0] for event in (run("link", str(ledger)), load_events(open_store(ledger)))[1])
    assert run("link", str(ledger), "--same", first, second, "--by", "Ada").exit_code == 0
    store = open_store(ledger)
    assert [len(event.mentions) for event in load_events(store)] == [2]
    assert [(one.same, one.by) for one in load_judgements(store)] == [(True, "Ada")]
    assert run("link", str(ledger), "--afresh").exit_code == 0
    assert [len(event.mentions) for event in load_events(store)] == [2]
    assert run("link", str(ledger), "--forget", first, second).exit_code == 0
    assert load_judgements(store) == ()
    assert [len(event.mentions) for event in load_events(store)] == [1, 1]


def test_ids_may_be_given_by_their_beginnings(capsys: pytest.CaptureFixture[str]) -> None:
    """As tables print them; a beginning that several share, and one that is nobody's, are told."""
    kinds = [["m-1a", "m-1b", "m-2"], ["m-report", "r-1"]]
    assert find_ids(kinds, ("m-1a", "m-2"), "none") == ("m-1a", "m-2")
    assert find_ids(kinds, ("m-re", "r"), "none") == ("m-report", "r-1")
    for pair, told in (
        (("m-1", "m-2"), "m-1 is the beginning of 2 ids: m-1a, m-1b"),
        (("m-2", "m-3"), "none m-3"),
        (("m-2", "r-1"), "give two mentions or two reports"),
    ):
        with pytest.raises(typer.Exit):
            find_ids(kinds, pair, "none")
        assert capsys.readouterr().err.strip() == told


def test_nothing_to_forget_is_told(ledger: Path) -> None:
    """Only what was judged can be taken back."""
    done = run("link", str(ledger), "--forget", "m-none", "m-nobody")
    assert done.exit_code == 2
    assert "nothing is judged of m-none, m-nobody" in done.stderr


def test_stories_are_given_and_kept(ledger: Path) -> None:
    """Every report of the store stands in one story, one a line."""
    done = run("stories", str(ledger), "--format", "jsonl")
    assert done.exit_code == 0
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(report for story in told for report in story["reports"]) == ["r0", "r1"]
    assert {story.id for story in load_stories(open_store(ledger))} == {story["story_id"] for story in told}
    assert run("stories", str(ledger), "--format", "table").stdout.count("\n    r") == 2


def test_judging_what_is_not_there_is_refused(ledger: Path) -> None:
    """An unknown id is named, and nothing is kept."""
    done = run("link", str(ledger), "--same", "m0", "m-none")
    assert done.exit_code == 2
    assert "m-none" in done.stderr
    assert load_judgements(open_store(ledger)) == ()


def test_reports_can_be_judged_too(ledger: Path) -> None:
    """Two reports that a person holds to be one story are one."""
    assert run("link", str(ledger), "--same", "r0", "r1").exit_code == 0
    assert "2 reports tell 1 story" in run("stories", str(ledger)).stderr


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A wrong path is told with the remedy, and no file appears."""
    done = run("link", str(tmp_path / "none.duckdb"))
    assert done.exit_code == 2
    assert "dateline code" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    """Wrong input is told on standard error, with exit code 2."""
    wrong = tmp_path / "no.duckdb"
    wrong.write_text("This is no store.", encoding="utf-8")
    for command in ("link", "stories"):
        done = run(command, str(wrong))
        assert done.exit_code == 2
        assert done.stderr.strip()
