"""Which time of a sentence belongs to which event: as the model reads it, else the likeliest by where the two stand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.core import Sentence, Span
from dateline.resolve.event_tree import Choice, EventTree
from dateline.resolve.time_links import find_link_features, load_time_weights
from dateline.resolve.times import TimeExpression

NEVER = frozenset({"length"})
"""Rules of times that belong to no event as its time: lengths."""
LEAST_CLAIMED = 0.7
"""Least log-odds of a time that hangs on something else. With 0.9 the gold reports fare the same (train and dev), and
fewer links of tdg_wikinews/dev within a sentence are right: 0.697 instead of 0.714."""
_TOLD = 0.9  # how sure the model's reading is at least


def lookup_time(
    trigger: Span, sentence: Sentence, times: Sequence[TimeExpression], told: Sequence[Span] = ()
) -> Choice | None:
    """Return the time of the event whose trigger is given, None if none of the sentence's times belongs to it.

    Args:
        trigger: the words of the event.
        sentence: its sentence.
        times: the times of the sentence, in order.
        told: spans that the model takes for the time of the event.
    """
    if not times:
        return None
    tree = EventTree(sentence, trigger)
    times = [time for time in times if time.rule not in NEVER and not tree.is_told_aside(time)]
    if not times:
        return None
    named = [time for time in times if any(span.overlaps(time.core) for span in told)]
    if named:
        return _named(tree, named)
    own = next((choice for time in times if (choice := tree.choice(time)) and choice.score >= 1.0), None)
    if own is not None:  # of several the first: one verb with two dates takes the first
        return own
    odds = [find_odds(tree, time, times) for time in times]
    best = max(range(len(times)), key=odds.__getitem__)
    if odds[best] <= _least_odds(tree, times[best]):
        return None
    return _likeliest(tree, times[best], math.exp(odds[best]) / (1.0 + sum(map(math.exp, odds))))


def find_odds(tree: EventTree, time: TimeExpression, times: Sequence[TimeExpression]) -> float:
    """Return the log-odds that a time is that of the event, against its having none in the sentence."""
    weights = load_time_weights()
    return sum(weights.get(name, 0.0) * value for name, value in find_link_features(tree, time, times).items())


def _least_odds(tree: EventTree, time: TimeExpression) -> float:
    """Return the log-odds that a time must surpass: more where the tree gives it to another event, or to speech."""
    return LEAST_CLAIMED if tree.choice(time) is None and tree.is_claimed(time) else 0.0


def _named(tree: EventTree, named: Sequence[TimeExpression]) -> Choice:
    """Return the time that the model reads as that of the event; of several the one that the tree is surest of."""
    governed = [tree.choice(time) for time in named]
    scores = [max(_TOLD, choice.score if choice else 0.0) for choice in governed]
    best = max(range(len(named)), key=lambda i: scores[i])
    return Choice(tree.as_told(named[best]), "model: time of the event", scores[best])


def _likeliest(tree: EventTree, time: TimeExpression, share: float) -> Choice:
    """Return a time that is likelier that of the event than any other or none, with how it hangs on it in the tree."""
    governed = tree.choice(time)
    if governed is not None:
        return Choice(governed.time, governed.why, share)
    return Choice(time, "the likeliest by where the two stand", share)
