"""Cutting text into pieces: the smallest units that words are made of.

A piece is a run of letters, a run of digits, or one other visible character; English
contractions are cut where Universal Dependencies cuts them ("do|n't", "can|not"). The
model then says of each piece whether it begins a sentence, begins a word, or goes on with
the word before it, so that every word is a run of whole pieces.
"""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"""
    (?:ca|wo|sha|[^\W\d_]+?)(?=n['’]t(?![^\W\d_]))   # do|n't, ca|n't
  | n['’]t(?![^\W\d_])
  | ['’](?:s|m|re|ve|ll|d)(?![^\W\d_])               # it|'s, we|'ll
  | (?:can(?=not\b)|gon(?=na\b)|wan(?=na\b)|got(?=ta\b))
  | [^\W\d_]+                                        # letters
  | \d+                                              # digits
  | \S                                               # anything else that is visible
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_pieces(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of all pieces of `text`, in order; together they cover every visible character."""
    return [match.span() for match in _PIECE.finditer(text)]
