"""Turns CAMEO/PETRARCH dictionaries into an entity file: codes become PLOVER roles, and are kept as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from dateline.core import Problem
from dateline.knowledge.entities import Knowledge
from dateline.knowledge.phoenix import ActorEntry, AgentEntry, Dictionary, Term, read_phoenix
from dateline.knowledge.spelling import name_key

# CAMEO's codes of what somebody is, as PLOVER calls them. CAMEO's MED is the media, PLOVER's is medicine.
SECTORS = {
    **dict.fromkeys(("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "BUS", "AGR", "LAB", "REF", "CVL"), ""),
    **dict.fromkeys(("CRM", "UAF", "PTY", "EDU", "ELI", "REL"), ""),
    "MED": "JRN",
    "HLH": "MED",
    "REB": "REB",
    "SEP": "REB",
    "INS": "REB",
    "CIV": "CVL",
    "HRI": "SOC",
    "CHR": "REL",
    "MOS": "REL",
    "MUS": "REL",
    "JEW": "REL",
    "HIN": "REL",
    "BUD": "REL",
    "NGO": "SOC",
    "NGM": "SOC",
}
BODIES = {
    "IGO": "IGO",
    "UNO": "UNO",
    "EUR": "EUR",
    "EEC": "EUR",
    "NGO": "NGO",
    "NGM": "NGO",
    "MNC": "MNC",
    "IMG": "IMG",
}


def cameo_parts(code: str) -> tuple[str, ...]:
    """Return the three-letter parts of a CAMEO code in order."""
    return tuple(code[i : i + 3] for i in range(0, len(code), 3))


def cameo_sector(code: str) -> str:
    """Return the PLOVER sector of a CAMEO code's first part that has one, "" if none has."""
    for part in cameo_parts(code.replace("~", "")):
        if part in SECTORS:
            return SECTORS[part] or part
    return ""


def cameo_country(code: str) -> str:
    """Return the country or body of a CAMEO code: its first part, in PLOVER's terms for bodies."""
    first = code[:3].upper()
    parts = cameo_parts(code)
    if first == "IGO":
        return next((BODIES[p] for p in parts[1:] if p in ("UNO", "EUR", "EEC")), "IGO")
    return BODIES.get(first, first)


def write_dictionaries(paths: Sequence[Path], out: TextIO) -> tuple[Problem, ...]:
    """Write the dictionaries as one entity file; return the lines that could not be read."""
    from ruamel.yaml import YAML

    read = [read_phoenix(path.read_text(encoding="utf-8", errors="replace"), path.name) for path in paths]
    yaml = YAML()
    yaml.width, yaml.allow_unicode, yaml.default_flow_style = 160, True, None
    yaml.dump(entity_file(read), out)
    return tuple(problem for dictionary in read for problem in dictionary.problems)


def own_knowledge(content: dict[str, Any]) -> Knowledge:
    """Return knowledge that holds nothing but the content of an entity file."""
    from dateline.knowledge.compiled import compile_words
    from dateline.knowledge.sources import words_of

    return Knowledge("own", compile_words([words_of(content, Path("own"))]))


def entity_file(dictionaries: Iterable[Dictionary]) -> dict[str, Any]:
    """Return the content of an entity file for some dictionaries."""
    read = tuple(dictionaries)
    entities = [_entity(actor) for dictionary in read for actor in dictionary.actors if actor.terms]
    agents: dict[str, list[str]] = {}
    for dictionary in read:
        for agent in dictionary.agents:
            agents.setdefault(_agent_key(agent), []).extend(name.lower() for name in agent.names)
    return {"entities": entities, "cameo_agents": agents}


def _agent_key(agent: AgentEntry) -> str:
    """Return the group of an agent noun: its sector, and its CAMEO code in which "~" stands for the actor's."""
    return f"{cameo_sector(agent.code) or '-'} {agent.code}"


def _entity(actor: ActorEntry) -> dict[str, Any]:
    names = [name.title() if name.isupper() else name for name in actor.names]
    roles = [_role(term) for term in actor.terms]
    key = name_key(names[0]).replace(" ", "-")
    return {"id": f"cameo-{key}", "kind": "organization", "names": names, "roles": roles}


def _role(term: Term) -> dict[str, str]:
    """Return a dated code as a role; the code itself is kept as the source."""
    days = f"{term.held.first or '..'}/{term.held.last or '..'}"
    role = {"sector": cameo_sector(term.code[3:]), "country": cameo_country(term.code), "held": days}
    return {**{k: v for k, v in role.items() if v}, "source": f"cameo:{term.code}"}
