"""Saving one batch of codings: what is new is added, what it replaces is superseded, what is there is left alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateline.core import Coding, Problem, Report
from dateline.store.insert import insert
from dateline.store.rows import Row, coding_rows, find_digest, find_maker, problem_row, report_row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class _Kept:
    """A coding that the store has, or will have when the batch is through."""

    number: int
    run: int
    digest: str
    made_with: str
    reprint_of: str | None = None
    of_digest: str | None = None


@dataclass(slots=True)
class _Batch:
    """What a batch does to the store, gathered before any of it is written.

    `kept` and `holding` are the codings of each report, and the one that holds.
    """

    run: int
    settings: dict[str, object]
    number: int
    kept: defaultdict[str, list[_Kept]]
    holding: dict[str, _Kept]
    digests: set[tuple[str, str]]
    again: bool = False
    marks: Mapping[str, Collection[int]] = field(default_factory=dict)
    rows: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    restored: list[int] = field(default_factory=list)
    new: int = 0

    def take(self, coding: Coding) -> None:
        """Take one coding up: skip it, bring an older equal one back, or add it."""
        report = coding.report
        if not is_text(report):
            told = problem_row(_no_text(report))
            self.rows["problems"].append((None, self.run, None, len(self.rows["problems"]), *told))
            return
        told = (coding.reprint.of, coding.reprint.digest) if coding.reprint else (None, None)
        made = _Kept(self.number, self.run, find_digest(report), find_maker(coding.versions, self.settings), *told)
        known = () if self.again else reversed(self.kept[report.id])
        same = next((k for k in known if replace(k, number=made.number, run=made.run) == made), None)
        held = self.holding.get(report.id)
        if same is not None and same == held:
            return
        if same is None:
            same = self._add(coding, made, held)
        else:
            self._restore(same, report.id)
        if held is not None:
            self.rows["superseded"].append((held.number, same.number))
        self.holding[report.id] = same

    def _restore(self, kept: _Kept, report_id: str) -> None:
        pending = self.rows["superseded"]
        pending[:] = [row for row in pending if row[0] != kept.number]
        self.restored.append(kept.number)
        self.rows["restored"].append((self.run, report_id, kept.number))

    def _add(self, coding: Coding, kept: _Kept, held: _Kept | None) -> _Kept:
        report, digest = coding.report, kept.digest
        self.number += 1
        self.new += 1
        self.kept[report.id].append(kept)
        self.rows["codings"].append((kept.number, self.run, report.id, digest, kept.made_with, len(coding.mentions)))
        for name, rows in coding_rows(coding, kept.number, self.run).items():
            self.rows[name].extend(rows)
        if coding.reprint is None:
            self.rows["marks"].extend((kept.number, mark) for mark in self.marks.get(digest, ()))
        if (report.id, digest) not in self.digests:
            self.digests.add((report.id, digest))
            self.rows["reports"].append(report_row(report))
        if held is not None and held.run == self.run and held.digest != digest:
            told = problem_row(_same_id(coding))
            self.rows["problems"].append((kept.number, self.run, report.id, len(coding.problems), *told))
        return kept


def save_batch(
    connection: DuckDBPyConnection,
    codings: Sequence[Coding],
    run: int,
    marks: Mapping[str, Collection[int]],
    *,
    again: bool = False,
) -> int:
    """Save the codings as part of a run, within the transaction of the caller, and return how many are new.

    `marks` are the numbers, by digest, under which coded reports are looked up later. With `again`, a coding takes the
    place of one by the same versions and settings.
    """
    batch = _begin(connection, codings, run)
    batch.again, batch.marks = again, marks
    for coding in codings:
        batch.take(coding)
    if batch.restored:
        query = "DELETE FROM kept.superseded WHERE coding IN (SELECT unnest(?::BIGINT[]))"
        connection.execute(query, [batch.restored])
    insert(connection, batch.rows)
    return batch.new


def _begin(connection: DuckDBPyConnection, codings: Sequence[Coding], run: int) -> _Batch:
    ids = [[coding.report.id for coding in codings]]
    among = "WHERE report_id IN (SELECT unnest(?::VARCHAR[]))"
    kept: defaultdict[str, list[_Kept]] = defaultdict(list)
    holding: dict[str, _Kept] = {}
    superseded = {number for (number,) in connection.execute("SELECT coding FROM kept.superseded").fetchall()}
    facts = "report_id, coding, run, digest, made_with, reprint_of, of_digest"
    told = "kept.codings LEFT JOIN (FROM kept.reprints SELECT coding, reprint_of, of_digest) USING (coding)"
    query = f"FROM {told} SELECT {facts} {among} ORDER BY coding"
    for report_id, *values in connection.execute(query, ids).fetchall():
        one = _Kept(*values)
        kept[report_id].append(one)
        if one.number not in superseded:
            holding[report_id] = one
    digests = set(connection.execute(f"FROM kept.reports SELECT report_id, digest {among}", ids).fetchall())
    return _Batch(run, _settings(connection, run), _next_number(connection), kept, holding, digests)


def _settings(connection: DuckDBPyConnection, run: int) -> dict[str, object]:
    found = connection.execute("SELECT settings FROM kept.runs WHERE run = ?", [run]).fetchone()
    if found is None:
        raise ValueError(f"there is no run {run} in the store: begin one with save_run")
    return dict(json.loads(found[0]))


def _next_number(connection: DuckDBPyConnection) -> int:
    found = connection.execute("SELECT coalesce(max(coding), 0) + 1 FROM kept.codings").fetchone()
    assert found
    return int(found[0])


def is_text(report: Report) -> bool:
    """Say whether all words of a report can be written as UTF-8; lone halves of surrogate pairs cannot."""
    try:
        "".join(value for value in report_row(report) if isinstance(value, str)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_text(report: Report) -> Problem:
    return Problem(
        (report.origin or report.id).encode(errors="replace").decode(),
        "the text has code points that no text can have (lone surrogates); the report is not kept",
        "mend the encoding of the input",
    )


def _same_id(coding: Coding) -> Problem:
    where = coding.report.origin or coding.report.id
    return Problem(
        where,
        f"report id {coding.report.id!r} was given to another text in the same run; only the later one holds",
        "give every report an id of its own",
    )
