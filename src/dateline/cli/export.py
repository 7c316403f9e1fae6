"""`dateline export`: hand a store on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.asked import Between, Country, Least, Since, Types, Until, read_asked
from dateline.cli.stores import HELP, fail, reading, tell_gaps

EPILOG = """
Examples:\n
  dateline export events.duckdb --table events --format jsonl > events.jsonl\n
  dateline export --table all --format csv --output handed-on/\n
  dateline export --like icews --output icews.tsv --since 2022\n
  dateline export --table mentions --col-types > mentions.R\n
  dateline export --format geojson --output map.geojson --type PROTEST
"""


TABLE = "mentions"


class Format(StrEnum):
    """What is written; the last five are no tables."""

    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"
    BRAT = "brat"
    LABELSTUDIO = "labelstudio"
    GRAPHML = "graphml"
    GEOJSON = "geojson"
    FTM = "ftm"


class Like(StrEnum):
    """Whose columns are imitated."""

    POLECAT = "polecat"
    ICEWS = "icews"
    GDELT = "gdelt"
    GDELT_MENTIONS = "gdelt-mentions"
    PHOENIX = "phoenix"


def export(
    store: Annotated[Path | None, typer.Argument(help=HELP, show_default=False)] = None,
    table: Annotated[
        str, typer.Option(help="Table to export (default: mentions), or all; docs/store.md lists them.")
    ] = "",
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="Default: csv; --like is always tab-separated.", show_default=False),
    ] = None,
    like: Annotated[Like | None, typer.Option(help="Tab-separated in another project's columns.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File (folder for all and brat); default: standard output.")
    ] = None,
    type_: Types = "",
    status: Annotated[str, typer.Option(help="Only these statuses (--like: actual if not given).")] = "",
    between: Between = "",
    country: Country = "",
    since: Since = "",
    until: Until = "",
    min_confidence: Least = None,
    mentions: Annotated[bool, typer.Option("--mentions", help="Of mentions even if events are linked.")] = False,
    header: Annotated[bool, typer.Option(help="--like: a first line with the names.")] = True,
    types: Annotated[
        bool, typer.Option("--col-types", help="Print the col_types of the table for R's readr, and nothing else.")
    ] = False,
    licence: Annotated[str, typer.Option(help="SPDX name of the licence you give, for datapackage.json.")] = "",
) -> None:
    """Hand a table on as CSV, Parquet or JSON Lines, in the columns of another project, or for other tools.

    Beside a file stands datapackage.json: what each column means, what made it, how to cite it.
    """
    from dateline.store.handover import Order, find_col_types, hand_over
    from dateline.store.listing import find_unit

    if like and (table or format_):
        fail(f"--like {like} has its own table and form: leave out {'--table' if table else '--format'}")
    wanted = read_asked(
        type=type_,
        status=status or ("actual" if like else ""),
        between=between,
        country=country,
        since=since,
        until=until,
        min_confidence=min_confidence,
    )
    with reading(store) as opened:
        if types:
            typer.echo(find_col_types(table or TABLE, like.value if like else ""), nl=False)
            return
        unit = "mention" if mentions else find_unit(opened)
        order = Order(table or TABLE, format_ or Format.CSV, like or "", wanted, unit, header, licence)
        tell_gaps(opened, wanted, order.of)
        hand_over(opened, order, output)
