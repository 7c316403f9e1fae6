"""`dateline code --dry-run`: what it counts is what a run then does; it loads no model and writes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = " ".join(f"Police in town number {n} arrested {n} miners on Monday, a union said there." for n in range(2, 12))
CUT = TEXT.rpartition(" Police")[0]
OTHER = "Kenya condemned the attack on Monday."
FRENCH = "Le ministre a condamné l’attaque de lundi dans la ville, selon la police et la radio."
DAY = {"published": "2026-03-10", "title": ""}


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dateline", *words], capture_output=True, text=True, check=False)


def dry(*words: str) -> tuple[dict[str, object], subprocess.CompletedProcess[str]]:
    done = run("code", *words, "--dry-run", "--format", "jsonl")
    return json.loads(done.stdout), done


@pytest.fixture
def items(tmp_path: Path) -> Path:
    """An original, the same text, a cut one, one twice, a French one, one without a day; a broken line."""
    found = [
        {"id": "a", "text": TEXT, **DAY},
        {"id": "same", "text": TEXT, "publisher": "B", **DAY},
        {"id": "cut", "text": CUT, **DAY},
        {"id": "b", "text": OTHER, **DAY},
        {"id": "b", "text": OTHER, **DAY},
        {"id": "fr", "text": FRENCH, "language": "fr", **DAY},
        {"id": "undated", "text": "Japan praised the talks."},
    ]
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in found) + "{broken\n", encoding="utf8")
    return path


def test_it_counts_what_a_run_then_does(tmp_path: Path, items: Path) -> None:
    """Before the run, everything is sorted; after it, all is held. The store is neither made nor touched."""
    store = tmp_path / "events.duckdb"
    counts, done = dry(str(items), "--into", str(store))
    assert not store.exists()
    assert done.returncode == 1
    told = {name: counts[name] for name in ("sources", "reports", "repeats", "new", "held", "same_text", "near_copy")}
    assert list(told.values()) == [1, 7, 1, 4, 0, 1, 1]
    assert (counts["to_code"], counts["undated"]) == (3, 1)
    assert counts["languages"]["fr"] == {"to_code": 0, "not_coded": 1}
    assert sum(one["not_coded"] for one in counts["languages"].values()) == 3
    messages = {one["message"]: one["first"] for one in counts["problems"]}
    assert any("broken JSON" in message for message in messages)
    assert messages["no publication day"] == [f"{items}:7: no publication day"]
    ran = run("code", str(items), "--into", str(store), "--format", "none")
    assert ran.returncode == done.returncode
    assert ran.stderr.splitlines()[-1].startswith("5 reports (2 reprints, not coded again; 1 more given twice), ")
    before = store.read_bytes()
    again, done = dry(str(items), "--into", str(store))
    assert [again[name] for name in ("new", "held", "repeats", "to_code")] == [0, 6, 1, 0]
    assert store.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.duckdb", "items.jsonl"]


def test_copies_of_what_the_store_holds(tmp_path: Path, items: Path) -> None:
    """What reprints a report of the store is found; with --reprints and --again it would be coded."""
    store, path = tmp_path / "events.duckdb", tmp_path / "more.jsonl"
    run("code", str(items), "--into", str(store), "--format", "none")
    late = [{"id": "late", "text": CUT, **DAY}, {"id": "a", "text": TEXT, **DAY}]
    path.write_text("".join(json.dumps(one) + "\n" for one in late), encoding="utf8")
    counts, _ = dry(str(path), "--into", str(store))
    assert [counts[name] for name in ("near_copy", "held", "to_code")] == [1, 1, 0]
    counts, _ = dry(str(path), "--into", str(store), "--reprints")
    assert [counts[name] for name in ("near_copy", "held", "to_code")] == [1, 1, 1]
    counts, _ = dry(str(path), "--into", str(store), "--again")
    assert [counts[name] for name in ("held", "new", "to_code")] == [0, 2, 2]


def test_no_model_is_loaded(tmp_path: Path, items: Path) -> None:
    """A model that could not be loaded does no harm; a folder without one is wrong use, as in a run."""
    for name in ("model.onnx", "heads.npz", "labels.json", "vocab.txt"):
        (tmp_path / name).write_text('{"version": "x"}', encoding="utf8")
    assert dry(str(items), "--model", str(tmp_path))[0]["to_code"] == 5
    (tmp_path / "model.onnx").unlink()
    assert run("code", str(items), "--model", str(tmp_path), "--dry-run").returncode == 2


def test_a_table_for_the_eye(items: Path) -> None:
    """Counts with words, each kind of problem with its first places; other forms are wrong use."""
    done = run("code", str(items), "--dry-run", "--format", "table")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert {"reports found 7", "given more than once 1", "fr, not coded 1", "to be coded 5"} <= set(lines)
    assert f"{items}:7: no publication day" in lines
    assert done.stderr == "7 reports, 5 to be coded, 2 problems; nothing was coded or written\n"
    silent = run("code", str(items), "--dry-run", "--format", "none")
    assert (silent.stdout, silent.stderr) == ("", done.stderr)
    assert run("code", str(items), "--dry-run", "--format", "parquet").returncode == 2


def test_exit_codes_are_those_of_reading(tmp_path: Path) -> None:
    """0 where all could be read, 3 where nothing could, 2 for a store that cannot be."""
    path = tmp_path / "a.txt"
    path.write_text(OTHER, encoding="utf8")
    assert run("code", str(path), "--dry-run", "--published", "2026-03-10").returncode == 0
    assert run("code", str(tmp_path / "none"), "--dry-run").returncode == 3
    assert run("code", str(path), "--dry-run", "--into", str(path)).returncode == 2


def test_a_loss_of_a_kind_is_no_note_of_the_same_kind(tmp_path: Path) -> None:
    """Where one file of a kind of problem lost nothing and another did, something was lost."""
    head, rest = b"id,title,text,published,language\n", b"Police arrested two men in Lima.,2024-05-14,en\n"
    (tmp_path / "a.csv").write_bytes(head + b"a,Caf\xe9,On Monday p" + rest)
    (tmp_path / "b.csv").write_bytes(head + b"b,Caf\xe9 \x81\x8d,On Friday p" + rest)
    told, done = dry(str(tmp_path))
    assert done.returncode == 1
    assert sorted(problem["is_note"] for problem in told["problems"]) == [False, True]  # type: ignore[attr-defined]
