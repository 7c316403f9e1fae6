"""Archives and folders: unpacked within limits, in order, with nothing written outside or anywhere."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from archives import make_tar, make_zip
from dateline.core import Problem, Report
from dateline.read import Limits, ReadSettings, read

STORY = b"Ministers meet\n\nThe ministers of Norra and Sund met on Monday and agreed to reopen the strait."
ROW = b'{"title": "T", "text": "Norra recalled its envoy on Monday.", "published": "2022-03-06"}\n'
SMALL = Limits(report_bytes=1 << 20, document_bytes=2 << 20, unpacked_bytes=8 << 20, members=5, depth=2)


def info(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def found_in(tmp_path: Path, name: str, data: bytes, limits: Limits = SMALL) -> tuple[list[Report], list[str]]:
    path = tmp_path / name
    path.write_bytes(data)
    before = sorted(tmp_path.parent.rglob("*"))
    items = list(read(path, ReadSettings(limits=limits)))
    assert sorted(tmp_path.parent.rglob("*")) == before
    problems = [item.message for item in items if isinstance(item, Problem)]
    return [item for item in items if isinstance(item, Report)], [
        word for word in problems if "publication" not in word
    ]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files_are_read(tmp_path: Path, pack: object) -> None:
    """A packed file gives what the file gives."""
    reports, problems = found_in(tmp_path, "rows.jsonl.packed", pack(ROW * 3))  # type: ignore[operator]
    assert [report.title for report in reports] == ["T"] * 3
    assert problems == []


def test_zip_members_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Each member is judged by itself and named in the origin of its reports."""
    data = make_zip(
        {"b/rows.jsonl": ROW, "a.txt": STORY, "c.csv": b"title,text,published\nT,Norra spoke.,2022-03-06\n"}
    )
    reports, problems = found_in(tmp_path, "x.zip", data)
    assert [report.origin.partition("!")[2] for report in reports] == ["a.txt", "b/rows.jsonl:1", "c.csv:2"]
    assert problems == []


def test_names_that_lead_outside_are_refused(tmp_path: Path) -> None:
    """Members with .. or an absolute name are problems; the others are read."""
    data = make_zip({"../evil.txt": STORY, "/abs.txt": STORY, "..\\win.txt": STORY, "ok.txt": STORY})
    reports, problems = found_in(tmp_path, "x.zip", data)
    assert len(reports) == 1
    assert [("leads out" in problem) for problem in problems] == [True] * 3


def test_tar_members_that_are_no_files_are_refused(tmp_path: Path) -> None:
    """Links and devices are problems; names that lead outside too."""
    link, device = info("link", tarfile.SYMTYPE, "/etc/hostname"), info("dev", tarfile.CHRTYPE)
    data = make_tar({"../up.txt": STORY, "ok.txt": STORY}, link, device)
    reports, problems = found_in(tmp_path, "x.tgz", data)
    assert len(reports) == 1
    assert [problem.rpartition(" ")[2] for problem in problems] == ["archive", "device", "device"]


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    """What unpacks to many times its size is given up; what stands before stays."""
    reports, problems = found_in(tmp_path, "x.jsonl.gz", gzip.compress(ROW + b" " * (6 << 20)))
    assert len(reports) == 1
    assert any("line of more than" in problem or "times its size" in problem for problem in problems)
    _, problems = found_in(tmp_path, "y.zip", make_zip({"a.txt": b"A" * (5 << 20), "b.txt": b"A" * (5 << 20)}))
    assert [("MiB" in problem) for problem in problems] == [True, True]
    large = gzip.compress(b"".join(b"%d\n" % n for n in range(1_500_000)))
    _, problems = found_in(tmp_path, "z.txt.gz", large)
    assert "larger than 1 MiB" in problems[0]


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    """Archives are opened inside archives, but not without end."""
    data = STORY
    for number in range(4):
        data = make_zip({f"n{number}": data})
    reports, problems = found_in(tmp_path, "x.zip", data)
    assert reports == []
    assert "packed more than 2 times over" in problems[0]
    assert len(found_in(tmp_path, "y.zip", make_zip({"n": make_zip({"n": STORY})}))[0]) == 1


def test_too_many_members_are_left_out(tmp_path: Path) -> None:
    """After the limit of members one problem stands for the rest."""
    reports, problems = found_in(tmp_path, "x.zip", make_zip({f"{n}.txt": STORY for n in range(9)}))
    assert len(reports) == 5
    assert len(problems) == 1


@pytest.mark.parametrize("name", ["x.zip", "x.tgz", "x.gz"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_archives_that_break_off_are_problems(tmp_path: Path, name: str, part: float) -> None:
    """A cut archive is a problem, never an error."""
    whole = {
        "x.zip": make_zip({"a.txt": STORY * 9, "b.txt": STORY}),
        "x.tgz": make_tar({"a.txt": STORY * 9, "b.txt": STORY}),
        "x.gz": gzip.compress(STORY * 9),
    }[name]
    _, problems = found_in(tmp_path, name, whole[: int(len(whole) * part)])
    assert problems


def test_an_encrypted_member_is_a_problem(tmp_path: Path) -> None:
    """A member that asks for a password is named."""
    data = bytearray(make_zip({"a.txt": STORY}))
    at = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[at + 8] |= 1
    _, problems = found_in(tmp_path, "x.zip", bytes(data))
    assert problems == ["the member is encrypted"]


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    """A folder gives its files by name; hidden files are passed over, pictures counted, empty files named."""
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "x.txt").write_bytes(STORY)
    (folder / "a.jsonl").write_bytes(ROW)
    (folder / ".hidden.txt").write_bytes(STORY)
    (folder / "p.png").write_bytes(b"\x89PNG")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "loop").symlink_to(folder)
    items = list(read(folder))
    assert [item.origin.removeprefix(f"{folder}/") for item in items if isinstance(item, Report)] == [
        "a.jsonl:1",
        "b/x.txt",
    ]
    problems = [item.message for item in items if isinstance(item, Problem)]
    assert problems == ["empty", "no publication day", "1 file that is no report left out: 1 .png"]


def test_paths_that_lead_nowhere_are_problems(tmp_path: Path) -> None:
    """A missing file, an empty folder and an odd name are told apart."""
    (tmp_path / "empty").mkdir()
    assert [item.message for item in read(tmp_path / "empty") if isinstance(item, Problem)] == ["the folder is empty"]
    (missing,) = read(tmp_path / "none.txt")
    assert isinstance(missing, Problem)
    assert missing.message == "no such file or folder"
    assert isinstance(next(iter(read("a\0b"))), Problem)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for standard input, also for an archive."""
    for data in (STORY, gzip.compress(STORY), make_zip({"a": STORY})):
        stream = io.TextIOWrapper(io.BytesIO(data))
        monkeypatch.setattr("sys.stdin", stream)
        reports = [item for item in read("-") if isinstance(item, Report)]
        assert [report.title for report in reports] == ["Ministers meet"]
        assert reports[0].origin.startswith("<stdin>")


def test_limits_can_be_changed(tmp_path: Path) -> None:
    """What one limit leaves out a larger one lets through."""
    data = b"T\n\n" + b"Norra spoke. " * 100_000
    assert found_in(tmp_path, "x.txt", data)[0] == []
    assert len(found_in(tmp_path, "x.txt", data, replace(SMALL, report_bytes=2 << 20))[0]) == 1
