"""Kills a run again and again, lets it go on each time, and compares what it kept with an unbroken run.

usage: python evaluation/resume.py [--reports N] [--kills N] [--seed N] [--workers N]

`dateline code --into` codes N invented reports, and is killed (SIGKILL, with all its processes) at random moments, the
number of times asked for, before it may end. Then every table of facts is exported from both stores and compared byte
by byte; reports that were kept twice or not at all would show. Of problems the number of the run that found them is
left out: it is what tells the runs apart. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TABLES = ("reports", "mentions", "participants", "evidence", "attributions", "problems")
PLACES = ("Nairobi", "Lima", "Manila", "Tbilisi", "Dakar", "Quito", "Amman", "Hanoi", "Minsk", "Tunis")
DEEDS = (
    "Police arrested {n} protesters in {place} on Monday, a spokesman said.",
    "Gunmen attacked a convoy near {place} on Sunday, killing {n} soldiers.",
    "The foreign minister met {n} envoys in {place} and promised to lift the sanctions.",
    "Thousands marched through {place} to demand the release of {n} prisoners.",
    "The court in {place} sentenced {n} officers to prison, state television reported.",
)


def write_reports(path: Path, number: int, rng: random.Random) -> None:
    """Write invented reports of one to five sentences, no two alike."""
    with path.open("w", encoding="utf8") as out:
        for i in range(number):
            place = rng.choice(PLACES)
            deeds = rng.sample(DEEDS, rng.randint(1, len(DEEDS)))
            text = " ".join(deed.format(n=rng.randint(2, 90), place=place) for deed in deeds)
            report = {"id": f"r{i:05}", "title": f"Day {i} in {place}", "text": text, "published": "2024-05-14"}
            out.write(json.dumps({**report, "language": "en"}) + "\n")


def start(reports: Path, store: Path, workers: int) -> subprocess.Popen[bytes]:
    """Start a run in a process group of its own."""
    command = [sys.executable, "-m", "dateline", "code", str(reports), "--into", str(store), "--format", "none"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*command, "--workers", str(workers)], stdout=quiet, stderr=quiet, start_new_session=True)


def exported(store: Path, table: str) -> bytes:
    """Return a table of a store as `dateline export` gives it, without the numbers of runs."""
    command = [sys.executable, "-m", "dateline", "export", str(store), "--table", table, "--format", "jsonl"]
    return re.sub(rb'"run":\d+,', b"", subprocess.run(command, capture_output=True, check=True).stdout)


def main() -> None:
    """Print how often the run was killed and which tables agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        reports, whole, broken = (Path(folder) / name for name in ("reports.jsonl", "whole.duckdb", "broken.duckdb"))
        write_reports(reports, args.reports, rng)
        begun = time.monotonic()
        start(reports, whole, args.workers).wait()
        took, killed = time.monotonic() - begun, 0
        while killed < args.kills:
            run = start(reports, broken, args.workers)
            time.sleep(rng.uniform(0.05, 1.0) * took)
            if run.poll() is not None:  # it came to its end: begin again, for more moments to be killed at
                broken.unlink()
                continue
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            killed += 1
        start(reports, broken, args.workers).wait()
        alike = {table: exported(whole, table) == exported(broken, table) for table in TABLES}
        kept = exported(whole, "mentions").count(b"\n")
    print(json.dumps({"coded": args.reports, "found": kept, "kills": killed, "seconds": round(took, 1), **alike}))
    sys.exit(not all(alike.values()))


if __name__ == "__main__":
    main()
