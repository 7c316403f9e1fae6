"""What a time expression means in days: points by their rule, their parts, what "since" and "until" make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.core import Period
from dateline.resolve import calendar
from dateline.resolve.calendar import named
from dateline.resolve.named_times import NAMED
from dateline.resolve.relative_times import RELATIVE
from dateline.resolve.setting import NO_ANCHOR, NO_DAY, Reckon, Reckoned, Setting, Values, no_days, towards
from dateline.resolve.time_words import Meaning
from dateline.resolve.times import TimeExpression

_DAY = timedelta(days=1)
# Points that can be reckoned from the end of a range ("from Monday to Friday").
_LEANING = frozenset({"date", "month", "weekday"})


def resolve_time(expression: TimeExpression, at: Setting) -> Reckoned:
    """Return the days of a time expression with the reckoning in words, or no days and the reason.

    Conventions are those of the news: "last week" is the Monday to Sunday before, "on Monday" the last Monday up to
    publication unless the clause speaks of the future, "earlier this month" its days before publication, "two years
    ago" that whole year. Without a publication day only expressions that carry their own year have days.
    """
    try:
        return reckon(expression.meaning, at)
    except OverflowError:
        return no_days("beyond the calendar")


def reckon(meaning: Meaning, at: Setting) -> Reckoned:
    """Return the days of a meaning. Raises `KeyError` for a rule that no function reckons."""
    return RULES[meaning.rule](meaning.values, at)


def _same(values: Values, at: Setting) -> Reckoned:
    return reckon(values["N"], at)


def _part(values: Values, at: Setting) -> Reckoned:
    whole = _whole(values, at)
    if whole.period is None:
        return whole
    return Reckoned(calendar.part_of(whole.period, values["edge"]), f"{values['edge']} part of {whole.how}")


def _whole(values: Values, at: Setting) -> Reckoned:
    """Return the days of the point inside, or of the unit in which publication lies ("the end of the year")."""
    if "N" in values:  # "later this year" takes its part of the whole year, whatever the tense
        return reckon(values["N"], towards("", at) if values["N"].rule == "unit" else at)
    if at.published is None:
        return no_days(NO_DAY)
    unit = values["unit"]
    if unit == "day" and at.told and at.told.first:
        return Reckoned(Period.day(at.told.first), f"the day told before, {at.told.first.isoformat()}")
    return Reckoned(calendar.unit_around(at.published, unit), f"the {unit} of publication {named(at.published)}")


def _earlier(values: Values, at: Setting) -> Reckoned:
    """Reckon "earlier this month": its days before publication."""
    return _up_to_publication(_whole(values, at), at, 1)


def _so_far(values: Values, at: Setting) -> Reckoned:
    return _up_to_publication(_whole(values, at), at, 0)


def _up_to_publication(whole: Reckoned, at: Setting, back: int) -> Reckoned:
    """Return the days of a stretch up to publication, or up to the day before it."""
    period, day = whole.period, at.published
    if period is None or day is None or period.first is None or period.first == period.last or not period.has(day):
        return whole
    last = max(day - timedelta(days=back), period.first)
    return Reckoned(Period(period.first, last), f"{whole.how}, up to {named(last)}")


def _later(values: Values, at: Setting) -> Reckoned:
    """Reckon "later this year": its days from publication on."""
    whole, day = _whole(values, at), at.published
    period = whole.period
    if period is None or day is None or period.first == period.last or not period.has(day):
        return whole
    return Reckoned(Period(day, period.last), f"{whole.how}, from {named(day)}")


def _shifted(values: Values, at: Setting) -> Reckoned:
    """Reckon "two days after Christmas" and "the eve of Easter"."""
    point = reckon(values["N"], at)
    if point.period is None:
        return point
    steps = values.get("steps") or Meaning("steps", {"unit": "day", "step": -1})
    found = reckon(steps, replace(at, told=point.period))
    return Reckoned(found.period, f"{found.how} ({point.how})")


def _since(values: Values, at: Setting) -> Reckoned:
    point = reckon(values["N"], towards("past", at))
    if point.period is None or point.period.first is None:
        return point
    if at.published is None or at.published < point.period.first:
        return Reckoned(Period(point.period.first, None), f"from {point.how} on")
    return Reckoned(Period(point.period.first, at.published), f"from {point.how} to publication")


def _until(values: Values, at: Setting) -> Reckoned:
    """Reckon "until Friday": from publication to then; of something over, the time named itself."""
    point = reckon(values["N"], at)
    return _from_publication(point, at)


def _by(values: Values, at: Setting) -> Reckoned:
    return _from_publication(reckon(values["N"], at if at.direction else towards("future", at)), at)


def _from_publication(point: Reckoned, at: Setting) -> Reckoned:
    """Return the days from publication to the end of a point that is still to come, else the point."""
    if point.period is None or point.period.last is None:
        return point
    if at.published is None:
        return Reckoned(Period(None, point.period.last), f"up to {point.how}")
    if point.period.last <= at.published:
        return point
    return Reckoned(Period(at.published, point.period.last), f"from publication to {point.how}")


def _before(values: Values, at: Setting) -> Reckoned:
    point = reckon(values["N"], at)
    if point.period is None or point.period.first is None:
        return point
    return Reckoned(Period(None, point.period.first - _DAY), f"before {point.how}")


def _after(values: Values, at: Setting) -> Reckoned:
    point = reckon(values["N"], at)
    if point.period is None or point.period.last is None:
        return point
    first = point.period.last + _DAY
    last = at.published if at.direction == "past" and at.published and at.published >= first else None
    return Reckoned(Period(first, last), f"after {point.how}")


def _range(values: Values, at: Setting) -> Reckoned:
    """Reckon "from A to B"; what A leaves open (its year, its week) it takes from B."""
    until = reckon(values["until"], at)
    if until.period is None or until.period.last is None:
        return until
    own = values["N"]
    start = reckon(own, replace(at, published=until.period.first, direction="past") if own.rule in _LEANING else at)
    if start.period is None or start.period.first is None:
        return start
    if start.period.first > until.period.last:
        return no_days("the range runs backwards")
    return Reckoned(Period(start.period.first, until.period.last), f"from {start.how} to {until.how}")


def _both(values: Values, at: Setting) -> Reckoned:
    """Reckon "Friday and Saturday": one stretch where the second follows on the first, else the first alone."""
    first = reckon(values["N"], at)
    if first.period is None:
        return first
    follows = replace(at, published=first.period.last, direction="future") if values["until"].rule in _LEANING else at
    second = reckon(values["until"], follows)
    if second.period is None:
        return first
    one, two = first.period, second.period
    if one.last and two.first and one.first and two.last and one.first <= two.first <= one.last + _DAY:
        return Reckoned(Period(one.first, max(one.last, two.last)), f"{first.how}, and {second.how}")
    return Reckoned(one, f"{first.how} (the first of two times)")


def _span(values: Values, at: Setting) -> Reckoned:
    """Reckon "for three days": up to publication, or from it on in the future."""
    if at.published is None:
        return no_days(NO_DAY)
    return _stretch(values, at.published, 1 if at.direction == "future" else -1)


def _since_then(_values: Values, at: Setting) -> Reckoned:
    if at.told is None or at.told.first is None:
        return no_days(NO_ANCHOR)
    last = at.published if at.published and at.published >= at.told.first else None
    return Reckoned(Period(at.told.first, last), f"from the time told before, {at.told.first.isoformat()}, on")


def _length(_values: Values, _at: Setting) -> Reckoned:
    return no_days("it says how long, not when")


def _open_span(values: Values, _at: Setting) -> Reckoned:
    return no_days(f"how many {values['plural']}s is left open")


def _in_length(values: Values, at: Setting) -> Reckoned:
    """Reckon "in two days": that time ahead in a clause about the future, else a length."""
    length = values["length"]
    if at.direction != "future" or "unit" not in length.values:
        return no_days("it says how long, not when")
    return reckon(Meaning("ahead", length.values), at)


def _within(values: Values, at: Setting) -> Reckoned:
    if at.published is None:
        return no_days(NO_DAY)
    return _stretch(values, at.published, 1)


def _stretch(values: Values, day: date, sign: int) -> Reckoned:
    """Return the days of so many units that end or begin with a day."""
    length: Values = values["length"].values
    if "unit" not in length:
        return Reckoned(Period.day(day), f"within a day of {named(day)}")
    count, unit = int(length.get("number") or length.get("few") or 1), length["unit"]
    other = calendar.stepped(day, "week" if unit == "weekend" else unit, sign * count)
    if other is None:
        return no_days("beyond the calendar")
    words = f"{count} {unit}{'s' if count > 1 else ''} {'from' if sign > 0 else 'up to'} {named(day)}"
    return Reckoned(Period(min(day, other), max(day, other)), words)


RULES: dict[str, Reckon] = {
    **NAMED,
    **RELATIVE,
    "same": _same,
    "part": _part,
    "earlier": _earlier,
    "so_far": _so_far,
    "later": _later,
    "shifted": _shifted,
    "since": _since,
    "until": _until,
    "by": _by,
    "before": _before,
    "after": _after,
    "range": _range,
    "both": _both,
    "since_then": _since_then,
    "length": _length,
    "span": _span,
    "open_span": _open_span,
    "in_length": _in_length,
    "within": _within,
}
