"""Publication days: what is written becomes a day only where it can mean one alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dateline.read.days import find_url_day, read_day

CASES = Path(__file__).parent.parent / "cases"
DAYS = YAML(typ="safe", pure=True).load((CASES / "days.yaml").read_text(encoding="utf-8"))
URLS = YAML(typ="safe", pure=True).load((CASES / "url_days.yaml").read_text(encoding="utf-8"))


def test_cases_were_found() -> None:
    """The tables of cases are there."""
    assert len(DAYS) >= 28
    assert len(URLS) >= 10


@pytest.mark.parametrize("case", DAYS, ids=lambda case: case["words"])
def test_words_are_read_as_the_day_they_mean(case: dict[str, object]) -> None:
    """Words give the day they mean, or none."""
    assert read_day(str(case["words"])) == case.get("day")


@pytest.mark.parametrize("case", URLS, ids=lambda case: case["url"])
def test_addresses_carry_days(case: dict[str, object]) -> None:
    """The path of an address gives the day it carries, or none."""
    found = find_url_day(str(case["url"]))
    assert (found.day if found else None) == case.get("day")


def test_no_day_is_taken_from_the_clock() -> None:
    """Nothing that names no day becomes the day of reading."""
    for words in ("today", "now", "just now", "2 hours ago", "Monday"):
        assert read_day(words) is None
    assert read_day(date.today().isoformat()) == date.today()  # noqa: DTZ011 - the day itself does not matter
