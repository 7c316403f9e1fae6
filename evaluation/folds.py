"""Scores PLOVER's gold standard records with models that were not trained on them.

usage: python evaluation/folds.py --shared SHARED --models FOLDER FOLDER FOLDER FOLDER FOLDER [--min-confidence P]

To see what training on these records would give (plan `records` of training/plans.py), the same run is made five times
with `--fold 0` to `--fold 4`, each without a fifth of them; the models, in this order, each code the fifth that they
have not seen, and SHARED/eval/score_sentences.py scores all of it together.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from events import ROOT, as_sentence, code_rows, load_rows, score_found

from dateline.pipeline import Settings

RECORDS = "data/plover_gsr/visible.jsonl"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--models", type=Path, nargs="+", required=True, help="one folder for each fold, in order")
    parser.add_argument("--min-confidence", type=float)
    args = parser.parse_args()
    sys.path.insert(0, str(ROOT / "training"))
    from documents import fold_of

    rows = load_rows(args.shared / RECORDS)
    found = []
    for fold, model in enumerate(args.models):
        settings = Settings(min_confidence=args.min_confidence, model=model)
        unseen = [row for row in rows if fold_of(row["id"], len(args.models)) == fold]
        found += code_rows(map(as_sentence, unseen), settings)
    print(json.dumps(score_found(args.shared, rows, found)))


if __name__ == "__main__":
    main()
