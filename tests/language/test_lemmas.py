"""A change from form to lemma, applied to the form, gives the lemma."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.lemmas import apply_script, edit_script, lemma_of, load_exceptions, look_up


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


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("fought", "VERB", "fight"),
        ("Imposed", "VERB", "impose"),
        ("occurred", "VERB", "occur"),
        ("planned", "VERB", "plan"),
        ("ministries", "NOUN", "ministry"),
        ("men", "NOUN", "man"),
    ],
)
def test_nouns_and_verbs_are_looked_up(form: str, tag: str, lemma: str) -> None:
    """Whatever change the network reads, the lexicon decides."""
    assert lemma_of(form, tag, "k|2|") == lemma


def test_the_treebanks_overrule_the_lexicon() -> None:
    """A word of the exceptions has the lemma of the treebanks; without them the lexicon's."""
    assert look_up("goods", "NOUN", load_exceptions()) == "goods"
    assert look_up("goods", "NOUN", {}) == "good"


@pytest.mark.parametrize(("form", "tag"), [("fought", "PROPN"), ("NGOs", "NOUN"), ("mid-2020s", "NOUN")])
def test_other_words_are_left_to_the_network(form: str, tag: str) -> None:
    """Names, abbreviations and words with marks are not looked up."""
    assert look_up(form, tag, {}) is None
    assert lemma_of(form, tag, "k|1|x") == form[:-1] + "x"
