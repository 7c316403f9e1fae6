"""Pieces cover every visible character and cut contractions where Universal Dependencies does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.pieces import find_pieces


@given(st.text(max_size=200))
def test_pieces_cover_what_is_visible(text: str) -> None:
    """Pieces are in order, do not overlap, and leave out blanks only."""
    pieces = find_pieces(text)
    covered = "".join(text[s:e] for s, e in pieces)
    assert covered == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(pieces))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("don't", ["do", "n't"]),
        ("cannot", ["can", "not"]),
        ("Russia’s", ["Russia", "’s"]),
        ("they'll", ["they", "'ll"]),
        ("COVID-19", ["COVID", "-", "19"]),
        ("$5.3bn", ["$", "5", ".", "3", "bn"]),
    ],
)
def test_contractions_and_numbers(text: str, pieces: list[str]) -> None:
    """Letters, digits and marks are apart, and so are the parts of a contraction."""
    assert [text[s:e] for s, e in find_pieces(text)] == pieces
