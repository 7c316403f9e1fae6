"""Text files in which a news database hands out many articles at once: LexisNexis-like and Factiva-like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.core import Problem, Report
from dateline.read.boilerplate import without_boilerplate
from dateline.read.days import read_day
from dateline.read.decode import doubts_of, read_bytes, text_of_record
from dateline.read.drafts import Draft, read_draft
from dateline.read.entry import Entry, read_whole
from dateline.read.settings import ReadSettings

PART = re.compile(r"^\W*(?:Document )?\d+ of \d+ (?:DOCUMENTS|RESULTS)\W*$|^End of Document\s*$", re.MULTILINE)
FIELD = re.compile(
    r"^(BYLINE|LENGTH|SECTION|DATELINE|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|HIGHLIGHT|COPYRIGHT|GRAPHIC|DOCUMENT-TYPE|SUBJECT|"
    r"GEOGRAPHIC|ORGANIZATION|PERSON|COUNTRY|CITY|STATE|COMPANY|TICKER|INDUSTRY|SOURCE|SERIES|URL|JOURNAL-CODE|Byline|Length|"
    r"Section|Dateline|Load-Date|Language|Publication-Type|Highlight|Body|Classification|Graphic|Copyright): ?(.*)$",
    re.MULTILINE,
)
EDITION = re.compile(r"(?:[\w.-]+ ){0,4}edition(?: \d+)?", re.IGNORECASE)
TAG = re.compile(
    r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CT|ART|CLM|DLM)(?:[ \t]+(.*))?$",
    re.MULTILINE,
)


def read_export(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of an export of a news database."""
    decoded = read_bytes(read_whole(entry, settings.limits.document_bytes), settings.encoding)
    yield from doubts_of(decoded, entry.origin, "save it as UTF-8")
    text = text_of_record(decoded.text)
    tagged = re.search(r"^HD[ \t]+\S", text, re.MULTILINE) is not None
    found = False
    for number, part in enumerate(_tagged_parts(text) if tagged else PART.split(text), start=1):
        draft = (_tagged_draft if tagged else _headed_draft)(part, f"{entry.origin}#{number}")
        if draft is not None:
            found = True
            yield from read_draft(draft, settings)
    if not found:
        yield entry.problem(
            "looks like the export of a news database, but no article was found in it", "export it as CSV or JSON"
        )


def _tagged_parts(text: str) -> list[str]:
    """Return the articles of a file of two-letter tags: each ends with its accession number (AN)."""
    parts = re.split(r"(?<=\n)(?=(?:SE|HD)[ \t]+\S)", "\n" + text)
    merged: list[str] = []
    for part in parts:
        # A section (SE) in front of the headline (HD) belongs to the same article.
        if merged and re.search(r"^HD[ \t]+\S", merged[-1], re.MULTILINE) is None:
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def _tagged_draft(part: str, origin: str) -> Draft | None:
    marks = list(TAG.finditer(part))
    fields: dict[str, str] = {}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        below = part[mark.end() : after.start() if after else len(part)]
        fields.setdefault(mark[1], f"{mark[2] or ''}{below}".strip())
    body = "\n\n".join(filter(None, (fields.get("LP"), fields.get("TD"))))
    if not body:
        return None
    return Draft(
        origin,
        title=" ".join(fields.get("HD", "").split()),
        body=without_boilerplate(body),
        published_text=fields.get("PD", ""),
        publisher=fields.get("SN", ""),
        language=fields.get("LA", ""),
        author=_author(fields.get("BY", "")),
        extra={"accession_number": fields["AN"].split("\n")[0]} if fields.get("AN") else {},
    )


def _headed_draft(part: str, origin: str) -> Draft | None:
    """Return the article of a part: lines of outlet, day and headline; fields; the text; more fields."""
    marks = list(FIELD.finditer(part))
    length = next((mark for mark in marks if mark[1].upper() == "LENGTH"), None)
    if length is None:
        return None
    fields = {mark[1].upper(): mark[2].strip() for mark in marks}
    start = next((mark.end() for mark in marks if mark[1] == "Body"), _end_of_fields(part, marks))
    end = next((mark.start() for mark in marks if mark.start() > start), len(part))
    head = [" ".join(line.split()) for line in part[: marks[0].start()].split("\n") if line.strip()]
    publisher, day, title = _head_lines(head)
    return Draft(
        origin,
        title=title,
        body=without_boilerplate(part[start:end]),
        published_text=day,
        publisher=publisher,
        language=fields.get("LANGUAGE", ""),
        author=_author(fields.get("BYLINE", "")),
    )


def _author(byline: str) -> str:
    """Return the names of a byline without "By" and without the place where they wrote."""
    return re.sub(r"^(?i:by)\s+|\s+in [A-Z].*$", "", byline)


def _end_of_fields(part: str, marks: list[re.Match[str]]) -> int:
    """Return where the fields in front of the text end: the last that follows the one before it within a few lines."""
    end = marks[0].end()
    for mark in marks[1:]:
        if part[end : mark.start()].strip():
            break
        end = mark.end()
    return end


def _head_lines(head: list[str]) -> tuple[str, str, str]:
    """Return outlet, day and headline: one line holds the day, those before and after it hold the others."""
    head = [line for line in head if EDITION.fullmatch(line) is None]
    for index, line in enumerate(head):
        if read_day(line) is not None:
            before, after = head[:index], head[index + 1 :]
            if after:
                return (before[-1] if before else "", line, " ".join(after))
            return (before[-1], line, " ".join(before[:-1])) if len(before) > 1 else ("", line, " ".join(before))
    return "", "", " ".join(head[-1:])
