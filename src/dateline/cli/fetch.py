"""`dateline fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def fetch(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL…", help="Pages, feeds or sitemaps.")] = None,
    from_file: Annotated[
        Path | None, typer.Option("--from", help="A file with one address a line; - is standard input.")
    ] = None,
    into: Annotated[Path, typer.Option(help="Folder in which what comes is kept, as web archives.")] = Path("pages"),
    limit: Annotated[int, typer.Option(min=1, help="At most so many pages from one feed or sitemap.")] = 100,
    delay: Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host.")] = 1.0,
    again: Annotated[bool, typer.Option("--again", help="Ask again for pages that are kept already.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch from this machine and private networks.")
    ] = False,
) -> None:
    """Fetch pages, feeds and sitemaps, and keep what came back.

    One line of JSON for each address goes to standard output: what came, and in which file it is kept. Pages that
    are behind a paywall, empty or gone are problems with a reason (exit code 1).

    [bold]Examples[/bold]

    dateline fetch https://news.example/2026/03/10/story --into pages

    dateline fetch https://news.example/feed.xml --limit 20 --into pages

    dateline code pages --into events.duckdb
    """
    from dateline.cli.outcomes import check_client, print_outcomes, read_addresses
    from dateline.read.client import Client, FetchSettings
    from dateline.read.fetch import fetch_all
    from dateline.read.keep import Shelf

    check_client()
    addresses = read_addresses(urls or [], from_file)
    with Client(FetchSettings(delay=delay, allow_private=allow_private)) as client:
        print_outcomes(fetch_all(addresses, client, Shelf(into), limit=limit, again=again))
