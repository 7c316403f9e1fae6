"""Nouns that point back: to whom "the group", "the president", "this company" or "both sides" go in a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.core import Sentence, Span
from dateline.knowledge.entities import Knowledge
from dateline.knowledge.spelling import name_key
from dateline.language.words import load_words
from dateline.resolve.actors import BODIES, Actor, ActorKind, Rule
from dateline.resolve.pronouns import pointed, within_reach
from dateline.resolve.references import Pointer, Reference, Referents
from dateline.resolve.wording import is_by_hand, without_hand

_LANDS = frozenset({"countries", "nations", "states", "governments", "sides", "neighbours", "neighbors", "powers"})
_PAIR = re.compile(
    r"(?:the two|both|both of the|these two|those two|the two)(?: (?:other|rival|warring|neighbou?ring|[\w-]+ed))?"
    r"(?: (leaders|presidents|men|women|ministers|candidates|rivals|countries|nations|states|governments|sides|powers"
    r"|neighbou?rs))?",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?:the|this|that|these|those)\s+", re.IGNORECASE)
_CORE_ENDS = re.compile(r"\s(?:of|in|at|from|for|to|with|by|on|near|who|whom|which|that|where|whose)\s|[,;:(]")
_POSSESSIVE = re.compile(r"\s?['’]s?$")
# How many sentences back a noun reaches for a name that only its class fits.
_NEAR = 4
# How often, beside the state that a report names most, the other of a pair is named at least.
_PAIRED = 0.4
# Pronouns that cannot mean who stands on the other side of the same event.
_BACK = frozenset({"he", "him", "his", "she", "her", "it", "its", "they", "them", "their"})


@dataclass(frozen=True, slots=True)
class _Classes:
    """Nouns by what they take up; see `resources/languages/en/referring.yaml`."""

    bodies: dict[str, frozenset[str]]
    states: frozenset[str]
    places: frozenset[str]
    people: dict[str, str]
    suspects: frozenset[str]
    weak: frozenset[str]
    generic: frozenset[str]
    writings: frozenset[str]


@lru_cache(maxsize=1)
def _classes() -> _Classes:
    table = load_words("en", "referring")
    return _Classes(
        {noun: frozenset(sectors.split()) for nouns, sectors in table["bodies"].items() for noun in nouns.split()},
        frozenset(table["states"].split()),
        frozenset(table["places"].split()),
        {noun: gender for gender, nouns in table["people"].items() for noun in nouns.split()},
        frozenset(table["suspects"].split()),
        frozenset(table["weak"].split()),
        frozenset(table["generic"].split()),
        frozenset(table["writings"].split()),
    )


def resolve_noun(pointer: Pointer, actor: Actor, referents: Referents) -> Actor | None:
    """Return whom a noun with "the" or "this" points back to ("the group", "the president"), None if to nobody.

    By its title first, then by a name that has the noun in it, then by what it is. A noun that the report brings
    in with "a" after the name means somebody else.
    """
    if actor.noun in _classes().generic:
        return None
    if is_by_hand(pointer.words):
        actor = replace(actor, country="")
    before = [r for r in referents.named if r.span.end <= pointer.span.start and not pointer.excludes(r.actor)]
    bearers = [r for r in reversed(before) if _has_title(actor.noun, r.actor)]
    titled = next((r for r in bearers if r.actor.sectors[:1] != ("ELI",)), next(iter(bearers), None))
    if titled is not None:
        return pointed(titled.actor, pointer.words)
    head = _head(pointer.words)
    if not head or head in _classes().generic:
        return None
    news = max((place for place in referents.introduced.get(head, ()) if place < pointer.span.start), default=-1)
    since = [r for r in before if r.span.start > news]
    found = next((r for r in reversed(since) if _is_called(head, actor, r, pointer, referents)), None)
    found = found or next((r for r in reversed(since) if _may_be_called(head, r, pointer)), None)
    return pointed(found.actor, pointer.words) if found is not None else None


def points_back(words: str) -> bool:
    """Say whether words are a pronoun of the third person, a noun for a state ("the country") or for two of them."""
    return words.lower() in _BACK or _head(words) in _classes().states or bool(_PAIR.fullmatch(words.strip()))


def is_writing(words: str) -> bool:
    """Say whether words call something said or written ("the ruling"): whose it is, they do not tell."""
    core = _POSSESSIVE.sub("", _CORE_ENDS.split(words.strip())[0]).lower().split()
    return bool(core) and core[-1] in _classes().writings


def _head(words: str) -> str:
    """Return the noun of a phrase with "the" and nothing that tells more but a hand behind it, "" for any other."""
    words = without_hand(words)
    core = _CORE_ENDS.split(words.strip())[0]
    if core != words.strip() or not _DEFINITE.match(core):
        return ""
    said = _POSSESSIVE.sub("", _DEFINITE.sub("", core, count=1)).lower().split()
    return said[-1] if said and all(word in _classes().weak for word in said[:-1]) else ""


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(name_key(name).split())


def _has_title(noun: str, other: Actor) -> bool:
    """Say whether a person is called by a title: in the report, or by the office held."""
    if other.kind != "person" or not noun or not other.name:
        return False
    return noun == other.noun or (bool(other.role) and other.role.split(" of ")[0] == noun)


def _is_called(head: str, told: Actor, reference: Reference, pointer: Pointer, referents: Referents) -> bool:
    """Say whether somebody is called by a noun: it is a word of the name, or tells what he is.

    What the noun tells by itself must fit: "the army" is not the rebels of a "Liberation Army".
    """
    classes, actor = _classes(), reference.actor
    if head in _words(actor.name):
        return not (told.sectors and actor.sectors) or not set(told.sectors).isdisjoint(actor.sectors)
    if head in classes.states:
        return actor.kind == "country"
    if pointer.sentence - reference.sentence > _NEAR:
        return False
    if head in classes.bodies and actor.kind in {"organization", "group"} and not actor.noun:
        return not classes.bodies[head].isdisjoint(actor.sectors[:1])
    if head in classes.people and actor.kind == "person":
        return classes.people[head] in ("-", referents.genders.get(actor.name, ""))
    private = actor.kind == "person" and not (actor.sectors or actor.entity_id)
    return (head in classes.suspects and private) or (head in classes.places and actor.kind == "place")


def _may_be_called(head: str, reference: Reference, pointer: Pointer) -> bool:
    """Say whether a body of which nothing is told may be called by a noun."""
    actor = reference.actor
    near = pointer.sentence - reference.sentence <= _NEAR
    open_to = "-" in _classes().bodies.get(head, ()) and actor.kind == "organization" and not actor.noun
    return near and open_to and not actor.sectors


def with_named(referents: Referents, sentences: Sequence[Sentence], text: str, knowledge: Knowledge) -> Referents:
    """Return the referents with every name that a noun may take up, and the nouns that come with "a"."""
    bodies = [name.span for s in sentences for name in s.names if name.kind == "organization"]
    known = [r for r in referents.references if _has_name(r, bodies)]
    taken = [r.span for r in known if r.actor.entity_id and r.actor.kind != "person"]
    more = [r for s in sentences for r in (*_unknown(s, text, taken), *_phrases(s, text))]
    more += [r for s in sentences for r in _places(s, text, knowledge)]
    introduced: dict[str, list[int]] = {}
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            if token.upos == "NOUN" and any(
                sentence.tokens[c].form.lower() in {"a", "an", "another"} for c in sentence.children(index)
            ):
                introduced.setdefault(token.form.lower(), []).append(token.span.start)
    named = tuple(sorted((*known, *more), key=lambda r: r.span))
    return replace(referents, named=named, introduced={noun: tuple(places) for noun, places in introduced.items()})


def _has_name(reference: Reference, bodies: Sequence[Span]) -> bool:
    """Say whether somebody has a name; for bodies that nobody knows, the model's reading stands instead."""
    actor = reference.actor
    if not actor.name or reference.is_pronoun or actor.kind == "people":
        return False
    if actor.kind != "organization" or actor.entity_id or actor.noun:
        return True
    return bool(actor.sectors) and not any(span.covers(reference.span) for span in bodies)


def _unknown(sentence: Sentence, text: str, taken: Sequence[Span]) -> Iterable[Reference]:
    """Yield the places and bodies that the model reads in a sentence and nobody knows."""
    for name in sentence.names:
        known = any(span.overlaps(name.span) and 2 * len(span) >= len(name.span) for span in taken)
        if name.kind in {"organization", "place"} and not known:
            kind: ActorKind = "place" if name.kind == "place" else "organization"
            words = name.span.of(text).removeprefix("the ").removeprefix("The ")
            yield Reference(Actor(words, kind), name.span, sentence.index)


def _places(sentence: Sentence, text: str, knowledge: Knowledge) -> Iterable[Reference]:
    """Yield the capitals and regions that a sentence names as the places that they are, each with its country."""
    for name in sentence.names:
        words = name.span.of(text)
        forms = knowledge.find_forms(name_key(words)) if name.kind == "place" else ()
        if forms and all(form in {"capital", "place"} for _, form in forms):
            entity = knowledge.entity_at(forms[0][0])
            country = entity.roles[0].country if entity.roles else entity.id
            rule = Rule("country", f"{words} lies in {country}", 0.9)
            yield Reference(Actor(words, "place", "", country, rules=(rule,)), name.span, sentence.index)


def _phrases(sentence: Sentence, text: str) -> Iterable[Reference]:
    """Yield the nouns that a name stands before, as names of their own ("the Kowloon West constituency")."""
    for index, token in enumerate(sentence.tokens):
        if token.upos != "NOUN":
            continue
        before = [
            c
            for c in sentence.children(index)
            if c < index and sentence.tokens[c].deprel in {"compound", "amod", "nmod", "nmod:poss", "flat"}
        ]
        named = [c for c in before if sentence.tokens[c].form[:1].isupper() and sentence.tokens[c].upos != "PRON"]
        if named:
            start = min(sentence.tokens[w].span.start for c in named[:1] for w in sentence.subtree(c) if w <= index)
            span = Span(start, token.span.end)
            name = span.of(text).removeprefix("the ").removeprefix("The ")
            yield Reference(Actor(name, "organization", noun=token.form.lower()), span, sentence.index)


def resolve_pair(pointer: Pointer, referents: Referents) -> tuple[Actor, ...]:
    """Return the two whom words such as "the two leaders" or "both countries" mean, () if no two are named before."""
    found = _PAIR.fullmatch(pointer.words.strip())
    if found is None:
        return ()
    noun = (found.group(1) or "").lower()
    kinds: tuple[ActorKind, ...] = ("country",) if noun in _LANDS else ("person",) if noun else ("person", "country")
    reached = within_reach(pointer, referents)[::-1]
    pairs = (_last_two(kind, reached, pointer) for kind in kinds)
    last = next((pair for pair in pairs if pair), ())
    if noun not in _LANDS:
        return last
    return _two_states(pointer, referents) or (() if noun == "sides" else last)  # of a war within one state


def _two_states(pointer: Pointer, referents: Referents) -> tuple[Actor, ...]:
    """Return the two states of which the sentence has spoken, else those of most of the report, () if unclear.

    Who acts is not acted upon: of "it cut trade between the two countries" the other one is.
    """
    before = [r for r in referents.references if r.span.end <= pointer.span.start and _is_state(r.actor)]
    acting = {r.actor.country for r in before if not pointer.is_subject and pointer.excludes(r.actor)}
    here = {r.actor.country for r in before if r.sentence == pointer.sentence} - acting
    ranked = Counter(r.actor.country for r in before).most_common(3)
    counts = [count for _, count in ranked] + [0, 0, 0]
    clear = counts[1] > counts[2] and counts[1] >= _PAIRED * counts[0]
    two = here if len(here) == 2 else {country for country, _ in ranked[:2]} if clear else set()
    named = {r.actor.country: r.actor for r in before if r.actor.kind == "country" and r.actor.name}
    pair = [country for country in dict.fromkeys(r.actor.country for r in before) if country in two & named.keys()]
    whole = len(pair) == 2
    return tuple(pointed(named[country], pointer.words) for country in pair if whole and country not in acting)


def _is_state(actor: Actor) -> bool:
    """Say whether somebody is a state or of one."""
    return bool(actor.country) and actor.country not in BODIES


def _last_two(kind: ActorKind, reached: Sequence[Reference], pointer: Pointer) -> tuple[Actor, ...]:
    """Return the last two with names of a kind, in the order of the text, () if there are no two; nearest first."""
    pair: dict[str, Actor] = {}
    for reference in reached:
        actor = reference.actor
        if actor.kind == kind and actor.name:
            pair.setdefault(actor.name, pointed(actor, pointer.words))
        if len(pair) == 2:
            return tuple(reversed(pair.values()))
    return ()


def resolve_same_noun(pointer: Pointer, actor: Actor, referents: Referents) -> Actor | None:
    """Return an earlier bearer of the same noun that had a country ("the police" after "Ugandan police")."""
    before = [r for r in referents.references if r.span.end <= pointer.span.start]
    for reference in reversed(before):
        other = reference.actor
        if other.kind == "people" and other.noun == actor.noun and other.country:
            return pointed(other, pointer.words)
    return None
