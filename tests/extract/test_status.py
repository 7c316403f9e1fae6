"""Status comes from the sentence, from who denies it, and from the days that the report gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.core import Attribution, EventMention, Label, Period, Source, Span, Status, Trigger, When
from dateline.extract.status import judge_by_days, judge_status

SPAN = Span(40, 47)
PUBLISHED = date(2026, 3, 10)


def told(status: str) -> EventMention:
    trigger = Trigger(SPAN, (Label("ASSAULT", 0.9),), statuses=(Label(status, 0.8),))
    return EventMention("m", "r", 0, trigger, "ASSAULT", status=Status(status))


@pytest.mark.parametrize("status", list(Status))
def test_the_head_decides(status: Status) -> None:
    """Without anybody who denies it, the status is the head's first choice, with its probability as evidence."""
    found, evidence = judge_status(told(status.value))
    assert found is status
    assert [(e.field, e.score) for e in evidence] == [("status", 0.8)]


def test_what_its_source_denies_is_negated() -> None:
    """A mention inside the content of a denial is negated, and says so."""
    voice = Source(Span(0, 8), "The army", "organization", stance="denies")
    denial = Attribution((Span(0, 8),), (Span(9, 15),), (Span(16, 60),), voice)
    found, evidence = judge_status(told("actual"), (denial,))
    assert found is Status.NEGATED
    assert len(evidence) == 2


@pytest.mark.parametrize(
    ("status", "first", "last", "judged"),
    [
        ("actual", date(2019, 1, 1), date(2019, 12, 31), Status.HISTORICAL),
        ("actual", date(2026, 3, 2), date(2026, 3, 8), Status.ACTUAL),
        ("historical", date(2026, 3, 9), date(2026, 3, 9), Status.ACTUAL),
        ("historical", date(2026, 1, 1), date(2026, 3, 10), Status.HISTORICAL),
        ("hypothetical", date(2019, 1, 1), date(2019, 12, 31), Status.HYPOTHETICAL),
        ("actual", date(2025, 1, 1), None, Status.ACTUAL),
    ],
)
def test_days_tell_news_from_background(status: str, first: date, last: date | None, judged: Status) -> None:
    """Days more than a month back make an actual event historical; days within it make a historical one actual."""
    mention = replace(told(status), when=When(Period(first, last), "text", Span(0, 4), "then"))
    assert judge_by_days(mention, PUBLISHED).status is judged


def test_days_of_publication_say_nothing() -> None:
    """Days that only stand in for those of the event, and a report without a day, change nothing."""
    mention = replace(told("historical"), when=When(Period.day(PUBLISHED), "published"))
    assert judge_by_days(mention, PUBLISHED).status is Status.HISTORICAL
    dated = replace(told("actual"), when=When(Period.day(date(2019, 1, 1)), "text", Span(0, 4), "then"))
    assert judge_by_days(dated, None).status is Status.ACTUAL
