"""Factual status of a mention: happening, past, planned, possible or denied (PLOVER's auxiliary modes)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.core import Attribution, EventMention, Evidence, Status
from dateline.extract.attributions import is_denied

NEWS = timedelta(days=31)
"""What lies further back than this before publication is background: the guide's "about the last month"."""


def judge_status(
    mention: EventMention, attributions: Sequence[Attribution] = ()
) -> tuple[Status, tuple[Evidence, ...]]:
    """Return the status of a mention as the report or its source presents it, with the evidence.

    The status head reads the sentence; where a source denies that it happened, it is negated whatever the head says.
    """
    best = mention.trigger.statuses[0]
    span = mention.trigger.span
    head = Evidence("status", "model: status head", span, best.score)
    if best.name in {Status.ACTUAL, Status.HISTORICAL} and is_denied(mention, attributions):
        return Status.NEGATED, (head, Evidence("status", "attribution: its source denies it", span, 0.9))
    return Status(best.name), (head,)


def judge_by_days(mention: EventMention, published: date | None) -> EventMention:
    """Return the mention with actual and historical told apart by its days, where words of the report give them.

    What ended more than a month before publication is historical, what ended within it is not: on the training gold, 94
    of 100 dated mentions on the far side and 97 of 100 on the near side. Other statuses stay.
    """
    when = mention.when
    if published is None or when is None or when.basis != "text" or when.period.last is None:
        return mention
    age = published - when.period.last
    if age > NEWS and mention.status is Status.ACTUAL:
        return _with_status(mention, Status.HISTORICAL, f"its days end {age.days} days before publication")
    begun = when.period.first is not None and published - when.period.first <= NEWS
    if begun and age >= timedelta() and mention.status is Status.HISTORICAL:
        return _with_status(
            mention, Status.ACTUAL, f"its days end {age.days} days before publication: news, not background"
        )
    return mention


def _with_status(mention: EventMention, status: Status, why: str) -> EventMention:
    assert mention.when is not None
    return replace(mention, status=status).with_evidence(Evidence("status", f"days: {why}", mention.when.span, 0.95))
