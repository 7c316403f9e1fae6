"""Entity files are checked, and entities handed on in FollowTheMoney's words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.knowledge import KnowledgeError, load_knowledge
from dateline.knowledge.checks import check_entities
from dateline.knowledge.followthemoney import entity_objects

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ("- {names: [A Bee], roles: [GOV 2030-01-01/.. minister]}", "begins in the future"),
        ("- {names: [A Bee], roles: [GOV 2001/2005 minister, GOV 2004/2006 minister]}", "overlap"),
        (
            "- {names: [A B], roles: [GOV 2001/2005 president]}\n- {names: [C D], roles: [GOV 2010/2012 president]}",
            "no president of FRA from 2005-12-31",
        ),
        ("- {id: FRA-1, names: [A Bee]}\n- {id: FRA-2, kind: person, names: [C Dee, A Bee]}", ""),
        ("- {roles: [GOV]}", "neither names nor id"),
        ("- {names: [A Bee], roles: ['gov 2001']}", "cannot read the role"),
        ("- {names: [A Bee], roles: [LGE 2001/.. deputy]}", "FRA-a-bee: unknown sector 'LGE'"),
        ("- {names: [A Bee], roles: ['REF 2001/..', 'GOV+MIL 2001/2002 general']}", ""),
        ("- {names: [A Bee], roles: [LEG 2001-02-03 deputy]}", "has a day, but no term"),
        ("- {names: [A Bee], country: France}", "France-a-bee: unknown country 'France'"),
        ("- {names: [A Bee], role: [GOV 2001/..]}", "unknown key 'role'"),
    ],
)
def test_findings(tmp_path: Path, people: str, message: str) -> None:
    """Each kind of fault is found and named with its place."""
    path = tmp_path / "own.yaml"
    path.write_text(f"country: FRA\npeople:\n{people}\n")
    found = check_entities([path], TODAY)
    assert any(message in p.message for p in found) if message else found == ()
    assert all(p.where.startswith("own.yaml:") for p in found)


@pytest.mark.parametrize(
    ("text", "message"), [("persons:\n- {names: [A Bee]}\n", "unknown key 'persons'"), ("", "says nothing")]
)
def test_what_would_be_lost_is_a_fault(tmp_path: Path, text: str, message: str) -> None:
    """A section that nobody reads and an empty file are faults, for `--entities` too."""
    path = tmp_path / "own.yaml"
    path.write_text(text)
    assert [message in p.message for p in check_entities([path], TODAY)] == [True]
    with pytest.raises(KnowledgeError, match=message):
        load_knowledge([path])


def test_own_files_are_in_order(root: Path) -> None:
    """The hand-written files have no faults, and no term begins in the future."""
    folder = root / "src" / "dateline" / "resources" / "entities" / "own"
    found = [p for p in check_entities(sorted(folder.glob("*.yaml")), TODAY) if "no " not in p.message[:3]]
    assert [p for p in found if "future" in p.message or "cannot" in p.message or "unknown" in p.message] == []


def test_unreadable_file(tmp_path: Path) -> None:
    """A file that is no YAML is one finding."""
    path = tmp_path / "own.yaml"
    path.write_text("people: [unclosed")
    (problem,) = check_entities([path], TODAY)
    assert problem.where == "own.yaml:1:18"
    assert "not YAML" in problem.message


def test_followthemoney() -> None:
    """A person with a dated office becomes Person, Position and Occupancy."""
    entity = load_knowledge().lookup_entity("DEU-angela-merkel")
    rows = list(entity_objects([entity]))  # type: ignore[list-item]
    schemata = [row["schema"] for row in rows]
    assert schemata[0] == "Person"
    assert {"Position", "Occupancy"} <= set(schemata)
    term = next(r for r in rows if r["schema"] == "Occupancy" and r["properties"]["endDate"] == ["2021-12-08"])
    assert term["properties"]["startDate"] == ["2005-11-22"]
    assert term["properties"]["holder"] == ["DEU-angela-merkel"]
    assert len({row["id"] for row in rows}) == len(rows)
