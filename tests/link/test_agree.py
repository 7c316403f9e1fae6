"""The agreed record: what most independent reports say, and where they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from link_cases import CASES, build

from dateline.core import Event, EventMention, Participant, Period, Report, Source, Span, Status, When, Where
from dateline.core.event_record import event_record
from dateline.link import agree, link_mentions


def case(name: str) -> tuple[list[EventMention], list[Report]]:
    return build(next(one for one in CASES if one["case"] == name))


def one_event(mentions: list[EventMention]) -> Event:
    return Event("e-1", tuple(mention.id for mention in mentions))


def claims(mentions: list[EventMention], reports: list[Report], field: str) -> list[tuple[str, int, str]]:
    agreed = agree(one_event(mentions), mentions, reports)
    found = [one for one in agreed.disagreements if one.field == field]
    return [(claim.value, claim.n_independent, claim.first_by) for one in found for claim in one.claims]


def test_tolls_that_differ_are_listed() -> None:
    """The record tells who reports which number of dead, and who first."""
    mentions, reports = case("death tolls differ")
    assert claims(mentions, reports, "size.dead") == [
        ("13", 1, "Paper 0"),
        ("100", 1, "Paper 1"),
        ("95", 1, "Islamic State"),
    ]


def test_the_majority_gives_the_toll() -> None:
    """The number that most reports give is the agreed one; the count of its reports stands beside it."""
    mentions, reports = case("one shelling in five wordings")
    agreed = agree(one_event(mentions), mentions, reports)
    assert agreed.size.dead
    assert agreed.size.dead.best == 10
    assert next(s for s in agreed.support if s[0] == "size.dead")[2:] == (4, 4)
    assert agreed.disagreements == ()


def test_a_denial_is_a_disagreement() -> None:
    """Who denies stands against who says that it happened."""
    mentions, reports = case("denial")
    told = claims(mentions, reports, "status")
    assert told == [("did not happen", 1, "Syrian government"), ("happened", 1, "rescue workers")]


def test_two_sides_that_blame_each_other_disagree() -> None:
    """Who did it is a disagreement where the army and the rebels are named; a state and its army are no such two."""
    mentions, reports = case("death tolls differ")
    army = Participant(None, "the army", "Army of Sarmia", "", "SAR", ("MIL",))
    rebels = Participant(None, "rebels", "Free Front", "", "SAR", ("REB",))
    state = Participant(None, "Sarmia", "Sarmia", "SAR", "SAR", ("GOV",))
    blaming = [replace(mentions[0], actors=(army,)), replace(mentions[1], actors=(rebels,))]
    assert [value for value, _, _ in claims(blaming, reports, "actors")] == ["Army of Sarmia", "Free Front"]
    naming = [replace(mentions[0], actors=(army,)), replace(mentions[1], actors=(state,))]
    assert claims(naming, reports, "actors") == []


def test_a_plan_that_came_true_has_a_timeline() -> None:
    """The line of an event's life goes from planned to happened."""
    mentions, reports = case("a plan for a day, carried out on that day")
    event = link_mentions(mentions, reports)[0]
    agreed = agree(event, mentions, reports)
    assert [told.status for told in agreed.timeline] == [Status.FUTURE, Status.ACTUAL]
    assert agreed.status == Status.ACTUAL
    assert agreed.first_published == date(2023, 9, 13)


def test_a_claim_that_was_confirmed_has_a_timeline() -> None:
    """The line tells the stance of each voice: claimed, then confirmed."""
    mentions, reports = case("a claim and its confirmation")
    voices = [
        Source(None, "a rebel", "person", stance="claims"),
        Source(None, "a minister", "person", stance="confirms"),
    ]
    told = [replace(mention, sources=(voice,)) for mention, voice in zip(mentions, voices, strict=True)]
    agreed = agree(one_event(told), told, reports)
    assert [(one.stance, one.by) for one in agreed.timeline] == [("claims", "a rebel"), ("confirms", "a minister")]


def test_copies_count_once() -> None:
    """Two prints of one agency text are two reports and one independent voice."""
    mentions, reports = case("an agency's text in three papers")
    reports[2] = replace(reports[2], body="Quito gave up its plan for dearer petrol on Sunday, and crowds cheered.")
    agreed = agree(one_event(mentions), mentions, reports)
    assert (agreed.n_reports, agreed.n_publishers, agreed.n_independent) == (3, 3, 2)


def test_the_fullest_name_and_the_narrowest_days_win() -> None:
    """Of values that fit one another the most specific is agreed on."""
    mentions, reports = case("a surname and a full name")
    week = When(Period(date(2021, 1, 11), date(2021, 1, 17)), "text", None, "last week")
    country = Where(Span(0, 0), "Russia", "Russia", "RUS", precision="country")
    told = [mentions[0], replace(mentions[1], when=week, where=country)]
    agreed = agree(one_event(told), told, reports)
    assert [one.name for one in agreed.recipients] == ["Alexei Navalny"]
    assert agreed.when
    assert agreed.when.period == Period.day(date(2021, 1, 17))
    assert agreed.where
    assert agreed.where.name == "Moscow"


def test_one_report_alone_names_nobody_else_in() -> None:
    """A participant that only a minority names is left out of the agreed record."""
    mentions, reports = case("one shelling in five wordings")
    stray = Participant(None, "Belarus", "Belarus", "", "BLR", ("GOV",))
    told = [replace(mentions[0], actors=(*mentions[0].actors, stray)), *mentions[1:]]
    agreed = agree(one_event(told), told, reports)
    assert {one.country for one in agreed.actors} == {"RUS"}


def test_the_record_is_plain_json() -> None:
    """The JSON object of an event names its mentions, reports, counts and disagreements."""
    import json

    mentions, reports = case("death tolls differ")
    record = event_record(agree(one_event(mentions), mentions, reports))
    again = json.loads(json.dumps(record))
    assert again == record
    assert again["mentions"] == ["m0", "m1", "m2"]
    assert again["n_reports"] == 3
    assert again["where"]["name"] == "Kabul"
    assert again["disagreements"][0]["field"] == "size.dead"


def test_an_event_without_its_mentions_is_refused() -> None:
    """Agreeing on nothing is an error that names the event."""
    with pytest.raises(ValueError, match="e-1"):
        agree(Event("e-1", ("m9",)), [], [])
