"""An order to hand data on, carried out: the files, and beside them what they are."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.store.cite import find_provenance
from dateline.store.export import EXPORTED, columns_of, export_table
from dateline.store.filters import Filter, Unit
from dateline.store.like import export_like, like_columns
from dateline.store.likenesses import LIKENESSES
from dateline.store.package import Package, Resource, col_types, save_package, today
from dateline.store.schema import StoreError
from dateline.store.shapes import EXPORTS, export_shape
from dateline.store.tables import BY_NAME

if TYPE_CHECKING:
    from dateline.store.store import Store

EVERY_TABLE = "all"
OF_TEXTS = {"brat", "labelstudio"}  # marks in single reports, whatever is linked


@dataclass(frozen=True, slots=True)
class Order:
    """What to hand on.

    Attributes:
        table: name of a table, or "all".
        format: csv, parquet, jsonl, or one of `EXPORTS`.
        like: one of `LIKENESSES`, "" for none; it decides before the format.
        wanted: which mentions or events.
        unit: what shapes and likenesses are made of.
        header: whether a likeness begins with the names of its columns.
        licence: SPDX name of the licence that is given, "" for none.
    """

    table: str = "mentions"
    format: str = "csv"
    like: str = ""
    wanted: Filter = field(default_factory=Filter)
    unit: Unit = "mention"
    header: bool = True
    licence: str = ""

    @property
    def of(self) -> Unit:
        """What its rows come from: events, or mentions."""
        if self.like:
            return self.unit if LIKENESSES[self.like].of_events else "mention"
        if self.format in EXPORTS:
            return "mention" if self.format in OF_TEXTS else self.unit
        return "event" if self.table.startswith("event") else "mention"

    @property
    def makes_folder(self) -> bool:
        """Whether several files come of it."""
        return not self.like and (self.format == "brat" or (self.table == EVERY_TABLE and self.format not in EXPORTS))


def hand_over(store: Store, order: Order, output: Path | None) -> None:
    """The files stand at `output` with a datapackage.json beside them, or, without it, on standard output.

    Raises `StoreError` for what cannot be handed on so, or cannot be written there.
    """
    if output is None:
        _print(store, order)
        return
    import duckdb

    folder = output if order.makes_folder else output.parent
    provenance = find_provenance(store, today(), order.wanted)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        resources = _make(store, order, output)
        save_package(Package(provenance, order.licence, resources), folder)
    except OSError as error:
        raise StoreError(f"{error.filename or output}: cannot be written: {error.strerror}") from None
    except duckdb.IOException as error:
        raise StoreError(f"{output}: cannot be written: {error}") from None


def find_col_types(table: str, like: str = "") -> str:
    """Return readr's `col_types` of a table or likeness. Raises `StoreError` for a table that there is not."""
    if like:
        return col_types(like_columns(like))
    if table not in EXPORTED:
        raise StoreError(f"there is no table {table!r} to export: choose among {', '.join(EXPORTED)}")
    return col_types(columns_of(table))


def _print(store: Store, order: Order) -> None:
    if order.makes_folder:
        raise StoreError("several files cannot go to standard output: give --output FOLDER")
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        made = Path(folder) / "made"
        _make(store, order, made)
        with made.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _make(store: Store, order: Order, output: Path) -> list[Resource]:
    """Make the files of the order and return what each of them is."""
    if order.like:
        return [_make_likeness(store, order, output)]
    if order.format in EXPORTS:
        export_shape(store, order.format, output, order.wanted, order.unit)
        return [] if order.format == "brat" else [Resource(output, (), f"{order.unit}s as {order.format}")]
    if order.table == EVERY_TABLE:
        return [_make_table(store, order, name, output / f"{name}.{order.format}") for name in EXPORTED]
    return [_make_table(store, order, order.table, output)]


def _make_table(store: Store, order: Order, table: str, path: Path) -> Resource:
    export_table(store, table, order.format, path, order.wanted)
    return Resource(path, columns_of(table) if order.format != "jsonl" else (), BY_NAME[table].row)


def _make_likeness(store: Store, order: Order, path: Path) -> Resource:
    from dateline.knowledge import load_knowledge

    likeness = LIKENESSES[order.like]
    unit = order.unit if likeness.of_events else "mention"
    export_like(store, order.like, path, load_knowledge(), order.wanted, unit=unit, header=order.header)
    return Resource(path, like_columns(order.like), likeness.row, order.header)
