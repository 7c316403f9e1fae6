"""Makes the shipped model from nothing but the data: runs that go on from one another, a teacher, its pupil, the export.

usage: python training/make.py --data DATA --gold GOLD --out src/dateline/resources/model [--work FOLDER] [--version en-6]

Seven runs make the start (about five hours on two cores of 2026), then a teacher six times as large learns the same sets,
and the pupil learns from it and from the labels: together ten minutes on an H100, or about two days on two cores. Three
runs of its events' branch alone follow; their mean is shipped. Every step can be run by itself, as printed; a run that is
there already is kept. What is fitted afterwards (`evaluation/fit.py` and `training/fit_places.py` on the development gold,
`training/fit_pronouns.py` on GUM train, `training/fit_times.py` on linked events) is a few short commands more.

The model that is shipped was made so, but for the time: `first`, `full` and `last` had limits of 12, 78 and 13 minutes
(`--minutes`, which fits the decay of the learning rate to the time), `trees` was stopped after 2,000 of its 3,570 steps,
`events`, `branch` and `roles` had limits of 70, 12 and 9 minutes, `teacher` and `pupil` of 3.2 and 6.1 minutes on one H100.
`events-alone` was run twice with limits of 38 and 27 minutes on one core: from the mean given below, and, with seed 12 and
a rate of 1.2e-4, from 0.5 of the first, 0.3 of the pupil and 0.1 each of `branch` and `roles`; 0.35 of the first and 0.65
of the second are the model en-3. From it `voices` (seed 21) ran for 40 minutes on one core, and `again` (seed 31) for 38,
from 0.5 of `voices`, 0.25 of the first `events-alone`, 0.15 of the pupil and 0.05 each of `branch` and `roles`. What is
en-4 was, is 0.6 of en-3, 0.15 of `voices` and 0.25 of `again`. The pupil started from the model en-2 as `restore.py`
gives it back, which is the mean of `branch` and `roles` rounded to int8.

What was en-5 went round once more, with more annotated texts: from en-4 as `restore.py` gives it back, `teacher`
(seed 7, 2.5 minutes) and `pupil` (seed 8, 4.2 minutes) on one H200; from 0.6 of that pupil and 0.4 of en-4, `again` three
times (seeds 41, 51 and 61, 1.5 minutes each), of which it is the mean. The plan `records` was tried on top and is not in it.
What is shipped, en-6, is 0.4 of en-5 as `restore.py` gives it back, 0.3 of `voices` from it (seed 71, 36 minutes on one core)
and 0.3 of `again` from the mean of those two (seed 91, 18 minutes on two cores), with 90 texts more.
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
    "teacher": {},
    "pupil": {"branch": 0.5, "roles": 0.5},
    "events-alone": {"branch": 0.25, "roles": 0.25, "pupil": 0.5},
    "voices": {"events-alone": 1},
    "again": {"events-alone": 0.3, "voices": 0.5, "pupil": 0.2},
}
MORE = {"teacher": {"--labels": "roles"}, "pupil": {"--teacher": "teacher"}}
SHIPPED = {"events-alone": 0.6, "voices": 0.15, "again": 0.25}


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
    parser.add_argument("--version", default="en-6")
    args = parser.parse_args()
    work = pathlib.Path(args.work)
    for plan, before in RUNS.items():
        folder = work / plan
        if not (folder / "done").exists():
            told = ["--data", args.data, "--gold", args.gold, "--codebook", CODEBOOK, "--out", folder, "--plan", plan]
            starts = [word for name, share in before.items() for word in ("--from", f"{work / name}={share}")]
            more = [word for option, name in MORE.get(plan, {}).items() for word in (option, work / name)]
            run(HERE / "train.py", *told, *starts, *more)
            (folder / "done").touch()
    shares = [f"--run={work / name}={share}" for name, share in SHIPPED.items()]
    run(HERE / "export.py", *shares, "--version", args.version, "--out", args.out)
    print(
        "then: python evaluation/fit.py --shared SHARED --out fitted.json; the export again with --fitted fitted.json;"
    )
    print("      python training/fit_places.py --help; python training/fit_pronouns.py --help")


if __name__ == "__main__":
    main()
