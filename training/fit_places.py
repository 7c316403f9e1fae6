"""Fit the weights by which a place name is held to be the place of an event, on annotated reports.

    python training/fit_places.py --train gold/train.jsonl --dev gold/dev.jsonl \
        --output src/dateline/resources/languages/en/place_weights.yaml

A logistic regression over the features of `dateline.resolve.sites`: every place name in the sentence of an annotated event is an example,
right where it is among the words annotated as the place. Prints precision, recall and F at several thresholds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import numpy as np

from dateline.core import EventMention, Report, Span, Trigger
from dateline.knowledge.gazetteer import load_gazetteer
from dateline.language import load_model
from dateline.resolve.landscape import find_landscape
from dateline.resolve.sites import find_described, find_sites, is_acting


def parsed(path):
    model = load_model()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        title, full = gold["title"], gold["full"]
        day = date.fromisoformat(gold["published"][:10]) if gold["published"] else None
        report = Report(
            gold["id"],
            title,
            full[len(title) + 2 :] if title else full,
            published=day,
            publisher=gold["publisher"],
            url=gold["url"],
        )
        yield gold, report, model.parse(report)


def examples(reports):
    """(mention, features, whether it is the place) of every naming, and the number of annotated places."""
    gazetteer, rows, places = load_gazetteer(), [], 0
    for gold, report, sentences in reports:
        landscape = find_landscape(report, sentences, gazetteer)
        for number, told in enumerate(gold["mentions"]):
            span, where = Span(told["start"], told["end"]), told["where"]
            sentence = next((s for s in sentences if s.span.overlaps(span)), None)
            if sentence is None:
                continue
            places += where is not None
            mention = EventMention("m", report.id, sentence.index, Trigger(span, ()), told["event_type"])
            named = tuple(n for n in landscape.named if n.sentence == sentence.index)
            for site in find_sites(mention, sentence, named + find_described(sentence, gazetteer), gazetteer):
                if not is_acting(site.named.span, mention, sentence):
                    words = site.named.span.of(report.text)
                    rows.append(
                        (
                            (gold["id"], number),
                            site.features,
                            bool(where) and (words in where["text"] or where["text"] in words),
                        )
                    )
    return rows, places


def fit(rows, penalty, least):
    seen = Counter(feature for _, features, _ in rows for feature in features)
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in seen.items() if n >= 8))}
    x, y = np.zeros((len(rows), len(index) + 1)), np.array([right for *_, right in rows], float)
    x[:, -1] = 1
    for i, (_, features, _) in enumerate(rows):
        x[i, [index[f] for f in features if f in index]] = 1
    weights, ridge = np.zeros(x.shape[1]), np.full(x.shape[1], penalty)
    ridge[-1] = 0
    for _ in range(15):
        p = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-9), x.T @ (y - p) - ridge * weights
        )
    found = {feature: round(float(weights[i]), 2) for feature, i in index.items() if abs(weights[i]) >= least}
    return {"all": round(float(weights[-1]), 2), **found}


def measure(rows, places, weights, least):
    best = defaultdict(list)
    for key, features, right in rows:
        best[key].append((weights["all"] + sum(weights.get(f, 0) for f in features), right))
    chosen = [right for odds, right in map(max, best.values()) if 1 / (1 + np.exp(-odds)) >= least]
    p, r = sum(chosen) / max(1, len(chosen)), sum(chosen) / places
    return f"P {p:.3f} R {r:.3f} F {2 * p * r / (p + r):.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("train", "dev", "output"):
        parser.add_argument(f"--{option}", required=True)
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--least", type=float, default=0.12, help="smaller weights are left out")
    args = parser.parse_args()
    train, dev = examples(parsed(args.train)), examples(parsed(args.dev))
    weights = fit(train[0], args.penalty, args.least)
    for least in (0.3, 0.35, 0.4, 0.45, 0.5):
        print(least, "train", measure(*train, weights, least), "dev", measure(*dev, weights, least))
    lines = [f"  {feature} {weight}\n" for feature, weight in sorted(weights.items())]
    head = "# How a name stands to a trigger, and what that says for its being the place of the event (log-odds).\n# Written by training/fit_places.py.\nweights: |-\n"
    Path(args.output).write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
