"""Archives and packed files (zip, tar, gzip, bzip2, xz), unpacked within limits; nothing is written anywhere."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, cast

from dateline.core import Problem
from dateline.read.entry import Entry, LimitError, bound_stream, open_entry
from dateline.read.settings import Limits, ReadSettings

OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "gzip": lambda stream: cast("IO[bytes]", gzip.GzipFile(fileobj=stream)),
    "bz2": lambda stream: cast("IO[bytes]", bz2.open(stream)),  # noqa: SIM115 - who opened the stream closes it
    "xz": lambda stream: cast("IO[bytes]", lzma.open(stream)),  # noqa: SIM115 - the same
}
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self.stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self.taken += len(piece)
        return len(piece)


def unpack(entry: Entry, kind: str, settings: ReadSettings) -> Entry:
    """Return the entry that a packed file holds."""
    counted = _Counted(entry.stream)
    unpacked = OPENERS[kind](io.BufferedReader(counted))
    stream = bound_stream(unpacked, settings.limits, lambda: counted.taken)
    name = entry.name.rpartition(".")[0] if entry.suffix in {".gz", ".bz2", ".xz"} else entry.name
    return open_entry(entry.origin, name, stream, entry.depth)


def find_zip_members(entry: Entry, settings: ReadSettings) -> Iterator[Entry | Problem]:
    """Give the files of a zip archive in the order of their names."""
    limits = settings.limits
    with tempfile.SpooledTemporaryFile(max_size=limits.document_bytes) as spool:
        _spool(entry, spool, limits)
        archive = zipfile.ZipFile(spool)
        members = sorted((item for item in archive.infolist() if not item.is_dir()), key=lambda item: item.filename)
        left = limits.unpacked_bytes
        for number, item in enumerate(members):
            origin = f"{entry.origin}!{item.filename}"
            problem = _problem(entry, item.filename, number, limits)
            if problem is None and item.flag_bits & 1:
                problem = Problem(origin, "the member is encrypted", "unpack it with its password first")
            if problem is not None:
                yield problem
                if number >= limits.members:
                    return
                continue
            left -= item.file_size
            if left < 0:
                yield entry.problem(f"unpacks to more than {limits.unpacked_bytes >> 20} MiB: the rest is left out")
                return
            yield from _open_zip_member(archive, item, entry, limits)


def _spool(entry: Entry, spool: IO[bytes], limits: Limits) -> None:
    """Copy a stream to where it can be searched. Raises `LimitError` where it is too large."""
    size = 0
    while piece := entry.stream.read(1 << 20):
        size += len(piece)
        if size > limits.unpacked_bytes:
            raise LimitError(f"an archive of more than {limits.unpacked_bytes >> 20} MiB")
        spool.write(piece)
    spool.seek(0)


def _open_zip_member(
    archive: zipfile.ZipFile, item: zipfile.ZipInfo, entry: Entry, limits: Limits
) -> Iterator[Entry | Problem]:
    origin = f"{entry.origin}!{item.filename}"
    try:
        with archive.open(item) as stream:
            bound = bound_stream(stream, limits, lambda: item.compress_size)
            yield open_entry(origin, PurePosixPath(item.filename).name, bound, entry.depth + 1)
    except (*BROKEN, LimitError) as error:
        yield Problem(origin, f"the member cannot be unpacked: {str(error)[:120]}", "make the archive anew")


def find_tar_members(entry: Entry, settings: ReadSettings) -> Iterator[Entry | Problem]:
    """Give the files of a tar archive in the order in which they stand."""
    limits = settings.limits
    with tarfile.open(fileobj=entry.stream, mode="r|") as archive:
        left = limits.unpacked_bytes
        for number, item in enumerate(archive):
            if item.isdir():
                continue
            problem = _problem(entry, item.name, number, limits)
            if problem is None and not item.isfile():
                problem = entry.problem(f"member {item.name!r} is a link or device", "only files are read")
            left -= item.size
            if problem is None and left < 0:
                problem = entry.problem(f"unpacks to more than {limits.unpacked_bytes >> 20} MiB: the rest is left out")
            if problem is not None:
                yield problem
                if left < 0 or number >= limits.members:
                    return
                continue
            stream = archive.extractfile(item)
            if stream is not None:
                yield open_entry(f"{entry.origin}!{item.name}", PurePosixPath(item.name).name, stream, entry.depth + 1)


def _problem(entry: Entry, name: str, number: int, limits: Limits) -> Problem | None:
    """Return what forbids to read a member: too many before it, or a name that leads out of the archive."""
    if number >= limits.members:
        return entry.problem(f"more than {limits.members} files: the rest is left out", "split the archive")
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or (len(name) > 1 and name[1] == ":"):
        return entry.problem(
            f"member {name!r} has a name that leads out of the archive", "left out; nothing was written"
        )
    return None
