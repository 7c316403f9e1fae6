"""Persons by name: which names are theirs, and which one a title before it calls."""

from __future__ import annotations

from itertools import pairwise

from dateline.resolve.actors import Setting
from dateline.resolve.pieces import Piece


def is_person(piece: Piece, setting: Setting) -> bool:
    """Say whether a piece names a single person."""
    if piece.key in setting.own:
        return setting.own[piece.key].kind == "person"
    if piece.found:
        return all(setting.knowledge.tables["entities"][place][1] == "person" for place, _ in piece.found)
    if piece.kind != "unknown":
        return False
    kind = setting.kinds.get(piece.key) or next(
        (k for key, k in setting.kinds.items() if key.endswith(" " + piece.key) and k == "person"), None
    )
    if kind is not None:
        return kind == "person"
    return _looks_personal(piece)


def _looks_personal(piece: Piece) -> bool:
    """Say whether an unknown name has the shape of a person's: two to four words, no digit, not all capitals."""
    words = piece.text.split()
    return (
        2 <= len(words) <= 4
        and all(w.isalpha() or "-" in w or "." in w or "’" in w or "'" in w for w in words)
        and not (piece.text.isupper())
    )


def named_after(head: Piece, rest: tuple[Piece, ...], setting: Setting) -> Piece | None:
    """Return the person named after a title's "of X" or comma, None if none is.

    "President of Ukraine Volodymyr Zelensky", "his wife, Ann Lee", "the head of the mission, Colonel Ann Lee".
    """
    aside = next((n for n, piece in enumerate(rest) if piece.kind == "break"), len(rest))
    if aside < len(rest) and rest[aside].text == "," and (not aside or rest[0].key in {"of", "for"}):
        person = None if head.key.endswith("s") else _named_in(rest[aside + 1 :], setting)
        if person is not None or not aside:
            return person
    if (
        head.agent is None
        or not rest
        or rest[0].key != "of"
        or head.agent.sectors[:1] not in (("GOV",), ("LEG",), ("PTY",))
    ):
        return None
    for before, piece in pairwise(rest):
        if before.kind == "break":
            return None
        if before.kind in {"name", "agent"} and not before.possessive and is_person(piece, setting):
            return piece
    return None


def _named_in(aside: tuple[Piece, ...], setting: Setting) -> Piece | None:
    """Return the person who is all that an aside names, with or without a rank ("Major General Ann Lee")."""
    name = next((n for n, piece in enumerate(aside) if piece.kind != "agent"), len(aside))
    if name == len(aside) or aside[name].possessive or not is_person(aside[name], setting):
        return None
    return aside[name] if name + 1 == len(aside) or aside[name + 1].kind == "break" else None
