"""Cutting a report into windows: the stretches of text that the encoder reads in one pass.

A window holds whole sentences as far as they can be guessed before the model has spoken. The sentences before it, read
already, are read again with it as context: on the development gold that finds a hundredth more of the events and their
modes, for half as much time again. How a report is cut depends on that report alone: it always gives the same windows.
"""

from __future__ import annotations

from collections.abc import Sequence

ROOM = 110
"""Sub-words of one window that are read for the first time."""

CONTEXT = 80
"""Sub-words before them that are read again; the network was trained on windows of about the two together."""

LONGEST = 500
"""Sub-words of a window that holds one sentence only: all that the encoder can take."""

_STOPS = frozenset('.?!”"…')
_CLOSERS = frozenset("”\"’')")
_ABBREVIATED = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "gov",
        "sen",
        "rep",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "maj",
        "st",
        "jr",
        "sr",
        "prof",
        "rev",
        "hon",
        "pres",
        "no",
        "vs",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "inc",
        "ltd",
        "co",
        "corp",
    }
)


def find_likely_starts(text: str, pieces: Sequence[tuple[int, int]]) -> list[int]:
    """Return the pieces at which a sentence probably begins, guessed before the model is asked."""
    starts = [0] if pieces else []
    for i in range(1, len(pieces)):
        gap = text[pieces[i - 1][1] : pieces[i][0]]
        if "\n\n" in gap or (gap and _ends_sentence(text, pieces, i - 1) and not text[pieces[i][0]].islower()):
            starts.append(i)
    return starts


def begins_paragraph(text: str, pieces: Sequence[tuple[int, int]], at: int) -> bool:
    """Say whether an empty line, or nothing at all, stands before piece `at`."""
    return at == 0 or "\n\n" in text[pieces[at - 1][1] : pieces[at][0]]


def _ends_sentence(text: str, pieces: Sequence[tuple[int, int]], at: int) -> bool:
    """Say whether piece `at` looks like the end of a sentence: a stop that belongs to no abbreviation."""
    words = [text[slice(*p)] for p in pieces[max(0, at - 2) : at + 1]]
    if words[-1] in _CLOSERS and len(words) > 1:
        return words[-2] in _STOPS
    if words[-1] not in _STOPS:
        return False
    before = words[-2] if len(words) > 1 else ""
    return not (words[-1] == "." and (len(before) == 1 or before.lower() in _ABBREVIATED))


def cut_windows(
    counts: Sequence[int], starts: Sequence[int], paragraphs: Sequence[bool], room: int = ROOM
) -> list[tuple[int, int]]:
    """Return windows as half-open ranges of pieces that together cover all of them.

    Args:
        counts: sub-words of each piece.
        starts: pieces at which a sentence may begin, the first of them 0.
        paragraphs: for each of `starts`, whether a paragraph begins there too.
        room: most sub-words of a window.
    """
    total = [0]
    for count in counts:
        total.append(total[-1] + count)
    windows, begin = [], 0
    while begin < len(counts):
        end = _window_end(total, begin, starts, paragraphs, room)
        windows.append((begin, end))
        begin = end
    return windows


def find_context(counts: Sequence[int], known: Sequence[int], low: int, high: int) -> int:
    """Return the piece at which the window of pieces [low, high) begins with its context: a known sentence's start.

    A window that is large already, for it holds one long sentence, has no context.
    """
    if sum(counts[low:high]) > ROOM + CONTEXT:
        return low
    begin, used = low, 0
    for start in reversed(known):
        used += sum(counts[start:begin])
        if used > CONTEXT:
            break
        begin = start
    return begin


def _window_end(total: Sequence[int], begin: int, starts: Sequence[int], paragraphs: Sequence[bool], room: int) -> int:
    """Return the best place to end a window: a paragraph's end, else a sentence's, else wherever the room ends."""
    if total[-1] - total[begin] <= room:
        return len(total) - 1
    fitting = [(s, p) for s, p in zip(starts, paragraphs, strict=True) if s > begin and total[s] - total[begin] <= room]
    good = [s for s, paragraph in fitting if paragraph and total[s] - total[begin] > room * 0.6]
    if good or fitting:
        return good[-1] if good else fitting[-1][0]
    following = next((s for s in starts if s > begin), len(total) - 1)
    if total[following] - total[begin] <= LONGEST:
        return following
    end = begin + 1
    while end < len(total) - 1 and total[end + 1] - total[begin] <= room:
        end += 1
    return end
