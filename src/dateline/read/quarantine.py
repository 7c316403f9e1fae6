"""A folder of what could not be read as it should: each input or record once, as it came, and an index of why."""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from dateline.core import Problem, Report
from dateline.read.rejected import Rejected
from dateline.read.settings import MIB

INDEX = "index.jsonl"
LARGEST = 64 * MIB  # bytes of one copy
ALL = 1024 * MIB  # bytes of all copies
MOST = 100_000  # copies
SUFFIXES = {
    "text": ".txt", "export": ".txt", "json": ".json", "lines": ".jsonl", "table": ".csv", "page": ".html",
    "feed": ".xml", "xml": ".xml", "mail": ".eml", "warc": ".warc", "arc": ".arc", "tar": ".tar", "pdf": ".pdf",
}  # fmt: skip
PACKED = ((b"PK", ".zip"), (b"\x1f\x8b", ".gz"), (b"BZh", ".bz2"), (b"\xfd7zXZ", ".xz"))
Key = tuple[str, str, str, str]


class QuarantineError(Exception):
    """The folder or its index cannot be written; the message says why."""


class _NotCopied(Exception):  # noqa: N818 - no error: a reason
    """Bytes are not copied; the message says why."""


class Quarantine:
    """A folder of copies, named by their hashes, and `index.jsonl` with a line for each problem.

    Nothing that is there is ever changed; a problem that the index has is not told again, so that a run that goes on
    where an earlier one stopped adds only what is new. Raises `QuarantineError` where the folder cannot be written.
    """

    def __init__(self, folder: Path, *, largest: int = LARGEST, all_: int = ALL, most: int = MOST) -> None:
        self.folder, self.largest, self.all, self.most = folder, largest, all_, most
        try:
            folder.mkdir(parents=True, exist_ok=True)
            sizes = [found.stat().st_size for found in os.scandir(folder) if found.is_file() and found.name != INDEX]
            self.used, self.copies = sum(sizes), len(sizes)
            self.known = set(_load_keys(folder / INDEX))
        except OSError as error:
            raise QuarantineError(f"{folder}: no folder for copies: {error.strerror or error}") from error

    def keep(self, items: Iterable[Report | Problem]) -> Iterator[Report | Problem]:
        """Give the items; of each problem the bytes are kept, and the problem alone is given."""
        for item in items:
            if isinstance(item, Report):
                yield item
            else:
                self._take(item if isinstance(item, Rejected) else _without_bytes(item))
                yield item.plain if isinstance(item, Rejected) else item

    def _take(self, one: Rejected) -> None:
        name, digest, size, reason = "", "", None, one.lost
        if one.raw is not None:
            try:
                name, digest, size = self._copy(one)
            except (_NotCopied, OSError) as error:
                reason = str(error)
        key = (one.source, one.place, one.message, digest)
        if key in self.known:
            return
        self.known.add(key)
        told: dict[str, str | int | None] = {
            "source": one.source,
            "place": one.place,
            "kind": one.kind,
            "message": one.message,
            "hint": one.hint,
        }
        told |= {"sha256": digest or None, "bytes": size, "copy": name or None, "not_copied": reason or None}
        try:
            with (self.folder / INDEX).open("a", encoding="utf8", errors="surrogateescape") as index:
                index.write(json.dumps(told) + "\n")
        except OSError as error:
            raise QuarantineError(f"{self.folder / INDEX}: cannot be written: {error.strerror}") from error

    def _copy(self, one: Rejected) -> tuple[str, str, int]:
        """Return name, hash and size of the copy, which is there. Raises `_NotCopied` where there can be none."""
        if isinstance(one.raw, Path) and one.raw.stat().st_size > self.largest:
            raise _NotCopied(f"larger than {self.largest >> 20} MiB")
        with _opened(one.raw) as stream:
            handle, part = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as out:
                    digest, size, head = self._pour(stream, out)
                name = digest + next((suffix for mark, suffix in PACKED if head.startswith(mark)), _suffix(one))
                self._put(Path(part), name, digest, size)
            finally:
                with suppress(FileNotFoundError):
                    Path(part).unlink()
        return name, digest, size

    def _pour(self, stream: IO[bytes], out: IO[bytes]) -> tuple[str, int, bytes]:
        """Copy piece by piece; return hash, size and the first bytes."""
        hashed, size, head = sha256(), 0, b""
        while piece := stream.read(MIB):
            size += len(piece)
            if size > self.largest:
                raise _NotCopied(f"larger than {self.largest >> 20} MiB")
            head = head or piece[:8]
            hashed.update(piece)
            out.write(piece)
        return hashed.hexdigest(), size, head

    def _put(self, part: Path, name: str, digest: str, size: int) -> None:
        """Give the copy its name, unless the same is there."""
        target = self.folder / name
        if os.path.lexists(target):
            if target.is_symlink() or not target.is_file() or _hash_of(target) != digest:
                raise _NotCopied(f"{name} is there with other content")
            return
        if self.copies >= self.most or self.used + size > self.all:
            raise _NotCopied(f"the folder holds {self.copies} copies of {self.used >> 20} MiB, and takes no more")
        part.chmod(0o644)
        part.replace(target)
        self.copies, self.used = self.copies + 1, self.used + size


def _without_bytes(problem: Problem) -> Rejected:
    told = problem.where, problem.message, problem.hint, problem.is_note
    return Rejected(*told, source=problem.where, lost="nothing was read of it")


def _suffix(one: Rejected) -> str:
    return SUFFIXES.get(one.kind, ".bin")


def _opened(raw: bytes | Path | IO[bytes] | None) -> IO[bytes]:
    """Return a stream of the bytes, which may be closed."""
    if isinstance(raw, Path):
        return raw.open("rb")
    if isinstance(raw, bytes):
        return io.BytesIO(raw)
    assert raw is not None
    raw.seek(0)
    return io.BufferedReader(_Lent(raw))


class _Lent(io.RawIOBase):
    """A stream that others go on using when this one is closed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self.stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _hash_of(path: Path) -> str:
    hashed = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(MIB):
            hashed.update(piece)
    return hashed.hexdigest()


def _load_keys(path: Path) -> Iterator[Key]:
    """Give what tells the lines of an index apart; a last line that a killed run left unfinished is ended."""
    if not path.exists():
        return
    with path.open("r+b") as index:
        line = b"\n"
        for number, line in enumerate(index):
            try:
                told = json.loads(line)
                yield told["source"], told["place"], told["message"], told["sha256"] or ""
            except (ValueError, KeyError, TypeError):
                if not number and line.endswith(b"\n"):
                    raise OSError(f"its {INDEX} is none of a quarantine") from None
        if not line.endswith(b"\n"):
            index.seek(0, os.SEEK_END)
            index.write(b"\n")
