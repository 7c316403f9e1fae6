"""For whom somebody speaks: the body or state that stands beside a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.core import Sentence, Span
from dateline.resolve.actors import OFFICES, Actor, Rule
from dateline.resolve.references import Reference, Referents

# From a name up to the noun phrase that it belongs to.
_UP = frozenset({"appos", "flat", "compound", "nmod:desc"})
# From a noun down to what it belongs to.
_DOWN = frozenset({"appos", "flat", "compound", "amod", "nmod", "nmod:poss", "nmod:desc"})
# Those who report on others, and schools, whose people speak of their own work.
_NO_SIDES = (("JRN",), ("EDU",))
_SCHOOL = re.compile(r"\b(?:University|College|Institute|School)\b")
_KINDS = frozenset({"organization", "group", "country"})
_OF = frozenset({"of", "at", "from", "for", "with", "'s", "’s", "'", "’"})


def with_sides(referents: Referents, sentences: Sequence[Sentence], text: str) -> Referents:
    """Return the referents with the body or state for which each named person speaks; the first telling stands.

    It stands in the person's noun phrase ("Iran's president X", "X, head of the Y", "founder of Z, X"), or in what the
    person is said to be ("X is the chairman of Y"). A state is a side only of those who hold an office, or of whom
    nothing but that state is told ("Tunisia's coach").
    """
    by_sentence: dict[int, list[Reference]] = {}
    for reference in referents.references:
        by_sentence.setdefault(reference.sentence, []).append(reference)
    sides: dict[str, Actor] = {}
    for sentence in sentences:
        near = by_sentence.get(sentence.index, [])
        people = [r for r in near if r.actor.kind == "person" and r.actor.name and not r.is_pronoun]
        bodies = _bodies(sentence, near, text) if people else []
        for person in people:
            body = _beside(person, sentence, bodies) if person.actor.name not in sides else None
            if body is not None:
                rule = Rule("name", f"{person.actor.name} stands beside {body.name}", 0.6)
                sides[person.actor.name] = replace(body, rules=(rule, *(r for r in body.rules if r.field != "name")))
    return replace(referents, sides=sides)


def _bodies(sentence: Sentence, near: Sequence[Reference], text: str) -> list[tuple[Span, Actor]]:
    """Return the states and bodies that a sentence names: known ones, and what the model reads as organizations."""
    organizations = [name.span for name in sentence.names if name.kind == "organization"]
    known = [
        (r.span, r.actor)
        for r in near
        if r.actor.entity_id and r.actor.kind in _KINDS and not (r.actor.noun or _is_part(r.span, organizations))
    ]
    unknown = [
        (name.span, Actor(name.span.of(text).removeprefix("the ").removeprefix("The "), "organization"))
        for name in sentence.names
        if name.kind == "organization"
        and not _SCHOOL.search(name.span.of(text))
        and not any(span.overlaps(name.span) for span, _ in known)
    ]
    return [*known, *unknown]


def _is_part(span: Span, names: Sequence[Span]) -> bool:
    """Say whether words are a lesser part of a longer name ("Helsinki" in "University of Helsinki")."""
    return any(name.covers(span) and 2 * len(span) < len(name) for name in names)


def _beside(person: Reference, sentence: Sentence, bodies: Sequence[tuple[Span, Actor]]) -> Actor | None:
    """Return the body in a person's noun phrase, the nearest one to the name, None if there is none."""
    head = sentence.head_of(person.span)
    if head is None or not bodies:
        return None
    words = [sentence.tokens[place].span for place in _phrase(sentence, head)]
    found = [
        (span, body)
        for span, body in bodies
        if _is_side(body, person.actor) and any(span.overlaps(word) for word in words)
    ]
    return min(found, key=lambda b: abs(b[0].start - person.span.start))[1] if found else None


def _is_side(body: Actor, person: Actor) -> bool:
    """Say whether a body may be the side of a person: of the same country, and a state only for those in office."""
    if body.name == person.name or (body.country and person.country not in ("", body.country)):
        return False
    if body.kind == "country":
        return not person.sectors or person.sectors[0] in OFFICES
    return body.sectors[:1] not in _NO_SIDES


def _phrase(sentence: Sentence, head: int) -> list[int]:
    """Return the words of the noun phrase that a name belongs to, and of the noun that it is said to be."""
    top = head
    while (above := sentence.tokens[top].head) is not None and sentence.tokens[top].deprel in _UP:
        top = above
    found = _below(sentence, top)
    above = sentence.tokens[top].head
    if above is not None and sentence.tokens[top].deprel == "nsubj":
        said = sentence.tokens[above].upos in {"NOUN", "PROPN"}
        found += [n for n in _below(sentence, above) if n not in found] if said else []
    return found


def _below(sentence: Sentence, top: int) -> list[int]:
    """Return a noun and the words that it belongs to ("head of the Y", "Y founder"), none behind other prepositions."""
    found, frontier = [top], [top]
    while frontier:
        for child in sentence.children(frontier.pop()):
            token = sentence.tokens[child]
            cases = [
                sentence.tokens[c].form.lower() for c in sentence.children(child) if sentence.tokens[c].deprel == "case"
            ]
            if token.deprel in _DOWN and child not in found and all(case in _OF for case in cases):
                found.append(child)
                frontier.append(child)
    return found
