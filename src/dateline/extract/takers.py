"""Who takes part in a match of a frame: subjects, agents, objects, and what stands to it as in the examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.core import Span
from dateline.extract.frames import PATIENT, case_of, find_linked
from dateline.extract.lessons import Taught
from dateline.extract.trees import Tree

Role = Literal["actor", "recipient"]


@dataclass(frozen=True, slots=True)
class Way:
    """How a participant stands to a frame.

    Attributes:
        role: what it is then.
        by_predicate: whether it stands below the predicate, else below another word of the frame.
        relation: its relation to that word, without the subtype.
        case: the preposition before it, "" if there is none.
        is_name: whether only a name stands so.
    """

    role: Role
    by_predicate: bool
    relation: str
    case: str
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
    tree, text = Tree(one.sentence), one.example.text
    named: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("actor", one.expected.actors),
        ("recipient", one.expected.recipients),
    )
    for role, texts in named:
        for words in texts:
            start = text.find(words)
            taker = tree.head_of(Span(start, start + len(words)))
            head = None if taker is None else tree.tokens[taker].head
            if taker is not None and head in one.words and not tree.is_a(taker, "nsubj"):
                yield _way(tree, taker, role, head == one.predicate)


def _way(tree: Tree, taker: int, role: Role, by_predicate: bool) -> Way:
    is_name = tree.tokens[taker].upos == "PROPN"
    return Way(role, by_predicate, _base(tree, taker), case_of(tree, taker), is_name)


def _base(tree: Tree, index: int) -> str:
    relation = tree.tokens[index].deprel
    return relation if relation in {"nmod:poss", "obl:agent"} else relation.partition(":")[0]


def find_takers(tree: Tree, predicate: int, words: Sequence[int], ways: frozenset[Way]) -> tuple[Taker, ...]:
    """Return the participants of a match in the order of the text; each of a compound is one."""
    heads: dict[int, tuple[Role, str]] = {}
    for taker, role, rule in (*_subjects(tree, predicate, words), *_by_ways(tree, predicate, words, ways)):
        for each in (taker, *tree.children(taker, "conj")):
            if each not in words and tree.tokens[each].upos in SOMEBODY:
                heads.setdefault(each, (role, rule))
    return tuple(Taker(role, phrase(tree, i), f"tree: {rule}", BY_TREE) for i, (role, rule) in sorted(heads.items()))


def _subjects(tree: Tree, predicate: int, words: Sequence[int]) -> Iterator[tuple[int, Role, str]]:
    """The subject of an active predicate, its own or the one that it shares; the agent of a passive one; the object."""
    has_patient = any(word in find_linked(tree, predicate, PATIENT) for word in words)
    is_passive = tree.child(predicate, "nsubj:pass", "aux:pass") is not None
    subject = None if is_passive else _subject(tree, predicate)
    if subject is not None:
        yield subject, "actor", "subject of the trigger"
    for child in tree.children(predicate):
        if tree.tokens[child].deprel == "obl:agent" or (is_passive and case_of(tree, child) == "by"):
            yield child, "actor", "agent of the trigger"
        elif _is_object(tree, child, has_patient=has_patient):
            yield child, "recipient", "object of the trigger"
        elif tree.tokens[child].deprel == "nsubj:pass" and not has_patient:
            yield child, "recipient", "subject of the passive trigger"


def _is_object(tree: Tree, index: int, *, has_patient: bool) -> bool:
    """Where the frame itself says what is done to, another object is of its list and takes no part."""
    is_relative = tree.tokens[index].form.lower() in RELATIVE
    return tree.is_a(index, "iobj") or (tree.is_a(index, "obj") and not has_patient and not is_relative)


def _subject(tree: Tree, predicate: int) -> int | None:
    own = next((i for i in tree.children(predicate, "nsubj") if tree.tokens[i].deprel != "nsubj:pass"), None)
    head = tree.tokens[predicate].head
    if own is not None:
        antecedent = head if tree.is_a(predicate, "acl") and tree.tokens[own].upos == "PRON" else None
        return own if antecedent is None else antecedent
    if head is not None and tree.is_a(predicate, "conj", "xcomp", "advcl"):
        return _subject(tree, head)
    return None


def _by_ways(tree: Tree, predicate: int, words: Sequence[int], ways: frozenset[Way]) -> Iterator[tuple[int, Role, str]]:
    for word in words:
        for child in tree.children(word):
            for role in ("actor", "recipient"):
                way = _way(tree, child, role, word == predicate)
                if way in ways or replace(way, is_name=False) in ways:
                    label = f'"{way.case}"' if way.case else way.relation
                    yield child, way.role, f"{label} below the trigger, as in an example"


def phrase(tree: Tree, head: int) -> Span:
    """Return the words of a participant around its head, without clauses, appositions and others of a list."""
    cut = [i for i in tree.children(head) if tree.is_a(i, *TRAILING)]
    inside = tree.subtree(head, without=cut)
    low = high = head
    while low - 1 in inside:
        low -= 1
    while high + 1 in inside:
        high += 1
    return Span(tree.tokens[low].span.start, tree.tokens[high].span.end)
