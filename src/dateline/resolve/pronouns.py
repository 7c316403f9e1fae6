"""Pronouns: to whom "he", "they", "it" or "we" go in a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.core import Sentence
from dateline.language.words import load_words
from dateline.resolve.actors import Actor, Rule
from dateline.resolve.ranking import rank, role_of
from dateline.resolve.references import Interview, Pointer, Reference, Referents

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_I = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_YOU = frozenset({"you", "your", "yours", "yourself"})
_WHO = frozenset({"who", "whom", "whose", "which", "that"})
THINGS = _IT | _WHO
PRONOUNS = _HE | _SHE | _IT | _THEY | _I | _WE | _YOU | _WHO
OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "your"})
# How many sentences back a pronoun may reach.
_REACH = 6


def resolve_pronoun(pointer: Pointer, referents: Referents) -> Actor | None:
    """Return whom a pronoun means, None if nobody fits."""
    word = pointer.words.lower()
    if word in _I | _WE | _YOU:
        return _first_person(word, pointer, referents)
    for reference in referents.references:  # resolved already, by its place in the tree
        if reference.is_pronoun and reference.span == pointer.span and not pointer.excludes(reference.actor):
            return reference.actor
    kind = pronoun_kind(word)
    best = rank(kind, find_candidates(pointer, referents), pointer, referents) if kind else None
    best = best or _nameless(word, pointer, referents)
    return pointed(best.actor, pointer.words) if best is not None else None


def _nameless(word: str, pointer: Pointer, referents: Referents) -> Reference | None:
    """Return whoever is called last by a noun for one person ("the gunman"), for "he" and "she", None if nobody is."""
    if word not in _HE | _SHE:
        return None
    called = (r for r in reversed(within_reach(pointer, referents)) if r.actor.kind == "people" and not r.actor.plural)
    return next((r for r in called if _persons().get(r.actor.noun, "") in ("-", "M" if word in _HE else "F")), None)


@lru_cache(maxsize=1)
def _persons() -> dict[str, str]:
    """Return noun for one person → gender, "-" for either."""
    table = load_words("en", "referring")
    rows = (*table["people"].items(), *table["persons"].items())
    return {noun: gender for gender, nouns in rows for noun in nouns.split()}


def pronoun_kind(word: str) -> str:
    """Return the row of weights for a pronoun of the third person: he, it, they or who, "" for others."""
    word = word.lower()
    rows = (("he", _HE | _SHE), ("it", _IT), ("they", _THEY), ("who", _WHO))
    return next((kind for kind, words in rows if word in words), "")


def find_candidates(pointer: Pointer, referents: Referents) -> list[Reference]:
    """Return whoever is spoken of before a pronoun and agrees with it, in the order of the text."""
    word = pointer.words.lower()
    found = [r for r in within_reach(pointer, referents) if _agrees(word, r, referents)]
    return [r for r in found if not pointer.excludes(r.actor)] if pointer.apart else found


def _first_person(word: str, pointer: Pointer, referents: Referents) -> Actor | None:
    """Return whom "I", "we" or "you" mean: whoever speaks there, in an interview the side whose turn it is."""
    talk = referents.interview
    outside = talk is not None and pointer.sentence >= talk.begins and not referents.is_quoted(pointer.span.start)
    if talk is not None and outside:
        found = _turn(word, talk, pointer)
    else:
        found = None if word in _YOU else _speaker(pointer, referents)
    if found is None:
        return None
    if word not in _WE:
        return pointed(found, pointer.words)
    side = _side(found, pointer.words, referents)
    return side if side.name or not outside else pointed(found, pointer.words)


def _turn(word: str, talk: Interview, pointer: Pointer) -> Actor | None:
    """Return whom a word of the first or second person means in a talk; "you" of one who answers means nobody."""
    if pointer.sentence in talk.questions:
        found = talk.asked if word in _YOU else talk.asker
        return found if found.name else None
    return None if word in _YOU else talk.asked


def within_reach(pointer: Pointer, referents: Referents) -> list[Reference]:
    """Return whoever is spoken of before the pointer, at most a few sentences back."""
    first = pointer.sentence - _REACH
    return [r for r in referents.references if first <= r.sentence and r.span.end <= pointer.span.start]


def _agrees(word: str, reference: Reference, referents: Referents) -> bool:
    """Say whether a pronoun may mean somebody by kind, number and gender."""
    actor = reference.actor
    if word in _HE | _SHE:
        if actor.kind != "person":
            return False
        gender = referents.genders.get(actor.name, "")
        return gender in ("", "M" if word in _HE else "F")
    if word in _IT:
        return actor.kind in {"country", "organization", "group"} or (actor.kind == "people" and not actor.plural)
    if word in _THEY:  # whom the press quotes, not the press
        several = actor.kind in {"group", "organization", "country"} or (actor.kind == "people" and actor.plural)
        return several and actor.sectors[:1] != ("JRN",)
    if word in _WHO:
        return reference.sentence >= 0 and actor.kind in {"person", "people", "group", "organization"}
    return False


def _speaker(pointer: Pointer, referents: Referents) -> Actor | None:
    """Return whoever speaks where a pronoun of the first person stands."""
    return referents.speakers.get(pointer.sentence) or referents.speakers.get(pointer.sentence - 1)


def _side(speaker: Actor, words: str, referents: Referents) -> Actor:
    """Return the side for which somebody says "we": the body or state named beside the speaker, else a nameless one.

    What is not known of the side is as of the speaker: country and sectors.
    """
    said = Rule("name", f'"{words}" is the side of {speaker.name or speaker.noun}', 0.6)
    kept = tuple(replace(r, score=min(r.score, 0.7)) for r in speaker.rules if r.field != "name")
    if speaker.kind != "person":
        return replace(speaker, rules=(said, *kept))
    body = referents.sides.get(speaker.name)
    if body is None:
        return replace(speaker, name="", entity_id="", kind="people", role="", rules=(said, *kept))
    return replace(
        body,
        country=body.country or speaker.country,
        sectors=speaker.sectors or body.sectors,
        rules=(said, *kept, *(r for r in body.rules if r.field != "name" and speaker.rule(r.field) is None)),
    )


def pointed(actor: Actor, words: str) -> Actor:
    """Return an actor with the rule that the pointer means it."""
    said = Rule("name", f'"{words}" points back to {actor.name or actor.noun}', 0.7)
    return replace(actor, rules=(said, *(r for r in actor.rules if r.field != "name")))


def with_pronouns(referents: Referents, sentences: Sequence[Sentence]) -> Referents:
    """Return the referents with every pronoun as a further reference, each resolved after those before it."""
    found = list(referents.references)
    grown = referents
    for sentence in sentences:
        for token in sentence.tokens:
            word = token.form.lower()
            if token.upos != "PRON" or word not in _HE | _SHE | _THEY | _IT:
                continue
            role = role_of(token.deprel)
            governor = sentence.tokens[token.head].span.start if token.head is not None else -1
            subject = role == "subject"
            pointer = Pointer(token.form, token.span, sentence.index, subject, role, governor)
            actor = resolve_pronoun(pointer, grown)
            if actor is not None:
                quoted = referents.is_quoted(token.span.start)
                found.append(
                    Reference(
                        actor,
                        token.span,
                        sentence.index,
                        subject,
                        quoted,
                        is_pronoun=True,
                        role=role,
                        governor=governor,
                    )
                )
                found.sort(key=lambda r: r.span)
                grown = replace(referents, references=tuple(found))
    return grown
