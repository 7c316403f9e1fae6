"""Which first words of a sentence say where and when a report was filed."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.core import Report
from dateline.extract.datelines import find_dateline
from dateline.language import load_model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NAIROBI, April 14 (AP) — Police arrested two men.", "NAIROBI, April 14 (AP) —"),
        ("OSLO - Police arrested two men.", "OSLO -"),
        ("U.N. Secretary-General Antonio Guterres urged both sides to show restraint.", ""),
        ("Russia - Ukraine talks ended.", ""),
        ("Police arrested two men - Reuters.", ""),
    ],
)
def test_dateline(text: str, expected: str) -> None:
    """A place in capitals, or names set off by commas, before a dash that joins no two parts of a word."""
    (sentence,) = load_model().parse(Report("r", "", text, date(2026, 3, 10)))
    count = find_dateline(sentence)
    assert text[: sentence.tokens[count - 1].span.end if count else 0] == expected
