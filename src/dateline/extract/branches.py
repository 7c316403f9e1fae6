"""The tree of a sentence without the words of any language: children are looked up, not searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dateline.core import Sentence, Span, Token


class Branches:
    """The words of one sentence with their children; indices are those of `sentence.tokens`."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: Sequence[Token] = sentence.tokens

    @cached_property
    def below(self) -> tuple[tuple[int, ...], ...]:
        """The children of every word, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head is not None and token.head != index:
                found[token.head].append(index)
        return tuple(map(tuple, found))

    def children(self, index: int, *relations: str) -> tuple[int, ...]:
        """Return the children of a word, those with one of the relations where any are named."""
        return tuple(i for i in self.below[index] if not relations or self.is_a(i, *relations))

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
