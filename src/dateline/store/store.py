"""The ledger's keeper: what is saved, once and for good, and what is loaded again.

Saving is by batches, each one transaction: a batch is there whole or not at all, whatever happens to the program. A
report that has a coding by the same versions and settings is not saved again; a coding by others takes its place, and
the rows it replaces stay in the schema `kept`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.core import Coding, EventMention, Problem, Report, Versions
from dateline.store.batch import save_batch
from dateline.store.insert import insert
from dateline.store.load import load_chunk
from dateline.store.originals import STRAYS
from dateline.store.rows import find_maker, problem_row
from dateline.store.session import PATIENCE, open_session, prepare, transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CODINGS_PER_CHUNK = 500  # on loading: enough to spread the cost of a question, little enough for small memory
MENTIONS_PER_BATCH = 5000  # on saving many
REPORTS_PER_BATCH = 500


class Store:
    """A DuckDB file of reports, mentions and events.

    The file is open only for the moment of each call, so that others can read between two batches of a writer.
    Attributes are `path` and `read_only`; get one from `open_store`.
    """

    def __init__(self, path: Path, *, read_only: bool, patience: float) -> None:
        self.path = path
        self.read_only = read_only
        self.patience = patience

    def session(self) -> AbstractContextManager[DuckDBPyConnection]:
        """Return a connection for a `with` block; keep it short, it keeps writers out."""
        return open_session(self.path, writable=not self.read_only, patience=self.patience)

    def save_run(
        self, versions: Versions, settings: Mapping[str, object] | None = None, inputs: Mapping[str, str] | None = None
    ) -> int:
        """Return the number of a new run, which now stands in the table of runs.

        `settings` are those that change what is coded; `inputs` are names and hashes of what is read.
        """
        now = datetime.now(UTC).replace(tzinfo=None)
        told = [json.dumps(dict(one or {}), sort_keys=True, default=str) for one in (settings, inputs)]
        with self.session() as connection, transaction(connection):
            run = _number(connection, "SELECT coalesce(max(run), 0) + 1 FROM kept.runs")
            insert(connection, {"runs": [(run, now, None, *_texts(versions), *told)]})
        return run

    def end_run(self, run: int) -> None:
        """The run is noted as ended."""
        now = datetime.now(UTC).replace(tzinfo=None)
        with self.session() as connection:
            connection.execute("UPDATE kept.runs SET ended = ? WHERE run = ?", [now, run])

    def save(
        self,
        codings: Iterable[Coding],
        run: int,
        marks: Mapping[str, Collection[int]] | None = None,
        *,
        again: bool = False,
    ) -> int:
        """Save a batch in one transaction and return how many codings are new.

        A report that has a coding by the same versions and settings keeps it, unless it is coded `again` on purpose (by
        a program that changed without changing its version). `marks` are the numbers, by digest of the report, under
        which `Originals` finds it later. See `save_many` for more than fits into memory.
        """
        batch = list(codings)
        with self.session() as connection, transaction(connection):
            return save_batch(connection, batch, run, marks or {}, again=again)

    def save_many(self, codings: Iterable[Coding], run: int) -> int:
        """Save batch by batch as they come and return how many codings are new."""
        return sum(self.save(batch, run) for batch in _batches(codings))

    def save_problems(self, problems: Iterable[Problem], run: int) -> None:
        """Problems of inputs that gave no report are kept with the run."""
        found = list(problems)
        with self.session() as connection, transaction(connection):
            query = "SELECT count(*) FROM kept.problems WHERE report_id IS NULL AND run = ?"
            begin = _number(connection, query, [run])
            rows = [(None, run, None, begin + i, *problem_row(one)) for i, one in enumerate(found)]
            insert(connection, {"problems": rows})

    def coded_ids(self, versions: Versions, settings: Mapping[str, object] | None = None) -> frozenset[str]:
        """Return the ids of reports whose coding that holds was made by these versions and settings."""
        return frozenset(self.coded_digests(versions, settings))

    def coded_digests(
        self, versions: Versions, settings: Mapping[str, object] | None = None, *, reprints: bool = True
    ) -> dict[str, str]:
        """Return report id → digest of the reports that need not be coded again by these versions and settings.

        A report whose digest (`find_digest`) differs has changed since. Reprints are among them, unless what they
        reprint has changed or `reprints` is False.
        """
        but = STRAYS if reprints else "FROM kept.reprints SELECT coding"
        query = f"SELECT report_id, digest FROM codings WHERE made_with = ? AND coding NOT IN ({but})"  # noqa: S608 - see above
        with self.session() as connection:
            return dict(connection.execute(query, [find_maker(versions, settings or {})]).fetchall())

    def load_codings(self, report_ids: Sequence[str] | None = None, *, details: bool = True) -> Iterator[Coding]:
        """Yield the codings that hold, in the order of report ids; see `load_chunk` for `details`."""
        wanted = None if report_ids is None else list(report_ids)
        chosen = "WHERE $1 IS NULL OR report_id IN (SELECT unnest($1::VARCHAR[]))"
        with self.session() as connection:
            found = connection.execute(f"FROM codings SELECT coding {chosen} ORDER BY report_id", [wanted]).fetchall()
        numbers = [number for (number,) in found]
        yield from self._load(numbers, details=details)

    def load_mentions(self) -> Iterator[tuple[EventMention, Report]]:
        """Yield every mention that holds with its report, without evidence: what linking needs."""
        for coding in self.load_codings(details=False):
            yield from ((mention, coding.report) for mention in coding.mentions)

    def load_reports(self) -> Iterator[Report]:
        """Yield every report that holds, in the order of ids."""
        for coding in self.load_codings(details=False):
            yield coding.report

    def load_run(self, run: int) -> Iterator[Coding]:
        """Yield what one run coded, also where it no longer holds."""
        with self.session() as connection:
            query = "SELECT coding FROM kept.codings WHERE run = ? ORDER BY report_id"
            numbers = [number for (number,) in connection.execute(query, [run]).fetchall()]
        yield from self._load(numbers, details=True)

    def _load(self, numbers: Sequence[int], *, details: bool) -> Iterator[Coding]:
        for begin in range(0, len(numbers), CODINGS_PER_CHUNK):
            with self.session() as connection:
                chunk = load_chunk(connection, numbers[begin : begin + CODINGS_PER_CHUNK], details=details)
            yield from chunk


def open_store(path: str | Path, *, read_only: bool = False, patience: float = PATIENCE) -> Store:
    """Return the store at `path`; it is made where there is none, and brought up to date where it is old.

    Raises `StoreError` where that cannot be: no such file to read, not a store, held by another process for longer
    than `patience` seconds, or made by a newer Dateline.
    """
    prepare(Path(path), writable=not read_only, patience=patience)
    return Store(Path(path), read_only=read_only, patience=patience)


def _texts(versions: Versions) -> tuple[str, ...]:
    return tuple(asdict(versions).values())


def _number(connection: DuckDBPyConnection, query: str, parameters: object = None) -> int:
    found = connection.execute(query, parameters).fetchone()
    assert found
    return int(found[0])


def _batches(codings: Iterable[Coding]) -> Iterator[list[Coding]]:
    batch: list[Coding] = []
    mentions = 0
    for coding in codings:
        batch.append(coding)
        mentions += len(coding.mentions)
        if len(batch) >= REPORTS_PER_BATCH or mentions >= MENTIONS_PER_BATCH:
            yield batch
            batch, mentions = [], 0
    if batch:
        yield batch
