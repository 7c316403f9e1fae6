"""The days of holidays in a year: fixed, by weekday, by Easter, by the Islamic, Hebrew and Chinese calendars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dateline.core import Period
from dateline.resolve.calendar import day_of, weekday_in_month

_ISLAMIC_EPOCH = 227_015  # 16 July 622 (Julian) as an ordinal of Python's calendar
_HEBREW_EPOCH = -1_373_427  # ordinal from which the Hebrew day count below runs
# First day of the Chinese year: an astronomical date that no short formula gives.
_LUNAR_NEW_YEARS = dict(
    zip(
        range(2000, 2031),
        [
            "02-05",
            "01-24",
            "02-12",
            "02-01",
            "01-22",
            "02-09",
            "01-29",
            "02-18",
            "02-07",
            "01-26",
            "02-14",
            "02-03",
            "01-23",
            "02-10",
            "01-31",
            "02-19",
            "02-08",
            "01-28",
            "02-16",
            "02-05",
            "01-25",
            "02-12",
            "02-01",
            "01-22",
            "02-10",
            "01-29",
            "02-17",
            "02-06",
            "01-26",
            "02-13",
            "02-03",
        ],
        strict=True,
    )
)


def holiday_of(rule: str, year: int) -> Period | None:
    """Return the days of a holiday that falls in `year`, None where the calendar is not known so far.

    Rules: "12-25", "weekday MONTH WEEKDAY NUMBER", "easter OFFSET", "orthodox-easter OFFSET", "islamic MONTH [DAY]",
    "hebrew MONTH DAY" and a few names. Islamic days are those of the tabular calendar: sighting may move them by a day.
    """
    name, *numbers = rule.split()
    values = [int(number) for number in numbers]
    if name == "islamic":
        return _islamic_in(year, *values)
    day = _one_day(name, values, year)
    return Period.day(day) if day else None


def _one_day(name: str, values: list[int], year: int) -> date | None:
    """Return the day of a holiday of one day."""
    if find := _BY_RULE.get(name):
        return find(year, *values)
    fixed = _LUNAR_NEW_YEARS.get(year, "") if name == "lunar-new-year" else name
    month, _, day = fixed.partition("-")
    return day_of(year, int(month), int(day)) if month else None


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the Gregorian computus of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    n = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the orthodox churches in the Gregorian calendar (right from 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _islamic_day(year: int, month: int, day: int) -> date:
    """Return a day of the tabular Islamic calendar."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day
    return date.fromordinal(_ISLAMIC_EPOCH + days - 1)


def _islamic_in(year: int, month: int, day: int = 0) -> Period | None:
    """Return the day (or, without one, the month) of the Islamic calendar that begins in a year of ours."""
    if year < 700:
        return None
    around = round((year - 622) * 33 / 32)
    for islamic in (around - 1, around, around + 1, around + 2):
        first = _islamic_day(islamic, month, day or 1)
        if first.year == year:
            length = 30 if month % 2 else 29
            return Period(first, first if day else first + timedelta(days=length - 1))
    return None


def _hebrew_new_year(year: int) -> int:
    """Return the ordinal of 1 Tishri of a Hebrew year (the arithmetic calendar with its delays)."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    day = 29 * months + parts // 25_920
    return _HEBREW_EPOCH + day + (1 if (3 * (day + 1)) % 7 < 3 else 0) + _hebrew_delay(year)


def _hebrew_elapsed(year: int) -> int:
    """Return the days before the molad year, with the weekday delay alone."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + (1 if (3 * (day + 1)) % 7 < 3 else 0)


def _hebrew_delay(year: int) -> int:
    """Return the delay that keeps the years from having lengths that are not allowed."""
    before, this, after = (_hebrew_elapsed(y) for y in (year - 1, year, year + 1))
    if after - this == 356:
        return 2
    return 1 if this - before == 382 else 0


def _hebrew_in(year: int, month: int, day: int) -> date | None:
    """Return a day of Tishri, Kislev or Nisan that falls in a year of ours."""
    if year < 1000:
        return None
    this, following = _hebrew_new_year(year + 3761), _hebrew_new_year(year + 3762)
    if month == 7:
        return date.fromordinal(this + day - 1)
    if month == 9:  # Heshvan, between, has 30 days only in a full year
        full = following - this in {355, 385}
        return date.fromordinal(this + 30 + (30 if full else 29) + day - 1)
    # From 1 Nisan to the next 1 Tishri there are always 177 days.
    return date.fromordinal(this - 177 + day - 1)


_BY_RULE: Mapping[str, Callable[..., date | None]] = {
    "weekday": weekday_in_month,
    "easter": lambda year, offset: easter(year) + timedelta(days=offset),
    "orthodox-easter": lambda year, offset: orthodox_easter(year) + timedelta(days=offset),
    "orthodox-christmas": lambda year: date(year, 1, 7),
    "hebrew": _hebrew_in,
    "election-day": lambda year: weekday_in_month(year, 11, 0, 1) + timedelta(days=1),
    "black-friday": lambda year: weekday_in_month(year, 11, 3, 4) + timedelta(days=1),
}
