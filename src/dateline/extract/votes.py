"""Which words a content holds, when a learned reader and a rule over the tree both have a say.

Every word of the cue's sentence gets votes for and against; the content is the stretches with the most votes, so that
single words that one reader left out or threw in do not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from dateline.core import Argument, Sentence, Span
from dateline.extract.trees import Tree

LEARNED_VOTE = 1.0
"""Weight of the model's label of a word, times its probability. Basis: see `evaluation/attributions.py --train`."""
SURE_RULE_VOTE = 0.15
"""Weight of a complement that the tree marks as one ("said that")."""
UNSURE_RULE_VOTE = 0.0
"""Weight of words that merely follow or precede a cue; where the model labels nothing, the rule alone decides."""
NEAR = 0.7
"""Share of common words from which on the bounds of a certain complement are taken rather than those voted for."""
LEAST_STRETCH = 6.0
"""Votes that a second stretch must bring together to be kept."""
WHOLE_SENTENCE = 0.5
"""Share of a neighbouring sentence that the model must label for the whole of it to be content."""


def vote_content(
    tree: Tree,
    learned: Sequence[Argument],
    ruled: frozenset[int],
    *,
    certain: bool,
    cue: frozenset[int],
    barred: frozenset[int],
    sentences: Sequence[Sentence],
) -> tuple[Span, ...]:
    """Return the stretches of a content: by votes in the sentence of the cue, whole sentences beside it."""
    own = tree.sentence.span
    inside = [a for a in learned if a.span.overlaps(own)]
    votes = _votes(tree, inside, ruled, certain=certain, barred=barred)
    voted = {
        i
        for first, last in best_stretches(votes, barred, ruled if certain else frozenset())
        for i in range(first, last + 1)
    }
    words = ruled if _agree(voted, ruled, certain=certain) else voted
    spans = list(tree.spans(completed(tree, words, cue, barred)))
    beyond = [a.span for a in learned if not a.span.overlaps(own)]
    return tuple(sorted([*spans, *_whole_sentences(beyond, sentences, tree.sentence.index)]))


def completed(tree: Tree, words: Collection[int], cue: frozenset[int], barred: frozenset[int]) -> frozenset[int]:
    """Return a content without small gaps, from the end of its cue if little lies between, to the end of its clause."""
    if not words:
        return frozenset()
    found = set(words)
    for first, last in _gaps(sorted(found)):
        if last - first < LONGEST_GAP and not barred.intersection(range(first, last + 1)):
            found.update(range(first, last + 1))
    found.update(_up_to(tree, max(found) + 1, barred))
    found.update(
        _back_to_cue(tree, min(i for i in found if i > max(cue)), cue, barred) if max(found) > max(cue) else ()
    )
    while found and tree.tokens[max(found)].upos in {"CCONJ", "PUNCT"} and tree.tokens[max(found)].form in _LOOSE_ENDS:
        found.remove(max(found))
    return frozenset(found)


_LOOSE_ENDS = frozenset({"and", "but", "or", ",", ";", ":", "-", "–", "—"})


def _gaps(words: Sequence[int]) -> list[tuple[int, int]]:
    return [(a + 1, b - 1) for a, b in pairwise(words) if b - a > 1]


def _up_to(tree: Tree, start: int, barred: frozenset[int]) -> range:
    """Return the words from `start` to the next mark, if they are few and none is barred."""
    tokens = tree.tokens
    end = start
    while end < len(tokens) and end not in barred and tokens[end].upos != "PUNCT" and end - start <= LONGEST_END:
        end += 1
    stops = end >= len(tokens) or tokens[end].upos == "PUNCT" or (end in barred)
    return range(start, end) if stops and end - start <= LONGEST_END else range(0)


def _back_to_cue(tree: Tree, start: int, cue: frozenset[int], barred: frozenset[int]) -> range:
    """Return the words between cue and content, if they are few and belong to the content."""
    gap = range(max(cue) + 1, start)
    if not gap or len(gap) > LONGEST_START or barred.intersection(gap):
        return range(0)
    if any(tree.tokens[i].upos in {"PUNCT", "CCONJ"} or _is_addressee(tree, i, cue) for i in gap):
        return range(0)
    return gap


def _is_addressee(tree: Tree, index: int, cue: frozenset[int]) -> bool:
    """Say whether a word is told something, or tells when: it stands between "told" and "that"."""
    relation, head = tree.tokens[index].deprel, tree.tokens[index].head
    return head in cue and relation in {"iobj", "obl:unmarked", "obl:tmod", "obl", "advmod"}


LONGEST_GAP = 8
"""Words between two stretches that are filled in."""
LONGEST_END = 3
"""Words up to the next mark that are added at the end of a content."""
LONGEST_START = 5
"""Words between cue and content that are added at its start."""


def _agree(voted: Collection[int], ruled: frozenset[int], *, certain: bool) -> bool:
    """Say whether votes and rule are so near to one another that the bounds of the rule are to be trusted."""
    both = len(ruled.intersection(voted))
    return certain and both >= NEAR * len(ruled.union(voted)) > 0


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
    rule = SURE_RULE_VOTE if certain else UNSURE_RULE_VOTE
    if not ruled or not has_labels:
        rule = 1.0 if ruled else 0.0
    votes = []
    for index in range(len(tree.tokens)):
        vote = rule if index in ruled else -rule
        if has_labels:
            vote += LEARNED_VOTE * labelled[index] if index in labelled else -LEARNED_VOTE * 0.5
        votes.append(vote if index not in barred else -100.0)
    return votes


def best_stretches(
    votes: Sequence[float], barred: frozenset[int], sure: frozenset[int] = frozenset()
) -> list[tuple[int, int]]:
    """Return the stretch with the most votes, and others that bring enough together, as (first, last), in order.

    A stretch of `sure` words is kept with few votes: a cue may stand in the middle of what is said.
    """
    found: list[tuple[int, int]] = []
    for first, last in _runs(len(votes), barred):
        total, begin, end = _best(votes, first, last)
        if total > 0:
            found.append((begin, end))
    totals = {pair: sum(votes[pair[0] : pair[1] + 1]) for pair in found}
    best = max(totals.values(), default=0.0)
    return [pair for pair in found if totals[pair] >= min(best, LEAST_SURE if _is_sure(pair, sure) else LEAST_STRETCH)]


def _is_sure(pair: tuple[int, int], sure: frozenset[int]) -> bool:
    return pair[1] > pair[0] and sure.issuperset(range(pair[0], pair[1] + 1))


LEAST_SURE = 2.5
"""Votes that a stretch of a sure complement must bring together."""


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
