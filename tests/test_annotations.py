"""The annotations made for training: well-formed, of known codes, without a word of the texts that they point into."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import load_codebook
from dateline.core import Status

ROOT = Path(__file__).resolve().parent.parent
TRAINING = ROOT / "training"
STATUSES = {status.value for status in Status}
SPANS = ("source", "when", "where")
KEYS = {"sentence", "trigger", "type", "status", "modes", "actors", "recipients", *SPANS, "optional"}


def rows(folder: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of all files of a folder."""
    for path in sorted((TRAINING / folder).glob("*.jsonl*")):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in content.decode().splitlines():
            yield json.loads(line)


def spans_of(mention: dict[str, Any]) -> Iterator[list[int]]:
    """Yield every span of a mention."""
    yield mention["trigger"]
    yield from (mention[name] for name in SPANS if mention.get(name))
    for side in ("actors", "recipients"):
        yield from mention.get(side, ())


@pytest.mark.parametrize("folder", ["annotated", "written"])
def test_mentions_are_of_known_codes_and_inside_their_text(folder: str) -> None:
    """Types and modes are those of the codebook, statuses those of the record, spans lie inside what was read."""
    codebook = load_codebook(None)
    counted = 0
    for row in rows(folder):
        length = row["to"] - row["from"] if folder == "annotated" else len(row["text"])
        for mention in row["mentions"]:
            counted += 1
            assert set(mention) <= KEYS
            assert mention["type"] in codebook.event_types
            assert set(mention.get("modes", ())) <= set(codebook.modes_of(mention["type"]))
            assert mention["status"] in STATUSES
            low, high = row["sentences"][mention["sentence"]]
            assert low <= mention["trigger"][0] < mention["trigger"][1] <= high
            assert all(0 <= start < end <= length for start, end in spans_of(mention))
    assert counted > 3000


def test_annotations_hold_no_words() -> None:
    """A file that points into somebody else's text holds names of reports, numbers and codes, nothing else."""
    seen = 0
    for row in rows("annotated"):
        seen += 1
        assert set(row) == {"id", "from", "to", "hash", "sentences", "mentions"}
        assert re.fullmatch(r"[0-9a-f]{12}", row["hash"])
        assert re.fullmatch(r"[\w.-]+", row["id"])
    assert seen > 1000


def test_participants_of_written_passages_are_whole_words() -> None:
    """Spans of the own passages neither begin nor end inside a word."""
    for row in rows("written"):
        text = row["text"]
        for mention in row["mentions"]:
            for start, end in spans_of(mention):
                assert text[start:end] == text[start:end].strip()
                assert not (start and text[start - 1].isalnum() and text[start].isalnum()), text[start - 9 : end]


def test_annotations_fit_their_texts(monkeypatch: pytest.MonkeyPatch, shared: Path) -> None:
    """Every annotated stretch is found in its set, letter for letter, and some reports are held back from training."""
    monkeypatch.setattr(sys, "path", [str(TRAINING), *sys.path])
    import annotated

    texts = list(annotated.load_rows(str(TRAINING / "annotated"), str(shared / "data"), ("plv", "lgl", "wikievents")))
    assert len(texts) > 600
    held = sum(annotated.is_held_back(row) for _, row, _ in texts)
    assert 30 < held < 100


def test_what_is_measured_is_not_trained_on(monkeypatch: pytest.MonkeyPatch, shared: Path) -> None:
    """No report of the held-back ones is among those that training reads, not even with another stretch of its text."""
    monkeypatch.setattr(sys, "path", [str(TRAINING), *sys.path])
    import annotated

    folder, data = str(TRAINING / "annotated"), str(shared / "data")
    held = {report["full"] for report in annotated.held_back(folder, data)}
    assert len(held) > 100
    trained = {doc.text for doc in annotated.annotated(folder, data, tuple(annotated.TEXTS))}
    assert not held & trained
    names = {
        (name, row["id"], text in held) for name, row, text in annotated.load_rows(folder, data, tuple(annotated.TEXTS))
    }
    measured = {(name, identity) for name, identity, is_held in names if is_held}
    assert not any(name == "plv" for name, _ in measured)
    assert not measured & {(name, identity) for name, identity, is_held in names if not is_held}


def test_records_are_read_with_their_marks() -> None:
    sys.path.insert(0, str(TRAINING))
    try:
        import documents
    finally:
        sys.path.remove(str(TRAINING))
    marked = "The (SRC: Ruritanian guard (RG)) (EVT: left) (LOC: the plain of (TAR: Moravia)) (on foot) today."
    text, spans = documents.unmarked(marked)
    assert text == "The Ruritanian guard (RG) left the plain of Moravia (on foot) today."
    assert {name: [text[start:end] for start, end in found] for name, found in spans.items()} == {
        "SRC": ["Ruritanian guard (RG)"],
        "EVT": ["left"],
        "TAR": ["Moravia"],
        "LOC": ["the plain of Moravia"],
    }
