"""Why a mention or an event is what it is, in lines of plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dateline.core import Coding
from dateline.core.record import mention_record
from dateline.store.load import fetch, load_chunk
from dateline.store.schema import StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store

Record = Mapping[str, Any]
STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def explain(store: Store, wanted: str, *, brief: bool = False) -> str:
    """Return the explanation of the mention or event of this id, or of the one id that begins so.

    `brief` leaves out the grounds of each value of an event's mentions. Raises `StoreError` if there is no such id, or
    more than one.
    """
    with store.session() as connection:
        kind, found = _lookup(connection, wanted)
        lines = explain_event(connection, found, brief=brief) if kind == "event" else _mention(connection, found)
        return "\n".join(lines)


def explain_mention(record: Record) -> Iterator[str]:
    """Yield the lines of one mention's record: the marked sentence, each value with its grounds, its voices."""
    modes = " ".join(record["modes"])
    kind = f"{record['event_type']} {modes}".strip()
    yield f"{record['id']}  {kind} · {record['status']} · confidence {record['confidence']:.2f}"
    yield _report(record)
    yield ""
    yield f"  {mark_sentence(record)}"
    yield ""
    yield from _table(_grounds(record))
    yield f"who says so: {' ← '.join(map(_voice, record['sources'])) or _own_voice(record)}"
    for name, reason in record["missing"].items():
        yield f"not found: {name}: {reason}"
    yield "made by: " + ", ".join(f"{name} {version}" for name, version in record["versions"].items())


def explain_event(connection: DuckDBPyConnection, event_id: str, *, brief: bool = False) -> Iterator[str]:
    """Yield the lines of one event: what is agreed, every mention, why they are one, and why near ones are not."""
    row = fetch(connection, "FROM kept.events WHERE event_id = ?", [event_id])[0]
    record = json.loads(row["record"])
    mentions = _records(connection, _members(connection, event_id))
    yield from _event_head(row, record, has_publishers=_has_publishers(connection, record))
    for mention in mentions:
        yield ""
        yield f"{mention['id']}  {_short(mention)}"
        yield f"  {_report(mention)}"
        yield f"  {mark_sentence(mention)}"
        yield f"  says: {' ← '.join(map(_voice, mention['sources'])) or _own_voice(mention)}"
        yield from (f"  {line}" for line in _table(_grounds(mention)) if not brief)
        yield from (f"  not found: {name}: {reason}" for name, reason in mention["missing"].items() if not brief)
    yield from _reprints(connection, record, mentions)
    yield from _edges(connection, [mention["id"] for mention in mentions])


def _reprints(connection: DuckDBPyConnection, record: Record, mentions: Sequence[Record]) -> Iterator[str]:
    """Lines of the reports that tell of the event in the words of another and were not coded themselves."""
    others = set(record.get("reports", ())) - {mention["report_id"] for mention in mentions}
    query = """
    FROM reports LEFT JOIN reprints USING (report_id) SELECT report_id, publisher, published, url, reprint_of, likeness
    WHERE list_contains($1::VARCHAR[], report_id) ORDER BY published NULLS FIRST, report_id
    """
    told = fetch(connection, query, [sorted(others)])
    yield from ("", "reprinted in:") if told else ()
    for row in told:
        head = _report({**row, "published": str(row["published"] or "")})
        yield f"  {head}" + (f" · {row['likeness']:.0%} of {row['reprint_of']}" if row["reprint_of"] else "")


def mark_sentence(record: Record) -> str:
    """Return the sentence with its spans in brackets: "[actor Police] [trigger arrested] [recipient 12 miners]"."""
    base, text = record["sentence"]["start"], record["sentence"]["text"]
    opened: dict[int, list[str]] = {}
    closed: dict[int, int] = {}
    spans = {(start, end): label for label, start, end in marks(record)}
    for (start, end), label in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        opened.setdefault(start - base, []).append(label)
        closed[end - base] = closed.get(end - base, 0) + 1
    pieces = []
    for position in range(len(text) + 1):
        pieces.append("]" * closed.get(position, 0))
        pieces.extend(f"[{label} " for label in opened.get(position, ()))
        pieces.append(text[position : position + 1])
    return "".join(pieces).replace("\n", " ")


def marks(record: Record) -> Iterator[tuple[str, int, int]]:
    """Yield label, start and end of every span of the record that lies in its sentence and crosses no earlier one."""
    base, end = record["sentence"]["start"], record["sentence"]["end"]
    taken: list[tuple[int, int]] = []
    for label, part in _labelled(record):
        if part and part.get("start") is not None and base <= part["start"] < part["end"] <= end:
            span = (part["start"], part["end"])
            if not any(_crosses(span, other) for other in taken):
                taken.append(span)
                yield (label, *span)


def lookup_value(record: Record, path: str) -> object:
    """Return the value of a path like "actors[0].country" in a record, None if there is none."""
    value: Any = record
    for name, index in STEP.findall(path):
        try:
            value = value[int(index)] if index else value[name]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _labelled(record: Record) -> Iterator[tuple[str, Record | None]]:
    yield "trigger", record["trigger"]
    yield from (("actor", one) for one in record["actors"])
    yield from (("recipient", one) for one in record["recipients"])
    yield "when", record["when"]
    yield "where", record["where"]
    for one in record["sources"]:
        yield "source", one
        yield "cue", one["cue"]


def _crosses(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one == other or one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


def _lookup(connection: DuckDBPyConnection, wanted: str) -> tuple[str, str]:
    if not wanted.strip():
        raise StoreError("no id: give that of a mention or an event, or its beginning; `dateline events` lists them")
    query = """
    SELECT DISTINCT 'mention' AS kind, mention_id AS id FROM kept.mentions WHERE starts_with(mention_id, $1)
    UNION ALL SELECT 'event', event_id FROM kept.events WHERE starts_with(event_id, $1)
    ORDER BY id <> $1, id LIMIT 9
    """
    found = connection.execute(query, [wanted]).fetchall()
    exact = [one for one in found if one[1] == wanted]
    if len(exact or found) == 1:
        kind, known = (exact or found)[0]
        return str(kind), str(known)
    if found:
        raise StoreError(f"{wanted} is the beginning of several ids: {', '.join(sorted(one[1] for one in found))}")
    raise StoreError(f"there is no mention or event {wanted}: `dateline events` lists them")


def _mention(connection: DuckDBPyConnection, mention_id: str) -> Iterator[str]:
    (record,) = _records(connection, [mention_id])
    yield from explain_mention(record)
    held = connection.execute("SELECT count(*) FROM mentions WHERE mention_id = ?", [mention_id]).fetchone()
    if held == (0,):
        yield "superseded: a later coding of the report took its place"
    events = connection.execute("SELECT event_id FROM event_mentions WHERE mention_id = ?", [mention_id]).fetchall()
    for (event_id,) in events:
        yield f"part of: {event_id} (`dateline explain {event_id}` tells why)"


def _records(connection: DuckDBPyConnection, ids: Sequence[str]) -> list[Record]:
    """The records of these mentions in their order, each by its latest coding."""
    query = """
    FROM kept.mentions SELECT mention_id, max(coding) WHERE mention_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL
    """
    coding_of = dict(connection.execute(query, [list(ids)]).fetchall())
    numbers = sorted(set(coding_of.values()))
    codings = dict(zip(numbers, load_chunk(connection, numbers, details=True), strict=True))
    return [_record(codings[coding_of[one]], one) for one in ids if one in coding_of]


def _record(coding: Coding, mention_id: str) -> Record:
    return mention_record(coding, next(one for one in coding.mentions if one.id == mention_id))


def _members(connection: DuckDBPyConnection, event_id: str) -> list[str]:
    query = "SELECT mention_id FROM kept.event_mentions WHERE event_id = ? ORDER BY position"
    return [mention for (mention,) in connection.execute(query, [event_id]).fetchall()]


def _report(record: Record) -> str:
    head = ", ".join(part for part in (record["publisher"], record["published"]) if part)
    address = f" · {record['url']}" if record["url"] else ""
    return f"report {record['report_id']}{f' ({head})' if head else ''}{address}"


def _grounds(record: Record) -> Iterator[tuple[str, str, str, str]]:
    base, text = record["sentence"]["start"], record["sentence"]["text"]
    for one in record["evidence"]:
        words = ""
        if one["start"] is not None and base <= one["start"] and one["end"] <= record["sentence"]["end"]:
            words = f" — “{text[one['start'] - base : one['end'] - base]}”"
        elif one["start"] is not None:
            words = f" — characters {one['start']} to {one['end']} of the report"
        yield one["field"], _shown(lookup_value(record, one["field"])), f"{one['score']:.2f}", f"{one['rule']}{words}"


def _shown(value: object) -> str:
    """A value in a few words."""
    if isinstance(value, Mapping):
        days = {value[name] for name in ("first", "last") if value.get(name)} if "first" in value else ()
        return "..".join(sorted(days)) or str(value.get("name") or value.get("text") or "")
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    return "" if value is None else str(value)


def _table(rows: Iterator[tuple[str, str, str, str]]) -> Iterator[str]:
    every = list(rows)
    widths = [max((len(row[i]) for row in every), default=0) for i in range(3)]
    for row in every:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]).rstrip()


def _voice(source: Record) -> str:
    named = source["name"] if source["name"] not in {"", source["text"]} else ""
    facts = ", ".join(part for part in (source["kind"], named, source["country"], source["stance"]) if part)
    cue = f" in the word{'s' * (' ' in source['cue']['text'])} “{source['cue']['text']}”" if source["cue"] else ""
    quoted = ", quoted" if source["quoted"] else ""
    return f"“{source['text']}” ({facts}){cue}{quoted}"


def _own_voice(record: Record) -> str:
    publisher = f" ({record['publisher']})" if record["publisher"] else ""
    return f"the publisher's own voice{publisher}"


def _short(record: Record) -> str:
    """One line: who did what to whom, when."""
    who, whom = (", ".join(_named(one) for one in record[part]) or "?" for part in ("actors", "recipients"))
    modes = " ".join(record.get("modes") or ())
    days = _shown(record["when"]) if record.get("when") else "day unknown"
    return f"{who} → {whom}: {record['event_type']} {modes} · {record['status']} · {days}".replace("  ", " ")


def _named(one: Record) -> str:
    return str(one.get("country") or one.get("name") or one.get("text") or "?")


def _has_publishers(connection: DuckDBPyConnection, record: Record) -> bool:
    """Say whether any report of the event names its publisher."""
    query = "FROM reports SELECT count(publisher) WHERE list_contains($1::VARCHAR[], report_id)"
    return connection.execute(query, [list(record.get("reports", ()))]).fetchone() != (0,)


def _event_head(row: Record, record: Record, *, has_publishers: bool) -> Iterator[str]:
    names = ("actors", "recipients", "event_type", "status")
    told = _short(record) if all(name in record for name in names) else (row["event_type"] or "")
    yield f"{row['event_id']}  {told}"
    counts = {name: row[f"n_{name}"] for name in ("mentions", "reports", "publishers", "independent")}
    told = [_counted(count, name) for name, count in counts.items() if count is not None]
    if not has_publishers:  # each of its reports counts as a publisher of its own
        told = ["no publisher named" if "publisher" in one else one for one in told]
    yield "  " + ", ".join(told)
    for one in record.get("support", ()):
        yield f"  {one['field']}: {_shown(lookup_value(record, one['field']))} ({one['reports']} of {one['of']})"
    for one in record.get("disagreements", ()):
        claims = "; ".join(f"{claim['value']} ({_told_by(claim)})" for claim in one["claims"])
        yield f"  they differ on {one['field']}: {claims}"
    for one in record.get("timeline", ()):
        yield f"  {one['day'] or 'day unknown'}: {one['status']} {one['stance']} ({one['by']})".replace("  (", " (")


def _counted(count: int, name: str) -> str:
    return f"{count} {name.removesuffix('s') if count == 1 else name}"


def _told_by(claim: Record) -> str:
    first = ", ".join(part for part in (claim.get("first_by"), claim.get("first_on")) if part)
    return f"{claim['n_independent']} independent{f', first {first}' if first else ''}"


def _edges(connection: DuckDBPyConnection, ids: list[str]) -> Iterator[str]:
    """Lines of the edges that join these mentions, then of those that keep others away, the likeliest first."""
    inside = "list_contains($1::VARCHAR[], first_id) AND list_contains($1::VARCHAR[], second_id)"
    touching = "list_contains($1::VARCHAR[], first_id) OR list_contains($1::VARCHAR[], second_id)"
    joined = fetch(connection, f"FROM edges WHERE joins AND {inside} ORDER BY {EDGE_ORDER}", [ids])
    apart = fetch(connection, f"FROM edges WHERE NOT joins AND ({touching}) ORDER BY {EDGE_ORDER}", [ids])
    yield from _listed("why they are one event", joined, {})
    others = {one for row in apart[:NEAR] for one in (row["first_id"], row["second_id"])} - set(ids)
    near = {record["id"]: record for record in _records(connection, sorted(others))}
    yield from _listed("why near ones are not this event", apart[:NEAR], near)
    if len(apart) > NEAR:
        yield f"  and {len(apart) - NEAR} less near"


EDGE_ORDER = "score DESC, first_id, second_id"
NEAR = 5  # mentions that are kept apart and shown


def _listed(head: str, rows: Sequence[Record], near: Mapping[str, Record]) -> Iterator[str]:
    if rows:
        yield ""
        yield f"{head}:"
    for row in rows:
        yield f"  {row['first_id']} – {row['second_id']}  {row['score']:.2f}"
        for other in (near[one] for one in (row["first_id"], row["second_id"]) if one in near):
            yield f"    {other['id']}: {_short(other)}"
            yield f"    {mark_sentence(other)}"
        for one in json.loads(row["evidence"]):
            yield f"    {one['score']:.2f}  {one['field']}: {one['rule']}"
