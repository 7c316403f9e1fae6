"""A noun phrase → who is meant: name, country, sectors and office, each with the rule that gave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dateline.core import Entity, NameKind, Period, Role
from dateline.knowledge.entities import Knowledge
from dateline.knowledge.sources import PUBLIC_LIFE
from dateline.resolve.pieces import Piece, find_pieces

ActorKind = Literal["", "person", "organization", "group", "country", "people", "place"]

# Bodies that stand above states: a name among them is never the country of somebody else.
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
_OFFICES = frozenset({"GOV", "LEG", "JUD", "MIL", "PTY", "COP", "SPY"})
_TOWARDS = frozenset({"against", "to", "with", "about", "over", "before", "after", "during"})
_WHERE = frozenset({"in", "of", "from", "at", "near", "inside", "outside", "across", "around", "throughout", "within"})
# "US-backed rebels" says nothing of the rebels' own country, "Pakistan-based militants" does.
_FOREIGN_HAND = frozenset(
    "backed led allied supported funded trained sponsored brokered aligned friendly armed".split()
)
_STATES = ("name", "metonym", "abbreviation", "capital", "spelling")
_PEOPLES = ("demonym",)
# Words inside an aside that do not end it ("the country’s main opposition leader").
_ASIDE = frozenset("the a an his her its their main then who is was which -".split())


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
    """

    knowledge: Knowledge
    during: Period
    own: Mapping[str, Actor] = field(default_factory=dict)
    kinds: Mapping[str, NameKind] = field(default_factory=dict)


def read_phrase(text: str, setting: Setting) -> Actor:
    """Return who a noun phrase speaks of; fields that it does not tell are empty."""
    return read_pieces(text, find_pieces(text, setting.knowledge, setting.own), setting)


def read_pieces(text: str, pieces: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return who the pieces of a noun phrase speak of; `text` is what their places count in."""
    core, rest = _parted(pieces)
    head = _head(core)
    if head is None and rest:
        core, rest = _parted(rest[1:])
        head = _head(core)
    if head is None:
        return Actor()
    if head.kind == "agent" and rest:
        person = _named_after(head, rest, setting)
        if person is not None:
            return _read_person(person, (*core, *_before(rest, person)), (), setting)
    words = text[pieces[0].start : pieces[-1].end]
    return _read(words, head, core, rest, setting)


def _read(words: str, head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return who a phrase speaks of, by the kind of its head."""
    if _is_person(head, setting):
        return _read_person(head, _before(core, head), rest, setting)
    if head.kind == "agent":
        return _read_noun(words, head, core, rest, setting)
    if head.kind in {"name", "town"}:
        return _read_name(head, core, rest, setting)
    return _read_unknown(head, core, rest, setting)


def read_around(pieces: tuple[Piece, ...], place: int, setting: Setting) -> Actor:
    """Return who one piece of a sentence speaks of, by the words right before it and right behind it."""
    begin = place
    while begin and _colours(pieces[begin - 1]):
        begin -= 1
    end = min(place + 7, len(pieces))
    head = pieces[place]
    words = head.text if begin == place else f"{pieces[begin].text} … {head.text}"
    return _read(words, head, pieces[begin : place + 1], _behind(pieces[place + 1 : end]), setting)


def _colours(piece: Piece) -> bool:
    """Say whether a piece may stand before a noun and colour it."""
    return (piece.kind in {"name", "agent", "modifier", "town", "unknown"}) or (
        piece.kind == "break" and piece.text in "-–"
    )


def _behind(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return what stands behind a noun and belongs to it: a link or an aside, and no verb's words."""
    if not pieces or not (pieces[0].kind == "link" or pieces[0].text in {",", "("}):
        return ()
    ends = next(
        (n for n, p in enumerate(pieces) if n and p.kind in {"plain", "break"} and p.text.lower() not in _ASIDE),
        len(pieces),
    )
    return pieces[: ends + 1] if pieces[0].text in {",", "("} and ends < len(pieces) else pieces[:ends]


def _parted(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces up to the first link or comma, and those from there on."""
    for place, piece in enumerate(pieces):
        if place and piece.kind == "link" and pieces[place - 1].text in {"-", "–"}:
            continue
        if place and (piece.kind == "link" or (piece.kind == "break" and piece.text in ",(—;:")):
            return pieces[:place], pieces[place:]
        if piece.kind == "link" and place == 0 and len(pieces) > 1:
            return (), pieces
    return pieces, ()


def _head(core: Iterable[Piece]) -> Piece | None:
    """Return the piece that a noun phrase is about: the last one that names or calls somebody."""
    found = [p for p in core if p.kind in {"name", "agent", "unknown", "town"}]
    if not found:
        return next((p for p in core if p.kind == "modifier"), None)
    last = found[-1]
    if last.possessive and len(found) == 1:
        return last
    return last


def _before(pieces: Iterable[Piece], head: Piece) -> tuple[Piece, ...]:
    return tuple(p for p in pieces if p.end <= head.start)


def _is_person(piece: Piece, setting: Setting) -> bool:
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


def _named_after(head: Piece, rest: tuple[Piece, ...], setting: Setting) -> Piece | None:
    """Return the person named after a title's "of X" ("president of Ukraine Volodymyr Zelensky"), None if none is."""
    if (
        head.agent is None
        or not rest
        or rest[0].key != "of"
        or head.agent.sectors[:1] not in (("GOV",), ("LEG",), ("PTY",))
    ):
        return None
    for before, piece in zip(rest, rest[1:], strict=False):
        if before.kind == "break":
            return None
        if before.kind in {"name", "agent"} and not before.possessive and _is_person(piece, setting):
            return piece
    return None


def _read_person(head: Piece, before: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a named person: what the words beside the name say comes before what is known."""
    known = setting.own.get(head.key) or _known_person(head, setting)
    said = _said_of(before, rest, setting)
    actor = known or Actor(head.text, "person", rules=(Rule("name", f"name: {head.text}", 0.8),))
    if said.sectors and ("ELI" in said.sectors or not actor.sectors or _is_office(said)):
        rule = said.rule("sector")
        actor = replace(actor, sectors=said.sectors, rules=_with(actor.rules, rule))
    if said.noun:
        actor = replace(actor, noun=said.noun, role=actor.role or said.role)
    if said.country and not actor.country:
        actor = replace(actor, country=said.country, rules=_with(actor.rules, said.rule("country")))
    return actor


def _is_office(said: Actor) -> bool:
    return said.sectors[0] in _OFFICES | {"OPP", "REB"}


def _with(rules: tuple[Rule, ...], rule: Rule | None) -> tuple[Rule, ...]:
    """Return the rules with one added in the place of what stood for its field."""
    return rules if rule is None else (*(r for r in rules if r.field != rule.field), rule)


def _known_person(head: Piece, setting: Setting) -> Actor | None:
    """Return the person of the knowledge who goes by this name, None if nobody or too many do."""
    people = [setting.knowledge.entity_at(place) for place, _ in head.found]
    if not people:
        if head.kind != "unknown":
            return None
        candidates = setting.knowledge.lookup_name(head.text, setting.during)
        people = [c.entity for c in candidates if c.entity.kind == "person"]
    return None if not people else person_during(_chosen(people, setting.during), setting.during)


def _chosen(people: list[Entity], during: Period) -> Entity:
    """Return the one in office during those days; else whose terms are nearest; else the first."""
    if len(people) == 1:
        return people[0]
    return min(people, key=lambda e: _distance(e, during))


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
    if roles:
        return _in_office(entity, roles, name, during)
    past = [r for r in entity.roles if r.held.last and during.first and r.held.last < during.first]
    latest = max(past, key=lambda r: r.held.last or r.held.first, default=None)  # type: ignore[arg-type, return-value]
    country = next((r.country for r in (latest, *entity.roles) if r and r.country), "")
    rules = [name, Rule("country", f"knowledge: {entity.name} belongs to {country}", 0.9)] if country else [name]
    sectors: tuple[str, ...] = ()
    if latest is not None and latest.sector in _OFFICES:
        sectors = ("ELI",)
        rules.append(Rule("sector", f"knowledge: {latest.title or latest.sector} until {latest.held.last}", 0.8))
    return Actor(entity.name, "person", entity.id, country, sectors, rules=tuple(rules))


def _precise(entity: Entity) -> Entity:
    """Return an entity without mere years in public life where real terms of office are known."""
    terms = tuple(r for r in entity.roles if r.source != PUBLIC_LIFE)
    return replace(entity, roles=terms) if terms and len(terms) < len(entity.roles) else entity


def _in_office(entity: Entity, roles: tuple[Role, ...], name: Rule, during: Period) -> Actor:
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


def _said_of(before: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return what the words around a person's name say: title, country, sector."""
    told = _sector_of(before, (), setting)
    if not told.sectors:
        aside = _aside(rest)
        later = _sector_of(*_parted(aside), setting) if aside else Actor()
        told = later if later.sectors else told
        before = (*before, *aside)
    else:
        aside = ()
    country = _country_of(before, rest if not aside else (), setting)
    return replace(told, country=country.country, rules=(*told.rules, *country.rules))


def _aside(rest: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces of an apposition right after a name: between commas or brackets."""
    if not rest or rest[0].kind != "break":
        return ()
    ends = next((n for n, p in enumerate(rest[1:], 1) if p.kind == "break" and p.text in ",)—"), len(rest))
    return rest[1:ends]


def _sector_of(core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return the sector that nouns and modifiers give, the last noun leading."""
    nouns = [p for p in core if p.kind == "agent" and p.agent]
    former = next((p for p in core if p.sector == "ELI" and p.kind == "modifier"), None)
    if not nouns:
        org = _organization(core, rest, setting)
        colour = [p for p in core if p.kind == "modifier" and p.sector != "ELI"]
        if org is not None:
            return Actor(sectors=org.sectors, rules=(Rule("sector", f"belongs to {org.name}", 0.7),))
        return Actor(
            sectors=tuple(dict.fromkeys(p.sector for p in colour)),
            rules=tuple(Rule("sector", f'word "{p.text}"', 0.6) for p in colour[:1]),
        )
    head = nouns[-1]
    sectors, rule = _noun_sectors(head, core, rest, setting)
    if former is not None and (not sectors or sectors[0] in _OFFICES):
        sectors, rule = ("ELI",), Rule("sector", f'"{former.text} {head.text}" is no longer in office')
    return Actor(sectors=sectors, noun=head.key, rules=(rule,) if rule else ())


def _noun_sectors(
    head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting
) -> tuple[tuple[str, ...], Rule | None]:
    """Return the sectors of a noun: its own, or, where it is weak, those of what stands beside it."""
    assert head.agent is not None
    own = head.agent.sectors
    if not head.agent.weak:
        return own, Rule("sector", f'noun "{head.text}" is {" ".join(own)}') if own else None
    org = _organization(tuple(p for p in core if p is not head), rest, setting)
    if org is not None and (org.sectors or org.country in BODIES):
        return org.sectors, Rule("sector", f'"{head.text}" belongs to {org.name}', 0.9)
    for piece in reversed([p for p in core if p.end <= head.start]):
        if piece.sector and piece.sector != "ELI":
            return (piece.sector,), Rule("sector", f'"{piece.text} {head.text}"', 0.9)
        if piece.kind == "agent" and piece.agent and piece.agent.sectors:
            return piece.agent.sectors, Rule("sector", f'"{piece.text} {head.text}"', 0.9)
    inner = next((p for p in rest if p.kind == "agent" and p.agent and p.agent.sectors), None)
    if inner is not None and rest and rest[0].key in {"of", "for", "from", "at"} and inner.agent:
        return inner.agent.sectors, Rule("sector", f'"{head.text} {rest[0].key} {inner.text}"', 0.8)
    return own, Rule("sector", f'noun "{head.text}" is mostly {" ".join(own)}', 0.6) if own else None


def _organization(core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor | None:
    """Return the organisation, group or person that stands beside a noun ("Hamas officials", "Trump aides")."""
    reach = [*reversed(core), *(p for n, p in enumerate(rest) if n and rest[0].key not in _TOWARDS)]
    for piece in reach:
        if piece.kind != "name" and not (piece.kind == "unknown" and piece.key in setting.own):
            continue
        actor = name_during(piece, setting)
        if actor is not None and actor.kind in {"organization", "group", "person"}:
            return actor
    return None


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
        return person_during(_chosen([e for e in people if e.kind == "person"], setting.during), setting.during)
    return _body(entity, setting.during)


def _preference(found: tuple[int, str], setting: Setting) -> tuple[int, int, int]:
    """Order readings of a name: entities that exist on those days, then countries, then by kind of word."""
    place, form = found
    entity = setting.knowledge.entity_at(place)
    exists = entity.kind == "person" or bool(entity.roles_during(setting.during)) or not entity.roles
    ranks = {"name": 0, "abbreviation": 1, "adjective": 2, "demonym": 3, "metonym": 4, "capital": 5, "place": 6}
    return (not exists, ranks.get(form, 7), place)


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


def _country_of(core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return the country that the words of a phrase give: before the noun first, then after it."""
    tiers = (
        [p for n, p in enumerate(core) if not _is_foreign_hand(core, n)],
        [p for n, p in enumerate(rest) if n and _link_before(rest, n) in _WHERE],
        [p for n, p in enumerate(rest) if n and _link_before(rest, n) not in _TOWARDS],
    )
    for pieces in tiers:
        for piece in reversed(pieces) if pieces is tiers[0] else pieces:
            found = _country_in(piece, setting)
            if found is not None:
                return found
    return Actor()


def _link_before(pieces: tuple[Piece, ...], place: int) -> str:
    """Return the link word that governs a piece, "" if none does."""
    return next((p.key for p in reversed(pieces[:place]) if p.kind == "link"), "")


def _is_foreign_hand(core: tuple[Piece, ...], place: int) -> bool:
    """Say whether a name only tells who stands behind somebody ("US-backed")."""
    following = [p for p in core[place + 1 : place + 3] if p.kind != "break"]
    return bool(following) and following[0].key in _FOREIGN_HAND and core[place + 1].text in "-–"


def _country_in(piece: Piece, setting: Setting) -> Actor | None:
    """Return the country that one piece gives, None if it gives none."""
    if piece.kind == "town":
        return Actor(country=piece.sector, rules=(Rule("country", f"{piece.text} lies in {piece.sector}", 0.8),))
    if piece.kind not in {"name", "unknown"}:
        return None
    actor = name_during(piece, setting)
    if actor is None or not actor.country:
        return None
    rule = actor.rule("country") or Rule("country", f"{actor.name} is {actor.country}", 0.8)
    return Actor(country=actor.country, rules=(rule,))


def _read_noun(text: str, head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return somebody called by a noun: "Turkish police", "the foreign ministry of Turkey", "Hamas officials"."""
    assert head.agent is not None
    told = _sector_of(core, rest, setting)
    org = _organization(tuple(p for p in core if p is not head), rest, setting)
    country = _country_of(tuple(p for p in core if p is not head), rest, setting)
    if head.agent.country:
        country = Actor(country=head.agent.country, rules=(Rule("country", f'"{head.text}" is {head.agent.country}'),))
    named = any(p.text[:1].isupper() for p in core if p.kind in {"agent", "unknown"} and p.start > 0)
    kind: ActorKind = "people" if not named else "organization"
    name = text if named or country.country else ""
    takes_over = org is not None and head.agent.weak and not head.possessive and org.kind != "person"
    identity = org.entity_id if org is not None and takes_over else ""
    return Actor(
        (org.name if org is not None and takes_over else name),
        kind,
        identity,
        country.country,
        told.sectors,
        plural=head.key.endswith("s") and not head.key.endswith("ss") or head.key in {"police", "people", "men"},
        noun=head.key,
        rules=(*told.rules, *country.rules, Rule("name", f'noun "{head.text}"', 0.7)),
    )


def _read_name(head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a known name: a state, a people, a place, an organisation."""
    if head.kind == "town":
        where = Rule("country", f"{head.text} lies in {head.sector}", 0.8)
        return Actor(head.text, "place", "", head.sector, rules=(Rule("name", f'place "{head.text}"'), where))
    actor = name_during(head, setting) or Actor(head.text)
    if actor.kind in {"organization", "group"} and not actor.country:
        country = _country_of(tuple(p for p in core if p is not head), rest, setting)
        actor = replace(actor, country=country.country, rules=(*actor.rules, *country.rules))
    return actor


def _read_unknown(head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return somebody whose name nobody knows, or somebody called by a colour word alone ("the accused")."""
    said = _sector_of(core, rest, setting)
    country = _country_of(core, rest, setting)
    known = setting.own.get(head.key)
    if known is not None:
        return known
    kind: ActorKind = "organization" if head.kind == "unknown" else "people"
    name = (Rule("name", f"name: {head.text}", 0.6),) if head.kind == "unknown" else ()
    title = head.text if head.kind == "unknown" else ""
    return Actor(title, kind, "", country.country, said.sectors, rules=(*said.rules, *country.rules, *name))
