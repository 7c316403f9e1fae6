"""Text as a run of pieces: known names, nouns for those who act, words that colour them, and names nobody knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.core import Entity
from dateline.knowledge.entities import Knowledge
from dateline.knowledge.sources import Agent
from dateline.knowledge.spelling import name_key

PieceKind = Literal["name", "agent", "modifier", "town", "unknown", "link", "break", "plain"]

_WORDS = re.compile(
    r"\d+(?:[.,]\d+)+|(?:[A-Z]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W\d_]{2,})*(?:['’]s\b|(?<=s)['’](?!\w))?|[-–—,;:()\[\]\"“”/]|[^\s\w]"
)
_POSSESSIVE = re.compile(r"['’]s?$")
# Words that tie a noun phrase to what follows it ("police in Berlin", "leader of the group").
LINKS = frozenset({
    "of", "in", "from", "at", "for", "against", "with", "to", "by", "on", "near", "inside", "outside", "across",
    "around", "over", "under", "among", "within", "between", "throughout", "along", "behind", "who", "whom",
    "which", "that", "where", "whose", "after", "before", "during", "about", "aboard", "including", "like", "loyal",
    "linked", "allied", "affiliated", "belonging", "based", "led", "backed",
})  # fmt: skip
_ARTICLES = frozenset({"al", "el", "the", "a", "an"})
_SMALL = frozenset({
    "de", "la", "le", "du", "da", "dos", "del", "van", "von", "der", "den", "bin", "ibn", "al", "el", "ul", "ur",
    "abu", "st", "san", "santa", "mac", "mc", "ben", "o",
})  # fmt: skip
# Words that begin a sentence or stand in a title without being anybody's name.
_NO_NAME = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "i",
    "he", "she", "it", "we", "they", "you", "who", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady",
    "sen", "rep", "gov", "gen", "lt", "col", "maj", "capt", "sgt", "prof", "rev", "hon", "st", "jr", "sr", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december", "in", "on", "at", "of", "and",
    "or", "but", "for", "with", "from", "by", "to", "as", "if", "when", "while", "after", "before", "since",
    "until", "although", "because", "both", "some", "many", "several", "most", "all", "no", "not", "two", "three",
    "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands", "one", "another",
    "other", "such", "first", "second", "third", "new", "former", "current", "then", "earlier", "later",
    "meanwhile", "however", "according", "us",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text with its key ("" for marks) and its place.

    `key` leaves a possessive ending out, `inner` keeps it, as it stands inside names ("Workers' Party").
    """

    raw: str
    key: str
    inner: str
    start: int
    end: int
    possessive: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.raw[:1].isupper()

    @property
    def is_initial(self) -> bool:
        """Whether it is one capital letter ("N." of "N. Korea")."""
        return len(self.raw) == 1 and self.raw.isupper()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that means one thing.

    Attributes:
        kind: name (known), agent, modifier, town, unknown (a name nobody knows), link, break (a mark) or plain.
        text: its words as they stand, the possessive ending left out.
        start, end: its characters in the text.
        key: its words as a key.
        found: (place, form) of the entities that go by this name.
        agent: the noun's meaning.
        sector: what a modifier says, or the country of a town.
        possessive: whether it ends in 's.
    """

    kind: PieceKind
    text: str
    start: int
    end: int
    key: str
    found: tuple[tuple[int, str], ...] = ()
    agent: Agent | None = None
    sector: str = ""
    possessive: bool = False


@lru_cache(maxsize=32768)
def _word(raw: str) -> tuple[str, str, bool]:
    """Return the key of a word without and with its possessive ending, and whether it has one."""
    bare = _POSSESSIVE.sub("", raw)
    return name_key(bare), name_key(raw), bare != raw


@lru_cache(maxsize=2048)
def find_words(text: str) -> tuple[Word, ...]:
    """Return the words and marks of a text in order; hyphens part words."""
    found = []
    for match in _WORDS.finditer(text):
        raw = match.group()
        key, inner, possessive = _word(raw)
        found.append(Word(raw, key, inner, match.start(), match.end(), possessive))
    return tuple(found)


def find_pieces(text: str, knowledge: Knowledge, own: Mapping[str, object] | None = None) -> tuple[Piece, ...]:
    """Return the pieces of a text in order; `own` holds keys of names that the report itself has introduced."""
    words = find_words(text)
    names = own or {}
    starts = {key.split(" ", 1)[0] for key in names if " " in key}
    pieces: list[Piece] = []
    place = 0
    while place < len(words):
        piece, taken = _longest(text, words, place, knowledge, names, starts)
        pieces.append(piece)
        place += taken
    return tuple(pieces)


def _longest(
    text: str,
    words: tuple[Word, ...],
    place: int,
    knowledge: Knowledge,
    own: Mapping[str, object],
    starts: set[str],
) -> tuple[Piece, int]:
    """Return the longest piece that begins at a word, and how many words it takes."""
    word = words[place]
    if not word.key:
        return Piece("break", word.raw, word.start, word.end, ""), 1
    begins = knowledge.longest(word.key)
    if not begins and word.raw[0].islower() and word.key not in _ARTICLES:
        kind: PieceKind = "link" if word.key in LINKS else "plain"
        return Piece(kind, word.raw, word.start, word.end, word.key, possessive=word.possessive), 1
    first = word.key if word.key not in _ARTICLES else _next_key(words, place)
    most = max(begins, knowledge.longest(first), 4 if word.key in starts or first in starts else 1)
    for taken, key, last in _spans(words, place, most):
        if key not in own and not knowledge.has_words(key):
            continue
        piece = _known(text, words[place:last], key, knowledge, own)
        if piece is not None:
            return piece, taken
    if word.key in LINKS and not (word.is_capital and place):
        return Piece("link", word.raw, word.start, word.end, word.key), 1
    if _begins_name(words, place):
        return _unknown(text, words, place, knowledge, own)
    return Piece("plain", word.raw, word.start, word.end, word.key, possessive=word.possessive), 1


def _next_key(words: tuple[Word, ...], place: int) -> str:
    """Return the key of the next word that is no hyphen."""
    return next((w.key for w in words[place + 1 : place + 3] if w.key), "")


def _spans(words: tuple[Word, ...], place: int, most: int) -> list[tuple[int, str, int]]:
    """Return (words taken, key, end) of runs that begin here, the longest first; hyphens are passed over."""
    if most <= 1 and words[place].key not in {"al", "el"}:
        return [(1, words[place].key, place + 1)]
    found: list[tuple[int, str, int]] = []
    keys: list[str] = []
    before = place
    for last in range(place, len(words)):
        word = words[last]
        if not word.key:
            if last > place and (word.raw in "-–/+" or (word.raw == "." and words[last - 1].is_initial)):
                continue
            break
        if keys:
            keys[-1] = words[before].inner
        before = last
        keys.append(word.key)
        kept = [k for n, k in enumerate(keys) if k not in ("al", "el") and (n or k not in _ARTICLES)]
        if len(kept) > most:
            break
        found.append((last - place + 1, " ".join(kept or keys[:1]), last + 1))
        if len(keys) > 1 and keys[0] not in _ARTICLES and word.key in _ARTICLES and word.key not in {"al", "el"}:
            found.pop()
    return found[::-1]


def _known(
    text: str, words: tuple[Word, ...], key: str, knowledge: Knowledge, own: Mapping[str, object]
) -> Piece | None:
    """Return the piece that a run of words is known as, None if it is not known."""
    start, end, possessive = words[0].start, words[-1].end, words[-1].possessive
    said = _POSSESSIVE.sub("", text[start:end]) if possessive else text[start:end]
    capital = words[0].is_capital or (words[0].key in _ARTICLES and words[-1].is_capital) or said[:1].isdigit()
    if capital and key in own:
        kind: PieceKind = "unknown" if own[key] is None else "name"
        return Piece(kind, said, start, end, key, possessive=possessive)
    found = _names(said, key, knowledge) if capital else ()
    agent = knowledge.lookup_agent(key)
    if found and not (agent and words[0].raw[:1].islower()):
        return Piece("name", said, start, end, key, found, agent, possessive=possessive)
    if agent is not None:
        return Piece("agent", said, start, end, key, (), agent, knowledge.lookup_modifier(key), possessive)
    sector = knowledge.lookup_modifier(key)
    if sector:
        return Piece("modifier", said, start, end, key, sector=sector, possessive=possessive)
    if capital and key in knowledge.tables["towns"] and key not in knowledge.tables["surnames"]:
        return Piece("town", said, start, end, key, sector=knowledge.tables["towns"][key], possessive=possessive)
    return None


def _names(said: str, key: str, knowledge: Knowledge) -> tuple[tuple[int, str], ...]:
    """Return the entities that go by a key; short keys that are words too must stand in capitals ("US", "WHO")."""
    found = knowledge.find_forms(key)
    if found and " " not in key and not said.lower().startswith("the "):
        found = tuple((p, f) for p, f in found if not _needs_article(p, key, knowledge))
    if found and len(key) <= 4 and " " not in key:
        letters = [c for c in said.removeprefix("the ").removeprefix("The ") if c.isalpha()]
        if not all(c.isupper() for c in letters):
            return tuple((p, f) for p, f in found if f != "abbreviation" and _is_mixed(p, said, knowledge))
    return found


def _needs_article(place: int, key: str, knowledge: Knowledge) -> bool:
    """Say whether a newspaper goes by a word only with "the" before it: The Independent, The Hindu, The Sun."""
    entry = knowledge.tables["entities"][place]
    names = [name for name in entry[2] if name_key(name) == key]
    return bool(names) and any(role[0] == "JRN" for role in entry[3]) and all(n.startswith("The ") for n in names)


def _is_mixed(place: int, said: str, knowledge: Knowledge) -> bool:
    """Say whether an entity has a name in mixed letters as it is said here (Iran, Cuba; not IRA for "Ira")."""
    entry = knowledge.tables["entities"][place]
    if entry[1] == "country":
        return len(said) > 3 or said not in {"Us", "Uk", "Usa", "Uae"}
    return any(word == said for name in entry[2] for word in name.split())


def _begins_name(words: tuple[Word, ...], place: int) -> bool:
    word = words[place]
    if not word.is_capital or word.key in _NO_NAME:
        return False
    following = words[place + 1] if place + 1 < len(words) else None
    sentence_start = place == 0 or words[place - 1].raw in '.!?"“'
    return not sentence_start or (following is not None and following.is_capital) or len(words) <= 3


def _unknown(
    text: str, words: tuple[Word, ...], place: int, knowledge: Knowledge, own: Mapping[str, object]
) -> tuple[Piece, int]:
    """Return a run of capitalised words that nobody knows as one name; a full name ends with its line."""
    last = place
    while not words[last].possessive and last + 1 < len(words):
        following = words[last + 1]
        step = 1
        if following.raw in "-–" and last + 2 < len(words) and words[last + 2].key:
            following, step = words[last + 2], 2
        elif (
            following.key in _SMALL
            and not following.is_capital
            and last + 2 < len(words)
            and words[last + 2].is_capital
        ):
            last += 1
            continue
        if last > place and "\n" in text[words[last].end : following.start]:
            break
        if not following.is_capital or (following.key in _NO_NAME and following.key not in {"may", "june"}):
            break
        stop = _known(text, (following,), following.key, knowledge, own)
        if (
            step == 1
            and stop is not None
            and stop.kind not in {"town", "unknown"}
            and not _may_end_name(stop, knowledge)
        ):
            break
        last += step
    start, end, possessive = words[place].start, words[last].end, words[last].possessive
    said = _POSSESSIVE.sub("", text[start:end]) if possessive else text[start:end]
    return Piece("unknown", said, start, end, name_key(said), possessive=possessive), last - place + 1


def _may_end_name(piece: Piece, knowledge: Knowledge) -> bool:
    """Say whether a known word may still be part of a longer name ("Anwar Jordan", "Robert Ford")."""
    if piece.kind == "agent":
        return False
    entities = [knowledge.tables["entities"][place] for place, _ in piece.found]
    return bool(entities) and all(e[1] == "person" for e in entities)


def entity_of(knowledge: Knowledge, place: int) -> Entity:
    """Return the entity at a place of the tables."""
    return knowledge.entity_at(place)
