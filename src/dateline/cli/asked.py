"""The options by which commands choose among mentions and events, and the filter that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.days import suggest_day

if TYPE_CHECKING:
    from dateline.store.filters import Filter

Between = Annotated[str, typer.Option(help="Two parties, whichever acts on the other: USA,VEN.")]
Country = Annotated[str, typer.Option(help="Country code: acts, is acted upon, or is the place.")]
Types = Annotated[str, typer.Option("--type", help="Event types: SANCTION,COERCE.")]
Statuses = Annotated[str, typer.Option(help="actual, historical, future, hypothetical, negated.")]
Since = Annotated[str, typer.Option(help="2022, 2022-03 or 2022-03-06; its first day counts.")]
Until = Annotated[str, typer.Option(help="The same; its last day counts.")]
Least = Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Least confidence.")]
DAYS = {"since", "until"}


def read_asked(**asked: Any) -> Filter:
    """Return the filter of the options that were given. Raises `typer.BadParameter` for what cannot be read."""
    from dateline.store.ledger import read_filter

    given = {name: value for name, value in asked.items() if value not in {"", None}}
    for name, value in given.items():
        try:
            read_filter(**{name: value})
        except ValueError as error:
            told = f"{error}{suggest_day(value) if name in DAYS else ''}"
            raise typer.BadParameter(told, param_hint=f"--{name.replace('_', '-')}") from None
    return read_filter(**given)
