"""Fits what a new model needs before it is shipped: the line that calibrates its confidence, and the best threshold.

usage: python evaluation/fit.py --shared SHARED [--gold FILE] --out fitted.json

Two numbers are fitted on the development gold (a logistic line from the log-odds of the type to being right, Platt
1999); training/export.py writes them into the model. The F1 of the type at each threshold is printed, so that the
default of `--min-confidence` can be chosen and said.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from events import as_report, code_rows, load_rows, load_scorer

from dateline.language import load_model
from dateline.pipeline import Settings


def fit_line(odds: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Return slope and offset of the logistic line, by Newton's method with a little shrinkage."""
    weights = np.array([1.0, 0.0])
    design = np.stack([odds, np.ones_like(odds)], 1)
    for _ in range(50):
        likely = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (likely - right) + 0.01 * (weights - [1.0, 0.0])
        curve = (design * (likely * (1 - likely))[:, None]).T @ design + 0.01 * np.eye(2)
        weights = weights - np.linalg.solve(curve, gradient)
    return float(weights[0]), float(weights[1])


def main() -> None:
    """Print thresholds with their F1, and write the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--model", type=Path, help="folder of the model, the shipped one without")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    scorer = load_scorer(args.shared, "score")
    gold = load_rows(args.gold or args.shared / "gold" / "dev.jsonl")
    found = code_rows(map(as_report, gold), Settings(min_confidence=0.0, model=args.model))
    before = load_model(args.model).network.fitted["calibration"]
    confidence = np.array([m["confidence"] for m in found])
    odds = np.log(np.clip(confidence, 1e-4, 1 - 1e-4) / (1 - np.clip(confidence, 1e-4, 1 - 1e-4)))
    odds = (odds - before[1]) / before[0]
    n_gold = sum(not m["optional"] for row in gold for m in row["mentions"])
    counted, right = np.ones(len(found), bool), np.zeros(len(found), bool)
    number = {m["id"]: i for i, m in enumerate(found)}
    for row in gold:
        matched, _, _ = scorer.match(row, [m for m in found if m["report_id"] == row["id"]])
        for want, got in matched:
            right[number[got["id"]]] = not want["optional"]
            counted[number[got["id"]]] = not want["optional"]
    slope, offset = fit_line(odds[counted], right[counted].astype(float))
    calibrated = 1 / (1 + np.exp(-(slope * odds + offset)))
    for least in np.arange(0.1, 0.8, 0.05):
        kept = (calibrated >= least) & counted
        hits = int(right[kept].sum())
        p, r = hits / max(1, kept.sum()), hits / n_gold
        print(f"{least:.2f}  P {p:.3f}  R {r:.3f}  F {2 * p * r / max(1e-9, p + r):.3f}")
    args.out.write_text(json.dumps({"calibration": [round(slope, 4), round(offset, 4)]}) + "\n", encoding="utf8")
    print(f"confidence = logistic({slope:.3f} × log-odds + {offset:.3f})")


if __name__ == "__main__":
    main()
