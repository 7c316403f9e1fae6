"""What reports agree on; always recomputable from mentions."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.core.mention import Evidence


@dataclass(frozen=True, slots=True)
class Edge:
    """Why two mentions are held to be one event (or, with `joins` False, why they are kept apart)."""

    first: str
    second: str
    score: float
    joins: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event as several mentions tell it.

    `mentions` are ids in the order of publication, then of id; `id` depends on them alone.
    """

    id: str
    mentions: tuple[str, ...]
    edges: tuple[Edge, ...] = ()
