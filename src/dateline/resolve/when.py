"""The days of an event: the time that belongs to it, reckoned from the day of publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from dateline.core import EventMention, Evidence, Period, Report, Sentence, Span, Status, Trigger, When
from dateline.language.words import load_words
from dateline.resolve.attachment import lookup_time
from dateline.resolve.calendar import named
from dateline.resolve.event_tree import Choice
from dateline.resolve.reckoning import resolve_time
from dateline.resolve.setting import Direction, Reckoned, Setting
from dateline.resolve.tense import direction_of, is_done_by_now
from dateline.resolve.time_words import Meaning, load_grammar
from dateline.resolve.times import TimeExpression, find_times

# News of now reaches about a month back (the annotation guide's reading of "actual").
_NEWS = timedelta(days=31)
_SURE = 0.6
_SENTENCES_BACK = 8
# Times that are reckoned from the time told before: by their rule, or by a word like "following".
_ANCHORED = frozenset({"the_unit", "steps", "moments", "clock", "since_then"})
_POINTING_BACK = frozenset({"that", "same", "following", "previous"})
# Times that come once a year: the nearness of the next one decides where no verb does.
_BY_YEAR = frozenset({"date", "days", "month", "season", "quarter", "holiday"})
# Stretches that say how long, not when: no time to reckon the next one from.
_LENGTHS = frozenset(
    ["length", "span", "open_span", "within", "rolling", "since", "since_then", "until", "by", "before", "after", "era"]
)

# Acts that set something for a time to come: "banned for ten years"; what has been done for years is another matter.
_LASTING = frozenset({"COERCE", "SANCTION"})


def resolve_when(mention: EventMention, report: Report, sentences: Sequence[Sentence]) -> EventMention:
    """Return the mention with its days and the reckoning as evidence, or with the reason why they are not known."""
    sentence = sentences[mention.sentence]
    times = find_times(sentence)
    choice = lookup_time(mention.trigger.span, sentence, times, mention.trigger.spans("time"))
    if choice is None or choice.score < _least_score(mention.trigger):
        return _without_words(mention, report, "no time of its own" if times else "no time in the sentence")
    at = setting_of(report, sentences, sentence, choice.time, _direction(mention, choice.time, sentence))
    reckoned = resolve_time(choice.time, at)
    if reckoned.period is None:
        return _without_words(mention, report, f"“{choice.time.text}”: {reckoned.how}")
    if (
        choice.time.rule == "span"
        and mention.event_type in _LASTING
        and not is_done_by_now(sentence, mention.trigger.span)
    ):
        return _without_words(mention, report, f"“{choice.time.text}” is how long it is to last")
    if _links(choice.time, mention.trigger, sentence):
        return _without_words(
            mention, report, f"“{choice.time.text}” says how long another act came after or before it"
        )
    if _is_of_another(choice.time, reckoned.period, mention.trigger, sentence, report):
        return _without_words(mention, report, f"“{choice.time.text}” is not said of what is done by now")
    return _with_words(mention, report, choice, reckoned)


def _links(time: TimeExpression, trigger: Trigger, sentence: Sentence) -> bool:
    """Say whether a time ends with the word that opens the event's clause ("came a day after they met")."""
    head = sentence.head_of(trigger.span)
    marks = (t.span for t in sentence.tokens if t.head == head and t.deprel == "mark")
    return any(time.span.covers(mark) for mark in marks)


def _is_of_another(time: TimeExpression, period: Period, trigger: Trigger, sentence: Sentence, report: Report) -> bool:
    """Say whether a past day belongs to another verb: "restored ties in 2022 and has asked for more".

    The present perfect takes no past day in English, unless the writer hangs one on it. On the gold reports (train and
    dev), of 21 such days that hang elsewhere 2 are those of the event.
    """
    over = bool(report.published and period.last and period.last < report.published)
    at, head = sentence.head_of(time.core), sentence.head_of(trigger.span)
    if not over or at is None or sentence.tokens[at].head == head:
        return False
    return is_done_by_now(sentence, trigger.span)


def _least_score(trigger: Trigger) -> float:
    """Return how sure a time must be: where the model read arguments but no time, only one that the event governs."""
    return _SURE if trigger.arguments and not trigger.spans("time") else 0.0


def _with_words(mention: EventMention, report: Report, choice: Choice, reckoned: Reckoned) -> EventMention:
    """Return the mention with days that words in the report say."""
    time = choice.time
    assert reckoned.period
    when = When(reckoned.period, "text", time.span, time.text)
    days = _days(reckoned.period)
    how = reckoned.how if reckoned.how.startswith(days) else f"{days}: {reckoned.how}"
    rule = f"when: “{time.text}” → {how} ({choice.why})"
    evidence = [Evidence("when", rule, time.span, choice.score)]
    if clash := _clash(mention.status, reckoned.period, report):
        evidence.append(Evidence("when", f"conflict: {clash}", time.span, 0.0))
    return replace(mention, when=when).with_evidence(*evidence)


def _without_words(mention: EventMention, report: Report, reason: str) -> EventMention:
    """Return the mention on the day of publication if it is told as new, else with the reason why it has no days."""
    if report.published is None:
        return mention.without("when", f"{reason}; no publication day")
    if mention.status is Status.HISTORICAL:
        return mention.without("when", f"{reason}; told as background")
    if mention.status in {Status.FUTURE, Status.HYPOTHETICAL}:
        return mention.without("when", f"{reason}; not told as done")
    rule = f"when: told as new, so the day of publication, {named(report.published)} ({reason})"
    when = When(Period.day(report.published), "published")
    return replace(mention, when=when).with_evidence(Evidence("when", rule, None, 0.5))


def _days(period: Period) -> str:
    """Return the days in short: "2022-03-03", "2019-01-01 to 2019-12-31"."""
    first, last = (day.isoformat() if day else "open" for day in (period.first, period.last))
    return first if first == last else f"{first} to {last}"


def _clash(status: Status, period: Period, report: Report) -> str:
    """Return how status and days contradict each other, "" if they agree."""
    day = report.published
    if day is None:
        return ""
    if status is Status.FUTURE and period.last and period.last < day:
        return f"status is future, but the days lie before publication on {named(day)}"
    if status is Status.HISTORICAL and period.first and period.first > day - _NEWS:
        return f"status is historical, but the days lie within a month of publication on {named(day)}"
    if status is Status.ACTUAL and period.first and period.first > day:
        return f"status is actual, but the days lie after publication on {named(day)}"
    return ""


def _direction(mention: EventMention, time: TimeExpression, sentence: Sentence) -> Direction:
    """Return whether the clause of the event speaks of the past or the future."""
    if mention.status is Status.FUTURE:
        return "future"
    if told := direction_of(sentence, time.core, mention.trigger.span):
        return told
    if _any_meaning(time.meaning, lambda meaning: meaning.rule in _BY_YEAR):
        return "past" if mention.status is Status.HISTORICAL else ""
    return "future" if mention.status is Status.HYPOTHETICAL else "past"


def setting_of(
    report: Report, sentences: Sequence[Sentence], place: Sentence, time: TimeExpression, direction: Direction
) -> Setting:
    """Return what a time of the report is reckoned from."""
    published = report.published or (report.credit.day if report.credit else None)
    at = Setting(published, direction)
    if _any_meaning(time.meaning, _depends_on_country):
        at = _with_country(at, report)
    if _any_meaning(time.meaning, _points_back):
        at = replace(at, told=_told_before(time.core, place, sentences, at))
    return at


def _any_meaning(meaning: Meaning, is_so: Callable[[Meaning], bool]) -> bool:
    """Say whether something holds of a meaning or of a point inside it."""
    inner = (value for value in meaning.values.values() if isinstance(value, Meaning))
    return is_so(meaning) or any(_any_meaning(value, is_so) for value in inner)


def _depends_on_country(meaning: Meaning) -> bool:
    """Say whether a time is written or reckoned by the custom of a country."""
    return meaning.rule in {"numeric", "fiscal"}


def _points_back(meaning: Meaning) -> bool:
    """Say whether a time is reckoned from the time told before."""
    values = meaning.values
    is_pointing = values.get("which") in _POINTING_BACK or values.get("year_which") in _POINTING_BACK
    return meaning.rule in _ANCHORED or is_pointing or (meaning.rule in {"earlier", "later"} and "unit" in values)


def _told_before(span: Span, place: Sentence, sentences: Sequence[Sentence], at: Setting) -> Period | None:
    """Return the days of the last time told before a place in the report, as far as a few sentences back."""
    told: Period | None = None
    for sentence in sentences[max(0, place.index - _SENTENCES_BACK) : place.index + 1]:
        for time in find_times(sentence):
            if time.span.start < span.start and not (time.span.overlaps(span) or time.rule in _LENGTHS):
                direction = direction_of(sentence, time.core, time.core)
                period = resolve_time(time, replace(at, told=told, direction=direction)).period
                told = period if period and period.first and period.last else told
    return told


def _with_country(at: Setting, report: Report) -> Setting:
    """Return the setting with the customs of the publisher's country, if that is known."""
    country, table = publisher_country(report), load_grammar().table
    if not country:
        return at
    months = (int(month) for month, countries in table["fiscal"].items() if country in countries.split())
    return replace(at, month_first=country in table["month_first"].split(), fiscal_month=next(months, None))


def publisher_country(report: Report) -> str:
    """Return the country (ISO 3166 alpha-3) of a report's publisher by its name or web address, "" if unknown."""
    table: Mapping[str, Mapping[str, str]] = load_words("en", "publishers")
    host = urlsplit(report.url).hostname or ""
    by_name = table["names"].get(report.publisher.lower().removeprefix("the ").strip(), "")
    by_host = next((c for name, c in table["hosts"].items() if host == name or host.endswith(f".{name}")), "")
    return by_name or by_host or table["domains"].get(host.rpartition(".")[2], "")
