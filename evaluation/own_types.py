"""What examples alone are worth. Call it so: python evaluation/own_types.py GOLD.jsonl [--show].

Codes the gold with the codebook in evaluation/own-types, whose types the gold knows as a PLOVER type with a mode, and
prints precision, recall and F by type: a mention is right where it overlaps a gold trigger of that type and mode. Gold
mentions that are optional are never missed. Nothing of the language model's own events is used.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.core import Report
from dateline.extract.own_types import find_own, learn_own
from dateline.language import load_model

GOLD = {
    "RESIGNATION": ("RETREAT", "resign"),
    "CONVICTION": ("SANCTION", "convict"),
    "ARREST": ("COERCE", "arrest"),
    "STRIKE": ("PROTEST", "strike"),
}


def main(path: Path, show: bool) -> None:
    """The figures of every type stand on standard output, with `show` the misses and extras too."""
    model = load_model()
    own = learn_own(load_codebook(Path(__file__).parent / "own-types"), model.parse)
    hits: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        report = Report(record["id"], record["title"], record["text"])
        sentences = model.parse(report)
        spans = [(m.event_type, m.trigger.span.start, m.trigger.span.end) for m in find_own(report, sentences, own)]
        for code, kind, words in compare(spans, record["mentions"], report.text):
            hits[code, kind] += 1
            if show and kind != "right":
                print(f"{kind:<6} {code:<12} {words}")
    for code in GOLD:
        right, missed, extra = (hits[code, kind] for kind in ("right", "missed", "extra"))
        precision, recall = right / max(1, right + extra), right / max(1, right + missed)
        f = 2 * right / max(1, 2 * right + extra + missed)
        print(f"{code:<12} precision {precision:.2f} recall {recall:.2f} F {f:.2f} of {right + missed} gold mentions")


def compare(found: list[tuple[str, int, int]], gold: list[dict], text: str) -> list[tuple[str, str, str]]:
    """Return (type, right | missed | extra, words in their surroundings) of the mentions of one report."""
    result = []
    for code, (event_type, mode) in GOLD.items():
        ours = [(start, end) for kind, start, end in found if kind == code]
        theirs = [m for m in gold if m["event_type"] == event_type and mode in m["modes"]]
        for m in theirs:
            is_met = any(start < m["end"] and m["start"] < end for start, end in ours)
            if is_met or not m["optional"]:
                result.append((code, "right" if is_met else "missed", around(text, m["start"], m["end"])))
        for start, end in ours:
            if not any(start < m["end"] and m["start"] < end for m in theirs):
                result.append((code, "extra", around(text, start, end)))
    return result


def around(text: str, start: int, end: int) -> str:
    """Return the words at a place with some before and after."""
    return f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", " ")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--show" in sys.argv)
