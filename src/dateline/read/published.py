"""The day on which a page was first published, with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.read.byline import UPDATED, find_byline_day, is_elsewhere
from dateline.read.days import Published, find_url_day, read_day
from dateline.read.linked_data import text_of
from dateline.read.words import load_words


def find_published(tree: Any, meta: Mapping[str, str], article: Mapping[str, Any], url: str) -> Published | None:
    """Return the day of first publication with what it rests on; None where the page carries none.

    In this order: JSON-LD, meta tags, `time` tags, the address, the byline. Days of updates never count.
    """
    for basis, words in (*_ld_days(article), *_meta_days(meta), *_time_days(tree)):
        if words and (day := read_day(words)) is not None:
            return Published(day, words, basis)
    return find_url_day(url) or find_byline_day(tree)


def _ld_days(article: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield f"JSON-LD {key}", text_of(article.get(key))


def _meta_days(meta: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in load_words("meta_days"):
        yield f"meta tag {name}", meta.get(name, "")


def _time_days(tree: Any) -> Iterator[tuple[str, str]]:
    """Give the days of `time` tags outside of teasers, those that are marked as publication first."""
    nodes = [node for node in tree.iter("time", "abbr", "span", "p", "div", "meta") if _time_of(node)]
    marked = [node for node in nodes if node.get("itemprop") == "datePublished" or node.get("pubdate") is not None]
    for node in marked + nodes:
        if not is_elsewhere(node) and not _is_update(node):
            yield "time tag", _time_of(node)


def _time_of(node: Any) -> str:
    said = node.get("datetime") or (node.get("content") if node.get("itemprop") == "datePublished" else "")
    if not said and node.tag == "abbr" and "published" in node.get("class", ""):
        said = node.get("title")
    return said or (
        "".join(node.itertext()).strip() if node.get("itemprop") == "datePublished" or node.tag == "time" else ""
    )


def _is_update(node: Any) -> bool:
    """Say whether the words at a day, or its marks, speak of a change."""
    before, parent = node.getprevious(), node.getparent()
    lead = before.tail if before is not None else parent.text if parent is not None else ""
    said = (node.get("class", ""), node.get("itemprop", ""), (node.text or "")[:60], (lead or "")[-60:])
    return any(UPDATED.search(re.sub(r"[_-]", " ", words)) or "odified" in words for words in said)
