"""`dateline stories`: the reports of a store, grouped by what they tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from dateline.core import Story
    from dateline.store import Store

EPILOG = """
Examples:\n
  dateline stories events.duckdb\n
  dateline stories events.duckdb --format jsonl > stories.jsonl\n
  dateline stories events.duckdb --afresh --format none
"""


def stories(
    store: Annotated[Path, typer.Argument(help="DuckDB file that `dateline code --into` made.", exists=True)],
    format_: Annotated[
        Literal["table", "jsonl", "none"] | None,
        typer.Option("--format", help="Default: table on a terminal, else jsonl.", show_default=False),
    ] = None,
    afresh: Annotated[bool, typer.Option("--afresh", help="Forget earlier stories and group everything anew.")] = False,
) -> None:
    """Group the reports of a store by what they tell, and give the stories: id and reports in the order of publication.

    Days are grouped one after the other: new reports join stories or begin new ones and never regroup earlier days.
    """
    import sys

    from dateline.store import StoreError, open_store

    try:
        found, titles = group_store(open_store(store), afresh=afresh)
    except StoreError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    write_stories(found, titles, format_ or ("table" if sys.stdout.isatty() else "jsonl"))
    typer.echo(f"{len(titles)} reports tell {len(found)} stories", err=True)
    raise typer.Exit(0 if found else 3)


def group_store(store: Store, *, afresh: bool = False) -> tuple[tuple[Story, ...], dict[str, str]]:
    """The stories of a store hold for all its reports; return them, and report id → title (else its first words)."""
    from textwrap import shorten

    from dateline.link import link_reports
    from dateline.store import load_stories, save_stories

    reports = list(store.load_reports())
    found = link_reports(reports, known=() if afresh else load_stories(store))
    save_stories(store, found)
    return found, {report.id: report.title or shorten(report.body, 100, placeholder="…") for report in reports}


def write_stories(found: tuple[Story, ...], titles: dict[str, str], format_: str) -> None:
    """The stories stand on standard output."""
    for story in found:
        if format_ == "jsonl":
            typer.echo(json.dumps({"story_id": story.id, "reports": list(story.reports)}, ensure_ascii=False))
        elif format_ == "table":
            typer.echo(f"{story.id}  {len(story.reports)} reports")
            for report in story.reports:
                typer.echo(f"    {report}  {titles[report]}")
