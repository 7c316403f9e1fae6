"""Factual status of a mention: happening, past, planned, possible or denied (PLOVER's auxiliary modes)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.core import Attribution, EventMention, Evidence, Sentence, Status
from dateline.extract.attributions import is_denied
from dateline.extract.branches import Branches
from dateline.extract.sources import UTTERANCES

NEWS = timedelta(days=31)
"""What lies further back than this before publication is background: the guide's "about the last month"."""

PROMISE = "AGREE"
"""The type of which the plan itself is the event: promising is actual, however far off and open the promised is."""

CONDITIONS, CHANCES, PLANS = (
    frozenset({"if", "unless"}),
    frozenset({"could", "might", "may"}),
    frozenset({"will", "shall"}),
)
SURE = 0.95


def judge_status(
    mention: EventMention, sentence: Sentence, attributions: Sequence[Attribution] = ()
) -> tuple[Status, tuple[Evidence, ...]]:
    """Return the status of a mention as the report or its source presents it, with the evidence.

    The status head reads the sentence. Where a source denies that it happened, it is negated whatever the head says,
    unless it is done by speaking: who rejects a demand, a charge or a criticism answers it (10 of 10 in gold train);
    where the head holds for real what the trigger's own conjunction or auxiliary makes possible or future, those
    decide.
    """
    best = mention.trigger.statuses[0]
    span = mention.trigger.span
    head = Evidence("status", "model: status head", span, best.score)
    happened = best.name in {Status.ACTUAL, Status.HISTORICAL} and mention.event_type not in UTTERANCES
    if happened and is_denied(mention, attributions):
        return Status.NEGATED, (head, Evidence("status", "attribution: its source denies it", span, 0.9))
    unreal = _unreal(mention, sentence) if best.name == Status.ACTUAL else None
    return (unreal[0], (head, unreal[1])) if unreal else (Status(best.name), (head,))


def _unreal(mention: EventMention, sentence: Sentence) -> tuple[Status, Evidence] | None:
    """Return what the words that govern the trigger's clause make of an event that the head holds for real.

    On the training gold, "if" goes with hypothetical in 7 of 7 cases and "could", "might", "may" in 10 of 12; "will"
    goes with future or hypothetical in two of three, so that it only tips a head that is not `SURE`.
    """
    tree = Branches(sentence)
    head = tree.head_of(mention.trigger.span)
    if head is None or mention.event_type == PROMISE:
        return None
    for child in tree.children(head):
        token = tree.tokens[child]
        word = token.lemma.lower()
        if (word in CONDITIONS and token.deprel == "mark") or (word in CHANCES and token.deprel.startswith("aux")):
            return Status.HYPOTHETICAL, Evidence("status", f"clause: under “{token.form}”", token.span, 0.85)
        if word in PLANS and token.deprel.startswith("aux") and mention.trigger.statuses[0].score < SURE:
            ranked = (label for label in mention.trigger.statuses if label.name in {"future", "hypothetical"})
            label = next(ranked)
            return Status(label.name), Evidence("status", f"clause: under “{token.form}”", token.span, 0.7)
    return None


def judge_by_days(mention: EventMention, published: date | None) -> EventMention:
    """Return the mention with actual and historical told apart by its days, where words of the report give them.

    What begins after publication is future, a promise aside, whose days are those of what is promised (15 of 20 on
    the training gold). What ended more than a month before publication is historical, what ended within it is not: on
    the training gold, 94 of 100 dated mentions on the far side and 97 of 100 on the near side. Other statuses stay.
    """
    when = mention.when
    if published is None or when is None or when.basis != "text" or when.period.last is None:
        return mention
    age = published - when.period.last
    later = when.period.first is not None and when.period.first > published
    if later and mention.status is Status.ACTUAL and mention.event_type != PROMISE:
        return _with_status(mention, Status.FUTURE, "its days lie after publication")
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
