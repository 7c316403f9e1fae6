"""The objects of a JSON list of any length, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from dateline.read.entry import CHUNK_BYTES, LimitError

# A backslash takes the next sign with it, so that no escaped quotation mark is ever seen.
MARKS = re.compile(rb'\\.|["{}\[\]\n]', re.DOTALL)
BETWEEN = b" \t\r\n,"


def split_list(stream: IO[bytes], limit: int) -> Iterator[tuple[int, bytes]]:
    """Give each item of a JSON list with the line on which it begins, never holding more than one.

    What stands where no item can stand is given as it is, to be found broken. Raises `LimitError` when an item is
    larger than `limit` bytes.
    """
    splitter = _Splitter(limit)
    rest = b""
    while chunk := stream.read(CHUNK_BYTES):
        chunk = rest + chunk
        odd = (len(chunk) - len(chunk.rstrip(b"\\"))) % 2
        rest, chunk = (b"\\", chunk[:-1]) if odd else (b"", chunk)
        yield from splitter.feed(chunk)
    yield from splitter.end()


class _Splitter:
    """Follows brackets and strings through chunks of bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.line = self.begun = 1
        self.depth = 0
        self.in_string = False
        self.held = bytearray()

    def feed(self, chunk: bytes) -> Iterator[tuple[int, bytes]]:
        """Give the items that end in `chunk`."""
        kept = 0
        for match in MARKS.finditer(chunk):
            sign = match[0]
            if sign == b"\n":
                self.line += 1
            elif sign == b'"':
                self.in_string = not self.in_string
            elif not self.in_string and len(sign) == 1:
                cut = self._cut(sign, match.start())
                if cut is not None:
                    yield from self._take(chunk[kept:cut])
                    kept = cut
        self.held += chunk[kept:]
        if len(self.held) > self.limit:
            raise LimitError(f"item on line {self.begun} of more than {self.limit >> 20} MiB: the rest is left out")

    def _cut(self, sign: bytes, at: int) -> int | None:
        """Return where the bytes are to be cut at a bracket, None inside an item."""
        if sign in b"{[":
            self.depth += 1
            return at + (self.depth == 1) if self.depth <= 2 else None
        self.depth -= 1
        return at + (self.depth == 1) if self.depth <= 1 else None

    def _take(self, piece: bytes) -> Iterator[tuple[int, bytes]]:
        item = bytes(self.held + piece).strip(BETWEEN)
        self.held.clear()
        if item and item != b"[":
            yield self.begun, item
        self.begun = self.line

    def end(self) -> Iterator[tuple[int, bytes]]:
        """Give what is left: nothing, unless the list is broken off or something follows it."""
        item = bytes(self.held).strip(BETWEEN)
        if self.depth > 0 or item != b"]":
            yield self.begun, item or b"["
