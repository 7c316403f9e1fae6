"""Rows of the tables as codings again: what was saved comes back as it was."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.core import (
    Argument,
    Attribution,
    Coding,
    Count,
    Credit,
    EventMention,
    Evidence,
    Label,
    Participant,
    Period,
    Problem,
    Report,
    Reprint,
    Size,
    Source,
    Span,
    Status,
    Trigger,
    Versions,
    When,
    Where,
)
from dateline.store.tables import BY_NAME

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Values = Mapping[str, Any]
Groups = Mapping[Any, list[Values]]
NOTHING: Sequence[Values] = ()


def load_chunk(connection: DuckDBPyConnection, codings: Sequence[int], *, details: bool) -> list[Coding]:
    """Return the codings of these numbers in their order.

    Without `details`, evidence, reasons of what is missing, attributions, problems and sentences other than those of
    mentions are left out: enough for linking, and several times faster.
    """
    loaded = _Loaded(connection, codings, details=details)
    return [loaded.coding(number) for number in codings]


class _Loaded:
    """The rows of some codings, grouped by coding or by mention."""

    def __init__(self, connection: DuckDBPyConnection, codings: Sequence[int], *, details: bool) -> None:
        connection.execute("CREATE OR REPLACE TEMP TABLE wanted (coding BIGINT)")
        connection.execute("INSERT INTO wanted SELECT unnest(?::BIGINT[])", [list(codings)])
        self.details = details
        self.of_coding = {
            name: _grouped(connection, name, ("coding",))
            for name in ("codings", "reprints", "mentions", *DETAILS * details)
        }
        parts = ("participants", "sources", "counts", "readings", *("evidence", "missing") * details)
        self.of_mention = {name: _grouped(connection, name, ("coding", "mention_id")) for name in parts}
        self.reports = {(row["report_id"], row["digest"]): row for row in _reports(connection)}
        self.versions = {row["coding"]: row for row in _versions(connection)}

    def coding(self, number: int) -> Coding:
        head = self.of_coding["codings"][number][0]
        report = read_report(self.reports[head["report_id"], head["digest"]])
        mentions = self.of_coding["mentions"].get(number, NOTHING)
        return Coding(
            report,
            self._sentences(number, mentions),
            tuple(self._mention(number, row) for row in mentions),
            tuple(_attribution(row) for row in self._rows("attributions", number)),
            tuple(
                Problem(row["concerns"], row["message"], row["hint"] or "") for row in self._rows("problems", number)
            ),
            _read_versions(self.versions[number]),
            next((_reprint(row) for row in self._rows("reprints", number)), None),
        )

    def _rows(self, name: str, number: int) -> Sequence[Values]:
        return self.of_coding.get(name, {}).get(number, NOTHING)

    def _sentences(self, number: int, mentions: Sequence[Values]) -> tuple[Span, ...]:
        if self.details:
            return tuple(Span(row["start_char"], row["end_char"]) for row in self._rows("sentences", number))
        known = {row["sentence"]: Span(row["sentence_start"], row["sentence_end"]) for row in mentions}
        return tuple(known.get(i, Span(0, 0)) for i in range(max(known, default=-1) + 1))

    def _mention(self, number: int, row: Values) -> EventMention:
        def parts(name: str) -> Sequence[Values]:
            return self.of_mention.get(name, {}).get((number, row["mention_id"]), NOTHING)

        return EventMention(
            id=row["mention_id"],
            report_id=row["report_id"],
            sentence=row["sentence"],
            trigger=_trigger(row, parts("readings")),
            event_type=row["event_type"],
            modes=tuple(row["modes"]),
            contexts=tuple(row["contexts"]),
            status=Status(row["status"]),
            actors=tuple(_participant(one) for one in parts("participants") if one["part"] == "actor"),
            recipients=tuple(_participant(one) for one in parts("participants") if one["part"] == "recipient"),
            sources=tuple(_source(one) for one in parts("sources")),
            when=_when(row),
            where=_where(row),
            size=Size(**{one["what"]: _count(one) for one in parts("counts")}),
            score=row["score"],
            quad=row["quad"] or "",
            cameo=row["cameo"] or "",
            confidence=row["confidence"],
            evidence=tuple(_evidence(one) for one in parts("evidence")),
            missing=tuple((one["field"], one["reason"]) for one in parts("missing")),
        )


DETAILS = ("sentences", "attributions", "problems")


def fetch(connection: DuckDBPyConnection, query: str, parameters: object = None) -> list[Values]:
    """Return the rows of a query as dictionaries by column."""
    connection.execute(query, parameters)
    names = [column[0] for column in connection.description or ()]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]


def read_report(row: Values) -> Report:
    """Return the report of a row."""
    texts = ("title", "body", "published_text", "publisher", "url", "language", "author", "origin")
    return Report(
        id=row["report_id"],
        published=row["published"],
        credit=_credit(row["credit"]),
        extra=json.loads(row["extra"]) if row["extra"] else {},
        **{name: row[name] or "" for name in texts},
    )


def _grouped(connection: DuckDBPyConnection, name: str, keys: tuple[str, ...]) -> Groups:
    order = "".join(f", {n}" for n in ("position", "sentence") if n in {c.name for c in BY_NAME[name].columns})
    groups: defaultdict[Any, list[Values]] = defaultdict(list)
    for row in fetch(connection, f"FROM kept.{name} SEMI JOIN wanted USING (coding) ORDER BY coding{order}"):
        groups[tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]].append(row)
    return dict(groups)


def _reports(connection: DuckDBPyConnection) -> list[Values]:
    coded = "(FROM kept.codings SEMI JOIN wanted USING (coding))"
    return fetch(connection, f"FROM kept.reports SEMI JOIN {coded} USING (report_id, digest)")


def _versions(connection: DuckDBPyConnection) -> list[Values]:
    coded = "(FROM kept.codings SEMI JOIN wanted USING (coding))"
    return fetch(connection, f"FROM {coded} JOIN kept.runs USING (run)")


def _read_versions(row: Values) -> Versions:
    return Versions(row["dateline"], row["model"], row["codebook"], row["knowledge"])


def _reprint(row: Values) -> Reprint:
    return Reprint(row["reprint_of"], row["of_digest"], row["likeness"])


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _pairs(pairs: Iterable[tuple[int, int]] | None) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs or ())


def _json_spans(text: str | None) -> tuple[Span, ...]:
    return _pairs(json.loads(text)) if text else ()


def _credit(text: str | None) -> Credit | None:
    if text is None:
        return None
    known = json.loads(text)
    place = Span(*known["place"]) if known["place"] else None
    day = date.fromisoformat(known["day"]) if known["day"] else None
    return Credit(Span(*known["span"]), place, day, known["agency"])


def _labels(pairs: Iterable[tuple[str, float]]) -> tuple[Label, ...]:
    return tuple(Label(name, score) for name, score in pairs)


def _trigger(row: Values, readings: Sequence[Values]) -> Trigger:
    span = Span(row["trigger_start"], row["trigger_end"])
    if not readings:
        return Trigger(span, (Label(row["event_type"], row["confidence"]),))
    types, modes, statuses, factuality, arguments = json.loads(readings[0]["reading"])
    return Trigger(
        span,
        _labels(types),
        _labels(modes),
        _labels(statuses),
        factuality,
        tuple(Argument(role, Span(start, end), score) for role, start, end, score in arguments),
        tuple(array("f", readings[0]["vector"] or b"")),
    )


def _participant(row: Values) -> Participant:
    return Participant(
        _span(row["start_char"], row["end_char"]),
        row["text"] or "",
        row["name"] or "",
        row["entity_id"] or "",
        row["country"] or "",
        tuple(row["sectors"]),
        row["role"] or "",
    )


def _source(row: Values) -> Source:
    return Source(
        span=_span(row["start_char"], row["end_char"]),
        text=row["text"] or "",
        kind=row["kind"],
        name=row["name"] or "",
        country=row["country"] or "",
        sector=row["sector"] or "",
        cue=_span(row["cue_start"], row["cue_end"]),
        quoted=row["quoted"],
        stance=row["stance"] or "",
        channel=_span(row["channel_start"], row["channel_end"]),
        told_to=_json_spans(row["told_to"]),
        first=row["first_to_say"],
    )


def _when(row: Values) -> When | None:
    if row["when_basis"] is None:
        return None
    period = Period(row["when_first"], row["when_last"])
    return When(period, row["when_basis"], _span(row["when_start"], row["when_end"]), row["when_text"] or "")


def _where(row: Values) -> Where | None:
    span = _span(row["place_start"], row["place_end"])
    if span is None:
        return None
    named = (row["place_text"] or "", row["place"] or "", row["place_country"] or "", row["admin1"] or "")
    return Where(span, *named, row["lat"], row["lon"], row["geonameid"], row["place_precision"])


def _count(row: Values) -> Count:
    return Count(row["best"], row["least"], row["most"], Span(row["start_char"], row["end_char"]))


def _evidence(row: Values) -> Evidence:
    return Evidence(row["field"], row["rule"], _span(row["start_char"], row["end_char"]), row["score"])


def _attribution(row: Values) -> Attribution:
    return Attribution(
        _json_spans(row["source_spans"]),
        _json_spans(row["cue_spans"]),
        _json_spans(row["content_spans"]),
        _voice(row["voice"]),
        row["quoted"],
        row["score"],
    )


def _voice(text: str | None) -> Source | None:
    if text is None:
        return None
    known = json.loads(text)
    spans = {name: Span(**known[name]) if known[name] else None for name in ("span", "cue", "channel")}
    told_to = tuple(Span(**one) for one in known["told_to"])
    return Source(**{**known, **spans, "told_to": told_to})
