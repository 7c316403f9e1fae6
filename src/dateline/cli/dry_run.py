"""What `code --dry-run` counts and prints: a run's intake, with nothing coded and nothing written."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dateline.cli.output import counted, show_progress
from dateline.core import Problem
from dateline.pipeline import Fate, Surveyed, SurveyPlan, survey_reports
from dateline.store import open_store
from dateline.store.problems import find_kind
from dateline.store.session import check_file

if TYPE_CHECKING:
    from dateline.pipeline import Intake

FORMATS = ("table", "jsonl", "none")
FEW = 3  # places that are listed of each kind of problem


@dataclass(slots=True)
class Counts:
    """What has been met so far.

    Attributes:
        fates: how many reports of each fate.
        coded, kept: language → reports that would be coded, and those that would only be kept, of what is not held.
        undated: of the same, how many have no publication day.
        kinds: (message, hint, whether nothing was lost by it) of a kind of problem → how many.
        places: the same → the first few.
    """

    fates: Counter[Fate] = field(default_factory=Counter)
    coded: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    kinds: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    places: dict[tuple[str, str, bool], list[str]] = field(default_factory=dict)

    def add(self, item: Surveyed | Problem) -> None:
        """One more item has been met."""
        if isinstance(item, Problem):
            kind = find_kind(item.message), item.hint, item.is_note
            self.kinds[kind] += 1
            places = self.places.setdefault(kind, [])
            places += [f"{item.where}: {item.message}"] * (len(places) < FEW)
            return
        self.fates[item.fate] += 1
        if item.fate is not Fate.HELD:
            (self.coded if item.coded else self.kept)[item.report.language] += 1
            self.undated += item.report.published is None

    @property
    def exit_code(self) -> int:
        """As of a run, as far as reading goes: 0 all fine, 1 some input was lost, 3 there is nothing to code."""
        if all(is_note for _, _, is_note in self.kinds):
            return 0
        return 1 if self.coded or self.kept else 3


def survey(intake: Intake, into: Path | None, plan: SurveyPlan, format_: str | None) -> int:
    """Print what a run over the intake would come to, and return the exit code. Nothing is coded or written.

    Raises `StoreError` where `into` could be no store.
    """
    if format_ not in {None, *FORMATS}:
        raise typer.BadParameter(f"--dry-run gives {', '.join(FORMATS)}, not {format_}", param_hint="--format")
    if into:
        check_file(into)
    held = open_store(into, read_only=True) if into and into.exists() else None
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder, show_progress() as advance:
        scratch = open_store(Path(folder) / "met.duckdb")
        for item in survey_reports(intake, plan, held, scratch):
            counts.add(item)
            advance(item)
    _write(_record(counts, intake), format_ or ("table" if sys.stdout.isatty() else "jsonl"))
    found = counted(counts.fates.total() + intake.repeats, "report")
    lost = f", {counted(counts.kinds.total(), 'problem')}" if counts.kinds else ""
    typer.echo(f"{found}, {counts.coded.total()} to be coded{lost}; nothing was coded or written", err=True)
    return counts.exit_code


def _record(counts: Counts, intake: Intake) -> dict[str, object]:
    languages = {
        name: {"to_code": counts.coded[name], "not_coded": counts.kept[name]}
        for name in sorted({*counts.coded, *counts.kept})
    }
    problems = [
        {"message": message, "hint": hint, "number": number, "is_note": is_note}
        | {"first": counts.places[message, hint, is_note]}
        for (message, hint, is_note), number in counts.kinds.most_common()
    ]
    return {
        "sources": intake.sources,
        "reports": counts.fates.total() + intake.repeats,
        "repeats": intake.repeats,
        **{fate.value: counts.fates[fate] for fate in Fate},
        "to_code": counts.coded.total(),
        "languages": languages,
        "undated": counts.undated,
        "problems": problems,
    }


def _write(record: dict[str, object], format_: str) -> None:
    if format_ == "jsonl":
        typer.echo(json.dumps(record, ensure_ascii=False))
    elif format_ == "table":
        for line in _lines(record):
            typer.echo(line)


WORDS = {
    "sources": "files read",
    "reports": "reports found",
    "new": "  new",
    "held": "  in the store already",
    "repeats": "  given more than once",
    "same_text": "  same text as another",
    "near_copy": "  cut from another, or under another headline",
    "to_code": "to be coded",
    "undated": "without a publication day",
}


def _lines(record: dict[str, object]) -> Iterator[str]:
    for name, words in WORDS.items():
        yield f"{words:<46}{record[name]:>8}"
        if name == "to_code":
            yield from _language_lines(record["languages"])
    yield from _problem_lines(record["problems"])


def _language_lines(languages: object) -> Iterator[str]:
    assert isinstance(languages, dict)
    for name, numbers in languages.items():
        told = name or "language unknown, taken for English"
        if numbers["to_code"]:
            yield f"  {told:<44}{numbers['to_code']:>8}"
        if numbers["not_coded"]:
            yield f"  {told + ', not coded':<44}{numbers['not_coded']:>8}"


def _problem_lines(problems: object) -> Iterator[str]:
    assert isinstance(problems, list)
    if problems:
        yield f"{'problems':<46}{sum(one['number'] for one in problems):>8}"
    for one in problems:
        hint = f" ({one['hint']})" if one["hint"] else ""
        yield f"  {one['number']} × {one['message']}{hint}"
        yield from (f"      {place}" for place in one["first"])
        if one["number"] > len(one["first"]):
            yield f"      … and {one['number'] - len(one['first'])} more"
