"""Times reckoned from the day of publication or from the time told before: weekdays, "last week", "two days later"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dateline.core import Period
from dateline.resolve import calendar
from dateline.resolve.calendar import named
from dateline.resolve.named_times import NAMED
from dateline.resolve.setting import (
    NO_ANCHOR,
    NO_DAY,
    Reckon,
    Reckoned,
    Setting,
    Values,
    no_days,
)


def _weekday(values: Values, at: Setting) -> Reckoned:
    weekday, which, day = values["weekday"], values.get("which", ""), at.published
    if "week" in values:
        return _weekday_of_week(weekday, values["week"], at)
    if which in {"that", "following", "previous"}:
        return _weekday_near_told(weekday, which, at)
    if day is None:
        return no_days(NO_DAY)
    name = calendar.DAYS[weekday]
    if which in {"next", "coming"} or (which in {"", "this"} and at.direction == "future"):
        found = calendar.next_weekday(weekday, day, same=not which)
        return Reckoned(Period.day(found), f"{found.isoformat()}, the next {name} from {named(day)}")
    found = calendar.last_weekday(weekday, day, same=which not in {"last", "past"})
    if found == day:
        return Reckoned(Period.day(found), f"{found.isoformat()}, the {name} of publication")
    return Reckoned(Period.day(found), f"{found.isoformat()}, the last {name} before {named(day)}")


def _weekday_of_week(weekday: int, which: str, at: Setting) -> Reckoned:
    week = _unit({"which": which, "unit": "week"}, at)
    if week.period is None or week.period.first is None:
        return week
    found = week.period.first + timedelta(days=weekday)
    return Reckoned(Period.day(found), f"{named(found)} of the week from {week.period.first.isoformat()}")


def _weekday_near_told(weekday: int, which: str, at: Setting) -> Reckoned:
    if at.told is None or at.told.first is None or at.told.last is None:
        return no_days(NO_ANCHOR)
    if which == "previous":
        found = calendar.last_weekday(weekday, at.told.first, same=False)
    else:
        found = calendar.next_weekday(
            weekday, at.told.last if which == "following" else at.told.first, same=which == "that"
        )
    return Reckoned(
        Period.day(found), f"{named(found)}, reckoned from the time told before, {at.told.first.isoformat()}"
    )


def _relative(values: Values, at: Setting) -> Reckoned:
    if at.published is None:
        return no_days(NO_DAY)
    found = at.published + timedelta(days=values["relative"])
    return Reckoned(
        Period.day(found), f"{named(found)}, {_days_from(values['relative'])} publication {named(at.published)}"
    )


def _days_from(count: int) -> str:
    """Return "the day of", "1 day before", "2 days after"."""
    if count == 0:
        return "the day of"
    return f"{abs(count)} day{'s' if abs(count) > 1 else ''} {'before' if count < 0 else 'after'}"


def _beyond(values: Values, at: Setting) -> Reckoned:
    return _relative({"relative": values["relative"] + values["step"]}, at)


def _beyond_unit(values: Values, at: Setting) -> Reckoned:
    """Reckon "the week before last" and "the month after next"."""
    step = 2 * values["step"]
    fits = values["which"] in ({"last"} if step < 0 else {"next"})
    if not fits or at.published is None:
        return no_days(NO_DAY if at.published is None else "not reckonable")
    return _unit_from(at.published, values["unit"], step, "publication")


def _hours(values: Values, at: Setting) -> Reckoned:
    """Reckon "the past 48 hours": the days that they reach."""
    if at.published is None:
        return no_days(NO_DAY)
    hours = _count(values) if values["moment"] == "hour" else 1
    days = timedelta(days=-(-hours // 24))
    ahead = values["which"] in {"next", "coming"}
    if values["which"] not in {"last", "past", "next", "coming"} or days.days > 1000:
        return no_days("not reckonable")
    period = Period(at.published, at.published + days) if ahead else Period(at.published - days, at.published)
    return Reckoned(period, f"{hours} hours {'from' if ahead else 'up to'} publication {named(at.published)}")


def _daypart(values: Values, at: Setting) -> Reckoned:
    which = values["which"]
    if which in {"that", "same"}:
        return _told_day(0, at)
    if which in {"following", "previous"}:
        return _told_day(1 if which == "following" else -1, at)
    return _relative({"relative": {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)}, at)


def _told_day(step: int, at: Setting) -> Reckoned:
    """Return the day so many days from the time told before."""
    anchor = _told_edge(step, at)
    if anchor is None:
        return no_days(NO_ANCHOR)
    found = anchor + timedelta(days=step)
    return Reckoned(Period.day(found), f"{named(found)}, {_days_from(step)} the time told before, {anchor.isoformat()}")


def _told_edge(step: int, at: Setting) -> date | None:
    """Return the last day of the time told before for a step forward, else its first day; None if none was told."""
    if at.told is None:
        return None
    return at.told.last if step > 0 else at.told.first


def _unit(values: Values, at: Setting) -> Reckoned:
    which, unit = values["which"], values["unit"]
    if which in {"that", "same", "following", "previous"}:
        return _the_unit(values, at)
    if at.published is None:
        return no_days(NO_DAY)
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "weekend":
        return _weekend_by(which, at.published, at)
    found = _unit_from(at.published, unit, step, "publication")
    if step == 0 and unit in {"week", "year"} and at.direction == "past" and found.period:
        # what has happened "this week" or "this year" lies before the report
        return Reckoned(Period(found.period.first, at.published), f"{found.how}, up to then")
    return found


_WHEN = {-2: "two before that of", -1: "before that of", 0: "of", 1: "after that of", 2: "two after that of"}


def _weekend_by(which: str, day: date, at: Setting) -> Reckoned:
    """Return the weekend that is meant on a day; up to Wednesday "this weekend" told as past is the last one."""
    own = calendar.weekend_of(day)
    in_it = day.weekday() >= 5
    if which in {"last", "past"}:
        step = -1
    elif which in {"next", "coming"}:
        step = 1 if in_it else 0
    else:
        step = 0 if in_it or at.direction == "future" or (which == "this" and day.weekday() >= 3) else -1
    found = calendar.weekend_of(own.first + timedelta(weeks=step)) if own.first else own
    return Reckoned(found, f"the weekend {_WHEN[step]} the week of publication {named(day)}")


def _weekend(values: Values, at: Setting) -> Reckoned:
    if "holiday" in values:
        day = NAMED["holiday"]({"holiday": values["holiday"]}, at)
        return Reckoned(calendar.weekend_of(day.period.first), day.how) if day.period and day.period.first else day
    return _weekend_by("", at.published, at) if at.published else no_days(NO_DAY)


def _the_unit(values: Values, at: Setting) -> Reckoned:
    """Reckon "the last week" (up to publication), and "the next day", "that year" (from the time told before)."""
    which, unit = values.get("which", "that"), values.get("unit", "day")
    if which in {"last", "past"} and unit == "quarter":
        return _unit({"which": which, "unit": unit}, at)
    if which in {"last", "past", "coming"} and "daypart" not in values:
        return _rolling({"which": which, "unit": unit, "number": 1}, at)
    step = {"following": 1, "next": 1, "previous": -1, "last": -1, "past": -1, "coming": 1}.get(which, 0)
    if at.told is None or at.told.first is None or at.told.last is None:
        if which == "next" and at.direction == "future":
            return _unit({"which": "next", "unit": unit}, at) if "unit" in values else _relative({"relative": 1}, at)
        return no_days(NO_ANCHOR)
    if unit == "day":
        return _told_day(step, at)
    return _unit_from(at.told.first, unit, step, "the time told before")


def _unit_from(day: date, unit: str, step: int, anchor: str) -> Reckoned:
    """Return the calendar unit so many units from that of a day."""
    moved = calendar.stepped(day, "week" if unit == "weekend" else unit, step)
    if moved is None or not calendar.is_reckonable(moved.year):
        return no_days("beyond the calendar")
    return Reckoned(calendar.unit_around(moved, unit), f"the {unit} {_WHEN[step]} {anchor} {named(day)}")


def _count(values: Values) -> int:
    """Return how many units an expression counts: "a" is one, "a few" and "several" are three, "a couple" two."""
    return int(values.get("number") or values.get("few") or 1)


def _rolling(values: Values, at: Setting) -> Reckoned:
    """Reckon "the last two weeks" and "recent days": up to the day of publication, or from it on."""
    if at.published is None:
        return no_days(NO_DAY)
    which, unit = values.get("which", "past"), values.get("unit") or values["plural"]
    if which in {"this", "that", "same", "following", "previous"} or unit == "weekend":
        return no_days("not reckonable")
    count = _count(values) if values.keys() & {"number", "few"} else 3
    ahead = which in {"next", "coming"}
    other = calendar.stepped(at.published, unit, count if ahead else -count)
    if other is None:
        return no_days("beyond the calendar")
    period = Period(at.published, other) if ahead else Period(other, at.published)
    return Reckoned(
        period,
        f"{count} {unit}{'s' if count > 1 else ''} {'from' if ahead else 'up to'} publication {named(at.published)}",
    )


def _ago(values: Values, at: Setting) -> Reckoned:
    if at.published and values.keys() & {"weekday", "relative"}:  # "a year ago today", "a week ago Tuesday"
        moved = calendar.stepped(at.published, values["unit"], -_count(values))
        if moved is None:
            return no_days("beyond the calendar")
        day = calendar.last_weekday(values["weekday"], moved, same=True) if "weekday" in values else moved
        return Reckoned(Period.day(day), f"{day.isoformat()}, {_count(values)} {values['unit']} before publication")
    return _counted_from(at.published, values, -1, "publication", NO_DAY)


def _ahead(values: Values, at: Setting) -> Reckoned:
    return _counted_from(at.published, values, 1, "publication", NO_DAY)


def _steps(values: Values, at: Setting) -> Reckoned:
    step = values["step"]
    return _counted_from(_told_edge(step, at), values, step, "the time told before,", NO_ANCHOR)


def _counted_from(day: date | None, values: Values, sign: int, anchor: str, reason: str) -> Reckoned:
    """Return the time so many units from a day: days and weeks give a day, months a month, years a year."""
    if day is None:
        return no_days(reason)
    unit, count = values["unit"], _count(values)
    moved = calendar.stepped(day, "week" if unit == "weekend" else unit, sign * count)
    if moved is None or not calendar.is_reckonable(moved.year):
        return no_days("beyond the calendar")
    exact = unit if unit in {"month", "quarter", "year"} else "year" if unit in {"decade", "century"} else "day"
    words = f"{count} {unit}{'s' if count > 1 else ''} {'after' if sign > 0 else 'before'} {anchor} {named(day)}"
    return Reckoned(calendar.unit_around(moved, exact), f"{moved.isoformat()}, {words}")


def _moments(values: Values, at: Setting) -> Reckoned:
    return _told_day(0, at) if values.get("step") else _relative({"relative": 0}, at)


def _overnight(_values: Values, at: Setting) -> Reckoned:
    if at.published is None:
        return no_days(NO_DAY)
    return Reckoned(Period(at.published - timedelta(days=1), at.published), f"the night before {named(at.published)}")


def _clock(_values: Values, at: Setting) -> Reckoned:
    return _told_day(0, at) if at.told and at.told.first == at.told.last else _relative({"relative": 0}, at)


RELATIVE: Mapping[str, Reckon] = {
    "weekday": _weekday,
    "relative": _relative,
    "beyond": _beyond,
    "beyond_unit": _beyond_unit,
    "hours": _hours,
    "daypart": _daypart,
    "unit": _unit,
    "the_unit": _the_unit,
    "weekend": _weekend,
    "rolling": _rolling,
    "ago": _ago,
    "ahead": _ahead,
    "steps": _steps,
    "moments": _moments,
    "overnight": _overnight,
    "clock": _clock,
}
