"""Fit the weights by which a place is chosen among those that a name may mean, on half of LGL and of GeoVirus.

    python training/fit_toponyms.py geoparsing/ --weights src/dateline/resources/places/weights.toml

A conditional logistic regression over the features of `Gazetteer.features`: of the candidates of each annotated name, those that are the
place meant. The features of a name depend on what is chosen for the others, so texts are settled and weights fitted in turn. Weights are
drawn towards those that the file holds by a ridge; those in KEPT, of which these sets show too little, stay. Prints the share of right
choices, on the half fitted and on the other, and rewrites [way] and [context] in the file.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "evaluation"))

from toponyms import is_meant, read_toponyms

from dateline.knowledge import gazetteer as room
from dateline.knowledge.placenames import place_key
from dateline.knowledge.places import OTHER, SHORT
from dateline.resolve.toponyms import find_phrases

# Chance speaks against a candidate, people for it: by this much more than one for ten times as many.
SCALE = 1.27
KEPT = {"inside", "holding", "kind", "publisher"}
WAYS = {OTHER: "other", SHORT: "short"}


def settled(texts, gazetteer):
    """(set, fitted, rows with worth and context, annotated names) of every distinct name of every text."""
    for name, is_fitted, text, toponyms in texts:
        phrases = find_phrases(text, [t.span for t in toponyms], gazetteer, adjectives=True)
        told = defaultdict(list)
        for toponym in toponyms:
            told[id(phrases[toponym.span.of(text)])].append(toponym)
        for phrase in {id(p): p for p in phrases.values()}.values():
            yield name, is_fitted, phrase, told[id(phrase)], told[id(phrase)][0].span.of(text)


def example(phrase, words, weights, gazetteer, names):
    """Features of the candidates as a matrix, and what of their worth is not fitted."""
    ways = dict(gazetteer.table.rows_named(place_key(words)))
    x, fixed = np.zeros((len(phrase.rows), len(names))), np.zeros(len(phrase.rows))
    for i, (row, worth) in enumerate(phrase.rows):
        fixed[i] = worth
        for feature, value in gazetteer.features(row, phrase.told):
            if feature in names:
                x[i, names[feature]] = value
            else:
                fixed[i] += weights[feature] * value
        if (way := WAYS.get(ways.get(row))) in names:
            x[i, names[way]] = 1
            fixed[i] -= weights[way]
    return x, fixed


def fitted(examples, start, ridge, rounds=40):
    """Weights that make the right candidates likeliest: Newton steps with the curvature of all candidates for a bound."""
    w = start.copy()
    for _ in range(rounds):
        slope, curve = -2 * ridge * (w - start), 2 * ridge * np.eye(len(w))
        for x, fixed, right, count in examples:
            score = SCALE * (x @ w + fixed)
            p = np.exp(score - score.max())
            p /= p.sum()
            q = p * right
            q /= q.sum() + 1e-12
            mean = p @ x
            slope += count * SCALE * (q - p) @ x
            curve += count * SCALE**2 * ((x * p[:, None]).T @ x - np.outer(mean, mean))
        w += np.linalg.solve(curve, slope)
    return w


def shares(texts, gazetteer):
    counts = Counter()
    for name, is_fitted, phrase, toponyms, _ in settled(texts, gazetteer):
        row = phrase.best.row if phrase.best else None
        for toponym in toponyms:
            counts[name, is_fitted, "all"] += 1
            counts[name, is_fitted, "right"] += is_meant(toponym, row, gazetteer)
    return {
        f"{n} {'fitted' if f else 'other'}": round(c / counts[n, f, "all"], 4)
        for (n, f, k), c in counts.items()
        if k == "right"
    }


def use(weights, path):
    """Write weights into the file, and let the gazetteer read it again."""
    lines, part = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"(\w+) = [-\d.]+", line)
        part = line if line.startswith("[") else part
        if found and found[1] in weights and part in ("[way]", "[context]"):
            line = f"{found[1]} = {round(float(weights[found[1]]), 2)}{line[found.end() :]}"
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    room.load_toponym_weights.cache_clear()
    room._rows_of.cache_clear()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--ridge", type=float, default=0.3)
    args = parser.parse_args()
    gazetteer, texts = room.load_gazetteer(), list(read_toponyms(args.folder))
    data = tomllib.loads(args.weights.read_text(encoding="utf-8"))
    first = {**data["context"], "other": data["way"]["other"], "short": data["way"]["short"]}
    names = {feature: i for i, feature in enumerate(sorted(set(first) - KEPT))}
    start = weights = np.array([first[name] for name in names])
    print("before", shares(texts, gazetteer))
    for turn in range(3):
        examples = []
        now = {**first, **dict(zip(names, weights, strict=True))}
        for _, is_fitted, phrase, toponyms, words in settled(texts, gazetteer):
            judged = (
                Counter(tuple(is_meant(t, row, gazetteer) for row, _ in phrase.rows) for t in toponyms)
                if is_fitted
                else {}
            )
            for right, count in judged.items():
                if any(right) and not all(right):
                    examples.append(
                        (*example(phrase, words, now, gazetteer, names), np.array(right, float), count**0.5)
                    )
        weights = weights + max(0.4, 1 / (turn + 1)) * (fitted(examples, start, args.ridge) - weights)
        use(dict(zip(names, weights, strict=True)), args.weights)
        print("turn", turn + 1, len(examples), shares(texts, gazetteer), flush=True)


if __name__ == "__main__":
    main()
