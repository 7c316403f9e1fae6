"""Words and the days they mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import Period
from dateline.resolve.reckoning import RULES, Reckoned, resolve_time
from dateline.resolve.setting import Setting
from dateline.resolve.time_words import load_grammar
from dateline.resolve.times import find_times_in

CASES = Path(__file__).parent.parent / "cases" / "dates.yaml"


def blocks() -> list[dict[str, Any]]:
    from ruamel.yaml import YAML

    return list(YAML(typ="safe", pure=True).load(CASES.read_text(encoding="utf-8")))


def cases() -> list[Any]:
    return [
        pytest.param(block, *(part.strip() for part in line.rsplit(" = ", 1)), id=f"{block['kind'][:30]}: {line[:40]}")
        for block in blocks()
        for line in block["cases"].splitlines()
    ]


def setting_of(block: dict[str, Any]) -> Setting:
    told = block.get("told")
    return Setting(
        block.get("published"),
        block.get("direction", ""),
        Period.day(told) if told else None,
        {"yes": True, "no": False}.get(str(block.get("month_first"))),
        block.get("fiscal_month"),
    )


def shown(reckoned: Reckoned) -> str:
    if reckoned.period is None:
        return "none"
    first, last = (day.isoformat() if day else "open" for day in (reckoned.period.first, reckoned.period.last))
    return first if first == last else f"{first} .. {last}"


def test_there_are_cases_enough() -> None:
    """At least 150 expressions are tried, of at least 15 kinds."""
    assert len(cases()) >= 150
    assert len(blocks()) >= 15


@pytest.mark.parametrize(("block", "words", "days"), cases())
def test_words_mean_days(block: dict[str, Any], words: str, days: str) -> None:
    """Words in their setting mean just these days."""
    times = find_times_in(words)
    if days == "nothing":
        assert times == ()
        return
    assert times, "no time found"
    reckoned = resolve_time(times[0], setting_of(block))
    assert shown(reckoned) == days, reckoned.how
    assert reckoned.how


def test_every_rule_of_the_grammar_is_reckoned() -> None:
    """No pattern of the grammar names a rule without a function, and no function lacks a pattern."""
    named = {rule for level in ("points", "parts", "relations") for rule in load_grammar().table[level]}
    assert named == set(RULES)


SINGLE = [
    "yesterday", "last week", "in March", "on Monday", "two days ago", "since June", "until Friday", "the 1980s",
    "earlier this month", "over the weekend", "last fall", "by the end of the year", "on Christmas Day", "next month",
    "in the last three weeks", "late February", "March 3", "from May 3 to June 4", "the second quarter", "Ramadan",
]  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(st.sampled_from(SINGLE), DAYS, st.sampled_from(["past", "future", ""]))
@settings(max_examples=150, deadline=None)
def test_periods_run_forward(words: str, published: date, direction: Any) -> None:
    """Whatever the day of publication, an expression has days in order or a reason."""
    reckoned = resolve_time(find_times_in(words)[0], Setting(published, direction))
    assert reckoned.how
    if reckoned.period and reckoned.period.first and reckoned.period.last:
        assert reckoned.period.first <= reckoned.period.last


@given(st.sampled_from(["yesterday", "last week", "last month", "two days ago", "next year"]), DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_reckoning_keeps_the_order_of_days(words: str, one: date, other: date) -> None:
    """A later publication never moves an expression to earlier days."""
    first, second = sorted((one, other))
    time = find_times_in(words)[0]
    a, b = (resolve_time(time, Setting(day, "past")).period for day in (first, second))
    assert a
    assert b
    assert a.first
    assert b.first
    assert a.first <= b.first


@given(st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]), DAYS)
@settings(max_examples=100, deadline=None)
def test_weekdays_lie_within_a_week(name: str, published: date) -> None:
    """A weekday of the past is one of the seven days up to publication, of the future one of the seven from it on."""
    time = find_times_in(f"on {name}")[0]
    past = resolve_time(time, Setting(published, "past")).period
    future = resolve_time(time, Setting(published, "future")).period
    assert past
    assert future
    assert past.first
    assert future.first
    assert past.first.strftime("%A") == future.first.strftime("%A") == name
    assert 0 <= (published - past.first).days <= 6
    assert 0 <= (future.first - published).days <= 6


@given(st.text(max_size=80), st.integers(0, 1000))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_searched(text: str, start: int) -> None:
    """Spans quote the text wherever it stands, in order and apart, and every expression can be reckoned."""
    times = find_times_in(text, start)
    for time in times:
        assert text[time.span.start - start : time.span.end - start] == time.text
        assert time.span.covers(time.core)
        assert isinstance(resolve_time(time, Setting(date(2020, 3, 11), "past")), Reckoned)
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))


WORDS = ["that", "on", "Monday", "March", "3", "2019", ",", "the", "last", "two", "weeks", "since", "and", "1980s",
         "early", "May", "this", "of", "end", "day", "after", "Christmas", "for", "from", "first", "year"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12))
@settings(max_examples=250, deadline=None)
def test_any_row_of_time_words_can_be_reckoned(words: list[str]) -> None:
    """No row of time words breaks the reckoning."""
    told = Period.day(date(2020, 2, 29))
    for time in find_times_in(" ".join(words)):
        for setting in (
            Setting(),
            Setting(date(2020, 3, 11), "future", told),
            Setting(date(2020, 3, 11), "past", told),
        ):
            assert resolve_time(time, setting).how
