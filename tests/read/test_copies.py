"""Reprints of one story, however outlets trim and frame it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import Report
from dateline.read import find_copies
from dateline.read.credit import find_credit

VOCABULARY = [
    a + b
    for a in ("ba", "ko", "mi", "tu", "re", "sa", "lo", "ni", "da", "fe")
    for b in ("r", "nt", "sk", "l", "ve", "m")
]


def story(seed: int, words: int = 200) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(VOCABULARY) for _ in range(words)]


def report(name: str, words: list[str], day: int = 1) -> Report:
    body = " ".join(words)
    return Report(name, "Title", body, date(2022, 3, day), credit=find_credit("Title", body, None))


def test_reprints_point_at_the_first() -> None:
    """A copy with changed words, one that is cut and one that is the same are copies of what came first."""
    words = story(1)
    changed = [*words[:50], "other", *words[51:120], "word", *words[121:]]
    reports = [
        report("c", words[:180], day=3),
        report("a", words, day=2),
        report("b", changed, day=2),
        report("d", words, day=4),
        report("other", story(2)),
    ]
    found = {copy.report_id: copy for copy in find_copies(reports)}
    assert {name: copy.original_id for name, copy in found.items()} == {"b": "a", "c": "a", "d": "a"}
    assert (found["d"].is_exact, found["d"].similarity) == (True, 1.0)
    assert not found["b"].is_exact
    assert 0.7 <= found["b"].similarity < 1


def test_stories_on_one_event_are_no_copies() -> None:
    """Reports that share a third of their words in order are told apart."""
    shared = story(1, 80)
    reports = [report("a", [*shared, *story(2, 120)]), report("b", [*shared, *story(3, 120)])]
    assert find_copies(reports) == ()


def test_credits_do_not_count() -> None:
    """The same short story under two credits is one story."""
    words = story(4, 30)
    first = report("a", ["KYIV,", "Ukraine", "(AP)", "—", "The", *words])
    second = report("b", ["KYIV", "(Reuters)", "-", "The", *words])
    assert [copy.original_id for copy in find_copies([first, second])] == ["a"]


def test_short_reports_must_be_the_same() -> None:
    """Few words are alike by chance: only the same words make a copy."""
    reports = [
        report("a", ["five", "were", "held"]),
        report("b", ["five", "were", "freed"]),
        report("c", ["five", "were", "held"]),
    ]
    assert [(copy.report_id, copy.original_id) for copy in find_copies(reports)] == [("c", "a")]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)))
def test_order_does_not_matter(order: list[int]) -> None:
    """The same reports in any order give the same copies."""
    base = [report(f"r{n}", story(n % 4)[: 200 - n], day=1 + n % 3) for n in range(12)]
    assert find_copies([base[n] for n in order]) == find_copies(base)


def test_one_report_twice_is_one_report() -> None:
    """A report that comes twice is no copy of itself."""
    one = report("a", story(1))
    assert find_copies([one, one, replace(one, publisher="X")]) == ()
