"""Stretches of days and steps between them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import Period
from dateline.resolve import calendar
from dateline.resolve.holidays import easter, holiday_of, orthodox_easter

DAYS = st.dates(date(1600, 1, 1), date(2400, 12, 31))
UNITS = ["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]


@given(DAYS, st.sampled_from([u for u in UNITS if u != "weekend"]))
def test_units_hold_their_day(day: date, unit: str) -> None:
    """The unit around a day has that day, and is the unit around its ends too."""
    period = calendar.unit_around(day, unit)
    assert period.has(day)
    assert period.first
    assert period.last
    assert calendar.unit_around(period.first, unit) == calendar.unit_around(period.last, unit) == period


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]), st.integers(1, 30))
def test_steps_go_forward(day: date, unit: str, count: int) -> None:
    """A step forward is later, and as many back come within a few days (short months) of where it began."""
    later = calendar.stepped(day, unit, count)
    assert later
    assert later > day
    back = calendar.stepped(later, unit, -count)
    assert back
    assert 0 <= (day - back).days <= 3


@given(
    DAYS, st.sampled_from(["week", "month", "quarter", "year", "decade"]), st.sampled_from(["early", "middle", "late"])
)
def test_parts_lie_inside(day: date, unit: str, part: str) -> None:
    """A part of a stretch lies inside it."""
    whole = calendar.unit_around(day, unit)
    assert whole.covers(calendar.part_of(whole, part))


@given(DAYS, st.integers(0, 6))
def test_weekdays_are_the_nearest(day: date, weekday: int) -> None:
    """The last and the next such weekday lie within seven days, the day itself left out or not."""
    assert 0 <= (day - calendar.last_weekday(weekday, day, same=True)).days <= 6
    assert 1 <= (calendar.next_weekday(weekday, day, same=False) - day).days <= 7


def test_steps_beyond_the_calendar_give_nothing() -> None:
    """A step past the years that Python knows has no day."""
    assert calendar.stepped(date(2020, 1, 1), "century", 100) is None
    assert calendar.stepped(date(2020, 1, 1), "year", -5000) is None


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("early", 1, 10), ("middle", 11, 20), ("late", 21, 31), ("end", 25, 31)],
)
def test_parts_of_a_month(part: str, first: int, last: int) -> None:
    """A month has three parts of ten days, and its end is a week."""
    days = calendar.part_of(calendar.month_of(2020, 3), part)
    assert days == Period(date(2020, 3, first), date(2020, 3, last))


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2008, (3, 23), (4, 27)),
        (2010, (4, 4), (4, 4)),
        (2016, (3, 27), (5, 1)),
        (2020, (4, 12), (4, 19)),
        (2024, (3, 31), (5, 5)),
    ],
)
def test_easter(year: int, western: tuple[int, int], orthodox: tuple[int, int]) -> None:
    """Both Easters fall on the days of the almanac."""
    assert easter(year) == date(year, *western)
    assert orthodox_easter(year) == date(year, *orthodox)


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("hebrew 7 1", 2015, (9, 14)),
        ("hebrew 7 1", 2020, (9, 19)),
        ("hebrew 7 10", 2023, (9, 25)),
        ("hebrew 1 15", 2016, (4, 23)),
        ("hebrew 1 15", 2020, (4, 9)),
        ("hebrew 9 25", 2015, (12, 7)),
        ("hebrew 9 25", 2016, (12, 25)),
        ("islamic 9", 2020, (4, 24)),
        ("islamic 12 10", 2020, (7, 31)),
        ("weekday 11 3 4", 2019, (11, 28)),
        ("weekday 5 0 -1", 2021, (5, 31)),
        ("weekday 9 0 1", 2022, (9, 5)),
        ("election-day", 2016, (11, 8)),
        ("election-day", 2022, (11, 8)),
        ("lunar-new-year", 2022, (2, 1)),
        ("orthodox-christmas", 2022, (1, 7)),
        ("12-25", 2022, (12, 25)),
    ],
)
def test_holidays(rule: str, year: int, day: tuple[int, int]) -> None:
    """Holidays of all calendars begin on the days of the almanac."""
    found = holiday_of(rule, year)
    assert found
    assert found.first == date(year, *day)


def test_holidays_that_are_not_known() -> None:
    """A Chinese new year out of the table has no day."""
    assert holiday_of("lunar-new-year", 1950) is None
