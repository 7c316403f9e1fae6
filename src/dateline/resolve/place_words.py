"""The words of a language around places: prepositions, kinds of places, words that take up a place named before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dateline.language.words import load_words


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """See `resources/languages/en/places.yaml`.

    Attributes:
        prepositions: word → its class ("in", "to", "on", "of", "from", "with").
        kinds: nouns that stand before "of" and a name without being another place.
        takes_up: word → classes of places that it takes up; () takes up any.
        reaches: verbs and nouns whose object is where it happens.
        capital, embassy: words for the seat of government and for embassies.
        definite: words that point at something named before.
        no_names: words that name no place by themselves.
    """

    prepositions: dict[str, str]
    kinds: frozenset[str]
    takes_up: dict[str, tuple[str, ...]]
    reaches: frozenset[str]
    capital: frozenset[str]
    embassy: frozenset[str]
    definite: frozenset[str]
    no_names: frozenset[str]

    def is_common(self, words: str) -> bool:
        """Say whether words are directions and the like, which name places only together with others ("South")."""
        return all(word in self.no_names for word in words.casefold().split())


@lru_cache(maxsize=1)
def load_place_words(language: str = "en") -> PlaceWords:
    """Return the words of a language, read once."""
    table = load_words(language, "places")
    lists = {
        name: frozenset(table[name].split())
        for name in ("kinds", "reaches", "capital", "embassy", "definite", "no_names")
    }
    return PlaceWords(
        prepositions={word: name for name, words in table["prepositions"].items() for word in words.split()},
        takes_up={
            word: () if classes == "any" else tuple(classes.split())
            for words, classes in table["takes_up"].items()
            for word in words.split()
        },
        **lists,
    )


@lru_cache(maxsize=1)
def load_place_weights(language: str = "en") -> dict[str, float]:
    """Return the weights of the features of `find_sites`, read once; "all" counts for every name."""
    lines = load_words(language, "place_weights")["weights"].splitlines()
    return {feature: float(weight) for feature, _, weight in (line.rpartition(" ") for line in lines)}
