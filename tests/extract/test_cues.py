"""The cue words as data."""

from __future__ import annotations

import pytest

from dateline.extract.cues import load_cues


def test_english_cues_are_loaded_once() -> None:
    """The same object comes back, with lemmas in lower case and joined words apart."""
    cues = load_cues()
    assert cues is load_cues("en")
    assert "point out" in cues.verbs
    assert cues.prepositions["according"] == (("according", "to"),)


def test_a_denying_verb_denies() -> None:
    """A word in several lists has the more telling stance."""
    cues = load_cues()
    assert cues.verbs["deny"] == "denies"
    assert cues.verbs["claim"] == "claims"
    assert cues.verbs["say"] == "asserts"
    assert cues.verbs["confirm"] == "confirms"


def test_lists_are_not_empty() -> None:
    """Every list of the data file arrived."""
    cues = load_cues()
    empty = [name for name in cues.__dataclass_fields__ if not getattr(cues, name)]
    assert empty == []


def test_a_language_without_cues_is_refused() -> None:
    """An unknown language raises an error that names its file."""
    with pytest.raises(FileNotFoundError, match=r"cues\.yaml"):
        load_cues("xx")
