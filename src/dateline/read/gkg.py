"""Rows of GDELT's Global Knowledge Graph 2.x: they hold no story, but its headline, address, day and outlet."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from dateline.core import Problem, Report
from dateline.read.drafts import Draft, read_draft
from dateline.read.settings import ReadSettings

# Columns of the 2.x layout, counted from 0: record id, day, outlet, address, translation, extras (XML).
RECORD, DAY, OUTLET, ADDRESS, TRANSLATION, EXTRAS = 0, 1, 3, 4, 25, 26


def is_gkg(row: Sequence[str]) -> bool:
    """Say whether a row without a header is one of the knowledge graph."""
    return len(row) in {26, 27} and re.fullmatch(r"\d{14}-T?\d+", row[RECORD]) is not None


def read_gkg_row(row: Sequence[str], origin: str, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the headline of a row as a report; a problem where the row has none."""
    extras = row[EXTRAS] if len(row) > EXTRAS else ""
    title = html.unescape(_tag("PAGE_TITLE", extras)).strip()
    if not title:
        yield Problem(origin, "the row has no headline", "fetch its address: dateline fetch URL")
        return
    translated = re.search(r"srclc:([a-z]{2,3})", row[TRANSLATION])
    yield from read_draft(
        Draft(
            origin,
            title=title,
            id=row[RECORD],
            published_text=_tag("PAGE_PRECISEPUBTIMESTAMP", extras) or row[DAY],
            publisher=row[OUTLET],
            url=row[ADDRESS],
            language=translated[1] if translated else "",
            author=html.unescape(_tag("PAGE_AUTHORS", extras)),
        ),
        settings,
    )


def _tag(name: str, extras: str) -> str:
    match = re.search(rf"<{name}>(.*?)</{name}>", extras, re.DOTALL)
    return match[1] if match else ""
