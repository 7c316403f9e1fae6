"""Hostile input: mutated pages, feeds, archives, tables and mails through `dateline.read`.

usage: python evaluation/fuzz.py [--runs N] [--kinds html,feed,…] [--seed N] [--keep FOLDER]

With atheris (`pip install atheris`) mutations are guided by the coverage of the readers; without it they are drawn from
the seed alone. Each kind runs in a process of its own. Counted are crashes (an error that comes out, or one that a
reader turned into a problem that asks to be reported), hangs (more than 10 seconds), anything written or deleted
outside the folder of the input, and reports that break the rules of a report. `--keep` saves each input that failed.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent / "tests"
sys.path.append(str(TESTS))

from archives import make_arc, make_tar, make_warc, make_zip  # noqa: E402 - they lie with the tests

REPORTS = TESTS / "reports"
LIMIT = 10  # seconds for one input
LARGEST = 400_000  # bytes of an input
FRESH = 0.6  # part of the inputs made of a seed, not of what was made before: else all kinds end as the same scraps
SPLINTERS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"'", b"<", b">", b"&#xD800;", b"&#0;", b"&lt;",
    b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]>', b"&z;", b"<!--", b"-->", b"]]>", b"<![CDATA[", b"{", b"}",
    b"[", b"]", b"\\u0000", b"\\ud800", b"\n", b"\r", b"\r\n\r\n", b",", b"\t", b";", b"-1", b"1e999",
    b"9" * 400, b"NaN", b"null", b"true", b"../" * 9 + b"etc/passwd", b"/etc/passwd", b"C:\\x", b"<p>" * 200,
    b"<div>" * 3000, b"<script>", b"</script>", b"<table>", b"<svg>", b"<template>", b"<plaintext>", b"charset=rot13",
    b"charset=utf-7", b"charset=utf-16", b"Content-Length: -1", b"Content-Length: 99999999999", b"\x1f\x8b",
    b"PK\x03\x04", b"WARC/1.0\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"Content-Encoding: gzip\r\n",
    b"Transfer-Encoding: chunked\r\n", b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n",
    "\u0130".encode(), "\u202e".encode(), "e\u0301".encode() * 300, b"0000-00-00", b"9999-99-99", b"2022-02-30",
    b"[" * 3000, b'{"a":' * 3000, b"A" * 20_000, b" " * 20_000, b"(((((((((((((((((((((((", b"a.b " * 3000,
]  # fmt: skip


def make_seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Return kind → (suffix, bytes) of inputs that can be read."""
    pages = [path.read_bytes() for path in sorted((REPORTS / "pages").glob("*.html"))]
    inputs = {p.name: p.read_bytes() for p in sorted((REPORTS / "inputs").iterdir()) if "expected" not in p.name}

    def some(*suffixes: str) -> list[tuple[str, bytes]]:
        return [(Path(name).suffix, data) for name, data in inputs.items() if name.endswith(suffixes)]

    news = inputs["news.jsonl"]
    return {
        "html": [(".html", page) for page in pages],
        "feed": some(".xml", ".rss", ".atom"),
        "json": some(".json", ".jsonl"),
        "table": some(".csv", ".tsv"),
        "mail": some(".eml"),
        "text": some(".txt"),
        "warc": [(".warc", make_warc(page)) for page in pages[:4]] + [(".warc.gz", gzip.compress(make_warc(pages[0])))],
        "arc": [(".arc", make_arc(page)) for page in pages[:2]],
        "zip": [(".zip", make_zip({"a.html": pages[0], "b.jsonl": news, "c/d.csv": inputs["columns.csv"]}))],
        "packed": [
            (".tar.gz", make_tar({"a.html": pages[0], "b.jsonl": news})),
            (".jsonl.gz", gzip.compress(news)),
            (".jsonl.bz2", bz2.compress(news)),
            (".jsonl.xz", lzma.compress(news)),
        ],
    }


def mutate(data: bytes, draw: random.Random) -> bytes:
    """Return the bytes with parts cut out, doubled, overwritten, or replaced by splinters."""
    for _ in range(draw.randint(1, 6)):
        at, size = draw.randrange(len(data) + 1), draw.choice([0, 1, 2, 8, 64, 1000, 20_000])
        part = data[at : at + size]
        put = draw.choice([b"", part * 2, draw.choice(SPLINTERS), draw.randbytes(draw.randint(1, 8)), part[::-1]])
        data = data[:at] + put + data[at + size :]
        if draw.random() < 0.05:
            data = data[:at]
    return data[:LARGEST]


def mutate_inside(data: bytes, draw: random.Random) -> bytes:
    """Return a packed input with what is inside it mutated; others, and one of three packed ones, as they lie."""
    if draw.random() < 0.33:
        return mutate(data, draw)
    if data.startswith(b"PK"):
        names = ["a.html", "b.jsonl", "../../e.txt", "/etc/f.html", "g.zip", "h\0.json", "i" * 300, "j.eml"]
        return _repacked(data, draw, names)
    for magic, unpack, pack in PACKERS:
        if data.startswith(magic):
            try:
                return pack(mutate(unpack(data), draw))
            except Exception:  # noqa: BLE001 - a broken one is mutated as it lies
                break
    return mutate(data, draw)


PACKERS: tuple[tuple[bytes, Callable[[bytes], bytes], Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress, gzip.compress),
    (b"BZh", bz2.decompress, bz2.compress),
    (b"\xfd7zXZ", lzma.decompress, lzma.compress),
)


def _repacked(data: bytes, draw: random.Random, names: list[str]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {one.filename: archive.read(one) for one in archive.infolist()[:20] if one.file_size < LARGEST}
    except Exception:  # noqa: BLE001 - a broken one is mutated as it lies
        return mutate(data, draw)
    renamed = {draw.choice([name, draw.choice(names)]): mutate(part, draw) for name, part in members.items()}
    return make_zip(renamed)


class Watcher:
    """What went wrong while inputs of one kind were read, and how many were."""

    def __init__(self, kind: str, folder: Path, keep: Path | None) -> None:
        self.kind, self.folder, self.keep = kind, folder, keep
        self.inputs = self.reports = self.problems = 0
        self.slowest = 0.0
        self.failed: list[dict[str, str]] = []
        self.writes: list[str] = []
        self.is_reading = False
        sys.addaudithook(self.watch)

    def watch(self, event: str, args: tuple[Any, ...]) -> None:
        """Note what is written or deleted outside the folder of the input."""
        if not self.is_reading or event not in WRITING:
            return
        if event == "open" and not (isinstance(args[1], str) and set(args[1]) & set("wax+")):
            return
        if isinstance(args[0], str) and not args[0].startswith((str(self.folder), "/dev/null")):
            self.writes.append(f"{event} {args[0]}")

    def feed(self, data: bytes, suffix: str) -> None:
        """Read an input, and write down what is wrong with what comes of it."""
        path = self.folder / f"input{suffix}"
        path.write_bytes(data)
        self.inputs += 1
        begun = time.perf_counter()
        signal.alarm(LIMIT)
        self.is_reading = True
        try:
            wrong = self.read(path)
        except Hang:
            wrong = f"more than {LIMIT} seconds"
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            wrong = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {error}"
        finally:
            self.is_reading = False
            signal.alarm(0)
        seconds = time.perf_counter() - begun
        self.slowest = max(self.slowest, seconds)
        if seconds > LIMIT:
            wrong = f"{seconds:.0f} seconds"
        if self.writes:
            wrong, self.writes = f"writes outside: {self.writes}", []
        if wrong:
            self.note(wrong, data, suffix)

    def read(self, path: Path) -> str:
        """Return what is wrong with what is read from a file, "" if nothing is."""
        from dateline.core import Problem
        from dateline.read import read

        found = list(read(path))
        if not found:
            return "nothing came of it"
        for item in found:
            self.reports += not isinstance(item, Problem)
            self.problems += isinstance(item, Problem)
            if wrong := find_wrong(item):
                return wrong
        return ""

    def note(self, wrong: str, data: bytes, suffix: str) -> None:
        """Keep a failure and its input."""
        self.failed.append({"kind": self.kind, "wrong": wrong[:300]})
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / f"{self.kind}-{len(self.failed)}{suffix}").write_bytes(data)

    def told(self) -> dict[str, object]:
        """Return the figures."""
        kept = {name: getattr(self, name) for name in ("kind", "inputs", "reports", "problems", "failed")}
        return {**kept, "slowest": round(self.slowest, 2)}


WRITING = frozenset(("open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate"))


def find_wrong(item: Any) -> str:
    """Return what is wrong with a report or problem, "" if nothing is."""
    from dateline.core import Problem

    if isinstance(item, Problem):
        return f"reader failed: {item.message}" if "please report this" in item.hint or not item.message else ""
    text = item.text
    rules = {
        "no id": bool(item.id),
        "no text": bool(text.strip()),
        "not NFC": unicodedata.is_normalized("NFC", item.title) and unicodedata.is_normalized("NFC", item.body),
        "NUL or CR": not {"\0", "\r"} & set(text),
        "half of a surrogate pair": not any("\ud800" <= sign <= "\udfff" for sign in text),
        "credit beyond the text": item.credit is None or item.credit.span.end <= len(text),
    }
    return ", ".join(name for name, holds in rules.items() if not holds)


class Hang(BaseException):
    """Reading one input took too long; no reader may swallow it."""


def _hang(*_: object) -> None:
    raise Hang


def run_kind(kind: str, runs: int, seed: int, keep: Path | None, out: Path) -> None:
    """Read so many mutated inputs of a kind and write the figures to a file."""
    signal.signal(signal.SIGALRM, _hang)
    seeds = make_seeds()[kind]
    from dateline.read.language import find_language

    find_language("Some words, so that what is loaded once is loaded before anything is watched.")
    with tempfile.TemporaryDirectory() as folder:
        watcher = Watcher(kind, Path(folder), keep)
        if not _run_guided(watcher, seeds, runs, seed, out):
            draw = random.Random(seed)
            for _ in range(runs):
                suffix, data = draw.choice(seeds)
                watcher.feed(mutate_inside(data, draw), suffix)
            out.write_text(json.dumps({**watcher.told(), "guided": False}), encoding="utf-8")


def _run_guided(watcher: Watcher, seeds: list[tuple[str, bytes]], runs: int, seed: int, out: Path) -> bool:
    """Let atheris choose the inputs and end the process; return False if it is not there."""
    try:
        import atheris
    except ImportError:
        return False
    with atheris.instrument_imports(include=["dateline.read", "dateline.core"]):
        import dateline.read  # noqa: F401 - imported to be watched
    suffixes = sorted({suffix for suffix, _ in seeds})
    corpus = watcher.folder / "corpus"
    corpus.mkdir()
    for number, (_, data) in enumerate(seeds):
        (corpus / f"seed{number}").write_bytes(data)

    def test(data: bytes) -> None:
        suffix = suffixes[len(data) % len(suffixes)] if len(suffixes) > 1 else suffixes[0]
        watcher.feed(data, suffix)
        if watcher.inputs % 25 == 0 or watcher.inputs >= runs:
            out.write_text(json.dumps({**watcher.told(), "guided": True}), encoding="utf-8")

    def change(data: bytes, size: int, number: int) -> bytes:
        draw = random.Random(number)
        if draw.random() < FRESH:
            data = draw.choice(seeds)[1]
        return mutate_inside(data, draw)[:size] if draw.random() < 0.8 else atheris.Mutate(data, size)

    options = [
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={LARGEST}",
        "-timeout=60",
        "-report_slow_units=99",
        "-rss_limit_mb=4096",
        str(corpus),
    ]
    atheris.Setup(["fuzz", "-verbosity=0", *options], test, custom_mutator=change, enable_python_coverage=True)
    atheris.Fuzz()
    return True


def main() -> None:
    """Run every kind that was asked for and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="inputs of each kind")
    parser.add_argument("--kinds", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None)
    parser.add_argument("--into", type=Path, default=None, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.into:
        run_kind(args.kinds, args.runs, args.seed, args.keep, args.into)
        return
    total, failed = 0, 0
    for kind in args.kinds.split(",") if args.kinds else make_seeds():
        told = _run_apart(kind, args)
        total, failed = total + told["inputs"], failed + len(told["failed"])
        print(json.dumps(told), flush=True)
    print(f"{total} inputs, {failed} failures")


def _run_apart(kind: str, args: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "told.json"
        words = ["--kinds", kind, "--runs", str(args.runs), "--seed", str(args.seed), "--into", str(out)]
        keep = ["--keep", str(args.keep)] if args.keep else []
        done = subprocess.run([sys.executable, __file__, *words, *keep], check=False, capture_output=True, text=True)
        told = (
            json.loads(out.read_text(encoding="utf-8")) if out.is_file() else {"kind": kind, "inputs": 0, "failed": []}
        )
    if told["inputs"] < args.runs:
        told["failed"].append({"kind": kind, "wrong": f"the process ended early: {done.stderr[-500:]}"})
    return dict(told)


if __name__ == "__main__":
    main()
