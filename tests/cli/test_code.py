"""`dateline code` and `dateline parse` on the command line: output, exit codes, words on standard error."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest


def run(*words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dateline", *words], input=stdin, capture_output=True, text=True, check=False
    )


REPORT = {"id": "a", "title": "", "text": "Kenya condemned the attack on Monday.", "published": "2026-03-10"}


def test_lines_are_the_objects_of_the_contract(root: Path) -> None:
    """JSON Lines on standard output, one summary line on standard error, exit code 0."""
    done = run("code", str(root / "examples" / "reports" / "strike.json"), "--format", "jsonl")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert len(records) >= 5
    assert {r["report_id"] for r in records} == {"strike-2026-03-09"}
    assert done.stderr.startswith("1 report, ")


def test_a_pipe_works() -> None:
    """`-` reads standard input; without a terminal the output is JSON Lines."""
    done = run("code", "-", stdin=json.dumps(REPORT) + "\n")
    assert json.loads(done.stdout.splitlines()[0])["published"] == "2026-03-10"


def test_what_is_broken_is_named_and_the_rest_is_coded(tmp_path: Path) -> None:
    """A broken line is told with file and line, the other is coded, and the exit code is 1."""
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(REPORT) + "\n{broken\n", encoding="utf8")
    done = run("code", str(path), "--format", "jsonl")
    assert done.returncode == 1
    assert done.stdout.count("\n") >= 1
    assert "items.jsonl:2" in done.stderr


@pytest.mark.parametrize(("content", "code"), [(b"", 3), (b"\x00\x01\x02\xff" * 50, 3)])
def test_nothing_coded_is_three(tmp_path: Path, content: bytes, code: int) -> None:
    """An empty or binary file gives no mention, a reason, and exit code 3."""
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    done = run("code", str(path), "--format", "jsonl")
    assert (done.returncode, done.stdout) == (code, "")
    assert "x.txt" in done.stderr


def test_reprints_are_told(tmp_path: Path) -> None:
    """What reprints another report is counted in the last line and by `problems`; `--reprints` codes it."""
    text = " ".join(
        f"Police in town number {n} arrested {n} miners on Monday, a union said there." for n in range(2, 9)
    )
    path, store = tmp_path / "items.jsonl", str(tmp_path / "events.duckdb")
    papers = [{**REPORT, "id": name, "text": text, "publisher": name} for name in ("a", "b", "c")]
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf8")
    done = run("code", str(path), "--into", store, "--format", "jsonl")
    assert done.returncode == 0
    assert done.stderr.startswith("3 reports (2 reprints, not coded again), ")
    assert {json.loads(line)["report_id"] for line in done.stdout.splitlines()} == {"a"}
    listed = run("problems", store)
    assert "2 reports reprint another" in listed.stderr
    again = run("code", str(path), "--into", store, "--format", "jsonl", "--reprints")
    assert {json.loads(line)["report_id"] for line in again.stdout.splitlines()} == {"b", "c"}
    assert again.stderr.startswith("2 reports, ")
    assert "reprint" not in run("problems", store).stderr


def test_wrong_use_is_two(tmp_path: Path) -> None:
    """A field that reports do not have, and a missing codebook, are wrong use."""
    assert run("code", "-", "--map", "txt=body", stdin="").returncode == 2
    assert run("code", "-", "--codebook", str(tmp_path / "none"), stdin="").returncode == 2


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    """A file that DuckDB cannot open is told in one line, with exit code 2, and stays as it is."""
    path = tmp_path / "events.duckdb"
    path.write_text("these are words, not tables " * 20, encoding="utf8")
    done = run("code", "-", "--into", str(path), stdin=json.dumps(REPORT) + "\n")
    assert done.returncode == 2
    assert "events.duckdb" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_text(encoding="utf8").startswith("these are words")


def test_table_shows_who_did_what(root: Path) -> None:
    """The table names days, type, parties and the words of the trigger."""
    done = run("code", str(root / "examples" / "reports" / "items.jsonl"), "--format", "table")
    assert "Japan and Philippines" in done.stdout
    assert "→" in done.stdout
    assert done.returncode == 0


def test_csv_has_a_header_and_codes_as_text(root: Path) -> None:
    """CSV comes with the columns of the export, empty where nothing is known."""
    done = run("code", str(root / "examples" / "reports" / "items.jsonl"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert {"event_type", "status"} <= set(rows[0])
    assert "None" not in {value for row in rows for value in row.values()}


def test_parse_gives_conllu(root: Path) -> None:
    """`dateline parse` gives sentences with ids and ten columns."""
    done = run("parse", str(root / "examples" / "reports" / "talks.txt"))
    rows = [line for line in done.stdout.splitlines() if line and not line.startswith("#")]
    assert done.returncode == 0
    assert "# sent_id = " in done.stdout
    assert {row.count("\t") for row in rows} == {9}


@pytest.mark.parametrize("command", ["code", "parse", "attributions"])
def test_exit_codes_are_those_of_code(command: str) -> None:
    """Names of fields that cannot be read are wrong use; a missing file alone means that nothing was coded."""
    done = run(command, "-", "--map", "text", stdin="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no OURS=THEIRS" in done.stderr
    assert "Traceback" not in done.stderr
    assert run(command, "/no/such/file").returncode == 3


def test_a_store_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The folder is named, and that it has to be made."""
    done = run("code", "-", "--into", str(tmp_path / "no" / "events.duckdb"), stdin=json.dumps(REPORT) + "\n")
    assert done.returncode == 2
    assert f"there is no folder {tmp_path / 'no'}; make it first" in done.stderr


def test_a_guess_that_lost_nothing_is_a_note(tmp_path: Path) -> None:
    """A text that is plainly Windows-1252 is told and kept as a problem, and the run has gone well."""
    path, store = tmp_path / "paris.txt", str(tmp_path / "events.duckdb")
    path.write_bytes("Talks\n\nFrance’s president condemned the attack at the café on Monday.\n".encode("cp1252"))
    done = run("code", str(path), "--published", "2026-03-10", "--into", store, "--format", "none")
    assert (done.returncode, "read as cp1252" in done.stderr) == (0, True)
    assert done.stderr.splitlines()[-1].endswith(", 1 note (listed above)")
    assert "read as cp1252" in run("problems", store).stdout
    assert run("parse", str(path)).returncode == 0
    path.write_bytes(("é" * 40).encode() + b"\n\nPeople met \xff there on Monday, \xe9 the police said.")
    lost = run("code", str(path), "--published", "2026-03-10", "--format", "none")
    assert lost.returncode == 1
    assert "2 characters could not be read" in lost.stderr


def test_a_folder_without_a_model_is_wrong_use(tmp_path: Path) -> None:
    """Told at once, before anything is read, with what is missing and the way to mend it."""
    done = run("code", "-", "--model", str(tmp_path), stdin=json.dumps(REPORT) + "\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"no model.onnx in {tmp_path}: give the folder that holds model.onnx")
    assert done.stderr.count("\n") == 1
    for name in ("model.onnx", "heads.npz", "labels.json", "vocab.txt"):
        (tmp_path / name).write_text('{"version": "x"}', encoding="utf8")
    broken = run("code", "-", "--model", str(tmp_path), stdin=json.dumps(REPORT) + "\n")
    assert broken.returncode == 2
    assert "cannot be loaded" in broken.stderr
    assert broken.stderr.count("\n") == 1


def test_the_same_story_in_two_files_is_one_report(tmp_path: Path) -> None:
    """What comes twice with every value the same is coded, written and counted once, with a store and without."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(REPORT["text"], encoding="utf8")
    words = ("code", str(folder), "--published", "2026-03-10", "--format", "jsonl")
    for more in ((), ("--into", str(tmp_path / "events.duckdb"))):
        done = run(*words, *more)
        assert done.stdout.count("\n") == 1
        assert done.stderr == "1 report (1 more given twice), 1 mention\n"


def test_what_could_not_be_read_is_kept(tmp_path: Path) -> None:
    """--quarantine keeps the broken line and says why; with resumption nothing is told twice."""
    path, folder = tmp_path / "items.jsonl", tmp_path / "kept"
    path.write_text(json.dumps(REPORT) + "\n{broken\n", encoding="utf8")
    words = ("code", str(path), "--into", str(tmp_path / "e.duckdb"), "--format", "none", "--quarantine")
    for code in (1, 3):  # the second time there is nothing new
        assert run(*words, str(folder)).returncode == code
        (line,) = (json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf8").splitlines())
        assert (line["source"], line["place"], line["kind"]) == (str(path), "2", "lines")
        assert (folder / line["copy"]).read_text(encoding="utf8") == "{broken\n"


def test_a_quarantine_that_cannot_be_is_wrong_use(tmp_path: Path) -> None:
    """In the input, on a file, or where nothing is to be written: told, with exit code 2 and nothing made."""
    path = tmp_path / "a.txt"
    path.write_text(REPORT["text"], encoding="utf8")
    assert "lies in the input" in run("code", str(tmp_path), "--quarantine", str(tmp_path / "kept")).stderr
    other = tmp_path / "other"
    other.touch()
    refused = run("code", str(path), "--quarantine", str(other / "kept"))
    assert refused.returncode == 2
    assert "no folder for copies" in refused.stderr
    assert run("code", str(path), "--dry-run", "--quarantine", str(tmp_path / "kept")).returncode == 2
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("code", "-", "--published"), "--published"),
        (("events", "none.duckdb", "--since"), "--since"),
        (("events", "none.duckdb", "--until"), "--until"),
        (("knowledge", "who", "Merkel", "--on"), "--on"),
    ],
)
def test_a_day_in_another_form_is_told_with_the_right_one(words: tuple[str, ...], option: str) -> None:
    """The option, the form and, where it can only be one day, that day as it is to be written."""
    done = run(*words, "04.03.2026", stdin="")
    told = " ".join(done.stderr.replace("│", " ").split())
    assert done.returncode == 2
    assert f"{option}" in told
    assert "2022-03-06" in told
    assert "04.03.2026 is 2026-03-04" in told
    wrong = run(*words, "30.02.2026", stdin="")
    assert wrong.returncode == 2
    assert "is 2026" not in wrong.stderr


def test_progress_counts_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Problems do not move the line of progress."""
    from rich.progress import Progress

    from dateline.cli.output import show_progress
    from dateline.core import Problem

    advanced: list[object] = []
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(Progress, "advance", lambda _, task: advanced.append(task))
    with show_progress() as advance:
        for item in (Problem("x.jsonl:2", "broken"), object(), Problem("y.txt", "empty")):
            advance(item)
    assert len(advanced) == 1
