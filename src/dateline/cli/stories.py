"""`dateline stories`: the reports of a store, grouped by what they tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dateline.cli.link import writing
from dateline.cli.stores import HELP

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
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
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

    with writing(store) as ledger:
        found, titles = group_store(ledger, afresh=afresh)
    write_stories(found, titles, format_ or ("table" if sys.stdout.isatty() else "jsonl"))
    typer.echo(f"{len(titles)} reports tell {len(found)} {'story' if len(found) == 1 else 'stories'}", err=True)
    raise typer.Exit(0 if found else 3)


def group_store(store: Store, *, afresh: bool = False) -> tuple[tuple[Story, ...], dict[str, str]]:
    """The stories of a store hold for all its reports; return them, and report id → title (else its first words)."""
    from textwrap import shorten

    from dateline.link import link_reports
    from dateline.store import load_judgements, load_stories, save_stories

    reports = list(store.load_reports())
    found = link_reports(reports, judgements=load_judgements(store), known=() if afresh else load_stories(store))
    save_stories(store, found)
    return found, {report.id: report.title or shorten(report.body, 100, placeholder="…") for report in reports}


def write_stories(found: tuple[Story, ...], titles: dict[str, str], format_: str) -> None:
    """The stories stand on standard output."""
    for story in found:
        if format_ == "jsonl":
            typer.echo(json.dumps({"story_id": story.id, "reports": list(story.reports)}, ensure_ascii=False))
        elif format_ == "table":
            typer.echo(f"{story.id}  {len(story.reports)} report{'s' * (len(story.reports) != 1)}")
            for report in story.reports:
                typer.echo(f"    {report}  {titles[report]}")
