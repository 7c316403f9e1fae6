"""From the scores of one window to sentences: bounds, words, trees, names, triggers, cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.core import Argument, ArgumentRole, Cue, Label, Name, NameKind, Sentence, Span, Token, Trigger
from dateline.language.lemmas import lemma_of
from dateline.language.network import Floats, Network, Scores, softmax
from dateline.language.trees import find_tree

CONTINUES, WORD, SENTENCE = 0, 1, 2
"""What a piece does: goes on with a word, begins a word, begins a sentence (the labels of head `seg`)."""

Range = tuple[int, int]
_Item = TypeVar("_Item", Name, Trigger, Cue)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of one window with what is known of their bounds before the network speaks.

    Attributes:
        text: the report's text of record.
        pieces: character ranges of the pieces.
        bounds: for each piece the label of `seg` where it is certain, -1 where the network decides.
        context: how many of the pieces were read before and stand here as context only.
    """

    text: str
    pieces: Sequence[Range]
    bounds: Sequence[int]
    context: int = 0

    def span(self, first: int, last: int) -> Span:
        """Return the characters from the first piece to the last one, both included."""
        return Span(self.pieces[first][0], self.pieces[last][1])


def decode_window(window: Window, network: Network, first_index: int) -> list[Sentence]:
    """Return the sentences of a window without its context; the first gets number `first_index`."""
    scores = network.run([window.text[s:e] for s, e in window.pieces])
    seg = find_bounds(window, scores)
    names = _grouped(find_names(window, scores, network.labels["ner"]), window, seg)
    triggers = _grouped(find_triggers(window, scores, network), window, seg)
    cues = _grouped(find_cues(window, scores, network), window, seg)
    sentences: list[Sentence] = []
    for number, (low, high) in enumerate(_sentence_ranges(seg)):
        if low < window.context:
            continue
        tokens = build_tokens(window, scores, network, seg, (low, high))
        span = window.span(low, high - 1)
        mine = (tuple(names.get(number, ())), tuple(triggers.get(number, ())), tuple(cues.get(number, ())))
        sentences.append(Sentence(first_index + len(sentences), span, tokens, *mine))
    return sentences


def find_bounds(window: Window, scores: Scores) -> NDArray[np.int64]:
    """Return what each piece does: the certain bounds, the network's choice elsewhere."""
    given = np.asarray(window.bounds)
    seg = np.where(given >= 0, given, scores["seg"].argmax(1))
    for i, (low, high) in enumerate(pairwise(window.pieces), 1):
        if given[i] < 0 and seg[i] == CONTINUES and high[0] > low[1]:
            seg[i] = WORD  # a blank always ends a word
    seg[0] = SENTENCE
    return np.asarray(seg, dtype=np.int64)


def _sentence_ranges(seg: NDArray[np.int64]) -> list[Range]:
    starts = [*np.flatnonzero(seg == SENTENCE).tolist(), len(seg)]
    return list(pairwise(starts))


def _grouped(items: Sequence[_Item], window: Window, seg: NDArray[np.int64]) -> dict[int, list[_Item]]:
    """Return the items by the number of the sentence in which they begin."""
    starts = [window.pieces[i][0] for i in np.flatnonzero(seg == SENTENCE).tolist()]
    groups: dict[int, list[_Item]] = {}
    for item in items:
        number = int(np.searchsorted(starts, item.span.start, side="right")) - 1
        groups.setdefault(number, []).append(item)
    return groups


def build_tokens(
    window: Window, scores: Scores, network: Network, seg: NDArray[np.int64], sentence: Range
) -> tuple[Token, ...]:
    """Return the words of one sentence (a range of pieces) with tag, lemma, features and place in the tree."""
    low, high = sentence
    first = low + np.flatnonzero(seg[low:high] != CONTINUES)
    ends = [*(first[1:] - 1).tolist(), high - 1]
    labels = network.labels
    upos, feats = scores["upos"][first].argmax(1), scores["feats"][first].argmax(1)
    scripts = scores["lemma"][first].argmax(1)
    heads = find_tree(scores["arcs"][np.ix_(first, np.concatenate(([0], first + 1)))])
    rels = _relations(scores, network, first, heads)
    tokens = []
    for i, (start, end) in enumerate(zip(first.tolist(), ends, strict=True)):
        span = window.span(start, end)
        form = span.of(window.text)
        tag = labels["upos"][upos[i]]
        lemma = lemma_of(form, tag, labels["lemma"][scripts[i]])
        head = heads[i] - 1 if heads[i] else None
        tokens.append(Token(span, form, lemma, tag, _features(labels["feats"][feats[i]]), head, rels[i]))
    return tuple(tokens)


@lru_cache(maxsize=1024)
def _features(written: str) -> tuple[tuple[str, str], ...]:
    if written == "_":
        return ()
    return tuple((name, value) for name, _, value in (part.partition("=") for part in written.split("|")))


def _relations(scores: Scores, network: Network, first: NDArray[np.int64], heads: Sequence[int]) -> list[str]:
    """Return the relation of each word to its head; "root" for the word under the root and for no other."""
    columns = np.array([first[h - 1] + 1 if h else 0 for h in heads])
    logits = network.score_pairs("rel", scores["rel_left"][first], scores["rel_right"][columns])
    names = network.labels["rel"]
    logits[:, names.index("root")] = -1e9
    best = logits.argmax(1)
    return [names[best[i]] if head else "root" for i, head in enumerate(heads)]


SHORT = 3
"""Letters of the longest word in lower case that is no name by itself."""


def find_names(window: Window, scores: Scores, labels: Sequence[str]) -> list[Name]:
    """Return the named entities of a window; a lone short word in lower case ("of") is none."""
    likely = scores.probabilities("ner")
    best = likely.argmax(1)
    found = []
    for first, last, kind in read_bio([labels[i] for i in best.tolist()]):
        words = window.span(first, last).of(window.text)
        if len(words) <= SHORT and words.islower():
            continue
        score = float(min(likely[i, best[i]] for i in range(first, last + 1)))
        found.append(Name(window.span(first, last), _kind(kind), round(score, 3)))
    return found


def _kind(kind: str) -> NameKind:
    return kind  # type: ignore[return-value]  # the labels of the head are those of the type


def read_bio(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, label) of the spans that tags mark; an inside tag without a beginning begins one."""
    begun: tuple[int, str] | None = None
    for i, tag in enumerate([*tags, "O"]):
        label = tag[2:]
        goes_on = begun is not None and tag[0] == "I" and label == begun[1]
        if begun is not None and not goes_on:
            yield begun[0], i - 1, begun[1]
            begun = None
        if tag != "O" and not goes_on:
            begun = (i, label)


def find_triggers(window: Window, scores: Scores, network: Network) -> list[Trigger]:
    """Return the words of a window that may speak of an event, with everything the heads say of each."""
    likely = scores.probabilities("trigger")
    mass = likely[:, 1::2] + likely[:, 2::2]
    ranges = _trigger_ranges(likely, mass, float(network.fitted["trigger_floor"]))
    if not ranges:
        return []
    at = np.array([first for first, _ in ranges])
    roles = _argument_lists("role", window, scores, network, at)
    statuses, modes = scores.probabilities("status")[at], 1 / (1 + np.exp(-scores["mode"][at]))
    vectors = network.shorten(scores["vector"][at])
    names = [label[2:] for label in network.labels["trigger"][1::2]]
    return [
        Trigger(
            window.span(first, last),
            _ranked(names, calibrated(mass[first : last + 1].mean(0), network.fitted["calibration"]), least=0.02),
            _ranked(network.labels["mode"], modes[i], least=0.1),
            _ranked(network.labels["status"], statuses[i], least=0.0),
            round(float(scores["fact"][first, 0]), 2),
            roles[i],
            tuple(round(float(x), 3) for x in vectors[i]),
        )
        for i, (first, last) in enumerate(ranges)
    ]


def calibrated(likely: Floats, line: Sequence[float]) -> Floats:
    """Return probabilities moved so that they come true as often as they say (Platt 1999): a line over log-odds."""
    odds = np.log(np.clip(likely, 1e-6, 1 - 1e-6) / np.clip(1 - likely, 1e-6, 1))
    return np.asarray(1 / (1 + np.exp(-(line[0] * odds + line[1]))), dtype=np.float32)


def _trigger_ranges(likely: Floats, mass: Floats, floor: float) -> list[Range]:
    """Return ranges of pieces that are more likely than `floor` to belong to a trigger, cut where another begins."""
    events = 1 - likely[:, 0]
    begins, goes_on = likely[:, 1::2].sum(1), likely[:, 2::2].sum(1)
    best = mass.argmax(1)
    ranges: list[Range] = []
    for i in np.flatnonzero(events > floor).tolist():
        joins = ranges and ranges[-1][1] == i - 1 and goes_on[i] > begins[i] and goes_on[i] > floor
        if joins and (best[i] == best[ranges[-1][0]] or goes_on[i] > 0.5):
            ranges[-1] = (ranges[-1][0], i)
        elif begins[i] > floor / 2 or events[i] > 0.5:
            ranges.append((i, i))
    return ranges


def _ranked(names: Sequence[str], values: Floats, least: float) -> tuple[Label, ...]:
    """Return labels by falling probability (then by name), those below `least` left out."""
    pairs = [(name, round(float(value), 4)) for name, value in zip(names, values, strict=True) if value >= least]
    return tuple(Label(name, score) for name, score in sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _argument_lists(
    head: str, window: Window, scores: Scores, network: Network, at: NDArray[np.int64]
) -> list[tuple[Argument, ...]]:
    """Return the arguments of each predicate whose first piece is in `at`, in the order of the text.

    A role that nobody plays by the first reading is read once more with a little in its favour: where a predicate lacks
    a participant, the likeliest one is oftener right than none. How much, by role, was fitted on the development gold.
    """
    distances = np.arange(len(window.pieces))[None, :] - at[:, None]
    left, right = scores[f"{head}_left"][at][:, None, :], scores[f"{head}_right"][None, :, :]
    logits = network.score_pairs(head, left, right, distances)
    labels = network.labels[head]
    favour = np.array([network.fitted["second_reading"].get(label[2:], 0.0) for label in labels], dtype=np.float32)
    rows = [_arguments(window, likely, labels) for likely in softmax(logits)]
    if favour.any():
        again = [_arguments(window, likely, labels) for likely in softmax(logits + favour)]
        rows = [_with_second(*pair) for pair in zip(rows, again, strict=True)]
    return [tuple(row) for row in rows]


def _with_second(found: list[Argument], again: Sequence[Argument]) -> list[Argument]:
    """Return the arguments with those of a second reading whose role nobody plays and whose words are free."""
    played = {argument.role for argument in found}
    more = [a for a in again if a.role not in played and not any(a.span.overlaps(f.span) for f in found)]
    return sorted(found + more, key=lambda a: a.span) if more else found


def _arguments(window: Window, likely: Floats, labels: Sequence[str]) -> list[Argument]:
    """Return the spans that the likeliest tags of the pieces mark, with the mean probability of those tags."""
    tags = [labels[i] for i in likely.argmax(1).tolist()]
    sure = likely.max(1).tolist()
    return [
        Argument(_role(role), window.span(first, last), round(sum(sure[first : last + 1]) / (last + 1 - first), 3))
        for first, last, role in read_bio(tags)
    ]


def _role(role: str) -> ArgumentRole:
    return role  # type: ignore[return-value]  # the labels of the heads are those of the type


def find_cues(window: Window, scores: Scores, network: Network) -> list[Cue]:
    """Return the words of a window that attribute something to somebody, with source and content."""
    likely = scores.probabilities("cue")
    tags = [network.labels["cue"][i] for i in likely.argmax(1).tolist()]
    ranges = [(first, last) for first, last, _ in read_bio(tags)]
    if not ranges:
        return []
    arguments = _argument_lists("said", window, scores, network, np.array([first for first, _ in ranges]))
    return [
        Cue(window.span(first, last), round(float(1 - likely[first, 0]), 3), arguments[i])
        for i, (first, last) in enumerate(ranges)
    ]
