"""What a report tells, as the grouping of stories sees it: words, names and numbers of title and opening."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from sys import intern

from dateline.core import Report
from dateline.link.words import POSSESSIVE, WORD, fold, load_words, stem

OPENING = 3000  # characters of the body: what a page carries below is often about something else
TITLE = 2.0  # how often a word of the title counts
NAME = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:(?:of|de|al|bin|van|von|the)\s+)?[A-Z][\w'’.-]*)+")
AGE = re.compile(r"\b(\d{1,3})[- ](?:year|month)s?[- ]old|(?:,|\baged?)\s(\d{1,2})\b(?=[,.;)])")
NUMBER = re.compile(r"\b\d+(?:[:.,/]\d+)*\b")
SITE = re.compile(r"\s+(?:[|–—:-]+)\s+")  # what stands between a headline and the name of a site
KINDS = ("words", "names", "numbers")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a report tells.

    Attributes:
        day: ordinal of the day of publication, 0 if unknown.
        words, names, numbers: how often each stem, pair of name words and number is told.
        ages: numbers that are ages.
    """

    id: str
    day: int
    publisher: str
    words: Mapping[str, float]
    names: Mapping[str, float]
    numbers: Mapping[str, float]
    ages: frozenset[str]

    def of(self, kind: str) -> Mapping[str, float]:
        """Return the counts of one of `KINDS`."""
        return {"words": self.words, "names": self.names, "numbers": self.numbers}[kind]


def find_telling(report: Report) -> Telling:
    """Return what a report tells."""
    title, body = _headline(report.title), report.body[:OPENING]
    text = f"{title}\n{body}"
    ages = frozenset(first or second for first, second in AGE.findall(text))
    return Telling(
        id=report.id,
        day=report.published.toordinal() if report.published else 0,
        publisher=report.publisher,
        words=_count_words(title, body),
        names=_count_names(title, body),
        numbers=dict.fromkeys(sorted(map(intern, set(NUMBER.findall(text)))), 1.0),
        ages=ages,
    )


def _headline(title: str) -> str:
    """Return a title without the name of the site behind it."""
    first = SITE.split(title, maxsplit=1)[0]
    return first if len(first) > 20 else title


def _count_words(title: str, body: str) -> dict[str, float]:
    empty = load_words().empty
    counts: Counter[str] = Counter()
    for text, weight in ((title, TITLE), (body, 1.0)):
        found = Counter(stem(word) for word in WORD.findall(fold(text)) if len(word) > 1 and word not in empty)
        for word, number in found.items():
            counts[intern(word)] += weight * (1 + log(number))  # type: ignore[assignment]
    return dict(counts)


def _count_names(title: str, body: str) -> dict[str, float]:
    """Return the pairs of neighbouring words of all names: "Police Chief Ana Cruz" and "Ana Cruz" share one."""
    titles = load_words().titles
    counts: Counter[str] = Counter()
    for name in (*NAME.findall(title), *NAME.findall(body)):
        words = [POSSESSIVE.sub("", word).strip(".'’-") for word in fold(name).split()]
        kept = [word for word in words if word and word not in titles]
        counts.update(intern(f"{first} {second}") for first, second in pairwise(kept))
    return {name: float(number) for name, number in counts.items()}
