"""Who acts and who is acted upon: names, countries, sectors and offices held on the event's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Literal

from dateline.core import EventMention, Evidence, Participant, Period, Report, Sentence, Source, Span
from dateline.knowledge.entities import Knowledge
from dateline.resolve.actors import Actor, Rule, Setting
from dateline.resolve.conduct import Place, as_participant, find_holder, is_no_other
from dateline.resolve.coreference import actor_during, find_referents
from dateline.resolve.filled import evidence_of, filled, gaps_of, renumbered
from dateline.resolve.joined import take_apart
from dateline.resolve.nouns import is_writing, points_back, resolve_noun, resolve_pair, resolve_same_noun, with_named
from dateline.resolve.phrases import OTHERS, read_phrase
from dateline.resolve.pronouns import OWNERS, PRONOUNS, THINGS, resolve_pronoun, with_pronouns
from dateline.resolve.references import Pointer, Referents
from dateline.resolve.sides import with_sides
from dateline.resolve.speakers import with_speakers
from dateline.resolve.turns import with_interview
from dateline.resolve.voiced import as_voice
from dateline.resolve.wording import is_by_hand

# An event longer ago than this is told of people as they were then; nearer ones as the report calls them.
_LONG_AGO = timedelta(days=60)
# "At least 29", "twelve", "hundreds more": people who are counted and not named.
_NUMBER = re.compile(
    r"(?:(?:at least|more than|about|around|some|nearly|almost|over|up to|another|the other|all|only|a further)\s+)*"
    r"(?:[\d.,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|dozens|hundreds|thousands)"
    r"(?:\s+(?:hundred|thousand|million|dozen|more|others|of them))*",
    re.IGNORECASE,
)
# From this share of all hints on, one country is what the report is about.
_CLEAR = 0.4
# Fighters called by their creed or deed belong to a group; rebels and insurgents, to the country that they fight for.
_MILITANTS = frozenset({
    "militant", "militants", "jihadist", "jihadists", "jihadi", "jihadis", "extremist", "extremists", "islamist",
    "islamists", "terrorist", "terrorists",
})  # fmt: skip
_REBELS = frozenset({"rebel", "rebels", "insurgent", "insurgents", "separatist", "separatists"})
# How sure the scene is of those whom no word tells ("some", "the café").
_UNREAD = 0.4
# Words that place somebody in no single country: "our European partners" are not of the country that is spoken of.
_OF_MANY = frozenset({
    "european", "western", "african", "arab", "asian", "international", "foreign", "regional", "global",
    "world", "west", "gulf", "multinational", "allied",
})  # fmt: skip
_STATE_OWNS = re.compile(r"((?:the|this) (?:country|nation|kingdom|republic))['’]s ", re.IGNORECASE)
_DEFINITE = ("the ", "this ", "that ", "these ", "those ", "both ", "its ", "his ", "their ", "her ")


def resolve_who(
    mention: EventMention, report: Report, sentences: Sequence[Sentence], knowledge: Knowledge
) -> EventMention:
    """Return the mention with names, countries, sectors and offices of its participants and voices filled in.

    Each value found has evidence ("actors[0].country"); each one not found has its reason in `missing`.
    """
    referents = referents_of(report, sentences, knowledge)
    told = Period(report.published, report.published)
    setting = Setting(knowledge, _days(mention, report), referents.own, referents.kinds, told, referents.lands)
    for side in ("actors", "recipients"):
        mention = _with_side(mention, side, sentences, referents, setting, mention.trigger.span.of(report.text))
    return _with_sources(mention, referents, setting)


@dataclass(frozen=True, eq=False, slots=True)
class _Key:
    """A report with its sentences, the same only as itself, so that a reckoning can be kept without comparing texts."""

    report: Report
    sentences: Sequence[Sentence]
    knowledge: Knowledge

    def __hash__(self) -> int:
        return id(self.sentences)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Key)
            and self.sentences is other.sentences
            and self.report is other.report
            and self.knowledge is other.knowledge
        )


def referents_of(report: Report, sentences: Sequence[Sentence], knowledge: Knowledge) -> Referents:
    """Return everybody whom a report speaks of, pronouns included; reckoned once for a report and its sentences."""
    return _referents(_Key(report, sentences, knowledge))


@lru_cache(maxsize=8)
def _referents(key: _Key) -> Referents:
    named = find_referents(key.report, key.sentences, key.knowledge)
    pointed = with_pronouns(named, key.sentences)
    told = with_sides(with_speakers(pointed, key.sentences), key.sentences, key.report.text)
    return with_named(with_interview(told, key.sentences), key.sentences, key.report.text, key.knowledge)


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
    act: str,
) -> EventMention:
    """Return the mention with one side resolved; `act` holds the words of its trigger."""
    found: list[Participant] = []
    origins: list[int] = []
    evidence: list[Evidence] = []
    missing: list[tuple[str, str]] = []
    for number, participant in enumerate(getattr(mention, side)):
        place = _place(mention, participant, side, sentences, act)
        if side == "recipients" and (holder := find_holder(mention)):
            place = replace(place, held_by=holder)
        if points_back(participant.text):
            place = replace(place, apart=_opposite(mention, side, sentences, referents, setting))
        for actor in resolve_actors(place, referents, setting):
            if is_no_other(actor, side, found, mention):
                continue
            name = f"{side}[{len(found)}]"
            found.append(filled(participant, actor))
            origins.append(number)
            evidence.extend(evidence_of(name, actor, participant.span))
            missing.extend(gaps_of(name, actor))
    if getattr(mention, side) and not found:
        missing.append((side, "those whom the words name are the state of those on the other side"))
    mention = replace(mention, **{side: tuple(found)})  # type: ignore[arg-type]
    words = renumbered(mention.evidence, side, origins)
    return replace(mention, evidence=(*words, *evidence), missing=(*mention.missing, *missing))


def _opposite(
    mention: EventMention,
    side: Literal["actors", "recipients"],
    sentences: Sequence[Sentence],
    referents: Referents,
    setting: Setting,
) -> tuple[Actor, ...]:
    """Return those on the other side of an event of whom the words themselves tell who they are."""
    other: Literal["actors", "recipients"] = "recipients" if side == "actors" else "actors"
    told = [p for p in getattr(mention, other) if p.text and not points_back(p.text)]
    places = (_place(mention, participant, other, sentences, "") for participant in told)
    return tuple(resolve_actor(place, referents, setting) for place in places)


def _place(
    mention: EventMention,
    participant: Participant,
    side: Literal["actors", "recipients"],
    sentences: Sequence[Sentence],
    act: str,
) -> Place:
    """Return where a participant stands."""
    span = participant.span or mention.trigger.span
    home = next((s for s in sentences if s.span.start <= span.start < s.span.end), None)
    sentence = home.index if home is not None else mention.sentence
    where = mention.where
    country, words = (where.country, where.text) if where is not None else ("", "")
    text = _whole_name(participant, home) or _colour_alone(participant, home) or participant.text
    kind, modes = mention.event_type, mention.modes
    return Place(participant.span, text, sentence, kind, side, country, words, modes=modes, act=act)


def _colour_alone(participant: Participant, sentence: Sentence | None) -> str:
    """Return the adjective of words that colour a noun outside them ("a Russian" of "a Russian raid"), else ""."""
    article, _, rest = participant.text.partition(" ")
    if participant.span is None or sentence is None or article.lower() not in {"a", "an"} or " " in rest:
        return ""
    last = sentence.tokens_in(participant.span)[-1:]
    above = sentence.tokens[last[0]].head if last and sentence.tokens[last[0]].deprel in {"amod", "compound"} else None
    return rest if above is not None and above not in sentence.tokens_in(participant.span) else ""


def _whole_name(participant: Participant, sentence: Sentence | None) -> str:
    """Return the place's name of which a participant's words are only the end ("Northern Ireland"), "" for others."""
    span = participant.span
    if span is None or sentence is None:
        return ""
    names = (n.span for n in sentence.names if n.kind == "place" and n.span.end == span.end)
    whole = next((name for name in names if name.covers(span) and len(name) > len(span)), None)
    return " ".join(sentence.tokens[i].form for i in sentence.tokens_in(whole)) if whole is not None else ""


def resolve_actors(place: Place, referents: Referents, setting: Setting) -> tuple[Actor, ...]:
    """Return everybody who stands at a place: several where the words mean several, else one.

    Several are two who were named before ("both sides"), and those of several states ("Thai and Cambodian soldiers").
    """
    pair = resolve_pair(_pointer(place, place.text), referents) if place.text else ()
    if not pair:
        one = (resolve_actor(place, referents, setting),)
        return _of_each_state(place, referents, setting) or one
    return tuple(as_participant(_as_then(actor, setting), place, referents.rebels) for actor in pair)


def _of_each_state(place: Place, referents: Referents, setting: Setting) -> tuple[Actor, ...]:
    """Return one actor for each state whose people the words name, () unless the words themselves tell several."""
    for texts in take_apart(place.text):
        states = {read_phrase(text, setting).country for text in texts} - {""}
        if len(states) == len(texts):
            return tuple(resolve_actor(replace(place, text=text), referents, setting) for text in texts)
    return ()


def resolve_actor(place: Place, referents: Referents, setting: Setting) -> Actor:
    """Return who stands at a place of the report: by its words, by what came before, by where it happened."""
    words = place.text.strip()
    if not words:
        return Actor()
    pointer = _pointer(place, words)
    if words.lower() in PRONOUNS and (words == "I" or not words.isupper()):
        actor = resolve_pronoun(pointer, referents) or Actor()
        actor = _with_scene(actor, pointer, place, referents)
    else:
        actor = read_phrase(words, setting) if not _NUMBER.fullmatch(words) else _counted(words)
        actor = _pointed_back(actor, pointer, referents)
        actor = _with_scene(actor, pointer, place, referents)
    return as_participant(_as_then(actor, setting), place, referents.rebels)


def _counted(words: str) -> Actor:
    """Return people who are only counted ("at least 29")."""
    return Actor(
        "", "people", sectors=("CVL",), plural=True, rules=(Rule("sector", f'"{words}": people counted', 0.5),)
    )


def _pointer(place: Place, words: str) -> Pointer:
    span = place.span or Span(0, 0)
    return Pointer(words, span, place.sentence, place.side == "actors", apart=place.apart)


def _pointed_back(actor: Actor, pointer: Pointer, referents: Referents) -> Actor:
    """Return whom a noun without a country points back to, where it does; what is open of him is as the noun tells."""
    known = bool(actor.country) and not is_by_hand(pointer.words)
    if actor.kind not in {"people", ""} or known or _STATE_OWNS.match(pointer.words):
        return actor
    if pointer.words.lower().startswith(_DEFINITE):
        found = resolve_noun(pointer, actor, referents)
        if found is not None:
            told = (*found.rules, *(r for r in actor.rules if found.rule(r.field) is None))
            sectors, noun = found.sectors or actor.sectors, found.noun or actor.noun
            actor = replace(found, sectors=sectors, noun=noun, plural=found.plural or actor.plural, rules=told)
    if actor.country or not actor.noun:
        return actor
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
    known = actor.country or actor.kind in {"country", "place"}
    if known or _is_of_many(actor, place.text) or (actor.noun in OTHERS and not actor.sectors):
        return actor
    unread = not (actor.kind or actor.sectors)
    found = _of_owner(actor, pointer, referents) or _of_rebels(actor, pointer, referents)
    if found is None and place.held_by:
        found = place.held_by, Rule("country", f"in the hands of {place.held_by}", 0.6)
    if found is None and not (unread and (pointer.words.lower() in THINGS or is_writing(pointer.words))):
        found = _scene_country(actor, pointer, place, referents)
    if found is None:
        return actor
    country, rule = found
    rule = replace(rule, score=_UNREAD) if unread else rule
    return replace(actor, country=country, rules=(*actor.rules, rule))


def _is_of_many(actor: Actor, words: str) -> bool:
    """Say whether words place somebody in no single country: not "the foreign ministry", nor "a regional court"."""
    many = _OF_MANY & set(words.lower().split())
    if actor.sectors[:1] == ("GOV",):
        return bool(many) and "foreign" not in actor.noun.split()
    return bool(many - {"regional"} if actor.sectors else many)


def _of_owner(actor: Actor, pointer: Pointer, referents: Referents) -> tuple[str, Rule] | None:
    """Return the country of whom a possessive before a noun means ("its forces", "the country's court")."""
    state = _STATE_OWNS.match(pointer.words)
    if state is not None:
        land = resolve_noun(
            replace(pointer, words=state[1]), Actor("", "people", noun=state[1].split(" ")[-1]), referents
        )
        return (land.country, Rule("country", f'"{state[1]}" is {land.name}', 0.6)) if land and land.country else None
    word, _, rest = pointer.words.partition(" ")
    if word.lower() not in OWNERS or not rest or actor.noun in OTHERS or not pointer.span:
        return None
    span = Span(pointer.span.start, pointer.span.start + len(word))
    owner = resolve_pronoun(replace(pointer, words=word, span=span, role="owner"), referents)
    if owner is None or not owner.country:
        return None
    return owner.country, Rule("country", f'"{word}" is {owner.name or owner.noun or owner.country}', 0.6)


def _of_rebels(actor: Actor, pointer: Pointer, referents: Referents) -> tuple[str, Rule] | None:
    """Return the country of the armed group that the report names, for fighters whom nothing else ties to one."""
    words = set(pointer.words.lower().split())
    if actor.sectors[:1] != ("REB",) or not referents.rebels or not words & _MILITANTS or words & _REBELS:
        return None
    rule = Rule("country", f"the armed group that the report names is {referents.rebels}", 0.6)
    return referents.rebels, rule


def _scene_country(actor: Actor, pointer: Pointer, place: Place, referents: Referents) -> tuple[str, Rule] | None:
    """Return the country of the event's place, else what the report is clearly about, else that of the sentence.

    Soldiers act abroad: they are of the country that the report is about.
    """
    scene = referents.scene
    abroad = place.side == "actors" and actor.sectors[:1] == ("MIL",) and scene.share >= _CLEAR
    if place.where and not abroad:
        return place.where, Rule("country", f"the event's place is {place.where_words}", 0.7)
    if scene.main and scene.share >= _CLEAR:
        return scene.main, Rule("country", f"the report is about {scene.main}", 0.6)
    near = scene.place_in(pointer.sentence, pointer.span.start)
    if near is not None:
        return near.country, Rule("country", f"place named beside it: {near.words}", 0.55)
    only = scene.only_country_in(pointer.sentence)
    if only:
        return only, Rule("country", f"the only country of the sentence is {only}", 0.55)
    before = scene.country_before(pointer.span.start)
    what, main = ("paragraph", before) if before else ("report", scene.main)
    return (main, Rule("country", f"the {what} is mostly about {main}", 0.5)) if main else None


def _as_then(actor: Actor, setting: Setting) -> Actor:
    """Return a known person with the roles of the event's days where these lie well before the report's."""
    told, then = setting.told.first, setting.during.last
    if actor.kind != "person" or not actor.entity_id or told is None or then is None or then >= told - _LONG_AGO:
        return actor
    past = actor_during(actor, setting.knowledge, setting.during)
    return replace(past, rules=(*past.rules, *(r for r in actor.rules if past.rule(r.field) is None)))


def _with_sources(mention: EventMention, referents: Referents, setting: Setting) -> EventMention:
    """Return the mention with name, country and sector of its voices."""
    sources: list[Source] = []
    evidence: list[Evidence] = []
    for number, source in enumerate(mention.sources):
        place = Place(source.span, source.text, mention.sentence, mention.event_type, "sources")
        actor = resolve_actor(place, referents, setting) if source.text else Actor()
        sources.append(as_voice(source, actor))
        evidence.extend(evidence_of(f"sources[{number}]", replace(actor, entity_id="", role=""), source.span))
    return replace(mention, sources=tuple(sources), evidence=(*mention.evidence, *evidence))
