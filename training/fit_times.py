"""Fit the weights by which a time of a sentence is held to be that of an event, on news with linked events and times.

    python training/fit_times.py --train tdg_wikinews/train.txt --held tdg_wikinews/dev.txt \\
        --output src/dateline/resources/languages/en/time_weights.yaml

For each event that people linked to a time (Yao et al. 2020): its sentence's times compete with "none of them", which is
right where the link goes to the day of the page or to an earlier sentence (conditional logistic regression with a ridge,
over the features of `dateline.resolve.time_links`). Prints the share of right choices on the held-back file, of the links
within a sentence and of those to the day of the page.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evaluation"))
import when as gold

from dateline.core import Report
from dateline.language import load_model
from dateline.resolve.attachment import NEVER
from dateline.resolve.event_tree import EventTree
from dateline.resolve.time_links import find_link_features
from dateline.resolve.times import find_times

RARE = 20
RIDGE = 3.0
STEPS = 600


def examples(path, model):
    """(kind of link, features of each time of the event's sentence, which is right or None) of every linked event."""
    for words, links in gold.graphs(path):
        text, places = gold.text_with_places(words)
        sentences = model.parse(Report("", "", text))
        times = {node for node, kind, _, _ in links if kind == "Timex"}
        for node, kind, parent, _ in links:
            if kind == "Event" and parent in times:
                span, wanted = gold.span_of(node, places), gold.span_of(parent, places)
                sentence = next((s for s in sentences if s.span.start <= span.start < s.span.end), None)
                own = [t for t in find_times(sentence) if t.rule not in NEVER] if sentence else []
                within = node.split("_")[0] == parent.split("_")[0]
                tree = EventTree(sentence, span) if own else None
                right = next((i for i, t in enumerate(own) if within and t.span.overlaps(wanted)), None)
                kind = "page" if parent.startswith("0_0") else "sentence" if within else "earlier"
                yield kind, [find_link_features(tree, t, own) for t in own], right


def matrix(rows, places):
    """The features of some times as a matrix."""
    found = np.zeros((len(rows), len(places)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in places:
                found[number, places[name]] = value
    return found


def fit(taught, places):
    """The weights, by Adam over all examples at once."""
    every = np.concatenate([matrix(rows, places) for _, rows, _ in taught])
    bounds = np.cumsum([0] + [len(rows) for _, rows, _ in taught])
    owner = np.repeat(np.arange(len(taught)), np.diff(bounds))
    wanted = np.zeros(len(every))
    wanted[[bounds[n] + right for n, (_, _, right) in enumerate(taught) if right is not None]] = 1
    weights, mean, square = (np.zeros(len(places)) for _ in range(3))
    for step in range(1, STEPS + 1):
        powers = np.exp(np.clip(every @ weights, -30, 30))
        shares = powers / (1 + np.bincount(owner, powers, len(taught)))[owner]
        slope = every.T @ (shares - wanted) + RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    model = load_model()
    rows = list(examples(args.train, model))
    counts = Counter(name for _, times, _ in rows for time in times for name in time)
    places = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}
    taught = [row for row in rows if row[1] and (row[0] != "sentence" or row[2] is not None)]
    weights = {name: round(float(w), 2) for name, w in zip(places, fit(taught, places), strict=True)}
    lines = "\n".join(f"  {name} {weight:g}" for name, weight in weights.items() if weight)
    head = "# What speaks for a time being that of an event (log-odds against none of the sentence).\n"
    args.output.write_text(f"{head}# Written by training/fit_times.py.\nweights: |-\n{lines}\n", encoding="utf-8")
    right, seen = Counter(), Counter()
    for kind, times, wanted in examples(args.held, model):
        odds = [sum(weights.get(name, 0.0) * value for name, value in time.items()) for time in times]
        best = max(range(len(odds)), key=odds.__getitem__, default=None)
        chosen = best if best is not None and odds[best] > 0 else None
        seen[kind] += 1
        right[kind] += chosen == wanted and (kind != "sentence" or wanted is not None)
    print({kind: f"{right[kind] / seen[kind]:.3f} of {seen[kind]}" for kind in ("sentence", "page")})


if __name__ == "__main__":
    main()
