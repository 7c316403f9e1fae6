"""A change from form to lemma, applied to the form, gives the lemma."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.lemmas import apply_script, edit_script


@given(st.text(st.characters(categories=["L"], max_codepoint=0x17F), min_size=1), st.text("abcdefgh", min_size=1))
def test_change_and_back(form: str, lemma: str) -> None:
    """What was learned from a pair gives that pair back."""
    assert apply_script(edit_script(form, lemma), form) == lemma


@pytest.mark.parametrize(("form", "lemma"), [("Sanctions", "sanction"), ("was", "be"), ("Kremlin", "Kremlin")])
def test_words(form: str, lemma: str) -> None:
    """Regular, irregular and unchanged words work."""
    assert apply_script(edit_script(form, lemma), form) == lemma


def test_a_lemma_is_never_empty() -> None:
    """A change that would leave nothing leaves the word."""
    assert apply_script("k|3|", "the") == "the"
