"""The error book: every miss and every extra of a gold file, grouped by cause and type.

usage: python evaluation/errors.py --shared SHARED [--gold FILE] [--show CAUSE] [--type TYPE] [--limit 30]

Causes of a miss: the words were found with another type; found, but below the least confidence; their sentence has a
mention of the type that another gold mention took; no word of the sentence was found at all. Causes of an extra: its
words are a gold mention of another type; a second mention of a type that gold has once in the sentence; gold has other
events in the sentence; gold has none there.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from events import as_report, code_rows, load_rows, load_scorer

from dateline.extract.mentions import MIN_CONFIDENCE
from dateline.pipeline import Settings


def overlaps(one: dict[str, Any], start: int, end: int) -> bool:
    """Say whether a mention's trigger shares characters with a range."""
    return one["trigger"]["start"] < end and start < one["trigger"]["end"]


def cause_of_miss(gold: dict[str, Any], kept: list[dict[str, Any]], everything: list[dict[str, Any]]) -> str:
    """Return why a gold mention was missed."""
    at = (gold["start"], gold["end"])
    other = next((m for m in kept if overlaps(m, *at)), None)
    if other:
        return f"found as {other['event_type']}" if other["event_type"] != gold["event_type"] else "taken by another"
    if any(overlaps(m, *at) and m["event_type"] == gold["event_type"] for m in everything):
        return "below the least confidence"
    return "not found"


def cause_of_extra(extra: dict[str, Any], row: dict[str, Any], sentence: int | None) -> str:
    """Return why a mention has no counterpart in gold."""
    inside = [g for g in row["mentions"] if g["sentence"] == sentence]
    same = next((g for g in inside if overlaps(extra, g["start"], g["end"])), None)
    if same:
        return f"gold has {same['event_type']}" if same["event_type"] != extra["event_type"] else "one too many"
    if any(g["event_type"] == extra["event_type"] for g in inside):
        return "second of its type in the sentence"
    return "other events in the sentence" if inside else "no event in the sentence"


def find_errors(shared: Path, gold: list[dict[str, Any]], least: float) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (miss or extra, cause, type, trigger, sentence) for every error."""
    scorer = load_scorer(shared, "score")
    everything = code_rows(map(as_report, gold), Settings(min_confidence=0.0))
    for row in gold:
        mine = [m for m in everything if m["report_id"] == row["id"]]
        kept = [m for m in mine if m["confidence"] >= least]
        _, missed, extra = scorer.match(row, kept)
        text = row["full"]
        for g in missed:
            words = text[slice(*row["sentences"][g["sentence"]])]
            yield "miss", cause_of_miss(g, kept, mine), g["event_type"], g["trigger"], words
        for m in extra:
            sentence = scorer.sentence_of(m["trigger"]["start"], row["sentences"])
            yield (
                "extra",
                cause_of_extra(m, row, sentence),
                m["event_type"],
                m["trigger"]["text"],
                m["sentence"]["text"],
            )


def main() -> None:
    """Print causes with their counts, and the cases of one cause where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--min-confidence", type=float, default=MIN_CONFIDENCE)
    parser.add_argument("--show", help="print the cases whose cause begins so")
    parser.add_argument("--type", help="only this event type")
    parser.add_argument("--limit", type=int, default=30)
    args = parser.parse_args()
    gold = load_rows(args.gold or args.shared / "gold" / "dev.jsonl")
    errors = [e for e in find_errors(args.shared, gold, args.min_confidence) if args.type in {None, e[2]}]
    for kind in ("miss", "extra"):
        causes = Counter((cause, event_type) for k, cause, event_type, _, _ in errors if k == kind)
        total = Counter(cause for k, cause, _, _, _ in errors if k == kind)
        print(f"{kind}: {sum(total.values())}")
        for cause, number in total.most_common():
            types = ", ".join(f"{t} {n}" for (c, t), n in causes.most_common() if c == cause)
            print(f"  {number:4} {cause}: {types}")
    for error in [e for e in errors if args.show and e[1].startswith(args.show)][: args.limit]:
        print(" | ".join(error))


if __name__ == "__main__":
    main()
