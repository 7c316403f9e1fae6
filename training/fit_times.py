"""Fit the weights by which a time of a sentence is held to be that of an event, on temporal dependency graphs.

    python training/fit_times.py --train tdg_wikinews/train.txt --cache FILE \
        --output src/dateline/resources/languages/en/time_weights.yaml

A choice for each event among the times of its sentence and none of them (conditional logistic regression over the features of
`dateline.resolve.time_ranking`): right is the time that the graph links it to, none where it links it to the date of the page. Prints the
share of right choices by folds of whole documents, for several least odds, beside that of the rules alone.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "evaluation"))

from when import graphs, span_of, text_with_places

from dateline.core import Report
from dateline.language import load_model
from dateline.resolve.attachment import lookup_time
from dateline.resolve.time_ranking import find_features
from dateline.resolve.times import find_times

NEVER = {"length"}


def examples(path, cache):
    """(document, features of each time, place of the right one or -1, place of the one by rule or -1) of each event."""
    documents = graphs(path)
    if not cache.is_file():
        model = load_model()
        parsed = [model.parse(Report("", "", text_with_places(words)[0])) for words, _ in documents]
        cache.write_bytes(pickle.dumps(parsed))
    rows = []
    for number, ((words, links), sentences) in enumerate(zip(documents, pickle.loads(cache.read_bytes()), strict=True)):
        _, places = text_with_places(words)
        times = {node for node, kind, _, _ in links if kind == "Timex"}
        for node, kind, parent, _ in links:
            if kind == "Event" and parent in times:
                row = example(span_of(node, places), span_of(parent, places), parent.startswith("0_0"), sentences)
                rows += [(number, *row)] if row else []
    return rows


def example(span, wanted, is_page, sentences):
    place = next((s for s in sentences if s.span.start <= span.start < s.span.end), None)
    found = [time for time in find_times(place) if time.rule not in NEVER] if place else []
    right = next((i for i, time in enumerate(found) if time.span.overlaps(wanted)), -1)
    if not found or (right < 0 and not is_page and place.span.overlaps(wanted)):
        return None
    choice = lookup_time(span, place, find_times(place))
    told = [find_features(span, place, time, found) for time in found]
    ruled = next((i for i, time in enumerate(found) if choice and time.span == choice.time.span), -1)
    return told, right, ruled, choice.score if choice else 0.0, is_page


def fit(rows, penalty, least):
    seen = Counter(f for _, told, *_ in rows for features in told for f in features)
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= 12))}
    weights = np.zeros(len(index))
    made = []
    for _, told, right, *_ in rows:
        x = np.zeros((len(told) + 1, len(index)))
        for i, features in enumerate(told):
            x[i, [index[f] for f in features if f in index]] = 1
        made.append((x, right if right >= 0 else len(told)))
    flat, ends = np.concatenate([x for x, _ in made]), np.cumsum([len(x) for x, _ in made])
    begins = np.concatenate([[0], ends[:-1]])
    goal = np.zeros(len(flat))
    goal[[b + right for b, (_, right) in zip(begins, made, strict=True)]] = 1
    lengths = ends - begins
    step, moment = 8.0 / len(made), np.zeros(len(index))
    for _ in range(600):
        odds = np.exp(flat @ weights - np.repeat(np.maximum.reduceat(flat @ weights, begins), lengths))
        p = odds / np.repeat(np.add.reduceat(odds, begins), lengths)
        moment = 0.9 * moment + flat.T @ (goal - p) - penalty * weights
        weights = weights + step * 0.2 * moment
    return {f: round(float(weights[i]), 2) for f, i in index.items() if abs(weights[i]) >= least}


def measure(rows, weights, bar):
    """Count right choices where gold has a time of the sentence and where it has the page."""
    seen = Counter()
    for _, told, right, ruled, score, is_page in rows:
        scores = [sum(weights.get(f, 0.0) for f in features) for features in told]
        best = max(range(len(told)), key=lambda i: scores[i])
        mine = best if scores[best] > bar else -1
        mixed = ruled if ruled >= 0 and score >= 0.6 else mine
        kind = "same" if right >= 0 else "page" if is_page else "back"
        seen.update([kind])
        seen.update(
            f"{how} {kind}" for how, found in (("model", mine), ("rules", ruled), ("mixed", mixed)) if found == right
        )
    return seen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="file that keeps the model's parses between runs")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=2.0)
    parser.add_argument("--least", type=float, default=0.08, help="smaller weights are left out")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    rows = examples(args.train, args.cache)
    counts = {bar: Counter() for bar in (1.0, 0.5, 0.0, -0.5, -1.0)}
    for fold in range(args.folds):
        weights = fit([r for r in rows if r[0] % args.folds != fold], args.penalty, args.least)
        for bar, seen in counts.items():
            seen.update(measure([r for r in rows if r[0] % args.folds == fold], weights, bar))
    for bar, seen in counts.items():
        shares = {
            f"{h} {k}": round(seen[f"{h} {k}"] / seen[k], 3)
            for h in ("rules", "model", "mixed")
            for k in ("same", "page")
        }
        print("least odds", bar, shares, seen["same"], seen["page"])
    weights = fit(rows, args.penalty, args.least)
    lines = [f"  {feature} {weight}\n" for feature, weight in sorted(weights.items())]
    head = "# What speaks for a time of the sentence being that of an event (log-odds against none of them).\n# Written by training/fit_times.py.\nweights: |-\n"
    args.output.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
