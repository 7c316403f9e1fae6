"""What an act tells of whoever takes part in it: a state that fights is its forces, a lone attacker a criminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.core import EventMention, Participant, Span
from dateline.resolve.actors import BODIES, Actor, Rule

# Bodies above states: those who work for them have no sector of their own.
NO_SECTOR = frozenset({"UNO", "EUR", "IGO"})
_STATE_NOUNS = frozenset({"government", "governments", "state", "regime", "country", "countries", "nation", "nations"})
# A state that puts somebody to death does so by its government.
_EXECUTION = ("execut", "hang", "put to death", "beheading", "lethal injection")
# People spoken of one by one; a crowd that fights stays what it is.
_LONE = frozenset({
    "man", "men", "woman", "women", "boy", "boys", "teenager", "teenagers", "husband", "wife", "brother", "brothers",
    "son", "sons", "couple", "driver", "individual", "individuals", "person", "",
})  # fmt: skip
# Armed people of whom it is not told for whom they fight.
_ARMED = frozenset({
    "gunman", "gunmen", "attacker", "attackers", "assailant", "assailants", "bomber", "bombers", "sniper", "snipers",
    "kidnapper", "kidnappers", "hijacker", "hijackers", "suicide bomber", "suicide bombers", "suicide attacker",
    "suicide attackers", "hostage taker", "hostage takers", "captors", "masked gunman", "armed man",
})  # fmt: skip
# Acts by which a state does something to others; "the Italians" who do them are Italy.
_OF_STATES = frozenset(
    {"AGREE", "AID", "CONSULT", "COOPERATE", "MOBILIZE", "REJECT", "SANCTION", "SUPPORT", "THREATEN"}
)
_TO_STATES = frozenset({"ACCUSE", "AGREE", "CONSULT", "COOPERATE", "REJECT", "SUPPORT", "THREATEN"})
# States whose opposition is a party that sits in parliament; elsewhere it is an opposition to those who rule (OPP).
_PARLIAMENTARY = frozenset({
    "AUS", "AUT", "BEL", "CAN", "CHE", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "IRL", "ISL",
    "ISR", "ITA", "JPN", "KOR", "LTU", "LUX", "LVA", "NLD", "NOR", "NZL", "PRT", "SVN", "SWE", "TWN", "USA",
})  # fmt: skip
# What a state does to people in its own hands.
_IN_ITS_HANDS = frozenset({"arrest", "censor", "restrict", "curfew", "seize", "convict"})
_HOLDERS = (("GOV",), ("COP",), ("JUD",))
# Acts that only who is in office can do: who is called by a former office held one at the time.
_IN_OFFICE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


# Those of whom it is told only that there are some.
_SOME = re.compile(
    r"(?:some|many|several|others|those|a few|most)(?:$| (?:at|in|of the|who|online|on) )", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: its span and sentence, its side of what kind of event, and who is on the other side."""

    span: Span | None
    text: str
    sentence: int
    event_type: str = ""
    side: Literal["actors", "recipients", "sources"] = "actors"
    where: str = ""
    where_words: str = ""
    modes: tuple[str, ...] = ()
    act: str = ""
    apart: tuple[Actor, ...] = ()
    held_by: str = ""

    @property
    def acts(self) -> bool:
        """Whether the phrase is on the side of the actors."""
        return self.side == "actors"


def find_holder(mention: EventMention) -> str:
    """Return the state that does to people what states do to those in their hands ("jailed"), "" where none does."""
    if _IN_ITS_HANDS.isdisjoint(mention.modes) or mention.event_type not in {"COERCE", "SANCTION"}:
        return ""
    states = {p.country for p in mention.actors}
    told = all(p.sectors[:1] in _HOLDERS for p in mention.actors)
    return states.pop() if len(states) == 1 and told and states.isdisjoint(BODIES) else ""


def as_participant(actor: Actor, place: Place, rebels: str) -> Actor:
    """Return somebody with the sector that taking part in an event gives; `rebels` are the report's armed group's."""
    actor = _as_private(_as_force(_as_nation(actor, place), place), place)
    actor = _as_holder(_as_attacker(actor, place, rebels), place)
    return _as_striker(_as_party(actor), place)


def _told(actor: Actor, sectors: tuple[str, ...], words: str, score: float = 0.6) -> Actor:
    """Return an actor with other sectors and the rule for them."""
    rules = tuple(r for r in actor.rules if r.field != "sector")
    return replace(actor, sectors=sectors, rules=(*rules, Rule("sector", f"{words} ({sectors[0]})", score)))


def _as_nation(actor: Actor, place: Place) -> Actor:
    """Return a whole people that acts as a state does ("the Italians signed") as its state, or as its forces."""
    people = actor.kind == "people" and not actor.noun and actor.plural and actor.sectors == ("CVL",)
    if not people or not actor.country or _bare(actor.name) != _bare(place.text):
        return actor
    if place.acts and place.event_type == "ASSAULT" and place.text.lower().startswith("the "):
        return _told(actor, ("MIL", "GOV"), f"{place.text} fighting are its forces")
    if place.event_type in (_OF_STATES if place.acts else _TO_STATES):
        return _told(actor, ("GOV",), f"{place.text} acting as a state")
    return actor


def _bare(words: str) -> str:
    return words.strip().removeprefix("the ").removeprefix("The ")


def _as_force(actor: Actor, place: Place) -> Actor:
    """Return a state or government that fights or sends troops as its armed forces (MIL)."""
    if not place.acts or actor.sectors[:1] != ("GOV",):
        return actor
    if not (actor.is_state or actor.noun.split(" ")[-1] in _STATE_NOUNS):
        return actor
    fights = place.event_type == "ASSAULT" and not any(word in place.act.lower() for word in _EXECUTION)
    if fights or (place.event_type == "MOBILIZE" and "troops" in place.modes):
        return _told(actor, ("MIL", "GOV"), f"{actor.name or actor.noun} fighting is its armed forces", 0.8)
    return actor


def _as_private(actor: Actor, place: Place) -> Actor:
    """Return a named person of whom no office is told as a private one, and a region that acts as its government."""
    if actor.kind == "person" and not (actor.sectors or actor.entity_id) and actor.country not in NO_SECTOR:
        return _told(actor, ("CVL",), f"no office of {actor.name} is told or known: a private person", 0.5)
    if place.acts and place.event_type == "PROTEST" and (actor.is_state or actor.kind == "place"):
        return replace(_told(actor, ("CVL",), f"people of {place.text} who protest"), is_state=False)
    if place.acts and not (actor.kind or actor.sectors) and _SOME.match(place.text):
        return _told(replace(actor, kind="people", plural=True), ("CVL",), f'"{place.text}": some people', 0.4)
    hit = not place.acts and place.event_type == "ASSAULT"
    if hit and (_is_city(actor) or not (actor.kind or actor.sectors or actor.entity_id)):
        return replace(_told(actor, ("CVL",), f"people at {place.text}, which is attacked", 0.5), is_state=False)
    if actor.kind == "place" and not actor.sectors:
        hit = not place.acts and place.event_type == "ASSAULT"
        words = "people of a place that is attacked" if hit else "a place that acts is its government"
        return _told(actor, ("CVL" if hit else "GOV",), words, 0.5)
    return actor


def _is_city(actor: Actor) -> bool:
    """Say whether a state is called by its capital."""
    rule = actor.rule("country")
    return actor.is_state and rule is not None and rule.words.startswith("capital ")


def _as_attacker(actor: Actor, place: Place, rebels: str) -> Actor:
    """Return armed people of no known side by the report's armed group, and lone ones as criminals."""
    if not place.acts or place.event_type not in {"ASSAULT", "RETREAT"}:
        return actor
    if actor.noun in _ARMED and actor.sectors[:1] in (("UAF",), ("REB",)):
        if rebels:
            return _told(actor, ("REB",), "the report names an armed group")
        return actor if actor.plural or actor.noun.endswith("men") else _told(actor, ("CRM",), "a lone attacker")
    people = actor.kind == "people" and actor.noun in _LONE and not (actor.name and actor.plural)
    lone = actor.sectors == ("CVL",) and (actor.kind == "person" or people)
    if place.event_type == "ASSAULT" and lone and actor.country not in BODIES:
        return _told(actor, ("CRM",), "private people who attack")
    return actor


def _as_holder(actor: Actor, place: Place) -> Actor:
    """Return who resigns, or does what only an office can do, as somebody who held one then."""
    if not place.acts or actor.kind != "person":
        return actor
    resigns = place.event_type == "RETREAT" and "resign" in place.modes and actor.sectors in (("CVL",), ("ELI",), ())
    if resigns or (actor.sectors == ("ELI",) and place.event_type in _IN_OFFICE):
        return _told(actor, ("GOV",), "the act is that of somebody in office", 0.5)
    return actor


def _as_party(actor: Actor) -> Actor:
    """Return the opposition of a parliamentary state as the party that it is there."""
    told = actor.sectors[:1] == ("OPP",) and actor.country in _PARLIAMENTARY and "opposition" in actor.noun.split(" ")
    return _told(actor, ("PTY", "OPP"), f"the opposition in {actor.country} sits in parliament") if told else actor


def _as_striker(actor: Actor, place: Place) -> Actor:
    """Return people who lay down their work as workers."""
    strikes = place.acts and place.event_type == "PROTEST" and "strike" in place.modes
    if not strikes or actor.kind != "people" or actor.sectors[:1] not in ((), ("CVL",), ("MIL",)):
        return actor
    return _told(actor, ("LAB",), "people who lay down their work")


def is_no_other(actor: Actor, side: str, found: Sequence[Participant], mention: EventMention) -> bool:
    """Say whether somebody is no further participant on a side.

    He was told before in other words ("We condemn it, Mahamat said"), or is the state for which the actors themselves
    threaten ("Netanyahu warned that Israel would strike").
    """
    if actor.name and any(actor.name == other.name for other in found):
        return True
    threatens = mention.event_type == "THREATEN" and side == "recipients" and actor.kind == "country"
    return threatens and any(other.country == actor.country for other in mention.actors)
