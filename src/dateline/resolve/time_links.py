"""How an event and a time stand to each other in a sentence: what speaks for the one being when the other happened.

The weights (`resources/languages/en/time_weights.yaml`) are fitted on news in which people linked each event to its
time (`training/fit_times.py`): log-odds against the event having no time in its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dateline.language.words import load_words
from dateline.resolve.event_tree import CLAUSES, FAINT, EventTree, relation_of
from dateline.resolve.times import TimeExpression


@lru_cache(maxsize=1)
def load_time_weights(language: str = "en") -> dict[str, float]:
    """Return the weights of the features of a time, read once."""
    lines = load_words(language, "time_weights")["weights"].splitlines()
    return {feature: float(weight) for feature, _, weight in (line.rpartition(" ") for line in lines)}


def find_link_features(tree: EventTree, time: TimeExpression, times: Sequence[TimeExpression]) -> dict[str, float]:
    """Return what speaks for or against a time of the sentence (`times` are all of them), by name."""
    at, head = tree.place_of(time), tree.head
    found = {"any": 1.0, f"rule {time.rule}": 1.0, "only" if len(times) == 1 else "one of several": 1.0}
    if time.rule in FAINT:
        found["faint"] = 1.0
    found.update(_by_rule(tree, time))
    if at is None or head is None:
        return found
    found.update(_by_place(tree, time, times, at, head))
    found.update(_by_path(tree, at, head))
    return found


def _by_rule(tree: EventTree, time: TimeExpression) -> Iterator[tuple[str, float]]:
    """Yield how the tree's rules see the pair."""
    choice = tree.choice(time)
    if choice is None:
        yield "no rule", 1.0
        return
    yield ("clause" if "clause of" in choice.why else choice.why.split(" “")[0]), 1.0
    yield "score", choice.score
    if choice.score >= 0.8:
        yield "sure", 1.0


def _by_place(
    tree: EventTree, time: TimeExpression, times: Sequence[TimeExpression], at: int, head: int
) -> Iterator[tuple[str, float]]:
    """Yield what the order of words and the two heads tell."""
    tokens = tree.tokens
    yield f"time {tokens[at].deprel}", 1.0
    yield f"event {tokens[head].deprel}", 1.0
    yield f"event {tokens[head].upos}", 1.0
    yield "before" if at < head else "behind", 1.0
    nearest = min(times, key=lambda other: abs((tree.place_of(other) or 0) - head))
    if nearest is time:
        yield "nearest", 1.0
    if at <= 2:
        yield "opens", 1.0
    low, high = sorted((at, head))
    yield "events between", float(min(4, sum(low < other < high for other in tree.others)))
    if tree.is_claimed(time):
        yield "claimed", 1.0
    if tree.is_near(time):
        yield "near", 1.0
    governor = tree.governor_of(at)
    if governor in tree.others:
        yield "of another event", 1.0
    if governor in tree.speech:
        yield "of speech", 1.0


def _by_path(tree: EventTree, at: int, head: int) -> Iterator[tuple[str, float]]:
    """Yield what lies on the way through the tree, from the time up and down to the event."""
    up, down = tree.chain(at), tree.chain(head)
    meeting = next((node for node in up if node in down), None)
    if meeting is None:
        return
    if meeting in tree.own:
        yield "meet at the event", 1.0
    if meeting == tree.tokens[at].head:
        yield "meet above the time", 1.0
    above = [relation_of(tree.tokens[n].deprel) for n in up[1 : up.index(meeting)]]
    below = [relation_of(tree.tokens[n].deprel) for n in down[: down.index(meeting)]]
    for way, relations in (("up", above), ("down", below)):
        for relation in sorted(set(relations)):
            yield f"{way} {relation}", float(relations.count(relation))
        yield way, float(len(relations))
    yield "clauses", float(sum(relation in CLAUSES for relation in above + below))
    passed = down[1 : down.index(meeting) + 1]
    if not tree.speech.isdisjoint(passed):
        yield "through speech", 1.0
    if not tree.others.isdisjoint(passed):
        yield "through an event", 1.0
    if not tree.others.isdisjoint(up[1 : up.index(meeting) + 1]):
        yield "from an event", 1.0
