"""The JSON object of an event is that of the contract."""

from __future__ import annotations

import json
from datetime import date

from dateline.core import Count, Participant, Period, Size, Span, Status, When
from dateline.core.event import Agreed, Claim, Disagreement, StatusTold
from dateline.core.event_record import event_record

AGREED = Agreed(
    event_id="e-1",
    mentions=("m-1", "m-2"),
    reports=("r1", "r2"),
    n_reports=2,
    n_publishers=2,
    n_independent=1,
    event_type="ASSAULT",
    modes=("drone",),
    status=Status.ACTUAL,
    actors=(Participant(Span(0, 3), "They", "Army", "X-MIL", "RUS", ("MIL",)),),
    when=When(Period.day(date(2024, 5, 7)), "text", Span(4, 9), "today"),
    size=Size(dead=Count(12, 12, 20, Span(1, 2))),
    confidence=0.123456,
    first_published=date(2024, 5, 8),
    support=(("event_type", "m-1", 2, 2),),
    timeline=(StatusTold(date(2024, 5, 8), Status.ACTUAL, "claims", "Army", "m-1"),),
    disagreements=(
        Disagreement("size.dead", (Claim("12", ("m-1",), 1, date(2024, 5, 8), "Army"), Claim("20", ("m-2",), 1))),
    ),
)


def test_an_event_tells_what_it_rests_on() -> None:
    """Agreed fields, mentions, reports, counts and disagreements are there, and all of it is JSON."""
    record = json.loads(json.dumps(event_record(AGREED)))
    assert {"id", "mentions", "reports", "n_reports", "n_publishers", "disagreements"} <= set(record)
    assert (record["id"], record["mentions"], record["reports"]) == ("e-1", ["m-1", "m-2"], ["r1", "r2"])
    assert record["actors"][0]["sectors"] == ["MIL"]
    assert (record["when"]["first"], record["where"], record["confidence"]) == ("2024-05-07", None, 0.1235)
    assert record["size_range"]["dead"]["most"] == 20
    assert [claim["value"] for claim in record["disagreements"][0]["claims"]] == ["12", "20"]
    assert record["timeline"][0]["stance"] == "claims"
    assert record["support"] == [{"field": "event_type", "mention": "m-1", "reports": 2, "of": 2}]
