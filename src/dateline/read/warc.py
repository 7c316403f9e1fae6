"""Web archives (WARC, ARC; also packed): every page that was answered well is a report."""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, Any

from dateline.core import Problem, Report
from dateline.read.entry import Entry
from dateline.read.page import read_page_bytes
from dateline.read.rejected import reject, with_raw, without_raw
from dateline.read.settings import ReadSettings

PAGES_PER_BATCH = 16
PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server: where it lies in the archive, its address, its body and what its header says of it."""

    origin: str
    url: str
    data: bytes
    charset: str


def read_warc(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of a web archive, one record at a time; what is no page is left out and counted."""
    left_out: Counter[str] = Counter()
    try:
        yield from read_answers(find_pages(entry, settings, left_out), settings)
    except (OSError, ValueError, EOFError) as error:
        yield entry.problem(
            f"the archive breaks off: {str(error)[:120]}", "what stands before it was read; fetch it again for the rest"
        )
    if left_out:
        yield left_out_of(entry, left_out)


def left_out_of(entry: Entry, left_out: Counter[str]) -> Problem:
    """Return one problem for all records that were left out."""
    problem = entry.problem(said_of(left_out), "only pages that were answered well are reports")
    return reject(problem, lost="they stay in the archive")


def read_answers(answers: Iterator[Answer], settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of answers in their order; several workers share the pages where the settings say so."""
    if settings.workers < 2:
        for answer in answers:
            found = read_page_bytes(answer.data, answer.origin, answer.url, answer.charset, settings)
            yield from with_raw(found, answer.data, "page")
        return
    # Spawned, not forked: whoever reads may hold threads of a model, which a fork would leave in the middle of a step.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(settings.workers, mp_context=context) as pool:
        waiting: deque[Future[list[Report | Problem]]] = deque()
        while batch := list(islice(answers, PAGES_PER_BATCH)):
            waiting.append(pool.submit(_read_batch, batch, settings))
            if len(waiting) > 2 * settings.workers:
                yield from waiting.popleft().result()
        for future in waiting:
            yield from future.result()


def _read_batch(answers: list[Answer], settings: ReadSettings) -> list[Report | Problem]:
    found = read_answers(iter(answers), replace(settings, workers=1))
    return list(found if settings.with_bytes else without_raw(found))


def said_of(left_out: Counter[str]) -> str:
    """Return one line on what was left out, most frequent first."""
    parts = ", ".join(f"{count} {what}" for what, count in left_out.most_common(8))
    number = sum(left_out.values())
    return f"{number} record{'s' * (number != 1)} left out: {parts}"


def find_pages(entry: Entry, settings: ReadSettings, left_out: Counter[str]) -> Iterator[Answer]:
    """Give every page of a WARC file; count in `left_out` what is none."""
    for number, record in enumerate(_records(entry.stream), start=1):
        reason = _reason(record, settings)
        if reason:
            left_out[reason] += 1
            continue
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        data = record.reader.read(settings.limits.report_bytes)
        yield Answer(f"{entry.origin}#{number} {url}".strip(), url, data, record.http_charset or "")


class _Told:
    """A stream that can be asked where it stands, which is all that the archive's iterator wants of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._place += len(piece)
        return piece

    def tell(self) -> int:
        return self._place


def _records(stream: IO[bytes]) -> Iterator[Any]:
    """Give the responses and resources of a WARC file. Raises `OSError` where the file is broken."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    try:
        told: Any = _Told(stream)
        yield from ArchiveIterator(told, record_types=wanted, parse_http=True, auto_decode="all")
    except BaseException as error:
        # The iterator's own faults are no `Exception`: broken input must not end the run.
        if type(error).__name__ == "PanicException":
            raise OSError(f"the archive's reader failed: {str(error)[:80]}") from error
        raise


def _reason(record: Any, settings: ReadSettings) -> str:
    """Return why a record is no page, "" if it is one."""
    if record.is_http and record.http_headers is not None:
        status = record.http_headers.status_code
        if status != 200:
            return f"HTTP {status}"
    kind = record.http_content_type or (record.headers.get("Content-Type") or "").partition(";")[0].strip()
    if kind not in PAGES:
        return kind or "of no type"
    return "too large" if record.content_length > settings.limits.report_bytes else ""
