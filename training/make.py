"""Makes the shipped model from nothing but the data: three runs, each going on from the one before, and the export.

usage: python training/make.py --data DATA --gold GOLD --out src/dateline/resources/model [--work FOLDER] [--version en-1]

About two hours on two cores of 2026. Every step can be run by itself, as printed; a run that is there already is kept.
What is fitted on the development gold afterwards (`evaluation/fit.py`, `training/fit_places.py`) is two short commands
more, printed at the end. The model that is shipped was made so, with the first run cut short and taken up again, and with
limits of 12, 78 and 13 minutes on the runs (`--minutes`), which fit the decay of the learning rate to the time.
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CODEBOOK = HERE.parent / "src" / "dateline" / "resources" / "codebooks" / "plover"
SHARES = {"full": 0.35, "last": 0.65}


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
    parser.add_argument("--version", default="en-1")
    args = parser.parse_args()
    before = None
    for plan in ("first", "full", "last"):
        folder = pathlib.Path(args.work) / plan
        if not (folder / "done").exists():
            told = ["--data", args.data, "--gold", args.gold, "--codebook", CODEBOOK, "--out", folder, "--plan", plan]
            run(HERE / "train.py", *told, *(["--from", before] if before else []))
            (folder / "done").touch()
        before = folder
    shares = [f"--run={pathlib.Path(args.work) / plan}={share}" for plan, share in SHARES.items()]
    run(HERE / "export.py", *shares, "--version", args.version, "--out", args.out)
    print(
        "then: python evaluation/fit.py --shared SHARED --out fitted.json; the export again with --fitted fitted.json;"
    )
    print("      python training/fit_places.py --help")


if __name__ == "__main__":
    main()
