"""Codes of an imported CAMEO dictionary for a participant: actor codes, agents appended, compounds multiplied."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.core import Entity, Period
from dateline.knowledge.entities import Knowledge
from dateline.resolve.pieces import Piece, find_pieces

_MARK = "cameo:"
_JOINS = frozenset({"and", "or", "nor"})


@dataclass(frozen=True, slots=True)
class _Part:
    """One member of a compound: codes of actor and agents, and whether the agents stand before "of" or "in"."""

    actor: str
    agents: tuple[str, ...]
    leads: bool


def cameo_codes(text: str, knowledge: Knowledge, during: Period) -> tuple[str, ...]:
    """Return the dictionary's code of each actor that a phrase names on those days, in order; () if it names none.

    "Lawmakers and officials in Arnor and Gondor" gives four codes, as CAMEO's coders multiply compounds.
    """
    parts = [_part(pieces, knowledge, during) for pieces in _members(find_pieces(text, knowledge))]
    codes: list[str] = []
    for place, part in enumerate(parts):
        codes.extend(_codes(part, parts, place))
    return tuple(dict.fromkeys(code for code in codes if code))


def _members(pieces: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    """Return the members of a compound, parted at commas and at "and"."""
    members: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.key in _JOINS and _is_open(members[-1]):
            continue
        if piece.key in _JOINS or piece.text in ",(":
            members.append([])
        else:
            members[-1].append(piece)
    return [tuple(member) for member in members if any(p.kind in {"name", "agent"} for p in member)]


def _is_open(member: list[Piece]) -> bool:
    """Say whether a member still waits for its noun ("Ithilen's awful and evil minister")."""
    owners = [n for n, p in enumerate(member) if p.possessive]
    return bool(owners) and not any(p.kind in {"name", "agent"} for p in member[owners[-1] + 1 :])


def _part(pieces: tuple[Piece, ...], knowledge: Knowledge, during: Period) -> _Part:
    """Return what the dictionary says of one member."""
    actor, agents, leads = "", [], False
    for place, piece in enumerate(pieces):
        if piece.agent is not None and piece.agent.code:
            agents.append(piece.agent.code)
        if not actor and piece.found:
            actor = _actor_code(knowledge.entity_at(piece.found[0][0]), during)
            leads = bool(agents) and any(p.kind == "link" for p in pieces[:place])
    return _Part(actor, tuple(dict.fromkeys(agents)), leads)


def _actor_code(entity: Entity, during: Period) -> str:
    """Return the code of those days: the first dated one that holds, else the one without days."""
    roles = [r for r in entity.roles if r.source.startswith(_MARK)]
    dated = [r for r in roles if (r.held.first or r.held.last) and r.held.overlaps(during)]
    undated = [r for r in roles if not r.held.first and not r.held.last]
    found = next(iter([*dated, *undated]), None)
    return found.source.removeprefix(_MARK) if found else ""


def _codes(part: _Part, parts: list[_Part], place: int) -> list[str]:
    """Return the codes of one member; what it lacks it shares with the members beside it."""
    if part.actor:
        before = next((p for p in reversed(parts[:place]) if p.actor), None)
        shared = before is not None and before.leads and not part.agents
        groups = _agent_groups(parts, place) if part.leads or not shared else _agent_groups(parts, parts.index(before))  # type: ignore[arg-type]
        return [_joined(part.actor, agents) for agents in groups]
    owner = next((p for p in reversed(parts[:place]) if p.actor), None)
    if owner is None:
        return []
    return [_joined(owner.actor, (*owner.agents[:-1], *part.agents))] if part.agents and not owner.leads else []


def _agent_groups(parts: list[_Part], place: int) -> list[tuple[str, ...]]:
    """Return the agents of a member, and those of members without an actor that stand right before it."""
    groups = [parts[place].agents]
    if parts[place].leads or place == 0:
        for earlier in reversed(parts[:place]):
            if earlier.actor or not earlier.agents:
                break
            groups.insert(0, earlier.agents)
    return groups


def _joined(actor: str, agents: tuple[str, ...]) -> str:
    """Return an actor's code with the agents' codes put where "~" stands; no part is repeated."""
    code = actor
    for agent in agents:
        before, _, after = agent.strip().partition("~")
        known = _parts(code)
        added = "".join(part for part in _ordered(after) if part not in known)
        code = f"{before.strip()}{code}{added}"
    return code


def _ordered(code: str) -> list[str]:
    """Return the three-letter parts of a code."""
    return [code[i : i + 3] for i in range(0, len(code), 3)]


def _parts(code: str) -> set[str]:
    return set(_ordered(code))
