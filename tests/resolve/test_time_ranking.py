"""Weights say how likely a time is an event's."""

from dateline.core import Sentence, Span
from dateline.resolve.time_ranking import find_features, load_time_weights, rank_times
from dateline.resolve.times import find_times
from hand_trees import tree

TWO_TIMES = (
    "Dockers/NOUN/2/nsubj struck/VERB/0/root/Tense=Past on/ADP/4/case Monday/PROPN/2/obl after/SCONJ/7/mark "
    "talks/NOUN/7/nsubj failed/VERB/2/advcl/Tense=Past on/ADP/9/case Sunday/PROPN/7/obl ./PUNCT/2/punct"
)


def span_of(sentence: Sentence, word: str) -> Span:
    """Return where a word of a sentence stands."""
    return next(token.span for token in sentence.tokens if token.form == word)


def test_each_event_has_its_nearer_time() -> None:
    """Of two clauses with a time each, each event's own is the likelier, and with no time they make one at most."""
    sentence = tree(TWO_TIMES, triggers=["struck"])
    times = find_times(sentence)
    struck, failed = (rank_times(span_of(sentence, word), sentence, times) for word in ("struck", "failed"))
    assert struck[0] > struck[1]
    assert failed[1] > failed[0]
    assert sum(struck) < 1
    assert sum(failed) < 1


def test_features_are_those_that_weights_were_fitted_for() -> None:
    """Most features of a plain sentence have a weight."""
    sentence = tree(TWO_TIMES, triggers=["struck"])
    times = find_times(sentence)
    told = find_features(span_of(sentence, "struck"), sentence, times[0], times)
    assert sum(feature in load_time_weights() for feature in told) > len(told) / 2


def test_no_times_have_no_chances() -> None:
    """Without times there is nothing to rank."""
    sentence = tree(TWO_TIMES, triggers=["struck"])
    assert rank_times(span_of(sentence, "struck"), sentence, ()) == ()
