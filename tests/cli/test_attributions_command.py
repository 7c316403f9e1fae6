"""`dateline attributions` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from dateline.cli import build

TEXT = "Camp burned\n\nRebels burned the camp, the army said on Monday. It was reported that nobody died.\n"


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(build(["attributions"]), ["attributions", *words])
    return done.exit_code, done.stdout


def test_lines_follow_the_contract(tmp_path: Path) -> None:
    """Every line names report, source, cue, content, kind and quoted; the spans point at the words."""
    path = tmp_path / "camp.txt"
    path.write_text(TEXT, encoding="utf-8")
    code, printed = run(str(path), "--format", "jsonl", "--workers", "1")
    lines = [json.loads(line) for line in printed.splitlines()]
    assert code == 0
    assert lines
    for line in lines:
        assert {"report_id", "source", "cue", "content", "kind", "quoted"} <= line.keys()
        for part in ("source", "cue", "content"):
            if line[part]:
                words = [TEXT.strip()[start:end] for start, end in line[part]["spans"]]
                assert line[part]["text"] == " ".join(words)
    assert "the army" in [line["source"]["text"] for line in lines if line["source"]]


def test_a_table_can_be_read(tmp_path: Path) -> None:
    """The table shows who says what."""
    path = tmp_path / "camp.txt"
    path.write_text(TEXT, encoding="utf-8")
    code, printed = run(str(path), "--format", "table", "--workers", "1")
    assert code == 0
    assert "the army" in printed


def test_a_missing_file_is_told() -> None:
    """Nothing to read gives exit code 3."""
    code, printed = run("no-such-file.txt", "--workers", "1")
    assert code == 3
    assert printed == ""


def test_who_a_voice_is_as_of_the_day(tmp_path: Path) -> None:
    """A voice has its full name, country and sector, its channel, and whom it told."""
    path = tmp_path / "talks.txt"
    path.write_text(
        "Talks\n\nFrench President Emmanuel Macron met union leaders. Macron told reporters that talks had failed.\n",
        encoding="utf-8",
    )
    _, printed = run(str(path), "--format", "jsonl", "--published", "2023-03-10", "--workers", "1")
    said = next(x for x in map(json.loads, printed.splitlines()) if x["cue"]["text"].startswith("told"))
    assert (said["name"], said["country"], said["sector"]) == ("Emmanuel Macron", "FRA", "GOV")
    assert [one["text"] for one in said["told_to"]] == ["reporters"]
