"""Events, edges, stories and judgements: what linking hands over, kept and given back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from dateline.core import Edge, Event, Evidence, Span
from dateline.core.event import Judgement, Story
from dateline.store.insert import insert
from dateline.store.load import fetch
from dateline.store.rows import Row, join_list
from dateline.store.session import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store

Record = Mapping[str, Any]


def save_events(
    store: Store,
    events: Iterable[Event],
    edges: Iterable[Edge],
    records: Mapping[str, Record],
    *,
    retire: Iterable[str] | None = None,
) -> None:
    """The events hold now, with the agreed record of each (event id → JSON object), and so do the edges.

    `retire` names events that hold no longer; None retires every event that is not among `events`. An event that is
    there already is not written again, unless its record or its mentions changed. An edge replaces an older one of the
    same two; where every other event is retired, only the edges that are given (here or with the events) are left.
    """
    given = list(events)
    with store.session() as connection, transaction(connection):
        _retire(connection, [event.id for event in given], None if retire is None else list(retire))
        known = _known(connection)
        changed = [event for event in given if known.get(event.id) != _told(event, records)]
        _forget(connection, [event.id for event in changed])
        insert(connection, _event_rows(changed, records))
        if retire is None:
            connection.execute("DELETE FROM kept.edges")
        _save_edges(connection, [*edges, *(edge for event in given for edge in event.edges)])


def load_events(store: Store) -> tuple[Event, ...]:
    """Return the events that hold, each with the edges of its mentions, in the order of ids."""
    with store.session() as connection:
        grouped = "list(mention_id ORDER BY position) GROUP BY event_id ORDER BY event_id"
        pairs = connection.execute(f"FROM event_mentions SELECT event_id, {grouped}").fetchall()
        edges = _edges(fetch(connection, "FROM edges ORDER BY first_id, second_id"))
    inside = _by_group(pairs, edges)
    return tuple(Event(event, tuple(mentions), tuple(inside[event])) for event, mentions in pairs)


def load_edges(store: Store) -> tuple[Edge, ...]:
    """Return all edges, those that join and those that keep apart."""
    with store.session() as connection:
        return _edges(fetch(connection, "FROM edges ORDER BY first_id, second_id"))


def load_records(store: Store) -> dict[str, dict[str, Any]]:
    """Return event id → agreed record of the events that hold."""
    with store.session() as connection:
        return {e: json.loads(r) for e, r in connection.execute("SELECT event_id, record FROM events").fetchall()}


def save_stories(store: Store, stories: Iterable[Story]) -> None:
    """The stories and their edges hold in place of all that were there."""
    given = list(stories)
    rows: dict[str, list[Row]] = {
        "stories": [(story.id, i, report) for story in given for i, report in enumerate(story.reports)],
        "story_edges": [_edge(edge) for story in given for edge in story.edges],
    }
    with store.session() as connection, transaction(connection):
        connection.execute("DELETE FROM kept.stories")
        connection.execute("DELETE FROM kept.story_edges")
        insert(connection, rows)


def load_stories(store: Store) -> tuple[Story, ...]:
    """Return the stories that hold, each with the edges among its reports, in the order of ids."""
    with store.session() as connection:
        grouped = "list(report_id ORDER BY position) GROUP BY story_id ORDER BY story_id"
        pairs = connection.execute(f"FROM stories SELECT story_id, {grouped}").fetchall()
        edges = _edges(fetch(connection, "FROM story_edges ORDER BY first_id, second_id"))
    inside = _by_group(pairs, edges)
    return tuple(Story(story, tuple(reports), tuple(inside[story])) for story, reports in pairs)


def save_judgement(store: Store, judgement: Judgement) -> None:
    """The judgement is kept; an older one about the same two is replaced."""
    first, second = sorted((judgement.first, judgement.second))
    row = (first, second, judgement.same, judgement.by or None, judgement.on, judgement.why or None)
    with store.session() as connection, transaction(connection):
        _forget_judgement(connection, first, second)
        insert(connection, {"judgements": [row]})


def remove_judgement(store: Store, first: str, second: str) -> None:
    """No judgement about the two mentions is kept any more."""
    with store.session() as connection:
        _forget_judgement(connection, *sorted((first, second)))


def load_judgements(store: Store) -> tuple[Judgement, ...]:
    """Return every judgement that is kept."""
    with store.session() as connection:
        rows = fetch(connection, "FROM judgements ORDER BY first_id, second_id")
    return tuple(
        Judgement(
            row["first_id"], row["second_id"], row["same"], row["by_whom"] or "", row["decided"], row["why"] or ""
        )
        for row in rows
    )


def _by_group(groups: Iterable[tuple[str, list[str]]], edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    """Group → the edges that join two of its members, and those that keep one of its members apart from others."""
    home = {member: group for group, members in groups for member in members}
    of_group: dict[str, list[Edge]] = {group: [] for group in home.values()}
    for edge in edges:
        ends = {home[one] for one in (edge.first, edge.second) if one in home}
        if len(ends) == 1 or not edge.joins:
            for group in ends:
                of_group[group].append(edge)
    return of_group


def _forget_judgement(connection: DuckDBPyConnection, first: str, second: str) -> None:
    connection.execute("DELETE FROM kept.judgements WHERE first_id = ? AND second_id = ?", [first, second])


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str)


def _told(event: Event, records: Mapping[str, Record]) -> str:
    """A hash of what is kept of an event."""
    return sha256(f"{_json(records.get(event.id, {}))}{','.join(event.mentions)}".encode()).hexdigest()


def _known(connection: DuckDBPyConnection) -> dict[str, str]:
    """Event id → hash of what is kept of it, for every event that was ever saved."""
    ids = "string_agg(mention_id, ',' ORDER BY position) AS m"
    members = f"FROM kept.event_mentions SELECT event_id, {ids} GROUP BY event_id"
    query = f"FROM kept.events JOIN ({members}) USING (event_id) SELECT event_id, sha256(record || m)"
    return dict(connection.execute(query).fetchall())


def _retire(connection: DuckDBPyConnection, given: list[str], retire: list[str] | None) -> None:
    """Retire what is named (or, for None, what is not given), and let nothing that is given stay retired."""
    connection.execute("DELETE FROM kept.retired WHERE event_id IN (SELECT unnest(?::VARCHAR[]))", [given])
    among = "IN (SELECT unnest(?::VARCHAR[]))"
    outgoing = f"NOT {among}" if retire is None else among
    chosen = given if retire is None else [one for one in retire if one not in set(given)]
    connection.execute(f"INSERT INTO kept.retired FROM events SELECT event_id WHERE event_id {outgoing}", [chosen])


def _forget(connection: DuckDBPyConnection, ids: list[str]) -> None:
    for table in ("events", "event_mentions", "event_participants"):
        among = "WHERE event_id IN (SELECT unnest(?::VARCHAR[]))"
        connection.execute(f"DELETE FROM kept.{table} {among}", [ids])  # noqa: S608 - the tables are named above


def _event_rows(events: Sequence[Event], records: Mapping[str, Record]) -> dict[str, list[Row]]:
    told = [(event, records.get(event.id, {})) for event in events]
    return {
        "events": [_event(event, record) for event, record in told],
        "event_mentions": [(event.id, i, one) for event in events for i, one in enumerate(event.mentions)],
        "event_participants": [
            (event.id, part, i, *_participant(one))
            for event, record in told
            for part in ("actor", "recipient")
            for i, one in enumerate(record.get(f"{part}s") or ())
        ],
    }


def _event(event: Event, record: Record) -> Row:
    when, where, size = (record.get(name) or {} for name in ("when", "where", "size"))
    return (
        event.id,
        _json(record),
        record.get("event_type"),
        join_list(record.get("modes") or ()),
        join_list(record.get("contexts") or ()),
        record.get("status"),
        _day(when.get("first")),
        _day(when.get("last")),
        *(where.get(name) or None for name in ("name", "country", "admin1")),
        *(where.get(name) for name in ("lat", "lon", "geonameid", "precision")),
        *(size.get(name) for name in ("dead", "injured", "arrested")),
        record.get("score"),
        record.get("quad") or None,
        record.get("cameo") or None,
        record.get("confidence"),
        len(event.mentions),
        *(record.get(name) for name in ("n_reports", "n_publishers", "n_independent")),
    )


def _participant(one: Record) -> Row:
    sectors = one.get("sectors") or ()
    named = (one.get(name) or None for name in ("name", "entity_id", "country"))
    return (*named, one.get("sector") or next(iter(sectors), None), join_list(sectors), one.get("role") or None)


def _day(day: object) -> date | None:
    return date.fromisoformat(str(day)) if day else None


def _edge(edge: Edge) -> Row:
    evidence = json.dumps([_ground(one) for one in edge.evidence], ensure_ascii=False, separators=(",", ":"))
    return (edge.first, edge.second, edge.score, edge.joins, evidence)


def _ground(one: Evidence) -> dict[str, object]:
    span = {"start": one.span.start, "end": one.span.end} if one.span is not None else None
    return {"field": one.field, "rule": one.rule, "span": span, "score": one.score}


def _save_edges(connection: DuckDBPyConnection, edges: Sequence[Edge]) -> None:
    """Keep the edges, each pair once (the last one given), whichever of the two is named first."""
    rows = {tuple(sorted(row[:2])): row for row in map(_edge, edges)}
    connection.execute("CREATE OR REPLACE TEMP TABLE replaced (first_id VARCHAR, second_id VARCHAR)")
    connection.execute(
        "INSERT INTO replaced SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
        [[first for first, _ in rows], [second for _, second in rows]],
    )
    connection.execute(
        "DELETE FROM kept.edges USING replaced WHERE least(edges.first_id, edges.second_id) = replaced.first_id "
        "AND greatest(edges.first_id, edges.second_id) = replaced.second_id"
    )
    insert(connection, {"edges": list(rows.values())})


def _edges(rows: Iterable[Record]) -> tuple[Edge, ...]:
    return tuple(
        Edge(row["first_id"], row["second_id"], row["score"], row["joins"], _evidence(row["evidence"])) for row in rows
    )


def _evidence(text: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(one["field"], one["rule"], Span(**one["span"]) if one["span"] else None, one["score"])
        for one in json.loads(text)
    )
