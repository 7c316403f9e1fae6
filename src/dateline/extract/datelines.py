"""The dateline of a report, "NAIROBI, April 14 (AP) —": where and when it was filed, which takes part in nothing."""

from __future__ import annotations

from dateline.core import Sentence

_DASHES = frozenset({"-", "–", "—", "--"})
_WORDS = frozenset({"PROPN", "NUM", "PUNCT", "SYM"})
_LONGEST = 16
"""Words that may stand before the dash: place, country, date and agency."""


def find_dateline(sentence: Sentence) -> int:
    """Return how many words from the first one are a dateline, its dash among them; 0 if the sentence has none.

    Names and numbers alone stand before the dash, a capital after it, and the names are in capitals or set off by a
    comma or bracket, as agencies write them. A bare name ("Russia - Ukraine talks") is left to the model.
    """
    words = sentence.tokens
    dash = next((i for i, word in enumerate(words[:_LONGEST]) if word.form in _DASHES), 0)
    before = words[:dash]
    if not dash or dash + 1 >= len(words) or not words[dash + 1].form[:1].isupper() or _joins(dash, sentence):
        return 0
    if before[0].upos != "PROPN" or any(word.upos not in _WORDS for word in before):
        return 0
    marked = before[0].form.isupper() or any(word.form in {",", "("} for word in before)
    return dash + 1 if marked else 0


def _joins(dash: int, sentence: Sentence) -> bool:
    """Say whether a hyphen stands within a word ("U.N. Secretary-General")."""
    before, hyphen, after = (word.span for word in sentence.tokens[dash - 1 : dash + 2])
    return sentence.tokens[dash].form == "-" and before.end == hyphen.start and hyphen.end == after.start
