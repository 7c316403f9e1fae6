"""ARC, the form of web archives before WARC: a line of header, then the answer as it came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email.parser import BytesHeaderParser

from dateline.core import Problem, Report
from dateline.read.entry import Entry, read_fully
from dateline.read.page import read_page_bytes
from dateline.read.rejected import with_raw
from dateline.read.settings import ReadSettings
from dateline.read.warc import PAGES, left_out_of

LONGEST_HEADER = 1 << 16


def read_arc(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of an ARC file, one record at a time; what is no page is left out and counted."""
    left_out: Counter[str] = Counter()
    for number, (url, length) in enumerate(_headers(entry), start=1):
        if length is None:
            yield entry.problem(f"record {number} has a broken header: {url[:80]!r}", "what stands before it was read")
            break
        data = read_fully(entry.stream, min(length, settings.limits.report_bytes))
        _skip(entry, length - len(data))
        if url.startswith(("filedesc:", "dns:")):
            continue
        reason, charset, page = _page(data, length, settings)
        if reason:
            left_out[reason] += 1
        else:
            found = read_page_bytes(page, f"{entry.origin}#{number} {url}", url, charset, settings)
            yield from with_raw(found, page, "page")
    if left_out:
        yield left_out_of(entry, left_out)


def _headers(entry: Entry) -> Iterator[tuple[str, int | None]]:
    """Give address and length of each record; the caller reads that many bytes before it asks for the next."""
    while line := entry.stream.readline(LONGEST_HEADER):
        words = line.decode("utf-8", "replace").strip()
        if not words:
            continue
        # URL, IP address, date, type, length; addresses with spaces in them are found in the wild.
        parts = words.rsplit(" ", 4)
        sound = len(parts) == 5 and ":" in parts[0] and parts[-1].isdigit()
        yield (parts[0] if sound else words, int(parts[-1]) if sound else None)


def _skip(entry: Entry, size: int) -> None:
    while size > 0 and (piece := entry.stream.read(min(size, 1 << 16))):
        size -= len(piece)


def _page(data: bytes, length: int, settings: ReadSettings) -> tuple[str, str, bytes]:
    """Return the reason why an answer is no page ("" if it is one), its charset and its body."""
    if length > settings.limits.report_bytes:
        return "too large", "", b""
    head, _, body = data.replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
    status, _, fields = head.partition(b"\n")
    words = status.split()
    if not status.startswith(b"HTTP/") or len(words) < 2:
        return "not HTTP", "", b""
    if words[1] != b"200":
        return f"HTTP {words[1].decode('ascii', 'replace')}", "", b""
    headers = BytesHeaderParser().parsebytes(fields)
    kind = headers.get_content_type() if "content-type" in headers else "of no type"
    return ("" if kind in PAGES else kind), headers.get_content_charset() or "", body
