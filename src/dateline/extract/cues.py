"""The words by which a language attributes, read from `resources/languages/<language>/cues.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class CueWords:
    """Lemmas in lower case, several words joined by a space; the comments in the data file say what each list holds.

    `verbs`, `nouns`: lemma to stance. `prepositions` are tuples of words, longest first.
    """

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    prepositions: tuple[tuple[str, ...], ...]
    noun_content: frozenset[str]
    own_acts: frozenset[str]
    hearsay: frozenset[str]
    first: frozenset[str]
    anonymous: frozenset[str]
    unnamed: frozenset[str]
    organizations: frozenset[str]
    mouthpieces: frozenset[str]
    documents: frozenset[str]
    social: frozenset[str]
    channels: frozenset[str]
    listeners: frozenset[str]
    outlets: frozenset[str]
    outlet_words: frozenset[str]
    persons: frozenset[str]


def load_cues(language: str = "en") -> CueWords:
    """Return the cue words of a language, read once. Raises `FileNotFoundError` for a language that has none."""
    return _load(language)


@cache
def _load(language: str) -> CueWords:
    from ruamel.yaml import YAML

    path = files("dateline.resources") / "languages" / language / "cues.yaml"
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    verbs, nouns = _stances(data.pop("verbs")), _stances(data.pop("nouns"))
    phrases = sorted((tuple(entry.split()) for entry in _entries(data.pop("prepositions"))), key=len, reverse=True)
    lists = {name: frozenset(_entries(text)) for name, text in data.items()}
    return CueWords(verbs, nouns, tuple(phrases), **lists)


def _stances(data: Mapping[str, str]) -> dict[str, str]:
    """Lemma to stance; a lemma in two lists has the stance of the first that is not plain assertion."""
    found: dict[str, str] = {}
    for stance, text in data.items():
        for entry in _entries(text):
            if found.get(entry, "asserts") == "asserts":
                found[entry] = stance
    return found


def _entries(text: str) -> list[str]:
    """Return the entries of a list, in lower case, with spaces for underscores."""
    return [entry.replace("_", " ").lower() for entry in text.split()]
