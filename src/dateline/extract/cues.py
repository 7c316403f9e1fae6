"""The words by which a language attributes, read from `resources/languages/<language>/cues.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class ClosedWords:
    """Words of a language's grammar that the rules look for; the data file names each list for what it does."""

    agents: frozenset[str]
    owners: frozenset[str]
    hearers: frozenset[str]
    media: frozenset[str]
    clause_marks: frozenset[str]
    comment_marks: frozenset[str]
    infinitive_marks: frozenset[str]
    relatives: frozenset[str]
    expletives: frozenset[str]
    negators: frozenset[str]
    not_in_cue: frozenset[str]
    quoted_by: frozenset[str]
    definite: frozenset[str]
    articles: frozenset[str]
    things: frozenset[str]
    many: frozenset[str]
    speakers: frozenset[str]
    near_speakers: frozenset[str]
    strangers: frozenset[str]
    press: frozenset[str]
    news_bodies: frozenset[str]
    news_words: frozenset[str]
    not_speakers: frozenset[str]
    listed: frozenset[str]
    person_endings: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueWords:
    """Words in all their forms, in lower case, several joined by a space; the data file says what each list holds.

    `verbs`, `nouns`: word to stance. `prepositions`: first word to phrases, longest first.
    """

    closed: ClosedWords
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    prepositions: Mapping[str, tuple[tuple[str, ...], ...]]
    noun_content: frozenset[str]
    own_acts: frozenset[str]
    hearsay: frozenset[str]
    first: frozenset[str]
    anonymous: frozenset[str]
    offices: frozenset[str]
    unnamed: frozenset[str]
    organizations: frozenset[str]
    mouthpieces: frozenset[str]
    documents: frozenset[str]
    social: frozenset[str]
    channels: frozenset[str]
    telling: frozenset[str]
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
    irregular = {forms[0]: forms[1:] for entry in data.pop("irregular").split() if (forms := entry.split("="))}
    verbs, nouns = _stances(data.pop("verbs"), irregular), _stances(data.pop("nouns"), irregular)
    phrases = _by_first_word(_entries(data.pop("prepositions")))
    closed = ClosedWords(**{name: frozenset(_entries(text)) for name, text in data.pop("closed").items()})
    lists = {name: frozenset(_inflected(_entries(text), irregular)) for name, text in data.items()}
    return CueWords(closed, verbs, nouns, phrases, **lists)


def _by_first_word(entries: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return phrases by their first word, longer ones first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in sorted((tuple(entry.split()) for entry in entries), key=len, reverse=True):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _stances(data: Mapping[str, str], irregular: Mapping[str, list[str]]) -> dict[str, str]:
    """Word to stance; a word in two lists has the stance of the first that is not plain assertion."""
    found: dict[str, str] = {}
    for stance, text in data.items():
        for word in _inflected(_entries(text), irregular):
            if found.get(word, "asserts") == "asserts":
                found[word] = stance
    return found


def _entries(text: str) -> list[str]:
    """Return the entries of a list, in lower case, with spaces for underscores."""
    return [entry.replace("_", " ").lower() for entry in text.split()]


def _inflected(entries: Iterable[str], irregular: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield every entry with the forms that its first word can take (a form that does not exist does no harm)."""
    for entry in entries:
        word, _, rest = entry.partition(" ")
        for form in (word, *regular_forms(word), *irregular.get(word, ())):
            yield f"{form} {rest}" if rest else form


def regular_forms(word: str) -> tuple[str, ...]:
    """Return plural, past and participle as regular spelling has them; the final consonant single and doubled."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    if word.endswith("e"):
        return (word + "s", word + "d", word[:-1] + "ing")
    plural = word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")
    return (plural, word + "ed", word + "ing", word + word[-1:] + "ed", word + word[-1:] + "ing")
