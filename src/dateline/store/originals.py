"""Reports that others may reprint: found by the marks of their text, in the store and on their way into it.

A mark is a number that stands for a run of words; what marks a report is the business of whoever compares texts. The
file is asked with the marks of a few new reports at a time, so that memory does not grow with what it holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.core import Coding, Problem, Report
from dateline.store.batch import is_text
from dateline.store.load import fetch, read_report
from dateline.store.rows import find_digest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store

COMPARED = 8  # reports that a new one is compared with at most, those that share most marks
ON_THE_WAY = 1 << 62  # orders what is not in the store yet behind what is

# Reprints of a text that its report no longer has.
STRAYS = """
FROM kept.reprints AS told ANTI JOIN (FROM codings SELECT report_id, digest) AS held
    ON held.report_id = told.reprint_of AND held.digest = told.of_digest
SELECT told.coding
"""

CANDIDATES = f"""
WITH shared AS (
    FROM kept.marks JOIN asked USING (mark) SELECT number, coding, least, count(*) AS common
    GROUP BY ALL HAVING common >= least
)
FROM shared JOIN kept.codings AS told USING (coding)
SELECT number, coding, common
WHERE made_with = $1 AND ($2 IS NULL OR run = $2) AND coding NOT IN (SELECT coding FROM kept.superseded)
QUALIFY row_number() OVER (PARTITION BY number ORDER BY common DESC, coding) <= {COMPARED}
"""  # noqa: S608 - the number is that above

# Rows first, then what stands in them: the database would else go through the texts of all reports.
TEXTS = """
WITH chosen AS (
    FROM kept.codings JOIN kept.reports USING (report_id, digest) SELECT coding, reports.rowid AS place
    WHERE coding IN (SELECT unnest(?::BIGINT[]))
)
FROM (FROM kept.reports SELECT rowid AS place, * WHERE rowid IN (FROM chosen SELECT place)) JOIN chosen USING (place)
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new report with its marks, and how many of them another report must share to be compared with it."""

    report: Report
    marks: frozenset[int]
    least: int


@dataclass(frozen=True, slots=True)
class Original:
    """A report that was coded (or is about to be) before a new one, and how many marks they share."""

    report: Report
    digest: str
    order: int
    common: int


class Originals:
    """The reports of one run and of the store that a new report may reprint.

    The walk tells of every item, in order, when it is let in (`let_in`) and when it has come through (`let_out`): what
    is in between is not in the store yet. `made_with` are the versions and settings that the originals were coded with;
    with `run` only those of that run count.
    """

    def __init__(self, store: Store, made_with: str, run: int | None = None) -> None:
        self.store = store
        self.made_with = made_with
        self.run = run
        self._order = ON_THE_WAY
        self._inside: deque[tuple[Original, frozenset[int]] | None] = deque()
        self._ids: Counter[str] = Counter()
        self._failed: set[str] = set()

    def look_up(self, wanted: Sequence[Wanted]) -> list[list[Original]]:
        """Return for each new report those of the store that are worth comparing, which share most marks first."""
        if not any(one.marks for one in wanted):
            return [[] for _ in wanted]
        with self.store.session() as connection:
            found = _look_up(connection, wanted, self.made_with, self.run)
            known = _load_reports(connection, sorted({coding for _, coding, _ in found}))
        several: list[list[Original]] = [[] for _ in wanted]
        for number, coding, common in sorted(found):
            several[number].append(Original(*known[coding], coding, common))
        return several

    def rank(self, one: Wanted, stored: Sequence[Original]) -> list[Original]:
        """Return what to compare a new report with: of what is `stored` and on its way, those that share most marks.

        A report is no original of its own next version, and one that is about to be replaced is none at all.
        """
        found = [some for some in stored if some.report.id not in self._ids and some.report.id != one.report.id]
        last = {entry[0].report.id: entry for entry in self._inside if entry}
        for original, marks in last.values():
            common = len(marks & one.marks)
            if marks and common >= one.least and original.report.id != one.report.id:
                found.append(Original(original.report, original.digest, original.order, common))
        return sorted(found, key=lambda some: (-some.common, some.order))[:COMPARED]

    def let_in(self, one: Wanted | None, *, coded: bool = True) -> None:
        """An item is on its way: a report, to be `coded` or not, or None for anything else."""
        if one is None:
            self._inside.append(None)
            return
        self._order += 1
        is_original = coded and is_text(one.report)
        entry = Original(one.report, find_digest(one.report), self._order, 0)
        self._inside.append((entry, one.marks if is_original else frozenset()))
        self._ids[one.report.id] += 1

    def let_out(self, came: Sequence[Coding | Problem]) -> tuple[dict[str, frozenset[int]], dict[int, Report]]:
        """What was let in first has come through, as these; return the marks to save with it, by digest.

        Returned beside it is place → report of the reprints whose original could not be coded.
        """
        marks: dict[str, frozenset[int]] = {}
        lost: dict[int, Report] = {}
        for place, item in enumerate(came):
            entry = self._inside.popleft()
            if entry:
                original, marked = entry
                marks[original.digest] = marked
                self._forget(original.report.id, failed=isinstance(item, Problem))
            if isinstance(item, Coding) and item.reprint and item.reprint.of in self._failed:
                lost[place] = item.report
        return marks, lost

    def _forget(self, report_id: str, *, failed: bool) -> None:
        self._ids[report_id] -= 1
        if not self._ids[report_id]:
            del self._ids[report_id]
        if failed:
            self._failed.add(report_id)


def load_strays(store: Store) -> Iterator[Report]:
    """Yield the reports that reprint a text which its report no longer has: nothing that holds tells what they say."""
    with store.session() as connection:
        rows = connection.execute(f"FROM codings SELECT report_id WHERE coding IN ({STRAYS}) ORDER BY coding")
        ids = [report_id for (report_id,) in rows.fetchall()]
    for coding in store.load_codings(ids, details=False):
        yield coding.report


def load_reprints(store: Store) -> dict[str, list[Report]]:
    """Return report id → the reports that reprint it, in the order of ids.

    What reprints a reprint counts with the report that was coded; reprints whose original has changed are left out.
    """
    ends = _find_ends(store)
    reprints: defaultdict[str, list[Report]] = defaultdict(list)
    for coding in store.load_codings(sorted(ends), details=False):
        reprints[ends[coding.report.id]].append(coding.report)
    return dict(reprints)


def _find_ends(store: Store) -> dict[str, str]:
    """Return the id of each reprint → that of the report at the end of its chain."""
    with store.session() as connection:
        told = {row["report_id"]: row for row in fetch(connection, "FROM reprints ORDER BY report_id")}
        query = "FROM codings SELECT report_id, digest WHERE report_id IN (FROM reprints SELECT reprint_of)"
        held = dict(connection.execute(query).fetchall())
    ends = {}
    for report_id in told:
        at = report_id
        for _ in told:  # no chain is longer
            if at not in told or held.get(told[at]["reprint_of"]) != told[at]["of_digest"]:
                break
            at = told[at]["reprint_of"]
        if at not in told:
            ends[report_id] = at
    return ends


def _look_up(
    connection: DuckDBPyConnection, wanted: Sequence[Wanted], made_with: str, run: int | None
) -> list[tuple[int, int, int]]:
    """Return (place among the wanted, coding, marks in common) of the best candidates of each."""
    rows = [(number, mark, one.least) for number, one in enumerate(wanted) for mark in sorted(one.marks)]
    connection.execute("CREATE OR REPLACE TEMP TABLE asked (number INTEGER, mark UINTEGER, least INTEGER)")
    lists = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(
        "INSERT INTO asked SELECT unnest(?::INTEGER[]), unnest(?::UINTEGER[]), unnest(?::INTEGER[])", lists
    )
    return connection.execute(CANDIDATES, [made_with, run]).fetchall()


def _load_reports(connection: DuckDBPyConnection, codings: Collection[int]) -> dict[int, tuple[Report, str]]:
    """Return coding → its report and the digest."""
    if not codings:
        return {}
    rows = fetch(connection, TEXTS, [list(codings)])
    return {row["coding"]: (read_report(row), row["digest"]) for row in rows}
