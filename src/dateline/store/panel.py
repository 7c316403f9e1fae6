"""Panels: events counted by country, dyad, actor or grid cell, and by day to year.

Every unit that occurs has a row for every period. Zero and "not covered" are kept apart: where no report was published
in a period, its counts are missing, not 0. An event whose days do not lie within one period (a whole year, in a panel
of months) is placed nowhere; how many these are is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dateline.store.columns import Column, read_columns
from dateline.store.filters import Filter, Unit, find_condition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store


class PanelUnit(StrEnum):
    """What a row of a panel is about."""

    COUNTRY = "country"
    DYAD = "dyad"
    ACTOR = "actor"
    GRID = "grid"


class Every(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Involved(StrEnum):
    """How a country or actor must be involved to be counted."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    LOCATION = "location"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Panel:
    """What to count.

    Attributes:
        unit, every: what rows are.
        involved: for country and actor; a location involves no actor.
        wanted: which events; its days also bound the panel.
        of: "event" counts what reports agree on, "mention" each report anew.
        one_a_day: same days, parties and type count once.
        types: event types that get a column of their own.
    """

    unit: PanelUnit = PanelUnit.COUNTRY
    every: Every = Every.MONTH
    involved: Involved = Involved.ANY
    wanted: Filter = field(default_factory=Filter)
    of: Unit = "mention"
    one_a_day: bool = False
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A panel: columns, rows, and how many events could not be placed in it.

    `vague` have days that lie in no single period, `outside` lie before or after its bounds.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[object, ...]]
    vague: int
    outside: int


KEYS = {
    PanelUnit.COUNTRY: "country VARCHAR ISO 3166 alpha-3, or UNO EUR IGO NGO ISM IMG MNC",
    PanelUnit.DYAD: """
actor VARCHAR country of who acts
recipient VARCHAR country of who is acted upon""",
    PanelUnit.ACTOR: """
entity_id VARCHAR id in the knowledge
name VARCHAR name of the actor""",
    PanelUnit.GRID: """
gid INTEGER number of the PRIO-GRID cell (0.5 degrees)
cell_lat DOUBLE latitude of its centre
cell_lon DOUBLE longitude of its centre""",
}
MEASURES = """
period DATE first day of the period
events INTEGER number of events; empty where nothing was covered
verbal_cooperation INTEGER of these
material_cooperation INTEGER of these
verbal_conflict INTEGER of these
material_conflict INTEGER of these
score_sum DOUBLE sum of conflict-cooperation scores
score_mean DOUBLE mean of these
score_min DOUBLE most conflictual of these
"""
COVERAGE = """
reports INTEGER reports published in the period
covered BOOLEAN whether there was one
"""
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

# Rows (id, keys) of each unit, from `chosen` events and their participants.
UNITS = {
    PanelUnit.COUNTRY: "FROM ({countries}) SELECT DISTINCT id, country WHERE country IS NOT NULL",
    PanelUnit.DYAD: """
    FROM parts AS a JOIN parts AS r USING (id) LEFT JOIN (FROM parts SELECT DISTINCT id WHERE part = 'recipient') AS one
    ON one.id = a.id SELECT DISTINCT a.id, a.country AS actor, r.country AS recipient
    WHERE a.country IS NOT NULL AND r.country IS NOT NULL AND a.part = 'actor'
    AND IF(one.id IS NULL, r.position <> a.position, r.part = 'recipient')
    """,
    PanelUnit.ACTOR: """
    FROM parts SELECT id, entity_id, min(name) AS name WHERE entity_id IS NOT NULL AND {side} GROUP BY id, entity_id
    """,
    PanelUnit.GRID: """
    FROM chosen SELECT id, CAST(floor((lat + 90) * 2) * 720 + floor((lon + 180) * 2) + 1 AS INTEGER) AS gid,
        floor(lat * 2) / 2 + 0.25 AS cell_lat, floor(lon * 2) / 2 + 0.25 AS cell_lon
    WHERE lat IS NOT NULL AND lon IS NOT NULL AND place_precision IN ('city', 'point')
    """,
}
SIDES = {Involved.ACTOR: "part = 'actor'", Involved.RECIPIENT: "part = 'recipient'", Involved.LOCATION: "false"}


def count_panel(store: Store, panel: Panel) -> Counted:
    """Return the panel, its rows in the order of unit and period."""
    with store.session() as connection:
        _choose(connection, panel)
        bounds = _bounds(connection, panel)
        columns = panel_columns(panel)
        rows = connection.execute(_query(panel, columns), list(bounds)).fetchall() if bounds[0] else []
        return Counted(columns, rows, *_unplaced(connection, panel, bounds))


def panel_columns(panel: Panel) -> tuple[Column, ...]:
    """Return the columns of a panel."""
    types = "\n".join(f"{_column(name)} INTEGER of type {name}" for name in panel.types)
    return tuple(column for part in (KEYS[panel.unit], MEASURES, types, COVERAGE) for column in read_columns(part))


def count_coverage(store: Store, every: Every) -> Counted:
    """Return how many reports each publisher has in each period in which anybody has one: 0 is a silence of its own."""
    columns = read_columns("""
publisher VARCHAR publisher; empty where the reports name none
period DATE first day of the period
reports INTEGER reports published in it
""")
    query = f"""
    WITH published AS (
        FROM reports SELECT publisher, date_trunc('{every}', published)::DATE AS period WHERE published IS NOT NULL
    )
    FROM (SELECT DISTINCT publisher FROM published) AS p, (SELECT DISTINCT period FROM published) AS d
    LEFT JOIN published AS r ON r.publisher IS NOT DISTINCT FROM p.publisher AND r.period = d.period
    SELECT p.publisher, d.period, count(r.period) GROUP BY ALL ORDER BY ALL
    """  # noqa: S608 - the period is one of `Every`
    with store.session() as connection:
        return Counted(columns, connection.execute(query).fetchall(), 0, 0)


def _choose(connection: DuckDBPyConnection, panel: Panel) -> None:
    """The temporary tables `chosen` (events that fit) and `parts` (their participants)."""
    condition = find_condition(panel.wanted, panel.of)
    key, parts = f"{panel.of}_id", "participants" if panel.of == "mention" else "event_participants"
    facts = f"{key} AS id, when_first, when_last, event_type, quad, score, place_country, lat, lon, place_precision"
    connection.execute(
        f"CREATE TEMP TABLE chosen AS FROM {panel.of}s SELECT {facts} WHERE {condition.sql}", list(condition.values)
    )
    connection.execute(
        f"CREATE TEMP TABLE parts AS FROM {parts} SEMI JOIN chosen ON id = {key} "
        f"SELECT {key} AS id, part, position, country, entity_id, name"
    )
    if panel.one_a_day:
        connection.execute(ONE_A_DAY)


# Of events of the same days, type and parties, the one with the first id stays.
ONE_A_DAY = """
DELETE FROM chosen WHERE id NOT IN (
    FROM chosen LEFT JOIN (
        FROM parts SELECT id, list_sort(list(DISTINCT part || coalesce(country, name, chr(0)))) AS parties GROUP BY id
    ) USING (id)
    SELECT min(id) GROUP BY when_first, when_last, event_type, parties
)
"""


def _bounds(connection: DuckDBPyConnection, panel: Panel) -> tuple[date | None, date | None]:
    """First days of the first and last period: as asked for, else those of the first and last report."""
    query = f"""
    FROM reports SELECT date_trunc('{panel.every}', coalesce(?::DATE, min(published)))::DATE,
        date_trunc('{panel.every}', coalesce(?::DATE, max(published)))::DATE
    """
    found = connection.execute(query, [panel.wanted.since, panel.wanted.until]).fetchone()
    return found or (None, None)


def _unplaced(connection: DuckDBPyConnection, panel: Panel, bounds: tuple[date | None, date | None]) -> tuple[int, int]:
    first, last = (f"date_trunc('{panel.every}', {column})::DATE" for column in ("when_first", "when_last"))
    query = f"""
    FROM chosen SELECT count(*) FILTER ({first} IS DISTINCT FROM {last} OR when_first IS NULL),
        count(*) FILTER ({first} = {last} AND NOT ({first} BETWEEN ?::DATE AND ?::DATE))
    """  # noqa: S608 - the names are those above
    found = connection.execute(query, list(bounds)).fetchone() or (0, 0)
    return int(found[0]), int(found[1])


def _query(panel: Panel, columns: Sequence[Column]) -> str:
    keys = ", ".join(column.name for column in read_columns(KEYS[panel.unit]))
    members = UNITS[panel.unit].format(countries=_countries(panel.involved), side=SIDES.get(panel.involved, "true"))
    first, last, published = (
        f"date_trunc('{panel.every}', {column})::DATE" for column in ("when_first", "when_last", "published")
    )
    shown = ", ".join(_shown(column) for column in columns)
    return f"""
    WITH periods AS (
        FROM range(?::DATE, ?::DATE + INTERVAL 1 DAY, INTERVAL {STEPS[panel.every]}) AS d(day)
        SELECT day::DATE AS period
    ),
    reported AS (FROM reports SELECT {published} AS period, count(*) AS reports GROUP BY ALL),
    members AS ({members}),
    placed AS (FROM members JOIN chosen USING (id) SELECT *, {first} AS period WHERE {first} = {last}),
    counted AS (FROM placed SEMI JOIN periods USING (period) SELECT {keys}, period, {_measures(panel)} GROUP BY ALL)
    FROM (FROM counted SELECT DISTINCT {keys}) CROSS JOIN periods
    LEFT JOIN counted USING ({keys}, period) LEFT JOIN reported USING (period)
    SELECT {shown} ORDER BY {keys}, period
    """  # noqa: S608 - the names are those above, the values are parameters


STEPS = {
    Every.DAY: "1 DAY",
    Every.WEEK: "7 DAY",
    Every.MONTH: "1 MONTH",
    Every.QUARTER: "3 MONTH",
    Every.YEAR: "1 YEAR",
}


def _measures(panel: Panel) -> str:
    quads = [f"count(*) FILTER (quad = '{quad}') AS {quad.replace(' ', '_')}" for quad in QUADS]
    scores = [f"{how}(score) AS score_{name}" for name, how in (("sum", "sum"), ("mean", "avg"), ("min", "min"))]
    types = [f"count(*) FILTER (event_type = '{_quoted(one)}') AS {_column(one)}" for one in panel.types]
    return ", ".join(["count(*) AS events", *quads, *scores, *types])


def _shown(column: Column) -> str:
    """A column of the panel: a count is 0 where reports were published and none tells of one, else missing."""
    if column.name == "reports":
        return "coalesce(reports, 0)::INTEGER AS reports"
    if column.name == "covered":
        return "reports IS NOT NULL AS covered"
    if column.type == "INTEGER" and column.name != "gid":
        return f"IF(reports IS NULL, {column.name}, coalesce({column.name}, 0))::INTEGER AS {column.name}"
    return column.name


def _countries(involved: Involved) -> str:
    located = "FROM chosen SELECT id, place_country AS country"
    parties = f"FROM parts SELECT id, country WHERE {SIDES.get(involved, 'true')}"
    return {Involved.LOCATION: located, Involved.ANY: f"{located} UNION ALL {parties}"}.get(involved, parties)


def _column(event_type: str) -> str:
    return re.sub(r"\W", "_", event_type.lower())


def _quoted(text: str) -> str:
    return text.replace("'", "''")
