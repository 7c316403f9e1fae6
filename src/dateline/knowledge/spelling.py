"""Keys under which names meet across spellings; scripts are left alone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_POSSESSIVE = re.compile(r"(?:['’]s|s['’]|['’])$")
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´.]")
_BREAKS = re.compile(r"[\W_]+")
_ARTICLES = frozenset({"al", "el"})
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_SOUNDS = (
    ("kh", "k"), ("gh", "g"), ("ph", "f"), ("dj", "j"), ("dzh", "j"), ("tch", "ch"), ("sch", "sh"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("iy", "i"), ("ij", "i"), ("yy", "i"), ("ai", "a"), ("ei", "a"), ("ay", "a"),
    ("ae", "a"), ("ie", "i"), ("q", "k"), ("ck", "k"), ("y", "i"), ("w", "v"), ("o", "u"), ("e", "a"), ("z", "s"),
    ("h", ""),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return the form under which spellings of one name meet: no accents, case, points, hyphens, articles.

    "The Al-Nusra Front" and "al Nusra front" share a key, as do "Guaidó" and "Guaido".
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = _BREAKS.sub(" ", _APOSTROPHES.sub("", plain)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    kept = [w for w in words if w not in _ARTICLES] if len(words) > 1 else words
    return " ".join(kept or words)


def word_key(word: str) -> str:
    """Return the key of one word of running text, its possessive ending taken off."""
    return name_key(_POSSESSIVE.sub("", word) or word)


@lru_cache(maxsize=16384)
def sound_key(name: str) -> str:
    """Return a coarser key that also joins transliterations: Kadyrov and Kadirov, Mohammed and Muhamad."""
    words = []
    for word in name_key(name).split():
        sound = word
        for old, new in _SOUNDS:
            sound = sound.replace(old, new)
        words.append(_DOUBLE.sub(r"\1", sound) or word)
    return " ".join(words)
