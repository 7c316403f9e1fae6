"""Reports of politics are told from those of other fields by the words around the verbs."""

import pytest

from dateline.core import Name, Sentence, Span, Token
from dateline.extract.politics import is_political, load_field_words


def made(text, names=(), index=0):
    """A sentence of words that know their form only, and names."""
    tokens, at = [], 0
    for word in text.split():
        tokens.append(Token(Span(at, at + len(word)), word, word.lower(), "NOUN", (), None, "dep"))
        at += len(word) + 1
    found = tuple(Name(Span(text.find(name), text.find(name) + len(name)), "place", 0.9) for name in names)
    return Sentence(index, Span(0, len(text)), tuple(tokens), found)


def test_no_word_is_in_both_lists():
    """The two lists are large and share no word."""
    words = load_field_words()
    assert len(words.political) > 200
    assert len(words.other) > 200
    assert not words.political & words.other
    assert all(word == word.lower() for word in words.political | words.other)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked two villages at dawn",
        "The minister met union leaders",
        "A court released the journalist on bail",
        "Ministers and police officers met protesters before the match",
    ],
)
def test_politics(text):
    """A short report with more words of politics than of other fields is political."""
    assert is_political([made(text)], load_field_words())


@pytest.mark.parametrize(
    "text",
    [
        "The champions attacked from the first whistle",
        "The band released its fourth album",
        "Wolves attacked a flock of sheep",
        "She threatened to eat the whole pie herself",
        "In the film a king declares war on a dragon",
        "",
    ],
)
def test_other_fields(text):
    """A short report without words of politics, or with no more of them than of another field, is not."""
    assert not is_political([made(text)], load_field_words())


def test_names_help_only_together():
    """Two names of places make up for the lack of any other word; one does not, and neither outweighs a match."""
    words = load_field_words()
    assert is_political([made("Iran threatened Iraq", ("Iran", "Iraq"))], words)
    assert not is_political([made("Iran threatened him", ("Iran",))], words)
    assert not is_political([made("Iran beat Iraq in the final", ("Iran", "Iraq"))], words)


def test_a_long_report_may_touch_on_other_fields():
    """What a long report says of other fields in passing does not make it one of theirs."""
    words = load_field_words()
    politics, sport = "the minister and the police met protesters", "the coach and the captain of the team met fans"
    mixed = [made(text, index=i) for i, text in enumerate([politics, "the storm and the rain", "snow fell", politics])]
    assert is_political(mixed, words)
    match = [
        made(text, index=i)
        for i, text in enumerate([sport, "the referee saw it", "a goal and a penalty", "the president spoke"])
    ]
    assert not is_political(match, words)
