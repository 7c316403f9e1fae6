"""Event mentions: triggers that the model is sure enough of, with type, modes and the words of those who take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.codebook import Codebook
from dateline.core import Argument, EventMention, Evidence, Participant, Report, Sentence, Trigger
from dateline.extract.participants import pick_arguments, pick_object, with_joined
from dateline.extract.politics import is_political, load_field_words
from dateline.extract.predicates import join_triggers

MIN_CONFIDENCE = 0.5
"""Mentions below it are left out: those that are likelier wrong than right. From 0.4 on, F1 of the type differs by no
more than a hundredth on the development gold (`evaluation/fit.py`); of what is kept, the fewest are wrong here."""

ELSEWHERE = 0.9
"""The same in a report that speaks more of another field than of politics (see `politics`)."""

MIN_MODE = 0.5


def find_mentions(
    report: Report, sentences: Sequence[Sentence], codebook: Codebook, min_confidence: float | None = None
) -> tuple[EventMention, ...]:
    """Return the mentions of a report in the order of the text, those below `min_confidence` left out.

    Types that the codebook does not have are passed over; nothing inside the credit at the head of a story is an event.
    """
    least = MIN_CONFIDENCE if min_confidence is None else min_confidence
    if not is_political(sentences, load_field_words()):
        least = max(least, ELSEWHERE)
    found = []
    for sentence in sentences:
        likely = [t for t in sentence.triggers if _is_likely(t, least, codebook)]
        outside = [t for t in likely if not (report.credit and report.credit.span.overlaps(t.span))]
        found += [_mention(report, sentence, trigger, codebook) for trigger in join_triggers(outside, sentence)]
    return tuple(found)


def _is_likely(trigger: Trigger, least: float, codebook: Codebook) -> bool:
    """Say whether a trigger is sure enough and of a type that the codebook has."""
    best = trigger.types[0] if trigger.types else None
    return best is not None and best.score >= least and best.name in codebook.event_types


def _mention(report: Report, sentence: Sentence, trigger: Trigger, codebook: Codebook) -> EventMention:
    """Return a trigger as a mention with its codes and the words of its participants."""
    best = trigger.types[0]
    known = codebook.modes_of(best.name)
    modes = [label for label in trigger.modes if label.score >= MIN_MODE and label.name in known]
    evidence = [Evidence("event_type", "model: trigger head", trigger.span, best.score)]
    evidence += [Evidence(f"modes[{i}]", "model: mode head", trigger.span, m.score) for i, m in enumerate(modes)]
    names = tuple(label.name for label in modes)
    mention = EventMention(
        id="",
        report_id=report.id,
        sentence=sentence.index,
        trigger=trigger,
        event_type=best.name,
        modes=names,
        score=codebook.score_of(best.name, names),
        quad=codebook.quad_of(best.name) or "",
        cameo=codebook.cameo_of(best.name, names),
        confidence=best.score,
        evidence=tuple(evidence),
    )
    return with_participants(mention, report, sentence)


def with_participants(mention: EventMention, report: Report, sentence: Sentence) -> EventMention:
    """Return the mention with the words of its actors and recipients, or the reason why there are none."""
    told = (pick_arguments(mention.trigger, "actor", sentence), pick_arguments(mention.trigger, "recipient", sentence))
    actors, recipients = with_joined(*told, sentence)
    recipients = recipients or pick_object(mention.trigger, sentence)
    evidence: list[Evidence] = []
    missing: list[tuple[str, str]] = []
    for field, role, found in (("actors", "actor", actors), ("recipients", "recipient", recipients)):
        rule = "model: role head, head phrase of the tree"
        evidence += [Evidence(f"{field}[{i}].text", rule, a.span, a.score) for i, a in enumerate(found)]
        missing += [(field, f"no words near the trigger name the {role}")] * (not found)
    return replace(
        mention,
        actors=_people(actors, report),
        recipients=_people(recipients, report),
        evidence=(*mention.evidence, *evidence),
        missing=(*mention.missing, *missing),
    )


def _people(arguments: Sequence[Argument], report: Report) -> tuple[Participant, ...]:
    return tuple(Participant(a.span, a.span.of(report.text)) for a in arguments)
