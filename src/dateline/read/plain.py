"""Plain text: a title if the first line stands alone, then the story, without what pages carry around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.core import Problem, Report
from dateline.read.boilerplate import is_boilerplate, without_boilerplate
from dateline.read.decode import Decoded, read_bytes, text_of_record
from dateline.read.drafts import Draft, read_draft
from dateline.read.entry import Entry, read_whole
from dateline.read.settings import ReadSettings

TITLE = re.compile(r"\s*?([^\n]*\S[^\n]*)\n[ \t\f\v\u00a0]*\n")
BYLINE = re.compile(r"By ((?:[A-ZÀ-Þ][\w.’'-]+(?: (?:de|van|von|el|al|bin|and))*,? ?){2,6})")


def read_plain(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report that a file of plain text is."""
    decoded = read_bytes(read_whole(entry, settings.limits.report_bytes), settings.encoding or entry.charset)
    yield from doubts_of(entry, decoded)
    title, body = split_title(text_of_record(decoded.text))
    while title and is_boilerplate(title):
        title, body = split_title(body)
    author, body = _split_byline(without_boilerplate(body))
    draft = Draft(entry.origin, title, body, author=author, url=entry.url)
    yield from read_draft(draft, settings)


def doubts_of(entry: Entry, decoded: Decoded, line: int | None = None) -> Iterator[Problem]:
    """Give a problem where the encoding had to be guessed."""
    if decoded.doubt:
        yield entry.problem(decoded.doubt, "save it as UTF-8", line)


def split_title(text: str) -> tuple[str, str]:
    """Return the first line as title where an empty line follows it, and the rest; "" and all of it otherwise."""
    match = TITLE.match(text)
    if match is None:
        return "", text
    return match[1].strip(), text[match.end() :]


def _split_byline(body: str) -> tuple[str, str]:
    """Return the author of a line "By Ana Example" at the head of the story, and the story without it."""
    first, newline, rest = body.partition("\n")
    match = BYLINE.fullmatch(first.strip())
    return (match[1].strip(" ,"), rest.lstrip("\n")) if match and newline else ("", body)
