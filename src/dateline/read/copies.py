"""Near-copies: the stories that several outlets print from one wire, found by MinHash (Broder 1997) in bands.

Signatures are made anew whenever they are needed and never stored: a change of this module changes nothing old.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.core import Report

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

    Signature = NDArray[uint64]

SHINGLE = 4
HASHES, BANDS = 128, 32
SEED = 20220306
PRIME = (1 << 61) - 1
SIMILAR = 0.7
FEWEST_WORDS = 25
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats another.

    Attributes:
        report_id: the report that repeats.
        original_id: the one that was published first among those that say the same (then the one with the least id).
        similarity: estimated share of word sequences that both have, 0..1.
        is_exact: whether the bodies are the same, letter by letter.
    """

    report_id: str
    original_id: str
    similarity: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is remembered of a report: about a kilobyte, whatever its length."""

    id: str
    published: date
    body: int
    signature: Signature | None


def find_copies(reports: Iterable[Report], similar: float = SIMILAR) -> tuple[Copy, ...]:
    """Return the reports that repeat another, by id; the same reports in any order give the same.

    Args:
        reports: each is looked at once and let go; reports with one id count once.
        similar: share of word sequences (of four words) from which two reports count as copies. Reports of fewer than
            25 words are copies only where they are the same.
    """
    seen = sorted({report.id: _look_at(report) for report in reports}.values(), key=lambda one: (one.published, one.id))
    parents = list(range(len(seen)))
    for first, second in sorted(_pairs(seen)):
        if _similarity(seen[first], seen[second]) >= similar:
            roots = sorted((_root(parents, first), _root(parents, second)))
            parents[roots[1]] = roots[0]
    copies = []
    for place, one in enumerate(seen):
        original = seen[_root(parents, place)]
        if original is not one:
            copies.append(Copy(one.id, original.id, round(_similarity(original, one), 3), one.body == original.body))
    return tuple(sorted(copies, key=lambda copy: copy.report_id))


def _look_at(report: Report) -> _Seen:
    words = WORD.findall(_story(report).lower())
    signature = None
    if len(words) >= FEWEST_WORDS:
        signature = _signature(
            {zlib.crc32(" ".join(words[n : n + SHINGLE]).encode()) for n in range(len(words) - SHINGLE + 1)}
        )
    body = zlib.crc32(report.body.encode("utf-8", "replace")) << 32 | len(report.body)
    return _Seen(report.id, report.published or date.max, body, signature)


def _story(report: Report) -> str:
    """Return the body without the credit at its head, which outlets write in their own ways."""
    end = report.credit.span.end - (len(report.title) + 2 if report.title else 0) if report.credit else 0
    return report.body[max(end, 0) :]


@lru_cache(maxsize=1)
def _coefficients() -> tuple[Signature, Signature]:
    import numpy as np

    rng = np.random.default_rng(SEED)
    return rng.integers(1, 1 << 32, HASHES, dtype=np.uint64), rng.integers(0, 1 << 32, HASHES, dtype=np.uint64)


def _signature(shingles: set[int]) -> Signature:
    """Return the least value of each hash function over the shingles: 128 numbers below 2^61."""
    import numpy as np

    factors, offsets = _coefficients()
    values = np.fromiter(shingles, dtype=np.uint64, count=len(shingles))
    least = np.full(HASHES, PRIME, dtype=np.uint64)
    for part in range(0, len(values), 4096):
        # Factors and values have 32 bits: the products have 64 and do not overflow before the remainder is taken.
        hashed = (values[part : part + 4096, None] * factors[None, :] + offsets[None, :] // 2) % np.uint64(PRIME)
        least = np.minimum(least, hashed.min(axis=0))
    return least


def _pairs(seen: list[_Seen]) -> set[tuple[int, int]]:
    """Return the pairs that are worth comparing: those that share a band of their signatures, or their whole body."""
    pairs: set[tuple[int, int]] = set()
    rows = HASHES // BANDS
    for band in range(-1, BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for place, one in enumerate(seen):
            if band < 0:
                buckets[one.body.to_bytes(12, "big")].append(place)
            elif one.signature is not None:
                buckets[one.signature[band * rows : (band + 1) * rows].tobytes()].append(place)
        pairs.update(_chains(buckets.values()))
    return pairs


def _chains(buckets: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """Give the pairs of each bucket: all with its first, and each with the one before it; never all with all."""
    for bucket in buckets:
        for before, place in pairwise(bucket):
            yield bucket[0], place
            yield before, place


def _similarity(first: _Seen, second: _Seen) -> float:
    if first.body == second.body:
        return 1.0
    if first.signature is None or second.signature is None:
        return 0.0
    return float((first.signature == second.signature).mean())


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
