"""Problems with the bytes that they concern, for whoever wants to keep those."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from dateline.core import Problem, Report
from dateline.read.entry import Entry, stream_of
from dateline.read.settings import MIB, ReadSettings

Found = Iterator[Report | Problem]


@dataclass(frozen=True, slots=True)
class Rejected(Problem):
    """A problem of reading with what is known of the bytes that it concerns.

    Attributes:
        source: the input: a file, or a member of an archive; "" as long as nobody has said.
        place: line or record in it, "" where it concerns the whole.
        kind: what it was read as.
        raw: the bytes of the record; of a whole input its file, or a stream that can be read until the next item.
        lost: why there are none; "" as long as they can still be had.
    """

    source: str = ""
    place: str = ""
    kind: str = ""
    raw: bytes | Path | IO[bytes] | None = None
    lost: str = ""

    @property
    def plain(self) -> Problem:
        """The problem alone."""
        return Problem(self.where, self.message, self.hint, self.is_note)


def reject(problem: Problem, raw: bytes | None = None, lost: str = "", kind: str = "") -> Rejected:
    """Return a problem with the bytes of its record, or why there are none; one that has them stays as it is."""
    if isinstance(problem, Rejected):
        return problem
    told = problem.where, problem.message, problem.hint, problem.is_note
    return Rejected(*told, raw=raw, lost=lost, kind=kind)


def with_raw(found: Found, raw: bytes, kind: str = "") -> Found:
    """Give what was found in a record, each problem with the bytes of the record."""
    for item in found:
        yield item if isinstance(item, Report) else reject(item, raw, kind=kind)


def with_source(found: Found, entry: Entry, kind: str) -> Found:
    """Give what was found in an entry, each problem with its source, unless one inside the entry has said already."""
    for item in found:
        if isinstance(item, Report):
            yield item
        elif (one := reject(item)).source:
            yield one
        else:
            place = one.where.removeprefix(entry.origin).lstrip(":#!") if one.where != entry.origin else ""
            yield replace(one, source=entry.origin, place=place, kind=one.kind or kind)


def without_raw(found: Found) -> Found:
    """Give what was found, each problem alone."""
    for item in found:
        yield item.plain if isinstance(item, Rejected) else item


def with_copy(entry: Entry, settings: ReadSettings, read: Callable[[Entry, ReadSettings], Found]) -> Found:
    """Give what `read` finds in an entry, and last the problems that concern it as a whole, with all of its bytes."""
    waiting: list[Rejected] = []
    with tempfile.SpooledTemporaryFile(max_size=MIB) as spool:
        copy = _Copy(entry, spool, settings.limits.document_bytes)
        for item in read(replace(entry, stream=copy.stream), settings):
            if isinstance(item, Rejected) and item.raw is None and not item.lost:
                waiting.append(item)
            else:
                yield item
        for one in waiting:
            raw, lost = copy.finish()
            yield replace(one, raw=raw, lost=lost)


class _Copy:
    """What is read of an entry, kept beside; a file that can be opened once more needs none."""

    def __init__(self, entry: Entry, spool: IO[bytes], limit: int) -> None:
        self.entry, self.spool, self.limit = entry, spool, limit
        self.size = 0
        self.stream = entry.stream if entry.path else stream_of(self._pull)

    def _pull(self, size: int) -> bytes:
        piece = self.entry.stream.read(size)
        self.size += len(piece)
        if self.size <= self.limit:
            self.spool.write(piece)
        elif self.size - len(piece) <= self.limit:
            self.spool.seek(0)
            self.spool.truncate()
        return piece

    def finish(self) -> tuple[Path | IO[bytes] | None, str]:
        """Return all of the bytes, or why they cannot be had."""
        if self.entry.path:
            return self.entry.path, ""
        try:
            while self.size <= self.limit and self._pull(1 << 16):
                pass
        except Exception as error:  # noqa: BLE001 - unpackers raise what they like; what they raise has been told
            return None, f"broken or cut off: {str(error)[:80]}"
        if self.size > self.limit:
            return None, f"larger than {self.limit >> 20} MiB"
        self.spool.seek(0)
        return self.spool, ""
