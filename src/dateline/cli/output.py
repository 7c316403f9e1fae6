"""What commands write: mentions to standard output, words and progress to standard error."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dateline.core import Coding, EventMention, Participant, Problem, Status
from dateline.core.record import mention_record

if TYPE_CHECKING:
    from rich.table import Table

Write = Callable[[Coding], None]
Advance = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run came to."""

    reports: int = 0
    mentions: int = 0
    problems: int = 0
    reprints: int = 0
    notes: int = 0
    repeats: int = 0

    def plus(self, item: Coding | Problem) -> Tally:
        """Return the tally with one more item; a problem, and that of a report not coded, is told on standard error."""
        if isinstance(item, Problem):
            return self.told(item)
        if not item.sentence_spans and item.problems:
            return self.told(item.problems[0])
        reprints = self.reprints + (item.reprint is not None)
        return replace(self, reports=self.reports + 1, mentions=self.mentions + len(item.mentions), reprints=reprints)

    def told(self, problem: Problem) -> Tally:
        """Return the tally with one more problem, or note, which is told on standard error."""
        tell(problem)
        if problem.is_note:
            return replace(self, notes=self.notes + 1)
        return replace(self, problems=self.problems + 1)

    @property
    def summary(self) -> str:
        """One line for the user."""
        gaps = [counted(n, noun) for n, noun in ((self.problems, "problem"), (self.notes, "note")) if n]
        lost = f", {' and '.join(gaps)} (listed above)" if gaps else ""
        passed = [f"{counted(self.reprints, 'reprint')}, not coded again"] if self.reprints else []
        passed += [f"{self.repeats} more given twice"] if self.repeats else []
        again = f" ({'; '.join(passed)})" if passed else ""
        return f"{counted(self.reports, 'report')}{again}, {counted(self.mentions, 'mention')}{lost}"

    @property
    def exit_code(self) -> int:
        """0 all fine, 1 some input was lost, 3 nothing was coded."""
        if not self.reports and self.problems:
            return 3
        return 1 if self.problems else 0


def counted(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it is not one."""
    return f"{number} {noun}{'s' * (number != 1)}"


def tell(problem: Problem) -> None:
    """The problem stands on standard error, with its hint."""
    hint = f" ({problem.hint})" if problem.hint else ""
    typer.echo(f"{problem.where}: {problem.message}{hint}", err=True)


@contextmanager
def open_writer(format_: str | None) -> Iterator[Write]:
    """Give a function that writes the mentions of a coding to standard output.

    Without `format_`: a table on a terminal, else JSON Lines.
    """
    chosen = format_ or ("table" if sys.stdout.isatty() else "jsonl")
    if chosen == "table":
        yield _write_table
    elif chosen == "jsonl":
        yield _write_lines
    elif chosen == "none":
        yield lambda _: None
    else:
        with _packed_writer(chosen) as write:
            yield write


def _write_lines(coding: Coding) -> None:
    for mention in coding.mentions:
        sys.stdout.write(json.dumps(mention_record(coding, mention), ensure_ascii=False) + "\n")


@contextmanager
def _packed_writer(format_: str) -> Iterator[Write]:
    """Write columns by way of a store of the moment, so that they are those of `dateline export`."""
    from dateline.store import open_store
    from dateline.store.export import export_table

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        store = open_store(Path(folder) / "codings.duckdb")
        waiting: list[Coding] = []
        run = 0

        def flush() -> None:
            nonlocal run
            if waiting:
                run = run or store.save_run(waiting[0].versions)
                store.save(waiting, run)
                waiting.clear()

        def write(coding: Coding) -> None:
            waiting.append(coding)
            if len(waiting) >= 100:
                flush()

        yield write
        flush()
        export_table(store, "mentions", format_, None)


def _write_table(coding: Coding) -> None:
    from rich.console import Console

    console = Console()
    report = coding.report
    head = " · ".join(part for part in (report.title or report.id, report.publisher, report.published_text) if part)
    console.print(f"\n{head}", style="bold", markup=False, highlight=False)
    if coding.mentions:
        console.print(_table(coding))
    else:
        console.print("  no political event found", markup=False)


def _table(coding: Coding) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1), pad_edge=True)
    for name, ratio in (("when", 3), ("event", 4), ("who → to whom", 7), ("in which words", 7)):
        table.add_column(name, overflow="fold", ratio=ratio)
    text = coding.report.text
    for mention in coding.mentions:
        table.add_row(*(Text(cell) for cell in _cells(mention, text)))
    return table


def _cells(mention: EventMention, text: str) -> tuple[str, ...]:
    """Return one line of the table; the status is told where it is not actual."""
    modes = f"/{'+'.join(mention.modes)}" if mention.modes else ""
    status = "" if mention.status is Status.ACTUAL else f" ({mention.status.value})"
    speaker = mention.sources[0] if mention.sources else None
    words = [f"“{mention.trigger.span.of(text)}”"]
    words += [f"in {mention.where.text}"] if mention.where else []
    words += [f"says {speaker.text or speaker.name or speaker.kind}"] if speaker else []
    sides = (_people(mention.actors), _people(mention.recipients))
    return _days(mention), f"{mention.event_type}{modes}{status}", " → ".join(s or "?" for s in sides), ", ".join(words)


def _days(mention: EventMention) -> str:
    if mention.when is None:
        return ""
    first, last = mention.when.period.first, mention.when.period.last
    days = f"{first or ''}" if first == last else f"{first or ''}…{last or ''}"
    return days if mention.when.basis == "text" else f"({days})"


def _people(people: tuple[Participant, ...]) -> str:
    return "; ".join(f"{p.text or p.name}{_codes(p)}".strip() for p in people)


def _codes(person: Participant) -> str:
    codes = " ".join(code for code in (person.country, person.sector) if code)
    return f" [{codes}]" if codes else ""


@contextmanager
def show_progress() -> Iterator[Advance]:
    """Give a function to call with every finished item; a line of progress shows on a terminal's standard error."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} reports"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=None, rate="")

        def advance(item: object) -> None:
            if isinstance(item, Problem):
                return
            progress.advance(task)
            elapsed = progress.tasks[0].elapsed or 0
            if elapsed > 0.5:
                progress.update(task, rate=f"{progress.tasks[0].completed / elapsed:.1f} reports/s")

        yield advance
