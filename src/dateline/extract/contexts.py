"""Finds the contexts of a report: the subjects to which it belongs, each with the words that tell of it.

The cues are the codebook's. A long report touches many subjects in passing, so it must say more of one before it
belongs to it: `NEEDED`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dateline.codebook import Codebook
from dateline.core import Evidence, Report, Sentence, Span

STRONG, WEAK = 1.0, 0.5
IN_TITLE = 2.0
# What a report of at most so many sentences must hold: its hits, strong ones whole, weak ones half, twice in the title.
NEEDED = ((3, 1.0), (12, 2.0), (30, 3.0))
NEEDED_AT_LENGTH = 4.0
SPLITS = re.compile(r"\w[-'’]")
PIECE = re.compile(r"[^\s'’-]+|['’]\w+")


class Piece(NamedTuple):
    """A word, or a part of a hyphenated one: where it stands, and how a cue may name it."""

    start: int
    end: int
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContextCue:
    """The pieces of a cue, and what it tells of."""

    pieces: tuple[str, ...]
    context: str
    weight: float


@dataclass(slots=True)
class Tally:
    """What a report says of one context so far."""

    score: float = 0.0
    is_strong: bool = False
    spans: list[Span] = field(default_factory=list)


def find_contexts(
    report: Report, sentences: tuple[Sentence, ...], codebook: Codebook
) -> tuple[tuple[str, Evidence], ...]:
    """Return the contexts of a report, in the codebook's order, each with the words that tell of it."""
    cues = _cues_by_first_piece(codebook)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for sentence in sentences:
        weight = IN_TITLE if report.title and sentence.index == 0 else 1.0
        for cue, span in _hits(_pieces(sentence), cues):
            tally = tallies[cue.context]
            tally.score += cue.weight * weight
            tally.is_strong = tally.is_strong or cue.weight == STRONG
            tally.spans.append(span)
    needed = next((least for length, least in NEEDED if len(sentences) <= length), NEEDED_AT_LENGTH)
    return tuple(
        (code, _evidence(code, tallies[code], report.text, needed))
        for code in codebook.contexts
        if code in tallies and tallies[code].is_strong and tallies[code].score >= needed
    )


def _evidence(code: str, tally: Tally, text: str, needed: float) -> Evidence:
    words = list(dict.fromkeys(span.of(text).lower() for span in tally.spans))
    quoted = ", ".join(f'"{word}"' for word in words[:5]) + (" …" if len(words) > 5 else "")
    rule = f"codebook: {len(tally.spans)} cues of {code} ({quoted}) weigh {tally.score:g}, {needed:g} needed"
    return Evidence("contexts", rule, tally.spans[0], round(1 - 0.5 ** (tally.score / needed), 3))


@lru_cache(maxsize=4)
def _cues_by_first_piece(codebook: Codebook) -> dict[str, tuple[ContextCue, ...]]:
    """Longest cues first, so that "nuclear weapon" is met before "nuclear"."""
    found: dict[str, list[ContextCue]] = defaultdict(list)
    for code, context in codebook.contexts.items():
        for words, weight in ((context.strong, STRONG), (context.weak, WEAK)):
            for phrase in words:
                pieces = tuple(_folded(piece) for piece in PIECE.findall(phrase))
                found[pieces[0]].append(ContextCue(pieces, code, weight))
    return {first: tuple(sorted(cues, key=lambda cue: -len(cue.pieces))) for first, cues in found.items()}


def _folded(piece: str) -> str:
    """A piece with two capitals or more is an acronym: it keeps its case."""
    is_acronym = sum(letter.isupper() for letter in piece) > 1
    return piece if is_acronym else piece.lower().replace("’", "'")


def _pieces(sentence: Sentence) -> list[Piece]:
    """The pieces of a sentence but for names of persons; in a sentence of capitals no piece is an acronym."""
    persons = [name.span for name in sentence.names if name.kind == "person"]
    shouts = not any(token.form.islower() for token in sentence.tokens)
    found = []
    for token in sentence.tokens:
        if token.upos == "PUNCT" or (persons and any(span.covers(token.span) for span in persons)):
            continue
        start = token.span.start
        for first, last, shapes in _parts(token.form, token.lemma):
            found.append(Piece(start + first, start + last, shapes[1:] if shouts else shapes))
    return found


@lru_cache(maxsize=65536)
def _parts(form: str, lemma: str) -> tuple[Piece, ...]:
    """The pieces of a word, counted from its start: as written, in lower case, by lemma (or without a plural -s)."""
    parts = list(PIECE.finditer(form)) if SPLITS.search(form) else []
    if len(parts) > 1:
        return tuple(Piece(part.start(), part.end(), (part[0], _plain(part[0]))) for part in parts)
    plain, base = _plain(form), lemma.lower()
    if base == plain and plain.endswith("s") and len(plain) > 4:
        base = plain[:-1]
    return (Piece(0, len(form), (form, *dict.fromkeys((plain, base)))),)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _hits(pieces: list[Piece], cues: Mapping[str, tuple[ContextCue, ...]]) -> Iterator[tuple[ContextCue, Span]]:
    """Every cue in the pieces; of one context the longest at each place, and none that overlaps another."""
    ends: dict[str, int] = {}
    for start, piece in enumerate(pieces):
        for first in piece.shapes:
            for cue in cues.get(first, ()):
                end = start + len(cue.pieces)
                if ends.get(cue.context, 0) <= start and _fits(cue, pieces[start:end]):
                    ends[cue.context] = end
                    yield cue, Span(piece.start, pieces[end - 1].end)


def _fits(cue: ContextCue, pieces: list[Piece]) -> bool:
    if len(pieces) < len(cue.pieces):
        return False
    return all(word in piece.shapes for word, piece in zip(cue.pieces, pieces, strict=True))
