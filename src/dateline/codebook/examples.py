"""Compares what a coding gives for an example with what the example expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.codebook.nouns import Example, Expected
from dateline.core import EventMention, Participant, Problem, Span


def check_example(example: Example, event_type: str, mentions: Sequence[EventMention]) -> tuple[Problem, ...]:
    """Return what `mentions`, coded from the text of an example of `event_type`, get wrong; nothing if all is right.

    A counter-example is wrong only where it gives a mention of the type that it is not.
    """
    expected = [mention for mention in example.mentions if (mention.type or event_type) == event_type]
    if not expected:
        extra = [mention for mention in mentions if mention.event_type == event_type]
        return tuple(Problem(_quoted(m.trigger.span, example), f"{event_type}, which it is not") for m in extra)
    return tuple(problem for mention in expected for problem in _compare(mention, example, event_type, mentions))


def has_type(example: Example, event_type: str, mentions: Sequence[EventMention]) -> bool:
    """Say whether every mention of `event_type` that an example expects is coded so, and none where it expects none."""
    expected = [mention for mention in example.mentions if (mention.type or event_type) == event_type]
    if not expected:
        return not any(mention.event_type == event_type for mention in mentions)
    return all(_lookup(mention, example, event_type, mentions) is not None for mention in expected)


def _lookup(
    expected: Expected, example: Example, event_type: str, mentions: Sequence[EventMention]
) -> EventMention | None:
    words = _words(expected, example)
    return next((m for m in mentions if m.event_type == event_type and m.trigger.span.overlaps(words)), None)


def _words(expected: Expected, example: Example) -> Span:
    start = example.text.find(expected.trigger)
    return Span(start, start + len(expected.trigger))


def _quoted(span: Span, example: Example) -> str:
    return f'"{span.of(example.text)}"'


def _compare(
    expected: Expected, example: Example, event_type: str, mentions: Sequence[EventMention]
) -> Iterator[Problem]:
    words = _words(expected, example)
    found = _lookup(expected, example, event_type, mentions)
    if found is None:
        there = (mention.event_type for mention in mentions if mention.trigger.span.overlaps(words))
        instead = ", ".join(there) or "nothing"
        yield Problem(_quoted(words, example), f"{event_type} expected, {instead} coded")
        return
    if set(found.modes) != set(expected.modes):
        yield Problem(_quoted(words, example), f"modes {_list(expected.modes)} expected, {_list(found.modes)} coded")
    if found.status != expected.status:
        yield Problem(_quoted(words, example), f"status {expected.status} expected, {found.status} coded")
    for name, wanted, coded in (
        ("actors", expected.actors, found.actors),
        ("recipients", expected.recipients, found.recipients),
    ):
        if not _same(wanted, coded):
            texts = [participant.text for participant in coded]
            yield Problem(_quoted(words, example), f"{name} {_list(wanted)} expected, {_list(texts)} coded")


def _list(words: Sequence[str]) -> str:
    return "; ".join(words) or "none"


def _same(wanted: Sequence[str], coded: Sequence[Participant]) -> bool:
    """Each expected one is met by words that hold it or are held by it, and none is left over."""
    texts = [participant.text for participant in coded if participant.text]
    if len(texts) != len(wanted):
        return False
    return all(any(word in text or text in word for text in texts) for word in wanted)
