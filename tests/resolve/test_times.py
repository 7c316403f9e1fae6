"""Finding times in sentences: the parse decides of words with two meanings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.core import Sentence
from dateline.resolve.time_words import load_grammar, split_words
from dateline.resolve.times import find_times, find_times_in
from dateline.resolve.times import text_of as text_of_words
from hand_trees import text_of, tree


def found(sentence: Sentence) -> list[str]:
    return [time.text for time in find_times(sentence)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("They/PRON/3/nsubj May/AUX/3/aux go/VERB/0/root in/ADP/5/case May/PROPN/3/obl", ["in May"]),
        ("In/ADP/2/case March/PROPN/4/obl they/PRON/4/nsubj march/VERB/0/root", ["In March"]),
        ("By/ADP/2/case March/VERB/0/root they/PRON/2/nsubj", []),
        ("They/PRON/2/nsubj start/VERB/0/root next/ADJ/4/amod month/NOUN/2/obl:unmarked", ["next month"]),
        (
            "The/DET/2/det Sun/PROPN/3/nsubj reported/VERB/0/root it/PRON/3/obj on/ADP/6/case Sun/PROPN/3/obl",
            ["on Sun"],
        ),
        ("a/DET/3/det second/ADJ/3/amod round/NOUN/0/root", []),
        ("ten/NUM/2/nummod seconds/NOUN/3/obl:unmarked later/ADV/0/root", ["ten seconds later"]),
        ("in/ADP/3/case the/DET/3/det fall/NOUN/0/root of/ADP/5/case 2011/NUM/3/nmod", ["in the fall of 2011"]),
        ("in/ADP/3/case the/DET/3/det fall/VERB/0/root", []),
    ],
)
def test_the_parse_decides(words: str, expected: list[str]) -> None:
    """ "May", "march", "Sun", "second" and "fall" are times only where their part of speech says so."""
    assert found(tree(words)) == expected


def test_names_of_people_and_bodies_are_no_times() -> None:
    """April in a person's name is no month."""
    words = "Police/NOUN/2/nsubj met/VERB/0/root April/PROPN/2/obj Stone/PROPN/3/flat in/ADP/6/case April/PROPN/2/obl"
    assert found(tree(words, people=["April Stone"])) == ["in April"]


def test_spans_point_into_the_report() -> None:
    """Times of a later sentence have spans of the text of record, the core without its preposition."""
    sentence = tree("He/PRON/2/nsubj left/VERB/0/root on/ADP/4/case Monday/PROPN/2/obl ./PUNCT/2/punct", start=100)
    (time,) = find_times(sentence)
    assert (time.span.start, time.core.start, time.core.end) == (108, 111, 117)
    assert time.text == "on Monday"


def test_asking_twice_costs_nothing() -> None:
    """The times of one sentence are found once; another sentence of the same words has its own spans."""
    words = "He/PRON/2/nsubj left/VERB/0/root on/ADP/4/case Monday/PROPN/2/obl"
    first, second = tree(words), tree(words, start=50)
    assert find_times(first) is find_times(first)
    assert find_times(second)[0].span.start == find_times(first)[0].span.start + 50


def test_the_text_of_words_is_that_of_the_report() -> None:
    """The text that tokens give stands at the offsets of the sentence."""
    sentence = tree("On/ADP/2/case Monday/PROPN/0/root ,/PUNCT/2/punct", start=7)
    assert text_of_words(sentence) == text_of(sentence) == "On Monday ,"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("on 2020-03-04", ["on", "2020-03-04"]),
        ("03/04/2026, 10:39 a.m.", ["03/04/2026", ",", "10:39", "a.m."]),
        ("the ’70s and 1980s", ["the", "'70s", "and", "1980s"]),
        ("mid-June 1,200 21st", ["mid", "-", "june", "1,200", "21st"]),
        ("New Year’s", ["new", "year", "'s"]),
    ],
)
def test_dates_in_digits_stay_whole(text: str, words: list[str]) -> None:
    """Dates, clock times, decades and ordinals are one word each."""
    assert [word for word, _, _ in split_words(text)] == words


def test_phrases_are_found_whole() -> None:
    """Names of several words are one time."""
    assert [t.text for t in find_times_in("during World War II and on New Year's Eve")] == [
        "during World War II",
        "on New Year's Eve",
    ]


def test_the_grammar_loads_once() -> None:
    """The grammar is one value, shared."""
    assert load_grammar() is load_grammar()


def test_words_that_share_their_letters_keep_their_place() -> None:
    """A word split in two over the same letters, or written shorter than it stands, moves nothing behind it."""
    sentence = tree("He/PRON/2/nsubj left/VERB/0/root Monday/PROPN/2/obl:unmarked")
    he, left, monday = sentence.tokens
    odd = replace(sentence, tokens=(replace(he, form="H"), replace(left, span=he.span), left, monday))
    (time,) = find_times(odd)
    assert time.core == monday.span
