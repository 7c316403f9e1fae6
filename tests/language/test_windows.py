"""Windows cover a text once, in order, and break where sentences do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.language.pieces import find_pieces
from dateline.language.windows import (
    LONGEST,
    ROOM,
    begins_paragraph,
    cut_windows,
    find_context,
    find_likely_starts,
)

TEXT = "Gov. Smith met Dr. Jones in the U.S. capital. They talked. “No deal yet.” Talks go on.\n\nA second paragraph."


def starts_of(text: str) -> list[str]:
    pieces = find_pieces(text)
    return [text[pieces[i][0] :].split(maxsplit=1)[0] for i in find_likely_starts(text, pieces)]


def test_sentences_begin_after_stops_but_not_after_abbreviations() -> None:
    """A title or an initial ends no sentence; a stop, a closing quote and an empty line do."""
    assert starts_of(TEXT) == ["Gov.", "They", "“No", "Talks", "A"]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=400), st.data())
def test_windows_cover_everything_once(counts: list[int], data: st.DataObject) -> None:
    """Windows follow one another without gap or overlap, and none is larger than the encoder can take."""
    starts = sorted({0, *data.draw(st.lists(st.integers(0, len(counts) - 1), max_size=30))})
    paragraphs = [data.draw(st.booleans()) for _ in starts]
    windows = cut_windows(counts, starts, paragraphs)
    assert [low for low, _ in windows] == [0, *(high for _, high in windows[:-1])]
    assert windows[-1][1] == len(counts)
    assert all(sum(counts[low:high]) <= LONGEST for low, high in windows)


def test_a_window_ends_with_a_sentence() -> None:
    """Where sentences fit, no window ends inside of one."""
    counts, starts = [10] * 60, list(range(0, 60, 4))
    windows = cut_windows(counts, starts, [False] * len(starts))
    assert all(low in starts for low, _ in windows)
    assert all(sum(counts[low:high]) <= ROOM for low, high in windows)


def test_a_paragraph_begins_after_an_empty_line() -> None:
    """The first piece begins one, and so does the piece after an empty line."""
    pieces = find_pieces(TEXT)
    assert [i for i in range(len(pieces)) if begins_paragraph(TEXT, pieces, i)] == [0, len(find_pieces(TEXT[:88]))]


def test_context_is_whole_sentences_before() -> None:
    """A window is read with the known sentences before it that fit, from the start of one; a large one without any."""
    counts = [10] * 40
    assert find_context(counts, [0, 5, 9, 13], 17, 25) == 9
    assert find_context(counts, [0], 3, 10) == 0
    assert find_context(counts, [0, 5], 10, 40) == 10
    assert find_context(counts, [], 0, 10) == 0
