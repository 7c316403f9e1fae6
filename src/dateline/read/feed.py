"""Feeds: RSS, Atom, RDF and JSON Feed; each entry a report, as far as the feed tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.core import Problem, Report
from dateline.read.boilerplate import without_boilerplate
from dateline.read.drafts import Draft, read_draft
from dateline.read.entry import Entry, read_whole
from dateline.read.fragment import text_of_fragment
from dateline.read.settings import ReadSettings

ITEM = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
MOST_ITEMS = 5_000
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read_feed(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of an RSS or Atom feed: the full text of an entry where the feed has it, else its summary."""
    data = read_whole(entry, settings.limits.document_bytes)
    if ENTITY.search(data[:65536]):
        yield entry.problem(
            "the feed declares entities of its own, which can grow without end", "save it without its DOCTYPE"
        )
        return
    if len(ITEM.findall(data)) > MOST_ITEMS:
        yield entry.problem(f"a feed of more than {MOST_ITEMS} entries", "split it, or turn it into JSON Lines")
        return
    feed = load_feed(data)
    if not feed["entries"]:
        reason = str(feed.get("bozo_exception", "")).partition("\n")[0][:120]
        yield entry.problem("no entries in the feed" + (f": {reason}" if reason else ""), "is it whole?")
        return
    if feed.get("bozo") and "encoding" not in type(feed.get("bozo_exception")).__name__.lower():
        reason = str(feed.get("bozo_exception")).partition("\n")[0][:120]
        yield entry.problem(f"the feed is not well formed ({reason}); read as far as possible", "")
    publisher, language = text_of_fragment(feed["feed"].get("title") or ""), feed["feed"].get("language") or ""
    for number, item in enumerate(feed["entries"], start=1):
        yield from read_draft(_draft(item, f"{entry.origin}#{number}", publisher, language), settings)


def load_feed(data: bytes) -> Any:
    """Return what the library of feeds makes of `data`."""
    import feedparser

    return feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)


def _draft(item: Mapping[str, Any], origin: str, publisher: str, language: str) -> Draft:
    contents = [part.get("value") or "" for part in item.get("content") or ()]
    markup = max([*contents, item.get("summary") or ""], key=len)
    source = (item.get("source") or {}).get("title") or ""
    return Draft(
        origin,
        title=text_of_fragment(item.get("title") or "").replace("\n\n", " "),
        body=without_boilerplate(text_of_fragment(markup)),
        published_text=item.get("published") or item.get("updated") or "",
        publisher=text_of_fragment(source) or publisher,
        url=item.get("link") or "",
        language=language,
        guess=True,
        author=item.get("author") or "",
    )


def read_json_feed(feed: Mapping[str, object], origin: str, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of a JSON Feed."""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        yield Problem(origin, "no items in the feed")
        return
    for number, item in enumerate(items, start=1):
        if isinstance(item, Mapping):
            yield from read_draft(_json_draft(item, feed, f"{origin}#{number}"), settings)
        else:
            yield Problem(f"{origin}#{number}", "the item is no object")


def _json_draft(item: Mapping[str, object], feed: Mapping[str, object], origin: str) -> Draft:
    def word(name: str, values: Mapping[str, object] = item) -> str:
        value = values.get(name)
        return str(value) if isinstance(value, str | int) else ""

    authors = item.get("authors") or [item.get("author")]
    names = (
        [str(person.get("name", "")) for person in authors if isinstance(person, Mapping)]
        if isinstance(authors, list)
        else []
    )
    body = word("content_text") or text_of_fragment(word("content_html")) or word("summary")
    return Draft(
        origin,
        title=word("title"),
        body=without_boilerplate(body),
        published_text=word("date_published") or word("date_modified"),
        publisher=word("title", feed),
        url=word("url"),
        language=word("language") or word("language", feed),
        guess=True,
        author=", ".join(filter(None, names)),
    )
