"""How place names are written: one key for the spellings of one name."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

# Letters that Unicode does not take apart into a base and a mark, and marks that spellings add or drop at will.
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ə": "e",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "&": " and ",
        **dict.fromkeys('-‐‑–—_/,()[]"“”', " "),
        **dict.fromkeys(".'’‘ʻʼʿʾ`´ʹʺ", ""),
    }
)
_ARTICLES = ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az")
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "twp": "township", "co": "county"}
_KIND_WORDS = (
    "province|governorate|oblast|region|district|department|state|prefecture|county|parish|municipality|territory|"
    "krai|canton|voivodeship|division|city|town|village|area|island|islands"
)
_AFTER = re.compile(rf"^(?P<name>.+?) (?P<kind>{_KIND_WORDS})$")
_BEFORE = re.compile(rf"^(?P<kind>{_KIND_WORDS}) of (?P<name>.+)$")
_SIDES = re.compile(
    r"^(?:(?:(?:north|south) ?(?:east|west)?(?:ern)?|(?:east|west)(?:ern)?|central|mid|upper|lower|inner|outer|greater|"
    r"downtown|old|rural|mainland|coastal|metropolitan|occupied|former) )+"
)


def place_key(name: str) -> str:
    """Return the one key that spellings of `name` share: no case, marks, full stops, hyphens or leading "the"."""
    folded = name.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = folded.translate(_LETTERS).split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        words = [_SHORT_WORDS.get(word, word) for word in words]
    return " ".join(words)


def key_number(key: str) -> int:
    """Return the 64-bit number under which the table holds a key."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def without_kind(key: str) -> tuple[str, str] | None:
    """Return a key without its word of kind, and that word: "nangarhar province" is ("nangarhar", "province")."""
    found = _AFTER.match(key) or _BEFORE.match(key)
    return (found["name"], found["kind"]) if found else None


def without_side(key: str) -> str | None:
    """Return "syria" for "northern syria", None where no such word stands in front."""
    found = _SIDES.match(key)
    return key[found.end() :] if found else None


def article_variants(key: str) -> tuple[str, ...]:
    """Return a key with and without the Arabic article, which spellings add or drop ("Qamishli", "al-Qamishli")."""
    first, _, rest = key.partition(" ")
    return (rest,) if first in _ARTICLES and rest else tuple(f"{article} {key}" for article in _ARTICLES)
