"""Measure attributions and sources on gold.

usage: python evaluation/attributions.py ../shared [--limit N] [--train] [--json]

Prints, for attributions, the figures of `eval/score_attributions.py` on polnear/dev; for sources, the source figure of
`eval/score.py` on gold/dev with the gold mentions given (so that it speaks of sources alone). With `--train` the same
on the training parts: that is what constants are fitted on.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.core import Attribution, EventMention, Label, Participant, Report, Sentence, Span, Trigger
from dateline.core.record import attribution_record
from dateline.extract.attributions import find_attributions, find_outermost, find_sources, load_cues
from dateline.language import load_model


def main() -> None:
    """Print the figures, one a line, or all as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="measure on the first N documents only")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    part = "train" if args.train else "dev"
    figures = {
        "attributions": measure_attributions(args.shared, part, args.limit),
        "sources": measure_sources(args.shared, part, args.limit),
    }
    print(json.dumps(figures) if args.json else "\n".join(lines(figures)))


def lines(figures: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the figures as text."""
    for part, values in figures.items():
        for name, value in values.items():
            yield f"{part}: {name}: {value}"


def load_scorer(shared: Path, name: str) -> ModuleType:
    """Return a scorer of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure_attributions(shared: Path, part: str, limit: int) -> dict[str, Any]:
    """Return the scorer's figures for every text of polnear/dev, and the share of the time that is not the model's."""
    model, cues = load_model(), load_cues()
    texts = sorted((shared / "data" / "polnear" / part / "text").glob("*.txt"))[: limit or None]
    took = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "attributions.jsonl"
        with made.open("w", encoding="utf-8") as out:
            for path in texts:
                report = Report(path.stem, "", path.read_bytes().decode())
                started = time.perf_counter()
                sentences = model.parse(report)
                parsed = time.perf_counter()
                found = find_attributions(report, sentences, cues)
                took["parse"] += int((parsed - started) * 1e6)
                took["attributions"] += int((time.perf_counter() - parsed) * 1e6)
                out.writelines(json.dumps(attribution_record(report, one)) + "\n" for one in find_outermost(found))
        figures = scored(load_scorer(shared, "score_attributions"), shared / "data" / "polnear" / part, made, texts)
    figures["time beside the parse"] = round(took["attributions"] / max(1, took["parse"]), 4)
    return figures


def scored(scorer: ModuleType, folder: Path, made: Path, texts: list[Path]) -> dict[str, Any]:
    """Return what the scorer prints for a folder (or for those of its texts that were read)."""
    with tempfile.TemporaryDirectory() as part:
        gold = Path(part)
        for name in ("text", "attributions"):
            (gold / name).mkdir()
        for path in texts:
            (gold / "text" / path.name).write_bytes(path.read_bytes())
            for annotation in (folder / "attributions").glob(f"{path.stem}_*.ann"):
                kept = [line for line in annotation.read_text(encoding="utf-8").splitlines() if is_annotation(line)]
                (gold / "attributions" / annotation.name).write_text("\n".join(kept) + "\n", encoding="utf-8")
        sys.argv, before = ["score", str(gold), str(made), "--json"], sys.argv
        printed: list[str] = []
        scorer.print = printed.append  # type: ignore[attr-defined]
        scorer.main()
        sys.argv = before
    return dict(json.loads(printed[0]))


def is_annotation(line: str) -> bool:
    """Say whether a line is a span or an event, not the rest of a quoted text."""
    name, _, rest = line.partition("\t")
    return name[:1] in {"T", "E"} and name[1:].isdigit() and bool(rest)


def measure_sources(shared: Path, part: str, limit: int) -> dict[str, Any]:
    """Return the scorer's source figure for gold mentions to which sources were found, and how often kinds agree."""
    model, cues, scorer = load_model(), load_cues(), load_scorer(shared, "score")
    reports = scorer.load(shared / "gold" / f"{part}.jsonl")[: limit or None]
    predicted: list[dict[str, Any]] = []
    kinds = Counter[str]()
    for gold in reports:
        report = Report(gold["id"], gold["title"] or "", gold["text"], publisher=gold["publisher"])
        sentences = model.parse(report)
        attributions = find_attributions(report, sentences, cues)
        for mention in gold["mentions"]:
            record = with_sources(mention, report, sentences, attributions)
            predicted.append(record)
            if mention["source"] and record["sources"] and not mention["optional"]:
                kinds["all"] += 1
                kinds["same"] += mention["source"]["kind"] == record["sources"][0]["kind"]
    result, _ = scorer.score(reports, predicted)
    return {"source, mentions given": result["source"], "kind right": round(kinds["same"] / max(1, kinds["all"]), 4)}


def with_sources(
    gold: dict[str, Any], report: Report, sentences: tuple[Sentence, ...], attributions: tuple[Attribution, ...]
) -> dict[str, Any]:
    """Return a gold mention as a predicted one whose sources were found."""
    mention = as_mention(gold, report, sentences)
    sources = find_sources(mention, sentences, attributions, report)
    trigger = {"text": gold["trigger"], "start": gold["start"], "end": gold["end"]}
    found = [{"text": one.text, "name": one.name, "kind": one.kind} for one in sources]
    return {**gold, "report_id": report.id, "trigger": trigger, "sources": found}


def as_mention(gold: dict[str, Any], report: Report, sentences: tuple[Sentence, ...]) -> EventMention:
    """Return a gold mention as the noun that the rooms hand on; its trigger is the model's where it read one there."""
    span = Span(gold["start"], gold["end"])
    number = max((s.index for s in sentences if s.span.start <= span.start), default=0)
    read = next((t for t in sentences[number].triggers if t.span.overlaps(span)), None)
    trigger = Trigger(span, (Label(gold["event_type"], 1.0),), arguments=read.arguments if read else ())
    actors = tuple(participant(one["text"], sentences[number], report.text) for one in gold["actors"])
    return EventMention("", report.id, number, trigger, gold["event_type"], actors=actors)


def participant(words: str, sentence: Sentence, text: str) -> Participant:
    """Return a gold participant with its place in the sentence, if it stands there."""
    shape = re.compile(r"(?<!\w)" + re.escape(words) + r"(?!\w)")
    found = shape.search(text, sentence.span.start, sentence.span.end) if words else None
    return Participant(Span(*found.span()) if found else None, words)


if __name__ == "__main__":
    main()
