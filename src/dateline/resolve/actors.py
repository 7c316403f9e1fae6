"""Somebody as a phrase names him: known people, states and bodies with the roles of the days asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dateline.core import Entity, NameKind, Period, Role
from dateline.knowledge.entities import Knowledge
from dateline.knowledge.sources import PUBLIC_LIFE, is_cut_off
from dateline.resolve.pieces import Piece

ActorKind = Literal["", "person", "organization", "group", "country", "people", "place"]

# Bodies that stand above states: a name among them is never the country of somebody else.
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
OFFICES = frozenset({"GOV", "LEG", "JUD", "MIL", "PTY", "COP", "SPY"})
# Somebody long out of office is no longer called by the family name alone (days).
_STILL_KNOWN = 3 * 365
# Sources of which nobody is known by the family name alone outside his country.
_TABLES = frozenset({"reign", "archigos", "countryinfo", PUBLIC_LIFE})
# The state whose regions bear the names of states: in a report that names no other, "Georgia" is its region.
_MANY_NAMES = "USA"
_STATES = ("name", "metonym", "abbreviation", "capital", "spelling")
_PEOPLES = ("demonym",)


@dataclass(frozen=True, slots=True)
class Rule:
    """What gave a field its value, in words; the words of the report it rests on; how sure it is (0..1)."""

    field: str
    words: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody as a phrase names him, as far as the words and the knowledge tell.

    Attributes:
        kind: person, organization, group, country, people (unnamed), place, or "" if nothing is known.
        plural: whether several are meant.
        is_state: whether a country stands for its state ("Russia", "Moscow").
        noun: key of the noun that says what it is ("police", "president"), "" if none.
        rules: where each value comes from.
    """

    name: str = ""
    kind: ActorKind = ""
    entity_id: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    role: str = ""
    plural: bool = False
    is_state: bool = False
    noun: str = ""
    rules: tuple[Rule, ...] = ()

    def rule(self, name: str) -> Rule | None:
        """Return the rule that gave a field, None if the field has none."""
        return next((r for r in self.rules if r.field == name), None)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a phrase is read by.

    Attributes:
        knowledge: who is who.
        during: the days on which roles are asked for.
        own: key → actor introduced earlier in the report.
        kinds: key → kind of the names in the report, as the model reads them.
        told: the day of the report.
        lands: the countries that the report names; of namesakes those who belong to one of them come first.
    """

    knowledge: Knowledge
    during: Period
    own: Mapping[str, Actor] = field(default_factory=dict)
    kinds: Mapping[str, NameKind] = field(default_factory=dict)
    told: Period = field(default_factory=lambda: Period(None, None))
    lands: frozenset[str] = frozenset()


def name_during(piece: Piece, setting: Setting) -> Actor | None:
    """Return who a known name means on the days of the setting, None if it names nobody."""
    if piece.key in setting.own:
        return setting.own[piece.key]
    if not piece.found:
        return None
    place, form = min(piece.found, key=lambda f: _preference(f, setting))
    entity = setting.knowledge.entity_at(place)
    if entity.kind == "country":
        return _country(entity, form, piece)
    if entity.kind == "person":
        people = [setting.knowledge.entity_at(p) for p, _ in piece.found]
        return person_during(_chosen([e for e in people if e.kind == "person"], setting), setting.during)
    return (
        _body(entity, setting.during) if not _is_namesake(entity, form, setting) else _namesake(entity, piece, setting)
    )


def _is_namesake(entity: Entity, form: str, setting: Setting) -> bool:
    """Say whether a party, or a body called by letters, is likely another one: the report names its country nowhere."""
    told = form == "abbreviation" or any(r.sector in {"PTY", "OPP"} for r in entity.roles)
    return told and bool(setting.lands) and not _belongs(entity, setting.lands)


def _namesake(entity: Entity, piece: Piece, setting: Setting) -> Actor:
    """Return a body that bears the name of a known one of another country: of its kind, but of no country yet."""
    known = _body(entity, setting.during)
    sectors = known.sectors if " " in piece.key else ()
    name = Rule("name", f"name: {piece.text}; the report names no country of {entity.name}", 0.5)
    sector = (Rule("sector", f"called as {entity.name}", 0.5),) if sectors else ()
    return Actor(piece.text, known.kind, "", "", sectors, rules=(name, *sector))


def _preference(found: tuple[int, str], setting: Setting) -> tuple[int, int, int, int]:
    """Order readings of a name: entities that exist on those days, those of lands that are named, kinds of word."""
    place, form = found
    entity = setting.knowledge.entity_at(place)
    exists = entity.kind == "person" or bool(entity.roles_during(setting.during)) or not entity.roles
    ranks = {"name": 0, "abbreviation": 1, "adjective": 2, "demonym": 3, "metonym": 4, "capital": 5, "place": 6}
    away = entity.kind in {"organization", "group"} and not _belongs(entity, setting.lands)
    away = away or (entity.kind == "country" and entity.id != _MANY_NAMES and setting.lands == {_MANY_NAMES})
    return (not exists, away, ranks.get(form, 7), place)


def _belongs(entity: Entity, lands: frozenset[str]) -> bool:
    """Say whether an entity is of one of some countries, or of none ("UNO"); where none are told all are."""
    return not lands or any(r.country in lands or r.country in BODIES or not r.country for r in entity.roles)


def _country(entity: Entity, form: str, piece: Piece) -> Actor:
    """Return a country, its people or one of its places, by the kind of word that stands there."""
    country = entity.roles[0].country if entity.roles else entity.id
    sectors = tuple(dict.fromkeys(r.sector for r in entity.roles if r.sector)) or ("GOV",)
    where = Rule("country", f'{form} "{piece.text}" is {country}')
    name = Rule("name", f'{form} "{piece.text}" is {entity.name}')
    if form in _STATES or (form == "adjective"):
        state = Rule("sector", f"{entity.name} acting as a state is {sectors[0]}", 0.8)
        return Actor(entity.name, "country", entity.id, country, sectors, is_state=True, rules=(name, where, state))
    if form in _PEOPLES:
        people = Rule("sector", f'"{piece.text}": people of {entity.name}', 0.6)
        return Actor(piece.text, "people", "", country, ("CVL",), plural=True, rules=(where, people))
    return Actor(piece.text, "place", "", country, rules=(Rule("name", f'place "{piece.text}"'), where))


def _body(entity: Entity, during: Period) -> Actor:
    """Return an organisation or group with its code and sectors on those days."""
    roles = entity.roles_during(during) or entity.roles
    country = next((r.country for r in roles if r.country), "")
    sectors = tuple(dict.fromkeys(r.sector for r in roles if r.sector))
    rules = [Rule("name", f"knowledge: {entity.name} ({entity.id})")]
    if country:
        rules.append(Rule("country", f"knowledge: {entity.name} is {country} ({roles[0].source})"))
    if sectors:
        rules.append(Rule("sector", f"knowledge: {entity.name} is {' '.join(sectors)} ({roles[0].source})"))
    kind: ActorKind = "group" if entity.kind == "group" else "organization"
    return Actor(entity.name, kind, entity.id, country, sectors, rules=tuple(rules))


def known_person(head: Piece, setting: Setting) -> Actor | None:
    """Return the person of the knowledge who goes by this name, None if nobody or too many do."""
    people = [setting.knowledge.entity_at(place) for place, _ in head.found]
    if not people and head.kind == "unknown":
        people = _by_surname(head, setting)
    return None if not people else person_during(_chosen(people, setting), setting.during)


def _by_surname(head: Piece, setting: Setting) -> list[Entity]:
    """Return those in office about the days asked for who go by a family name, or whose full name sounds alike."""
    candidates = setting.knowledge.lookup_name(head.text, setting.during)
    wanted = "sound" if " " in head.key else "surname"
    found = [c.entity for c in candidates if c.entity.kind == "person" and c.match == wanted]
    if wanted == "surname" and setting.lands:  # those of tables alone are known where their country is spoken of
        found = [e for e in found if _belongs(e, setting.lands) or any(r.source not in _TABLES for r in e.roles)]
    return [e for e in found if wanted == "sound" or _distance(_precise(e), setting.during) <= _STILL_KNOWN]


def _chosen(people: list[Entity], setting: Setting) -> Entity:
    """Return the one in office during those days, of a land that the report names; else whose terms are nearest."""
    if len(people) == 1:
        return people[0]
    return min(
        people,
        key=lambda e: (
            _distance(e, setting.during) > _STILL_KNOWN,
            not _belongs(e, setting.lands),
            _distance(e, setting.during),
        ),
    )


def _distance(entity: Entity, during: Period) -> int:
    """Return how many days lie between an entity's nearest term and the days asked for."""
    day = during.first or during.last
    if day is None:
        return 0
    gaps = [0 if r.held.overlaps(during) else _gap(r.held, during) for r in entity.roles]
    return min(gaps, default=100_000)


def _gap(held: Period, during: Period) -> int:
    if held.last and during.first and held.last < during.first:
        return (during.first - held.last).days
    if held.first and during.last and during.last < held.first:
        return (held.first - during.last).days
    return 0


def person_during(entity: Entity, during: Period) -> Actor:
    """Return a person with the roles held on those days; after the last office somebody counts as elite (ELI)."""
    entity = _precise(entity)
    roles = entity.roles_during(during)
    name = Rule("name", f"knowledge: {entity.name} ({entity.id})")
    if during.first is None and during.last is None:
        return _without_days(entity, name)
    if roles:
        return _in_office(entity, roles, name)
    past = [
        r for r in entity.roles if r.held.last and not is_cut_off(r) and during.first and r.held.last < during.first
    ]
    latest = max(past, key=lambda r: r.held.last or r.held.first, default=None)  # type: ignore[arg-type, return-value]
    country = next((r.country for r in (latest, *entity.roles) if r and r.country), "")
    rules = [name, Rule("country", f"knowledge: {entity.name} belongs to {country}", 0.9)] if country else [name]
    sectors: tuple[str, ...] = ()
    if latest is not None and latest.sector in OFFICES:
        sectors = ("ELI",)
        rules.append(Rule("sector", f"knowledge: {latest.title or latest.sector} until {latest.held.last}", 0.8))
    return Actor(entity.name, "person", entity.id, country, sectors, rules=tuple(rules))


def _without_days(entity: Entity, name: Rule) -> Actor:
    """Return a person of whom no day is asked: only what holds for all terms is told."""
    countries, sectors = {r.country for r in entity.roles}, {r.sector for r in entity.roles}
    country = countries.pop() if len(countries) == 1 else ""
    sector = sectors.pop() if len(sectors) == 1 else ""
    rules = [name]
    if country:
        rules.append(Rule("country", f"knowledge: every term of {entity.name} was for {country}"))
    if sector:
        rules.append(Rule("sector", f"knowledge: every term of {entity.name} was {sector}", 0.8))
    return Actor(entity.name, "person", entity.id, country, (sector,) if sector else (), rules=tuple(rules))


def _precise(entity: Entity) -> Entity:
    """Return an entity without mere years in public life where real terms of office are known."""
    terms = tuple(r for r in entity.roles if r.source != PUBLIC_LIFE)
    return replace(entity, roles=terms) if terms and len(terms) < len(entity.roles) else entity


def _in_office(entity: Entity, roles: tuple[Role, ...], name: Rule) -> Actor:
    """Return a person with roles of those days; the one that began last leads, offices with a title before others."""
    titled = sorted(roles, key=_rank)
    first = titled[0]
    sectors = tuple(dict.fromkeys(r.sector for r in titled if r.sector))
    held = f"{first.held.first or '…'} to {first.held.last or '…'}"
    office = first.title or first.sector or "member"
    rules = (
        name,
        Rule("country", f"knowledge: {office} of {first.country}, {held} ({first.source})"),
        *((Rule("sector", f"knowledge: {office}, {held} ({first.source})"),) if sectors else ()),
    )
    return Actor(entity.name, "person", entity.id, first.country, sectors, _title(first), rules=rules)


def _rank(role: Role) -> tuple[int, int]:
    """Order roles: real titles before the vague one, then those that began last."""
    begun = role.held.first.toordinal() if role.held.first else 0
    vague = role.title == "head of government" and role.source in {"reign", "archigos"}
    return (2 if vague else 0 if role.title else 1, -begun)


def _title(role: Role) -> str:
    return "" if role.title == "head of government" and role.source in {"reign", "archigos"} else role.title
