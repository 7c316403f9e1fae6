"""Export → import → export gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.store import Store, StoreError, load_events, load_records
from dateline.store.export import EXPORTED
from dateline.store.handover import Order, hand_over
from dateline.store.takeover import load_export


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_what_was_handed_on_comes_back(linked: Store, store: Store, tmp_path: Path, format_: str) -> None:
    """Every table has the same bytes after a round trip, and events are events again."""
    order = Order(table="all", format=format_)
    hand_over(linked, order, tmp_path / "first")
    load_export(store, tmp_path / "first")
    hand_over(store, order, tmp_path / "second")
    for name in EXPORTED:
        first, second = (tmp_path / turn / f"{name}.{format_}" for turn in ("first", "second"))
        assert first.read_bytes() == second.read_bytes(), name
    assert load_events(store) == load_events(linked)
    assert load_records(store) == load_records(linked)
    coded, again = (list(one.load_codings()) for one in (linked, store))
    assert [one.report for one in again] == [one.report for one in coded]
    assert [m.id for one in again for m in one.mentions] == [m.id for one in coded for m in one.mentions]


def test_only_an_empty_store_takes_over(linked: Store, store: Store, tmp_path: Path) -> None:
    """A store that holds something is left alone, and a folder without tables is told."""
    with pytest.raises(StoreError, match=r"no mentions\.csv"):
        load_export(store, tmp_path)
    hand_over(linked, Order(table="all"), tmp_path / "made")
    load_export(store, tmp_path / "made")
    with pytest.raises(StoreError, match="only an empty store"):
        load_export(store, tmp_path / "made")
