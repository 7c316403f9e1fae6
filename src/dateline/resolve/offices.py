"""Offices told by a sentence's verb: "X is the head of Y", "X resigned as mayor", "X, who leads the rebels"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dateline.core import Sentence, Span
from dateline.language.words import load_words

_SUBJECTS = ("nsubj", "nsubj:pass")


@lru_cache(maxsize=1)
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Return the verbs after which "as" tells an office, and those whose object is what somebody leads."""
    table = load_words("en", "referring")["offices"]
    return frozenset(table["as"].split()), frozenset(table["leads"].split())


def find_offices(sentence: Sentence) -> Iterable[tuple[Span, Span, bool]]:
    """Yield (name of whoever holds it, words for the office, whether these are what is led) that a verb joins."""
    for index, token in enumerate(sentence.tokens):
        noun = token.head
        if noun is not None and (token.deprel == "cop" or token.lemma == "as"):
            called = sentence.tokens[noun].upos in {"NOUN", "PROPN"}
            holder = _is_said_of(sentence, noun, token.deprel == "cop") if called else None
            if holder is not None:
                yield _words(sentence, holder), _phrase(sentence, noun, holder), False
        elif noun is not None and token.deprel == "appos":
            yield from _beside(sentence, noun, index)
        elif token.upos == "VERB" and token.lemma in _verbs()[1]:
            led = _child(sentence, index, ("obj",))
            holder = _subject(sentence, index)
            if led is not None and holder is not None:
                yield _words(sentence, holder), _phrase(sentence, led, holder), True


def _beside(sentence: Sentence, noun: int, child: int) -> Iterable[tuple[Span, Span, bool]]:
    """Yield the names that stand beside a noun between commas, with its words ("the prosecutor of Bonn, X, said")."""
    others = [c for c in sentence.children(child) if sentence.tokens[c].deprel == "conj"]
    for holder in (child, *others):
        if sentence.tokens[holder].upos == "PROPN":
            yield _words(sentence, holder), _phrase(sentence, noun, child), False
    if sentence.tokens[noun].upos == "PROPN":
        yield _words(sentence, noun), _phrase(sentence, child, noun), False


def _is_said_of(sentence: Sentence, noun: int, by_is: bool) -> int | None:
    """Return who is said to be a noun, by "is" or by "as", None if nobody is."""
    if by_is:
        negated = any(sentence.tokens[c].lemma in {"not", "never", "no"} for c in sentence.children(noun))
        return None if negated else _child(sentence, noun, _SUBJECTS)
    verb = sentence.tokens[noun].head
    if verb is None:
        return None
    if sentence.tokens[verb].lemma not in _verbs()[0]:
        return None
    named = _child(sentence, verb, ("obj",)) if sentence.tokens[noun].deprel != "obj" else None
    return named if named is not None else _subject(sentence, verb)


def _subject(sentence: Sentence, verb: int) -> int | None:
    """Return who does what a verb says, in a relative clause the noun before it, None if that is not told."""
    own = _child(sentence, verb, _SUBJECTS)
    token = sentence.tokens[verb]
    if own is not None and sentence.tokens[own].lemma not in {"who", "that"}:
        return own
    if token.deprel.startswith("acl"):
        return token.head
    above = token.head if token.deprel in {"conj", "xcomp", "advcl"} else None
    return _child(sentence, above, _SUBJECTS) if above is not None and own is None else None


def _child(sentence: Sentence, head: int, relations: Sequence[str]) -> int | None:
    """Return the first word that hangs on another by one of some relations, None if none does."""
    return next((c for c in sentence.children(head) if sentence.tokens[c].deprel in relations), None)


def _words(sentence: Sentence, head: int) -> Span:
    """Return the words of a name around its head."""
    inside = [head, *(c for c in sentence.children(head) if sentence.tokens[c].deprel in {"flat", "compound"})]
    return Span(min(sentence.tokens[i].span.start for i in inside), max(sentence.tokens[i].span.end for i in inside))


def _phrase(sentence: Sentence, head: int, without: int) -> Span:
    """Return the words of a noun with what hangs on it by "of" and the like, the holder and his words left out."""
    own = set(sentence.subtree(head))
    skip = {without, *sentence.subtree(without)} - (own if without not in own else set())
    inside = {head}
    for child in sentence.children(head):
        relation = sentence.tokens[child].deprel
        if child not in skip and (relation in {"amod", "compound", "nmod:poss", "flat"} or relation == "nmod"):
            inside |= set(sentence.subtree(child)) - skip
    begin = max((i for i in range(head) if i in skip or i not in inside), default=-1) + 1
    last = head
    while last + 1 in inside:
        last += 1
    return Span(sentence.tokens[begin].span.start, sentence.tokens[last].span.end)
