"""Participants that another mention of the same act names: "the attack" has the sides told before.

News takes acts up again without saying anew who did them to whom. Where a mention has words for nobody on one side,
that of the last mention of its type and modes before it is taken, or for a headline that of the first below it, unless
the other sides, the days or the places contradict. On the gold reports (train and dev, with what Dateline finds in
them) the countries are those that the annotators imply for 195 of 228 carried actors and 125 of 142 recipients; 55 and
89 more have nobody there. Who attacked is asked for more: "a bomb went off" under a report of another attack is no
second deed of the same people, so such a mention must take up ("the attack") or say in the same way what was done.
Reciprocal acts name their partners among the actors; recipients are carried between acts of conflict alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from dateline.codebook import Codebook
from dateline.core import EventMention, Evidence, Participant, Report, Sentence
from dateline.resolve.place_words import load_place_words

SCORE = 0.6
"""How sure a carried participant is."""
LEAD = 2
"""How many sentences after its headline a report says in full what the headline says."""

# Types whose doers news often does not know.
_OPEN_DEEDS = frozenset({"ASSAULT"})
_POINTS = frozenset({"city", "point"})

Side = Literal["actors", "recipients"]


def resolve_carried(
    mentions: Sequence[EventMention], report: Report, sentences: Sequence[Sentence], codebook: Codebook
) -> list[EventMention]:
    """Return the mentions with the sides that their words leave open as another mention like them has them.

    That is the last one before it, or, for a headline, the first one in the sentences that follow.

    Args:
        mentions: of one report, in order of the text, with their participants resolved as far as the text names them.
        report: what they are mentions of.
        sentences: all sentences of the report.
        codebook: tells which acts are conflict.
    """
    found = []
    for number, mention in enumerate(mentions):
        others = list(reversed(mentions[:number]))
        if report.title and mention.sentence == 0:
            others += [m for m in mentions[number + 1 :] if m.sentence <= LEAD]
        again = takes_up(mention, sentences[mention.sentence])
        material = codebook.event_types[mention.event_type].quad.startswith("material")
        free = again or material
        others = [m for m in others if _is_like(m, mention, again=again, free=free) and not _is_apart(m, mention)]
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
    told = next((m for m in others if _named(m, side)), None)
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


def takes_up(mention: EventMention, sentence: Sentence) -> bool:
    """Say whether the words of a mention point at something told: "the attack", "their arrest"."""
    head = sentence.head_of(mention.trigger.span)
    below = [sentence.tokens[i] for i in sentence.children(head)] if head is not None else []
    definite = load_place_words().definite
    return any(t.deprel == "nmod:poss" or (t.deprel == "det" and t.form.lower() in definite) for t in below)


def _is_like(told: EventMention, mention: EventMention, *, again: bool, free: bool) -> bool:
    """Say whether two mentions are of one type and the same modes; what takes the other up, or a deed, may lack any.

    What is said anew to nobody may be said to anybody: "demanded an inquiry" under "asked residents to leave".
    """
    if told.event_type != mention.event_type:
        return False
    same = set(told.modes) == set(mention.modes)
    if mention.event_type in _OPEN_DEEDS and not again:
        return same and bool(told.modes)
    return same or (free and not mention.modes) or (again and not told.modes)


def _is_apart(one: EventMention, other: EventMention) -> bool:
    """Say whether the days or the places of two mentions, as the text tells them, exclude that they are of one act."""
    here, there = one.where, other.where
    if here and there:
        if here.country and there.country and here.country != there.country:
            return True
        if here.name != there.name and {here.precision, there.precision} <= _POINTS:
            return True
    days = [m.when.period for m in (one, other) if m.when and m.when.basis == "text"]
    return len(days) == 2 and not days[0].overlaps(days[1])


def _contradict(some: Sequence[Participant], others: Sequence[Participant]) -> bool:
    """Say whether two sides are known and share no country."""
    here, there = ({p.country for p in side if p.country} for side in (some, others))
    return bool(here and there and not here & there)
