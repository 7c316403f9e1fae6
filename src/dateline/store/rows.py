"""Codings as rows of the tables: plain tuples in the order of the columns, "" of the nouns as NULL."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from dateline.core import (
    Attribution,
    Coding,
    Credit,
    EventMention,
    Participant,
    Problem,
    Report,
    Source,
    Span,
    Trigger,
    Versions,
    Where,
)
from dateline.core.record import SIZES

Row = tuple[Any, ...]
LIST_SEPARATOR = "\x1f"  # between the members of a list on its way into the database
EMPTY_LIST = "\x1e"


def find_digest(report: Report) -> str:
    """Return a hash of everything of a report that a coding can depend on."""
    facts = [report.id, report.title, report.body, report.published_text, str(report.published), report.publisher]
    facts += [report.url, report.language, report.author, _json(report.extra)]
    return sha256("\x1f".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def find_maker(versions: Versions, settings: Mapping[str, object]) -> str:
    """Return a hash of what made a coding: versions and those settings that change what is coded."""
    return sha256(_json([asdict(versions), settings]).encode()).hexdigest()[:16]


def coding_rows(coding: Coding, number: int, run: int) -> dict[str, list[Row]]:
    """Return the rows of one coding by table; the reports table is left to the caller."""
    report = coding.report
    rows: dict[str, list[Row]] = {
        "sentences": [(number, report.id, i, s.start, s.end) for i, s in enumerate(coding.sentence_spans)],
        "attributions": [(number, report.id, i, *_attribution(a, report)) for i, a in enumerate(coding.attributions)],
        "problems": [(number, run, report.id, i, *problem_row(p)) for i, p in enumerate(coding.problems)],
        "mentions": [(number, *_mention(coding, i, m)) for i, m in enumerate(coding.mentions)],
        "reprints": [(number, report.id, one.of, one.digest, one.likeness) for one in [coding.reprint] if one],
    }
    for name, parts in MENTION_PARTS.items():
        rows[name] = [(number, mention.id, *row) for mention in coding.mentions for row in parts(mention, report)]
    return rows


def report_row(report: Report) -> Row:
    """Return the row of a report."""
    return (
        report.id,
        find_digest(report),
        report.title or None,
        report.body or None,
        report.published,
        report.published_text or None,
        report.publisher or None,
        report.url or None,
        report.language or None,
        report.author or None,
        report.origin or None,
        (report.credit.agency if report.credit else "") or None,
        _credit(report.credit),
        _json(report.extra) if report.extra else None,
    )


def problem_row(problem: Problem) -> Row:
    """Return what a problem says."""
    return (problem.where, problem.message, problem.hint or None)


def join_list(members: Iterable[str]) -> str:
    """Return the members as one text that the database splits again."""
    return LIST_SEPARATOR.join(members) or EMPTY_LIST


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _bounds(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span is not None else (None, None)


def _words(span: Span | None, text: str) -> tuple[str | None, int | None, int | None]:
    return (span.of(text) or None, span.start, span.end) if span is not None else (None, None, None)


def _pairs(spans: Iterable[Span]) -> str | None:
    return _json([[span.start, span.end] for span in spans]) if spans else None


def _credit(credit: Credit | None) -> str | None:
    if credit is None:
        return None
    place = [credit.place.start, credit.place.end] if credit.place is not None else None
    day = credit.day.isoformat() if credit.day else None
    return _json({"span": [credit.span.start, credit.span.end], "place": place, "day": day, "agency": credit.agency})


def _mention(coding: Coding, position: int, mention: EventMention) -> Row:
    report, versions = coding.report, coding.versions
    sentence = coding.sentence_spans[mention.sentence]
    trigger = mention.trigger.span
    return (
        mention.id,
        report.id,
        position,
        report.published,
        report.publisher or None,
        report.url or None,
        mention.sentence,
        sentence.start,
        sentence.end,
        sentence.of(report.text),
        trigger.of(report.text),
        trigger.start,
        trigger.end,
        mention.event_type,
        join_list(mention.modes),
        join_list(mention.contexts),
        mention.status.value,
        *_when(mention),
        *_where(mention.where),
        *(count.best if (count := getattr(mention.size, name)) else None for name in SIZES),
        mention.score,
        mention.quad or None,
        mention.cameo or None,
        mention.confidence,
        versions.dateline,
        versions.model,
        versions.codebook,
        versions.knowledge,
    )


def _when(mention: EventMention) -> Row:
    when = mention.when
    if when is None:
        return (None,) * 6
    return (when.period.first, when.period.last, when.basis, when.text or None, *_bounds(when.span))


def _where(where: Where | None) -> Row:
    if where is None:
        return (None,) * 10
    found = (where.name or None, where.text or None, *_bounds(where.span), where.country or None, where.admin1 or None)
    return (*found, where.lat, where.lon, where.geonameid, where.precision)


def _participants(mention: EventMention, _: Report) -> Iterable[Row]:
    for part, several in (("actor", mention.actors), ("recipient", mention.recipients)):
        for position, one in enumerate(several):
            yield (part, position, *_participant(one))


def _participant(one: Participant) -> Row:
    named = (one.name or None, one.entity_id or None, one.country or None, one.sector or None)
    return (one.text or None, *_bounds(one.span), *named, join_list(one.sectors), one.role or None)


def _sources(mention: EventMention, report: Report) -> Iterable[Row]:
    for position, one in enumerate(mention.sources):
        yield (position, *_source(one, report.text))


def _source(one: Source, text: str) -> Row:
    return (
        one.text or None,
        *_bounds(one.span),
        one.name or None,
        one.kind,
        one.country or None,
        one.sector or None,
        *_words(one.cue, text),
        one.quoted,
        one.stance or None,
        *_words(one.channel, text),
        _pairs(one.told_to),
        one.first,
    )


def _counts(mention: EventMention, _: Report) -> Iterable[Row]:
    for name in SIZES:
        count = getattr(mention.size, name)
        if count is not None:
            yield (name, count.best, count.least, count.most, *_bounds(count.span))


def _evidence(mention: EventMention, _: Report) -> Iterable[Row]:
    for position, one in enumerate(mention.evidence):
        yield (position, one.field, one.rule, one.score, *_bounds(one.span))


def _missing(mention: EventMention, _: Report) -> Iterable[Row]:
    for position, (name, reason) in enumerate(mention.missing):
        yield (position, name, reason)


def _readings(mention: EventMention, _: Report) -> Iterable[Row]:
    trigger = mention.trigger
    yield (_reading(trigger), array("f", trigger.vector).tobytes().hex() if trigger.vector else None)


def _reading(trigger: Trigger) -> str:
    labels = [[(one.name, one.score) for one in some] for some in (trigger.types, trigger.modes, trigger.statuses)]
    arguments = [(one.role, one.span.start, one.span.end, one.score) for one in trigger.arguments]
    return json.dumps([*labels, trigger.factuality, arguments], ensure_ascii=False, separators=(",", ":"))


def _attribution(one: Attribution, report: Report) -> Row:
    text = report.text
    pieces = [
        part
        for spans in (one.source, one.cue, one.content)
        for part in (" ".join(span.of(text) for span in spans) or None, _pairs(spans))
    ]
    voice = one.voice
    named = (voice.kind, voice.name or None) if voice else (None, None)
    return (*pieces, *named, one.quoted, one.score, _json(asdict(voice)) if voice else None)


MENTION_PARTS = {
    "participants": _participants,
    "sources": _sources,
    "counts": _counts,
    "evidence": _evidence,
    "missing": _missing,
    "readings": _readings,
}
