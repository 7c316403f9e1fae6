"""The room of the ledger: DuckDB tables that keep what was read, coded and linked, and ways to hand them on."""

from dateline.store.events import (
    load_edges,
    load_events,
    load_judgements,
    load_records,
    load_stories,
    remove_judgement,
    save_events,
    save_judgement,
    save_stories,
)
from dateline.store.schema import StoreError
from dateline.store.store import Store, open_store

__all__ = [
    "Store",
    "StoreError",
    "load_edges",
    "load_events",
    "load_judgements",
    "load_records",
    "load_stories",
    "open_store",
    "remove_judgement",
    "save_events",
    "save_judgement",
    "save_stories",
]
