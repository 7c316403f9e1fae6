"""What `fetch` and `watch` read and print."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from dateline.read.fetch import Outcome


def check_client() -> None:
    """Stop with exit code 2 and the remedy where the libraries for fetching are not installed."""
    missing = [name for name in ("httpx2", "stamina", "protego") if find_spec(name) is None]
    if missing:
        typer.echo(f"fetching needs {', '.join(missing)}: pip install 'dateline[fetch]'", err=True)
        raise typer.Exit(2)


def read_addresses(urls: list[str], path: Path | None) -> list[str]:
    """Return the addresses given and those of a file. Stops with exit code 2 where there are none."""
    lines: list[str] = []
    if path is not None:
        try:
            text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            typer.echo(f"{path}: {error}", err=True)
            raise typer.Exit(2) from error
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not urls and not lines:
        typer.echo("no addresses: give some, or a file with --from", err=True)
        raise typer.Exit(2)
    return [*urls, *lines]


def print_outcomes(outcomes: Iterable[Outcome]) -> None:
    """Print a line of JSON for each address, and a summary; exit code 1 where one had a problem, 3 where all had."""
    counted: Counter[str] = Counter()
    try:
        for outcome in outcomes:
            counted[outcome.news] += 1
            values = {"url": outcome.visit.url, "news": outcome.news, "status": outcome.visit.status}
            values |= {"file": outcome.visit.file, "sha256": outcome.visit.digest}
            typer.echo(json.dumps({**values, "problem": outcome.problem.message if outcome.problem else ""}))
            if outcome.problem:
                hint = f" ({outcome.problem.hint})" if outcome.problem.hint else ""
                typer.echo(f"{outcome.problem.where}: {outcome.problem.message}{hint}", err=True)
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
    told = [f"{number} {news}{'s' * (news == 'problem' and number != 1)}" for news, number in sorted(counted.items())]
    typer.echo(", ".join(told) or "nothing came", err=True)
    if counted["problem"]:
        raise typer.Exit(1 if len(counted) > 1 else 3)
