"""The chain of voices behind a mention: who says so, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.core import Attribution, EventMention, Report, Sentence, Source, Span
from dateline.extract.quotes import find_quotes


def find_sources(
    mention: EventMention, sentences: Sequence[Sentence], attributions: Sequence[Attribution], report: Report
) -> tuple[Source, ...]:
    """Return the chain of voices behind a mention, nearest first; () where the publisher speaks for itself."""
    quoted = any(q.span.covers(mention.trigger.span) for q in find_quotes(report.text))
    chain: list[Source] = []
    for attribution in attributions_of(mention, attributions):
        voice = attribution.voice
        if voice is not None and all(v.text != voice.text for v in chain):
            chain.append(replace(voice, quoted=quoted))
    return tuple(chain)


def attributions_of(mention: EventMention, attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions in whose content a mention stands, nearest first; the mention's own words are no cue."""
    trigger = mention.trigger.span
    around = [a for a in attributions if _holds(a.content, trigger) and not _holds(a.cue, trigger)]
    return tuple(sorted(around, key=lambda a: (_extent(a.content), abs(_first(a.cue) - trigger.start))))


def _holds(spans: Iterable[Span], span: Span) -> bool:
    return any(s.overlaps(span) for s in spans)


def _extent(spans: tuple[Span, ...]) -> int:
    return sum(map(len, spans))


def _first(spans: tuple[Span, ...]) -> int:
    return spans[0].start if spans else 0


def is_denied(mention: EventMention, attributions: Iterable[Attribution]) -> bool:
    """Say whether the nearest voice that speaks of a mention denies it."""
    nearest = next((a for a in attributions_of(mention, attributions) if a.voice is not None), None)
    return nearest is not None and nearest.voice is not None and nearest.voice.stance == "denies"
