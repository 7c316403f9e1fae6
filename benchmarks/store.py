"""How fast a store takes up mentions, gives them back, and answers questions.

`python benchmarks/store.py --mentions 1000000` prints one JSON object. The mentions are made by rule (five a report,
four pieces of evidence, two parties and a vector of 64 numbers each), so that the figures tell of the store alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from dateline.core import (
    Coding,
    EventMention,
    Evidence,
    Label,
    Participant,
    Period,
    Report,
    Span,
    Status,
    Trigger,
    Versions,
    When,
    Where,
)
from dateline.core.record import mention_id
from dateline.store import Store, open_store
from dateline.store.filters import Filter
from dateline.store.ledger import Ledger
from dateline.store.listing import find_rows
from dateline.store.panel import Panel, PanelUnit, count_panel

VERSIONS = Versions("bench", "bench", "bench", "bench")
COUNTRIES = ("USA", "VEN", "PER", "FRA", "IRN", "RUS", "UKR", "CHN", "IND", "NGA", "BRA", "ZAF")
TYPES = (
    ("SANCTION", "discontinue", -6.0, "material conflict", "161"),
    ("CONSULT", "visit", 4.0, "verbal cooperation", "042"),
    ("COERCE", "arrest", -7.0, "material conflict", "173"),
    ("AID", "", 10.0, "material cooperation", "070"),
    ("ACCUSE", "allege", -3.5, "verbal conflict", "112"),
)
PLACES = (("Caracas", "VEN", 10.49, -66.88), ("Lima", "PER", -12.04, -77.03), ("Kyiv", "UKR", 50.45, 30.52))
VECTOR = tuple(number / 64 for number in range(64))
PER_REPORT = 5
REPORTS_PER_BATCH = 1000


def make_codings(reports: int) -> Iterator[Coding]:
    """Yield codings of so many reports over three years."""
    for number in range(reports):
        day = date(2021, 1, 1) + timedelta(days=number % 1000)
        lines = [_sentence(number, i) for i in range(PER_REPORT)]
        report = Report(f"n{number:07d}", "", " ".join(lines), day, day.isoformat(), f"Paper {number % 40}")
        starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(PER_REPORT)]
        spans = tuple(Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True))
        mentions = tuple(_mention(report, i, span, number * 7 + i * 3, day) for i, span in enumerate(spans))
        yield Coding(report, spans, mentions, (), (), VERSIONS)


def _parties(turn: int) -> tuple[str, str]:
    return COUNTRIES[turn % 12], COUNTRIES[(turn * 5 + 1) % 12]


def _sentence(number: int, place: int) -> str:
    actor, recipient = _parties(number * 7 + place * 3)
    return f"Officials of {actor} said on Monday that they had acted upon {recipient}."


def _mention(report: Report, sentence: int, span: Span, turn: int, day: date) -> EventMention:
    event_type, mode, score, quad, cameo = TYPES[turn % 5]
    place, country, lat, lon = PLACES[turn % 3]
    trigger, actor = Span(span.start + 47, span.start + 52), Span(span.start + 13, span.start + 16)
    recipient = Span(span.end - 4, span.end - 1)
    codes = _parties(turn)
    return EventMention(
        id=mention_id(report.id, trigger, event_type, VERSIONS),
        report_id=report.id,
        sentence=sentence,
        trigger=Trigger(trigger, tuple(Label(kind[0], 0.2) for kind in TYPES), vector=VECTOR),
        event_type=event_type,
        modes=(mode,) if mode else (),
        status=tuple(Status)[turn % 4],
        actors=(Participant(actor, codes[0], codes[0], codes[0], codes[0], ("GOV",)),),
        recipients=(Participant(recipient, codes[1], codes[1], codes[1], codes[1], ("GOV",)),),
        when=When(Period.day(day - timedelta(days=turn % 5)), "text", Span(span.start + 25, span.start + 31), "Monday"),
        where=Where(actor, "", place, country, "", lat, lon, turn % 3 + 1, "city"),
        score=score,
        quad=quad,
        cameo=cameo,
        confidence=0.5 + turn % 50 / 100,
        evidence=tuple(
            Evidence(field, f"rule for {field}", trigger, 0.75)
            for field in ("event_type", "actors[0].country", "recipients[0].country", "when")
        ),
        missing=(("size.dead", "no number"),),
    )


def timed(work: Callable[[], object], turns: int = 1) -> float:
    """Return the seconds of the quickest of so many turns."""
    seconds = []
    for _ in range(turns):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def measure(path: Path, mentions: int) -> dict[str, object]:
    """Return the figures of a store of so many mentions."""
    store = open_store(path)
    saving, computing = _save(store, mentions // PER_REPORT)
    ledger = Ledger(path)
    sanctions = Filter(between=("USA", "VEN"), since=date(2022, 1, 1), types=("SANCTION",), statuses=("actual",))
    found = ledger.mentions(limit=1)[0]["id"]
    small = [f"n{number:07d}" for number in range(min(2000, mentions // PER_REPORT))]
    loading = timed(lambda: sum(1 for _ in store.load_codings(small)))
    return {
        "mentions": mentions,
        "saved_per_second": round(mentions / saving),
        "saved_per_cpu_second": round(mentions / computing),
        "loaded_per_second": round(len(small) * PER_REPORT / loading),
        "bytes_per_mention": round(path.stat().st_size / mentions),
        "events_seconds": round(timed(lambda: find_rows(store, sanctions, "mention"), 5), 3),
        "events_found": len(find_rows(store, sanctions, "mention")[1]),
        "records_seconds": round(timed(lambda: ledger.mentions(sanctions, limit=100), 3), 3),
        "explain_seconds": round(timed(lambda: ledger.explain(found), 3), 3),
        "panel_seconds": round(timed(lambda: count_panel(store, Panel(unit=PanelUnit.DYAD)), 3), 3),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _save(store: Store, reports: int) -> tuple[float, float]:
    """Return the seconds that saving took, without those of making: on the clock, and of computing."""
    run = store.save_run(VERSIONS)
    codings = make_codings(reports)
    seconds = computing = 0.0
    while batch := list(islice(codings, REPORTS_PER_BATCH)):
        begin = time.process_time()
        seconds += timed(partial(store.save, batch, run))
        computing += time.process_time() - begin
    return seconds, computing


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="file of the store (default: one for the moment)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        print(json.dumps(measure(told.keep or Path(folder) / "bench.duckdb", told.mentions)))


if __name__ == "__main__":
    main()
