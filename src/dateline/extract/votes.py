"""Which words a content holds, when a learned reader and a rule over the tree both have a say.

Every word of the cue's sentence gets votes for and against; the content is the stretches with the most votes, so that
single words that one reader left out or threw in do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from dateline.core import Argument, Sentence, Span
from dateline.extract.trees import Tree

LEARNED_VOTE = 1.0
"""Weight of the model's label of a word, times its probability. Basis: see `evaluation/attributions.py --train`."""
SURE_RULE_VOTE = 0.5
"""Weight of a complement that the tree marks as one ("said that")."""
UNSURE_RULE_VOTE = 0.15
"""Weight of words that merely follow or precede a cue."""
LEAST_STRETCH = 2.0
"""Votes that a second stretch must bring together to be kept."""
WHOLE_SENTENCE = 0.5
"""Share of a neighbouring sentence that the model must label for the whole of it to be content."""


def vote_content(
    tree: Tree,
    learned: Sequence[Argument],
    ruled: frozenset[int],
    *,
    certain: bool,
    barred: frozenset[int],
    sentences: Sequence[Sentence],
) -> tuple[Span, ...]:
    """Return the stretches of a content: by votes in the sentence of the cue, whole sentences beside it."""
    own = tree.sentence.span
    inside = [a for a in learned if a.span.overlaps(own)]
    votes = _votes(tree, inside, ruled, certain=certain, barred=barred)
    spans = [span for first, last in best_stretches(votes, barred) for span in tree.spans(range(first, last + 1))]
    beyond = [a.span for a in learned if not a.span.overlaps(own)]
    return tuple(sorted([*spans, *_whole_sentences(beyond, sentences, tree.sentence.index)]))


def _votes(
    tree: Tree, learned: Iterable[Argument], ruled: frozenset[int], *, certain: bool, barred: frozenset[int]
) -> list[float]:
    """Return for every word how much speaks for its being content (above 0) or against it (below)."""
    labelled: dict[int, float] = {}
    for argument in learned:
        for index, token in enumerate(tree.tokens):
            if token.span.overlaps(argument.span):
                labelled[index] = argument.score
    has_labels = bool(labelled)
    rule = 0.0 if not ruled else SURE_RULE_VOTE if certain else UNSURE_RULE_VOTE
    votes = []
    for index in range(len(tree.tokens)):
        vote = rule if index in ruled else -rule
        if has_labels:
            vote += LEARNED_VOTE * labelled[index] if index in labelled else -LEARNED_VOTE * 0.5
        votes.append(vote if index not in barred else -100.0)
    return votes


def best_stretches(votes: Sequence[float], barred: frozenset[int]) -> list[tuple[int, int]]:
    """Return the stretch with the most votes, and others that bring enough together, as (first, last), in order."""
    found: list[tuple[int, int]] = []
    for first, last in _runs(len(votes), barred):
        total, begin, end = _best(votes, first, last)
        if total > 0:
            found.append((begin, end))
    totals = {pair: sum(votes[pair[0] : pair[1] + 1]) for pair in found}
    best = max(totals.values(), default=0.0)
    return [pair for pair in found if totals[pair] >= min(best, LEAST_STRETCH)]


def _runs(length: int, barred: frozenset[int]) -> list[tuple[int, int]]:
    """Return the runs of words between those barred."""
    edges = [-1, *sorted(barred), length]
    return [(a + 1, b - 1) for a, b in pairwise(edges) if b - a > 1]


def _best(votes: Sequence[float], first: int, last: int) -> tuple[float, int, int]:
    """Return the run of words with the largest sum (Kadane): its sum, first and last word."""
    best, total, begin = (0.0, first, first), 0.0, first
    for index in range(first, last + 1):
        if total <= 0:
            total, begin = 0.0, index
        total += votes[index]
        if total > best[0]:
            best = (total, begin, index)
    return best


def _whole_sentences(spans: Sequence[Span], sentences: Sequence[Sentence], own: int) -> list[Span]:
    """Return the neighbouring sentences most of which is labelled, without a gap to the sentence of the cue."""
    found: list[Span] = []
    for step in (1, -1):
        number = own + step
        while 0 <= number < len(sentences):
            whole = sentences[number].span
            inside = sum(min(s.end, whole.end) - max(s.start, whole.start) for s in spans if s.overlaps(whole))
            if inside < WHOLE_SENTENCE * len(whole):
                break
            found.append(whole)
            number += step
    return found
