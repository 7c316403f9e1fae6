"""Reports on their way to the coder: read once each, and which of them reprint one that came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.core import Coding, Problem, Report, Reprint, Versions
from dateline.link import compare_wording, find_marks, least_shared
from dateline.pipeline.workers import Chunk, find_chunks
from dateline.read import ReadSettings, read
from dateline.read.inputs import find_entries
from dateline.read.quarantine import Quarantine
from dateline.read.walk import read_entry
from dateline.store.originals import Original, Originals, Wanted
from dateline.store.rows import find_digest

ASKED_TOGETHER = 4  # chunks that the store is asked for the originals of at once


@dataclass(frozen=True, slots=True)
class Coder:
    """What reports are coded by: its versions, and the languages (ISO 639-1) that it reads."""

    versions: Versions
    languages: frozenset[str]


@dataclass(slots=True)
class Intake:
    """Inputs to be read in order, each report once, with the count of what has been read so far.

    Attributes:
        paths: files, folders or "-" (standard input).
        settings: what the readers are told.
        quarantine: where copies of what gave a problem are kept, None for nowhere.
        sources: files that were opened.
        repeats: reports left out, for the very same had come before.
    """

    paths: Sequence[str]
    settings: ReadSettings = field(default_factory=ReadSettings)
    quarantine: Quarantine | None = None
    sources: int = 0
    repeats: int = 0

    def __iter__(self) -> Iterator[Report | Problem]:
        """Yield each report, the first time that it comes, and what could not be read."""
        seen = set[int]()
        for item in self.quarantine.keep(self._read()) if self.quarantine else self._read():
            digest = int(find_digest(item), 16) if isinstance(item, Report) else None
            if digest in seen:
                self.repeats += 1
                continue
            if digest is not None:
                seen.add(digest)
            yield item

    def _read(self) -> Iterator[Report | Problem]:
        settings = replace(self.settings, with_bytes=self.quarantine is not None)
        for path in self.paths:
            for found in find_entries(path):
                if isinstance(found, Problem):
                    yield found
                else:
                    self.sources += 1
                    yield from read_entry(found, settings)


def read_inputs(paths: Iterable[str], settings: ReadSettings) -> Iterator[Report | Problem]:
    """Yield the reports of files, folders or "-" (standard input), and what could not be read, in order."""
    for path in paths:
        yield from read(path, settings)


def mark_reprints(
    items: Iterable[Report | Problem], originals: Originals, coder: Coder, *, reprints: bool
) -> Iterator[Report | Problem | Coding]:
    """Yield the items, in place of each report that reprints an earlier one the coding that says so.

    What is decided depends on the items before and on nothing else: not on workers, not on where a run was cut short.
    """
    chunks: Iterator[Chunk[Coding]] = find_chunks(items, ASKED_TOGETHER)
    for chunk in chunks:
        wanted = [want(item, coder) if isinstance(item, Report) else None for item in chunk]
        stored = iter(originals.look_up([one for one in wanted if one]))
        marked = list[Report | Problem | Coding]()
        for item, one in zip(chunk, wanted, strict=True):
            known = originals.rank(one, next(stored)) if one else []
            reprint = find_reprint(one, known) if one and not reprints else None
            originals.let_in(one, coded=reprint is None)
            marked.append(Coding(one.report, (), (), (), (), coder.versions, reprint) if one and reprint else item)
        yield from marked  # only now: what comes through in between would be found nowhere


def want(report: Report, coder: Coder) -> Wanted:
    """Return a new report with the marks under which its originals are looked up; none in a language not coded."""
    marks = find_marks(report) if report.language in {"", *coder.languages} else frozenset[int]()
    return Wanted(report, marks, least_shared(marks))


def find_reprint(one: Wanted, known: Iterable[Original]) -> Reprint | None:
    """Return which of the known reports a new one reprints, None if it is a report in its own right."""
    for other in known:
        if likeness := compare_wording(other.report, one.report):
            return Reprint(other.report.id, other.digest, likeness)
    return None
