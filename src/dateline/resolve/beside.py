"""What the words beside a noun or a name tell of it: its sector and its country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.knowledge.compiled import is_head
from dateline.resolve.actors import BODIES, OFFICES, Actor, Rule, Setting, name_during
from dateline.resolve.pieces import Piece
from dateline.resolve.wording import BACKED

# A member of the Congress of the United States by party and state: "(D-NY)", "(R-Ariz.)".
_PARTY_STATE = re.compile(r"(?:D|R|I|Dem|Rep)\.?[-–][A-Z][A-Za-z.]{1,6}")
# Nouns for a government, which its leader's name tells apart.
_RULE = frozenset({"administration", "government", "regime", "cabinet", "presidency", "junta", "govt"})
# Titles of members of parliament that elsewhere are nouns for others.
_SEATS = frozenset({"representative", "representatives", "deputy", "delegate"})
_NOW = (("GOV",), ("LEG",), ("JUD",), ("PTY",))
# "President" alone is that of a state; beside a body that is none, it is that body's.
_PRESIDES = frozenset({
    "president", "presidents", "vice president", "vice presidents", "chief executive", "treasurer", "secretary general",
    "the president", "the vice president", "commander", "commanders",
})  # fmt: skip
# Nouns that beside a body of states mean those states.
_MEMBERS = frozenset({"members", "member", "allies", "ally", "partners", "countries", "nations", "states"})
_STATES = frozenset(
    {"member states", "member state", "member countries", "member nations", "states", "countries", "nations"}
)
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "one", "who"})
_TOWARDS = frozenset({"against", "to", "with", "about", "over", "before", "after", "during", "on"})
_WHERE = frozenset({"in", "of", "from", "at", "near", "inside", "outside", "across", "around", "throughout", "within"})
# "US-backed rebels" says nothing of the rebels' own country, "Pakistan-based militants" does.
_FOREIGN_HAND = BACKED | {"led", "trained", "brokered", "friendly", "armed"}


def said_of(before: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return what the words around a person's name say: title, country, sector."""
    member = _party_state(rest)
    if member is not None:
        return member
    told = _of_parliament(before) or sector_of(before, (), setting)
    if not told.sectors and rest and rest[0].key in {"of", "from", "for", "with"}:
        told = _affiliation(rest, setting)
    if not told.sectors:
        aside = _aside(rest)
        later = sector_of(*parted(aside), setting) if aside else Actor()
        told = later if later.sectors else told
        before = (*before, *aside)
    else:
        aside = ()
    country = country_of(before, rest if not aside else (), setting)
    if not country.country and told.country:
        return told
    noun = next((p for p in reversed(before) if p.agent is not None and p.agent.country not in {"", *BODIES}), None)
    if not country.country and noun is not None and noun.agent is not None:
        rule = Rule("country", f'"{noun.text}" is {noun.agent.country}', 0.8)
        return replace(told, country=noun.agent.country, rules=(*told.rules, rule))
    return replace(told, country=country.country, rules=(*told.rules, *country.rules))


def _of_parliament(before: tuple[Piece, ...]) -> Actor | None:
    """Return a member of parliament for "Representative" or "Deputy" as the title of a name, None for other words.

    "Trade Representative" and "Special Representative" are other offices.
    """
    title = before[-1] if before else None
    if title is None or title.key.removeprefix("the ") not in _SEATS:
        return None
    above = next((p for p in reversed(before[:-1]) if p.kind != "break"), None)
    if (
        above is not None
        and above.kind not in {"name", "town", "plain"}
        and (above.agent is None or above.agent.sectors != ("PTY",))
    ):
        return None
    return Actor(sectors=("LEG",), noun=title.key, rules=(Rule("sector", f'"{title.text}" as a title: LEG', 0.8),))


def _affiliation(rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return the organisation that "of X" behind a person's name names, nothing if it names none."""
    org = organization_beside((), rest[:4], setting)
    if org is None or org.kind == "person" or not (org.sectors or org.country):
        return Actor()
    rules = (Rule("sector", f"of {org.name}", 0.7), Rule("country", f"of {org.name}", 0.7))
    return Actor(country=org.country, sectors=org.sectors, rules=rules)


def _party_state(rest: tuple[Piece, ...]) -> Actor | None:
    """Return what "(D-NY)" behind a name tells: a member of the Congress of the United States."""
    if len(rest) < 2 or rest[0].text != "(":
        return None
    said = "".join(piece.text for piece in rest[1:5]).split(")")[0]
    if not _PARTY_STATE.fullmatch(said):
        return None
    words = f"({said})"
    rules = (Rule("country", f"{words}: party and state", 0.95), Rule("sector", f"{words}: member of Congress", 0.9))
    return Actor(country="USA", sectors=("LEG",), noun="member of congress", rules=rules)


def _aside(rest: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces of an apposition right after a name: between commas or brackets."""
    if len(rest) < 2 or rest[0].kind != "break" or not _opens_aside(rest):
        return ()
    ends = next((n for n, p in enumerate(rest[1:], 1) if p.kind == "break" and p.text in ",)—"), len(rest))
    return rest[1:ends]


def _opens_aside(rest: tuple[Piece, ...]) -> bool:
    """Say whether what follows a comma may be an apposition: it has an article, a name, or a noun of some office."""
    first = rest[1]
    if first.kind in {"name", "modifier"} or first.text.lower() in _DETERMINERS:
        return True
    opened = first.text.lower().split(" ")[0] in _DETERMINERS
    return first.kind == "agent" and (opened or " " in first.key or (len(rest) > 2 and rest[2].kind == "link"))


def sector_of(core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return the sector that nouns and modifiers give, the last noun leading."""
    nouns = [p for p in core if p.kind == "agent" and p.agent]
    former = next((p for p in core if p.sector == "ELI" and p.kind == "modifier"), None)
    if not nouns:
        org = organization_beside(core, rest, setting)
        colour = [p for p in core if p.kind == "modifier" and p.sector != "ELI"]
        if org is not None:
            return Actor(sectors=org.sectors, rules=(Rule("sector", f"belongs to {org.name}", 0.7),))
        return Actor(
            sectors=tuple(dict.fromkeys(p.sector for p in colour)),
            rules=tuple(Rule("sector", f'word "{p.text}"', 0.6) for p in colour[:1]),
        )
    head = nouns[-1]
    sectors, rule = _noun_sectors(head, core, rest, setting)
    current = _office_before(former, nouns)
    if current is not None and current.agent is not None:
        return Actor(
            sectors=current.agent.sectors, noun=current.key, rules=(Rule("sector", f'noun "{current.text}"', 0.8),)
        )
    if former is not None and sectors[:1] in (("COP",), ("SPY",)):
        return Actor(noun=head.key)  # of a policeman's later life his old service tells nothing
    if former is not None and (not sectors or sectors[0] in OFFICES - {"MIL"}):
        sectors, rule = ("ELI",), Rule("sector", f'"{former.text} {head.text}" is no longer in office')
    return Actor(sectors=sectors, noun=head.key, rules=(rule,) if rule else ())


def _office_before(former: Piece | None, nouns: list[Piece]) -> Piece | None:
    """Return the office that stands before "former" or "retired", which tells of another one, None if none does."""
    if former is None:
        return None
    return next(
        (p for p in nouns if p.end <= former.start and p.agent and p.agent.sectors[:1] in _NOW and not p.agent.weak),
        None,
    )


def _noun_sectors(
    head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting
) -> tuple[tuple[str, ...], Rule | None]:
    """Return the sectors of a noun: its own, or, where it is weak, those of what stands beside it."""
    assert head.agent is not None
    own = head.agent.sectors
    org = None
    if head.agent.weak or head.key in _PRESIDES:
        org = organization_beside(tuple(p for p in core if p is not head), rest, setting)
    if not head.agent.weak:
        led = _coloured(head, core) or _presided(head, core, rest, org)
        return led or (own, Rule("sector", f'noun "{head.text}" is {" ".join(own)}') if own else None)
    if own == ("MIL",) and org is not None and org.sectors[:1] == ("GOV",):
        return own, Rule("sector", f'"{head.text}" of {org.name} are its forces')
    if org is not None and (org.sectors or org.country in BODIES):
        states = _member_states(head, org, rest)
        return states or (org.sectors, Rule("sector", f'"{head.text}" belongs to {org.name}', 0.9))
    return _weak_sectors(head, core, rest)


def _weak_sectors(head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...]) -> tuple[tuple[str, ...], Rule | None]:
    """Return the sectors of a weak noun by the nouns and modifiers around it, its own where there are none."""
    own = head.agent.sectors if head.agent is not None else ()
    for piece in reversed([p for p in core if p.end <= head.start]):
        if piece.sector and piece.sector != "ELI" and (own, piece.sector) != (("PTY",), "GOV"):  # "presidential rival"
            return (piece.sector,), Rule("sector", f'"{piece.text} {head.text}"', 0.9)
        if piece.kind == "agent" and piece.agent and piece.agent.sectors:
            return piece.agent.sectors, Rule("sector", f'"{piece.text} {head.text}"', 0.9)
    inner = next((p for p in rest if p.kind == "agent" and p.agent and p.agent.sectors), None)
    if inner is not None and rest and rest[0].key in {"of", "for", "from", "at"} and inner.agent:
        return inner.agent.sectors, Rule("sector", f'"{head.text} {rest[0].key} {inner.text}"', 0.8)
    return own, Rule("sector", f'noun "{head.text}" is mostly {" ".join(own)}', 0.6) if own else None


def _coloured(head: Piece, core: tuple[Piece, ...]) -> tuple[tuple[str, ...], Rule] | None:
    """Return what a word before a strong noun makes of it: of the opposition, or people who have fled, else None."""
    assert head.agent is not None
    own = head.agent.sectors
    wanted = "REF" if own == ("CVL",) else "OPP" if own == ("PTY",) or head.key == "coalition" else ""
    for piece in core if wanted else ():
        said = piece.agent.sectors[:1] if piece.kind == "agent" and piece.agent else (piece.sector,)
        if piece is not head and piece.end <= head.start and said == (wanted,):
            return (wanted,), Rule("sector", f'"{piece.text} {head.text}"', 0.8)
    return None


def _presided(
    head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], org: Actor | None
) -> tuple[tuple[str, ...], Rule] | None:
    """Return the sectors of the body that a president presides over where it is no state ("president of the union")."""
    if head.key not in _PRESIDES:
        return None
    if org is not None and org.kind in {"organization", "group"} and org.sectors[:1] not in ((), ("GOV",), ("COP",)):
        return org.sectors, Rule("sector", f'"{head.text}" of {org.name}', 0.9)
    before = core[core.index(head) - 1] if core and core[0] is not head else None
    of = next((p for p in rest[1:] if p.kind == "agent"), None) if rest and rest[0].key == "of" else None
    for piece in (before, of):
        if piece is None or piece.agent is None or piece.kind != "agent":
            continue
        if piece is before and (piece.text.istitle() or piece.agent.weak):
            continue
        if piece.agent.sectors[:1] not in ((), ("GOV",)):
            return piece.agent.sectors, Rule("sector", f'"{head.text}" of "{piece.text}"', 0.8)
    return None


def _member_states(head: Piece, org: Actor, rest: tuple[Piece, ...]) -> tuple[tuple[str, ...], Rule] | None:
    """Return GOV for the states that make up a body of states, and for who leads them ("members of NATO")."""
    told = head.key in _MEMBERS or any(p.kind == "agent" and p.key in _STATES for p in rest)
    if org.country != "IGO" or not told or org.kind != "organization":
        return None
    return ("GOV",), Rule("sector", f"states of {org.name} (GOV)", 0.7)


def organization_beside(core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor | None:
    """Return the organisation, group or person that stands beside a noun ("Hamas officials", "Trump aides")."""
    reach = [*reversed(core), *(p for n, p in enumerate(rest) if n and rest[0].key not in _TOWARDS)]
    for piece in reach:
        if piece.kind != "name" and not (piece.kind == "unknown" and piece.key in setting.own):
            continue
        actor = name_during(piece, setting)
        if actor is not None and actor.kind in {"organization", "group", "person"}:
            return actor
    return None


def country_of(core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting, *, by_hand: bool = True) -> Actor:
    """Return the country that the words of a phrase give: before the noun first, then after it.

    A foreign hand ("US-led") tells it last, and not at all without `by_hand`.
    """
    for piece in _by_nearness(core, rest, by_hand):
        actor = _country_in(piece, setting) if piece.kind in {"name", "unknown", "town"} else None
        if actor is not None:
            return actor
    return Actor()


def _by_nearness(core: tuple[Piece, ...], rest: tuple[Piece, ...], by_hand: bool) -> Iterator[Piece]:
    """Yield the pieces around a noun in the order in which they tell its country."""
    apart = [_stands_apart(core, n) for n in range(len(core))]
    yield from (p for n, p in reversed(list(enumerate(core))) if not apart[n])
    links = [_link_before(rest, n) for n in range(len(rest))]
    yield from (p for n, p in enumerate(rest) if n and links[n] in _WHERE)
    yield from (p for n, p in enumerate(rest) if n and links[n] not in _TOWARDS)
    if by_hand:
        yield from (p for n, p in enumerate(core) if apart[n] == "hand")


def ruled_by(head: Piece, core: tuple[Piece, ...], rest: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return the country of a government, or of its opposition, that is called by who leads it ("the Obama cabinet").

    A family name alone is enough here: it must be that of one who leads a state on the days asked for, or, where
    nobody of the name does, of one who has led it ("the Reagan administration").
    """
    if head.key.split()[-1] not in _RULE and (head.agent is None or head.agent.sectors[:1] != ("OPP",)):
        return Actor()
    named = [p for p in (*core, *rest) if p is not head and p.kind in {"unknown", "name"}]
    found = (_country_in(p, setting) or _led_by(p, setting) or _once_led_by(p, setting) for p in named)
    return next((actor for actor in found if actor is not None), Actor())


def _led_by(piece: Piece, setting: Setting) -> Actor | None:
    """Return the one country that somebody of this family name leads on the days asked for, None if there is none."""
    leads = {
        role.country
        for candidate in setting.knowledge.lookup_name(piece.text, setting.during)
        for role in candidate.roles
        if candidate.match != "sound" and role.sector == "GOV" and is_head(role.title)
    }
    if len(leads) != 1:
        return None
    country = leads.pop()
    return Actor(country=country, rules=(Rule("country", f"{piece.text} leads {country} then", 0.8),))


def _once_led_by(piece: Piece, setting: Setting) -> Actor | None:
    """Return the one country that people of this family name have led before those days, None if there is none."""
    day = setting.during.last or setting.during.first
    states = {
        role.country
        for candidate in setting.knowledge.lookup_name(piece.text)
        for role in candidate.entity.roles
        if candidate.match != "sound" and role.sector == "GOV" and is_head(role.title)
        if day is None or role.held.first is None or role.held.first <= day
    }
    if len(states) != 1:
        return None
    state = states.pop()
    return Actor(country=state, rules=(Rule("country", f"{piece.text} has led {state}", 0.7),))


def _stands_apart(core: tuple[Piece, ...], place: int) -> str:
    """Say why a name does not tell the country of the noun: a foreign hand ("US-backed"), a foe ("anti-"), a people."""
    before = [p.key for p in core[max(0, place - 2) : place]]
    if before[-1:] == ["ethnic"] or (before[-1:] == [""] and before[:1] in (["anti"], ["pro"])):
        return "people"
    following = core[place + 1 : place + 3]
    return "hand" if len(following) == 2 and following[0].text in "-–" and following[1].key in _FOREIGN_HAND else ""


def _link_before(pieces: tuple[Piece, ...], place: int) -> str:
    """Return the link word that governs a piece, "" if none does."""
    return next((p.key for p in reversed(pieces[:place]) if p.kind == "link"), "")


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


def parted(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces up to the first link or comma, and those from there on."""
    for place, piece in enumerate(pieces):
        if place and piece.kind == "link" and pieces[place - 1].text in {"-", "–"}:
            continue
        if place and (piece.kind == "link" or (piece.kind == "break" and piece.text in ",(—;:")):
            return pieces[:place], pieces[place:]
        if piece.kind == "link" and place == 0 and len(pieces) > 1:
            return (), pieces
    return pieces, ()
