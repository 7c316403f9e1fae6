"""What an act tells of whoever takes part in it."""

from __future__ import annotations

import pytest

from dateline.core import EventMention, Participant, Span, Trigger
from dateline.resolve.actors import Actor, Rule
from dateline.resolve.conduct import Place, as_participant, is_no_other

ITALY = Actor("Italy", "country", "ITA", "ITA", ("GOV",), is_state=True)
ITALIANS = Actor("Italians", "people", "", "ITA", ("CVL",), plural=True, rules=(Rule("sector", "people of Italy"),))
PERSON = Actor("Jo Lund", "person", "", "NOR")
FORMER = Actor("Jo Lund", "person", "NOR-jo-lund", "NOR", ("ELI",))
GUNMAN = Actor("", "people", "", "NOR", ("UAF",), noun="gunman")
GUNMEN = Actor("", "people", "", "NOR", ("UAF",), plural=True, noun="gunmen")
PILOTS = Actor("", "people", "", "NOR", ("MIL",), plural=True, noun="pilots")
LEADER = Actor("Jo Lund", "person", "", "NOR", ("OPP",), noun="opposition leader")


def place(text: str, event_type: str, *modes: str, side: str = "actors", act: str = "") -> Place:
    return Place(None, text, 0, event_type, side, modes=modes, act=act)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actor", "where", "sector"),
    [
        (ITALY, place("Italy", "ASSAULT"), "MIL"),
        (ITALY, place("Italy", "ASSAULT", "targeted", act="executed"), "GOV"),
        (ITALY, place("Italy", "ASSAULT", "targeted", act="killed"), "MIL"),
        (ITALY, place("Italy", "MOBILIZE", "troops"), "MIL"),
        (ITALY, place("Italy", "MOBILIZE", "weapons"), "GOV"),
        (ITALY, place("Italy", "PROTEST", "demo"), "CVL"),
        (ITALY, place("Italy", "ASSAULT", side="recipients"), "GOV"),
        (ITALIANS, place("the Italians", "SANCTION"), "GOV"),
        (ITALIANS, place("the Italians", "ASSAULT"), "MIL"),
        (ITALIANS, place("Italians", "ASSAULT"), "CVL"),
        (ITALIANS, place("Italians", "PROTEST"), "CVL"),
        (ITALIANS, place("the Italians", "ASSAULT", side="recipients"), "CVL"),
        (PERSON, place("Lund", "ACCUSE"), "CVL"),
        (PERSON, place("Lund", "ASSAULT"), "CRM"),
        (PERSON, place("Lund", "ASSAULT", side="recipients"), "CVL"),
        (PERSON, place("Lund", "RETREAT", "resign"), "GOV"),
        (FORMER, place("Lund", "ACCUSE"), "ELI"),
        (FORMER, place("Lund", "COERCE"), "GOV"),
        (GUNMAN, place("a gunman", "ASSAULT"), "CRM"),
        (GUNMEN, place("gunmen", "ASSAULT"), "UAF"),
        (PILOTS, place("pilots", "PROTEST", "strike"), "LAB"),
        (PILOTS, place("pilots", "PROTEST", "demo"), "MIL"),
        (LEADER, place("Lund", "ACCUSE"), "PTY"),
        (Actor(), place("Some", "PROTEST"), "CVL"),
        (Actor("", "place", "", "NOR"), place("Molde", "PROTEST"), "CVL"),
        (Actor("", "place", "", "NOR"), place("Molde", "SANCTION"), "GOV"),
    ],
)
def test_sector_by_the_act(actor: Actor, where: Place, sector: str) -> None:
    """The first sector is the one that the act tells, with a rule that gave it."""
    found = as_participant(actor, where, "")
    assert found.sectors[:1] == (sector,)
    assert found.sectors == actor.sectors or found.rule("sector") is not None


def test_gunmen_where_an_armed_group_is_named() -> None:
    """In a report that names an armed group, gunmen are its fighters."""
    assert as_participant(GUNMEN, place("gunmen", "ASSAULT"), "MLI").sectors == ("REB",)


def test_opposition_outside_parliaments() -> None:
    """The opposition of a state without a parliamentary one stays OPP."""
    leader = Actor("Ana Cruz", "person", "", "VEN", ("OPP",), noun="opposition leader")
    assert as_participant(leader, place("Cruz", "ACCUSE"), "").sectors == ("OPP",)


@pytest.mark.parametrize(
    ("event_type", "actor", "expected"),
    [
        ("THREATEN", Actor("Israel", "country", "ISR", "ISR"), True),
        ("THREATEN", Actor("Lebanon", "country", "LBN", "LBN"), False),
        ("THREATEN", Actor("Likud", "organization", country="ISR"), False),
        ("ACCUSE", Actor("Israel", "country", "ISR", "ISR"), False),
        ("ACCUSE", Actor("Omar Brandt", "person", country="PER"), True),
    ],
)
def test_nobody_threatens_his_own_state(event_type: str, actor: Actor, expected: bool) -> None:
    """A minister who warns what his state will do threatens others; who was told already is told once."""
    minister = Participant(Span(0, 3), "Ann", name="Ann Lee", country="ISR")
    mention = EventMention("m", "r", 0, Trigger(Span(4, 8), ()), event_type, actors=(minister,))
    told = [Participant(Span(9, 12), "him", name="Omar Brandt", country="PER")]
    assert is_no_other(actor, "recipients", told, mention) == expected
