"""What a format gives, before it is a report; and the one way from there to the report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dateline.core import Problem, Report
from dateline.read.credit import find_credit
from dateline.read.days import Published, read_day
from dateline.read.decode import BROKEN, text_of_record
from dateline.read.language import find_language, read_language
from dateline.read.settings import ReadSettings


@dataclass(frozen=True, slots=True)
class Draft:
    """The values of one report as its format gives them: text not yet normalised, day not yet read.

    Attributes:
        published: the day where the format has settled it, else `published_text` is read.
        language: what the input says of the language; `guess` says whether the text itself is to be trusted first.
    """

    origin: str
    title: str = ""
    body: str = ""
    id: str = ""
    published: Published | None = None
    published_text: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    guess: bool = False
    author: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


def read_draft(draft: Draft, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report that `draft` makes, and what is wrong with it; only problems where it has no text."""
    title, body = text_of_record(draft.title), text_of_record(draft.body)
    if not title.strip() and not body.strip():
        yield Problem(
            draft.origin, "no text", "the report has neither title nor text; name the field with --map text=NAME"
        )
        return
    broken = len(BROKEN.findall(draft.title)) + len(BROKEN.findall(draft.body))
    if broken:
        told = "1 character (NUL or half a surrogate pair) is no text; it"
        if broken > 1:
            told = f"{broken} characters (NUL or half a surrogate pair) are no text; each"
        yield Problem(draft.origin, f"{told} became U+FFFD")
    published, problem = _published(draft, settings)
    if problem:
        yield problem
    yield _report(draft, title, body, published, settings)


def _report(draft: Draft, title: str, body: str, published: Published | None, settings: ReadSettings) -> Report:
    day = published.day if published else None
    publisher = text_of_record(draft.publisher).strip() or settings.publisher
    return Report(
        id=text_of_record(draft.id).strip() or content_id(title, body, publisher, day),
        title=title,
        body=body,
        published=day,
        published_text=published.text if published else "",
        publisher=publisher,
        url=draft.url.strip(),
        language=_language(draft, title, body, settings),
        author=text_of_record(draft.author).strip(),
        origin=draft.origin,
        credit=find_credit(title, body, day),
        extra={
            **draft.extra,
            **({"published_from": published.basis} if published and published.basis != "given" else {}),
        },
    )


def content_id(title: str, body: str, publisher: str, day: date | None) -> str:
    """Return the id of a report that brings none: the same words, publisher and day always give the same."""
    parts = (title, body, publisher, day.isoformat() if day else "")
    return "r-" + hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _published(draft: Draft, settings: ReadSettings) -> tuple[Published | None, Problem | None]:
    """Return the day with the evidence for it, or what is missing."""
    if draft.published:
        return draft.published, None
    text = draft.published_text.strip()
    if text and (day := read_day(text)):
        return Published(day, text, "given"), None
    unread = f"{text[:40]!r} is no day that can be read" if text else "no publication day"
    problem = Problem(draft.origin, unread, "give --published YYYY-MM-DD, or an ISO date in the input")
    if settings.published:
        default = Published(settings.published, settings.published.isoformat(), "default given by the user")
        return default, problem if text else None
    if (credit := find_credit("", text_of_record(draft.body), None)) and credit.day:
        words = credit.span.of(text_of_record(draft.body))
        return Published(credit.day, words, "credit at the head of the story"), problem if text else None
    return None, problem if settings.dated or text else None


def _language(draft: Draft, title: str, body: str, settings: ReadSettings) -> str:
    """Return the language given, else the one identified; a page's own word counts less than its text."""
    said = read_language(draft.language) if draft.language.strip() else settings.language
    if said and not draft.guess:
        return said
    return find_language(f"{title}\n{body}" if title else body) or said
