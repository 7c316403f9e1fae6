"""Plain text: a title if the first line stands alone, then the story, without what pages carry around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.core import Problem, Report
from dateline.read.boilerplate import is_boilerplate, without_boilerplate
from dateline.read.days import MONTH, Published, read_day
from dateline.read.decode import doubts_of, read_bytes, text_of_record
from dateline.read.drafts import Draft, read_draft
from dateline.read.entry import Entry, read_whole
from dateline.read.settings import ReadSettings

EMPTY = re.compile(r"[ \t\f\v\u00a0]*\n")
LONGEST_BYLINE = 80
MOST_LINES = 200_000
HEAD = 40  # lines that are looked at for title, author and day
SPELLED_DAY = (
    rf"(?:\w+day,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH})\.?,? \d{{4}}"
    rf"|(?:{MONTH})\.? \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
)
CLOCK = r"(?:[ ,|-]*(?:at )?\d{1,2}[:.]\d\d(?: ?[AP]\.?M\.?)?(?: [A-Z]{2,4})?)?"
DAY_LINE = re.compile(rf"(?:(?:Published|Posted|Date|Issued)(?: on)?:? ?)?({SPELLED_DAY}){CLOCK}", re.IGNORECASE)
BYLINE = re.compile(r"By ((?:[A-ZÀ-Þ][\w.’'-]+(?: (?:de|van|von|el|al|bin|and))*,? ?){2,6})")


def read_plain(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report that a file of plain text is."""
    decoded = read_bytes(read_whole(entry, settings.limits.report_bytes), settings.encoding or entry.charset)
    if decoded.text.count("\n") > MOST_LINES:
        yield entry.problem(f"more than {MOST_LINES:,} lines: no story", "split it into its reports")
        return
    yield from doubts_of(decoded, entry.origin, "save it as UTF-8")
    title, body = split_title(text_of_record(decoded.text))
    for _ in range(HEAD):
        if not title or not is_boilerplate(title):
            break
        title, body = split_title(body)
    author, day, body = split_byline(body)
    draft = Draft(entry.origin, title, without_boilerplate(body), published=day, author=author, url=entry.url)
    yield from read_draft(draft, settings)


def split_title(text: str) -> tuple[str, str]:
    """Return the first line as title where an empty line follows it, and the rest; "" and all of it otherwise."""
    begin = len(text) - len(text.lstrip())
    end = text.find("\n", begin)
    match = EMPTY.match(text, end + 1) if end >= 0 else None
    if match is None:
        return "", text
    return text[begin:end].strip(), text[match.end() :]


def split_byline(body: str) -> tuple[str, Published | None, str]:
    """Return author and day of the lines at the head of a story that hold nothing else, and the story without them."""
    author, day = "", None
    for _ in range(HEAD):
        first, newline, rest = body.lstrip().partition("\n")
        words = first.strip()
        if not newline or len(words) > LONGEST_BYLINE:
            return author, day, body
        if (match := BYLINE.fullmatch(words)) and not author:
            author = match[1].strip(" ,")
        elif (match := DAY_LINE.fullmatch(words)) and day is None and (read := read_day(match[1])):
            day = Published(read, words, "line at the head of the story")
        elif not is_boilerplate(words):
            return author, day, body
        body = rest
    return author, day, body
