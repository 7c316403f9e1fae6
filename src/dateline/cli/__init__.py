"""The command line: one file per command.

`COMMANDS` names every command with its line of help. Command NAME lives in `dateline.cli.NAME`: a function `NAME`, or,
where it has commands of its own, an `app`; its `EPILOG` holds examples for its help. Only the module of the command
that is called gets imported, so that `dateline --help` stays instant.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from inspect import cleandoc

import typer

from dateline import __version__

COMMANDS = {
    "code": "Read reports and give the political events that they tell.",
    "parse": "Give the sentences of reports as CoNLL-U.",
    "attributions": "Give who says what in reports: source, cue, content.",
    "fetch": "Fetch pages, feeds and sitemaps, and keep what came back.",
    "watch": "Poll feeds and keep what is new.",
    "explain": "Show why a mention or an event is what it is.",
    "problems": "List what could not be read or coded, and why.",
    "events": "Find events in a store by actor, type, day or status.",
    "link": "Group the mentions of a store into events.",
    "stories": "Group the reports of a store by what they tell.",
    "export": "Hand a table of a store on as CSV, JSON Lines or Parquet.",
    "panel": "Count events by country, dyad or actor and by day to year.",
    "sql": "Ask a store in SQL, read-only.",
    "diff": "Show what changed between two runs.",
    "cite": "Print versions, filters and date for a citation.",
    "codebook": "Check and show codebooks.",
    "knowledge": "Check and ask what is known of actors and places.",
}


def main() -> None:
    """Run the command line with the words it was called with."""
    build(sys.argv[1:])()


def build(words: Sequence[str]) -> typer.Typer:
    """Return the command line, with the commands that `words` name loaded and the others as lines of help."""
    app = typer.Typer(
        name="dateline",
        help="News reports in, an auditable record of political events out.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.callback()(_dateline)
    for name, line in COMMANDS.items():
        if find_spec(f"dateline.cli.{name}") is None:
            continue
        if name in words:
            _load(app, name)
        else:
            app.command(name, help=line)(_not_loaded)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


def _dateline(
    *,
    version: bool = typer.Option(
        False,  # noqa: FBT003 - typer's way
        "--version",
        help="Print the version and stop.",
        callback=_print_version,
        is_eager=True,
    ),
) -> None:
    """News reports in, an auditable record of political events out."""


def _load(app: typer.Typer, name: str) -> None:
    module = import_module(f"dateline.cli.{name}")
    if hasattr(module, "app"):
        app.add_typer(module.app, name=name, help=COMMANDS[name])
    else:
        function = getattr(module, name)
        app.command(name, help=flow(function.__doc__), epilog=getattr(module, "EPILOG", None))(function)


def flow(words: str | None) -> str:
    """Return help with each paragraph on one line, for the terminal to break; blocks with markup keep their lines."""
    paragraphs = cleandoc(words or "").split("\n\n")
    return "\n\n".join(one if "[dim]" in one or "[/dim]" in one else " ".join(one.split("\n")) for one in paragraphs)


def _not_loaded() -> None:
    """Stand in the list of commands for one that was not called."""
