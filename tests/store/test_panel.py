"""Panels count what happened, and tell zero from what nobody reported on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from made import ARREST, CODING, MEETING, VERSIONS, many

from dateline.core import EventMention, Period
from dateline.store import Store
from dateline.store.filters import Filter
from dateline.store.ledger import Ledger
from dateline.store.panel import Every, Involved, Panel, PanelUnit, count_coverage, count_panel

CODINGS = [CODING, *many(40)]
MENTIONS = [mention for coding in CODINGS for mention in coding.mentions]
FIRST = min(coding.report.published for coding in CODINGS)
LAST = max(coding.report.published for coding in CODINGS)


def rows_of(store: Store, panel: Panel) -> list[dict[str, Any]]:
    counted = count_panel(store, panel)
    return [dict(zip([c.name for c in counted.columns], row, strict=True)) for row in counted.rows]


def month(mention: EventMention) -> date:
    return mention.when.period.first.replace(day=1)


def parties(mention: EventMention, involved: Involved) -> set[str]:
    known = {
        Involved.ACTOR: {one.country for one in mention.actors},
        Involved.RECIPIENT: {one.country for one in mention.recipients},
        Involved.LOCATION: {mention.where.country} if mention.where else set(),
    }
    return known.get(involved) or (set().union(*known.values()) if involved is Involved.ANY else set())


@pytest.mark.parametrize("involved", list(Involved))
def test_countries_are_counted_as_they_are_involved(filled: Store, involved: Involved) -> None:
    """Counts by country and month are those of a plain count."""
    expected = Counter(
        (c, month(m)) for m in MENTIONS for c in parties(m, involved) if month(m) >= FIRST.replace(day=1)
    )
    rows = rows_of(filled, Panel(involved=involved))
    assert {(r["country"], r["period"]): r["events"] for r in rows if r["events"]} == expected


def test_every_unit_has_every_period(filled: Store) -> None:
    """The panel is balanced between the first and the last report."""
    rows = rows_of(filled, Panel())
    periods = {row["period"] for row in rows}
    months = (LAST.year - FIRST.year) * 12 + LAST.month - FIRST.month + 1
    assert len(periods) == months
    assert len(rows) == len({row["country"] for row in rows}) * months
    assert [(row["country"], row["period"]) for row in rows] == sorted((row["country"], row["period"]) for row in rows)


def test_zero_is_not_missing(filled: Store) -> None:
    """A count is 0 where reports were published, empty where there were none."""
    rows = rows_of(filled, Panel())
    published = Counter(coding.report.published.replace(day=1) for coding in CODINGS)
    assert {row["period"]: row["reports"] for row in rows} == {p: published[p] for p in {r["period"] for r in rows}}
    silent = [row for row in rows if not row["covered"]]
    assert silent
    assert {row["events"] for row in silent} == {None}
    quiet = [row for row in rows if row["covered"] and row["events"] == 0]
    assert quiet
    assert {(row["material_conflict"], row["score_mean"]) for row in quiet} == {(0, None)}


def test_scores_and_quads_add_up(filled: Store) -> None:
    """Quad counts sum to the count, the mean is the sum by the count, the least is among the scores."""
    rows = [row for row in rows_of(filled, Panel(unit=PanelUnit.DYAD, every=Every.YEAR)) if row["events"]]
    assert rows
    for row in rows:
        quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
        assert sum(row[quad] for quad in quads) == row["events"]
        assert row["score_mean"] == pytest.approx(row["score_sum"] / row["events"])
        dyad = [m.score for m in MENTIONS if (row["actor"], row["recipient"]) in pairs(m) and year(m) == row["period"]]
        assert (row["events"], row["score_min"]) == (len(dyad), min(dyad))


def year(mention: EventMention) -> date:
    return mention.when.period.first.replace(month=1, day=1)


def pairs(mention: EventMention) -> set[tuple[str, str]]:
    """Directed dyads; partners without a recipient are each other's."""
    if mention is MEETING:
        return {("PER", "PER")}
    return {(a.country, r.country) for a in mention.actors for r in mention.recipients}


def test_the_ledger_gives_panels(filled: Store) -> None:
    """From Python a panel is a list of rows by name."""
    told = Panel(unit=PanelUnit.DYAD)
    assert Ledger(filled.path).panel(told) == rows_of(filled, told)


def test_types_get_columns(filled: Store) -> None:
    """Each asked type has a column, and they sum to the count."""
    rows = rows_of(filled, Panel(every=Every.YEAR, types=("AID", "COERCE", "CONSULT", "SANCTION", "PROTEST")))
    for row in rows:
        assert row["events"] == row["aid"] + row["coerce"] + row["consult"] + row["sanction"]
        assert row["protest"] == 0


def test_filters_choose_what_is_counted(filled: Store) -> None:
    """Status, confidence and days are those of the filter."""
    wanted = Filter(statuses=("historical",), min_confidence=0.6, since=date(2023, 3, 1), until=date(2023, 6, 30))
    rows = rows_of(filled, Panel(wanted=wanted, involved=Involved.ACTOR))
    assert {row["period"] for row in rows} == {date(2023, n, 1) for n in (3, 4, 5, 6)}
    fits = [m for m in MENTIONS if m.status == "historical" and m.confidence >= 0.6]
    inside = [m for m in fits if date(2023, 3, 1) <= m.when.period.first <= date(2023, 6, 30)]
    assert sum(row["events"] or 0 for row in rows) == len(inside)
    assert inside


def test_one_a_day_counts_once(store: Store) -> None:
    """The same days, type and parties in three reports are one; another type or day is not."""
    day = ARREST.when
    other = replace(ARREST, when=replace(day, period=Period.day(date(2024, 5, 6))))
    told = [
        (f"t{n}", one) for n, one in enumerate((ARREST, ARREST, ARREST, other, replace(ARREST, event_type="ASSAULT")))
    ]
    codings = [
        replace(
            CODING, report=replace(CODING.report, id=name), mentions=(replace(one, id=f"m-{name}", report_id=name),)
        )
        for name, one in told
    ]
    store.save(codings, store.save_run(VERSIONS))
    assert [row["events"] for row in rows_of(store, Panel())] == [5]
    assert [row["events"] for row in rows_of(store, Panel(one_a_day=True))] == [3]


def test_vague_days_are_placed_nowhere(store: Store) -> None:
    """An event of a whole year is in a panel of years, not in one of months, and is told."""
    vague = replace(ARREST, when=replace(ARREST.when, period=Period(date(2024, 1, 1), date(2024, 12, 31))))
    old = replace(MEETING, when=replace(MEETING.when, period=Period.day(date(1999, 1, 1))))
    store.save([replace(CODING, mentions=(vague, old))], store.save_run(VERSIONS))
    months, years = count_panel(store, Panel()), count_panel(store, Panel(every=Every.YEAR))
    assert (months.vague, months.outside, len(months.rows)) == (1, 1, 0)
    assert (years.vague, years.outside, len(years.rows)) == (0, 1, 1)


def test_cells_are_those_of_prio_grid(filled: Store) -> None:
    """Cell numbers count from the south-west corner in half degrees; coordinates are those of the centre."""
    cells = {(row["gid"], row["cell_lat"], row["cell_lon"]) for row in rows_of(filled, Panel(unit=PanelUnit.GRID))}
    for gid, lat, lon in cells:
        assert gid == int((lat - 0.25 + 90) * 2) * 720 + int((lon - 0.25 + 180) * 2) + 1
    assert (111806, -12.25, -77.25) in cells


def test_actors_are_counted_by_entity(filled: Store) -> None:
    """An actor of the knowledge has its id and name."""
    rows = rows_of(filled, Panel(unit=PanelUnit.ACTOR, every=Every.YEAR, involved=Involved.ACTOR))
    assert ("PER-COP", "Police of Peru") in {(row["entity_id"], row["name"]) for row in rows}


def test_linked_events_are_counted_once(linked: Store) -> None:
    """Three reports of one event are one."""
    rows = rows_of(linked, Panel(of="event", every=Every.YEAR, wanted=Filter(since=date(2022, 1, 1))))
    assert sum(row["events"] or 0 for row in rows if row["country"] == "USA") == 1


def test_coverage_has_every_publisher_and_period(filled: Store) -> None:
    """Each publisher has a number for each period, 0 where it is silent."""
    counted = count_coverage(filled, Every.MONTH)
    expected = Counter((c.report.publisher, c.report.published.replace(day=1)) for c in CODINGS)
    assert {(p, d): n for p, d, n in counted.rows if n} == expected
    assert len(counted.rows) == len({p for p, _, _ in counted.rows}) * len({d for _, d, _ in counted.rows})
    assert 0 in {n for _, _, n in counted.rows}
