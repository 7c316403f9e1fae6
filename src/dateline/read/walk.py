"""From a path to its reports: every entry goes to the reader of its kind; what fails becomes a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from dateline.core import Problem, Report
from dateline.read.arc import read_arc
from dateline.read.archive import BROKEN, find_tar_members, find_zip_members, unpack
from dateline.read.entry import Entry, LimitError
from dateline.read.export import read_export
from dateline.read.feed import read_feed
from dateline.read.inputs import find_entries
from dateline.read.kinds import Kind, find_bom, find_wide, judge_kind
from dateline.read.mail import read_mail
from dateline.read.page import read_page
from dateline.read.plain import read_plain
from dateline.read.records import read_json, read_json_lines
from dateline.read.rejected import reject, with_copy, with_source, without_raw
from dateline.read.settings import ReadSettings
from dateline.read.table import read_table
from dateline.read.warc import read_warc

Found = Iterator[Report | Problem]
Reader = Callable[[Entry, ReadSettings], Found]


def read(path: str | Path, settings: ReadSettings | None = None) -> Found:
    """Give the reports of a file, a folder or standard input ("-"), and a problem for whatever could not be read."""
    for found in find_entries(path):
        if isinstance(found, Problem):
            yield found
        else:
            yield from read_entry(found, settings or ReadSettings())


def read_entry(entry: Entry, settings: ReadSettings) -> Found:
    """Give the reports of one entry, whatever it is; nothing that is wrong with it is raised."""
    yield from with_copy(entry, settings, _read_kind) if settings.with_bytes else _read_kind(entry, settings)


def _read_kind(entry: Entry, settings: ReadSettings) -> Found:
    kind = judge_kind(_plain_head(entry))
    found = _read_safely(entry, kind, settings)
    yield from with_source(found, entry, kind) if settings.with_bytes else without_raw(found)


def _read_safely(entry: Entry, kind: Kind, settings: ReadSettings) -> Found:
    found = False
    try:
        for item in READERS[kind](entry, settings):
            found = True
            yield item
        if not found:
            yield entry.problem("no report in it", "is it whole?")
    except LimitError as error:
        yield entry.problem(str(error), "split it into smaller files")
    except BROKEN as error:
        yield entry.problem(f"broken or cut off: {str(error)[:120]}", "make or fetch it anew")
    except MemoryError:
        yield entry.problem("needs more memory than there is", "split it")
    except Exception as error:  # noqa: BLE001 - one input must never end a run; the problem says what happened
        yield entry.problem(f"could not be read ({type(error).__name__}: {str(error)[:120]})", "please report this")


def _plain_head(entry: Entry) -> Entry:
    """Return the entry with a head in UTF-8, by which alone its kind can be judged."""
    encoding = find_bom(entry.head) or find_wide(entry.head)
    if not encoding or encoding == "utf-8-sig":
        return entry
    return replace(entry, head=entry.head.decode(encoding, "ignore").encode("utf-8", "ignore"))


def _read_packed(kind: Kind) -> Reader:
    def read_packed(entry: Entry, settings: ReadSettings) -> Found:
        if entry.depth >= settings.limits.depth:
            yield entry.problem(f"packed more than {settings.limits.depth} times over", "unpack it first")
            return
        # Not an entry of its own: what is wrong with it is wrong with the packed file.
        yield from _read_kind(replace(unpack(entry, kind, settings), depth=entry.depth + 1), settings)

    return read_packed


def _read_members(find: Callable[[Entry, ReadSettings], Iterator[Entry | Problem]]) -> Reader:
    def read_members(entry: Entry, settings: ReadSettings) -> Found:
        if entry.depth >= settings.limits.depth:
            yield entry.problem(f"packed more than {settings.limits.depth} times over", "unpack it first")
            return
        for found in find(entry, settings):
            if isinstance(found, Problem):
                yield reject(found, lost="it stays in the archive")
            else:
                yield from read_entry(found, settings)

    return read_members


def _refuse(message: str, hint: str) -> Reader:
    def refuse(entry: Entry, settings: ReadSettings) -> Found:  # noqa: ARG001 - the signature of all readers
        yield entry.problem(message, hint)

    return refuse


READERS: dict[Kind, Reader] = {
    "text": read_plain,
    "json": read_json,
    "lines": read_json_lines,
    "table": read_table,
    "page": read_page,
    "feed": read_feed,
    "warc": read_warc,
    "arc": read_arc,
    "mail": read_mail,
    "export": read_export,
    "zip": _read_members(find_zip_members),
    "tar": _read_members(find_tar_members),
    "gzip": _read_packed("gzip"),
    "bz2": _read_packed("bz2"),
    "xz": _read_packed("xz"),
    "office": _refuse("an Office document", "save it as plain text, HTML or CSV"),
    "pdf": _refuse("a PDF", "turn it into text first: pdftotext FILE.pdf"),
    "xml": _refuse("XML that is neither a feed nor a page", "turn it into JSON Lines or CSV"),
    "binary": _refuse("binary: no text", "reports are text, HTML, JSON, CSV, feeds, mails or web archives"),
    "empty": _refuse("empty", "remove it, or fill it"),
}
