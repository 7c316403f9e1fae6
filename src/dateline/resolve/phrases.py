"""A noun phrase → who is meant: name, country, sectors and office, each with the rule that gave it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.resolve.actors import BODIES, OFFICES, Actor, ActorKind, Rule, Setting, known_person, name_during
from dateline.resolve.beside import country_of, organization_beside, parted, ruled_by, said_of, sector_of
from dateline.resolve.pieces import Piece, find_pieces
from dateline.resolve.titled import is_person, named_after
from dateline.resolve.wording import (
    described_body,
    is_of_nation,
    past_count,
    people_by_ending,
    single_people,
    without_brackets,
    without_others,
    without_stance,
)

# Those who stand beside somebody else: "Iran's allies" are not Iranian.
OTHERS = frozenset({
    "ally", "allies", "proxy", "proxies", "foe", "foes", "enemy", "enemies", "rival", "rivals", "neighbor", "neighbors",
    "neighbour", "neighbours", "adversary", "adversaries",
})  # fmt: skip
# Words inside an aside that do not end it ("the country’s main opposition leader").
_ASIDE = frozenset(["the", "a", "an", "his", "her", "its", "their", "main", "then", "who", "is", "was", "which", "-"])
# Sectors whose nouns stand as titles before a name.
_TITLED = (("GOV",), ("LEG",), ("JUD",), ("MIL",), ("PTY",), ("REL",))
# What a word before the name of a people may make of them ("displaced Iraqis").
_OF_PEOPLE = frozenset({"REF", "CRM", "OPP", "REB"})
# How many pieces behind a name may belong to it.
_REACH = 10
_AGE = frozenset(["year", "years", "old", "aged"])


def read_phrase(text: str, setting: Setting) -> Actor:
    """Return who a noun phrase speaks of; fields that it does not tell are empty."""
    return read_pieces(text, find_pieces(text, setting.knowledge, setting.own), setting)


_COALITION = Actor(
    "",
    "organization",
    country="IGO",
    sectors=("MIL",),
    rules=(
        Rule("country", "led by one state: an ad-hoc coalition is IGO", 0.7),
        Rule("sector", "led by one state: a coalition (MIL)", 0.6),
    ),
)


# "Anti-Smith", "pro-reform": of those who are for or against something no more is told.
_OF_A_STANCE = Actor("", "people", sectors=("CVL",), plural=True, rules=(Rule("sector", "people of an opinion", 0.5),))


def _is_led(pieces: tuple[Piece, ...], head: Piece) -> bool:
    """Say whether a phrase is nothing but "Saudi-led": it speaks of those whom a state leads."""
    led = [p.key for p in pieces if p.kind != "break"][-1:] == ["led"]
    return led and head.kind == "name" and len(pieces) <= 4


def read_pieces(text: str, pieces: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return who the pieces of a noun phrase speak of; `text` is what their places count in."""
    core, rest = parted(past_count(without_brackets(pieces)))
    head = _head(core)
    if head is None and rest:
        core, rest = parted(rest[1:])
        head = _head(core)
    if head is not None and _is_led(pieces, head):
        return _COALITION
    core, stance = without_stance(without_others(core))
    head = _head(core)
    if head is None and stance and rest and rest[0].text == ",":
        core, rest = parted(without_stance(rest[1:])[0])
        head = _head(core)
    if head is None:
        return _OF_A_STANCE if stance else Actor()
    if head.kind == "agent":
        core = core[: core.index(head) + 1]
    if head.kind == "agent" and rest:
        person = named_after(head, rest, setting)
        if person is not None:
            return _read_person(person, (*core, *_before(rest, person)), (), setting)
    words = text[pieces[0].start : pieces[-1].end]
    return _read(words, head, core, rest, setting)


def _read(words: str, head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return who a phrase speaks of, by the kind of its head."""
    if is_person(head, setting):
        return _read_person(head, _before(core, head), rest, setting)
    if head.kind == "agent":
        return _read_noun(words, head, core, rest, setting)
    if head.kind == "town" and _is_titled(head, core):
        return _read_person(head, _before(core, head), rest, setting)
    if head.kind in {"name", "town"}:
        return _read_name(head, core, rest, setting)
    return _read_unknown(head, core, rest, setting)


def read_around(pieces: tuple[Piece, ...], place: int, setting: Setting) -> Actor:
    """Return who one piece of a sentence speaks of, by the words right before it and right behind it."""
    begin = place
    while begin and _colours(pieces[begin - 1]):
        begin -= 1
    end = min(place + _REACH, len(pieces))
    head = pieces[place]
    words = " ".join(p.text for p in pieces[begin : place + 1] if p.kind != "break")
    core = pieces[begin : place + 1]
    if begin < place and is_person(head, setting):
        title = _title_before(pieces, begin)
        core = (*title, *core) if pieces[begin - 1].key != "to" else (*title, head)
    return _read(words, head, core, _behind(pieces[place + 1 : end]), setting)


def _title_before(pieces: tuple[Piece, ...], begin: int) -> tuple[Piece, ...]:
    """Return a title that is tied to what stands before a name ("High Commissioner to Fiji Ann Lee"), () if none is."""
    if begin < 2 or pieces[begin - 1].key not in {"of", "to", "for"} or pieces[begin - 2].kind != "agent":
        return ()
    first = begin - 2
    while first and _colours(pieces[first - 1]):
        first -= 1
    return pieces[first : begin - 1]


def _colours(piece: Piece) -> bool:
    """Say whether a piece may stand before a noun and colour it."""
    return (piece.kind in {"name", "agent", "modifier", "town", "unknown"}) or (
        piece.kind == "break" and piece.text in "-–"
    )


def _behind(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return what stands behind a noun and belongs to it: a link or an aside, and no verb's words."""
    if not pieces or not (pieces[0].kind == "link" or pieces[0].text in {",", "("}):
        return ()
    if pieces[0].text == "," and pieces[1:] and pieces[1].kind == "agent" and pieces[1].key.endswith("ed"):
        return ()  # a verb, for an article is wanting: "Its spokesman, Omar Brandt, accused Kenya"
    ends = next(
        (n for n, p in enumerate(pieces) if n and p.kind in {"plain", "break"} and not _goes_on(p)),
        len(pieces),
    )
    return pieces[: ends + 1] if pieces[0].text in {",", "("} and ends < len(pieces) else pieces[:ends]


def _goes_on(piece: Piece) -> bool:
    """Say whether an aside goes on with a word that tells nothing itself: an article, a verb of being, an age."""
    word = piece.text.lower()
    return word in _ASIDE or word in _AGE or word.isdigit()


def _head(core: Iterable[Piece]) -> Piece | None:
    """Return the piece that a noun phrase is about: the last one that names or calls somebody."""
    found = [p for p in core if p.kind in {"name", "agent", "unknown", "town"}]
    if not found:
        return next((p for p in core if p.kind == "modifier"), None)
    return described_body(found) or found[-1]


def _before(pieces: Iterable[Piece], head: Piece) -> tuple[Piece, ...]:
    return tuple(p for p in pieces if p.end <= head.start)


def _is_titled(head: Piece, core: tuple[Piece, ...]) -> bool:
    """Say whether a town's name has a title right before it: "Mr Justice Ramsey" is nobody's town."""
    before = core[core.index(head) - 1] if head in core and core.index(head) else None
    if before is None or before.agent is None or before.kind != "agent" or before.possessive:
        return False
    title = before.text[:1].isupper() and not before.key.endswith("s") and not before.agent.weak
    return title and before.agent.sectors[:1] in _TITLED


def _read_person(head: Piece, before: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a named person: what the words beside the name say comes before what is known."""
    known = setting.own.get(head.key) or known_person(head, setting)
    said = said_of(before, rest, setting)
    actor = known or Actor(head.text, "person", rules=(Rule("name", f"name: {head.text}", 0.8),))
    kept = actor.sectors == ("ELI",) and said.sectors == ("MIL",)
    if said.sectors and not kept and ("ELI" in said.sectors or not actor.sectors or _is_office(said)):
        rule = said.rule("sector")
        actor = replace(actor, sectors=said.sectors, rules=_with(actor.rules, rule))
    if said.noun:
        actor = replace(actor, noun=said.noun, role=actor.role or said.role)
    if said.country and not actor.country:
        actor = replace(actor, country=said.country, rules=_with(actor.rules, said.rule("country")))
    return actor


def _is_office(said: Actor) -> bool:
    return said.sectors[0] in OFFICES | {"OPP", "REB"}


def _with(rules: tuple[Rule, ...], rule: Rule | None) -> tuple[Rule, ...]:
    """Return the rules with one added in the place of what stood for its field."""
    return rules if rule is None else (*(r for r in rules if r.field != rule.field), rule)


def _read_noun(text: str, head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return somebody called by a noun: "Turkish police", "the foreign ministry of Turkey", "Hamas officials"."""
    assert head.agent is not None
    told = sector_of(core, rest, setting)
    org = organization_beside(tuple(p for p in core if p is not head), rest, setting)
    before = tuple(p for p in core if p is not head)
    joint = _is_joint(head, before)
    country = country_of(() if head.key in OTHERS else before, rest, setting, by_hand=not joint)
    if not country.country:
        country = ruled_by(head, core, rest, setting)
    told_before = country_of(before, (), setting, by_hand=False).country
    if head.agent.country and (not country.country if joint else head.agent.country not in BODIES and not told_before):
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
        plural=(head.key.endswith("s") and not head.key.endswith("ss")) or head.key in {"police", "people", "men"},
        noun=head.key,
        rules=(*told.rules, *country.rules, Rule("name", f'noun "{head.text}"', 0.7)),
    )


def _is_joint(head: Piece, before: tuple[Piece, ...]) -> bool:
    """Say whether a noun means a body of many states: no name of its own, and no camp inside one ("opposition")."""
    if head.agent is None or head.agent.country not in BODIES:
        return False
    named = any(p.kind == "unknown" for p in before) or (head.start > 0 and head.text[:1].isupper())
    return not named and not any("OPP" in (p.sector, *(p.agent.sectors if p.agent else ())) for p in before)


def _read_name(head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a known name: a state, a people, a place, an organisation."""
    if head.kind == "town":
        where = Rule("country", f"{head.text} lies in {head.sector}", 0.8)
        return Actor(head.text, "place", "", head.sector, rules=(Rule("name", f'place "{head.text}"'), where))
    actor = name_during(head, setting) or Actor(head.text)
    if actor.is_state and (people := single_people(actor, head, core) or people_by_ending(actor, head, core)):
        return people
    if actor.kind == "organization" and actor.country in BODIES and head.text != actor.name:
        actor = _of_owner(actor, head, core, setting)
        actor = _branch(actor, head, core, setting)
    colour = next((p for p in _before(core, head) if p.kind == "modifier" and p.sector in _OF_PEOPLE), None)
    if actor.kind == "people" and colour is not None:
        rule = Rule("sector", f'word "{colour.text}"', 0.7)
        actor = replace(actor, sectors=(colour.sector,), rules=_with(actor.rules, rule))
    if actor.kind == "people" and any(p.key == "ethnic" for p in _before(core, head)):
        return replace(actor, country="", rules=tuple(r for r in actor.rules if r.field != "country"))
    if actor.kind == "people" and rest and rest[0].key == "of":
        return _people_of(actor, rest, setting)
    if (
        actor.kind == "organization"
        and actor.sectors[:1]
        and actor.sectors[0] in OFFICES
        and actor.country not in BODIES
    ):
        return _of_country(actor, head, core, rest, setting)
    if actor.kind in {"organization", "group"} and not actor.country:
        country = country_of(tuple(p for p in core if p is not head), rest, setting)
        actor = replace(actor, country=country.country, rules=(*actor.rules, *country.rules))
    return actor


def _of_owner(actor: Actor, head: Piece, core: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a body that shares a short name with one of many states as that of the country that owns it.

    "Georgia's Security Council" is none of the United Nations.
    """
    owner = next((p for p in reversed(_before(core, head)) if p.kind != "break"), None)
    if owner is None or not owner.possessive:
        return actor
    own = country_of((owner,), (), setting)
    if not own.country or own.country in BODIES:
        return actor
    rules = (*own.rules, Rule("sector", f"a council of {own.country}", 0.5), Rule("name", f"name: {head.text}", 0.7))
    return replace(actor, name=head.text, entity_id="", country=own.country, sectors=("GOV",), rules=rules)


def _branch(actor: Actor, head: Piece, core: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a body of civil society that bears a state's name before its own as that state's branch of it."""
    nation = next((p for p in reversed(_before(core, head)) if p.kind != "break"), None)
    if actor.country != "NGO" or nation is None or not is_of_nation(nation):
        return actor
    own = country_of((nation,), (), setting)
    if not own.country or own.country in BODIES:
        return actor
    rules = (*own.rules, Rule("sector", f"the branch of {actor.name} there (SOC)", 0.7), *actor.rules[:1])
    return replace(actor, entity_id="", country=own.country, sectors=("SOC",), rules=rules)


def _people_of(actor: Actor, rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a people that lives in another state ("the Albanians of southern Serbia") as people of that state."""
    where = country_of((), rest, setting)
    if not where.country or where.country in BODIES or where.country == actor.country:
        return actor
    return replace(
        actor, country=where.country, rules=(*where.rules, *(r for r in actor.rules if r.field != "country"))
    )


def _of_country(actor: Actor, head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return a body whose name other states share ("the Philippine Senate") as that of the country named."""
    behind = rest if rest and rest[0].key == "of" else ()
    own = country_of(_before(core, head), behind, setting)
    if not own.country or own.country in BODIES or own.country == actor.country:
        return actor
    rules = (*own.rules, *(r for r in actor.rules if r.field == "sector"), Rule("name", f"name: {head.text}", 0.7))
    return replace(actor, name=head.text, entity_id="", country=own.country, rules=rules)


def _by_compass(head: Piece, setting: Setting) -> Actor | None:
    """Return the state that "the North" or "the South" is in a report on Korea, and the states that are "the West"."""
    if head.key in {"west", "western"}:
        west = (
            Rule("sector", f'"{head.text}": states acting together', 0.6),
            Rule("name", f"name: {head.text}", 0.6),
        )
        return Actor(head.text, "organization", sectors=("GOV",), plural=True, rules=west)
    code = {"north": "PRK", "south": "KOR"}.get(head.key)
    entity = setting.knowledge.lookup_entity(code) if code and not setting.lands.isdisjoint({"PRK", "KOR"}) else None
    if entity is None:
        return None
    rules = tuple(
        Rule(field, f'"{head.text}" in a report on Korea is {entity.name}', 0.8) for field in ("name", "country")
    )
    state = Rule("sector", f"{entity.name} acting as a state is GOV", 0.8)
    return Actor(entity.name, "country", entity.id, entity.id, ("GOV",), is_state=True, rules=(*rules, state))


def _read_unknown(head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return somebody whose name nobody knows, or somebody called by a colour word alone ("the accused")."""
    said = sector_of(core, rest, setting)
    country = country_of(core, rest, setting)
    known = setting.own.get(head.key) or _by_compass(head, setting)
    if known is not None:
        return known
    kind: ActorKind = "organization" if head.kind == "unknown" else "people"
    name = (Rule("name", f"name: {head.text}", 0.6),) if head.kind == "unknown" else ()
    title = head.text if head.kind == "unknown" else ""
    return Actor(title, kind, "", country.country, said.sectors, rules=(*said.rules, *country.rules, *name))
