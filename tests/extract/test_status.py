"""Status comes from the sentence, from who denies it, and from the days that the report gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.core import Attribution, EventMention, Label, Period, Source, Span, Status, Trigger, When
from dateline.extract.status import judge_by_days, judge_status
from hand_trees import span_of, text_of, tree

SPAN = Span(40, 47)
PUBLISHED = date(2026, 3, 10)
NOBODY = tree("Nobody/PRON/2/nsubj knows/VERB/0/root")


def told(status: str) -> EventMention:
    trigger = Trigger(SPAN, (Label("ASSAULT", 0.9),), statuses=(Label(status, 0.8),))
    return EventMention("m", "r", 0, trigger, "ASSAULT", status=Status(status))


@pytest.mark.parametrize("status", list(Status))
def test_the_head_decides(status: Status) -> None:
    """Without anybody who denies it, the status is the head's first choice, with its probability as evidence."""
    found, evidence = judge_status(told(status.value), NOBODY)
    assert found is status
    assert [(e.field, e.score) for e in evidence] == [("status", 0.8)]


def test_what_its_source_denies_is_negated() -> None:
    """A mention inside the content of a denial is negated, and says so."""
    voice = Source(Span(0, 8), "The army", "organization", stance="denies")
    denial = Attribution((Span(0, 8),), (Span(9, 15),), (Span(16, 60),), voice)
    found, evidence = judge_status(told("actual"), NOBODY, (denial,))
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
        ("actual", date(2026, 3, 16), date(2026, 3, 22), Status.FUTURE),
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


@pytest.mark.parametrize(
    ("words", "score", "judged"),
    [
        ("if/SCONJ/3/mark they/PRON/3/nsubj strike/VERB/0/root", 0.99, Status.HYPOTHETICAL),
        ("they/PRON/3/nsubj could/AUX/3/aux strike/VERB/0/root", 0.99, Status.HYPOTHETICAL),
        ("they/PRON/3/nsubj will/AUX/3/aux strike/VERB/0/root", 0.8, Status.FUTURE),
        ("they/PRON/3/nsubj will/AUX/3/aux strike/VERB/0/root", 0.99, Status.ACTUAL),
        ("they/PRON/3/nsubj did/AUX/3/aux strike/VERB/0/root", 0.99, Status.ACTUAL),
    ],
)
def test_the_clause_can_make_an_event_unreal(words: str, score: float, judged: Status) -> None:
    """Conditions and chances make an event hypothetical; a plan tips a head that is not sure."""
    sentence = tree(words)
    labels = (Label("actual", score), Label("future", 0.15), Label("hypothetical", 0.05))
    trigger = Trigger(span_of(text_of(sentence), "strike"), (Label("PROTEST", 0.9),), statuses=labels)
    mention = EventMention("m", "r", 0, trigger, "PROTEST")
    assert judge_status(mention, sentence)[0] is judged


def test_a_promise_is_actual() -> None:
    """What is promised lies in the future; the promise does not."""
    sentence = tree("they/PRON/3/nsubj will/AUX/3/aux help/VERB/0/root")
    trigger = Trigger(span_of(text_of(sentence), "help"), (Label("AGREE", 0.9),), statuses=(Label("actual", 0.6),))
    mention = EventMention("m", "r", 0, trigger, "AGREE", status=Status.ACTUAL)
    assert judge_status(mention, sentence)[0] is Status.ACTUAL
    later = replace(mention, when=When(Period.day(date(2026, 4, 1)), "text", Span(0, 4), "then"))
    assert judge_by_days(later, PUBLISHED).status is Status.ACTUAL
