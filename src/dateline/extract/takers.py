"""Who takes part in a match of a frame: subjects, agents, objects, and what stands to it as in the examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.core import Span
from dateline.extract.branches import Branches
from dateline.extract.frames import PATIENT, case_of, find_linked
from dateline.extract.lessons import Taught

Role = Literal["actor", "recipient"]
ROLES: tuple[Role, ...] = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class Way:
    """How a participant stands below a word of a frame.

    Attributes:
        role: what it is then.
        by: the preposition before it, or, without one, its relation.
        is_name: whether only a name stands so.
    """

    role: Role
    by: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Taker:
    """Words that take part, and why."""

    role: Role
    span: Span
    rule: str
    score: float


TRAILING = ("acl", "appos", "parataxis", "advcl", "punct", "conj", "cc", "case", "dep", "cop", "nsubj", "mark")

BY_TREE = 0.8
SOMEBODY = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
RELATIVE = frozenset({"that", "which", "who", "whom", "what"})


def learn_ways(taught: Sequence[Taught]) -> frozenset[Way]:
    """Return how the participants of the examples stand to their frames."""
    return frozenset(way for one in taught for way in _ways(one))


def _ways(one: Taught) -> Iterator[Way]:
    tree, text = Branches(one.sentence), one.example.text
    named: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("actor", one.expected.actors),
        ("recipient", one.expected.recipients),
    )
    for role, texts in named:
        for words in texts:
            start = text.find(words)
            taker = tree.head_of(Span(start, start + len(words)))
            if taker is not None and tree.tokens[taker].head in one.words:
                yield from _way(tree, taker, role)


def _way(tree: Branches, taker: int, role: Role) -> Iterator[Way]:
    """The way in which a word stands below its governor; subjects and objects need none, see `_subjects`."""
    case, relation = case_of(tree, taker), tree.tokens[taker].deprel
    if case or relation in {"nmod:poss", "compound", "amod"}:
        yield Way(role, case or relation, tree.tokens[taker].upos == "PROPN")


def find_takers(tree: Branches, predicate: int, words: Sequence[int], ways: frozenset[Way]) -> tuple[Taker, ...]:
    """Return the participants of a match in the order of the text; each of a compound is one."""
    heads: dict[int, tuple[Role, str]] = {}
    for taker, role, rule in (*_subjects(tree, predicate, words), *_by_ways(tree, words, ways)):
        for each in (taker, *tree.children(taker, "conj")):
            if each not in words and tree.tokens[each].upos in SOMEBODY:
                heads.setdefault(each, (role, rule))
    return tuple(Taker(role, phrase(tree, i), f"tree: {rule}", BY_TREE) for i, (role, rule) in sorted(heads.items()))


def _subjects(tree: Branches, predicate: int, words: Sequence[int]) -> Iterator[tuple[int, Role, str]]:
    """The subject of an active predicate, its own or the one that it shares; the agent of a passive one; the object."""
    has_patient = any(word in find_linked(tree, predicate, PATIENT) for word in words)
    is_passive = tree.child(predicate, "nsubj:pass", "aux:pass") is not None
    subject = None if is_passive else _subject(tree, predicate)
    if subject is not None:
        yield subject, "actor", "subject of the trigger"
    for child in tree.children(predicate):
        if tree.is_a(child, "obl") and case_of(tree, child) == "by" and is_passive:
            yield child, "actor", "agent of the trigger"
        elif _is_object(tree, child, has_patient=has_patient):
            yield child, "recipient", "object of the trigger"
        elif tree.tokens[child].deprel == "nsubj:pass" and not has_patient:
            yield child, "recipient", "subject of the passive trigger"


def _is_object(tree: Branches, index: int, *, has_patient: bool) -> bool:
    """Where the frame itself says what is done to, another object is of its list and takes no part."""
    is_relative = tree.tokens[index].form.lower() in RELATIVE
    return tree.is_a(index, "iobj") or (tree.is_a(index, "obj") and not has_patient and not is_relative)


def _subject(tree: Branches, predicate: int) -> int | None:
    own = next((i for i in tree.children(predicate, "nsubj") if tree.tokens[i].deprel != "nsubj:pass"), None)
    head = tree.tokens[predicate].head
    if own is not None:
        antecedent = head if tree.is_a(predicate, "acl") and tree.tokens[own].upos == "PRON" else None
        return own if antecedent is None else antecedent
    if head is not None and tree.is_a(predicate, "conj", "xcomp", "advcl"):
        return _subject(tree, head)
    if head is not None and tree.is_a(predicate, "acl"):  # "Peru's decision to close"
        return tree.child(head, "nmod:poss")
    return None


def _by_ways(tree: Branches, words: Sequence[int], ways: frozenset[Way]) -> Iterator[tuple[int, Role, str]]:
    for child in (child for word in words for child in tree.children(word)):
        for role in ROLES:
            for way in _way(tree, child, role):
                if way in ways or replace(way, is_name=False) in ways:
                    yield child, role, f'"{way.by}" below the trigger, as in an example'


def phrase(tree: Branches, head: int) -> Span:
    """Return the words of a participant around its head, without clauses, appositions and others of a list."""
    cut = [i for i in tree.children(head) if tree.is_a(i, *TRAILING)]
    inside = tree.subtree(head, without=cut)
    low = high = head
    while low - 1 in inside:
        low -= 1
    while high + 1 in inside:
        high += 1
    return Span(tree.tokens[low].span.start, tree.tokens[high].span.end)
