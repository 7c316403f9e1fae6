"""Handing on tables in the columns of POLECAT, ICEWS, GDELT and Phoenix, without their defects.

Empty is missing (never "None"), codes are text, days have one form, and ids do not repeat: the first dyad of an event
bears its id, further ones the id with a number behind a dot. Only what reports tell as having happened is handed on,
unless another status is asked for: none of the originals can say that something is planned or denied.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.knowledge import Knowledge
from dateline.store.columns import Column
from dateline.store.export import copy_rows
from dateline.store.filters import Filter, Unit, find_condition
from dateline.store.likenesses import LIKENESSES, Likeness
from dateline.store.schema import StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store

HAPPENED = ("actual",)
# PLOVER sector → CAMEO agent, where they differ: MED is medical there and media here.
AGENTS: Mapping[str, str] = {"JRN": "MED", "MED": "HLH"}
GROUPS = ("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC")  # stand where a country stands, and are none


def export_like(
    store: Store,
    like: str,
    path: Path,
    knowledge: Knowledge,
    wanted: Filter,
    *,
    unit: Unit = "mention",
    header: bool = True,
) -> None:
    """The file holds the mentions (or events) in the columns of `like`, tab-separated.

    Raises `StoreError` for a likeness that there is not.
    """
    if like not in LIKENESSES:
        raise StoreError(f"there is no likeness {like!r}: choose among {', '.join(LIKENESSES)}")
    with store.session() as connection:
        _lay_out_codes(connection, knowledge)
        _lay_out_told(connection, wanted, unit, dyads=LIKENESSES[like].dyads)
        copy_rows(connection, _select(LIKENESSES[like]), "tsv", path, header=header)


def like_columns(like: str) -> tuple[Column, ...]:
    """Return the columns of a likeness, all as text: readers of the originals choose the types."""
    return tuple(Column(name, "VARCHAR", name) for name in LIKENESSES[like].columns)


def _select(like: Likeness) -> str:
    listed = ", ".join(f'{expression} AS "{name}"' for name, expression in like.columns.items())
    return f"FROM told SELECT {listed} ORDER BY told.day NULLS LAST, told.id, told.dyad"


def _lay_out_codes(connection: DuckDBPyConnection, knowledge: Knowledge) -> None:
    """The tables of countries and of CAMEO agents, for this session."""
    query = "SELECT country FROM participants UNION SELECT place_country FROM mentions UNION SELECT country "
    used = [code for (code,) in connection.execute(f"{query} FROM event_participants").fetchall() if code]
    known = [(code, knowledge.lookup_entity(code), knowledge.codes_of(code)) for code in sorted(used)]
    rows = [(code, e.name if e else code, codes.get("cow"), codes.get("fips")) for code, e, codes in known]
    connection.execute("CREATE OR REPLACE TEMP TABLE countries (code VARCHAR, name VARCHAR, cow VARCHAR, fips VARCHAR)")
    connection.executemany("INSERT INTO countries VALUES (?, ?, ?, ?)", rows or [("", "", None, None)])


def _lay_out_told(connection: DuckDBPyConnection, wanted: Filter, unit: Unit, *, dyads: bool) -> None:
    """The temporary table `told`, a row for each line to hand on."""
    condition = find_condition(wanted, unit)
    base = BASE[unit].format(condition=condition.sql)
    parts = "participants" if unit == "mention" else "event_participants"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE facts AS {base}", list(condition.values))
    sides = SIDES.format(parts=parts, key=f"{unit}_id", **WORDS[unit])
    connection.execute(f"CREATE OR REPLACE TEMP TABLE sides AS {sides}")
    joined = DYADS if dyads else f"FROM facts {_listed('actor', 'a')} {_listed('recipient', 'r')}"
    number = "row_number() OVER (PARTITION BY id ORDER BY a_position, r_position)" if dyads else "1"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS FROM ({joined}) SELECT *, {number} AS dyad, "
        "IF(dyad = 1, id, id || '.' || dyad) AS row_id"
    )


def _listed(part: str, own: str) -> str:
    """A join of all participants of one kind as joined lists."""
    joined = ", ".join(
        f"nullif(array_to_string(list(coalesce({column}, '') ORDER BY position), '; '), '') AS {own}_{name}"
        for name, column in (
            ("names", "name"),
            ("countries", "country"),
            ("cows", "cow"),
            ("sectors", "sectors"),
            ("roles", "role"),
            ("texts", "text"),
        )
    )
    firsts = f"first(sector ORDER BY position) AS {own}_sector, first(start_char ORDER BY position) AS {own}_start"
    return f"LEFT JOIN (FROM sides SELECT id, {joined}, {firsts} WHERE part = '{part}' GROUP BY id) USING (id)"


WORDS = {
    "mention": {"text": "p.text", "start": "start_char"},
    "event": {"text": "coalesce(p.role, p.name)", "start": "NULL"},
}

# Facts that are the same for all lines of a mention.
COMMON = """
coalesce(t.when_first, r.published) AS day, t.event_type, t.status, t.score, t.quad, t.cameo, t.confidence, t.place,
t.place_country, t.admin1, t.lat, t.lon, t.geonameid, t.place_precision AS precision_,
nullif(array_to_string(t.modes, '; '), '') AS modes_, nullif(array_to_string(t.contexts, '; '), '') AS contexts_,
lower(t.event_type) || coalesce(': ' || array_to_string(nullif(t.modes, []), ', '), '') AS event_text,
pc.name AS place_country_name, pc.fips AS place_fips, r.published, r.publisher, r.url, r.report_id, r.language,
length(concat_ws(chr(10) || chr(10), r.title, r.body)) AS length_
"""
BASE = {
    "mention": f"""
    FROM mentions AS t JOIN reports AS r USING (report_id) LEFT JOIN countries AS pc ON pc.code = t.place_country
    LEFT JOIN event_mentions AS em USING (mention_id)
    LEFT JOIN (
        FROM mentions SELECT report_id, array_to_string(list_sort(list(DISTINCT place)), '; ') AS story_places
        GROUP BY report_id
    ) USING (report_id)
    SELECT t.mention_id AS id, coalesce(em.event_id, t.mention_id) AS event_or_mention, {COMMON},
        t.place_text, t.sentence, t.trigger_start, story_places,
        'dateline ' || t.dateline || ', model ' || t.model AS version, 1 AS n_mentions, 1 AS n_reports,
        1 AS n_publishers, r.report_id || '_' || t.sentence AS sentence_ids, r.url AS urls, r.publisher AS publishers
    WHERE t.mention_id IN (FROM mentions SELECT mention_id WHERE {{condition}})
    """,
    "event": f"""
    WITH of_reports AS (
        FROM event_mentions JOIN mentions USING (mention_id)
        SELECT event_id, first(mention_id ORDER BY event_mentions.position) AS mention_id,
            array_to_string(list(report_id || '_' || sentence ORDER BY event_mentions.position), ';') AS sentence_ids,
            array_to_string(list_sort(list(DISTINCT mentions.place)), '; ') AS story_places
        GROUP BY event_id
    ),
    of_papers AS (
        FROM (
            FROM event_mentions JOIN mentions USING (mention_id) SELECT event_id, report_id
            UNION FROM events SELECT event_id, unnest(from_json(record->'$.reports', '["VARCHAR"]'))
        ) JOIN reports USING (report_id)
        SELECT event_id, array_to_string(list_sort(list(DISTINCT url)), ';') AS urls,
            array_to_string(list_sort(list(DISTINCT publisher)), ';') AS publishers
        GROUP BY event_id
    )
    FROM events AS t JOIN of_reports USING (event_id) JOIN of_papers USING (event_id)
    JOIN mentions AS m USING (mention_id) JOIN reports AS r ON r.report_id = m.report_id
    LEFT JOIN countries AS pc ON pc.code = t.place_country
    SELECT t.event_id AS id, t.event_id AS event_or_mention, {COMMON}, m.place_text, m.sentence, m.trigger_start,
        story_places, 'dateline ' || m.dateline || ', model ' || m.model AS version, t.n_mentions, t.n_reports,
        t.n_publishers, sentence_ids, urls, publishers
    WHERE t.event_id IN (FROM events SELECT event_id WHERE {{condition}})
    """,  # noqa: S608 - the names are those above
}

AGENT = " ".join(f"WHEN '{sector}' THEN '{agent}'" for sector, agent in AGENTS.items())
SIDES = f"""
FROM {{parts}} AS p SEMI JOIN facts ON facts.id = p.{{key}} LEFT JOIN countries AS c ON c.code = p.country
SELECT {{key}} AS id, part, position, {{text}} AS text, {{start}} AS start_char, coalesce(p.name, {{text}}) AS name,
    p.country, c.name AS country_name, c.cow, sector, role, nullif(array_to_string(sectors, '; '), '') AS sectors,
    list_transform(sectors, lambda s: CASE s {AGENT} ELSE s END) AS agents,
    IF(p.country IN {GROUPS}, NULL, p.country) AS state, IF(p.country IN {GROUPS}, p.country, NULL) AS group_,
    nullif(concat(p.country, list_transform(sectors, lambda s: CASE s {AGENT} ELSE s END)[1]), '') AS cameo
"""
SIDE = (
    "position",
    "name",
    "country",
    "country_name",
    "sectors",
    "agents",
    "state",
    "group_",
    "cameo",
    "start_char",
)
# Without recipients, two actors or more are each other's: one row for each pair of them.
DYADS = f"""
FROM facts LEFT JOIN (FROM sides WHERE part = 'actor') AS a ON a.id = facts.id
LEFT JOIN (
    FROM sides SELECT *, false AS mutual WHERE part = 'recipient'
    UNION ALL
    FROM sides ANTI JOIN (FROM sides WHERE part = 'recipient') AS r USING (id) SELECT *, true WHERE part = 'actor'
) AS r ON r.id = facts.id AND (NOT r.mutual OR r.position > a.position)
SELECT facts.*, {", ".join(f"{own}.{name} AS {own}_{name.rstrip('_')}" for own in "ar" for name in SIDE)}
QUALIFY r.id IS NOT NULL OR count(r.id) OVER (PARTITION BY facts.id) = 0
"""  # noqa: S608 - the names are those above
