"""How likely a time of a sentence is that of an event: what speaks for it, with weights fitted on annotated texts.

The tree alone leaves many times without an event: a parser hangs "on Friday" on the last noun before it. Here readable
features of how both stand are weighed (`resources/languages/en/time_weights.yaml`, fitted by `training/fit_times.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import exp

from dateline.core import Sentence, Span
from dateline.language.words import load_words
from dateline.resolve.times import TimeExpression

_CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "csubj", "conj", "xcomp"})


@lru_cache(maxsize=1)
def load_time_weights(language: str = "en") -> dict[str, float]:
    """Return the weights of the features of a time, read once."""
    lines = load_words(language, "time_weights")["weights"].splitlines()
    return {feature: float(weight) for feature, _, weight in (line.rpartition(" ") for line in lines)}


def rank_times(trigger: Span, sentence: Sentence, times: Sequence[TimeExpression]) -> tuple[float, ...]:
    """Return how likely each time is that of the event, against all others and none: 0..1, 1 at most in sum."""
    weights = load_time_weights()
    odds = [
        exp(sum(weights.get(feature, 0.0) for feature in find_features(trigger, sentence, time, times)))
        for time in times
    ]
    return tuple(chance / (1.0 + sum(odds)) for chance in odds)


def find_features(
    trigger: Span, sentence: Sentence, time: TimeExpression, times: Sequence[TimeExpression]
) -> tuple[str, ...]:
    """Return the features of one of the times of a sentence for an event."""
    event, at = sentence.head_of(trigger), sentence.head_of(time.core)
    if event is None or at is None:
        return ("no tree",)
    return (
        "any",
        *_of_both(sentence, event, at),
        *_of_order(sentence, trigger, time, times),
        *_of_time(sentence, time, at),
    )


def _of_time(sentence: Sentence, time: TimeExpression, at: int) -> Iterator[str]:
    """Yield what a time is and how it hangs in the sentence."""
    yield f"rule {time.rule}"
    yield f"time {sentence.tokens[at].deprel}"
    if time.span.start <= sentence.tokens[min(1, len(sentence.tokens) - 1)].span.start:
        yield "opens"
    if all(token.upos == "PUNCT" for token in sentence.tokens if token.span.start >= time.span.end):
        yield "closes"


def _of_order(
    sentence: Sentence, trigger: Span, time: TimeExpression, times: Sequence[TimeExpression]
) -> Iterator[str]:
    """Yield how far apart both stand and what stands between them."""
    is_after = time.span.start > trigger.start
    first, last = (trigger, time.span) if is_after else (time.span, trigger)
    between = [t for t in sentence.tokens if first.end <= t.span.start and t.span.end <= last.start]
    side = "after" if is_after else "before"
    verbs = sum(token.upos == "VERB" for token in between)
    yield f"{side} words {min(len(between).bit_length(), 5)}"
    yield f"{side} verbs {min(verbs, 3)}"
    if any(token.form in {",", ";", ":"} for token in between):
        yield f"{side} comma"
    if any(token.form in {'"', "“", "”"} for token in between):
        yield "quote between"
    others = [t for t in times if t is not time]
    if any(first.end <= t.span.start and t.span.end <= last.start for t in others):
        yield "time between"
    yield f"times {min(len(times), 3)}"
    yield "nearest time" if _is_nearest(trigger, time, others) else "farther time"


def _is_nearest(trigger: Span, time: TimeExpression, others: Sequence[TimeExpression]) -> bool:
    """Say whether no other time stands nearer to the event."""
    near = abs(time.span.start - trigger.start)
    return all(near <= abs(other.span.start - trigger.start) for other in others)


def _of_both(sentence: Sentence, event: int, at: int) -> Iterator[str]:
    """Yield how event and time hang together in the tree."""
    tokens = sentence.tokens
    up, down = _chain(sentence, at), _chain(sentence, event)
    meeting = next(node for node in up if node in down) if set(up) & set(down) else None
    word = tokens[event]
    kind = f"{word.upos} {word.feat('VerbForm') or ''} {word.feat('Tense') or ''}".strip()
    yield f"event {kind}"
    yield f"event {word.upos} {word.deprel}"
    if meeting is None:
        return
    rises = [tokens[n].deprel.partition(":")[0] for n in up[: up.index(meeting)]]
    falls = [tokens[n].deprel.partition(":")[0] for n in down[: down.index(meeting)]][::-1]
    yield f"steps {min(len(rises), 4)} {min(len(falls), 4)}"
    yield f"down {' '.join(falls[:3])}".strip()
    yield f"up {' '.join(rises[1:4])}".strip()
    crossed = sum(r in _CLAUSES for r in rises[1:]), sum(r in _CLAUSES for r in falls)
    yield f"clauses {min(crossed[0], 2)} {min(crossed[1], 2)}"
    yield f"meeting {tokens[meeting].upos} {word.upos}"
    if (
        tokens[meeting].upos == "VERB"
        and meeting != event
        and any(c.span.overlaps(tokens[meeting].span) for c in sentence.cues)
    ):
        yield "meeting in speech"
    if any(t.head == event and t.deprel == "mark" for t in tokens):
        yield "event marked"
    if any(
        t.head == event and t.deprel.startswith("aux") and t.lemma in {"will", "would", "can", "could", "may"}
        for t in tokens
    ):
        yield "event modal"


def _chain(sentence: Sentence, node: int) -> list[int]:
    """Return a word and those above it up to the root."""
    found = [node]
    while (head := sentence.tokens[found[-1]].head) is not None and head not in found:
        found.append(head)
    return found
