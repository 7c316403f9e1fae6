"""Actors that no word names and that the event itself implies: who else arrests, convicts or censors."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core import EventMention, Sentence
from dateline.resolve.actors import Actor, Rule
from dateline.resolve.scene import Scene

# (event type, mode, "" for any) → sector of whoever must have done it, and how that is said.
_DOERS = {
    ("COERCE", "arrest"): ("COP", "an arrest is made by the police"),
    ("COERCE", ""): ("GOV", "coercion without an actor is the government's"),
    ("SANCTION", "convict"): ("JUD", "a conviction is a court's"),
    ("PROTEST", ""): ("CVL", "a protest without an actor is that of citizens"),
    ("ACCUSE", "investigate"): ("COP", "an inquiry without an actor is made by investigators"),
    ("RETREAT", "release"): ("GOV", "a release without an actor is the government's"),
    ("CONCEDE", ""): ("GOV", "a concession without an actor is the government's"),
}
# From this share of all hints on, a report is about one country clearly enough to say whose police it was.
_CLEAR = 0.4


def resolve_implied(mention: EventMention, sentences: Sequence[Sentence], scene: Scene) -> Actor | None:
    """Return who must have done it where the sentence names nobody, None where that is not clear."""
    if mention.actors or not 0 <= mention.sentence < len(sentences) or _has_subject(mention, sentences):
        return None
    found = next((_DOERS[mention.event_type, m] for m in mention.modes if (mention.event_type, m) in _DOERS), None)
    found = found or _DOERS.get((mention.event_type, ""))
    country, where = _country(mention, scene)
    if found is None or not country:
        return None
    sector, words = found
    rules = (Rule("country", f"implied: {where}", 0.6), Rule("sector", f"implied: {words} ({sector})", 0.6))
    return Actor("", "people", "", country, (sector,), rules=rules)


def _country(mention: EventMention, scene: Scene) -> tuple[str, str]:
    """Return the country of the event's place, else of the report, with the reason."""
    if mention.where is not None and mention.where.country:
        return mention.where.country, f"the event's place is {mention.where.text}"
    if scene.main and scene.share >= _CLEAR:
        return scene.main, f"the report is about {scene.main}"
    return "", ""


def _has_subject(mention: EventMention, sentences: Sequence[Sentence]) -> bool:
    """Say whether the trigger is a verb with a subject that acts: then somebody is named, and was only not found."""
    sentence = sentences[mention.sentence]
    head = sentence.head_of(mention.trigger.span)
    if head is None:
        return False
    return any(sentence.tokens[child].deprel == "nsubj" for child in sentence.children(head))
