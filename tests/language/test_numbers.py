"""Numbers in words and digits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.numbers import find_numbers, lookup_number
from dateline.language.words import load_words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seventeen", 17),
        ("twenty - one", 21),
        ("twenty-one", 21),
        ("1,200", 1200),
        ("8 , 616", 8616),
        ("two hundred and five", 205),
        ("a hundred", 100),
        ("four hundred thousand two hundred", 400_200),
        ("1.5 million", 1_500_000),
        ("half a dozen", 6),
        ("two dozen", 24),
    ],
)
def test_numbers_in_words(words: str, value: int) -> None:
    """Words and digits give their number, and all of them are read."""
    forms = words.split()
    assert lookup_number(forms, 0) == (value, len(forms))


@pytest.mark.parametrize("words", ["a man", "hundred", "of people", ""])
def test_words_without_a_number(words: str) -> None:
    """No number is found where none is said."""
    assert [n for n in find_numbers(words.split()) if n.best is not None] == []


@pytest.mark.parametrize(
    ("words", "best", "least", "most"),
    [
        ("at least 12", 12, 12, None),
        ("more than 400", 400, 401, None),
        ("up to 60", 60, None, 60),
        ("fewer than ten", 10, None, 9),
        ("about 30", 30, None, None),
        ("10 to 15", None, 10, 15),
        ("10-15", None, 10, 15),
        ("dozens", None, 24, None),
        ("tens of thousands", None, 20_000, None),
        ("several hundred", None, 300, None),
        ("five or more", 5, 5, None),
    ],
)
def test_ranges(words: str, best: int | None, least: int | None, most: int | None) -> None:
    """The words around a number leave a range; words without a number have no best reading."""
    (number,) = find_numbers(words.split())
    assert (number.best, number.least, number.most) == (best, least, most)


WORDS = "at least two hundred and five a dozen dozens of to 10 15 - more than 1,200"
NUMBER_WORDS = sorted(set(WORDS.split()))


@given(st.lists(st.sampled_from(NUMBER_WORDS), max_size=10))
@settings(max_examples=300, deadline=None)
def test_ranges_run_forward(forms: list[str]) -> None:
    """Numbers stand apart and in order; the least is never above the most."""
    at = 0
    for number in find_numbers(forms):
        assert number.start < number.end <= len(forms)
        assert at <= number.end
        assert number.least is None or number.most is None or number.least <= number.most
        at = number.end


def test_tables_are_read_as_strings() -> None:
    """Scalars of the tables stay what they look like, and a table is read once."""
    table = load_words("en", "numbers")
    assert table["words"]["ten"] == "10"
    assert load_words("en", "numbers") is table


def test_a_table_that_is_not_there() -> None:
    """A missing table is an error with its name."""
    with pytest.raises(FileNotFoundError):
        load_words("en", "no-such-table")
