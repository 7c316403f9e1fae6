"""The model that a report is read with: sentences in, labels out, behind one small protocol."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from dateline.core import Report, Sentence, Span
from dateline.language.decode import SENTENCE, WORD, Range, Window, decode_window
from dateline.language.network import Network, load_network, shipped_folder
from dateline.language.pieces import find_pieces
from dateline.language.windows import begins_paragraph, cut_windows, find_context, find_likely_starts

LANGUAGES = frozenset({"en"})
FILES = ("model.onnx", "heads.npz", "labels.json", "vocab.txt")


class ModelError(Exception):
    """A folder holds no language model; the message says what is missing and what to do."""


class Model(Protocol):
    """Anything that gives sentences with these labels can stand in for the shipped model."""

    @property
    def version(self) -> str:
        """Name of the model, part of every record."""

    @property
    def languages(self) -> frozenset[str]:
        """Languages (ISO 639-1) that it reads."""

    def parse(self, report: Report) -> tuple[Sentence, ...]:
        """Return the sentences of a report; all spans are code points of its text of record."""


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """The shipped model: one encoder, many heads, int8 on the CPU."""

    network: Network
    languages: frozenset[str] = LANGUAGES

    @property
    def version(self) -> str:
        """Name of the model, part of every record."""
        return self.network.version

    def parse(self, report: Report) -> tuple[Sentence, ...]:
        """Return the sentences of a report; the title, where there is one, is sentence 0."""
        pieces = find_pieces(report.text)
        return self._read(report.text, pieces, [-1] * len(pieces))

    def parse_many(self, reports: Sequence[Report]) -> list[tuple[Sentence, ...]]:
        """Return the sentences of each report, exactly as `parse` gives them."""
        return [self.parse(report) for report in reports]

    def parse_given(self, text: str, words: Sequence[Sequence[Span]]) -> tuple[Sentence, ...]:
        """Return sentences whose bounds and words are given: `words` are the words of each sentence, in order."""
        pieces: list[Range] = []
        bounds: list[int] = []
        for sentence in words:
            for number, word in enumerate(sentence):
                inside = [(word.start + s, word.start + e) for s, e in find_pieces(word.of(text))]
                pieces += inside
                bounds += [WORD if number else SENTENCE, *[0] * (len(inside) - 1)]
        return self._read(text, pieces, bounds)

    def _read(self, text: str, pieces: Sequence[Range], bounds: list[int]) -> tuple[Sentence, ...]:
        """Return the sentences of a text cut into pieces; `bounds` as in `Window`."""
        given = SENTENCE in bounds
        starts = [i for i, b in enumerate(bounds) if b == SENTENCE] if given else find_likely_starts(text, pieces)
        paragraphs = [begins_paragraph(text, pieces, i) for i in starts]
        for start, paragraph in zip(starts, paragraphs, strict=True):
            if paragraph:
                bounds[start] = SENTENCE
        counts = [len(self.network.wordpiece.ids_of(text[s:e])) for s, e in pieces]
        sentences: list[Sentence] = []
        known: list[int] = []
        for low, high in cut_windows(counts, starts, paragraphs):
            bounds[low] = SENTENCE
            begin = find_context(counts, known, low, high)
            window = Window(text, pieces[begin:high], bounds[begin:high], context=low - begin)
            for sentence in decode_window(window, self.network, len(sentences)):
                known.append(bisect_left(pieces, (sentence.span.start, 0)))
                bounds[known[-1]] = SENTENCE
                sentences.append(sentence)
        return tuple(sentences)


@lru_cache(maxsize=2)
def load_model(folder: Path | None = None) -> OnnxModel:
    """Return the model of a folder, the shipped one without; quick, and never over the network.

    Raises `ModelError` where the folder holds none.
    """
    read_version(folder)
    try:
        return OnnxModel(load_network(folder))
    except Exception as error:
        raise ModelError(f"the model in {folder or shipped_folder()} cannot be loaded: {_first_line(error)}") from error


def read_version(folder: Path | None = None) -> str:
    """Return the version of the model in a folder (of the shipped one without), which is not loaded for that.

    Raises `ModelError` where the folder holds none.
    """
    place = folder or shipped_folder()
    missing = [name for name in FILES if not (place / name).is_file()]
    if missing:
        hint = f"give the folder that holds {', '.join(FILES)}, or leave --model out for the model that is shipped"
        raise ModelError(f"no {missing[0]} in {place}: {hint}")
    try:
        return str(json.loads((place / "labels.json").read_text(encoding="utf8"))["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{place / 'labels.json'} names no version of a model: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0][:120]}"
