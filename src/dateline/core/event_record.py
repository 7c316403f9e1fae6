"""The JSON object of an event: what reports agree on, where they differ, and what it rests on."""

from __future__ import annotations

from dateline.core.event import Agreed, Claim, Disagreement, StatusTold
from dateline.core.record import DECIMALS, SIZES, day_text, participant_record, size_ranges, when_record, where_record


def event_record(agreed: Agreed) -> dict[str, object]:
    """Return the contract's JSON object of one event; agreed values have the shapes of a mention's record.

    Spans are those of the mention that `support` names for the field.
    """
    record: dict[str, object] = {
        "id": agreed.event_id,
        "event_type": agreed.event_type,
        "modes": list(agreed.modes),
        "contexts": list(agreed.contexts),
        "status": agreed.status.value,
        "actors": [participant_record(one) for one in agreed.actors],
        "recipients": [participant_record(one) for one in agreed.recipients],
        "when": when_record(agreed.when),
        "where": where_record(agreed.where),
        "size": {name: count.best if (count := getattr(agreed.size, name)) else None for name in SIZES},
        "score": agreed.score,
        "quad": agreed.quad,
        "cameo": agreed.cameo,
        "confidence": round(agreed.confidence, DECIMALS),
        "mentions": list(agreed.mentions),
        "reports": list(agreed.reports),
        "n_reports": agreed.n_reports,
        "n_publishers": agreed.n_publishers,
        "n_independent": agreed.n_independent,
        "first_published": day_text(agreed.first_published),
        "last_published": day_text(agreed.last_published),
        "disagreements": [_disagreement(one) for one in agreed.disagreements],
        "timeline": [_told(one) for one in agreed.timeline],
        "support": [
            {"field": field, "mention": mention, "reports": told, "of": asked}
            for field, mention, told, asked in agreed.support
        ],
    }
    ranges = size_ranges(agreed.size)
    return {**record, "size_range": ranges} if ranges else record


def _disagreement(one: Disagreement) -> dict[str, object]:
    return {"field": one.field, "claims": [_claim(claim) for claim in one.claims]}


def _claim(one: Claim) -> dict[str, object]:
    return {
        "value": one.value,
        "mentions": list(one.mentions),
        "n_independent": one.n_independent,
        "first_on": day_text(one.first_on),
        "first_by": one.first_by,
    }


def _told(one: StatusTold) -> dict[str, object]:
    return {
        "day": day_text(one.day),
        "status": one.status.value,
        "stance": one.stance,
        "by": one.by,
        "mention": one.mention,
    }
