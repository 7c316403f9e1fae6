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


def _quoted(span: Span, example: Example) -> str:
    return f'"{span.of(example.text)}"'


def _compare(
    expected: Expected, example: Example, event_type: str, mentions: Sequence[EventMention]
) -> Iterator[Problem]:
    start = example.text.find(expected.trigger)
    words = Span(start, start + len(expected.trigger))
    there = [mention for mention in mentions if mention.trigger.span.overlaps(words)]
    found = next((mention for mention in there if mention.event_type == event_type), None)
    if found is None:
        instead = ", ".join(mention.event_type for mention in there) or "nothing"
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
