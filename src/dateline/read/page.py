"""Web pages: the article alone, with its paragraphs; not what stands around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from dateline.core import Problem, Report
from dateline.read.boilerplate import is_boilerplate
from dateline.read.decode import doubts_of, read_bytes
from dateline.read.drafts import Draft, read_draft
from dateline.read.entry import Entry, read_whole
from dateline.read.facts import Facts, find_facts
from dateline.read.prune import open_tables, prune_tree
from dateline.read.settings import ReadSettings

SHORT = 200
# A page within these limits is taken apart in seconds, however it was made; stories lie far within them.
MOST_TAGS = 80_000
LONGEST_MARKUP = 2_000_000
# What no story stands in, and what makes saved pages large: programs, styles, pictures written out.
BALLAST = re.compile(
    r"<(script|style|svg)\b[^<>]{0,2000}>|<(!)--|(?<=[\"'(])data:[\w/+.;=-]{1,200},[A-Za-z0-9+/=%]{100,}", re.IGNORECASE
)
CLOSING = {
    "script": re.compile(r"</script\s{0,9}>", re.IGNORECASE),
    "style": re.compile(r"</style\s{0,9}>", re.IGNORECASE),
    "svg": re.compile(r"</svg\s{0,9}>", re.IGNORECASE),
    "!": re.compile("-->"),
}
META_CHARSET = re.compile(
    rb"<meta[^>]{0,100}charset=[\"']?\s*([\w-]{2,30})|<\?xml[^>]{0,80}encoding=[\"']([\w-]{2,30})", re.IGNORECASE
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_page(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report that a saved web page holds."""
    data = read_whole(entry, settings.limits.report_bytes)
    yield from read_page_bytes(data, entry.origin, entry.url, entry.charset, settings)


def read_page_bytes(
    data: bytes, origin: str, url: str, charset: str, settings: ReadSettings
) -> Iterator[Report | Problem]:
    """Give the report that the bytes of a page hold, or why they hold none."""
    decoded = read_bytes(data, charset or _charset(data))
    yield from doubts_of(decoded, origin, "the page names no encoding, or a wrong one")
    try:
        found = find_draft(decoded.text, origin, url)
    except Exception as error:  # noqa: BLE001 - parsers of broken pages raise what they like; one page must not end a run
        found = Problem(origin, f"the page could not be taken apart ({type(error).__name__}: {str(error)[:100]})")
    if isinstance(found, Problem):
        yield found
    else:
        yield from read_draft(found, settings)


def _charset(data: bytes) -> str:
    match = META_CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else ""


def find_draft(markup: str, origin: str, url: str) -> Draft | Problem:
    """Return what the page holds of a report, or the reason why it holds none."""
    light = without_ballast(markup)
    if len(light) > LONGEST_MARKUP or light.count("<") > MOST_TAGS:
        return Problem(
            origin, f"a page of {len(light)} characters is too large for a story", "take the article out of it"
        )
    tree = _load_tree(light)
    if tree is None:
        return Problem(origin, "no HTML")
    facts = find_facts(tree, url)
    blocks = find_blocks(tree, facts)
    if not blocks:
        return Problem(origin, *_reason(facts, markup))
    return Draft(
        origin,
        title=facts.title,
        body="\n\n".join(blocks),
        published=facts.published,
        publisher=facts.publisher,
        url=facts.url or url,
        language=facts.language,
        guess=True,
        author=facts.author,
    )


def without_ballast(markup: str) -> str:
    """Return markup without programs, styles, pictures and comments; in one pass, however many are never closed."""
    parts: list[str] = []
    kept, at = 0, 0
    unclosed = set[str]()
    while opening := BALLAST.search(markup, at):
        at, kind = opening.end(), (opening[1] or opening[2] or "").lower()
        if kind in unclosed or "ld+json" in opening[0].lower():
            continue
        closing = CLOSING[kind].search(markup, at) if kind else opening
        if closing is None:
            unclosed.add(kind)
            continue
        parts.append(markup[kept : opening.start()])
        kept = at = closing.end()
    return "".join((*parts, markup[kept:]))


def _load_tree(markup: str) -> Any:
    from lxml import html
    from lxml.etree import LxmlError

    parser = html.HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True
    )
    data = CONTROLS.sub("", markup).encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser) if data.strip() else None
    except (LxmlError, ValueError):
        return None


def find_blocks(tree: Any, facts: Facts) -> list[str]:
    """Return the paragraphs of the page's article."""
    prune_tree(tree)
    text = _main_text(tree)
    if len(text) < SHORT and tree.find(".//table") is not None:
        open_tables(tree)
        text = max(text, _main_text(tree), key=len)
    if len(text) < SHORT and len(facts.article_body) > len(text):
        text = facts.article_body
    # The extractor marks items of lists by a dash, which the page does not show.
    blocks = [" ".join(line.removeprefix("- ").split()) for line in text.split("\n")]
    blocks = [block for block in blocks if block and not is_boilerplate(block)]
    return [block for place, block in enumerate(blocks) if place > 2 or block != facts.title]


def _main_text(tree: Any) -> str:
    extract, options = _load_extractor()
    return getattr(extract(tree, options=options), "text", "") or ""


@lru_cache(maxsize=1)
def _load_extractor() -> tuple[Callable[..., Any], Any]:
    """Return the extractor and its options; from then on it speaks through problems alone and not through the log."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    for name in ("trafilatura", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return bare_extraction, Extractor(output_format="python", precision=True, comments=False, tables=False)


def _reason(facts: Facts, markup: str) -> tuple[str, str]:
    """Return why a page has no article, and what to do."""
    if facts.is_paid:
        return "behind a paywall: the page says that it is not free to read", "save it while signed in"
    if re.search(r"(?:enable|requires?|turn on) java ?script", markup[:200_000], re.IGNORECASE):
        return "no text: the page builds itself by JavaScript", "save it from a browser after it has loaded"
    if facts.kind in {"website", "profile", "video.other"}:
        return f"no article: the page calls itself {facts.kind}", "an index or front page holds no report"
    return "no article text on the page", "an index, an error page or a paywall?"
