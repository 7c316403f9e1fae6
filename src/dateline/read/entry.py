"""A named stream of bytes, whose first bytes can be looked at before it is read."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dateline.core import Problem
from dateline.read.settings import Limits

HEAD_BYTES = 1 << 16
CHUNK_BYTES = 1 << 16


class LimitError(Exception):
    """An input costs more than the limits allow; the message says which and how much."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One input: a file, a member of an archive, or standard input.

    Attributes:
        origin: what problems and reports call it ("folder/a.zip!b.html").
        name: its file name, for the suffix; "" if it has none.
        head: its first bytes.
        stream: all of its bytes, the head included.
        depth: how many archives it lies in.
        charset: what its carrier says of its encoding, "" if nothing.
        url: the address it came from, "" if unknown.
        path: the file that holds just its bytes and can be opened once more, None if there is none.
    """

    origin: str
    name: str
    head: bytes
    stream: IO[bytes]
    depth: int = 0
    charset: str = ""
    url: str = ""
    path: Path | None = None

    @property
    def suffix(self) -> str:
        """The last suffix of the name in lower case, with its dot."""
        stem, dot, last = self.name.rpartition(".")
        return f".{last.lower()}" if dot and stem else ""

    def problem(self, message: str, hint: str = "", line: int | None = None) -> Problem:
        """Return a problem of this entry, of one of its lines where `line` is given."""
        return Problem(self.origin if line is None else f"{self.origin}:{line}", message, hint)


class _Raw(io.RawIOBase):
    """A raw stream over a function that gives the next bytes (b"" at the end)."""

    def __init__(self, pull: Callable[[int], bytes]) -> None:
        self._pull = pull
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = self._pull(len(buffer))
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def stream_of(pull: Callable[[int], bytes]) -> IO[bytes]:
    """Return a buffered stream of the bytes that `pull(size)` gives until it gives none."""
    return io.BufferedReader(_Raw(pull), CHUNK_BYTES)


def open_entry(origin: str, name: str, stream: IO[bytes], depth: int = 0) -> Entry:
    """Return the entry of `stream`, with its head read and given back."""
    head = read_fully(stream, HEAD_BYTES)
    pieces = [head]

    def pull(size: int) -> bytes:
        return pieces.pop() if pieces else stream.read(size)

    return Entry(origin, name, head, stream_of(pull), depth)


def read_fully(stream: IO[bytes], size: int) -> bytes:
    """Return `size` bytes of `stream`, fewer only where it ends."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def read_whole(entry: Entry, limit: int) -> bytes:
    """Return all bytes of `entry`. Raises `LimitError` when there are more than `limit`."""
    data = read_fully(entry.stream, limit + 1)
    if len(data) > limit:
        raise LimitError(f"larger than {limit // (1 << 20)} MiB, and it has to be held whole")
    return data


def read_lines(stream: IO[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Give each line with its number from 1; None stands for a line of more than `limit` bytes, which is never held."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while (piece := stream.readline(CHUNK_BYTES)) and not piece.endswith(b"\n"):
            pass
        yield number, None


def bound_stream(stream: IO[bytes], limits: Limits, packed: Callable[[], int]) -> IO[bytes]:
    """Return `stream`, which then raises `LimitError` when it unpacks to more than the limits allow.

    Args:
        stream: unpacked bytes.
        limits: see there.
        packed: says how many packed bytes were used so far.
    """
    seen = 0

    def pull(size: int) -> bytes:
        nonlocal seen
        piece = stream.read(size)
        seen += len(piece)
        if seen > limits.unpacked_bytes:
            raise LimitError(f"unpacks to more than {limits.unpacked_bytes >> 20} MiB")
        if seen > limits.document_bytes and seen > limits.ratio * max(packed(), 1):
            raise LimitError(f"unpacks to more than {limits.ratio} times its size: not unpacked any further")
        return piece

    return stream_of(pull)


def recode_stream(stream: IO[bytes], encoding: str) -> IO[bytes]:
    """Return the bytes of `stream` as UTF-8; what cannot be read becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    ended = False

    def pull(size: int) -> bytes:
        nonlocal ended
        text = ""
        while not text and not ended:
            piece = stream.read(size)
            ended = not piece
            text = decoder.decode(piece, final=ended)
        return text.encode("utf-8", "surrogatepass")

    return stream_of(pull)
