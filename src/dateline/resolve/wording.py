"""What the small words of a phrase tell: counts and stances before its noun, nationals called by an adjective."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from dateline.language.words import load_words
from dateline.resolve.actors import Actor, Rule
from dateline.resolve.pieces import Piece

BACKED = frozenset({"aligned", "allied", "backed", "funded", "sponsored", "supported"})
"""Words for a hand behind somebody, which is not whose he is: "the Iran-backed group"."""
_HAND = re.compile(rf"(?<= )[^ ]+[-‑–](?:{'|'.join(sorted(BACKED))}) ")
# "Scores of soldiers": who is counted stands behind "of".
_COUNTS = frozenset({
    "dozens", "scores", "hundreds", "thousands", "millions", "tens of thousands", "hundreds of thousands", "dozen",
    "majority", "number",
})  # fmt: skip
_STANCES = frozenset({"anti", "pro"})
# Nouns for bodies that a name may follow: "the relief group Hands for All".
_BODY_NOUNS = frozenset({
    "group", "organization", "organisation", "charity", "party", "company", "firm", "union", "newspaper", "agency",
    "watchdog", "movement", "militia", "nonprofit",
})  # fmt: skip
_ONE = frozenset({
    "a", "an", "another", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "dozen",
})  # fmt: skip
_NAMED = frozenset({"name", "agent", "unknown"})
_NATIONAL = frozenset({"adjective", "demonym"})


@lru_cache(maxsize=1)
def _doers() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the endings of nouns for people who do something, and the nouns with them that are none."""
    table = load_words("en", "referring")["doers"]
    return tuple(table["endings"].split()), frozenset(table["not"].split())


def past_count(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces behind "scores of" and the like, all of them where nothing is counted so."""
    for place, piece in enumerate(pieces[:-2]):
        if piece.kind == "agent" and piece.key in _COUNTS:
            return past_count(pieces[place + 2 :]) if pieces[place + 1].key == "of" else pieces
        if piece.kind not in {"plain", "link"}:
            return pieces
    return pieces


def without_brackets(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces without what stands in brackets amid them: "African Union (AU) leaders"."""
    opens = next((n for n, p in enumerate(pieces) if p.text == "(" and n), None)
    closes = next((n for n, p in enumerate(pieces) if p.text == ")" and opens is not None and n > opens), None)
    if opens is None or closes is None or closes + 1 >= len(pieces) or pieces[closes + 1].kind not in _NAMED:
        return pieces
    return (*pieces[:opens], *without_brackets(pieces[closes + 1 :]))


def without_others(core: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a phrase up to the "and" behind its first noun: "police and firefighters" are police first."""
    for place, piece in enumerate(core[1:-1], 1):
        before, after = core[place - 1], core[place + 1 :]
        if piece.key == "and" and _is_several(before) and any(_is_several(p) for p in after):
            return core[:place]
    return core


def _is_several(piece: Piece) -> bool:
    """Say whether a piece is a noun for several people, in small letters but for the first of a sentence."""
    key = piece.key.split(" ")[-1]
    return piece.kind == "agent" and not piece.possessive and (key.endswith(("s", "men", "women")) or key == "police")


def without_stance(core: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], bool]:
    """Return a phrase without what its people are for or against ("anti-Smith"), and whether there was such a word."""
    kept: list[Piece] = []
    place = 0
    while place < len(core):
        taken = _stance_at(core, place)
        kept.extend(core[place : place + 1] if not taken else ())
        place += taken or 1
    return tuple(kept), len(kept) < len(core)


def _stance_at(core: tuple[Piece, ...], place: int) -> int:
    """Return how many pieces the word for a stance takes that begins at one, 0 if none does."""
    if core[place].kind == "unknown" and core[place].key.split(" ", 1)[0] in _STANCES:
        return 1
    if core[place].key not in _STANCES or place + 2 >= len(core) or core[place + 1].text not in "-–":
        return 0
    of = core[place + 2]
    return 0 if of.key == "and" or (" " in of.text and of.text.split(" ")[-1].islower()) else 3


def described_body(found: list[Piece]) -> Piece | None:
    """Return the noun for a body that the body's own name follows ("the rights group People for Peace"), else None."""
    for before, piece in pairwise(found):
        noun = before.key.split(" ")[-1]
        if before.kind == "agent" and noun in _BODY_NOUNS and not (before.possessive or before.text.istitle()):
            last = found[-1]
            if piece.kind == "agent" and piece.text[:1].isupper() and last.kind == "agent":
                return before
    return None


def is_of_nation(piece: Piece) -> bool:
    """Say whether a piece names a state or calls something by its adjective ("the Netherlands", "British")."""
    return piece.kind == "name" and bool({"name", "abbreviation", *_NATIONAL} & {form for _, form in piece.found})


def single_people(state: Actor, head: Piece, core: tuple[Piece, ...]) -> Actor | None:
    """Return people who are called by their nationality and counted ("an Australian", "7 Japanese"), else None."""
    if core[-1] is not head or not _NATIONAL & {form for _, form in head.found}:
        return None
    before = core[-2].key if len(core) > 1 else head.text.split(" ", 1)[0].lower() if " " in head.text else ""
    if not (before in _ONE or before.isdigit()):
        return None
    return _nationals(state, head.text, plural=before not in {"a", "an", "another", "one", "1"})


def people_by_ending(state: Actor, head: Piece, core: tuple[Piece, ...]) -> Actor | None:
    """Return people of a nation whose noun nobody knows but for its ending ("the Japanese engineers"), else None."""
    last = core[-1]
    endings, things = _doers()
    if last is head or last.kind != "plain" or not last.key.endswith(endings) or last.key in things:
        return None
    return _nationals(state, f"{head.text} {last.text}", plural=True) if len(last.key) > 4 else None


def _nationals(state: Actor, words: str, plural: bool) -> Actor:
    """Return people of a state."""
    rules = tuple(r for r in state.rules if r.field == "country")
    rule = Rule("sector", f'"{words}": people of {state.name}', 0.6)
    return Actor(words, "people", "", state.country, ("CVL",), plural=plural, rules=(*rules, rule))


def is_by_hand(words: str) -> bool:
    """Say whether words tell whose hand is behind somebody."""
    return bool(_HAND.search(words))


def without_hand(words: str) -> str:
    """Return words without the hand behind those of whom they speak: "the Iran-backed group" as "the group"."""
    return _HAND.sub("", words)
