"""What could not be read as it should is kept as it came: once, bounded, under the name of its hash, with why."""

from __future__ import annotations

import gzip
import io
import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from archives import make_warc, make_zip
from dateline.core import Problem
from dateline.pipeline import Intake
from dateline.read import Limits, ReadSettings
from dateline.read.quarantine import Quarantine, QuarantineError

ROW = b'{"id": "a", "text": "Kenya condemned the attack.", "published": "2026-03-10"}\n'
PAGE = b"<html><body><p>Please enable JavaScript.</p></body></html>"


def read(
    path: Path | str, folder: Path, settings: ReadSettings | None = None, **bounds: int
) -> tuple[list[dict[str, object]], list[Problem]]:
    """The lines of the index after reading a path, and the problems that were given on."""
    items = list(Intake([str(path)], settings or ReadSettings(), Quarantine(folder, **bounds)))
    problems = [item for item in items if isinstance(item, Problem)]
    index = folder / "index.jsonl"
    return [
        json.loads(line) for line in index.read_text(encoding="utf8").splitlines()
    ] if index.exists() else [], problems


def copy_of(line: dict[str, object], folder: Path) -> bytes:
    data = (folder / str(line["copy"])).read_bytes()
    assert str(line["copy"]).startswith(sha256(data).hexdigest())
    assert (line["sha256"], line["bytes"], line["not_copied"]) == (sha256(data).hexdigest(), len(data), None)
    return data


LATIN = "id,text,published\na,Café,2026-03-10\n".encode("cp1252")
CASES = {
    "line.jsonl": (ROW + b"{broken\n" + ROW, "2", "lines", b"{broken\n"),
    "list.json": (b"[" + ROW + b', {"id": "b"}]', "2", "json", b'{"id": "b"}'),
    "row.csv": (b'id,text,published\na,"two\nlines",2026-03-10\nb,only\n', "4", "table", b"b,only\n"),
    "quote.csv": (b'id,text,published\na,"never closed,2026-03-10\n', "2", "table", b'a,"never closed,2026-03-10\n'),
    "latin.csv": (LATIN, "", "table", LATIN),
    "header.csv": (b"one,two\n1,2\n3,4\n", "1", "table", b"one,two\n1,2\n3,4\n"),
    "page.html": (PAGE, "", "page", PAGE),
    "picture.bin": (b"\x00\x01\x02" * 99, "", "binary", b"\x00\x01\x02" * 99),
    "web.warc": (make_warc(PAGE), "1 https://a.example/", "page", PAGE),
    "web.warc.gz": (gzip.compress(make_warc(PAGE), mtime=0), "1 https://a.example/", "page", PAGE),
    "line.jsonl.gz": (gzip.compress(ROW + b"{broken\n", mtime=0), "2", "lines", b"{broken\n"),
    "text.txt.gz": (gzip.compress(b"\x00\x01\x02" * 99, mtime=0), "", "binary", None),
    "cut.jsonl.gz": (gzip.compress(ROW * 40_000, mtime=0)[:-20], "", "lines", None),
}


@pytest.mark.parametrize("name", CASES)
def test_the_bytes_are_those_of_the_input_or_its_record(tmp_path: Path, name: str) -> None:
    """A record where its bytes are known, else the whole input; problems go on as they would without."""
    data, place, kind, expected = CASES[name]
    path, folder = tmp_path / name, tmp_path / "kept"
    path.write_bytes(data)
    lines, problems = read(path, folder)
    plain = [item for item in Intake([str(path)]) if isinstance(item, Problem)]
    assert sorted(problems, key=str) == sorted(plain, key=str)
    assert [(line["source"], line["message"]) for line in lines] == [(str(path), one.message) for one in problems]
    assert len(lines) == 1
    assert (lines[0]["place"], lines[0]["kind"]) == (place, kind)
    assert copy_of(lines[0], folder) == (data if expected is None else expected)
    assert {found.name for found in folder.iterdir()} == {"index.jsonl", str(lines[0]["copy"])}


def test_members_are_kept_one_by_one(tmp_path: Path) -> None:
    """A member of an archive is an input; one with a name that leads out stays where it is, and nothing is written."""
    path, folder = tmp_path / "a.zip", tmp_path / "kept"
    path.write_bytes(make_zip({"b/page.html": PAGE, "../../evil.html": PAGE, "rows.jsonl": ROW + b"{no\n"}))
    lines, _ = read(path, folder)
    told = {str(line["source"]).removeprefix(str(path)): line for line in lines}
    assert copy_of(told["!b/page.html"], folder) == PAGE
    assert copy_of(told["!rows.jsonl"], folder) == b"{no\n"
    assert told["!rows.jsonl"]["place"] == "2"
    assert (told[""]["copy"], told[""]["not_copied"]) == (None, "it stays in the archive")
    assert not list(tmp_path.rglob("evil*"))


def test_a_second_run_adds_nothing(tmp_path: Path) -> None:
    """Nor does one after a run that was killed while it wrote; what changed since is added."""
    path, folder = tmp_path / "items.jsonl", tmp_path / "kept"
    path.write_bytes(ROW + b"{broken\n[]\n")
    first, _ = read(path, folder)
    assert len(first) == 2
    assert read(path, folder)[0] == first
    index = folder / "index.jsonl"
    index.write_bytes(index.read_bytes()[:-20])
    again = [line for line in index.read_text(encoding="utf8").splitlines() if line.endswith("}")]
    assert len(again) == 1
    Quarantine(folder)
    list(Intake([str(path)], ReadSettings(), Quarantine(folder)))
    assert [json.loads(line) for line in index.read_text(encoding="utf8").splitlines() if line.endswith("}")] == first
    path.write_bytes(ROW + b"{broken too\n[]\n")
    list(Intake([str(path)], ReadSettings(), Quarantine(folder)))
    assert len(list(folder.iterdir())) == 4


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    """A file, or a link, of the name of a copy stays; an index that is none of a quarantine is refused."""
    path, folder, precious = tmp_path / "a.jsonl", tmp_path / "kept", tmp_path / "precious"
    path.write_bytes(b"{broken\n{other\n")
    precious.write_bytes(b"precious")
    folder.mkdir()
    names = [sha256(line).hexdigest() + ".jsonl" for line in (b"{broken\n", b"{other\n")]
    (folder / names[0]).write_bytes(b"mine")
    (folder / names[1]).symlink_to(precious)
    lines, _ = read(path, folder)
    assert [line["not_copied"] for line in lines] == [f"{name} is there with other content" for name in names]
    assert (folder / names[0]).read_bytes() == b"mine"
    assert precious.read_bytes() == b"precious"
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.jsonl").write_text("not ours\n", encoding="utf8")
    with pytest.raises(QuarantineError, match="none of a quarantine"):
        Quarantine(other)


def test_what_is_too_large_is_told(tmp_path: Path) -> None:
    """Over the bound of one copy, of all, or of their number, there is no copy but a reason."""
    path, folder = tmp_path / "a.bin", tmp_path / "kept"
    path.write_bytes(b"\x00" + bytes(range(256)) * 8192)
    lines, _ = read(path, folder, largest=1 << 20)
    assert (lines[0]["copy"], lines[0]["not_copied"]) == (None, "larger than 1 MiB")
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes(b"{no\n{no\n{not\n")
    for name, bounds in (("few", {"most": 1}), ("small", {"all_": 5})):
        lines, _ = read(rows, tmp_path / name, **bounds)
        assert [bool(line["copy"]) for line in lines] == [True, True, False]
        assert "takes no more" in str(lines[2]["not_copied"])
    small = ReadSettings(limits=Limits(report_bytes=64))
    rows.write_bytes(b'{"text": "' + b"x" * 99 + b'"}\n')
    assert "larger than" in str(read(rows, tmp_path / "long", small)[0][0]["not_copied"])
    lines, _ = read(tmp_path / "none", tmp_path / "absent")
    assert lines[0]["not_copied"] == "nothing was read of it"


def test_standard_input_is_kept_as_far_as_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that can be read once only is copied on the way, and no further than the bound."""

    class Stdin:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BytesIO(data)

    for data, is_kept in ((b"\0\1\2\n" * 40_000, True), (b"\0\1\2\n" * 400_000, False)):
        folder = tmp_path / f"kept-{is_kept}"
        monkeypatch.setattr(sys, "stdin", Stdin(data))
        limits = Limits(document_bytes=1 << 20)
        lines, _ = read("-", folder, ReadSettings(limits=limits))
        assert [line["message"] for line in lines] == ["binary: no text"]
        if is_kept:
            assert copy_of(lines[0], folder) == data
        else:
            assert lines[0]["not_copied"] == "larger than 1 MiB"


def test_workers_carry_the_bytes(tmp_path: Path) -> None:
    """Pages of a web archive that other processes read are kept all the same."""
    path, folder = tmp_path / "a.warc", tmp_path / "kept"
    path.write_bytes(make_warc(PAGE) + make_warc(PAGE + b"<p></p>"))
    lines, _ = read(path, folder, ReadSettings(workers=2))
    assert [copy_of(line, folder) for line in lines] == [PAGE, PAGE + b"<p></p>"]
