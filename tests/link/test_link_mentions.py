"""Mentions become events: constructed cases, and what holds whatever the mentions are."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from link_cases import CASES, build, build_all

from dateline.core import Event, EventMention, Judgement, Report
from dateline.link import LinkSettings, compare_mentions, link_mentions

ALL, REPORTS = build_all()
PUBLISHED = {report.id: report.published for report in REPORTS}


def grouped(mentions: list[EventMention], reports: list[Report]) -> list[list[int]]:
    events = link_mentions(mentions, reports)
    return sorted(sorted(int(mention[1:]) for mention in event.mentions) for event in events)


def test_there_are_cases() -> None:
    """The table of cases is there, each with its own name."""
    assert len(CASES) >= 40
    assert len({case["case"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case: dict) -> None:
    """The mentions of a case become the events that its table says."""
    assert grouped(*build(case)) == sorted(case["events"])


def by_days(mentions: list[EventMention], reports: list[Report]) -> tuple[Event, ...]:
    """Link day by day: each day knows the events of the days before."""
    days: dict[date | None, list[EventMention]] = defaultdict(list)
    for mention in mentions:
        days[PUBLISHED[mention.report_id]].append(mention)
    so_far: list[EventMention] = []
    events: tuple[Event, ...] = ()
    for day in sorted(days, key=str):
        so_far += days[day]
        events = link_mentions(so_far, reports, known=events)
    return events


def test_every_mention_stands_in_one_event() -> None:
    """No mention is lost and none stands in two events."""
    told = [mention for event in link_mentions(ALL, REPORTS) for mention in event.mentions]
    assert sorted(told) == sorted(mention.id for mention in ALL)


@pytest.mark.parametrize("seed", range(5))
def test_order_changes_nothing(seed: int) -> None:
    """Mentions and reports in another order give the same events, edges and evidence included."""
    mentions, reports = ALL[:], REPORTS[:]
    random.Random(seed).shuffle(mentions)
    random.Random(seed + 1).shuffle(reports)
    assert link_mentions(mentions, reports) == link_mentions(ALL, REPORTS)


def test_linking_again_changes_nothing() -> None:
    """Events that are known already come back as they were."""
    events = link_mentions(ALL, REPORTS)
    assert link_mentions(ALL, REPORTS, known=events) == events


def test_day_by_day_is_all_at_once() -> None:
    """Linking each day's reports when they come gives the events of linking all at once."""
    at_once = {event.id: event.mentions for event in link_mentions(ALL, REPORTS)}
    assert {event.id: event.mentions for event in by_days(ALL, REPORTS)} == at_once


def test_a_later_day_never_regroups_what_was_told() -> None:
    """Mentions that were two events yesterday are not one today, whatever today's report says."""
    events = link_mentions(ALL, REPORTS)
    for day in sorted(set(filter(None, PUBLISHED.values())))[:-1:7]:
        early = [mention for mention in ALL if PUBLISHED[mention.report_id] <= day]
        before = {mention: event.id for event in link_mentions(early, REPORTS) for mention in event.mentions}
        after = {mention: event.id for event in events for mention in event.mentions}
        assert {mention: after[mention] for mention in before} == before


def test_a_person_can_join_and_part() -> None:
    """What a person judged holds against the scores, also for known events, and is undone by leaving it out."""
    mentions, reports = build(next(case for case in CASES if case["case"] == "opposite roles"))
    alone = link_mentions(mentions, reports)
    assert [len(event.mentions) for event in alone] == [1, 1]
    joined = link_mentions(mentions, reports, judgements=[Judgement("m0", "m1", same=True)], known=alone)
    assert [event.mentions for event in joined] == [("m0", "m1")]
    assert joined[0].edges[0].joins
    parted = link_mentions(mentions, reports, judgements=[Judgement("m0", "m1", same=False)], known=joined)
    assert [len(event.mentions) for event in parted] == [1, 1]
    assert link_mentions(mentions, reports) == alone


def test_a_person_parts_whole_groups() -> None:
    """Two mentions that a person keeps apart do not come together by way of others."""
    case = next(case for case in CASES if case["case"] == "one shelling in five wordings")
    mentions, reports = build(case)
    events = link_mentions(mentions, reports, judgements=[Judgement("m0", "m1", same=False)])
    home = {mention: event.id for event in events for mention in event.mentions}
    assert home["m0"] != home["m1"]
    assert len(events) == 2
    assert any("kept apart" in e.evidence[0].rule for event in events for e in event.edges if not e.joins)


def test_the_last_judgement_holds() -> None:
    """Of two judgements of one pair the later one counts."""
    mentions, reports = build(next(case for case in CASES if case["case"] == "opposite roles"))
    first, second = (
        Judgement("m0", "m1", same=True, on=date(2024, 1, 1)),
        Judgement("m1", "m0", same=False, on=date(2024, 1, 2)),
    )
    assert len(link_mentions(mentions, reports, judgements=[first, second])) == 2
    assert len(link_mentions(mentions, reports, judgements=[second, first])) == 2


def test_every_join_is_explained() -> None:
    """Each event of several mentions holds edges that connect them all, each with evidence in words."""
    for event in link_mentions(ALL, REPORTS):
        joining = [edge for edge in event.edges if edge.joins]
        assert len(joining) == len(event.mentions) - 1
        assert {m for edge in joining for m in (edge.first, edge.second)} | {event.mentions[0]} == set(event.mentions)
        assert all(edge.score >= 0.5 and edge.evidence for edge in joining)


def test_two_mentions_can_be_compared_on_demand() -> None:
    """Any two mentions say whether they would be one event and what keeps them apart."""
    mentions, reports = build(next(case for case in CASES if case["case"] == "plan and deed"))
    edge = compare_mentions(*mentions, reports)
    assert not edge.joins
    assert edge.evidence[0].rule == "kept apart: plan and deed"
    unlike = compare_mentions(mentions[0], replace(mentions[1], event_type="CONSULT"), reports)
    assert "never one act" in unlike.evidence[0].rule


def test_an_event_keeps_its_id_when_it_grows() -> None:
    """The id of an event stays when later reports join it."""
    mentions, reports = build(next(case for case in CASES if case["case"] == "death tolls differ"))
    early = link_mentions(mentions[:1], reports)
    assert [event.id for event in early] == [event.id for event in link_mentions(mentions, reports)]


def test_a_mention_without_its_report_is_linked_by_what_it_says() -> None:
    """A missing report costs the words around, not the mention."""
    mentions, _ = build(next(case for case in CASES if case["case"] == "death tolls differ"))
    assert sum(len(event.mentions) for event in link_mentions(mentions, [])) == len(mentions)


def test_stricter_settings_join_less() -> None:
    """Asking for more certainty gives more events."""
    strict = link_mentions(ALL, REPORTS, LinkSettings(join=4.0))
    assert len(strict) > len(link_mentions(ALL, REPORTS))
