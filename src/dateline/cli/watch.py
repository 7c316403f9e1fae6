"""`dateline watch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="What to poll, and where to keep it.")],
    once: Annotated[bool, typer.Option("--once", help="Poll every feed once and stop.")] = False,
    delay: Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host.")] = 1.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch from this machine and private networks.")
    ] = False,
) -> None:
    r"""Poll feeds and keep what is new, until stopped by Ctrl-C.

    FEEDS.toml names the feeds; `every` and `limit` may stand at the top for all of them:

    [dim]into = "pages"
    every = "15m"

    \[\[feed]]
    url = "https://news.example/feed.xml"[/dim]

    [bold]Examples[/bold]

    dateline watch FEEDS.toml --once
    """
    from dateline.cli.outcomes import check_client, print_outcomes
    from dateline.read.client import Client, FetchSettings
    from dateline.read.keep import Shelf
    from dateline.read.watch import WatchError, load_watch, poll

    check_client()
    try:
        plan = load_watch(feeds)
    except WatchError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    with Client(FetchSettings(delay=delay, allow_private=allow_private)) as client:
        print_outcomes(poll(plan, client, Shelf(plan.into), once=once))
