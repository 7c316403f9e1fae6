"""Participants whom a report leaves unsaid: "was arrested" has the country's police as its actor, if that is clear.

Which sector a type or mode implies stands in the codebook; the country is that of the event's place, of the one acted
upon, or the one that the report is about. Without a country nobody is added: a guess is worse than a gap.

PLOVER's records have a recipient: who criticises a law or asks for a vote addresses somebody. Where the text names
nobody, it is the state that the report is about, if it speaks of hardly any other; the host of a visit is the state of
the place, as are those hit by a bomb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from dateline.codebook import Codebook
from dateline.core import EventMention, Evidence, Participant, Report, Sentence
from dateline.knowledge.entities import Knowledge
from dateline.resolve.actors import BODIES
from dateline.resolve.references import Referents
from dateline.resolve.who import referents_of

_CAPTIVES = frozenset({"hostage", "hostages", "captive", "captives", "abducted", "kidnapped", "abductees"})
CLEAR = 0.4
"""Share of a report's hints that must point to one country for it to be what the report is about."""
ALONE = 0.6
"""The same for a country to which words without an addressee are addressed."""


def resolve_implied(
    mention: EventMention, report: Report, sentences: Sequence[Sentence], knowledge: Knowledge, codebook: Codebook
) -> EventMention:
    """Return the mention with the participants that its type implies, where the text names none and they are clear."""
    mention = _with_actor(mention, report, sentences, knowledge, codebook)
    return _with_recipient(mention, report, sentences, knowledge, codebook)


def _with_actor(
    mention: EventMention, report: Report, sentences: Sequence[Sentence], knowledge: Knowledge, codebook: Codebook
) -> EventMention:
    """Return the mention with the actor that its type implies, where the text names none and the country is clear."""
    sector = codebook.implied_actor_of(mention.event_type, mention.modes, mention.trigger.span.of(report.text))
    if mention.actors or not sector or _frees_captives(mention):
        return mention
    found = _country(mention, referents_of(report, sentences, knowledge))
    if found is None:
        return mention
    return _added(mention, "actors", sector, found)


def _frees_captives(mention: EventMention) -> bool:
    """Say whether those who are let go were in no state's hands: who held hostages is not implied."""
    held = {word for person in mention.recipients for word in person.text.lower().split()}
    return "release" in mention.modes and not _CAPTIVES.isdisjoint(held)


def _with_recipient(
    mention: EventMention, report: Report, sentences: Sequence[Sentence], knowledge: Knowledge, codebook: Codebook
) -> EventMention:
    """Return the mention with the recipient that its type implies, where the text names none and the state is clear."""
    sector = codebook.implied_recipient_of(mention.event_type, mention.modes)
    if mention.recipients or not sector:
        return mention
    if codebook.is_at_place(mention.event_type):
        found = _at_place(mention, codebook)
    elif not mention.actors:
        return mention
    else:
        scene = referents_of(report, sentences, knowledge).scene
        clear = scene.main and scene.share >= ALONE
        found = (scene.main, f"the report is about {scene.main}", 0.5) if clear else None
    return mention if found is None else _added(mention, "recipients", sector, found)


def _at_place(mention: EventMention, codebook: Codebook) -> tuple[str, str, float] | None:
    """Return the country in which it happens, None if it is unknown, or a visit to the visitor's own country."""
    where, visit = mention.where, codebook.event_types[mention.event_type].quad == "verbal cooperation"
    visitors = {actor.country for actor in mention.actors} if visit else set()
    if where is None or not where.country or where.country in visitors or (visit and not mention.actors):
        return None
    return where.country, f"the event's place is {where.text}", 0.6


def _added(
    mention: EventMention, side: Literal["actors", "recipients"], sector: str, found: tuple[str, str, float]
) -> EventMention:
    """Return the mention with a participant without words on a side that has none."""
    country, basis, score = found
    what = f"{mention.event_type}{f'/{mention.modes[0]}' if mention.modes else ''}"
    kind = side.removesuffix("s")
    evidence = (
        Evidence(f"{side}[0].sector", f"who: {what} implies {sector} where the text names no {kind}", score=score),
        Evidence(f"{side}[0].country", f"who: {basis}", mention.trigger.span, score),
    )
    missing = tuple((field, reason) for field, reason in mention.missing if field != side)
    added = (Participant(None, "", country=country, sectors=(sector,)),)
    mention = replace(mention, evidence=(*mention.evidence, *evidence), missing=missing)
    return replace(mention, actors=added) if side == "actors" else replace(mention, recipients=added)


def _country(mention: EventMention, referents: Referents) -> tuple[str, str, float] | None:
    """Return the country in which an unnamed authority acts, with its basis and how likely it is."""
    if mention.where is not None and mention.where.country:
        return mention.where.country, f"the event's place is {mention.where.text}", 0.8
    whose = {p.country for p in mention.recipients if p.country and p.country not in BODIES}
    if len(whose) == 1 and whose == {referents.scene.main}:
        return whose.pop(), "those acted upon and the report are of that country", 0.7
    if referents.scene.main and referents.scene.share >= CLEAR:
        return referents.scene.main, f"the report is about {referents.scene.main}", 0.6
    paragraph = referents.scene.country_before(mention.trigger.span.start)
    return (paragraph, f"the paragraph is mostly about {paragraph}", 0.5) if paragraph else None
