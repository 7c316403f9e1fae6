"""The JSON object of an event: what `dateline export --table events` gives, one a line."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from dateline.core import Agreed, Claim, Participant, StatusTold, When, Where

NUMBERS = ("dead", "injured", "arrested")


def agreed_record(agreed: Agreed) -> dict[str, object]:
    """Return the JSON object of an agreed record; what no report tells is null, "" or [], as in a mention's."""
    return {
        "id": agreed.event_id,
        "event_type": agreed.event_type,
        "modes": list(agreed.modes),
        "contexts": list(agreed.contexts),
        "status": agreed.status.value,
        "actors": [_participant(one) for one in agreed.actors],
        "recipients": [_participant(one) for one in agreed.recipients],
        "when": _when(agreed.when),
        "where": _where(agreed.where),
        "size": {name: count.best if (count := getattr(agreed.size, name)) else None for name in NUMBERS},
        "score": agreed.score,
        "quad": agreed.quad,
        "cameo": agreed.cameo,
        "confidence": round(agreed.confidence, 4),
        "mentions": list(agreed.mentions),
        "reports": list(agreed.reports),
        "n_mentions": len(agreed.mentions),
        "n_reports": agreed.n_reports,
        "n_publishers": agreed.n_publishers,
        "n_independent": agreed.n_independent,
        "first_published": _day(agreed.first_published),
        "last_published": _day(agreed.last_published),
        "support": [
            {"field": field, "mention": mention, "agree": agree, "of": of}
            for field, mention, agree, of in agreed.support
        ],
        "timeline": [_told(one) for one in agreed.timeline],
        "disagreements": [
            {"field": one.field, "claims": [_claim(claim) for claim in one.claims]} for one in agreed.disagreements
        ],
    }


def _participant(one: Participant) -> dict[str, object]:
    return {
        "text": one.text,
        "name": one.name,
        "entity_id": one.entity_id,
        "country": one.country,
        "sector": one.sector,
        "sectors": list(one.sectors),
        "role": one.role,
    }


def _when(when: When | None) -> dict[str, object] | None:
    if when is None:
        return None
    return {"first": _day(when.period.first), "last": _day(when.period.last), "basis": when.basis, "text": when.text}


def _where(where: Where | None) -> dict[str, object] | None:
    if where is None:
        return None
    return {key: value for key, value in asdict(where).items() if key != "span"}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _claim(claim: Claim) -> dict[str, object]:
    return {
        "value": claim.value,
        "mentions": list(claim.mentions),
        "n_independent": claim.n_independent,
        "first_on": _day(claim.first_on),
        "first_by": claim.first_by,
    }


def _told(told: StatusTold) -> dict[str, object]:
    return {
        "day": _day(told.day),
        "status": told.status.value,
        "stance": told.stance,
        "by": told.by,
        "mention": told.mention,
    }
