"""What a time is reckoned from, and the choice between the days that the same words may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from dateline.core import Period
from dateline.resolve import calendar
from dateline.resolve.calendar import named

Values = Mapping[str, Any]
Direction = Literal["past", "future", ""]
NO_DAY = "the report has no publication day to reckon from"
NO_ANCHOR = "the text before tells no time to reckon from"
# A day without a year that tense does not decide lies ahead when it is this near ahead and much longer past.
_NEAR, _FAR = 92, 200


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is reckoned from.

    Attributes:
        published: day of publication, None if unknown.
        direction: whether the clause speaks of the past or the future, "" if that is open.
        told: the days of the time told last before this one, for "the next day".
        month_first: whether 03/04 is 4 March; None if the publisher's country is not known.
        fiscal_month: first month of the fiscal year, None if the publisher's country is not known.
    """

    published: date | None = None
    direction: Direction = ""
    told: Period | None = None
    month_first: bool | None = None
    fiscal_month: int | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The days of an expression with the reckoning in words; without days, `how` is the reason."""

    period: Period | None
    how: str


def no_days(reason: str) -> Reckoned:
    """Return that there are no days, and why."""
    return Reckoned(None, reason)


def year_of_which(which: str, at: Setting) -> int | None:
    """Return the year that "last year", "this year", "next year" names."""
    if which in {"that", "same"} and at.told and at.told.first:
        return at.told.first.year
    if at.published is None:
        return None
    return at.published.year + {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(
        which, 0
    )


def year_in(values: Values, at: Setting) -> int | None:
    """Return the year that an expression names itself, None if it names none."""
    if "year" in values:
        return int(values["year"])
    which = values.get("year_which") or values.get("which")
    return year_of_which(which, at) if which else None


def choose(candidates: Iterable[Period], at: Setting, what: str) -> Reckoned:
    """Return the candidate (in order of time) that the direction of the clause means."""
    day = at.published
    if day is None:
        return no_days(NO_DAY)
    known = [c for c in candidates if c.first and c.last]
    past = [c for c in known if c.first and c.first <= day]
    ahead = [c for c in known if c.last and c.last >= day]
    if at.direction == "future" or (at.direction == "" and _is_nearer_ahead(past, ahead, day)):
        return Reckoned(ahead[0], f"the next {what} from {named(day)}") if ahead else no_days(f"no {what} ahead")
    return Reckoned(past[-1], f"the last {what} up to {named(day)}") if past else no_days(f"no {what} before")


def _is_nearer_ahead(past: list[Period], ahead: list[Period], day: date) -> bool:
    """Say whether a time whose direction is open is so near ahead, and so long past, that it must lie ahead."""
    if not past or not ahead or past[-1].last is None or ahead[0].first is None:
        return bool(ahead and not past)
    return (day - past[-1].last).days > _FAR and 0 < (ahead[0].first - day).days <= _NEAR


def years_about(at: Setting) -> range:
    """Return the years in which a date without a year may lie."""
    year = at.published.year if at.published else 0
    return range(max(year - 1, 1), min(year + 2, 9998)) if calendar.is_reckonable(year) else range(0)


def towards(direction: Direction, at: Setting) -> Setting:
    """Return the setting with a direction that the words themselves give."""
    return replace(at, direction=direction)


# Takes the values of a meaning and what it is reckoned from.
Reckon = Callable[[Values, Setting], Reckoned]
