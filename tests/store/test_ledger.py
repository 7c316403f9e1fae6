"""Questions find what fits and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from made import ARREST, MEETING, many

from dateline.core import EventMention, Period
from dateline.store import Store
from dateline.store.filters import Filter, read_days
from dateline.store.ledger import Found, Ledger, read_filter
from dateline.store.listing import find_lines, find_rows, find_types, find_unit
from dateline.store.query import QueryError, ask

MENTIONS = [ARREST, MEETING, *(mention for coding in many(40) for mention in coding.mentions)]


@pytest.fixture
def ledger(filled: Store) -> Ledger:
    return Ledger(filled.path)


def countries(mention: EventMention, part: str) -> set[str]:
    return {one.country for one in getattr(mention, part)}


CASES = {
    "between": (
        {"between": "USA,VEN"},
        lambda m: any(
            a in countries(m, "actors") and b in countries(m, "recipients") for a, b in (("USA", "VEN"), ("VEN", "USA"))
        ),
    ),
    "actor": ({"actor": "USA"}, lambda m: "USA" in countries(m, "actors")),
    "recipient by name": ({"recipient": "state of iran"}, lambda m: False),
    "recipient by its name": ({"recipient": "state of irn"}, lambda m: "IRN" in countries(m, "recipients")),
    "country": (
        {"country": "FRA"},
        lambda m: "FRA" in countries(m, "actors") | countries(m, "recipients") | {m.where.country if m.where else ""},
    ),
    "types": ({"type": "SANCTION,AID"}, lambda m: m.event_type in {"SANCTION", "AID"}),
    "modes": ({"mode": ["visit", "meet"]}, lambda m: bool({"visit", "meet"} & set(m.modes))),
    "contexts": ({"context": "legal"}, lambda m: "legal" in m.contexts),
    "status": ({"status": "negated"}, lambda m: m.status == "negated"),
    "place by code": ({"place": "PER"}, lambda m: bool(m.where) and m.where.country == "PER"),
    "place by name": ({"place": "caracas"}, lambda m: bool(m.where) and m.where.name == "Caracas"),
    "days": (
        {"since": "2023-03", "until": "2023-04-10"},
        lambda m: date(2023, 3, 1) <= m.when.period.last and m.when.period.first <= date(2023, 4, 10),
    ),
    "confidence": ({"min_confidence": 0.8}, lambda m: m.confidence >= 0.8),
    "words": ({"words": "MAYOR"}, lambda m: m is MEETING),
    "publisher": ({"publisher": "The Paper"}, lambda m: m in (ARREST, MEETING)),
    "several": (
        {"actor": "USA", "type": "SANCTION", "status": "actual"},
        lambda m: "USA" in countries(m, "actors") and m.event_type == "SANCTION" and m.status == "actual",
    ),
    "nothing": ({}, lambda m: True),
}


@pytest.mark.parametrize("name", CASES)
def test_a_filter_finds_what_fits(ledger: Ledger, name: str) -> None:
    """Each field of a filter finds the mentions of which it is true, in the order of days."""
    asked, fits = CASES[name]
    found = ledger.mentions(**asked)
    assert {record["id"] for record in found} == {mention.id for mention in MENTIONS if fits(mention)}
    days = [record["when"]["first"] for record in found]
    assert days == sorted(days)
    assert name in {"nothing", "recipient by name"} or 0 < len(found) < len(MENTIONS)


def test_a_question_may_be_limited(ledger: Ledger) -> None:
    """A limit gives the first in the order of days."""
    assert list(ledger.mentions(limit=3)) == list(ledger.mentions()[:3])


def test_days_are_read_as_periods() -> None:
    """Years and months stand for all their days; anything else is refused."""
    assert read_days("2024") == Period(date(2024, 1, 1), date(2024, 12, 31))
    assert read_days("2024-02") == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert read_days("2024-02-03") == Period.day(date(2024, 2, 3))
    for wrong in ("", "24", "2024-2x", "2024-13", "2024-02-30", "May 2024"):
        with pytest.raises(ValueError, match=r"."):
            read_days(wrong)


def test_two_parties_are_two() -> None:
    """One name or three are refused with the right form."""
    for wrong in ("USA", "USA,VEN,PER", "USA,"):
        with pytest.raises(ValueError, match="write USA,VEN"):
            read_filter(between=wrong)


def test_linked_events_are_found_as_events(linked: Store) -> None:
    """The same filters find events by what is agreed."""
    ledger = Ledger(linked.path)
    assert [event["id"] for event in ledger.events()] == ["e-1", "e-2"]
    (first,) = ledger.events(actor=many(1)[0].mentions[0].actors[0].country, min_confidence=0.5)
    assert first["n_reports"] == 3
    assert find_unit(linked) == "event"
    names, rows = find_rows(linked, Filter(), "event")
    assert names[0] == "event_id"
    assert [row[0] for row in rows] == ["e-1", "e-2"]


def test_rows_name_who_and_whom(filled: Store) -> None:
    """A listing has one row for each mention with its parties as lists."""
    names, rows = find_rows(filled, read_filter(publisher="The Paper"), "mention")
    told = [dict(zip(names, row, strict=True)) for row in rows]
    assert [one["actors"] for one in told] == [["PER"], ["PER", "PER"]]
    assert [one["recipients"] for one in told] == [["PER"], None]
    _, lines = find_lines(filled, read_filter(publisher="The Paper"), "mention")
    assert lines[1][1:] == ("2024-05-08", "CONSULT meet", "negated", "PER, PER → ?", None)
    assert MEETING.id.startswith(str(lines[1][0]))
    assert find_unit(filled) == "mention"
    assert {"ACCUSE", "SANCTION"} <= set(find_types(filled))


def test_a_notebook_shows_marked_sentences(ledger: Ledger) -> None:
    """Found records show themselves as a table of marked sentences, the first ones only."""
    found = ledger.mentions()
    html = found._repr_html_()
    assert html.count("<tr>") == 51
    assert f"{len(found) - 50} more" in html
    assert repr(found[:2]) == "<2 records>"
    assert isinstance(found[:2], Found)


def test_sql_reads_and_nothing_else(ledger: Ledger) -> None:
    """Rows come back; writing, other files, settings and extensions are refused."""
    assert ledger.sql("SELECT count(*) AS n FROM mentions WHERE status = ?", ["negated"])[0]["n"] > 0
    for query in (
        "DELETE FROM kept.mentions",
        "CREATE TABLE mine (a INTEGER)",
        f"FROM read_text('{__file__}')",
        f"COPY mentions TO '{ledger.store.path}.csv'",
        f"ATTACH '{ledger.store.path}.other'",
        "SET enable_external_access = true",
        "INSTALL fts",
        "SELECT nonsense",
    ):
        with pytest.raises(QueryError):
            ask(ledger.store, query)
