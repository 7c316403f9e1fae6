"""Bylines: who wrote a story and when, where a page says so in words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.read.days import MONTH, Published, read_day

MARKED = re.compile(
    r"(?:^|[\s_-])(?:byline|dateline|pub-?date|publish(?:ed)?|posted|date|timestamps?|article-?(?:meta|info|date)|time|meta|author|"
    r"creat(?:or|edby)|credits?|submitted|print-?date|fn|writer|signature)(?=$|[\s_-]|-)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"related|recommend|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|comment|trending|popular|most-?read|teaser|promo|newsletter|latest|more-|ticker",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"(?:last[ -])?(?:updated?|modified|revised|edited|corrected)|last change|aktualisiert|actualizado|mis à jour",
    re.IGNORECASE,
)
# "Updated: 16 May 2024", "Last modified on Fri 3 Nov 2023": gone, so that only other days are left.
UPDATED_DAY = re.compile(
    rf"(?:{UPDATED.pattern})\W*(?:on |at |\w+day,? |\d\d?:\d\d\w*,? )*(?:[\w.]+[ ,.-]+){{1,2}}\d{{4}}", re.IGNORECASE
)
NAME = r"[A-ZÀ-Þ][\w.’'-]*(?: (?:de|da|del|van|von|der|el|al|bin|ben)(?= ))*(?: [A-ZÀ-Þ][\w.’'-]*){1,3}"
NAMES = re.compile(rf"{NAME}(?:(?:, | and | & |, and ){NAME}){{0,4}}")
WRITTEN_BY = re.compile(
    rf"(?:^|\b)(?:[Bb]y|BY|Written by|Posted by|Submitted by|Words|Text|Von|Por|Par):? +({NAMES.pattern})"
)
LONGEST = 160
MOST_MARKS = 60


def _marked(tree: Any) -> Iterator[tuple[Any, str]]:
    """Give the short elements whose class or id marks them as byline, with their words; outermost first."""
    seen = 0
    for node in tree.iter(
        "p", "div", "span", "li", "time", "small", "em", "strong", "dd", "a", "abbr", "td", "address"
    ):
        marks = f"{node.get('class', '')} {node.get('id', '')} {node.get('itemprop', '')} {node.get('rel', '')}"
        if len(marks) > 3 and MARKED.search(marks) and not is_elsewhere(node):
            words = " ".join(" ".join(node.itertext()).split())
            if 0 < len(words) <= LONGEST:
                seen += 1
                yield node, words
        if seen >= MOST_MARKS:
            return


def is_elsewhere(node: Any) -> bool:
    """Say whether a node lies in a teaser, a list of other stories or the frame of the page."""
    steps = 0
    while node is not None and steps < 12:
        if node.tag in {"aside", "footer", "nav"} and "article" not in str(node.get("class", "")):
            return node.tag != "footer" or not _in_article(node)
        if ELSEWHERE.search(f"{node.get('class', '')} {node.get('id', '')}"):
            return bool(node.tag != "body")
        node, steps = node.getparent(), steps + 1
    return False


def _in_article(node: Any) -> bool:
    return next(node.iterancestors("article"), None) is not None


def find_byline_day(tree: Any) -> Published | None:
    """Return the day in a line that is marked as byline or date; days of updates do not count."""
    for node, words in _marked(tree):
        if UPDATED.search(re.sub(r"[_-]", " ", node.get("class", ""))):
            continue
        left = UPDATED_DAY.sub(" ", words)
        if UPDATED.search(left):
            left = UPDATED.split(left)[0]
        if (day := _first_day(left)) is not None:
            return Published(day, left.strip(" |·•-,"), "byline")
    return None


def _first_day(words: str) -> Any:
    """Return the first day that stands among `words`: spelled out, or alone in figures."""
    if re.search(rf"\b(?:{MONTH})\b", words, re.IGNORECASE) or re.fullmatch(r"[\d/.:T +-]+", words):
        return read_day(words)
    found = re.search(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{4}\b", words)
    return read_day(found[0]) if found else None


def find_byline_author(tree: Any) -> str:
    """Return who is named in a line that is marked as byline, "" if nobody is."""
    for node, words in _marked(tree):
        if match := WRITTEN_BY.search(words):
            return match[1]
        marks = f"{node.get('class', '')} {node.get('itemprop', '')} {node.get('rel', '')}"
        if re.search(r"author|byline|(?:^|\s)fn(?:\s|$)|creator|writer", marks) and NAMES.fullmatch(words.strip(" ,|")):
            return words.strip(" ,|")
    return ""
