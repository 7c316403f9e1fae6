"""The best tree is the best tree, and a tree."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.language.trees import find_tree


def is_tree(heads: list[int]) -> bool:
    """One word under the root, and every word reaches it."""
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


@given(st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-20, 20, width=32))))
def test_heads_form_a_tree(scores: np.ndarray) -> None:
    """Whatever the scores, the heads form a tree with one word under the root."""
    assert is_tree(find_tree(scores))


@pytest.mark.parametrize("seed", range(25))
def test_tree_is_the_best_one(seed: int) -> None:
    """Among all trees of four words, none has a higher score."""
    scores = np.random.default_rng(seed).normal(size=(4, 5)).astype(np.float32)
    total = lambda heads: sum(float(scores[i, h]) for i, h in enumerate(heads))  # noqa: E731
    trees = [list(heads) for heads in product(range(5), repeat=4) if all(h != i + 1 for i, h in enumerate(heads))]
    best = max((heads for heads in trees if is_tree(heads)), key=total)
    assert total(find_tree(scores)) == pytest.approx(total(best), abs=1e-4)
