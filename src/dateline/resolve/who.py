"""Who acts and who is acted upon: names, countries, sectors and offices held on the event's day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from dateline.core import EventMention, Evidence, Participant, Period, Report, Sentence, Source, Span
from dateline.knowledge.entities import Knowledge
from dateline.resolve.coreference import Referents, actor_during, find_referents
from dateline.resolve.phrases import Actor, Rule, Setting, read_phrase
from dateline.resolve.pronouns import PRONOUNS, Pointer, resolve_noun, resolve_pronoun, resolve_same_noun

# An event longer ago than this is told of people as they were then; nearer ones as the report calls them.
_LONG_AGO = timedelta(days=60)
_DEFINITE = ("the ", "this ", "that ", "these ", "those ", "both ", "its ", "his ", "their ", "her ")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: its span, its sentence, whether it acts, and in what kind of event."""

    span: Span | None
    text: str
    sentence: int
    event_type: str = ""
    side: Literal["actors", "recipients", "sources"] = "actors"
    where: str = ""
    where_words: str = ""


def resolve_who(
    mention: EventMention, report: Report, sentences: Sequence[Sentence], knowledge: Knowledge
) -> EventMention:
    """Return the mention with names, countries, sectors and offices of its participants and voices filled in.

    Each value found has evidence ("actors[0].country"); each one not found has its reason in `missing`.
    """
    referents = find_referents(report, sentences, knowledge)
    setting = Setting(knowledge, _days(mention, report), referents.own, referents.kinds)
    for side in ("actors", "recipients"):
        mention = _with_side(mention, side, sentences, referents, setting)
    return _with_sources(mention, referents, setting)


def _days(mention: EventMention, report: Report) -> Period:
    """Return the days for which roles are asked: those of the event, else of publication."""
    if mention.when is not None:
        return mention.when.period
    return Period(report.published, report.published)


def _with_side(
    mention: EventMention,
    side: Literal["actors", "recipients"],
    sentences: Sequence[Sentence],
    referents: Referents,
    setting: Setting,
) -> EventMention:
    """Return the mention with one side resolved."""
    found: list[Participant] = []
    evidence: list[Evidence] = []
    missing: list[tuple[str, str]] = []
    for participant in getattr(mention, side):
        place = _place(mention, participant, side, sentences)
        actor = resolve_actor(place, referents, setting)
        name = f"{side}[{len(found)}]"
        found.append(_filled(participant, actor))
        evidence.extend(_evidence(name, actor, participant.span))
        missing.extend(_gaps(name, actor))
    mention = replace(mention, **{side: tuple(found)})  # type: ignore[arg-type]
    return replace(mention, evidence=(*mention.evidence, *evidence), missing=(*mention.missing, *missing))


def _place(
    mention: EventMention,
    participant: Participant,
    side: Literal["actors", "recipients"],
    sentences: Sequence[Sentence],
) -> Place:
    """Return where a participant stands."""
    span = participant.span or mention.trigger.span
    sentence = next((s.index for s in sentences if s.span.start <= span.start < s.span.end), mention.sentence)
    where = mention.where
    country, words = (where.country, where.text) if where is not None else ("", "")
    return Place(participant.span, participant.text, sentence, mention.event_type, side, country, words)


def resolve_actor(place: Place, referents: Referents, setting: Setting) -> Actor:
    """Return who stands at a place of the report: by its words, by what came before, by where it happened."""
    words = place.text.strip()
    if not words:
        return Actor()
    pointer = _pointer(place, words, referents)
    if words.lower() in PRONOUNS:
        actor = resolve_pronoun(pointer, referents) or Actor()
    else:
        actor = read_phrase(words, setting)
        actor = _pointed_back(actor, pointer, referents)
        actor = _with_scene(actor, pointer, place, referents)
    actor = _as_then(actor, setting, referents)
    return _as_force(actor, place)


def _pointer(place: Place, words: str, referents: Referents) -> Pointer:
    span = place.span or Span(0, 0)
    subject = place.side == "actors"
    del referents
    return Pointer(words, span, place.sentence, subject)


def _pointed_back(actor: Actor, pointer: Pointer, referents: Referents) -> Actor:
    """Return whom a noun without a country points back to, where it does."""
    if actor.kind not in {"people", ""} or actor.country or not actor.noun:
        return actor
    if pointer.words.lower().startswith(_DEFINITE):
        found = resolve_noun(pointer, actor, referents)
        if found is not None:
            return found
    same = resolve_same_noun(pointer, actor, referents)
    if same is None:
        return actor
    rule = same.rule("country")
    return replace(
        actor,
        country=same.country,
        rules=(*actor.rules, Rule("country", f"as earlier: {rule.words if rule else ''}", 0.7)),
    )


def _with_scene(actor: Actor, pointer: Pointer, place: Place, referents: Referents) -> Actor:
    """Return a nameless actor with the country of the event's place, or of what the report is about."""
    if actor.country or actor.kind in {"country", "place"} or not (actor.kind or actor.sectors):
        return actor
    found = _scene_country(pointer, place, referents)
    if found is None:
        return actor
    country, rule = found
    return replace(actor, country=country, rules=(*actor.rules, rule))


def _scene_country(pointer: Pointer, place: Place, referents: Referents) -> tuple[str, Rule] | None:
    """Return the country of the event's place, else of the sentence, else of the report, with the rule."""
    if place.where:
        return place.where, Rule("country", f"the event's place is {place.where_words}", 0.7)
    near = referents.scene.place_in(pointer.sentence, pointer.span.start)
    if near is not None:
        return near.country, Rule("country", f"place named beside it: {near.words}", 0.6)
    only = referents.scene.only_country_in(pointer.sentence)
    if only:
        return only, Rule("country", f"the only country of the sentence is {only}", 0.55)
    if referents.scene.main:
        return referents.scene.main, Rule("country", f"the report is about {referents.scene.main}", 0.5)
    return None


def _as_then(actor: Actor, setting: Setting, referents: Referents) -> Actor:
    """Return a known person with the roles of the event's days where these lie well before the report's."""
    del referents
    if not actor.entity_id or actor.kind != "person":
        return actor
    return actor


def _as_force(actor: Actor, place: Place) -> Actor:
    """Return a state that fights as its armed forces (MIL)."""
    if actor.is_state and place.event_type == "ASSAULT" and place.side == "actors" and actor.sectors[:1] == ("GOV",):
        rules = tuple(r for r in actor.rules if r.field != "sector")
        rule = Rule("sector", f"{actor.name} fighting is its armed forces (MIL)", 0.8)
        return replace(actor, sectors=("MIL",), rules=(*rules, rule))
    return actor


def _filled(participant: Participant, actor: Actor) -> Participant:
    """Return a participant with what is known of it."""
    return replace(
        participant,
        name=actor.name,
        entity_id=actor.entity_id,
        country=actor.country,
        sectors=actor.sectors,
        role=actor.role,
    )


_RECORD_FIELDS = (("name", "name"), ("country", "country"), ("sector", "sector"))


def _evidence(name: str, actor: Actor, span: Span | None) -> Iterable[Evidence]:
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


def _gaps(name: str, actor: Actor) -> Iterable[tuple[str, str]]:
    """Yield the reason for every field that has no value."""
    if not actor.name:
        yield f"{name}.name", "nobody by a name: unnamed, or named nowhere in the report"
    if not actor.country:
        yield f"{name}.country", "neither its words nor the report tell a country"
    if not actor.sectors and actor.country not in {"UNO", "EUR", "IGO"}:
        yield f"{name}.sector", "no title, noun or entry tells a sector"


def _with_sources(mention: EventMention, referents: Referents, setting: Setting) -> EventMention:
    """Return the mention with name, country and sector of its voices."""
    sources: list[Source] = []
    evidence: list[Evidence] = []
    for number, source in enumerate(mention.sources):
        place = Place(source.span, source.text, mention.sentence, mention.event_type, "sources")
        actor = resolve_actor(place, referents, setting) if source.text else Actor()
        sources.append(replace(source, name=actor.name, country=actor.country, sector=(actor.sectors or ("",))[0]))
        evidence.extend(_evidence(f"sources[{number}]", replace(actor, entity_id="", role=""), source.span))
    return replace(mention, sources=tuple(sources), evidence=(*mention.evidence, *evidence))
