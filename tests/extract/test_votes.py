"""Learned labels and rules vote on the words of a content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.core import Argument, Sentence, Span, Token
from dateline.extract.cues import load_cues
from dateline.extract.trees import Tree
from dateline.extract.votes import best_stretches, completed, vote_content

WORDS = ["He", "said", "that", "they", "had", "burned", "the", "old", "camp", "yesterday", "."]


def tree() -> Tree:
    tokens, at = [], 0
    for word in WORDS:
        tokens.append(Token(Span(at, at + len(word)), word, word, "PUNCT" if word == "." else "NOUN", (), None, "root"))
        at += len(word) + 1
    return Tree(Sentence(0, Span(0, at - 1), tuple(tokens)), load_cues())


def content(labelled: list[int], ruled: set[int], *, certain: bool) -> str:
    """The content that is voted for, in words."""
    one = tree()
    learned = [Argument("content", one.tokens[i].span, 0.9) for i in labelled]
    spans = vote_content(
        one,
        learned,
        frozenset(ruled),
        certain=certain,
        cue=frozenset({1}),
        barred=frozenset({0, 1}),
        sentences=(one.sentence,),
    )
    return " … ".join(span.of(" ".join(WORDS)) for span in spans)


def test_a_word_left_out_does_not_matter() -> None:
    """Holes in the learned labels are filled, and the content reaches its clause's end."""
    assert content([2, 3, 5, 6, 8], set(), certain=False) == "that they had burned the old camp yesterday"


def test_a_sure_rule_gives_the_bounds() -> None:
    """Where both agree by and large, the bounds of the complement hold."""
    assert content([3, 4, 5, 6, 7, 8], set(range(2, 10)), certain=True) == "that they had burned the old camp yesterday"


def test_nothing_is_no_content() -> None:
    """Without labels and without a rule there is no content."""
    assert content([], set(), certain=False) == ""


def test_the_words_up_to_the_mark_belong_to_the_content() -> None:
    """A content goes on to the next mark if that is near, and back to its cue."""
    assert completed(tree(), {3, 4, 5, 6, 7}, frozenset({1}), frozenset({0, 1})) == frozenset(range(2, 10))


@given(st.lists(st.floats(-1, 1), max_size=12), st.sets(st.integers(0, 11), max_size=4))
def test_stretches_are_apart_and_clear_of_what_is_barred(votes: list[float], barred: set[int]) -> None:
    """Whatever the votes, the stretches come in order and touch no barred word."""
    inside = frozenset(i for i in barred if i < len(votes))
    found = best_stretches(votes, inside)
    assert found == sorted(found)
    assert not any(i in inside for first, last in found for i in range(first, last + 1))
