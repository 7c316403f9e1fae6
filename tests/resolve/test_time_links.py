"""What stands between an event and a time tells how likely the one dates the other."""

from __future__ import annotations

from dateline.core import Sentence, Span
from dateline.resolve.attachment import find_odds, lookup_time
from dateline.resolve.event_tree import EventTree
from dateline.resolve.time_links import find_link_features, load_time_weights
from dateline.resolve.times import find_times
from hand_trees import tree

TWO_TIMES = (
    "Dockers/NOUN/2/nsubj struck/VERB/0/root/Tense=Past on/ADP/4/case Monday/PROPN/2/obl after/SCONJ/7/mark "
    "talks/NOUN/7/nsubj failed/VERB/2/advcl/Tense=Past on/ADP/9/case Sunday/PROPN/7/obl ./PUNCT/2/punct"
)


def span_of(sentence: Sentence, word: str) -> Span:
    """Return where a word of a sentence stands."""
    return next(token.span for token in sentence.tokens if token.form == word)


def test_each_clause_has_its_own_time() -> None:
    """Of two clauses with a time each, each event's own is the likelier, and the one that is taken."""
    sentence = tree(TWO_TIMES, triggers=["struck", "failed"])
    times = find_times(sentence)
    for word, own in (("struck", 0), ("failed", 1)):
        seen = EventTree(sentence, span_of(sentence, word))
        assert find_odds(seen, times[own], times) > find_odds(seen, times[1 - own], times)
        choice = lookup_time(span_of(sentence, word), sentence, times)
        assert choice is not None
        assert choice.time.text == times[own].text


def test_features_are_those_that_weights_were_fitted_for() -> None:
    """Most features of a plain sentence have a weight, and there is nothing to choose without a time."""
    sentence = tree(TWO_TIMES, triggers=["struck"])
    times = find_times(sentence)
    told = find_link_features(EventTree(sentence, span_of(sentence, "struck")), times[0], times)
    assert sum(feature in load_time_weights() for feature in told) > len(told) / 2
    assert lookup_time(span_of(sentence, "struck"), sentence, ()) is None


def test_a_time_of_a_relative_clause_is_not_that_of_the_sentence() -> None:
    """Who took power in July did something else then, even where the model reads July for both."""
    words = (
        "Rebels/NOUN/7/nsubj who/PRON/3/nsubj fought/VERB/1/acl:relcl in/ADP/5/case July/PROPN/3/obl ,/PUNCT/3/punct "
        "signed/VERB/0/root"
    )
    sentence = tree(words, triggers=["fought", "signed"])
    times = find_times(sentence)
    july = [times[0].core]
    assert lookup_time(span_of(sentence, "signed"), sentence, times, july) is None
    own = lookup_time(span_of(sentence, "fought"), sentence, times, july)
    assert own is not None
    assert own.time is times[0]
