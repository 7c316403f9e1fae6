"""Who speaks where: quoted stretches of a report, and the voice behind each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.core import Sentence, Span
from dateline.resolve.actors import Actor
from dateline.resolve.references import Reference, Referents

_STRAIGHT = '"'
# A straight mark opens where a word follows it and none stands before it.
_OPENS = re.compile(r"(?:(?<=[\s(\[—–‘'/-])|^)\"(?=\S)", re.MULTILINE)
# Words of saying, for sentences in which the model marks none.
SPEECH = frozenset({
    "said", "says", "say", "told", "tells", "added", "adds", "wrote", "tweeted", "stated", "announced", "declared",
    "warned", "insisted", "argued", "claimed", "explained", "noted", "remarked", "commented", "replied", "asked",
    "according", "saying", "stressed", "vowed", "testified", "posted",
})  # fmt: skip
# Sentences between two quotations of one voice.
_NEAR = 2


def find_quotes(text: str) -> tuple[Span, ...]:
    """Return the stretches of a text between quotation marks; one that is never closed ends with its line.

    A new paragraph ends a quotation, as does a mark that opens another one on a later line.
    """
    opens = {m.start() for m in _OPENS.finditer(text)}
    found: list[Span] = []
    begin, curly = -1, False
    for place in sorted({m.start() for m in re.finditer(r'["“”]|\n\n', text)}):
        letter = text[place]
        if begin >= 0:
            reopened = letter == "“" or (letter == _STRAIGHT and place in opens and "\n" in text[begin:place])
            if letter == "\n" or reopened:
                found.append(Span(begin, _line_end(text, begin, place)))
                begin = -1
            elif letter == "”" or (letter == _STRAIGHT and not curly):
                found.append(Span(begin, place + 1))
                begin = -1
                continue
        if begin < 0 and (letter == "“" or (letter == _STRAIGHT and place in opens)):
            begin, curly = place, letter == "“"
    if begin >= 0:
        found.append(Span(begin, _line_end(text, begin, len(text))))
    return tuple(found)


def _line_end(text: str, begin: int, end: int) -> int:
    """Return where the line of a quotation's beginning ends, at the latest `end`."""
    line = text.find("\n", begin, end)
    return end if line < 0 else line


@dataclass(frozen=True, slots=True)
class _Voice:
    """Somebody who says something in a sentence: who, and where the word of saying stands."""

    actor: Actor
    cue: int


def with_speakers(referents: Referents, sentences: Sequence[Sentence]) -> Referents:
    """Return the referents with whoever speaks in each sentence; pronouns must be among them already."""
    return replace(referents, speakers=find_speakers(sentences, referents.references, referents.quotes))


def find_speakers(
    sentences: Sequence[Sentence], references: Sequence[Reference], quotes: Sequence[Span]
) -> dict[int, Actor]:
    """Return who speaks in each sentence that is quoted or that reports speech.

    The voice of a quotation stands in its last sentence, else its first one, else the one right before it; else the
    quotation goes on with the voice of the one before.
    """
    by_sentence: dict[int, list[Reference]] = {}
    for reference in references:
        by_sentence.setdefault(reference.sentence, []).append(reference)
    voices = [tuple(_voices(s, by_sentence.get(s.index, ()), quotes)) for s in sentences]
    speakers = {s.index: v[-1].actor for s, v in zip(sentences, voices, strict=True) if v}
    last: tuple[int, Actor] | None = None
    for quote in quotes:
        inside = [n for n, s in enumerate(sentences) if s.span.overlaps(quote)]
        if not inside:
            continue
        voice = _voice_of(quote, inside, voices)
        if voice is None and last is not None and inside[0] - last[0] <= _NEAR:
            voice = last[1]
        if voice is not None:
            last = (inside[-1], voice)
            speakers.update({sentences[n].index: voice for n in inside})
    return speakers


def _voice_of(quote: Span, inside: list[int], voices: Sequence[tuple[_Voice, ...]]) -> Actor | None:
    """Return the voice of a quotation by the words of saying nearest to it, None if none is near."""
    before = [inside[0] - 1] if inside[0] else []
    for number in (inside[-1], inside[0], *before):
        found = voices[number]
        if found:
            return min(found, key=lambda v: min(abs(v.cue - quote.start), abs(v.cue - quote.end))).actor
    return None


def _voices(sentence: Sentence, near: Sequence[Reference], quotes: Sequence[Span]) -> Iterable[_Voice]:
    """Yield whoever says something in a sentence, outside quotation marks."""
    told = False
    for cue in sentence.cues:
        if _inside(cue.span.start, quotes):
            continue
        for argument in cue.arguments:
            actor = _named_in(argument.span, sentence, near) if argument.role == "source" else None
            if actor is not None:
                told = True
                yield _Voice(actor, cue.span.start)
    if told:
        return
    for index, token in enumerate(sentence.tokens):
        if token.form.lower() in SPEECH and not _inside(token.span.start, quotes):
            if any(sentence.tokens[c].deprel == "nsubj:pass" for c in sentence.children(index)):
                continue
            actor = _subject(sentence, index, near) or _nearest(token.span.start, near)
            if actor is not None:
                yield _Voice(actor, token.span.start)


def _named_in(span: Span, sentence: Sentence, near: Sequence[Reference]) -> Actor | None:
    """Return whom the words of a source name: by their head, else the first person or body in them."""
    inside = [r for r in near if r.span.overlaps(span) and r.actor.kind != "country"]
    head = sentence.head_of(span)
    if head is not None:
        place = sentence.tokens[head].span
        leading = [r for r in inside if r.span.overlaps(place)]
        if leading:
            return leading[0].actor
    named = [r for r in inside if r.actor.kind == "person"] or inside
    return named[0].actor if named else None


def _subject(sentence: Sentence, verb: int, near: Sequence[Reference]) -> Actor | None:
    """Return the subject of a word of saying, None where the tree has none or nobody knows it."""
    for child in sentence.children(verb):
        if sentence.tokens[child].deprel.startswith("nsubj"):
            place = sentence.tokens[child].span
            return next((r.actor for r in near if r.span.overlaps(place) and r.actor.kind != "country"), None)
    return None


def _nearest(place: int, near: Sequence[Reference]) -> Actor | None:
    """Return the person or body named nearest to a word of saying, outside quotation marks."""
    voices = [r for r in near if not r.is_quoted and r.actor.kind != "country" and not r.is_pronoun]
    return min(voices, key=lambda r: (abs(r.span.start - place), r.span.start)).actor if voices else None


def _inside(place: int, quotes: Sequence[Span]) -> bool:
    return any(q.start < place < q.end for q in quotes)
