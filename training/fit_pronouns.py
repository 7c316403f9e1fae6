"""Fit the weights by which a pronoun is held to mean somebody, on texts with annotated coreference.

    python training/fit_pronouns.py --train treebanks/en_gum-train.conllu \
        --output src/dateline/resources/languages/en/pronoun_weights.yaml

A choice among candidates for each pronoun (conditional logistic regression over the features of `dateline.resolve.ranking`):
right are the candidates that belong to the pronoun's chain. Pronouns of which no candidate is right teach nothing. Prints
the share of right choices, by folds of whole documents, of the weights and of the nearest candidate.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import numpy as np

from dateline.core import Report, Span
from dateline.knowledge.entities import load_knowledge
from dateline.language import load_model
from dateline.resolve.pronouns import find_candidates, pronoun_kind
from dateline.resolve.ranking import find_features, place_in_tree
from dateline.resolve.references import Pointer
from dateline.resolve.who import referents_of

GENRES = re.compile(r"GUM_(news|interview|bio|letter|essay|speech|podcast|court|voyage|textbook|academic)_")
TAGS = re.compile(r"\([^()]+\)?|[^()]+\)")


def documents(path):
    """(name, text, {start of a head: chains whose mention has it as head}) of every document of the genres."""
    name, text, heads, stack, inner = "", "", defaultdict(set), [], {}
    for line in [*Path(path).read_text(encoding="utf-8").splitlines(), "# newdoc id = end"]:
        if line.startswith("# newdoc id"):
            if GENRES.match(name):
                yield name, text, heads
            name, text, heads, stack = line.split("= ")[1], "", defaultdict(set), []
        elif not line:
            text = text.rstrip(" ") + "\n"
        elif line[0].isdigit():
            cells = line.split("\t")
            space = "" if "SpaceAfter=No" in cells[9] else " "
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                inner = {str(n): "" for n in range(first, last)} | {str(last): space}
            elif "." not in cells[0]:
                found = dict(p.split("=", 1) for p in cells[9].split("|") if "=" in p).get("Entity", "")
                tags = TAGS.findall(found)
                for tag in tags:
                    if tag.startswith("("):
                        parts = tag.strip("()").split("-")
                        least = {int(n) for n in parts[5].split(",")} if len(parts) > 5 else {1}
                        stack.append([parts[0], least, 0])
                for entry in stack:
                    entry[2] += 1
                    if entry[2] in entry[1]:
                        heads[len(text)].add(entry[0])
                for tag in tags:
                    if tag.endswith(")"):
                        chain = tag.strip("()").split("-")[0]
                        stack.remove(next(e for e in reversed(stack) if e[0] == chain))
                text += cells[1] + inner.pop(cells[0], space)


def examples(path):
    """(document, kind, features of each candidate, which are right) of every pronoun with a right candidate."""
    model, knowledge, rows = load_model(), load_knowledge(), []
    for name, text, heads in documents(path):
        report = Report(name, "", text, date(2016, 1, 1))
        sentences = model.parse(report)
        referents = referents_of(report, sentences, knowledge)
        for sentence in sentences:
            for token in sentence.tokens:
                kind = pronoun_kind(token.form)
                if token.upos != "PRON" or kind not in {"he", "it", "they"}:
                    continue
                role, governor = place_in_tree(sentence, token.span)
                pointer = Pointer(token.form, token.span, sentence.index, role == "subject", role, governor)
                candidates = find_candidates(pointer, referents)
                chains = heads.get(token.span.start, set())
                right = [any(chains & heads.get(place, set()) for place in starts(text, r.span)) for r in candidates]
                if any(right):
                    rows.append((name, kind, find_features(kind, candidates, pointer, referents), right))
    return rows


def starts(text, span: Span):
    return [m.start() + span.start for m in re.finditer(r"\S+", span.of(text))]


def fit(rows, penalty, least):
    seen = Counter(f for *_, told, _ in rows for features in told for f in features)
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= 15))}
    weights = np.zeros(len(index))
    made = []
    for *_, told, right in rows:
        x = np.zeros((len(told), len(index)))
        for i, features in enumerate(told):
            x[i, [index[f] for f in features if f in index]] = 1
        made.append((x, np.array(right)))
    for step in range(300):
        slope = -penalty * weights
        for x, right in made:
            odds = x @ weights
            p = np.exp(odds - odds.max())
            p /= p.sum()
            q = np.where(right, p, 0)
            slope += x.T @ (q / q.sum() - p)
        weights += slope * (8.0 / (len(made) * (1 + step / 100)))
    return {f: round(float(weights[i]), 2) for f, i in index.items() if abs(weights[i]) >= least}


def measure(rows, weights):
    seen = Counter()
    for _, kind, told, right in rows:
        scores = [sum(weights.get(f, 0.0) for f in features) for features in told]
        best = max(range(len(told)), key=lambda i: (scores[i], i))
        seen[kind, "all"] += 1
        seen[kind, "right"] += right[best]
        seen[kind, "nearest"] += right[-1]
    return seen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--penalty", type=float, default=2.0)
    parser.add_argument("--least", type=float, default=0.08, help="smaller weights are left out")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    rows = examples(args.train)
    names = sorted({name for name, *_ in rows})
    seen = Counter()
    for fold in range(args.folds):
        held = set(names[fold :: args.folds])
        weights = fit([r for r in rows if r[0] not in held], args.penalty, args.least)
        seen.update(measure([r for r in rows if r[0] in held], weights))
    for kind in ("he", "it", "they"):
        total = max(1, seen[kind, "all"])
        print(f"{kind}: {total} right {seen[kind, 'right'] / total:.3f} nearest {seen[kind, 'nearest'] / total:.3f}")
    weights = fit(rows, args.penalty, args.least)
    lines = [f"  {feature} {weight}\n" for feature, weight in sorted(weights.items())]
    head = "# What speaks for somebody being meant by a pronoun (log-odds among the candidates).\n# Written by training/fit_pronouns.py.\nweights: |-\n"
    Path(args.output).write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
