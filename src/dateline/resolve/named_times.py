"""Times that name a stretch of the calendar: dates, months, years, seasons, holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dateline.core import Period
from dateline.resolve import calendar
from dateline.resolve.calendar import named
from dateline.resolve.holidays import holiday_of
from dateline.resolve.setting import (
    NO_DAY,
    Reckon,
    Reckoned,
    Setting,
    Values,
    choose,
    no_days,
    towards,
    year_in,
    year_of_which,
    years_about,
)


def _date(values: Values, at: Setting) -> Reckoned:
    day: int = values.get("day") or values["ordinal"]
    if "month" not in values:
        return _day_of_month(day, at)
    year, month = year_in(values, at), values["month"]
    if year is not None:
        exact = calendar.day_of(year, month, day)
        return Reckoned(Period.day(exact), f"{named(exact)}") if exact else no_days("no such day in the calendar")
    days = (calendar.day_of(y, month, day) for y in years_about(at))
    return choose((Period.day(d) for d in days if d and _fits(d, values)), at, f"{day} of month {month}")


def _fits(day: date, values: Values) -> bool:
    """Say whether a day has the weekday that the expression names."""
    return "weekday" not in values or day.weekday() == values["weekday"]


def _day_of_month(day: int, at: Setting) -> Reckoned:
    if at.published is None:
        return no_days(NO_DAY)
    months = [calendar.month_of(at.published.year, at.published.month + step).first for step in (-1, 0, 1)]
    days = (calendar.day_of(m.year, m.month, day) for m in months if m)
    return choose((Period.day(d) for d in days if d), at, f"day {day} of a month")


def _days(values: Values, at: Setting) -> Reckoned:
    first = _date({k: v for k, v in values.items() if k in {"month", "day", "ordinal", "year"}}, at)
    until: int = values.get("until") or values["untilth"]
    if first.period is None or first.period.first is None:
        return first
    last = calendar.day_of(first.period.first.year, first.period.first.month, until)
    if last is None or last < first.period.first:
        return no_days("the days run backwards")
    return Reckoned(Period(first.period.first, last), f"{first.period.first.isoformat()} to {last.isoformat()}")


def _iso(values: Values, _at: Setting) -> Reckoned:
    year, month, day = (int(part) for part in values["iso"].split("-"))
    exact = calendar.day_of(year, month, day)
    return Reckoned(Period.day(exact), named(exact)) if exact else no_days("no such day in the calendar")


def _numeric(values: Values, at: Setting) -> Reckoned:
    """Reckon "03/04/2026": day and month stand as in the publisher's country unless only one order is a date."""
    one, two, year = (int(part) for part in values["numeric"].replace(".", "/").split("/"))
    year += (2000 if year < 70 else 1900) if year < 100 else 0
    month_first, day_first = calendar.day_of(year, one, two), calendar.day_of(year, two, one)
    if month_first and day_first and month_first != day_first:
        if "." in values["numeric"] or at.month_first is False:
            return Reckoned(Period.day(day_first), f"{day_first.isoformat()}, day before month")
        if at.month_first is None:
            return no_days("the order of day and month is open: the publisher's country is not known")
        return Reckoned(
            Period.day(month_first), f"{month_first.isoformat()}, month before day as in the publisher's country"
        )
    exact = month_first or day_first
    return Reckoned(Period.day(exact), named(exact)) if exact else no_days("no such day in the calendar")


def _month(values: Values, at: Setting) -> Reckoned:
    month, which = values["month"], values.get("which", "")
    year = year_in({k: v for k, v in values.items() if k != "which"}, at)
    if year is None and which in {"that", "same"} and at.told and at.told.first:
        year = at.told.first.year
    if year is not None and calendar.is_reckonable(year):
        return Reckoned(calendar.month_of(year, month), f"month {month} of {year}")
    months = (calendar.month_of(y, month) for y in years_about(at))
    day, what = at.published, f"month {month}"
    if which in {"last", "past"} and day:
        return choose((m for m in months if m.last and m.last < day), towards("past", at), what)
    if which in {"next", "coming"} and day:
        return choose((m for m in months if m.first and m.first > day), towards("future", at), what)
    return choose(months, at, what)


def _slice(values: Values, at: Setting) -> Reckoned:
    """Reckon "the first week of May", "the last day of March", "the third Monday of January"."""
    if "month_which" in values:
        return _day_of_which_month(values["ordinal"], values["month_which"], at)
    month = _month({k: v for k, v in values.items() if k in {"month", "year"}}, at)
    number = values.get("ordinal") or (-1 if values.get("which") in {"last", "past"} else 0)
    if month.period is None or month.period.first is None or month.period.last is None or not -1 <= number <= 5:
        return month if month.period is None else no_days("no such part of a month")
    first, last = month.period.first, month.period.last
    if "weekday" in values and number:
        day = calendar.weekday_in_month(first.year, first.month, values["weekday"], number)
        return Reckoned(Period.day(day), f"{named(day)} in {month.how}") if day <= last else no_days("no such day")
    return _piece(first, last, number, values.get("unit", ""), month.how)


def _piece(first: date, last: date, number: int, unit: str, how: str) -> Reckoned:
    """Return the numbered day, week or weekend of a month, counted from its end when negative."""
    length = {"day": 1, "week": 7}.get(unit, 0)
    if unit == "weekend" and number:
        saturday = calendar.weekday_in_month(first.year, first.month, 5, number)
        return Reckoned(Period(saturday, saturday + timedelta(days=1)), f"weekend {number} of {how}")
    if not length or not number:
        return no_days("no such part of a month")
    begin = last - timedelta(days=length - 1) if number < 0 else first + timedelta(days=length * (number - 1))
    if begin > last:
        return no_days("no such part of a month")
    return Reckoned(Period(begin, min(begin + timedelta(days=length - 1), last)), f"{unit} {number} of {how}")


def _day_of_which_month(day: int, which: str, at: Setting) -> Reckoned:
    """Reckon "the 15th of last month"."""
    if at.published is None:
        return no_days(NO_DAY)
    month = calendar.month_of(at.published.year, at.published.month + {"last": -1, "past": -1, "next": 1}.get(which, 0))
    exact = calendar.day_of(month.first.year, month.first.month, day) if month.first else None
    return Reckoned(Period.day(exact), f"{named(exact)}") if exact else no_days("no such day in the calendar")


def _around(values: Values, at: Setting) -> Reckoned:
    """Reckon "the week of February 6": the week in which that day lies."""
    day = _date({k: v for k, v in values.items() if k != "unit"}, at)
    if day.period is None or day.period.first is None:
        return day
    return Reckoned(calendar.unit_around(day.period.first, values["unit"]), f"the {values['unit']} of {day.how}")


def _year(values: Values, _at: Setting) -> Reckoned:
    return Reckoned(calendar.year_of(values["year"]), f"the year {values['year']}")


def _years(values: Values, _at: Setting) -> Reckoned:
    first = values["year"]
    last = values.get("until") or first - first % 100 + values["short"]
    return (
        Reckoned(calendar.years_of(first, last), f"{first} to {last}")
        if first <= last <= 9998
        else no_days("the years run backwards")
    )


def _decade(values: Values, _at: Setting) -> Reckoned:
    decade = values["decade"]
    decade += 1900 if decade < 100 else 0
    return Reckoned(calendar.decade_of(decade), f"the decade from {decade}")


def _century(values: Values, _at: Setting) -> Reckoned:
    number = values["ordinal"]
    return (
        Reckoned(calendar.century_of(number), f"century {number}") if 1 <= number <= 30 else no_days("no such century")
    )


def _season(values: Values, at: Setting) -> Reckoned:
    season, which = values["season"], values.get("which", "")
    if (year := year_in({k: v for k, v in values.items() if k != "which"}, at)) is not None:
        return Reckoned(calendar.season_of(year, season), f"{season} of {year}")
    seasons = (calendar.season_of(y, season) for y in years_about(at))
    day = at.published
    if which in {"last", "past"} and day:
        return choose((s for s in seasons if s.last and s.last < day), towards("past", at), season)
    if which in {"next", "coming"} and day:
        return choose((s for s in seasons if s.first and s.first > day), towards("future", at), season)
    if which == "this" and day:
        return Reckoned(calendar.season_of(day.year, season), f"{season} of the year of publication {named(day)}")
    return choose(seasons, at, season)


def _quarter(values: Values, at: Setting) -> Reckoned:
    number = values.get("ordinal") or int(values.get("quartername", 0))
    number = 4 if number == -1 else number
    if not 1 <= number <= 4:
        return no_days("no such quarter")
    if (year := year_in(values, at)) is not None:
        return Reckoned(calendar.quarter_of(year, number), f"quarter {number} of {year}")
    return choose((calendar.quarter_of(y, number) for y in years_about(at)), at, f"quarter {number}")


def _half(values: Values, at: Setting) -> Reckoned:
    number = 2 if values["ordinal"] in {2, -1} else 1
    if "month" in values:
        month = _month({k: v for k, v in values.items() if k != "ordinal"}, at)
        return _half_of_month(month, number)
    year = year_in(values, at) or year_of_which("this", at)
    if year is None:
        return no_days(NO_DAY)
    return Reckoned(calendar.months_of(year, 6 * number - 5, 6 * number), f"half {number} of {year}")


def _half_of_month(month: Reckoned, number: int) -> Reckoned:
    if month.period is None or month.period.first is None or month.period.last is None:
        return month
    middle = month.period.first + timedelta(days=14)
    first, last = (month.period.first, middle) if number == 1 else (middle + timedelta(days=1), month.period.last)
    return Reckoned(Period(first, last), f"half {number} of {month.how}")


def _fiscal(values: Values, at: Setting) -> Reckoned:
    """Reckon a fiscal year, named for the year in which it ends, by the custom of the publisher's country."""
    if at.fiscal_month is None:
        return no_days("the fiscal year depends on the publisher's country, which is not known")
    year = values.get("year")
    if year is None:
        if at.published is None:
            return no_days(NO_DAY)
        began = at.fiscal_month > 1 and at.published.month >= at.fiscal_month
        own = year_of_which(values["which"], at)
        year = None if own is None else own + began
    elif "number" in values:
        year += 1
    if year is None:
        return no_days(NO_DAY)
    first = at.fiscal_month - (12 if at.fiscal_month > 1 else 0)
    return Reckoned(calendar.months_of(year, first, first + 11), f"the fiscal year that ends in {year}")


def _holiday(values: Values, at: Setting) -> Reckoned:
    rule, which = values["holiday"], values.get("which", "")
    year = year_in({k: v for k, v in values.items() if k != "which"}, at)
    if year is not None:
        found = holiday_of(rule, year) if calendar.is_reckonable(year) else None
        return (
            Reckoned(found, f"that holiday in {year}")
            if found
            else no_days("the day of this holiday is not known for that year")
        )
    days = [d for d in (holiday_of(rule, y) for y in years_about(at)) if d]
    if which in {"last", "past"}:
        return choose(
            (d for d in days if at.published and d.last and d.last < at.published), towards("past", at), "such holiday"
        )
    if which in {"next", "coming"}:
        return choose(iter(days), towards("future", at), "such holiday")
    return choose(iter(days), at, "such holiday")


def _era(values: Values, _at: Setting) -> Reckoned:
    first, last = (date.fromisoformat(day) for day in values["era"].split())
    return Reckoned(Period(first, last), f"{first.isoformat()} to {last.isoformat()}")


NAMED: Mapping[str, Reckon] = {
    "date": _date,
    "days": _days,
    "iso": _iso,
    "numeric": _numeric,
    "month": _month,
    "slice": _slice,
    "around": _around,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "fiscal": _fiscal,
    "holiday": _holiday,
    "era": _era,
}
