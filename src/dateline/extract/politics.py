"""Tells reports of politics from those of sport, arts, markets, science, weather and everyday life.

The verbs are the same ("attacked", "beat", "released", "met"); what else a report speaks of is not. Its words are
weighed against each other: those of states, courts, forces and protest, and those of the other fields, each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.core import Sentence

WORDS = Path(__file__).parent.parent / "resources" / "languages" / "en" / "politics.yaml"
NAMES, BY_NAMES = 2, 0.5
"""So many names of places or peoples count half a word of politics, all together: matches and markets have them too."""
SHORT = 3
LEAST_SHARE = 0.45
"""Share of political words in a report of more than `SHORT` sentences, which touches on other fields in passing."""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """Words of politics, and of the fields whose news borrows its verbs; lemmas or forms in lower case."""

    political: frozenset[str]
    other: frozenset[str]


@lru_cache(maxsize=1)
def load_field_words() -> FieldWords:
    """Return the shipped words."""
    from ruamel.yaml import YAML

    found = YAML(typ="safe", pure=True).load(WORDS)
    return FieldWords(frozenset(found["political"]), frozenset(found["other"]))


def is_political(sentences: Sequence[Sentence], words: FieldWords) -> bool:
    """Say whether a report speaks of politics more than of another field.

    A short report must have more words of politics than of other fields, names counted as `NAMES` says. Of the words of
    either kind in a longer one `LEAST_SHARE` must be of politics.
    """
    there = set(_words(sentences))
    political, other = len(there & words.political), len(there & words.other)
    if len(sentences) > SHORT:
        return political >= LEAST_SHARE * (political + other) and political > 0
    names = sum(name.kind in {"place", "group"} for sentence in sentences for name in sentence.names)
    return political + (BY_NAMES if names >= NAMES else 0) > other


def _words(sentences: Iterable[Sentence]) -> Iterable[str]:
    """Each word by the one of its shapes that a list could hold: lemma, else form without a plural -s, else form."""
    for sentence in sentences:
        for token in sentence.tokens:
            form = token.form.lower()
            yield form
            if form.endswith("s") and len(form) > 3:
                yield form[:-1]
            if token.upos in {"NOUN", "VERB"}:
                yield token.lemma.lower()
