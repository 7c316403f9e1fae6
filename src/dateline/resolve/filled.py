"""What a record shows of those who were found: values, the evidence for each, the reasons for what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.core import Evidence, Participant, Span
from dateline.resolve.actors import Actor
from dateline.resolve.conduct import NO_SECTOR


def filled(participant: Participant, actor: Actor) -> Participant:
    """Return a participant with what is known of it."""
    return replace(
        participant,
        name=actor.name,
        entity_id=actor.entity_id,
        country=actor.country,
        sectors=actor.sectors,
        role=actor.role,
    )


def evidence_of(name: str, actor: Actor, span: Span | None) -> Iterable[Evidence]:
    """Yield the evidence for every field that has a value."""
    values = {"name": actor.name, "country": actor.country, "sector": " ".join(actor.sectors)}
    for field, value in values.items():
        rule = actor.rule(field)
        if value:
            words = rule.words if rule else "the words themselves"
            yield Evidence(f"{name}.{field}", f"who: {words}", span, rule.score if rule else 0.5)
    if actor.entity_id:
        rule = actor.rule("name")
        yield Evidence(
            f"{name}.entity_id", f"who: {rule.words if rule else actor.entity_id}", span, rule.score if rule else 0.5
        )
    if actor.role:
        yield Evidence(f"{name}.role", f"who: {actor.role}", span, 0.9)


def gaps_of(name: str, actor: Actor) -> Iterable[tuple[str, str]]:
    """Yield the reason for every field that has no value."""
    if not actor.name:
        yield f"{name}.name", "nobody by a name: unnamed, or named nowhere in the report"
    if not actor.country:
        yield f"{name}.country", "neither its words nor the report tell a country"
    if not actor.sectors and actor.country not in NO_SECTOR:
        yield f"{name}.sector", "no title, noun or entry tells a sector"


def renumbered(evidence: Iterable[Evidence], side: str, origins: Sequence[int]) -> Iterable[Evidence]:
    """Yield evidence with that for the words of participants under the places at which these stand now.

    `origins` holds, for each participant now on the side, the place that it had: words for several people are told once
    for each of them, those of nobody further no more.
    """
    for one in evidence:
        if not (one.field.startswith(f"{side}[") and one.field.endswith("].text")):
            yield one
            continue
        was = int(one.field[len(side) + 1 : -len("].text")])
        yield from (replace(one, field=f"{side}[{now}].text") for now, origin in enumerate(origins) if origin == was)
