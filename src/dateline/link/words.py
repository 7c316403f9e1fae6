"""Words as linking sees them: bare forms without case, accents and endings, and names without titles."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s$")
ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ions", "ion", "ies", "ied", "ed", "es", "s", "e")


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words of `resources/linking/en.toml`, where each list says what it is."""

    empty: frozenset[str]
    titles: frozenset[str]
    light: frozenset[str]
    plurals: frozenset[str]
    many: frozenset[str]
    others: frozenset[str]
    bodies: frozenset[str]
    articles: frozenset[str]
    reversing: frozenset[str]
    forms: Mapping[str, str]


@lru_cache(maxsize=1)
def load_words() -> WordLists:
    """Return the word lists, read once."""
    data = tomllib.loads(files("dateline").joinpath("resources/linking/en.toml").read_text(encoding="utf-8"))
    lists = {
        name: frozenset(data[name].split())
        for name in ("empty", "titles", "light", "plurals", "many", "others", "bodies", "articles", "reversing")
    }
    return WordLists(**lists, forms=data["forms"])


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the bare form of a lower-case word: "arrested", "arrests" and "arresting" give "arrest"."""
    if word in load_words().forms:
        return load_words().forms[word]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word[: -len(ending)]
            doubled = len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "sl"
            return bare[:-1] if doubled else bare
    return word


def fold(text: str) -> str:
    """Return the text in lower case and without accents; its length may differ."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def find_stems(text: str) -> frozenset[str]:
    """Return the bare forms of all words of `text` that carry meaning."""
    empty = load_words().empty
    return frozenset(stem(word) for word in WORD.findall(fold(text)) if word not in empty and len(word) > 1)


@lru_cache(maxsize=100_000)
def find_name_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell whose it is, folded; titles and articles are gone unless nothing is left."""
    words = [POSSESSIVE.sub("", word) for word in WORD.findall(fold(name.replace(".", "")))]
    return frozenset(word for word in words if word not in load_words().titles) or frozenset(words)


@lru_cache(maxsize=100_000)
def is_personal(name: str) -> bool:
    """Say whether the words look like the full name of a person: two to four words with capitals, none of a body."""
    words = [word for word in WORD.findall(name) if fold(word) not in load_words().titles]
    known = load_words().bodies
    return 2 <= len(words) <= 4 and all(word[0].isupper() and fold(word) not in known for word in words)


@lru_cache(maxsize=100_000)
def is_proper(name: str) -> bool:
    """Say whether the words are a name rather than a description: a word that tells whose it is has a capital."""
    return any(word[0].isupper() and fold(word) not in load_words().titles for word in WORD.findall(name))
