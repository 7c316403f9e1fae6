"""Words that name those of several states at once are taken apart, and only those."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.core import Period, Report, Span
from dateline.knowledge import load_knowledge
from dateline.resolve.actors import Setting
from dateline.resolve.conduct import Place
from dateline.resolve.joined import take_apart
from dateline.resolve.who import referents_of, resolve_actors

DAY = Period.day(date(2019, 5, 7))


def countries(words: str) -> list[str]:
    """The countries of everybody whom words name."""
    knowledge = load_knowledge()
    referents = referents_of(Report("r", "", words, DAY.first), (), knowledge)
    place = Place(Span(0, len(words)), words, 0)
    return [actor.country for actor in resolve_actors(place, referents, Setting(knowledge, DAY, told=DAY))]


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Thai and Cambodian soldiers", ["THA", "KHM"]),
        ("either Chadian or Libyan jets", ["TCD", "LBY"]),
        ("scores of Sierra Leonean and Liberian refugees", ["SLE", "LBR"]),
        ("the foreign ministers of Chad, Mali and Niger", ["TCD", "MLI", "NER"]),
        ("police from Germany and the United States", ["DEU", "USA"]),
        ("countries such as Chad, Mali and Niger", ["TCD", "MLI", "NER"]),
        ("Israeli-Palestinian negotiators", ["ISR", "PSE"]),
        ("A U.S.-Russia", ["USA", "RUS"]),
        ("Kenya and Uganda", ["KEN", "UGA"]),
        ("President Vladimir Putin and Chancellor Angela Merkel", ["RUS", "DEU"]),
    ],
)
def test_those_of_several_states(words: str, states: list[str]) -> None:
    """Each state has an actor of its own."""
    assert countries(words) == states


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Korean-American voters", "USA"),
        ("Pro-Russian separatists in Luhansk", "UKR"),
        ("the president of Bosnia and Herzegovina", "BIH"),
        ("French soldiers and police", "FRA"),
    ],
)
def test_those_of_one_state(words: str, state: str) -> None:
    """What only looks like several states has one actor."""
    assert countries(words) == [state]


def test_other_words_are_left_whole() -> None:
    """Words without several names are not taken apart."""
    assert list(take_apart("the village police")) == []
