"""What the language model says of a report: sentences of words with all their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.core.span import Span

NameKind = Literal["person", "organization", "place", "group", "other"]
ArgumentRole = Literal["actor", "recipient", "place", "time", "source", "content"]


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word; field names are those of CoNLL-U.

    Attributes:
        span: its characters in the text of record.
        form, lemma, upos: as in Universal Dependencies.
        feats: features that rules need, as sorted (name, value) pairs.
        head: index of the governor in the sentence's `tokens`; None for the root.
        deprel: relation to the head, subtypes kept (`nsubj:pass`); "root" for the root.
    """

    span: Span
    form: str
    lemma: str
    upos: str
    feats: tuple[tuple[str, str], ...]
    head: int | None
    deprel: str

    def feat(self, name: str) -> str:
        """Return the value of a feature, "" if the word does not carry it."""
        return next((value for key, value in self.feats if key == name), "")


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity in the text, with the probability (0..1) of its weakest word."""

    span: Span
    kind: NameKind
    score: float


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its probability (0..1)."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Argument:
    """A span that plays a role for a trigger or a cue; it may lie in another sentence."""

    role: ArgumentRole
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that may speak of an event, as the model reads them.

    Attributes:
        span: the trigger's characters.
        types: event types by falling probability; the rest up to 1 is "no event".
        modes: mode names by falling probability, independent of one another.
        statuses: the five factual statuses by falling probability, summing to 1.
        factuality: -3 (certainly did not happen) .. +3 (certainly did).
        arguments: actors, recipients, places, times, and the voice that says so.
        vector: unit-length meaning of the trigger in its sentence, for linking; () if absent.
    """

    span: Span
    types: tuple[Label, ...]
    modes: tuple[Label, ...] = ()
    statuses: tuple[Label, ...] = ()
    factuality: float = 0.0
    arguments: tuple[Argument, ...] = ()
    vector: tuple[float, ...] = ()

    def spans(self, role: ArgumentRole) -> tuple[Span, ...]:
        """Return the spans of one role in the order of the text."""
        return tuple(sorted(a.span for a in self.arguments if a.role == role))


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that attribute something to somebody ("said", "according to"), as the model reads them.

    `arguments` hold the pieces of its source and of its content (both may be discontinuous).
    """

    span: Span
    score: float
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words with their tree, names, triggers and cues.

    `index` counts from 0 in the report; where the report has a title, sentence 0 is the title.
    """

    index: int
    span: Span
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    cues: tuple[Cue, ...] = ()

    def children(self, index: int) -> tuple[int, ...]:
        """Return the indices of the words governed by word `index`, in order."""
        return tuple(i for i, token in enumerate(self.tokens) if token.head == index)

    def subtree(self, index: int) -> tuple[int, ...]:
        """Return the indices of word `index` and everything below it, in order."""
        found, frontier = {index}, [index]
        while frontier:
            below = [c for c in self.children(frontier.pop()) if c not in found]
            found.update(below)
            frontier.extend(below)
        return tuple(sorted(found))

    def tokens_in(self, span: Span) -> tuple[int, ...]:
        """Return the indices of the words that overlap `span`."""
        return tuple(i for i, token in enumerate(self.tokens) if token.span.overlaps(span))

    def head_of(self, span: Span) -> int | None:
        """Return the word of `span` whose governor lies outside it (the first one), None if no word overlaps."""
        inside = self.tokens_in(span)
        return next((i for i in inside if self.tokens[i].head not in inside), None)
