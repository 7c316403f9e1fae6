"""The commands that work on a store: what they print, and how they fail."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import build
from dateline.core import (
    Coding,
    EventMention,
    Evidence,
    Label,
    Participant,
    Period,
    Report,
    Span,
    Trigger,
    Versions,
    When,
)
from dateline.core.mention import Problem
from dateline.store import open_store

VERSIONS = Versions("0.1.0", "en-1", "plover-2.0.1", "2026.11")
NEWER = Versions("0.2.0", "en-1", "plover-2.0.1", "2026.11")
TEXT = "Peru expelled the envoy of Chile."

Run = Callable[..., Result]


def coding(name: str, versions: Versions, event_type: str = "SANCTION") -> Coding:
    from datetime import date

    from dateline.core.record import mention_id

    day = date(2024, 5, 7)
    trigger = Span(5, 13)
    mention = EventMention(
        mention_id(name, trigger, event_type, versions),
        name,
        0,
        Trigger(trigger, (Label(event_type, 0.75),)),
        event_type,
        ("expel",),
        actors=(Participant(Span(0, 4), "Peru", "Peru", "PER", "PER", ("GOV",)),),
        recipients=(Participant(Span(14, 32), "the envoy of Chile", "", "", "CHL", ("GOV",)),),
        when=When(Period.day(day), "published"),
        score=-5.5,
        quad="material conflict",
        cameo="161",
        confidence=0.75,
        evidence=(Evidence("event_type", "model: trigger head", trigger, 0.75),),
        missing=(("where", "no place"),),
    )
    return Coding(Report(name, "", TEXT, day, "2024-05-07", "Post"), (Span(0, 33),), (mention,), (), (), versions)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two runs: the second coded one of two reports anew."""
    made = tmp_path_factory.mktemp("store") / "events.duckdb"
    store = open_store(made)
    store.save([coding("r1", VERSIONS), coding("r2", VERSIONS)], store.save_run(VERSIONS))
    run = store.save_run(NEWER)
    store.save([coding("r1", NEWER, "REJECT")], run)
    store.save_problems([Problem("a.txt", "not text: byte 0 is 255", "give UTF-8")], run)
    return made


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line on that store."""
    monkeypatch.setenv("DATELINE_STORE", str(path))

    def words(*given: str) -> Result:
        return CliRunner().invoke(build(given), given)

    return words


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_events_are_found(run: Run) -> None:
    """The filters of the command line reach the store."""
    found = rows(run("events", "--between", "CHL,PER", "--since", "2024-05", "--type", "SANCTION,REJECT"))
    assert [(one["event_type"], one["actors"], one["recipients"]) for one in found] == [
        ("REJECT", "PER", "CHL"),
        ("SANCTION", "PER", "CHL"),
    ]
    assert rows(run("events", "--status", "negated")) == []
    assert len(rows(run("events", "--limit", "1"))) == 1
    (line, _) = run("events", "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["missing"] == {"where": "no place"}
    assert "REJECT" in run("events", "--format", "table").stdout


def test_wrong_words_are_told(run: Run) -> None:
    """What cannot be understood ends with exit code 2 and says how to write it."""
    for words, told in (
        (("events", "--between", "PER"), "write USA,VEN"),
        (("events", "--since", "yesterday"), "write 2022"),
        (("panel", "--until", "May"), "write 2022"),
        (("export", "--since", "x"), "write 2022"),
        (("cite", "--until", "x"), "write 2022"),
    ):
        result = run(*words)
        assert result.exit_code == 2
        assert told in result.stderr


@pytest.mark.parametrize("command", ["events", "problems", "panel", "export", "cite"])
def test_a_store_that_is_not_there_is_told(run: Run, command: str, tmp_path: Path) -> None:
    """Exit code 2 and the way to make one; nothing is made."""
    result = run(command, str(tmp_path / "none.duckdb"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no such store" in result.stderr
    assert not (tmp_path / "none.duckdb").exists()


def test_explain_shows_a_mention(run: Run) -> None:
    """A mention by its id, or the beginning of it."""
    mention = coding("r2", VERSIONS).mentions[0]
    result = run("explain", mention.id[:8])
    assert result.exit_code == 0
    assert "[actor Peru] [trigger expelled] [recipient the envoy of Chile]." in result.stdout
    missing = run("explain", "m-none")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "no mention or event m-none" in missing.stderr


def test_problems_are_listed_and_counted(run: Run) -> None:
    """Each problem with its hint; counted by kind; by run."""
    assert [(one["concerns"], one["hint"]) for one in rows(run("problems"))] == [("a.txt", "give UTF-8")]
    assert rows(run("problems", "--run", "1")) == []
    assert rows(run("problems", "--count")) == [
        {"problems": "1", "message": "not text: byte … is …", "hint": "give UTF-8"}
    ]


def test_sql_reads_only(run: Run) -> None:
    """Rows are printed; anything else is refused with the database's words."""
    assert rows(run("sql", "SELECT report_id, modes FROM mentions ORDER BY 1")) == [
        {"report_id": "r1", "modes": "expel"},
        {"report_id": "r2", "modes": "expel"},
    ]
    for query in ("DROP VIEW mentions", "FROM read_csv('/etc/hosts')"):
        result = run("sql", query)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.strip()


def test_diff_tells_changes_and_causes(run: Run) -> None:
    """What changed on standard output, why on standard error."""
    result = run("diff", "1", "2")
    assert "dateline: 0.1.0 → 0.2.0" in result.stderr
    assert [(one["report_id"], one["field"], one["was"], one["is"]) for one in rows(result)] == [
        ("r1", "event_type", "SANCTION", "REJECT")
    ]
    assert run("diff", "1", "9").exit_code == 2


def test_export_goes_to_files_and_to_standard_output(run: Run, tmp_path: Path) -> None:
    """Tables, likenesses and shapes; a description stands beside every file."""
    assert len(rows(run("export"))) == 2
    assert len(run("export", "--format", "jsonl", "--type", "REJECT").stdout.splitlines()) == 1
    assert run("export", "--like", "icews").stdout.startswith("Event ID\tEvent Date\t")
    assert run("export", "--like", "phoenix", "--no-header").stdout.startswith("m-")
    assert run("export", "--table", "all", "--format", "parquet", "--output", str(tmp_path / "all")).exit_code == 0
    assert (tmp_path / "all" / "mentions.parquet").is_file()
    assert run("export", "--format", "graphml", "-o", str(tmp_path / "net.graphml")).exit_code == 0
    assert (tmp_path / "datapackage.json").is_file()
    assert run("export", "--table", "nothing").exit_code == 2
    assert "give --output FOLDER" in run("export", "--format", "brat").stderr


def test_panel_counts(run: Run) -> None:
    """Counts by country and month, with columns for types when asked for."""
    counted = rows(run("panel", "--involved", "actor", "--by-type"))
    assert [(one["country"], one["period"], one["events"], one["reject"]) for one in counted] == [
        ("PER", "2024-05-01", "2", "1")
    ]
    assert rows(run("panel", "--coverage")) == [{"publisher": "Post", "period": "2024-05-01", "reports": "2"}]
    late = run("panel", "--since", "2024-01", "--until", "2024-03")
    assert (late.exit_code, len(late.stdout.splitlines())) == (0, 1)


def test_cite_prints_a_sentence(run: Run) -> None:
    """Versions, counts and filters are in it."""
    told = run("cite", "--type", "SANCTION", "--min-confidence", "0.5").stdout
    assert "Dateline 0.1.0" in told
    assert "Dateline 0.2.0" in told
    assert "Filters: types: SANCTION; min_confidence: 0.5." in told


def test_what_a_filter_cannot_mean_is_told(run: Run) -> None:
    """The option is named; a status is one of five; a day stands in the calendar."""
    for words, told in (
        (("events", "--status", "posible"), "choose among"),
        (("panel", "--status", "posible"), "--status"),
        (("export", "--since", "2024-13"), "no day '2024-13'"),
        (("cite", "--until", "2024-02-30"), "--until"),
    ):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr


@pytest.mark.parametrize("command", ["events", "panel", "export", "cite"])
def test_codes_that_the_store_lacks_are_told(run: Run, command: str) -> None:
    """A slip in a code is not taken for "nothing happened"."""
    result = run(command, "--type", "sanctions")
    assert result.exit_code == 0
    assert "nothing in the store has the type 'sanctions': did you mean 'SANCTION'?" in result.stderr
    assert run(command, "--type", "SANCTION").stderr == ""


def test_mentions_after_the_last_link_are_told(path: Path, run: Run, tmp_path: Path) -> None:
    """What was coded since is missing from the events, and it is said how to take it in."""
    made = tmp_path / "linked.duckdb"
    shutil.copy(path, made)
    assert run("link", str(made)).exit_code == 0
    assert run("events", str(made)).stderr == ""
    store = open_store(made)
    store.save([coding("r3", NEWER)], store.save_run(NEWER))
    for words in (("events",), ("panel",), ("export", "--table", "events"), ("export", "--like", "phoenix")):
        told = run(words[0], str(made), *words[1:]).stderr
        assert f"1 mention is in no event yet: `dateline link {made}` takes them in" in told
    for words in (("events", "--mentions"), ("export",), ("export", "--like", "icews"), ("export", "--format", "brat")):
        assert "in no event" not in run(words[0], str(made), *words[1:]).stderr


def test_files_that_are_no_store_are_told(run: Run, tmp_path: Path) -> None:
    """A table, an empty file and a folder: one line each, and no traceback."""
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    (tmp_path / "empty.duckdb").touch()
    for name, told in (("rows.csv", "this file is no store"), ("empty.duckdb", "no store"), (".", "this is a folder")):
        for command in ("events", "link"):
            result = run(command, str(tmp_path / name))
            assert result.exit_code == 2
            assert command == "link" or told in result.stderr


def test_export_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """Where the file cannot stand there, exit code 2 and its name."""
    (tmp_path / "file").touch()
    for words in ((), ("--format", "parquet"), ("--format", "jsonl"), ("--like", "icews"), ("--table", "all")):
        for output in (tmp_path, tmp_path / "file" / "x.csv"):
            if (words, output) == (("--table", "all"), tmp_path):
                continue
            result = run("export", *words, "-o", str(output))
            assert result.exit_code == 2, words
            assert "cannot be written" in result.stderr


def test_a_likeness_has_its_own_form(run: Run) -> None:
    """What would be passed over in silence is refused."""
    for words in (("--format", "jsonl"), ("--table", "events")):
        result = run("export", "--like", "icews", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"leave out {words[0]}" in result.stderr


def test_sql_takes_one_statement(run: Run) -> None:
    """None and two are refused."""
    for query in ("", "SELECT 1; SELECT 2"):
        result = run("sql", query)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "give one statement" in result.stderr


def test_commands_do_not_load_the_model(path: Path) -> None:
    """Asking a store needs neither the model's runtime nor the readers."""
    import subprocess

    code = f"""
import sys
sys.argv = ["dateline", "events", {str(path)!r}]
from dateline.cli import main
try:
    main()
except SystemExit:
    pass
print([m for m in "onnxruntime trafilatura ruamel".split() if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_a_run_that_there_is_not_is_told(run: Run) -> None:
    """Listing or counting the problems of no run ends with exit code 2, as for other missing numbers and ids."""
    for more in ((), ("--count",)):
        result = run("problems", "--run", "99", *more)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "there is no run 99" in result.stderr


@pytest.mark.parametrize("wanted", ["", " "])
def test_an_empty_id_is_told(run: Run, wanted: str) -> None:
    """Which ids may be given, and where they are listed."""
    result = run("explain", wanted)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("no id: give that of a mention or an event, or its beginning; `dateline events`")


def test_nobody_is_counted_as_a_publisher(tmp_path: Path) -> None:
    """An event whose reports name no publisher has none, and a citation counts none."""
    from dataclasses import replace

    from dateline.pipeline import link_corpus

    store = open_store(tmp_path / "events.duckdb")
    for publisher, told, cited in (("", "no publisher named", "1 report, "), ("Post", "1 publisher", "1 publisher, ")):
        one = coding("r1", VERSIONS)
        run_number = store.save_run(VERSIONS)
        store.save([replace(one, report=replace(one.report, publisher=publisher))], run_number)
        link_corpus(store)
        words = ("explain", "e-", "--store", str(store.path))
        assert f"  1 mention, 1 report, {told}, 1 independent" in CliRunner().invoke(build(words), words).stdout
        words = ("cite", str(store.path))
        assert cited in CliRunner().invoke(build(words), words).stdout
