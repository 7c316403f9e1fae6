"""Participants that another mention of the same kind of act names: "the attack" has the sides told before.

News takes acts up again without saying anew who did them to whom. In the gold reports (train), where a mention has
words for nobody on one side, the last mention of its type and modes before it has the same country there as the
annotators imply in 9 of 10 cases, provided that the other sides do not contradict; a headline and its first sentences
agree as often. Reciprocal acts name their partners among the actors, so recipients are carried between acts of
conflict alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from dateline.codebook import Codebook
from dateline.core import EventMention, Evidence, Participant, Report

SCORE = 0.6
"""How sure a carried participant is."""
LEAD = 2
"""How many sentences after its headline a report says in full what the headline says."""

Side = Literal["actors", "recipients"]


def resolve_carried(mentions: Sequence[EventMention], report: Report, codebook: Codebook) -> list[EventMention]:
    """Return the mentions with the sides that their words leave open as another mention like them has them.

    That is the last one before it, or, for a headline, the first one in the sentences that follow.

    Args:
        mentions: of one report, in order of the text, with their participants resolved as far as the text names them.
        report: what they are mentions of.
        codebook: tells which acts are conflict.
    """
    found = []
    for number, mention in enumerate(mentions):
        others = list(reversed(mentions[:number]))
        if report.title and mention.sentence == 0:
            others += [m for m in mentions[number + 1 :] if m.sentence <= LEAD]
        filled = _with_side(mention, "actors", others, report)
        conflict = codebook.event_types[mention.event_type].quad.endswith("conflict")
        if conflict and len(filled.actors) < 2:
            filled = _with_side(filled, "recipients", others, report)
        found.append(filled)
    return found


def _with_side(mention: EventMention, side: Side, others: Sequence[EventMention], report: Report) -> EventMention:
    """Return the mention with one side as the first like it has it, if it has nobody there and that one fits."""
    if side_of(mention, side):
        return mention
    other: Side = "actors" if side == "recipients" else "recipients"
    told = next((m for m in others if _is_like(m, mention) and _named(m, side)), None)
    if told is None or told.sentence == mention.sentence or _contradict(side_of(told, other), side_of(mention, other)):
        return mention
    words = told.trigger.span.of(report.text)
    where = "before" if told.sentence < mention.sentence else "after"
    rule = f'who: no {side.removesuffix("s")} in the sentence; that of "{words}" {where} it'
    evidence = [Evidence(side, rule, told.trigger.span, SCORE)]
    carried = _named(told, side)
    for number, one in enumerate(carried):
        fields = (field for field in ("name", "country", "sector") if getattr(one, field))
        evidence += (Evidence(f"{side}[{number}].{field}", rule, one.span, SCORE) for field in fields)
    missing = tuple((field, reason) for field, reason in mention.missing if field != side)
    people = tuple(replace(one, span=None, text="") for one in carried)
    mention = replace(mention, evidence=(*mention.evidence, *evidence), missing=missing)
    return replace(mention, actors=people) if side == "actors" else replace(mention, recipients=people)


def side_of(mention: EventMention, side: Side) -> tuple[Participant, ...]:
    """Return who stands on one side."""
    return mention.actors if side == "actors" else mention.recipients


def _named(mention: EventMention, side: Side) -> tuple[Participant, ...]:
    """Return whom the words of a mention name on one side and who is known by a country."""
    return tuple(one for one in side_of(mention, side) if one.span and one.country)


def _is_like(one: EventMention, other: EventMention) -> bool:
    """Say whether two mentions are of one type, and of the same modes where both tell any."""
    same = not one.modes or not other.modes or set(one.modes) == set(other.modes)
    return one.event_type == other.event_type and same


def _contradict(some: Sequence[Participant], others: Sequence[Participant]) -> bool:
    """Say whether two sides are known and share no country."""
    here, there = ({p.country for p in side if p.country} for side in (some, others))
    return bool(here and there and not here & there)
