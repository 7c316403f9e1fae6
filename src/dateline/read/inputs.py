"""Paths to entries: files, folders with everything in them, standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dateline.core import Problem
from dateline.read.entry import Entry, open_entry
from dateline.read.words import load_words


def find_entries(path: str | Path) -> Iterator[Entry | Problem]:
    """Give the entry of a file or of standard input ("-"), or those of a folder in the order of their names."""
    if str(path) == "-":
        yield open_entry("<stdin>", "", sys.stdin.buffer)
        return
    path = Path(path)
    try:
        is_folder = path.is_dir()
        found = path.exists() or path.is_symlink()
    except (OSError, ValueError) as error:
        yield Problem(str(path), f"no path: {error}")
        return
    if not found:
        yield Problem(str(path), "no such file or folder", "check the path; - is standard input")
    elif is_folder:
        yield from _folder_entries(path)
    else:
        yield from _file_entry(path)


def _folder_entries(folder: Path) -> Iterator[Entry | Problem]:
    left_out: Counter[str] = Counter()
    problems: list[Problem] = []

    def note(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"cannot be opened: {error.strerror}"))

    assets, seen = frozenset(load_words("assets")), 0
    for parent, folders, names in os.walk(folder, onerror=note):
        yield from problems
        problems.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            seen += 1
            path = Path(parent, name)
            if path.suffix.lower() in assets:
                left_out[path.suffix.lower()] += 1
            else:
                yield from _file_entry(path)
    yield from problems
    if left_out:
        parts = ", ".join(f"{count} {suffix}" for suffix, count in left_out.most_common(8))
        number = sum(left_out.values())
        told = "1 file that is no report" if number == 1 else f"{number} files that are no reports"
        yield Problem(str(folder), f"{told} left out: {parts}")
    elif not seen:
        yield Problem(str(folder), "the folder is empty")


def _file_entry(path: Path) -> Iterator[Entry | Problem]:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            yield Problem(str(path), "no file that can be read", "a device or socket")
            return
        with path.open("rb") as stream:
            entry = open_entry(str(path), path.name, stream)
            yield replace(entry, path=path if stat.S_ISREG(mode) else None)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(str(path), f"cannot be opened: {reason}", "check that it exists and may be read")
