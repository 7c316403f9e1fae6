"""Stores for the tests: an empty one for each, and one with made reports that all read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from made import CODING, VERSIONS, many

from dateline.core import Edge, Event, Evidence, Problem
from dateline.core.event import Agreed
from dateline.core.event_record import event_record
from dateline.store import Store, open_store, save_events


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied: laying one out takes longer than most tests."""
    path = tmp_path_factory.mktemp("laid-out") / "empty.duckdb"
    open_store(path)
    return path


@pytest.fixture
def store(laid_out: Path, tmp_path: Path) -> Store:
    """A store of the test's own."""
    path = tmp_path / "events.duckdb"
    shutil.copy(laid_out, path)
    return Store(path, read_only=False, patience=5)


@pytest.fixture(scope="session")
def filled(laid_out: Path) -> Store:
    """A store of 41 reports with a problem, not linked; only to be read."""
    path = laid_out.with_name("filled.duckdb")
    shutil.copy(laid_out, path)
    store = Store(path, read_only=False, patience=5)
    run = store.save_run(VERSIONS, inputs={"a.jsonl": "12ab"})
    store.save([CODING, *many(40)], run)
    store.save_problems([Problem("a.jsonl:3", "not a date: '12'", "write 2022-03-06")], run)
    store.end_run(run)
    return Store(path, read_only=True, patience=5)


@pytest.fixture(scope="session")
def linked(filled: Store) -> Store:
    """The same store with two events, one of three reports; only to be read."""
    path = filled.path.with_name("linked.duckdb")
    shutil.copy(filled.path, path)
    store = Store(path, read_only=False, patience=5)
    one, two, three, other = (coding.mentions[0] for coding in many(40)[:16:4])
    first = Agreed(
        "e-1",
        (one.id, two.id, three.id),
        (one.report_id, two.report_id, three.report_id),
        3,
        2,
        2,
        one.event_type,
        one.modes,
        actors=one.actors,
        recipients=one.recipients,
        when=one.when,
        where=one.where,
        score=one.score,
        quad=one.quad,
        cameo=one.cameo,
        confidence=0.9,
    )
    second = Agreed("e-2", (other.id,), (other.report_id,), 1, 1, 1, other.event_type, when=other.when)
    edges = [
        Edge(one.id, two.id, 0.9, joins=True, evidence=(Evidence("when", "days: the same", None, 1.0),)),
        Edge(one.id, other.id, 0.2, joins=False, evidence=(Evidence("when", "days: three weeks apart", None, 0.0),)),
    ]
    records = {agreed.event_id: event_record(agreed) for agreed in (first, second)}
    save_events(store, [Event("e-1", first.mentions), Event("e-2", second.mentions)], edges, records)
    return Store(path, read_only=True, patience=5)


@pytest.fixture
def ask() -> Callable[[Store, str], list[tuple[object, ...]]]:
    """Ask a store in SQL."""

    def asked(store: Store, query: str) -> list[tuple[object, ...]]:
        with store.session() as connection:
            return connection.execute(query).fetchall()

    return asked
