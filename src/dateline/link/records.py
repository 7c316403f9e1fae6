"""The agreed records of many events, reports that were not coded because they reprint another included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.core import Event, EventMention, Report
from dateline.core.event_record import event_record
from dateline.link.agree import agree
from dateline.link.copies import find_copies
from dateline.link.reprints import Sentence, find_sentence, find_sentences


def find_records(
    events: Iterable[Event],
    mentions: Mapping[str, EventMention],
    reports: Mapping[str, Report],
    reprints: Mapping[str, Sequence[Report]],
) -> dict[str, dict[str, object]]:
    """Return event id → JSON object of the agreed record.

    `reprints` are, by the id of a report, those that reprint it. Papers cut what they reprint, so each tells only of
    the events whose sentence it still has.
    """
    copies = find_copies(reports.values())
    said = {reprint.id: find_sentences(reprint) for several in reprints.values() for reprint in several}
    records = {}
    for event in events:
        own = [mentions[one] for one in event.mentions]
        told = [reports[one] for one in dict.fromkeys(mention.report_id for mention in own)]
        retold = _find_retold(own, reports, reprints, said)
        records[event.id] = event_record(agree(event, own, told, copies, retold.values()))
    return records


def _find_retold(
    mentions: Iterable[EventMention],
    reports: Mapping[str, Report],
    reprints: Mapping[str, Sequence[Report]],
    said: Mapping[str, frozenset[Sentence]],
) -> dict[str, Report]:
    """Return by id the reprints that have the sentence of one of the mentions."""
    found: dict[str, Report] = {}
    for mention in mentions:
        if several := reprints.get(mention.report_id):
            sentence = find_sentence(mention, reports[mention.report_id])
            found.update((one.id, one) for one in several if sentence in said[one.id])
    return found
