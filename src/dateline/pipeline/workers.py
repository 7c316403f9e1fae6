"""The work shared out: reports in chunks to processes, what comes back in the order of the input."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from dateline.codebook import CodebookError
from dateline.core import Problem, Report
from dateline.knowledge import KnowledgeError
from dateline.language import ModelError
from dateline.pipeline.settings import Settings

REPORTS_PER_CHUNK = 16
CHARACTERS_PER_CHUNK = 60_000

Result = TypeVar("Result")
Chunk = list[Report | Problem | Result]


def walk_reports(
    items: Iterable[Report | Problem | Result],
    job: Callable[[Report, Settings], Result],
    settings: Settings,
    workers: int,
) -> Iterator[Result | Problem]:
    """Yield what `job` makes of each report, and what else is among the items, in the order of the input.

    With more than one worker, processes take chunks of reports; what comes out is the same to the byte. An input that
    fits into one chunk is done here: starting processes would take longer than the work.
    """
    chunks = find_chunks(items)
    begun = list(islice(chunks, 2))
    if workers <= 1 or len(begun) < 2:
        for chunk in chain(begun, chunks):
            yield from do_chunk(chunk, job, settings)
        return
    yield from _walk_parallel(chain(begun, chunks), job, settings, workers)


def find_chunks(items: Iterable[Report | Problem | Result], times: int = 1) -> Iterator[Chunk[Result]]:
    """Yield the input in chunks of a bounded number of reports and characters, `times` the usual ones."""
    chunk: Chunk[Result] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.body) if isinstance(item, Report) else 0
        if len(chunk) >= times * REPORTS_PER_CHUNK or size >= times * CHARACTERS_PER_CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def do_chunk(
    chunk: Sequence[Report | Problem | Result], job: Callable[[Report, Settings], Result], settings: Settings
) -> list[Result | Problem]:
    """Return what `job` makes of each report of a chunk; an error in one becomes a problem and touches no other."""
    return [do_safely(item, job, settings) if isinstance(item, Report) else item for item in chunk]


def do_safely(report: Report, job: Callable[[Report, Settings], Result], settings: Settings) -> Result | Problem:
    """Return what `job` makes of a report, or the problem that kept it from making anything."""
    try:
        return job(report, settings)
    except (CodebookError, KnowledgeError, ModelError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is listed, and the next report is coded
        what = f"{type(error).__name__}: {error}"
        return Problem(report.origin or report.id, f"could not be coded: {what}", "please report this with the text")


def _walk_parallel(
    chunks: Iterable[Chunk[Result]], job: Callable[[Report, Settings], Result], settings: Settings, workers: int
) -> Iterator[Result | Problem]:
    """Yield what workers make of the chunks, in order; twice as many chunks as workers are under way at most."""
    pool = _pool(workers)
    waiting: deque[tuple[Chunk[Result], Future[list[Result | Problem]]]] = deque()
    try:
        for chunk in chunks:
            future: Future[list[Result | Problem]]
            try:
                future = pool.submit(do_chunk, chunk, job, settings)
            except BrokenProcessPool:
                pool = _pool(workers)
                future = pool.submit(do_chunk, chunk, job, settings)
            waiting.append((chunk, future))
            if len(waiting) >= 2 * workers:
                yield from _result(*waiting.popleft(), job, settings)
        while waiting:
            yield from _result(*waiting.popleft(), job, settings)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of fresh processes (the runtime's threads do not survive a fork)."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _result(
    chunk: Chunk[Result],
    future: Future[list[Result | Problem]],
    job: Callable[[Report, Settings], Result],
    settings: Settings,
) -> list[Result | Problem]:
    """Return what became of a chunk; where its worker died, each report is tried in a process of its own."""
    try:
        return future.result()
    except BrokenProcessPool:
        check_start()
        return [do_alone(item, job, settings) if isinstance(item, Report) else item for item in chunk]


def check_start() -> None:
    """Raise RuntimeError if no worker can start: each begins by importing the script that started the run."""
    with _pool(1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool:
            hint = 'put what your script does under `if __name__ == "__main__":`, or code with workers=1'
            raise RuntimeError(f"worker processes cannot start; {hint}") from None


def do_alone(report: Report, job: Callable[[Report, Settings], Result], settings: Settings) -> Result | Problem:
    """Return what becomes of one report in a process that may die of it."""
    with _pool(1) as pool:
        try:
            return pool.submit(do_chunk, [report], job, settings).result()[0]
        except BrokenProcessPool:
            return Problem(report.origin or report.id, "its worker died", "the report may be too large for the memory")


def count_workers(asked: int | None = None) -> int:
    """Return how many workers to use: as many as asked for, else one for each core that this process may use."""
    return asked or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
