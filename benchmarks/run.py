"""Measures speed and memory of the whole program, against the encoder alone in the same run.

usage: python benchmarks/run.py --reports FILE.jsonl [--workers 2] [--rounds 3]

Each round runs `dateline code` as a process of its own over the reports (all of its start-up included) and, beside it,
the bare encoder over the same windows; ratios say more than seconds on a machine that does other work too. Figures:
sentences a second, best and median of the rounds; the share of the encoder; peak memory of all processes together; size
of the installed packages; `dateline --help`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path


def count_sentences(path: Path) -> int:
    """Return how many sentences the reports have, as the model cuts them."""
    code = f"""
from dateline.core import Report
from dateline.language import load_model
from dateline.read import ReadSettings, read
model = load_model()
print(sum(len(model.parse(r)) for r in read({str(path)!r}, ReadSettings(language="en")) if isinstance(r, Report)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout)


def encoder_seconds(path: Path) -> float:
    """Return the seconds that the bare encoder takes for all windows, on one core, model loaded."""
    code = f"""
import time
from dateline.core import Report
from dateline.language import load_model
from dateline.language.pieces import find_pieces
from dateline.language.windows import begins_paragraph, cut_windows, find_likely_starts
from dateline.read import ReadSettings, read
network, total = load_model().network, 0.0
for r in read({str(path)!r}, ReadSettings(language="en")):
    if isinstance(r, Report):
        pieces = find_pieces(r.text)
        starts = find_likely_starts(r.text, pieces)
        counts = [len(network.wordpiece.ids_of(r.text[s:e])) for s, e in pieces]
        for low, high in cut_windows(counts, starts, [begins_paragraph(r.text, pieces, i) for i in starts]):
            words = [r.text[s:e] for s, e in pieces[low:high]]
            begin = time.perf_counter()
            network.run(words)
            total += time.perf_counter() - begin
print(total)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def memory_of(pid: int) -> int:
    """Return resident bytes of a process and all below it (shared pages counted once for each)."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(entry.name) == pid or int(fields[1]) == pid:
                total += int((entry / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue
    return total


def run_whole(path: Path, workers: int) -> tuple[float, int]:
    """Return the seconds of one whole process and its peak of memory."""
    command = [sys.executable, "-m", "dateline", "code", str(path), "--format", "jsonl", "--workers", str(workers)]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks = [0]

    def watch() -> None:
        while process.poll() is None:
            peaks.append(memory_of(process.pid))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    seconds = time.perf_counter() - begin
    watcher.join()
    return seconds, max(peaks)


def installed_bytes() -> int:
    """Return the size of all files in the environment's site-packages."""
    import dateline

    here = Path(json.__file__).parent / "site-packages"
    site = next((Path(p) for p in sys.path if p.endswith("site-packages")), here)
    own = Path(dateline.__file__).parent
    folders = [site] if site in own.parents else [site, own]
    return sum(f.stat().st_size for folder in folders for f in folder.rglob("*") if f.is_file())


def help_seconds() -> float:
    """Return the best of five times of `dateline --help`."""
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dateline", "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    sentences = count_sentences(args.reports)
    rounds = [(run_whole(args.reports, args.workers), encoder_seconds(args.reports)) for _ in range(args.rounds)]
    speeds = [sentences / seconds for (seconds, _), _ in rounds]
    shares = [bare / args.workers / seconds for (seconds, _), bare in rounds]
    print(f"{sentences} sentences, {args.workers} workers, {args.rounds} rounds")
    print(f"whole process: {max(speeds):.0f} sentences/s at best, {statistics.median(speeds):.0f} in the median")
    print(f"the bare encoder would take {statistics.median(shares):.0%} of that time")
    print(f"peak memory of all processes: {max(peak for (_, peak), _ in rounds) / 1e6:.0f} MB")
    print(f"installed: {installed_bytes() / 1e6:.0f} MB; dateline --help: {help_seconds():.3f} s")


if __name__ == "__main__":
    main()
