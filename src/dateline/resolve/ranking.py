"""Whom a pronoun most likely means: what speaks for each candidate, with weights fitted on annotated texts.

Each way of standing is a few readable features. Their weights (`resources/languages/en/pronoun_weights.yaml`) were
fitted on annotated texts of eleven kinds (`training/fit_pronouns.py`): the candidate with the largest sum is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dateline.core import Sentence, Span
from dateline.language.words import load_words
from dateline.resolve.references import Pointer, Reference, Referents

# Roles of the tree that count as one; all others are "other".
_ROLES = {
    "nsubj": "subject", "nsubj:pass": "subject", "nsubj:outer": "subject", "obj": "object", "iobj": "object",
    "obl": "oblique", "obl:agent": "oblique", "nmod": "of", "nmod:poss": "owner", "appos": "aside",
    "compound": "before", "amod": "before", "conj": "and",
}  # fmt: skip


@lru_cache(maxsize=1)
def load_pronoun_weights(language: str = "en") -> dict[str, float]:
    """Return the weights of the features of a candidate, read once."""
    lines = load_words(language, "pronoun_weights")["weights"].splitlines()
    return {feature: float(weight) for feature, _, weight in (line.rpartition(" ") for line in lines)}


def role_of(deprel: str) -> str:
    """Return what a word is in its clause: subject, object, oblique, of, owner, aside, before, and, other."""
    return _ROLES.get(deprel, "other")


def place_in_tree(sentence: Sentence, span: Span) -> tuple[str, int]:
    """Return what the head of some words is in its clause, and the place of the word that governs it (-1: none)."""
    head = sentence.head_of(span)
    if head is None:
        return "other", -1
    above = sentence.tokens[head].head
    return role_of(sentence.tokens[head].deprel), sentence.tokens[above].span.start if above is not None else -1


def rank(kind: str, candidates: Sequence[Reference], pointer: Pointer, referents: Referents) -> Reference | None:
    """Return whom a pronoun of a kind (he, it, they) most likely means, None without candidates.

    Of two that weigh the same the nearer one is taken.
    """
    weights = load_pronoun_weights()
    best: tuple[float, int] | None = None
    chosen: Reference | None = None
    for reference, told in zip(candidates, find_features(kind, candidates, pointer, referents), strict=True):
        score = (sum(weights.get(feature, 0.0) for feature in told), reference.span.start)
        if best is None or score > best:
            best, chosen = score, reference
    return chosen


def find_features(
    kind: str, candidates: Sequence[Reference], pointer: Pointer, referents: Referents
) -> list[tuple[str, ...]]:
    """Return the features of each candidate, in the order given; candidates are in the order of the text."""
    nearer: set[str] = set()
    found: list[tuple[str, ...]] = []
    quoted = referents.is_quoted(pointer.span.start)
    for reference in reversed(candidates):
        found.append(tuple(f"{kind} {f}" for f in _features(reference, pointer, referents, len(nearer), quoted)))
        nearer.add(reference.actor.name or reference.actor.noun)
    return found[::-1]


def _features(reference: Reference, pointer: Pointer, referents: Referents, nearer: int, quoted: bool) -> Iterator[str]:
    """Yield how a candidate stands to the pronoun and what it is."""
    actor = reference.actor
    back = min(pointer.sentence - reference.sentence, 4)
    yield f"back {back}"
    yield f"nearer {min(nearer, 4)}"
    yield f"{reference.role} back {min(back, 2)}"
    yield f"{reference.role} for {pointer.role}"
    yield f"kind {actor.kind} {'many' if actor.plural else 'one'}"
    yield f"named {min(referents.times(actor.name), 5)}" if actor.name else "nameless"
    if reference.is_pronoun:
        yield "pronoun"
        yield f"pronoun back {min(back, 2)}"
    if reference.is_quoted != quoted:
        yield "quoted apart"
    if actor.kind == "person" and referents.genders.get(actor.name):
        yield "gender"
    if back == 0 and reference.governor == pointer.governor >= 0:
        yield f"beside {reference.role} {pointer.role}"
    if back == 0 and pointer.governor == reference.span.start:
        yield "own"
