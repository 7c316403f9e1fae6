"""The tree of a sentence together with the cue words of its language."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.core import Sentence, Span
from dateline.extract.branches import Branches
from dateline.extract.cues import CueWords


class Tree(Branches):
    """The words of one sentence with their children and the cue words of its language, by their index."""

    def __init__(self, sentence: Sentence, cues: CueWords) -> None:
        super().__init__(sentence)
        self.cues = cues
        self.closed = cues.closed

    def form(self, index: int) -> str:
        """Return a word as it stands, in lower case."""
        return self.tokens[index].form.lower()

    def spans(self, words: Iterable[int]) -> tuple[Span, ...]:
        """Return the stretches of text that the words make; words that follow one another make one stretch."""
        found: list[Span] = []
        last = -2
        for index in sorted(words):
            span = self.tokens[index].span
            if index == last + 1 and found:
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
            last = index
        return tuple(found)
