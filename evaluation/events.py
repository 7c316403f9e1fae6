"""Codes gold reports and scores what comes out.

usage: python evaluation/events.py --shared SHARED [--sets dev,caracas,held,gsr,plv,quiet] [--min-confidence P]

dev, caracas: gold with full annotation, scored by SHARED/eval/score.py. gsr, plv: single sentences, each a report of
its own, scored by SHARED/eval/score_sentences.py; of plv, only the half that training leaves out (odd lines).
held: the reports of training/annotated/ that training leaves out (types, status, modes, words of the participants).
quiet: sentences of sport, business, science and the like (evaluation/no_events.jsonl): mentions per 100 sentences.
Also: expected calibration error of the confidence on dev, and F of numbers of dead, injured and arrested.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.core import Coding, Problem
from dateline.core.record import mention_record
from dateline.pipeline import Settings, code_reports, count_workers
from dateline.read import ReadSettings, read

ROOT = Path(__file__).resolve().parent.parent


def load_scorer(shared: Path, name: str) -> ModuleType:
    """Return a scorer of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def code_rows(rows: Iterable[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """Return the mentions that Dateline finds in reports given as objects with id, title, text and published."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")
        found: list[dict[str, Any]] = []
        for item in code_reports(read(str(path), ReadSettings(language="en")), settings, count_workers()):
            if isinstance(item, Problem):
                raise SystemExit(f"{item.where}: {item.message}")
            if isinstance(item, Coding):
                found += [dict(mention_record(item, mention)) for mention in item.mentions]
    return found


def as_report(row: dict[str, Any]) -> dict[str, Any]:
    """Return a gold object as a report to code."""
    text = row["full"][len(row["title"]) + 2 :] if row.get("title") else row["full"]
    return {key: row.get(key, "") for key in ("id", "title", "published", "publisher", "url")} | {"text": text}


def as_sentence(row: dict[str, Any]) -> dict[str, Any]:
    """Return a single gold sentence as a report to code."""
    return {
        "id": row["id"],
        "title": "",
        "text": row["text"],
        "published": row.get("date", "2019-06-03") or "2019-06-03",
    }


def score_sizes(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> float:
    """Return F1 of the numbers of dead, injured and arrested over matched mentions."""
    hits = found = gold = 0
    for want, got in pairs:
        for name in ("dead", "injured", "arrested"):
            found += got["size"][name] is not None
            gold += want[name] is not None
            hits += want[name] is not None and want[name] == got["size"][name]
    return round(2 * hits / max(1, found + gold), 4)


def calibration(outcomes: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error in ten bins."""
    total = 0.0
    for k in range(10):
        inside = [(c, right) for c, right in outcomes if k / 10 <= c < (k + 1) / 10 or (k == 9 and c == 1)]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(right for _, right in inside))
    return round(total / max(1, len(outcomes)), 4)


def score_gold(
    shared: Path, name: str, gold: list[dict[str, Any]], settings: Settings, keep: Path | None
) -> dict[str, Any]:
    """Return the figures of score.py for rows of gold, with calibration and numbers added; `keep` gets NAME.jsonl."""
    scorer = load_scorer(shared, "score")
    for row in gold:
        row.setdefault("text", "")
    found = code_rows(map(as_report, gold), settings)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{name}.jsonl").write_text(
            "".join(json.dumps(m, ensure_ascii=False) + "\n" for m in found), encoding="utf8"
        )
    figures, _ = scorer.score(gold, found)
    pairs, outcomes = [], []
    for row in gold:
        matched, _, extra = scorer.match(row, [m for m in found if m["report_id"] == row["id"]])
        pairs += [(want, got) for want, got in matched if not want["optional"]]
        outcomes += [(got["confidence"], True) for want, got in matched if not want["optional"]]
        outcomes += [(got["confidence"], False) for got in extra]
    return {**figures, "calibration error": calibration(outcomes), "sizes f": score_sizes(pairs)}


HELD_FIGURES = ("type", "type_macro_f", "status", "modes", "spans", "per_type", "calibration error")


def score_held(shared: Path, settings: Settings, keep: Path | None) -> dict[str, Any]:
    """Return the figures of the annotated reports that no training sees, as far as they were marked."""
    sys.path.insert(0, str(ROOT / "training"))
    import annotated

    rows = annotated.held_back(str(ROOT / "training" / "annotated"), str(shared / "data"))
    figures = score_gold(shared, "held", [{"published": "2021-06-01", **row} for row in rows], settings, keep)
    return {name: value for name, value in figures.items() if name in HELD_FIGURES}


def score_sentences(shared: Path, rows: list[dict[str, Any]], settings: Settings, *pairs: str) -> dict[str, Any]:
    """Return the figures of score_sentences.py for sentences as they are coded."""
    return score_found(shared, rows, code_rows(map(as_sentence, rows), settings), *pairs)


def score_found(shared: Path, rows: list[dict[str, Any]], found: list[dict[str, Any]], *pairs: str) -> dict[str, Any]:
    """Return the figures of score_sentences.py for mentions that were found in these sentences."""
    scorer = load_scorer(shared, "score_sentences")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, items in (("gold", rows), ("found", found)):
            paths.append(Path(folder) / f"{name}.jsonl")
            paths[-1].write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in items), encoding="utf8")
        return run_scorer(scorer, [str(p) for p in paths] + list(pairs))


def run_scorer(scorer: ModuleType, words: list[str]) -> dict[str, Any]:
    """Return what a scorer prints as JSON."""
    import contextlib
    import io

    out, before = io.StringIO(), sys.argv
    sys.argv = ["score", *words]
    try:
        with contextlib.redirect_stdout(out):
            scorer.main()
    finally:
        sys.argv = before
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


def measure(
    shared: Path, sets: Iterable[str], settings: Settings, keep: Path | None = None
) -> dict[str, dict[str, Any]]:
    """Return the figures of each set."""
    out: dict[str, dict[str, Any]] = {}
    for name in sets:
        if name in {"dev", "train"}:
            out[name] = score_gold(shared, name, load_rows(shared / "gold" / f"{name}.jsonl"), settings, keep)
        elif name == "caracas":
            gold = load_rows(shared / "seeds" / "caracas.gold.jsonl")
            out[name] = score_gold(shared, "caracas.gold", gold, settings, keep)
        elif name == "held":
            out[name] = score_held(shared, settings, keep)
        elif name == "gsr":
            out[name] = score_sentences(shared, load_rows(shared / "data/plover_gsr/visible.jsonl"), settings)
        elif name == "plv":
            held = load_rows(shared / "data/plv/train.jsonl")[1::2]
            out[name] = score_sentences(shared, held, settings, "--pairs")
        elif name == "quiet":
            rows = load_rows(ROOT / "evaluation" / "no_events.jsonl")
            found = code_rows(rows, settings)
            out[name] = {"sentences": len(rows), "mentions per 100": round(100 * len(found) / len(rows), 2)}
    return out


def brief(figures: dict[str, Any]) -> str:
    """Return figures on few lines."""
    parts = []
    for name, value in figures.items():
        if name == "per_type":
            parts.append(
                "\n   " + "  ".join(f"{t} {v['f'] if isinstance(v, dict) else v}" for t, v in value.items()) + "\n  "
            )
        elif isinstance(value, dict) and "f" in value:
            parts.append(f"{name} {value['p']:.3f}/{value['r']:.3f}/{value['f']:.3f}")
        else:
            parts.append(f"{name} {value}")
    return "  ".join(parts)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--sets", default="dev,caracas,held,gsr,plv,quiet")
    parser.add_argument("--min-confidence", type=float)
    parser.add_argument("--model", type=Path, help="folder of a language model, for comparing")
    parser.add_argument("--keep", type=Path, help="folder to write the predicted mentions to")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    settings = Settings(min_confidence=args.min_confidence, model=args.model)
    figures = measure(args.shared, args.sets.split(","), settings, args.keep)
    if args.json:
        print(json.dumps(figures))
        return
    for name, values in figures.items():
        print(f"{name}:  {brief(values)}")


if __name__ == "__main__":
    main()
