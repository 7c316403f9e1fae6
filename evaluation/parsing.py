"""Measures words, sentences, trees and names against the development parts of the treebanks and of the name set.

usage: python evaluation/parsing.py --data DATA [--model FOLDER] [--json]

gold tokens: words and sentences given; UPOS, UAS and LAS (subtypes of relations kept).
raw: from raw text, documents as they stand; F1 of words (same characters), sentences, UPOS and LAS (subtypes dropped),
as the CoNLL 2018 shared task counts them.
names: F1 of spans with their kind on every eighth file of worldwide_newswire, which training leaves out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))

import documents  # noqa: E402 - beside the package

from dateline.core import Report, Span  # noqa: E402
from dateline.language import OnnxModel, load_model  # noqa: E402
from dateline.language.lemmas import apply_script  # noqa: E402

IGNORE = documents.IGNORE


def prf(hits: int, found: int, gold: int) -> float:
    """Return F1, rounded to four digits."""
    return round(2 * hits / max(1, found + gold), 4)


def gold_words(doc: Any) -> list[list[tuple[Span, str, int | None, str]]]:
    """Return per sentence the words as (span, tag, head in the sentence, relation)."""
    ends = [*doc.starts[1:], len(doc.pieces)]
    sentences = []
    for low, high in zip(doc.starts, ends, strict=True):
        first = [i for i in range(low, high) if doc.seg[i] > 0]
        number = {p: k for k, p in enumerate(first)}
        words = []
        for k, p in enumerate(first):
            last = (first[k + 1] if k + 1 < len(first) else high) - 1
            head = None if doc.head[p] == -1 else number.get(doc.head[p])
            words.append((Span(doc.pieces[p][0], doc.pieces[last][1]), doc.upos[p], head, doc.rel[p]))
        sentences.append(words)
    return sentences


def score_given(model: OnnxModel, docs: list[Any]) -> dict[str, float]:
    """Return accuracy of tag, head, head with relation, and lemma (case aside), words given."""
    c: Counter[str] = Counter()
    for doc in docs:
        change = {piece[0]: script for piece, script in zip(doc.pieces, doc.lemma, strict=True)}
        gold = [words for words in gold_words(doc) if words]
        parsed = model.parse_given(doc.text, [[w[0] for w in words] for words in gold])
        if len(parsed) != len(gold):
            raise SystemExit(f"{doc.id}: {len(gold)} sentences given, {len(parsed)} parsed")
        for words, sentence in zip(gold, parsed, strict=True):
            for (_, tag, head, rel), token in zip(words, sentence.tokens, strict=True):
                c["n"] += 1
                script = change[token.span.start]
                if script != IGNORE:
                    c["lemmas"] += 1
                    c["lemma"] += apply_script(script, token.form).lower() == token.lemma.lower()
                c["upos"] += tag == token.upos
                c["uas"] += head == token.head
                c["las"] += head == token.head and rel == token.deprel
    shares = {name: round(c[name] / c["n"], 4) for name in ("upos", "uas", "las")}
    return shares | {"lemma": round(c["lemma"] / c["lemmas"], 4)}


def score_raw(model: OnnxModel, docs: list[Any]) -> dict[str, float]:
    """Return F1 of words, sentences, tags and arcs from raw text."""
    c: Counter[str] = Counter()
    for doc in docs:
        gold: dict[Span, tuple[str, Span | None, str]] = {}
        bounds = set()
        for words in gold_words(doc):
            bounds.add((words[0][0].start, words[-1][0].end))
            for span, tag, head, rel in words:
                gold[span] = (tag, None if head is None else words[head][0], rel.split(":")[0])
        parsed = model.parse(Report(doc.id, "", doc.text))
        c["sentences found"] += len(parsed)
        c["sentences gold"] += len(bounds)
        c["sentences"] += sum((s.span.start, s.span.end) in bounds for s in parsed)
        for sentence in parsed:
            for token in sentence.tokens:
                c["found"] += 1
                want = gold.get(token.span)
                if want:
                    head = None if token.head is None else sentence.tokens[token.head].span
                    c["words"] += 1
                    c["upos"] += want[0] == token.upos
                    c["las"] += (head, token.deprel.split(":")[0]) == want[1:]
        c["gold"] += len(gold)
    out = {name: prf(c[name], c["found"], c["gold"]) for name in ("words", "upos", "las")}
    return {**out, "sentences": prf(c["sentences"], c["sentences found"], c["sentences gold"])}


def score_names(model: OnnxModel, docs: list[Any], kinds: tuple[str, ...]) -> dict[str, float]:
    """Return F1 of named entities with their kind, in all and by kind."""
    c: Counter[str] = Counter()
    for doc in docs:
        tags = list(doc.ner)
        gold = set()
        for first, last, kind in spans_of(tags):
            gold.add((doc.pieces[first][0], doc.pieces[last][1], kind))
        found = {(n.span.start, n.span.end, n.kind) for s in model.parse(Report(doc.id, "", doc.text)) for n in s.names}
        for kind in kinds:
            mine, theirs = {x for x in found if x[2] == kind}, {x for x in gold if x[2] == kind}
            c[f"{kind} hits"] += len(mine & theirs)
            c[f"{kind} found"] += len(mine)
            c[f"{kind} gold"] += len(theirs)
    by_kind = {kind: prf(c[f"{kind} hits"], c[f"{kind} found"], c[f"{kind} gold"]) for kind in kinds}
    total = [sum(c[f"{kind} {what}"] for kind in kinds) for what in ("hits", "found", "gold")]
    return {"all": prf(*total), **by_kind}


def spans_of(tags: list[Any]) -> Any:
    """Yield (first, last, label) of BIO tags."""
    from dateline.language.decode import read_bio

    return read_bio(["O" if tag == IGNORE else tag for tag in tags])


def measure(data: Path, model: OnnxModel) -> dict[str, dict[str, float]]:
    """Return all figures by name of the set."""
    out = {}
    for name in ("ewt", "gum"):
        docs = [d for d in documents.treebank(data / f"treebanks/en_{name}-dev.conllu", name) if IGNORE not in d.seg]
        out[f"{name} dev, gold tokens"] = score_given(model, docs)
        out[f"{name} dev, raw"] = score_raw(model, docs)
    held = documents.worldwide(str(data / "worldwide_newswire"))[1]
    out["worldwide_newswire held back, names"] = score_names(model, held, ("person", "organization", "place", "group"))
    return out


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(args.data, load_model(args.model))
    if args.json:
        print(json.dumps(figures))
        return
    for name, values in figures.items():
        print(f"{name:40}", "  ".join(f"{key} {value:.4f}" for key, value in values.items()))


if __name__ == "__main__":
    main()
