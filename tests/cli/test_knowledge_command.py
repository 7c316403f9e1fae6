"""`dateline knowledge` answers, checks, brings in and hands on."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from dateline.cli.knowledge import app

RUN = CliRunner()


def test_who() -> None:
    """`who` prints id, name and the office of that day with its source."""
    done = RUN.invoke(app, ["who", "Angela Merkel", "--on", "2015-06-01"])
    assert done.exit_code == 0
    assert "DEU-angela-merkel\tAngela Merkel\tperson" in done.stdout
    assert "chancellor" in done.stdout
    assert "2021-12-08" in done.stdout


def test_who_is_unknown() -> None:
    """Nobody known is exit code 1 with a hint, a wrong day exit code 2."""
    unknown = RUN.invoke(app, ["who", "Xqzt Wvbn"])
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "--entities" in unknown.stderr
    assert RUN.invoke(app, ["who", "Kremlin", "--on", "May 2019"]).exit_code == 2


def test_show() -> None:
    """`show` prints an entity with its codes, and figures without an id."""
    assert "cow 220" in RUN.invoke(app, ["show", "FRA"]).stdout
    assert "person:" in RUN.invoke(app, ["show"]).stdout
    assert RUN.invoke(app, ["show", "NOBODY"]).exit_code == 1


def test_check(tmp_path: Path) -> None:
    """`check` names file, line and fault, and tells by its exit code."""
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("country: FRA\npeople:\n- {names: [A Bee], roles: [GOV 2001/2005 minister]}\n")
    bad.write_text("country: FRA\npeople:\n- {names: [A Bee], roles: [GOV 2001/2005 minister, GOV 2004/.. minister]}\n")
    assert RUN.invoke(app, ["check", str(good)]).exit_code == 0
    done = RUN.invoke(app, ["check", str(bad)])
    assert done.exit_code == 1
    assert "bad.yaml:3" in done.stdout
    assert "overlap" in done.stdout


def test_import(tmp_path: Path) -> None:
    """`import` writes an entity file, and names lines that it cannot read."""
    path = tmp_path / "lab.txt"
    path.write_text("FREEDONIA [FRE]\n\t[FREGOV 19990101-20010101]\nBAD [XXX 19999901]\n")
    done = RUN.invoke(app, ["import", str(path), "--format", "phoenix"])
    assert done.exit_code == 1
    assert "cameo:FREGOV" in done.stdout
    assert "lab.txt:3" in done.stderr


def test_export() -> None:
    """`export` writes one FollowTheMoney object a line."""
    lines = RUN.invoke(app, ["export", "--format", "ftm"]).stdout.splitlines()
    assert len(lines) > 20000
    assert {json.loads(line)["schema"] for line in lines[:3000]} >= {"Person", "Position", "Occupancy"}


def test_faulty_own_file(tmp_path: Path) -> None:
    """An own file with faults stops the command with exit code 2 and names the line."""
    path = tmp_path / "own.yaml"
    path.write_text("people:\n- {roles: [GOV]}\n")
    done = RUN.invoke(app, ["who", "Kremlin", "--entities", str(path)])
    assert done.exit_code == 2
    assert "own.yaml:2" in done.stderr
