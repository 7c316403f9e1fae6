"""Mentions and events as a graph, as points on a map, and as FollowTheMoney entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Record = Mapping[str, Any]
EDGE_KEYS = ("event", "event_type", "status", "quad", "score", "first", "last", "confidence")
NODE_KEYS = ("name", "entity_id", "country", "sector")
NUMBERS = ("score", "confidence")


def graphml_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield a GraphML file: actors as nodes, one directed edge for each event from each actor to each recipient."""
    edges = [(record, a, r) for record in records for a in record["actors"] for r in record["recipients"]]
    nodes = {key: one for _, a, r in edges for key, one in ((_node(a), a), (_node(r), r))}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for kind, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for key in keys:
            type_ = "double" if key in NUMBERS else "string"
            yield f'<key id="{kind}_{key}" for="{kind}" attr.name="{key}" attr.type="{type_}"/>'
    yield '<graph id="events" edgedefault="directed">'
    for key in sorted(nodes):
        facts = {name: _told(nodes[key]) if name == "name" else nodes[key].get(name) for name in NODE_KEYS}
        yield f"<node id={quoteattr(key)}>{_data('node', facts)}</node>"
    for number, (record, actor, recipient) in enumerate(edges):
        ends = f"source={quoteattr(_node(actor))} target={quoteattr(_node(recipient))}"
        yield f'<edge id="e{number}" {ends}>{_data("edge", _edge_facts(record))}</edge>'
    yield "</graph>"
    yield "</graphml>"


def geojson_features(records: Iterable[Record]) -> Iterator[Record]:
    """Yield a GeoJSON feature for each record that has coordinates (longitude first, as RFC 7946 has it)."""
    for record in records:
        where = record["where"]
        if where and where["lat"] is not None and where["lon"] is not None:
            yield {
                "type": "Feature",
                "id": record["id"],
                "geometry": {"type": "Point", "coordinates": [where["lon"], where["lat"]]},
                "properties": {
                    **_edge_facts(record),
                    "place": where["name"],
                    "precision": where["precision"],
                    "actors": [_told(one) for one in record["actors"]],
                    "recipients": [_told(one) for one in record["recipients"]],
                },
            }


def ftm_entities(records: Iterable[Record], countries: Mapping[str, str]) -> Iterator[Record]:
    """Yield FollowTheMoney entities: an Event for each record, and each participant once, before what names it.

    `countries` has the two-letter codes, small, that FollowTheMoney wants, by Dateline's.
    """
    known: set[str] = set()
    for record in records:
        named = {part: [(_ftm_id(_node(one)), one) for one in record[part]] for part in ("actors", "recipients")}
        for identity, one in (pair for pairs in named.values() for pair in pairs):
            if identity not in known:
                known.add(identity)
                yield {"id": identity, "schema": _schema(one), "properties": _party(one, countries)}
        yield {"id": record["id"], "schema": "Event", "properties": _event(record, named, countries)}


def _event(
    record: Record, named: Mapping[str, list[tuple[str, Record]]], countries: Mapping[str, str]
) -> dict[str, list[str]]:
    """Properties of FollowTheMoney's Event: actors are `organizer`, recipients `involved`."""
    when, where = record["when"] or {}, record["where"] or {}
    modes = f" ({', '.join(record['modes'])})" if record["modes"] else ""
    told = {
        "name": [f"{record['event_type']}{modes}"],
        "keywords": [record["event_type"], *record["modes"], record["status"]],
        "startDate": [when.get("first")],
        "endDate": [when.get("last")],
        "location": [where.get("name")],
        "country": [countries.get(where.get("country", ""))],
        "summary": [record["sentence"]["text"] if "sentence" in record else None],
        "sourceUrl": [record.get("url")],
        "publisher": [record.get("publisher")],
        "organizer": [identity for identity, _ in named["actors"]],
        "involved": [identity for identity, _ in named["recipients"]],
    }
    return {name: kept for name, values in told.items() if (kept := [one for one in values if one])}


def _party(one: Record, countries: Mapping[str, str]) -> dict[str, list[str]]:
    topics = "gov" if one.get("sector") == "GOV" else None
    told = {"name": _told(one), "country": countries.get(one.get("country", "")), "topics": topics}
    return {name: [value] for name, value in told.items() if value}


def _schema(one: Record) -> str:
    """LegalEntity where the record does not say whether it is a person."""
    return (
        "PublicBody"
        if one.get("sector") in {"GOV", "MIL", "COP", "JUD", "LEG"} and not one.get("role")
        else "LegalEntity"
    )


def _ftm_id(node: str) -> str:
    return "p-" + sha256(node.encode()).hexdigest()[:16]


def _node(one: Record) -> str:
    """What a participant is told apart by: its entity, else its country with name or words."""
    return str(one.get("entity_id") or f"{one.get('country', '')}:{_told(one)}")


def _told(one: Record) -> str:
    return str(one.get("name") or one.get("text") or one.get("country") or "")


def _edge_facts(record: Record) -> dict[str, object]:
    when = record["when"] or {}
    same = {name: record[name] for name in ("event_type", "status", "quad", "score", "confidence")}
    return {"event": record["id"], **same, "first": when.get("first"), "last": when.get("last")}


def _data(kind: str, facts: Mapping[str, object]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{escape(str(value))}</data>'
        for name, value in facts.items()
        if value not in {None, ""}
    )
