"""Sentences with trees written by hand: "Police/NOUN/2/nsubj arrested/VERB/0/root/Tense=Past him/PRON/2/obj"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.core import Cue, EventMention, Label, Name, Sentence, Span, Status, Token, Trigger


def tree(
    words: str,
    *,
    start: int = 0,
    index: int = 0,
    triggers: Sequence[str] = (),
    cues: Sequence[str] = (),
    people: Sequence[str] = (),
    places: Sequence[str] = (),
) -> Sentence:
    """Return a sentence of words written as form/UPOS/head/relation[/features]; heads count from 1, 0 is the root."""
    tokens, at = [], start
    for word in words.split():
        form, upos, head, deprel, *feats = word.split("/")
        form = form.replace("\\", "/")  # a slash inside a word is written as a backslash
        pairs = tuple(sorted((f.split("=")[0], f.split("=")[1]) for f in (feats[0].split("|") if feats else [])))
        span = Span(at, at + len(form))
        tokens.append(Token(span, form, form.lower(), upos, pairs, int(head) - 1 if head != "0" else None, deprel))
        at += len(form) + 1
    sentence = Sentence(index, Span(start, at - 1), tuple(tokens))
    text = text_of(sentence)
    names = [
        Name(span_of(text, n, start), kind, 0.9) for kind, some in (("person", people), ("place", places)) for n in some
    ]  # type: ignore[arg-type]
    return Sentence(
        index,
        sentence.span,
        sentence.tokens,
        tuple(names),
        tuple(trigger(span_of(text, words, start)) for words in triggers),
        tuple(Cue(span_of(text, words, start), 0.9) for words in cues),
    )


def text_of(*sentences: Sentence) -> str:
    """Return the text in which the sentences stand, one blank between words and between sentences."""
    text = ""
    for sentence in sentences:
        for token in sentence.tokens:
            text += " " * (token.span.start - sentences[0].span.start - len(text)) + token.form
    return text


def span_of(text: str, words: str, start: int = 0) -> Span:
    """Return where words stand in a text that begins at `start`."""
    at = text.index(words)
    return Span(start + at, start + at + len(words))


def trigger(span: Span, arguments: Any = ()) -> Trigger:
    """Return a trigger that says nothing of its type."""
    return Trigger(span, (Label("ASSAULT", 0.9),), arguments=tuple(arguments))


def mention(
    sentence: Sentence,
    words: str,
    *,
    status: Status = Status.ACTUAL,
    quad: str = "material conflict",
    arguments: Any = (),
) -> EventMention:
    """Return a mention whose trigger are the given words of a sentence."""
    span = span_of(text_of(sentence), words, sentence.span.start)
    return EventMention("m", "r", sentence.index, trigger(span, arguments), "ASSAULT", status=status, quad=quad)
