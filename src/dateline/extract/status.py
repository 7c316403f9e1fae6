"""Factual status of a mention: happening, past, planned, possible or denied (PLOVER's auxiliary modes)."""

from __future__ import annotations

from dateline.core import EventMention, Evidence, Sentence, Status


def judge_status(mention: EventMention, sentence: Sentence) -> tuple[Status, tuple[Evidence, ...]]:
    """Return the status of a mention as its sentence presents it, with the evidence."""
    best = mention.trigger.statuses[0]
    return Status(best.name), (Evidence("status", "model: status head", mention.trigger.span, best.score),)
