"""Past or to come, as the verbs say."""

from __future__ import annotations

import pytest

from dateline.resolve.tense import direction_of, is_done_by_now
from hand_trees import span_of, text_of, tree

THEY = "They/PRON/2/nsubj"
ON_MONDAY = "on/ADP/4/case Monday/PROPN/2/obl"
TO_MEET = "to/PART/4/mark meet/VERB/2/xcomp/VerbForm=Inf on/ADP/6/case Monday/PROPN/4/obl"
HAD_AGREED = "They/PRON/3/nsubj had/AUX/3/aux agreed/VERB/0/root"
WILL = "They/PRON/3/nsubj will/AUX/3/aux"
MARCH = "the/DET/5/det planned/ADJ/5/amod march/NOUN/2/obj on/ADP/7/case Monday/PROPN/5/nmod"
COUP = "Monday/PROPN/6/nmod:poss 's/PART/4/case coup/NOUN/3/obj"


@pytest.mark.parametrize(
    ("words", "event", "direction"),
    [
        (f"{THEY} met/VERB/0/root/Tense=Past {ON_MONDAY}", "met", "past"),
        (f"{THEY} meet/VERB/0/root/Tense=Pres {ON_MONDAY}", "meet", ""),
        (f"{WILL} meet/VERB/0/root/VerbForm=Inf on/ADP/5/case Monday/PROPN/3/obl", "meet", "future"),
        (f"{THEY} agreed/VERB/0/root/Tense=Past {TO_MEET}", "meet", "future"),
        (f"{THEY} managed/VERB/0/root/Tense=Past {TO_MEET}", "meet", "past"),
        (
            f"{HAD_AGREED} to/PART/5/mark meet/VERB/3/xcomp/VerbForm=Inf on/ADP/7/case Monday/PROPN/5/obl",
            "meet",
            "past",
        ),
        (f"{THEY} fear/VERB/0/root/Tense=Pres {MARCH}", "march", "future"),
        (f"{WILL} discuss/VERB/0/root/VerbForm=Inf {COUP}", "coup", ""),
    ],
)
def test_verbs_say_whether_it_is_past(words: str, event: str, direction: str) -> None:
    """Tense, auxiliaries and the words that govern an infinitive decide; a time before a noun takes no verb's tense."""
    sentence = tree(words)
    text = text_of(sentence)
    assert direction_of(sentence, span_of(text, "Monday"), span_of(text, event)) == direction


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("They/PRON/3/nsubj have/AUX/3/aux asked/VERB/0/root", True),
        ("They/PRON/4/nsubj have/AUX/4/aux been/AUX/4/aux:pass asked/VERB/0/root", True),
        ("They/PRON/4/nsubj may/AUX/4/aux have/AUX/4/aux asked/VERB/0/root", False),
        ("They/PRON/3/nsubj had/AUX/3/aux asked/VERB/0/root", False),
        ("They/PRON/2/nsubj asked/VERB/0/root", False),
    ],
)
def test_the_present_perfect(words: str, expected: bool) -> None:
    """What has been done by now; what may or had been done is not."""
    sentence = tree(words)
    assert is_done_by_now(sentence, span_of(text_of(sentence), "asked")) == expected
