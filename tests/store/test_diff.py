"""What changed between two runs is told value by value, with its cause."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import ARREST, CODING, MEETING, NEWER, REPORT, many, recoded

from dateline.core import Coding, Participant, Status
from dateline.store import Store, StoreError
from dateline.store.diff import Change, find_causes, find_changes


def save(store: Store, *codings: Coding) -> int:
    run = store.save_run(codings[0].versions)
    store.save(codings, run)
    return run


def test_a_newer_model_is_named_as_the_cause(store: Store) -> None:
    """Versions that differ stand with both values."""
    save(store, CODING)
    save(store, recoded(CODING, NEWER))
    assert find_causes(store, 1, 2) == {
        "dateline": ("0.1.0", "0.2.0"),
        "model": ("en-1", "en-2"),
        "knowledge": ("2026.11", "2026.12"),
    }
    assert list(find_changes(store, 1, 2)) == []


def test_every_changed_value_is_told_with_its_grounds(store: Store) -> None:
    """A mention that changed type and actor, one that went and one that came."""
    save(store, CODING)
    police = replace(ARREST.actors[0], country="BOL")
    newer = replace(ARREST, event_type="ASSAULT", actors=(police,), status=Status.FUTURE)
    came = replace(MEETING, trigger=replace(MEETING.trigger, span=MEETING.actors[1].span))
    save(store, recoded(replace(CODING, mentions=(newer, came)), NEWER))
    changes = list(find_changes(store, 1, 2))
    assert {(c.kind, c.field, c.was, c.is_) for c in changes} == {
        ("changed", "event_type", "COERCE", "ASSAULT"),
        ("changed", "status", "actual", "future"),
        ("changed", "actors", "Police of Peru [PER COP]", "Police of Peru [BOL COP]"),
        ("gone mention", "", "CONSULT negated: met", ""),
        ("new mention", "", "", "CONSULT negated: mayor"),
    }
    (actors,) = [c for c in changes if c.field == "actors"]
    assert "place beside the name" in actors.why


def test_reports_come_and_change(store: Store) -> None:
    """A report of a later run is new; one with another text is not compared value by value."""
    save(store, CODING)
    other = replace(CODING, report=replace(REPORT, body=REPORT.body + " More."))
    save(store, other, *many(1))
    assert list(find_changes(store, 1, 2)) == [
        Change("n000000", "new report"),
        Change("r1", "new text", was="2 mentions", is_="2 mentions"),
    ]


def test_what_a_run_passed_over_did_not_change(store: Store) -> None:
    """A run that finds everything there changes nothing, also where it brings an older coding back."""
    save(store, CODING, *many(2))
    save(store, CODING)
    assert list(find_changes(store, 1, 2)) == []
    fewer = replace(CODING, mentions=(replace(ARREST, recipients=(Participant(None, "", "Miners"),)),))
    save(store, recoded(fewer, NEWER))
    save(store, CODING)
    assert {c.kind for c in find_changes(store, 1, 3)} == {"changed", "gone mention"}
    assert list(find_changes(store, 1, 4)) == []
    assert {c.kind for c in find_changes(store, 3, 4)} == {"changed", "new mention"}


def test_an_unknown_run_is_told(store: Store) -> None:
    """A run that there is not is named."""
    save(store, CODING)
    with pytest.raises(StoreError, match="no run 7"):
        find_causes(store, 1, 7)
