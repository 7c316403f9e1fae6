"""How many people an event left dead, injured or arrested."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import Count
from dateline.extract.sizes import KINDS, find_size
from dateline.language.numbers import find_numbers, lookup_number
from hand_trees import mention, text_of, tree

CASES = Path(__file__).parent.parent / "cases" / "sizes.yaml"


def cases() -> list[dict[str, Any]]:
    from ruamel.yaml import YAML

    return list(YAML(typ="safe", pure=True).load(CASES.read_text(encoding="utf-8")))


def shown(count: Count) -> str:
    best, least, most = (
        str(v) if v is not None else none
        for v, none in ((count.best, "-"), (count.least, "open"), (count.most, "open"))
    )
    return f"{best} ({least}..{most})"


def test_there_are_cases_enough() -> None:
    """At least 25 sentences are tried."""
    assert len(cases()) >= 25


@pytest.mark.parametrize("case", [pytest.param(case, id=case["kind"]) for case in cases()])
def test_people_are_counted(case: dict[str, Any]) -> None:
    """The event has just the counts of the case, each with its words and its evidence."""
    triggers = [case["trigger"], *case.get("others", [])]
    sentence = tree(case["words"], triggers=triggers, people=case.get("people", ()), places=case.get("places", ()))
    size, evidence = find_size(mention(sentence, case["trigger"], quad=case.get("quad", "material conflict")), sentence)
    counts = {kind: count for kind in KINDS if (count := getattr(size, kind))}
    assert {kind: shown(count) for kind, count in counts.items()} == case["expected"]
    assert {e.field for e in evidence} == {f"size.{kind}" for kind in counts}
    assert all(sentence.span.covers(count.span) for count in counts.values())
    assert all(count.span.of(text_of(sentence)).strip() for count in counts.values())


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seventeen", 17),
        ("twenty - one", 21),
        ("twenty-one", 21),
        ("1,200", 1200),
        ("two hundred and five", 205),
        ("a hundred", 100),
        ("four hundred thousand two hundred", 400_200),
        ("1.5 million", 1_500_000),
        ("half a dozen", 6),
        ("two dozen", 24),
    ],
)
def test_numbers_in_words(words: str, value: int) -> None:
    """Words and digits give their number, and all of them are read."""
    forms = words.split()
    assert lookup_number(forms, 0) == (value, len(forms))


@pytest.mark.parametrize("words", ["a man", "hundred", "of people", ""])
def test_words_without_a_number(words: str) -> None:
    """No number is found where none is said."""
    assert [n for n in find_numbers(words.split()) if n.best is not None] == []


@given(
    st.lists(
        st.sampled_from(
            [
                "at",
                "least",
                "two",
                "hundred",
                "and",
                "five",
                "a",
                "dozen",
                "dozens",
                "of",
                "to",
                "10",
                "15",
                "-",
                "more",
                "than",
                "1,200",
            ]
        ),
        max_size=10,
    )
)
@settings(max_examples=300, deadline=None)
def test_ranges_run_forward(forms: list[str]) -> None:
    """Numbers stand apart and in order; the least is never above the most."""
    found = find_numbers(forms)
    at = 0
    for number in found:
        assert at <= number.end <= len(forms)
        assert number.start < number.end
        assert number.least is None or number.most is None or number.least <= number.most
        at = number.end
