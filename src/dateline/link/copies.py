"""Which reports are copies of one text: an agency's story counts once, however many print it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dateline.core import Report
from dateline.link.words import fold

Prints = npt.NDArray[np.uint32]

SHINGLE = 5  # words
OPENING = 500  # words of a report that are looked at: papers cut agency texts from the end
COPY = 0.6  # part of the shorter text that stands in the longer one, from which on it is a copy
SAME_AGENCY = 0.3  # the same, where both credit one agency
SAMPLED = 16  # one shingle of so many is looked up; a shorter text has all of its own looked up
COMMON = 50  # a shingle of more reports than that is a formula ("sign up for our newsletter"), no text
WORDS = re.compile(r"\w+")


def find_copies(reports: Iterable[Report]) -> dict[str, str]:
    """Return report id → id of the first report (by publication, then by id) with the same text, maybe its own."""
    told = sorted(reports, key=_order)
    prints = [find_prints(report.text) for report in told]
    leader = list(range(len(told)))
    for later, earlier in _find_candidates(prints):
        if _is_copy(told[earlier], told[later], prints[earlier], prints[later]):
            _join(leader, earlier, later)
    return {report.id: told[_find(leader, position)].id for position, report in enumerate(told)}


def find_prints(text: str) -> Prints:
    """Return the sorted numbers of all runs of `SHINGLE` words in the opening of a text, at least one."""
    words = WORDS.findall(fold(text[: OPENING * 12]))[:OPENING]
    runs = (" ".join(words[begin : begin + SHINGLE]) for begin in range(max(1, len(words) - SHINGLE + 1)))
    return np.unique(np.array([crc32(run.encode()) for run in runs], np.uint32))


def compare_prints(left: Prints, right: Prints) -> float:
    """Return which part (0..1) of the shorter text stands in the longer one."""
    return len(np.intersect1d(left, right, assume_unique=True)) / max(1, min(len(left), len(right)))


def _order(report: Report) -> tuple[int, str]:
    return (report.published.toordinal() if report.published else 0, report.id)


def _find_candidates(prints: Sequence[Prints]) -> list[tuple[int, int]]:
    """Return pairs (later, earlier) that share a sampled run of words."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for position, numbers in enumerate(prints):
        sampled = numbers[numbers % SAMPLED == 0] if len(numbers) > 4 * SAMPLED else numbers
        for number in sampled.tolist():
            held = holders[number]
            if len(held) < COMMON:
                pairs.update((position, other) for other in held)
            held.append(position)
    return sorted(pairs)


def _is_copy(first: Report, second: Report, left: Prints, right: Prints) -> bool:
    agencies = [report.credit.agency if report.credit else "" for report in (first, second)]
    share_agency = bool(agencies[0]) and agencies[0] == agencies[1]
    return compare_prints(left, right) >= (SAME_AGENCY if share_agency else COPY)


def _find(leader: list[int], position: int) -> int:
    while leader[position] != position:
        leader[position] = leader[leader[position]]
        position = leader[position]
    return position


def _join(leader: list[int], one: int, other: int) -> None:
    first, second = sorted((_find(leader, one), _find(leader, other)))
    leader[second] = first
