"""Walking the tree of a sentence quickly: children and subtrees are looked up, not searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dateline.core import Sentence, Span, Token
from dateline.extract.cues import CueWords


class Tree:
    """The words of one sentence with their children and the cue words of its language, by their index."""

    def __init__(self, sentence: Sentence, cues: CueWords) -> None:
        self.sentence = sentence
        self.cues = cues
        self.closed = cues.closed
        self.tokens: Sequence[Token] = sentence.tokens

    @cached_property
    def below(self) -> tuple[tuple[int, ...], ...]:
        """The children of every word, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head is not None and token.head != index:
                found[token.head].append(index)
        return tuple(map(tuple, found))

    def form(self, index: int) -> str:
        """Return a word as it stands, in lower case."""
        return self.tokens[index].form.lower()

    def children(self, index: int, *relations: str) -> tuple[int, ...]:
        """Return the children of a word, those with one of the relations where any are named."""
        if not relations:
            return self.below[index]
        return tuple(i for i in self.below[index] if self.is_a(i, *relations))

    def child(self, index: int, *relations: str) -> int | None:
        """Return the first child with one of the relations, None if there is none."""
        return next((i for i in self.below[index] if self.is_a(i, *relations)), None)

    def is_a(self, index: int, *relations: str) -> bool:
        """Say whether a word has one of the relations; "obl" also means its subtypes."""
        relation = self.tokens[index].deprel
        return relation in relations or relation.partition(":")[0] in relations

    def subtree(self, index: int, without: Iterable[int] = ()) -> set[int]:
        """Return a word and all that stands below it, leaving out the words `without` and all below those."""
        left_out = set(without)
        found, frontier = {index}, [index]
        while frontier:
            fresh = [i for i in self.below[frontier.pop()] if i not in left_out and i not in found]
            found.update(fresh)
            frontier.extend(fresh)
        return found

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the governors of a word, nearest first."""
        head, seen = self.tokens[index].head, {index}
        while head is not None and head not in seen:
            yield head
            seen.add(head)
            head = self.tokens[head].head

    def head_of(self, span: Span) -> int | None:
        """Return the word of a span that governs the rest, None if no word lies in it."""
        inside = [i for i, token in enumerate(self.tokens) if token.span.overlaps(span)]
        return next((i for i in inside if self.tokens[i].head not in inside), None)

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
