"""Which two states are meant by "both sides" and "the two countries"."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.core import Report, Span
from dateline.knowledge import load_knowledge
from dateline.language import load_model
from dateline.resolve.actors import Actor
from dateline.resolve.nouns import resolve_pair
from dateline.resolve.references import Pointer
from dateline.resolve.who import referents_of

PERU_AND_CHILE = (
    "Peru accused Chile of moving the border.\nChilean officers said Peruvian soldiers had crossed it first.\n"
)


def pair_in(text: str, words: str, *, apart: tuple[Actor, ...] = (), is_subject: bool = False) -> list[str]:
    """The countries of the two whom the last such words of a text mean."""
    report = Report("r", "", text, date(2026, 3, 10))
    sentences = load_model().parse(report)
    start = text.rindex(words)
    sentence = next(s for s in sentences if s.span.start <= start < s.span.end)
    pointer = Pointer(words, Span(start, start + len(words)), sentence.index, is_subject, apart=apart)
    return [actor.country for actor in resolve_pair(pointer, referents_of(report, sentences, load_knowledge()))]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (PERU_AND_CHILE + "Brazil offered to host talks.\nBoth sides agreed.", "Both sides", ["PER", "CHL"]),
        (
            PERU_AND_CHILE + "Brazil and Ghana signed a treaty, and the two countries traded.",
            "the two countries",
            ["BRA", "GHA"],
        ),
        (PERU_AND_CHILE + "Brazil spoke of Ghana.\nThe two countries traded.", "The two countries", ["PER", "CHL"]),
        ("Peru spoke with Chile about Brazil.\nThe two countries met.", "The two countries", ["CHL", "BRA"]),
    ],
    ids=["the pair of the report", "the two of the sentence", "the pair before the last two", "the last two"],
)
def test_two_states(text: str, words: str, expected: list[str]) -> None:
    """The two of the same sentence, else the two of which the report speaks most, else the last two."""
    assert pair_in(text, words) == expected


def test_who_acts_is_not_acted_upon() -> None:
    """On the other side of an act, the pair is without the state that acts; the two who act are two."""
    text = PERU_AND_CHILE + "Peru cut the buses between the two countries."
    peru = Actor("Peru", "country", "PER", "PER")
    assert pair_in(text, "the two countries", apart=(peru,)) == ["CHL"]
    assert pair_in(text, "the two countries", apart=(peru,), is_subject=True) == ["PER", "CHL"]


def test_sides_of_a_war_within_a_state_are_no_states() -> None:
    """Where the report speaks of one state and names others in passing, both sides are not two states."""
    text = (
        "Rebels in Peru took a town. The army of Peru lost two Peruvian posts near Lima, Peru.\n"
        "The Peruvian government blamed Peruvian rebels.\nChile called for talks.\nBoth sides refused."
    )
    assert pair_in(text, "Both sides") == []


@pytest.mark.parametrize(
    "text", ["Both sides met.", "Peru was told that both sides met.", "The UN urged both sides to stop."]
)
def test_without_two_states_nobody_is_meant(text: str) -> None:
    """Where the report names no two states, the words mean nobody."""
    assert pair_in(text, next(words for words in ("Both sides", "both sides") if words in text)) == []
