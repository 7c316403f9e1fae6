"""What a run would make of its input, before it is run: the same intake, nothing coded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dateline import __version__
from dateline.codebook import load_codebook
from dateline.core import Coding, Problem, Report, Reprint, Versions
from dateline.knowledge import load_knowledge
from dateline.language import LANGUAGES, read_version
from dateline.pipeline.intake import ASKED_TOGETHER, Coder, find_reprint, want
from dateline.pipeline.settings import Settings
from dateline.pipeline.workers import Chunk, find_chunks
from dateline.store.originals import Original, Originals, Wanted
from dateline.store.rows import find_digest, find_maker
from dateline.store.store import Store

HERE = 1 << 40  # orders what this run has met behind what the store holds


class Fate(StrEnum):
    """What becomes of a report before it gets to the coder."""

    NEW = "new"
    HELD = "held"
    SAME_TEXT = "same_text"
    NEAR_COPY = "near_copy"


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A report, what would become of it, and whether it would be coded."""

    report: Report
    fate: Fate
    coded: bool


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """What the run that is surveyed would be told.

    Attributes:
        settings: see there.
        again: what the store holds would be coded once more.
        reprints: what reprints another report would be coded all the same.
    """

    settings: Settings = field(default_factory=Settings)
    again: bool = False
    reprints: bool = False


def find_coder(settings: Settings) -> Coder:
    """Return what reports would be coded by; the model is not loaded.

    Raises `CodebookError`, `KnowledgeError` and `ModelError` where one of them is at fault.
    """
    codebook, knowledge = load_codebook(settings.codebook), load_knowledge(settings.entities)
    return Coder(Versions(__version__, read_version(settings.model), codebook.version, knowledge.version), LANGUAGES)


def survey_reports(
    items: Iterable[Report | Problem], plan: SurveyPlan, held: Store | None, scratch: Store
) -> Iterator[Surveyed | Problem]:
    """Yield what would become of each item, by the rules of `code_into`.

    Args:
        items: what was read.
        plan: see there.
        held: the store that the run would add to; it is only read. None if there is none yet.
        scratch: an empty store of the moment, for the texts of this run, so that memory does not grow with them.
    """
    coder, told = find_coder(plan.settings), plan.settings.told
    older = None if plan.again else held
    done = older.coded_digests(coder.versions, told, reprints=not plan.reprints) if older else {}
    sieve = _Sieve(coder, find_maker(coder.versions, told), older, scratch, scratch.save_run(coder.versions, told))
    chunks: Iterator[Chunk[Problem]] = find_chunks(items, ASKED_TOGETHER)
    for chunk in chunks:
        fresh = list[Report]()
        for item in chunk:
            if isinstance(item, Problem):
                yield item
            elif done.get(item.id) == find_digest(item):
                yield Surveyed(item, Fate.HELD, coded=False)
            else:
                fresh.append(item)
        for report, fate in sieve.sort(fresh, reprints=plan.reprints):
            is_read = report.language in {"", *coder.languages}
            yield Surveyed(report, fate, coded=is_read and (fate is Fate.NEW or plan.reprints))


class _Sieve:
    """Tells reports in their own right from those that reprint one of the store or of this run."""

    def __init__(self, coder: Coder, made_with: str, held: Store | None, scratch: Store, run: int) -> None:
        self.coder = coder
        self.scratch, self.run = scratch, run
        self.here = Originals(scratch, made_with)
        self.there = Originals(held, made_with) if held else None
        self.met: set[str] = set()

    def sort(self, reports: Sequence[Report], *, reprints: bool) -> Iterator[tuple[Report, Fate]]:
        """Yield each report with its fate; from then on later ones are compared with it."""
        wanted = [want(report, self.coder) for report in reports]
        near = self.here.look_up(wanted)
        far = self.there.look_up(wanted) if self.there else [[] for _ in wanted]
        codings = list[Coding]()
        for one, mine, theirs in zip(wanted, near, far, strict=True):
            known = self._rank(one, mine, theirs)
            reprint = find_reprint(one, known)
            yield one.report, _fate(one.report, known, reprint)
            kept = None if reprints else reprint
            self.here.let_in(one, coded=kept is None)
            self.met.add(one.report.id)
            codings.append(Coding(one.report, (), (), (), (), self.coder.versions, kept))
        marks, _ = self.here.let_out(codings)
        self.scratch.save(codings, self.run, marks)

    def _rank(self, one: Wanted, mine: Sequence[Original], theirs: Sequence[Original]) -> list[Original]:
        # What came anew in this run has taken the place of what the store holds under its id.
        known = [other for other in theirs if other.report.id not in self.met]
        return self.here.rank(one, [*known, *(replace(other, order=HERE + other.order) for other in mine)])


def _fate(report: Report, known: Iterable[Original], reprint: Reprint | None) -> Fate:
    if reprint is None:
        return Fate.NEW
    original = next(other.report for other in known if other.report.id == reprint.of)
    return Fate.SAME_TEXT if original.text.split() == report.text.split() else Fate.NEAR_COPY
