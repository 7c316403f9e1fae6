"""Makes the shipped model from nothing but the data: seven runs, each going on from those before it, and the export.

usage: python training/make.py --data DATA --gold GOLD --out src/dateline/resources/model [--work FOLDER] [--version en-2]

About five hours on two cores of 2026. Every step can be run by itself, as printed; a run that is there already is kept.
What is fitted afterwards (`evaluation/fit.py` and `training/fit_places.py` on the development gold, and
`training/fit_pronouns.py` on GUM train) is three short commands more, printed at the end. The model that is shipped was
made so, but for the time: `first`, `full` and `last` had limits of 12, 78 and 13 minutes (`--minutes`, which fits the decay
of the learning rate to the time), `trees` was stopped after 2,000 of its 3,570 steps, `events`, `branch` and `roles` had
limits of 70, 12 and 9 minutes. `branch` moves nothing that `roles` moves; of what `roles` moves, the shipped
weights are the mean of those before it and after it.
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CODEBOOK = HERE.parent / "src" / "dateline" / "resources" / "codebooks" / "plover"
# What each run goes on from: runs with their shares in the average.
RUNS = {
    "first": {},
    "full": {"first": 1},
    "last": {"full": 1},
    "trees": {"full": 0.35, "last": 0.65},
    "events": {"trees": 1},
    "branch": {"events": 1},
    "roles": {"branch": 1},
}


def run(*words):
    """Run one step with the same Python; stop with it."""
    command = [sys.executable, *map(str, words)]
    print("$", " ".join(command), flush=True)
    subprocess.run(command, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--work", default="runs")
    parser.add_argument("--version", default="en-2")
    args = parser.parse_args()
    work = pathlib.Path(args.work)
    for plan, before in RUNS.items():
        folder = work / plan
        if not (folder / "done").exists():
            told = ["--data", args.data, "--gold", args.gold, "--codebook", CODEBOOK, "--out", folder, "--plan", plan]
            starts = [word for name, share in before.items() for word in ("--from", f"{work / name}={share}")]
            run(HERE / "train.py", *told, *starts)
            (folder / "done").touch()
    shares = [f"--run={work / name}=0.5" for name in ("branch", "roles")]
    run(HERE / "export.py", *shares, "--version", args.version, "--out", args.out)
    print(
        "then: python evaluation/fit.py --shared SHARED --out fitted.json; the export again with --fitted fitted.json;"
    )
    print("      python training/fit_places.py --help; python training/fit_pronouns.py --help")


if __name__ == "__main__":
    main()
