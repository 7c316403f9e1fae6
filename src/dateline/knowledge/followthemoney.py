"""Entities in the words of FollowTheMoney: Person, Organization, Country-less bodies, Position and Occupancy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.core import Entity, Role

_SCHEMATA = {"person": "Person", "country": "PublicBody", "organization": "Organization", "group": "Organization"}


def entity_objects(entities: Iterable[Entity]) -> Iterator[dict[str, Any]]:
    """Yield FollowTheMoney objects: each entity, each office once, and each term as an Occupancy between the two."""
    seen: set[str] = set()
    for entity in entities:
        yield _object(entity.id, _SCHEMATA.get(entity.kind, "LegalEntity"), _properties(entity))
        for role in entity.roles if entity.kind == "person" else ():
            if not role.title:
                continue
            position = _hashed("position", role.title, role.country)
            if position not in seen:
                seen.add(position)
                yield _object(position, "Position", {"name": [role.title], "country": _countries(role)})
            yield _occupancy(entity, role, position)


def _object(identity: str, schema: str, properties: dict[str, list[str]]) -> dict[str, Any]:
    return {"id": identity, "schema": schema, "properties": {k: v for k, v in properties.items() if v}}


def _properties(entity: Entity) -> dict[str, list[str]]:
    """Return name, aliases, countries and sectors of an entity."""
    countries = list(dict.fromkeys(c for role in entity.roles for c in _countries(role)))
    sectors = list(dict.fromkeys(role.sector for role in entity.roles if role.sector))
    sources = list(dict.fromkeys(role.source for role in entity.roles if role.source))
    names = list(entity.names)
    return {"name": names[:1], "alias": names[1:], "country": countries, "keywords": sectors, "publisher": sources}


def _countries(role: Role) -> list[str]:
    return [role.country.lower()] if role.country else []


def _occupancy(entity: Entity, role: Role, position: str) -> dict[str, Any]:
    first = role.held.first.isoformat() if role.held.first else ""
    last = role.held.last.isoformat() if role.held.last else ""
    days = {"startDate": [first] if first else [], "endDate": [last] if last else []}
    identity = _hashed("occupancy", entity.id, position, first, last)
    return _object(
        identity, "Occupancy", {"holder": [entity.id], "post": [position], **days, "publisher": [role.source]}
    )


def _hashed(kind: str, *parts: str) -> str:
    """Return an id that the same facts always have."""
    return f"{kind}-{hashlib.sha1('|'.join(parts).encode(), usedforsecurity=False).hexdigest()[:16]}"
