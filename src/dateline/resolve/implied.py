"""Actors whom a report leaves unsaid: "was arrested" has the country's police as its actor, if the country is clear.

Which sector a type or mode implies stands in the codebook; the country is that of the event's place, of the one acted
upon, or the one that the report is about. Without a country nobody is added: a guess is worse than a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.codebook import Codebook
from dateline.core import EventMention, Evidence, Participant, Report, Sentence
from dateline.knowledge.entities import Knowledge
from dateline.resolve.actors import BODIES
from dateline.resolve.references import Referents
from dateline.resolve.who import referents_of

CLEAR = 0.4
"""Share of a report's hints that must point to one country for it to be what the report is about."""


def resolve_implied(
    mention: EventMention, report: Report, sentences: Sequence[Sentence], knowledge: Knowledge, codebook: Codebook
) -> EventMention:
    """Return the mention with the actor that its type implies, where the text names none and the country is clear."""
    sector = codebook.implied_actor_of(mention.event_type, mention.modes)
    if mention.actors or not sector:
        return mention
    found = _country(mention, referents_of(report, sentences, knowledge))
    if found is None:
        return mention
    country, basis, score = found
    what = f"{mention.event_type}{f'/{mention.modes[0]}' if mention.modes else ''}"
    evidence = (
        Evidence("actors[0].sector", f"who: {what} implies {sector} where the text names no actor", score=score),
        Evidence("actors[0].country", f"who: {basis}", mention.trigger.span, score),
    )
    missing = tuple((field, reason) for field, reason in mention.missing if field != "actors")
    actor = Participant(None, "", country=country, sectors=(sector,))
    return replace(mention, actors=(actor,), evidence=(*mention.evidence, *evidence), missing=missing)


def _country(mention: EventMention, referents: Referents) -> tuple[str, str, float] | None:
    """Return the country in which an unnamed authority acts, with its basis and how likely it is."""
    if mention.where is not None and mention.where.country:
        return mention.where.country, f"the event's place is {mention.where.text}", 0.8
    whose = {p.country for p in mention.recipients if p.country and p.country not in BODIES}
    if len(whose) == 1 and whose == {referents.scene.main}:
        return whose.pop(), "those acted upon and the report are of that country", 0.7
    if referents.scene.main and referents.scene.share >= CLEAR:
        return referents.scene.main, f"the report is about {referents.scene.main}", 0.6
    hint = referents.scene.place_in(mention.sentence, mention.trigger.span.start)
    if hint is not None and hint.country not in BODIES:
        return hint.country, f"place named beside it: {hint.words}", 0.55
    return None
