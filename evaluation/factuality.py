"""Measures the factuality score (-3 … 3) of the model against people's judgements: Pearson's r.

usage: python evaluation/factuality.py FILE.jsonl … [--model FOLDER]

A file has one sentence a line: text (words apart by blanks) and targets with span1 (word numbers) and label (-3 … 3).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))

import documents  # noqa: E402 - beside the package

from dateline.language import load_model  # noqa: E402


def main() -> None:
    """Print r for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    network = load_model(args.model).network
    for path in args.files:
        pairs = []
        for doc in documents.factuality(str(path), path.stem):
            scores = network.run([doc.text[s:e] for s, e in doc.pieces[:180]])["fact"]
            pairs += [(float(scores[piece, 0]), label) for piece, label in doc.facts if piece < 180]
        found, wanted = np.array(pairs).T
        print(f"{path.parent.name}/{path.stem}: r {np.corrcoef(found, wanted)[0, 1]:.3f} over {len(pairs)} judgements")


if __name__ == "__main__":
    main()
