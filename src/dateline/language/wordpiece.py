"""WordPiece (Devlin et al. 2019): the encoder's sub-words, uncased, with the shape of the piece kept beside them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SHAPES = ("lower", "title", "upper", "mixed", "digit", "mark")
"""How a piece is written: the encoder's words are lower-cased, so this is all it learns of capitals."""

MOST_SUBWORDS = 6
"""Sub-words kept of one piece; the heads read the first, the rest is context."""


def shape_of(piece: str) -> int:
    """Return the index in `SHAPES` of how the piece is written."""
    if piece[0].isdigit():
        return 4
    if not piece[0].isalpha():
        return 5
    if piece.islower():
        return 0
    if len(piece) > 1 and piece.isupper():
        return 2
    return 1 if piece[0].isupper() and (len(piece) == 1 or piece[1:].islower()) else 3


class WordPiece:
    """Turns pieces into sub-word numbers; the vocabulary is one sub-word a line, `##` marks continuations."""

    def __init__(self, vocabulary: list[str]) -> None:
        """Build from the vocabulary, whose order gives the numbers."""
        self._ids = {word: i for i, word in enumerate(vocabulary)}
        self.cls, self.sep, self.pad, self.unknown = (self._ids[w] for w in ("[CLS]", "[SEP]", "[PAD]", "[UNK]"))
        self.ids_of = lru_cache(maxsize=65536)(self._ids_of)

    def _ids_of(self, piece: str) -> tuple[int, ...]:
        """Return the numbers of the piece's sub-words: greedy, longest first; at least one."""
        plain = unicodedata.normalize("NFD", piece.replace("’", "'").replace("‘", "'").lower())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        found: list[int] = []
        start = 0
        while start < len(plain) and len(found) < MOST_SUBWORDS:
            prefix = "##" if start else ""
            longest = min(len(plain), start + 40)
            end = next((e for e in range(longest, start, -1) if prefix + plain[start:e] in self._ids), None)
            if end is None:
                return (self.unknown,)
            found.append(self._ids[prefix + plain[start:end]])
            start = end
        return tuple(found) or (self.unknown,)
