"""Tables (CSV, TSV): each row a report; the first line names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.core import Problem, Report
from dateline.read.decode import find_encoding
from dateline.read.entry import Entry, read_lines, recode_stream
from dateline.read.fields import find_fields, read_values
from dateline.read.gkg import is_gkg, read_gkg_row
from dateline.read.kinds import find_bom, find_wide
from dateline.read.rejected import reject, with_raw
from dateline.read.settings import ReadSettings

SEPARATORS = ",\t;|"
CELL_BYTES = 1 << 24
MOST_LINES = 1_000
Line = tuple[int, str, bytes]  # number, text, bytes
RETURN = re.compile(r"\r(?!\n)")  # inside a cell without quotation marks, where the parser takes it for a broken line


@dataclass(slots=True)
class _Lines:
    """Lines of text with number and bytes of the last one, and what went wrong with them."""

    entry: Entry
    limit: int
    number: int = 0
    raw: bytes = b""
    problems: list[Problem] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        for number, line in read_lines(self.entry.stream, self.limit):
            self.number, self.raw = number, line or b""
            if line is None:
                problem = self.entry.problem(f"line of more than {self.limit >> 20} MiB left out", "", number)
                self.problems.append(reject(problem, lost=f"larger than {self.limit >> 20} MiB"))
                continue
            text = line.decode("utf-8", "replace")
            if "\ufffd" in text and b"\xef\xbf\xbd" not in line:
                message = "not UTF-8: the signs that could not be read became U+FFFD"
                self.problems.append(reject(self.entry.problem(message, "save it as UTF-8", number), line))
            yield text.replace("\0", "\ufffd")


def read_table(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of a table; a broken row is a problem and costs no other row."""
    entry, doubt = _as_utf8(entry, settings)
    yield from doubt
    lines = _Lines(entry, settings.limits.report_bytes)
    separator = find_separator(entry)
    header: list[str] | None = None
    for number, row, raw in _rows(lines, separator):
        yield from _drain(lines)
        if isinstance(row, Problem):
            yield reject(row, raw)
        elif header is None and is_gkg(row):
            yield from with_raw(read_gkg_row(row, f"{entry.origin}:{number}", settings), raw)
        elif header is None:
            header = [cell.strip().removeprefix("\ufeff") for cell in row]
            if (problem := _check_header(header, entry, settings)) is not None:
                yield problem
                return
        elif any(cell.strip() for cell in row):
            yield from with_raw(_read_row(header, row, f"{entry.origin}:{number}", settings), raw)
    yield from _drain(lines)


def _drain(lines: _Lines) -> Iterator[Problem]:
    while lines.problems:
        yield lines.problems.pop(0)


def _as_utf8(entry: Entry, settings: ReadSettings) -> tuple[Entry, Iterator[Problem]]:
    encoding = find_bom(entry.head) or find_wide(entry.head) or settings.encoding
    if encoding:
        return replace(entry, stream=recode_stream(entry.stream, encoding)), iter(())
    try:
        entry.head[: entry.head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        guess = find_encoding(entry.head)
        is_note = "\ufffd" not in entry.head.decode(guess, "replace")
        problem = Problem(entry.origin, f"not UTF-8: read as {guess}", "save it as UTF-8", is_note)
        return replace(entry, stream=recode_stream(entry.stream, guess)), iter((problem,))
    return entry, iter(())


def find_separator(entry: Entry) -> str:
    """Return the separator that the first line uses most; a comma where it uses none."""
    first = entry.head.partition(b"\n")[0].replace(b"\0", b"").decode("utf-8", "replace")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count) if any(sign in bare for sign in SEPARATORS) else ","


def _rows(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str] | Problem, bytes]]:
    """Give each row with the line on which it begins, and its bytes.

    A quotation mark that is never closed costs its line alone.
    """
    # Tab-separated exports of databases use quotation marks as ordinary signs where no cell begins with one.
    quoted = separator != "\t" or b'\t"' in lines.entry.head
    held: list[Line] = []
    marks = 0
    numbered = ((lines.number, line, lines.raw) for line in lines)
    waiting: deque[Line] = deque()
    while True:
        following = waiting.popleft() if waiting else next(numbered, None)
        if following is not None:
            held.append(following)
            marks += following[1].count('"') if quoted else 0
        if held and marks % 2 == 0:
            raw = b"".join(raw for _, _, raw in held)
            yield held[0][0], _read_cells(lines.entry, held, separator, quoted=quoted), raw
            held, marks = [], 0
        elif held and (following is None or len(held) > MOST_LINES):
            hint = 'a quotation mark in a cell is written ""'
            problem = lines.entry.problem("a quotation mark that is not closed", hint, held[0][0])
            yield held[0][0], problem, held[0][2]
            waiting.extendleft(reversed(held[1:]))
            held, marks = [], 0
        elif following is None:
            return


def _read_cells(entry: Entry, held: list[Line], separator: str, *, quoted: bool) -> list[str] | Problem:
    """Return the cells of a row, or why it has none."""
    text = "".join(line for _, line, _ in held)
    try:
        return _cells(text, separator, quoted=quoted)
    except csv.Error as error:
        return entry.problem(f"a row that cannot be taken apart: {error}", "mend or remove it", held[0][0])


def _cells(text: str, separator: str, *, quoted: bool) -> list[str]:
    csv.field_size_limit(CELL_BYTES)
    if not quoted:
        return text.rstrip("\r\n").split(separator)
    try:
        return next(csv.reader(io.StringIO(text, newline="\n"), delimiter=separator), [])
    except csv.Error:
        return next(csv.reader(io.StringIO(RETURN.sub(" ", text), newline="\n"), delimiter=separator), [])


def _check_header(header: Sequence[str], entry: Entry, settings: ReadSettings) -> Problem | None:
    found = find_fields(dict.fromkeys(header, "x"), settings.fields)
    if "text" in found or "title" in found:
        return None
    seen = ", ".join(repr(cell[:30]) for cell in header[:8])
    return entry.problem(
        f"no column of text among {seen}", "name the columns in the first line, or set --map text=COLUMN", 1
    )


def _read_row(
    header: Sequence[str], row: Sequence[str], origin: str, settings: ReadSettings
) -> Iterator[Report | Problem]:
    if len(row) != len(header):
        hint = "a quotation mark that is not closed, or a separator in a cell that is not quoted?"
        yield Problem(origin, f"{len(row)} cell{'s' * (len(row) != 1)} where the header has {len(header)}", hint)
        return
    yield from read_values(dict(zip(header, row, strict=True)), origin, settings)
