"""Best trees over scored arcs (Chu and Liu 1965, Edmonds 1967), with exactly one word under the root."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER = np.float32(-1e9)


def find_tree(scores: Scores) -> list[int]:
    """Return the head of each word: 0 is the root, n the n-th word; the heads form a tree with one word under the root.

    Args:
        scores: [words, words + 1]; row i scores every governor of word i, column 0 the root. Higher is better.
    """
    n = scores.shape[0]
    if n == 1:
        return [0]
    work = np.full((n + 1, n + 1), _NEVER, dtype=np.float32)
    work[1:, :] = scores
    np.fill_diagonal(work, _NEVER)
    heads = work.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return cast("list[int]", heads[1:].tolist())
    return _one_root(work)


def _one_root(work: Scores) -> list[int]:
    """Return the best tree in which one word only hangs on the root: each of the likely ones is tried."""
    likely = np.argsort(-work[1:, 0], kind="stable")[:3] + 1
    best: tuple[float, list[int]] | None = None
    for root in likely.tolist():
        trial = work.copy()
        trial[1:, 0] = _NEVER
        trial[root, :] = _NEVER
        trial[root, 0] = work[root, 0]
        heads = _edmonds(trial)
        total = float(sum(trial[i, heads[i]] for i in range(1, len(heads))))
        if best is None or total > best[0]:
            best = (total, heads[1:].tolist())
    assert best is not None
    return best[1]


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """Return the words of one cycle, [] if there is none."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        path, at = [], start
        while at and not seen[at]:
            seen[at] = start
            path.append(at)
            at = int(heads[at])
        if at and seen[at] == start:
            return path[path.index(at) :]
    return []


def _edmonds(work: Scores) -> NDArray[np.int64]:
    """Return the best heads of a graph whose node 0 is the root; cycles are contracted until none is left."""
    heads: NDArray[np.int64] = work.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(work), dtype=bool)
    ring = np.array(cycle)
    inside[ring] = True
    outside = np.flatnonzero(~inside)
    own = work[ring, heads[ring]]
    enter = work[np.ix_(ring, outside)] - own[:, None]
    leave = work[np.ix_(outside, ring)]
    size = len(outside)
    small = np.full((size + 1, size + 1), _NEVER, dtype=np.float32)
    small[:size, :size] = work[np.ix_(outside, outside)]
    small[size, :size], small[:size, size] = enter.max(0), leave.max(1)
    np.fill_diagonal(small, _NEVER)
    found = _edmonds(small)
    for i, node in enumerate(outside.tolist()):
        if i:
            governor = int(found[i])
            heads[node] = outside[governor] if governor < size else cycle[int(leave[i].argmax())]
    entry = int(found[size])
    broken = cycle[int(enter[:, entry].argmax())]
    heads[broken] = outside[entry]
    return heads
