"""`dateline code`: reports in, mentions of political events out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.days import read_day
from dateline.cli.output import Tally, open_writer, show_progress
from dateline.cli.stores import read_map
from dateline.core import Coding, Problem

if TYPE_CHECKING:
    from dateline.pipeline import Intake
    from dateline.read.quarantine import Quarantine

EPILOG = """
Examples:\n
  dateline code report.txt --published 2022-03-06\n
  dateline code reports/ pages.warc.gz --into events.duckdb\n
  cat items.jsonl | dateline code - --format jsonl > events.jsonl\n
  dateline code export.csv --map text=body,published=pub_date --format csv\n
  dateline code reports/ --into events.duckdb --dry-run
"""


class Format(StrEnum):
    """What mentions are written as."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    NONE = "none"


def code(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="INPUT…")],
    format_: Annotated[
        Format | None, typer.Option("--format", help="Default: table on a terminal, else jsonl.", show_default=False)
    ] = None,
    into: Annotated[Path | None, typer.Option(help="DuckDB file to keep everything in; made if absent.")] = None,
    published: Annotated[
        date | None,
        typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="Publication day of reports that carry none."),
    ] = None,
    publisher: Annotated[str, typer.Option(help="Publisher of reports that name none.")] = "",
    language: Annotated[str, typer.Option(help="Language (en) of reports that name none; default: found out.")] = "",
    map_: Annotated[str, typer.Option("--map", help="Field names of the input: text=body,published=day.")] = "",
    codebook: Annotated[Path | None, typer.Option(help="Folder of a codebook of your own.", exists=True)] = None,
    entities: Annotated[list[Path] | None, typer.Option(help="File or folder of actors of your own.")] = None,
    model: Annotated[Path | None, typer.Option(help="Folder of a language model of your own.", exists=True)] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Leave out mentions below it (default: see the docs).")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes (default: one for each core).")] = None,
    again: Annotated[bool, typer.Option(help="Code reports that the store holds already once more.")] = False,
    reprints: Annotated[
        bool, typer.Option("--reprints", help="With --into: also code reports that reprint another word for word.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count what would be read, coded and passed over; write nothing.")
    ] = False,
    quarantine: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Folder for copies of what could not be read as it should.")
    ] = None,
) -> None:
    """Read reports and give the political events that they tell, each value with the words that carry it.

    With --into, reports that the file already holds (same text, same versions) are passed over, so that a run that was
    cut short goes on where it stopped; a report that says word for word what an earlier one says is kept and counted
    with it, but not coded again. Problems go to standard error. Exit codes: 0 all fine, 1 some input could not be
    read or coded, 2 wrong use, 3 nothing was coded.

    With --dry-run, everything is read and compared as a run would, and what it would come to is counted.
    """
    from dateline.codebook import CodebookError
    from dateline.knowledge import KnowledgeError
    from dateline.language import ModelError, read_version
    from dateline.pipeline import Intake, Settings, SurveyPlan, code_into, code_reports, count_workers
    from dateline.read import ReadSettings
    from dateline.read.quarantine import QuarantineError
    from dateline.store import StoreError, open_store

    settings = Settings(codebook, tuple(entities or ()), min_confidence, model)
    told = ReadSettings(published, publisher, language, read_map(map_))
    try:
        read_version(model)
        items = Intake(inputs, told, open_quarantine(quarantine, inputs, dry_run=dry_run))
        if dry_run:
            from dateline.cli.dry_run import survey

            plan = SurveyPlan(settings, again, reprints or not into)
            raise typer.Exit(survey(items, into, plan, format_.value if format_ else None))
        if into:
            store = open_store(into)
            coded = code_into(items, store, settings, count_workers(workers), again=again, reprints=reprints)
        else:
            coded = code_reports(items, settings, count_workers(workers))
        raise typer.Exit(write_codings(coded, format_.value if format_ else None, items))
    except (CodebookError, KnowledgeError, ModelError, QuarantineError, StoreError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def open_quarantine(folder: Path | None, inputs: list[str], *, dry_run: bool) -> Quarantine | None:
    """Return the folder for copies, None where none is asked for.

    Raises `QuarantineError` for one that cannot be written, `typer.BadParameter` for one that would be read as input.
    """
    from dateline.read.quarantine import Quarantine

    if folder is None:
        return None
    if dry_run:
        raise typer.BadParameter("--dry-run writes nothing: leave one of them out", param_hint="--quarantine")
    around = [path for path in inputs if path != "-" and folder.resolve().is_relative_to(Path(path).resolve())]
    if around:
        raise typer.BadParameter(f"it lies in the input {around[0]}: give one outside", param_hint="--quarantine")
    return Quarantine(folder)


def write_codings(coded: Iterable[Coding | Problem], format_: str | None, intake: Intake) -> int:
    """Write what was coded to standard output, problems to standard error, and return the exit code."""
    tally = Tally()
    with open_writer(format_) as write, show_progress() as advance:
        for item in coded:
            tally = tally.plus(item)
            advance(item)
            if isinstance(item, Coding):
                write(item)
    tally = replace(tally, repeats=intake.repeats)
    typer.echo(tally.summary, err=True)
    return tally.exit_code
