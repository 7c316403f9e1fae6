"""The JSON objects of the contract: a mention, an attribution, and the way back.

Key order is part of the contract. A value that could not be found is null or an empty list where the contract says so,
with its reason under `missing`; codes and names that are plain strings in the nouns stay "" when unknown. Keys are only
ever added, and at the end of their object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, cast

from dateline.core.mention import (
    Attribution,
    Coding,
    Count,
    EventMention,
    Evidence,
    Participant,
    Size,
    Source,
    Status,
    Versions,
    When,
    Where,
)
from dateline.core.period import Period
from dateline.core.report import Report
from dateline.core.sentence import Label, Trigger
from dateline.core.span import Span

SIZES = ("dead", "injured", "arrested")
DECIMALS = 4  # of probabilities: more would only show the noise of one machine's arithmetic
ID_DIGITS = 16  # of ids, in hexadecimal: a million mentions share one with a probability below 1 in 30 million


def mention_id(report_id: str, trigger: Span, event_type: str, versions: Versions, number: int = 0) -> str:
    """Return the stable id of a mention.

    The same report, trigger, type and versions give the same id. `number` tells apart mentions of one report that share
    all of these; 0 for the first.
    """
    parts = (
        report_id,
        str(trigger.start),
        str(trigger.end),
        event_type,
        versions.dateline,
        versions.model,
        versions.codebook,
        versions.knowledge,
        *([str(number)] if number else []),
    )
    return "m-" + sha256("\x1f".join(parts).encode()).hexdigest()[:ID_DIGITS]


def with_ids(mentions: Iterable[EventMention], versions: Versions) -> tuple[EventMention, ...]:
    """Return the mentions with their stable ids; those of one report that share trigger and type are numbered."""
    seen: dict[tuple[str, Span, str], int] = {}
    named = []
    for mention in mentions:
        key = (mention.report_id, mention.trigger.span, mention.event_type)
        number = seen[key] = seen.get(key, -1) + 1
        named.append(replace(mention, id=mention_id(*key, versions, number)))
    return tuple(named)


def mention_record(coding: Coding, mention: EventMention) -> dict[str, object]:
    """Return the contract's JSON object of one mention of a coding."""
    report = coding.report
    text = report.text
    record: dict[str, object] = {
        "id": mention.id,
        "report_id": mention.report_id,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "sentence": {"index": mention.sentence, **_sentence(coding, mention, text)},
        "trigger": _words(mention.trigger.span, text),
        "event_type": mention.event_type,
        "modes": list(mention.modes),
        "contexts": list(mention.contexts),
        "status": mention.status.value,
        "actors": [participant_record(one) for one in mention.actors],
        "recipients": [participant_record(one) for one in mention.recipients],
        "sources": [_source(one, text) for one in mention.sources],
        "when": when_record(mention.when),
        "where": where_record(mention.where),
        "size": {name: count.best if (count := getattr(mention.size, name)) else None for name in SIZES},
        "score": mention.score,
        "quad": mention.quad,
        "cameo": mention.cameo,
        "confidence": round(mention.confidence, DECIMALS),
        "evidence": [_evidence(one) for one in mention.evidence],
        "missing": join_reasons(mention.missing),
        "versions": versions_record(coding.versions),
    }
    ranges = size_ranges(mention.size)
    return {**record, "size_range": ranges} if ranges else record


def attribution_record(report: Report | Coding, attribution: Attribution) -> dict[str, object]:
    """Return the JSON object of one attribution: `source` is null where the text names none."""
    if isinstance(report, Coding):
        report = report.report
    text, voice = report.text, attribution.voice
    return {
        "report_id": report.id,
        "source": _pieces(attribution.source, text),
        "cue": _pieces(attribution.cue, text),
        "content": _pieces(attribution.content, text),
        "kind": voice.kind if voice else "",
        "quoted": attribution.quoted,
        "name": voice.name if voice else "",
        "stance": voice.stance if voice else "",
        "score": round(attribution.score, DECIMALS),
        "country": voice.country if voice else "",
        "sector": voice.sector if voice else "",
        "channel": _words(voice.channel, text) if voice and voice.channel is not None else None,
        "told_to": [_words(span, text) for span in voice.told_to] if voice else [],
        "first": bool(voice and voice.first),
    }


def versions_record(versions: Versions) -> dict[str, str]:
    """Return the JSON object of what made a record."""
    return {
        "dateline": versions.dateline,
        "model": versions.model,
        "codebook": versions.codebook,
        "knowledge": versions.knowledge,
    }


def join_reasons(missing: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return field → reason; several reasons for one field are joined by "; "."""
    reasons: dict[str, str] = {}
    for name, reason in missing:
        reasons[name] = f"{reasons[name]}; {reason}" if name in reasons else reason
    return reasons


def read_mention(record: Mapping[str, Any]) -> EventMention:
    """Return the mention that a contract object describes.

    What the object does not carry (the model's rival readings of the trigger, its arguments and its vector) is not
    there either: the trigger holds one type, with the confidence as its probability.
    """
    trigger = Trigger(_span(record["trigger"]), (Label(record["event_type"], record["confidence"]),))
    return EventMention(
        id=record["id"],
        report_id=record["report_id"],
        sentence=record["sentence"]["index"],
        trigger=trigger,
        event_type=record["event_type"],
        modes=tuple(record["modes"]),
        contexts=tuple(record["contexts"]),
        status=Status(record["status"]),
        actors=tuple(_read_participant(one) for one in record["actors"]),
        recipients=tuple(_read_participant(one) for one in record["recipients"]),
        sources=tuple(_read_source(one) for one in record["sources"]),
        when=_read_when(record["when"]),
        where=_read_where(record["where"]),
        size=_read_size(record),
        score=record["score"],
        quad=record["quad"],
        cameo=record["cameo"],
        confidence=record["confidence"],
        evidence=tuple(
            Evidence(one["field"], one["rule"], _span_or_none(one), one["score"]) for one in record["evidence"]
        ),
        missing=tuple(record["missing"].items()),
    )


def _sentence(coding: Coding, mention: EventMention, text: str) -> dict[str, object]:
    span = coding.sentence_spans[mention.sentence]
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _words(span: Span, text: str) -> dict[str, object]:
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _bounds(span: Span | None) -> dict[str, object]:
    return {"start": span.start if span is not None else None, "end": span.end if span is not None else None}


def _pieces(spans: Sequence[Span], text: str) -> dict[str, object] | None:
    if not spans:
        return None
    return {"text": " ".join(s.of(text) for s in spans), "spans": [[s.start, s.end] for s in spans]}


def participant_record(one: Participant) -> dict[str, object]:
    """Return the JSON object of an actor or recipient."""
    return {
        "text": one.text,
        **_bounds(one.span),
        "name": one.name,
        "entity_id": one.entity_id,
        "country": one.country,
        "sector": one.sector,
        "sectors": list(one.sectors),
        "role": one.role,
    }


def _source(one: Source, text: str) -> dict[str, object]:
    return {
        "text": one.text,
        **_bounds(one.span),
        "name": one.name,
        "kind": one.kind,
        "country": one.country,
        "sector": one.sector,
        "cue": _words(one.cue, text) if one.cue is not None else None,
        "quoted": one.quoted,
        "stance": one.stance,
        "channel": _words(one.channel, text) if one.channel is not None else None,
        "told_to": [_words(span, text) for span in one.told_to],
        "first": one.first,
    }


def day_text(day: date | None) -> str | None:
    """Return the day as ISO 8601 writes it, None for none."""
    return day.isoformat() if day else None


def when_record(when: When | None) -> dict[str, object] | None:
    """Return the JSON object of the days of an event, None for none."""
    if when is None:
        return None
    days = {"first": day_text(when.period.first), "last": day_text(when.period.last), "basis": when.basis}
    return {"text": when.text, **_bounds(when.span), **days}


def where_record(where: Where | None) -> dict[str, object] | None:
    """Return the JSON object of a place, None for none."""
    if where is None:
        return None
    return {
        "text": where.text,
        **_bounds(where.span),
        "name": where.name,
        "country": where.country,
        "admin1": where.admin1,
        "lat": where.lat,
        "lon": where.lon,
        "geonameid": where.geonameid,
        "precision": where.precision,
    }


def size_ranges(size: Size) -> dict[str, object]:
    """Return the ranges of those sizes that have one; {} if every number is exact or absent."""
    counts = {name: getattr(size, name) for name in SIZES}
    return {
        name: {"least": count.least, "most": count.most, **_bounds(count.span)}
        for name, count in counts.items()
        if count and not count.best == count.least == count.most
    }


def _evidence(one: Evidence) -> dict[str, object]:
    return {"field": one.field, "rule": one.rule, "score": round(one.score, DECIMALS), **_bounds(one.span)}


def _span(part: Mapping[str, Any]) -> Span:
    return Span(part["start"], part["end"])


def _span_or_none(part: Mapping[str, Any] | None) -> Span | None:
    return None if part is None or part["start"] is None else _span(part)


def _read_participant(part: Mapping[str, Any]) -> Participant:
    return Participant(
        _span_or_none(part),
        part["text"],
        part["name"],
        part["entity_id"],
        part["country"],
        tuple(part["sectors"]),
        part["role"],
    )


def _read_source(part: Mapping[str, Any]) -> Source:
    return Source(
        span=_span_or_none(part),
        text=part["text"],
        kind=part["kind"],
        name=part["name"],
        country=part["country"],
        sector=part["sector"],
        cue=_span_or_none(part["cue"]),
        quoted=part["quoted"],
        stance=part.get("stance", ""),
        channel=_span_or_none(part.get("channel")),
        told_to=tuple(_span(one) for one in part.get("told_to", ())),
        first=part.get("first", False),
    )


def _read_day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _read_when(part: Mapping[str, Any] | None) -> When | None:
    if part is None:
        return None
    period = Period(_read_day(part["first"]), _read_day(part["last"]))
    return When(period, part["basis"], _span_or_none(part), part["text"])


def _read_where(part: Mapping[str, Any] | None) -> Where | None:
    if part is None:
        return None
    known = {name: part[name] for name in ("name", "country", "admin1", "lat", "lon", "geonameid", "precision")}
    return Where(span=_span(part), text=part["text"], **known)


def _read_size(record: Mapping[str, Any]) -> Size:
    """Sizes without a range rest on the words that their evidence points at, else on the trigger."""
    ranges = cast("Mapping[str, Any]", record.get("size_range", {}))
    return Size(**{name: _read_count(record, name, ranges.get(name)) for name in SIZES})


def _read_count(record: Mapping[str, Any], name: str, around: Mapping[str, Any] | None) -> Count | None:
    best = record["size"][name]
    if around is not None:
        return Count(best, around["least"], around["most"], _span(around))
    if best is None:
        return None
    at = next((one for one in record["evidence"] if one["field"] == f"size.{name}" and one["start"] is not None), None)
    return Count(best, best, best, _span(at or record["trigger"]))
