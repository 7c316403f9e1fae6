"""Takes the gold figures and holds them against the floors that were reached before.

usage: python evaluation/run.py --shared SHARED [--update "why"] [--only PREFIX]

Every figure has a name ("dev type f"), a value, and in floors.json a floor with the hash of the gold it was taken on. A
figure below its floor fails, unless `--update` says why and writes the new one. Takes about a minute.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attributions
import events
import parsing

from dateline.language import load_model
from dateline.pipeline import Settings

FLOORS = Path(__file__).resolve().parent / "floors.json"
SETS = ("dev", "caracas", "held", "gsr", "plv", "quiet")
TOLERANCE = 0.003  # the floats of another processor move a figure by a mention or two (AVX2, AVX-512: up to 0.0027)
GOLD = (
    "gold/dev.jsonl",
    "seeds/caracas.gold.jsonl",
    "data/plover_gsr/visible.jsonl",
    "data/plv/train.jsonl",
    "data/treebanks/en_ewt-dev.conllu",
    "data/treebanks/en_gum-dev.conllu",
)


def hash_gold(shared: Path) -> dict[str, str]:
    """Return the hash of each gold file."""
    return {name: hashlib.sha256((shared / name).read_bytes()).hexdigest()[:16] for name in GOLD}


def flat(prefix: str, figures: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield figures with names of one line; counts and figures of single types are left out."""
    for name, value in figures.items():
        if name in {
            "per_type",
            "time beside the parse",
            "reports",
            "records",
            "n",
            "tp",
            "pred",
            "gold",
            "mentions",
            "documents",
            "sentences",
        }:
            continue
        if isinstance(value, dict):
            yield from flat(f"{prefix} {name}", value)
        elif isinstance(value, int | float):
            yield f"{prefix} {name}", round(float(value), 4)


def measure(shared: Path, only: str) -> dict[str, float]:
    """Return all figures by name."""
    found: dict[str, float] = {}
    if "events".startswith(only) or only in SETS:
        for name, figures in events.measure(shared, [only] if only in SETS else SETS, Settings()).items():
            found.update(flat(name, figures))
    if "parsing".startswith(only):
        for name, values in parsing.measure(shared / "data", load_model()).items():
            found.update(flat(name, values))
    if "attributions".startswith(only):
        found.update(flat("polnear dev", attributions.measure_attributions(shared, "dev", 0)))
    return found


def is_lower_better(name: str) -> bool:
    """Say whether a figure counts faults."""
    return "error" in name or "per 100" in name


def compare(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return the names of the figures that are worse than their floors."""
    worse = []
    for name, value in found.items():
        floor = floors.get(name)
        if floor is None:
            continue
        lost = value - floor if is_lower_better(name) else floor - value
        if lost > (1.0 if "per 100" in name else TOLERANCE):
            worse.append(name)
    return worse


def main() -> None:
    """Print each figure beside its floor; exit with 1 when one went down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", default="", help="events, parsing, attributions, or one set of events")
    parser.add_argument("--update", metavar="WHY", help="write the figures as the new floors, and why")
    args = parser.parse_args()
    if not args.shared.is_dir():
        raise SystemExit(f"{args.shared}: the folder of data and gold is not there")
    kept = json.loads(FLOORS.read_text(encoding="utf8")) if FLOORS.is_file() else {"floors": {}, "gold": {}, "why": []}
    found = measure(args.shared, args.only)
    worse = compare(found, kept["floors"])
    for name, value in sorted(found.items()):
        print(f"{name:60} {value:8.4f}   floor {kept['floors'].get(name, '-')}{'   LOWER' if name in worse else ''}")
    changed = [name for name, digest in hash_gold(args.shared).items() if kept["gold"].get(name, digest) != digest]
    for name in changed:
        print(f"{name}: the gold is not the one that the floors were taken on", file=sys.stderr)
    if args.update:
        kept = {"gold": hash_gold(args.shared), "floors": kept["floors"] | found, "why": [*kept["why"], args.update]}
        FLOORS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf8")
    elif worse:
        raise SystemExit(f"{len(worse)} figures are lower than their floors: {', '.join(worse)}")


if __name__ == "__main__":
    main()
