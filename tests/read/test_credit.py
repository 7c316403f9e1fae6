"""The credit at the head of a story."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dateline.read.credit import find_credit

CASES = YAML(typ="safe", pure=True).load(
    (Path(__file__).parent.parent / "cases" / "credits.yaml").read_text(encoding="utf-8")
)


def test_cases_were_found() -> None:
    """The table of cases is there."""
    assert len(CASES) >= 28


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
@pytest.mark.parametrize("title", ["", "Some title"])
def test_credits_are_read(case: dict[str, str], title: str) -> None:
    """Place, day and agency are found with their spans in the text of record, and nothing is taken for them."""
    text = f"{title}\n\n{case['text']}" if title else case["text"]
    found = find_credit(title, case["text"], date(2022, 3, 8))
    assert (found.span.of(text) if found else None) == case.get("credit")
    if found:
        assert (found.place.of(text) if found.place else None) == case.get("place")
        assert found.agency == case.get("agency", "")
        assert found.day == case.get("day")


def test_a_day_without_year_needs_publication() -> None:
    """Without a publication day and a year, the day of the credit is not guessed; at New Year it is the old year's."""
    text = "PARIS, Dec 31 (Example) - Farmers marched."
    assert (found := find_credit("", text, None)) is not None
    assert found.day is None
    assert (found := find_credit("", text, date(2022, 1, 1))) is not None
    assert found.day == date(2021, 12, 31)
