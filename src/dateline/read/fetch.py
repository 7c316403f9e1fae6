"""Addresses to kept answers: pages, and what feeds and sitemaps lead to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.core import Problem
from dateline.read.client import Client, Fetched
from dateline.read.decode import read_bytes
from dateline.read.keep import Shelf, Visit
from dateline.read.links import Links, find_links
from dateline.read.page import find_draft

MOST_SITEMAPS = 50
LISTS = frozenset({"feed", "sitemap"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one address.

    Attributes:
        visit: the line of the log.
        news: "kept", "unchanged", "known" (kept on an earlier visit, not asked for again) or "problem".
        problem: why there is no report, None if there may be one.
    """

    visit: Visit
    news: str
    problem: Problem | None = None


def fetch_all(
    urls: Iterable[str], client: Client, shelf: Shelf, *, limit: int, again: bool = False
) -> Iterator[Outcome]:
    """Fetch addresses, and those that feeds and sitemaps among them lead to; keep what comes.

    Args:
        urls: pages, feeds and sitemaps.
        client: see there.
        shelf: where answers are kept.
        limit: at most so many pages from one feed or sitemap.
        again: ask again for pages that are kept already.
    """
    for url in urls:
        pages: list[str] = []
        waiting, sitemaps = deque([url]), 0
        while waiting and len(pages) < limit and sitemaps <= MOST_SITEMAPS:
            outcome, links = _fetch_one(waiting.popleft(), client, shelf)
            yield outcome
            pages.extend(page for page in links.pages if page not in pages)
            waiting.extend(links.more)
            sitemaps += 1
        for page in pages[:limit]:
            if shelf.has(page) and not again:
                yield Outcome(shelf.visits[page], "known")
            else:
                yield _fetch_one(page, client, shelf)[0]


def _fetch_one(url: str, client: Client, shelf: Shelf) -> tuple[Outcome, Links]:
    found = client.fetch(url, shelf.conditions(url))
    if isinstance(found, Problem):
        visit = shelf.save_problem(found, datetime.now(UTC).isoformat(timespec="seconds"))
        return Outcome(visit, "problem", found), Links("")
    if found.status == 304:
        return Outcome(shelf.visits[url], "unchanged"), Links("")
    if found.status != 200:
        return _refused(found, shelf), Links("")
    links = find_links(found.data, found.final_url)
    problem = _judge(found, links)
    visit = shelf.save(found, problem.message if problem else "", is_list=links.kind in LISTS)
    return Outcome(visit, "problem" if problem else "kept", problem), links


def _refused(found: Fetched, shelf: Shelf) -> Outcome:
    hints = {401: "sign in", 402: "it is sold", 403: "the server refuses", 404: "it is gone", 410: "it is gone"}
    problem = Problem(found.url, f"HTTP {found.status} {found.reason}".strip(), hints.get(found.status, ""))
    return Outcome(shelf.save_problem(problem, found.at.isoformat(timespec="seconds")), "problem", problem)


def _judge(found: Fetched, links: Links) -> Problem | None:
    """Return why no report can come of an answer: empty, behind a paywall, no page; None if one may."""
    if not found.data.strip():
        return Problem(found.url, "an empty answer", "")
    if links.kind in LISTS:
        return None if links.pages or links.more else Problem(found.url, f"a {links.kind} without entries", "")
    if links.kind != "page":
        return Problem(found.url, f"no web page but {links.kind}", "save it, and read the file")
    drafted = find_draft(read_bytes(found.data).text, found.url, found.final_url)
    return drafted if isinstance(drafted, Problem) else None
