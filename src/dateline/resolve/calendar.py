"""The calendar: stretches of days by name, and steps from one to another. Pure reckoning, no words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from dateline.core import Period

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# First and last month of a season, as news of the northern half of the world counts them; winter begins a year before.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "winter": (12, 2)}
_FIRST_YEAR, _LAST_YEAR = 1, 9998


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, None if the calendar has none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def named(day: date) -> str:
    """Return the day with its weekday: "Sunday 2022-03-06"."""
    return f"{DAYS[day.weekday()]} {day.isoformat()}"


def month_of(year: int, month: int) -> Period:
    """Return the days of a month; months beyond 1..12 run on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_of(year: int, first: int, last: int) -> Period:
    """Return the days of months `first` to `last`, both counted from January of `year`."""
    return Period(month_of(year, first).first, month_of(year, last).last)


def year_of(year: int) -> Period:
    """Return the days of a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def years_of(first: int, last: int) -> Period:
    """Return the days from the beginning of one year to the end of another."""
    return Period(date(first, 1, 1), date(last, 12, 31))


def week_of(day: date) -> Period:
    """Return the Monday to Sunday in which `day` lies."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def weekend_of(day: date) -> Period:
    """Return the Saturday and Sunday that end the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday + timedelta(days=5), monday + timedelta(days=6))


def quarter_of(year: int, quarter: int) -> Period:
    """Return the days of a quarter; quarters beyond 1..4 run on into other years."""
    return months_of(year, 3 * quarter - 2, 3 * quarter)


def season_of(year: int, season: str) -> Period:
    """Return the days of a season; the winter of a year is the one that begins in December of the year before."""
    first, last = SEASONS[season]
    return months_of(year, first - 12 if first > last else first, last)


def decade_of(year: int) -> Period:
    """Return the ten years in which `year` lies, from one that ends in 0."""
    first = year - year % 10
    return years_of(max(first, 1), first + 9)


def century_of(number: int) -> Period:
    """Return the days of a century: the 20th is 1901 to 2000."""
    return years_of(100 * number - 99, 100 * number)


def last_weekday(weekday: int, day: date, *, same: bool) -> date:
    """Return the last such weekday before `day`; `day` itself may be it if `same`."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (0 if same else 7))


def next_weekday(weekday: int, day: date, *, same: bool) -> date:
    """Return the next such weekday after `day`; `day` itself may be it if `same`."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead or (0 if same else 7))


def weekday_in_month(year: int, month: int, weekday: int, number: int) -> date:
    """Return the `number`th such weekday of a month, counted from its end when negative."""
    days = month_of(year, month)
    assert days.first
    assert days.last
    if number > 0:
        return next_weekday(weekday, days.first, same=True) + timedelta(weeks=number - 1)
    return last_weekday(weekday, days.last, same=True) + timedelta(weeks=number + 1)


def stepped(day: date, unit: str, count: int) -> date | None:
    """Return the day `count` units later (earlier when negative); the end of a short month stands for its missing days.

    None when the step leaves the calendar.
    """
    try:
        if unit in {"day", "week", "fortnight"}:
            return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def unit_around(day: date, unit: str) -> Period:
    """Return the calendar unit in which `day` lies: its week, month, quarter, year, decade or century, or itself."""
    if unit in {"week", "fortnight", "weekend"}:
        return weekend_of(day) if unit == "weekend" else week_of(day)
    if unit in {"month", "quarter"}:
        return month_of(day.year, day.month) if unit == "month" else quarter_of(day.year, (day.month + 2) // 3)
    if unit in {"year", "decade"}:
        return year_of(day.year) if unit == "year" else decade_of(day.year)
    return century_of((day.year + 99) // 100) if unit == "century" else Period.day(day)


def is_reckonable(year: int) -> bool:
    """Say whether a year and its neighbours lie in the calendar that Python knows."""
    return _FIRST_YEAR < year < _LAST_YEAR


def part_of(days: Period, part: str) -> Period:
    """Return the early, middle or late part of a stretch of days, as news speaks of it.

    A month has days 1-10, 11-20 and 21 to its end (its very "end" are the last seven days); longer stretches are cut
    into three by months, or by years from a decade on; of anything up to a week the part is a third of its days.
    """
    first, last = days.first, days.last
    if first is None or last is None or first == last:
        return days
    length = (last - first).days + 1
    if length <= 27:
        return _third_of_days(first, last, part)
    if length <= 31:
        return _third_of_month(first, last, part)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return _third_of_months(first, months, part)


def _third_of_days(first: date, last: date, part: str) -> Period:
    """Return a third of a few days."""
    third = max(1, ((last - first).days + 2) // 3)
    if part == "early":
        return Period(first, first + timedelta(days=third - 1))
    if part in {"late", "end"}:
        return Period(last - timedelta(days=third - 1), last)
    return Period(first + timedelta(days=third), max(last - timedelta(days=third), first + timedelta(days=third)))


def _third_of_month(first: date, last: date, part: str) -> Period:
    """Return days 1-10, 11-20 or 21 to the end of a month; its "end" are its last seven days."""
    if part == "early":
        return Period(first, first + timedelta(days=9))
    if part == "middle":
        return Period(first + timedelta(days=10), first + timedelta(days=19))
    return Period(first + timedelta(days=20) if part == "late" else last - timedelta(days=6), last)


def _third_of_months(first: date, months: int, part: str) -> Period:
    """Return a third of a quarter, season, year, decade or century, rounded to whole months or years.

    A year's early part is January to March, its end October to December, its middle June and July; the parts of a
    decade have four, two and four years.
    """
    if months <= 12:
        early, late = (months + 3) // 4, (months + 3) // 4
    else:
        early = late = 12 * (2 * months // 60) if months <= 120 else months // 3 // 12 * 12
    if part == "early":
        return months_of(first.year, first.month, first.month + early - 1)
    if part in {"late", "end"}:
        return months_of(first.year, first.month + months - late, first.month + months - 1)
    margin = 5 * months // 12 if months <= 12 else early
    return months_of(first.year, first.month + margin, first.month + months - 1 - margin)
