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
    from textwrap import shorten

    from dateline.pipeline import group_corpus

    with writing(store) as ledger:
        found, reports = group_corpus(ledger, afresh=afresh)
    titles = {report.id: report.title or shorten(report.body, 100, placeholder="…") for report in reports}
    write_stories(found, titles, format_ or ("table" if sys.stdout.isatty() else "jsonl"))
    told = "1 report tells" if len(titles) == 1 else f"{len(titles)} reports tell"
    typer.echo(f"{told} {len(found)} {'story' if len(found) == 1 else 'stories'}", err=True)
    raise typer.Exit(0 if found else 3)


def write_stories(found: tuple[Story, ...], titles: dict[str, str], format_: str) -> None:
    """The stories stand on standard output."""
    for story in found:
        if format_ == "jsonl":
            typer.echo(json.dumps({"story_id": story.id, "reports": list(story.reports)}, ensure_ascii=False))
        elif format_ == "table":
            typer.echo(f"{story.id}  {len(story.reports)} report{'s' * (len(story.reports) != 1)}")
            for report in story.reports:
                typer.echo(f"    {report}  {titles[report]}")
