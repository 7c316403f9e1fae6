"""Time and memory of linking many mentions, made by repeating and varying real ones.

usage: link.py GOLD.jsonl [--sizes 10000 30000 100000]

Each copy of a report is another paper's print of it (same days, one in four) or the same news of other days: then its
day of publication and all days in its mentions move by the same number of days, up to half a year. Printed for each
size: mentions, reports, events, seconds, seconds of the processor, mentions a processor second, and the peak of memory
of the process in megabytes. Sizes run in processes of their own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evaluation"))

from dateline.core import EventMention, Period, Report
from dateline.link import link_mentions
from link import Gold, load_gold

REACH = 180  # days
PRINTED_AGAIN = 4  # one copy of so many keeps its days


def repeat(gold: list[Gold], size: int) -> tuple[list[EventMention], list[Report]]:
    """Return `size` mentions and their reports."""
    chance = random.Random(7)
    mentions: list[EventMention] = []
    reports: list[Report] = []
    copy = 0
    while len(mentions) < size:
        for item in gold:
            days = timedelta(days=0 if copy % PRINTED_AGAIN == 0 else chance.randint(-REACH, REACH))
            name = f"{copy}/{item.report.id}"
            published = item.report.published + days if item.report.published else None
            reports.append(replace(item.report, id=name, published=published, publisher=f"Paper {copy}"))
            mentions += [move(mention, name, days, copy) for mention in item.mentions]
        copy += 1
    return mentions[:size], reports


def move(mention: EventMention, report_id: str, days: timedelta, copy: int) -> EventMention:
    """Return the mention as another report tells it, all its days moved."""
    when = mention.when
    if when and when.period.first and when.period.last:
        when = replace(when, period=Period(when.period.first + days, when.period.last + days))
    return replace(mention, id=f"{copy}/{mention.id}", report_id=report_id, when=when)


def measure(gold: list[Gold], size: int) -> dict[str, object]:
    """Return the figures of one size."""
    mentions, reports = repeat(gold, size)
    begin, cpu = time.perf_counter(), time.process_time()
    events = link_mentions(mentions, reports)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "mentions": len(mentions),
        "reports": len({mention.report_id for mention in mentions}),
        "events": len(events),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "mentions_per_second": round(len(mentions) / cpu),
        "peak_mb": round(peak),
    }


def main() -> None:
    """Print one line of figures for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    asked = parser.parse_args()
    if len(asked.sizes) == 1:
        print(json.dumps(measure(load_gold(asked.gold), asked.sizes[0])))
        return
    for size in asked.sizes:
        subprocess.run([sys.executable, __file__, str(asked.gold), "--sizes", str(size)], check=True)


if __name__ == "__main__":
    main()
