"""Copies of one text are told from reports of one event."""

from __future__ import annotations

from datetime import date

from dateline.core import Credit, Report, Span
from dateline.link import find_copies

TEXT = (
    "The ferry Albatros ran aground off the cape of Hornlund early on Sunday with 210 people on board, the coast "
    "guard said. Nobody was hurt. A tug brought the passengers to the port of Eskvik, where they were given tea and "
    "blankets. The owner of the ferry, Nordhavn Lines, said that the rudder had failed and that the ship would be "
    "towed on Monday."
)
OTHER = (
    "More than two hundred passengers had to leave a ferry on Sunday after it hit rocks near Hornlund. Divers will "
    "look at the hull of the Albatros before she is moved, a spokeswoman of Nordhavn Lines told reporters in Eskvik."
)


def told(name: str, body: str, day: int = 1, agency: str = "") -> Report:
    credit = Credit(Span(0, 0), agency=agency) if agency else None
    return Report(name, f"Headline of {name}", body, date(2022, 3, day), credit=credit)


def test_a_reprint_is_a_copy() -> None:
    """A text cut short and with a line put in is a copy of the first one printed."""
    cut = "ESKVIK - " + TEXT[: TEXT.index("The owner")] + "Our reporter adds that the weather was fine."
    found = find_copies([told("later", cut, day=2), told("first", TEXT), told("other", OTHER)])
    assert found == {"first": "first", "later": "first", "other": "other"}


def test_one_agency_needs_less() -> None:
    """Reports that credit one agency are copies from a smaller part on."""
    half = TEXT[: len(TEXT) // 2] + " " + OTHER
    assert find_copies([told("a", TEXT), told("b", half)])["b"] == "b"
    assert find_copies([told("a", TEXT, agency="Reuters"), told("b", half, agency="Reuters")])["b"] == "a"


def test_short_and_empty_texts() -> None:
    """Equal short texts are copies, different ones are not, and an empty text breaks nothing."""
    found = find_copies([Report("a", "", "Two men met."), Report("b", "", "Two men met."), Report("c", "", "")])
    assert found == {"a": "a", "b": "a", "c": "c"}
