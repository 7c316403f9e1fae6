"""Actors through time, and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.core.period import Period

EntityKind = Literal["country", "person", "organization", "group", "position"]


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody was, for whom, and when.

    Attributes:
        sector: PLOVER sector code ("GOV"), "" if none applies.
        country: ISO 3166 alpha-3 or UNO, EUR, IGO, NGO, ISM, IMG, MNC; "" if none.
        held: the days of the term.
        title: the office in words ("president of Venezuela"), "" if it is no office.
        source: where the fact comes from.
    """

    sector: str
    country: str
    held: Period
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that acts: a state, person, organisation or group.

    `names[0]` is the name to print; `roles` are dated and may overlap.
    """

    id: str
    kind: EntityKind
    names: tuple[str, ...]
    roles: tuple[Role, ...] = ()

    @property
    def name(self) -> str:
        """The name to print."""
        return self.names[0]

    def roles_during(self, period: Period) -> tuple[Role, ...]:
        """Return every role whose term shares a day with `period`; the resolver decides among several."""
        return tuple(role for role in self.roles if role.held.overlaps(period))


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; coordinates in degrees (WGS 84).

    `precision`: country, region (first-level or a region that is no country), city, point.
    """

    name: str
    country: str
    precision: Literal["country", "region", "city", "point"]
    geonameid: int | None = None
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
