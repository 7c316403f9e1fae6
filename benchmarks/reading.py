"""Pages a second out of a web archive, against FastWARC and trafilatura called directly in the same run.

usage: python benchmarks/reading.py [--pages N] [--turns N] [--workers N] [--bare] [--lines MIB] [--archive MIB]

The archive is made of the saved pages of `tests/reports/pages`, in a temporary folder, each with words changed and, as
pages in the wild have them, with a menu of 150 links and 30 KB of program. Direct means: iterate, extract with the same
settings, nothing else: no title, day, author, language, credit or problems.
`--turns` repeats the two in turns and gives each ratio and their median. `--lines` instead reads a JSON Lines file of
that size, `--archive` a web archive (not packed), and reports the peak of memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from dateline.core import Report
from dateline.read import ReadSettings, read

PAGES = Path(__file__).parent.parent / "tests" / "reports" / "pages"


MENU = "".join(f'<li><a href="/section/{n}">Section {n} of the news</a></li>' for n in range(150))
PADDING = f"<nav><ul>{MENU}</ul></nav><script>{'var a = {b: 1, c: [2, 3]};' * 1200}</script></body>".encode()


def make_archive(path: Path, pages: int, *, bare: bool) -> None:
    """Write an archive of so many different pages."""
    sources = [file.read_bytes() for file in sorted(PAGES.glob("*.html"))]
    with path.open("wb") as archive:
        for number in range(pages):
            page = sources[number % len(sources)].replace(b"Tuesday", b"Tuesday the %d" % number)
            page = page if bare else page.replace(b"</body>", PADDING)
            archive.write(gzip.compress(make_record(page, number), 6))


def make_record(page: bytes, number: int) -> bytes:
    """Return the record of an archive that holds a page."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-05-14T00:00:00Z\r\n"
    head += f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def extract(page: bytes) -> int:
    """Return the length of the text that trafilatura alone takes out of a page."""
    from trafilatura import extract as take

    return len(take(page, favor_precision=True, include_comments=False, include_tables=False) or "")


def bodies(path: Path) -> Iterator[bytes]:
    """Give the bodies of the responses of an archive."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            yield record.reader.read()


def directly(path: Path, workers: int) -> int:
    """Return how many pages the two libraries give by themselves."""
    if workers == 1:
        return sum(extract(body) > 0 for body in bodies(path))
    with ProcessPoolExecutor(workers) as pool:
        return sum(length > 0 for length in pool.map(extract, list(bodies(path)), chunksize=16))


def ours(path: Path, workers: int) -> int:
    """Return how many reports Dateline reads."""
    return sum(isinstance(item, Report) for item in read(path, ReadSettings(workers=workers)))


def timed(run: Callable[[Path, int], int], path: Path, workers: int) -> tuple[float, float]:
    """Return pages a second by the clock and by the processor's time, children included."""
    clock, before = time.perf_counter(), _busy()
    found = run(path, workers)
    return found / (time.perf_counter() - clock), found / (_busy() - before)


def _busy() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def compare_pages(pages: int, workers: int, turns: int, *, bare: bool) -> None:
    """Print pages a second of both, in turns, and their ratio."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc.gz")
        make_archive(path, max(pages // 10, 40), bare=bare)
        ours(path, workers)
        directly(path, workers)  # both have loaded what they load
        make_archive(path, pages, bare=bare)
        both = (("direct", directly), ("dateline", ours))
        for turn in range(turns):
            rates = {name: timed(run, path, workers) for name, run in (both if turn % 2 == 0 else both[::-1])}
            for name, (clock, busy) in sorted(rates.items(), reverse=True):
                print(f"{name:10} {clock:7.1f} pages/s   {busy:7.1f} pages per second of processor time")
            ratios.append([mine / theirs for mine, theirs in zip(rates["dateline"], rates["direct"], strict=True)])
            print("ratio      {:7.2f}           {:7.2f}".format(*ratios[-1]), flush=True)
    if turns > 1:
        print("median     {:7.2f}           {:7.2f}".format(*map(statistics.median, zip(*ratios, strict=True))))


def measure_lines(mib: int) -> None:
    """Print reports a second and the peak of memory for a JSON Lines file of so many MiB."""
    text = "Norra recalled its envoy on Monday. " * 60
    line = json.dumps({"title": "Envoy recalled", "text": text, "published": "2022-03-06", "language": "en"}) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.jsonl")
        with path.open("w", encoding="utf-8") as stream:
            for _ in range((mib << 20) // len(line)):
                stream.write(line)
        begun = time.perf_counter()
        found = sum(isinstance(item, Report) for item in read(path))
        seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{found} reports of {mib} MiB: {found / seconds:.0f} reports/s, peak memory {peak:.0f} MiB")


def measure_archive(mib: int, workers: int) -> None:
    """Print pages a second and the peak of memory, workers aside, for a web archive of so many MiB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc")
        make_large(path, mib << 20)
        begun, found, peaks = time.perf_counter(), 0, list[float]()
        for item in read(path, ReadSettings(workers=workers)):
            found += isinstance(item, Report)
            if found % 500 == 1:
                peaks.append(_peak(resource.RUSAGE_SELF))
        seconds = time.perf_counter() - begun
    print(
        f"{found} pages of {mib} MiB: {found / seconds:.0f} pages/s, peak memory {_peak(resource.RUSAGE_SELF):.0f} MiB"
    )
    print(f"of the largest worker {_peak(resource.RUSAGE_CHILDREN):.0f} MiB; after every 500 pages: {peaks}")


def make_large(path: Path, size: int) -> None:
    """Write an archive, not packed, of pages of some 150 KB until it has the size in bytes."""
    sources = [file.read_bytes() for file in sorted(PAGES.glob("*.html"))]
    with path.open("wb") as archive:
        number = 0
        while archive.tell() < size:
            page = sources[number % len(sources)].replace(b"Tuesday", b"Tuesday the %d" % number)
            program = b"<script>" + b"f(%d);" % number * 12_000 + b"</script>"
            page = page.replace(b"</body>", program + PADDING)
            archive.write(make_record(page, number))
            number += 1


def _peak(who: int) -> float:
    return round(resource.getrusage(who).ru_maxrss / 1024)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--archive", type=int, default=0, metavar="MIB")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--bare", action="store_true", help="pages without the menu and the program")
    parser.add_argument("--lines", type=int, default=0, metavar="MIB")
    args = parser.parse_args()
    if args.lines:
        measure_lines(args.lines)
    elif args.archive:
        measure_archive(args.archive, args.workers)
    else:
        compare_pages(args.pages, args.workers, args.turns, bare=args.bare)


if __name__ == "__main__":
    main()
