"""Writers and readers take turns, a crash loses no finished batch, and old stores are brought up to date."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made import CODING, VERSIONS

from dateline.store import Store, StoreError, open_store
from dateline.store.schema import MIGRATIONS, check_version, lookup_version, migrate
from dateline.store.session import open_session, transaction

Ask = Callable[[Store, str], list[tuple[object, ...]]]
HERE = Path(__file__).parent


def start(code: str, *words: str) -> subprocess.Popen[str]:
    """Another Python process with the made codings at hand."""
    paths = os.pathsep.join([str(HERE), *sys.path])
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


# Saves its first batches one by one as a line comes in for each, the rest as fast as it can.
WRITER = """
    import sys
    from made import VERSIONS, many
    from dateline.store import open_store
    store = open_store(sys.argv[1])
    run = store.save_run(VERSIONS)
    for number in range(int(sys.argv[2])):
        if len(sys.argv) > 3 and number < int(sys.argv[3]):
            sys.stdin.readline()
        store.save(many(10, 1, 10 * number), run)
        print(number, flush=True)
"""


def test_whoever_holds_the_store_is_named(store: Store) -> None:
    """A process that keeps the file open is told by its number, once patience is at an end."""
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    paths = [sys.executable, "-c", code, str(store.path)]
    with subprocess.Popen(paths, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        for read_only in (True, False):
            began = time.monotonic()
            with pytest.raises(StoreError, match=rf"process {holder.pid}\) holds the store.*copy"):
                open_store(store.path, read_only=read_only, patience=0.2)
            assert time.monotonic() - began >= 0.2
        assert holder.stdin is not None
        holder.stdin.close()
    open_store(store.path, patience=0.2)


def test_a_reader_sees_whole_batches_while_a_writer_writes(store: Store, ask: Ask) -> None:
    """Reading between two batches of a running writer works, and finds each batch whole."""
    reader = Store(store.path, read_only=True, patience=20)
    seen = []

    def count() -> object:
        seen.append(ask(reader, "SELECT count(*) FROM mentions")[0][0])
        return seen[-1]

    with start(WRITER, str(store.path), "24", "4") as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        for number in range(4):
            assert count() == 10 * number
            print(file=writer.stdin, flush=True)
            assert int(writer.stdout.readline()) == number
        while writer.poll() is None:
            count()
    assert writer.returncode == 0
    assert count() == 240
    assert seen == sorted(seen)
    assert {number % 10 for number in seen} == {0}


def test_two_writers_take_turns(store: Store, ask: Ask) -> None:
    """Two processes that save the same reports at once keep each of them once, under numbers of their own."""
    with start(WRITER, str(store.path), "4") as one, start(WRITER, str(store.path), "4") as other:
        one.communicate()
        other.communicate()
    assert (one.returncode, other.returncode) == (0, 0)
    assert ask(store, "SELECT count(*), count(DISTINCT coding), count(DISTINCT report_id) FROM kept.codings") == [
        (40, 40, 40)
    ]
    assert ask(store, "SELECT count(*), count(DISTINCT run) FROM runs") == [(2, 2)]


def test_a_killed_writer_loses_no_finished_batch(store: Store, ask: Ask) -> None:
    """After kill -9 every batch that was reported as saved is there, none is there in part, and saving goes on."""
    with start(WRITER, str(store.path), "1000") as writer:
        assert writer.stdout is not None
        done = [int(writer.stdout.readline()) for _ in range(4)]
        time.sleep(0.05)
        writer.send_signal(signal.SIGKILL)
        done += [int(line) for line in writer.stdout]
    (count,) = ask(Store(store.path, read_only=True, patience=5), "SELECT count(*) FROM reports")[0]
    assert isinstance(count, int)
    assert count >= 10 * len(done)
    assert count % 10 == 0
    assert ask(store, "SELECT count(*) FROM mentions ANTI JOIN reports USING (report_id)") == [(0,)]
    store.save([CODING], store.save_run(VERSIONS))
    assert ask(store, "SELECT count(*) FROM reports") == [(count + 1,)]


def delete_then_fail(connection: object) -> None:
    connection.execute("DELETE FROM kept.runs")
    raise ZeroDivisionError


def test_a_batch_that_fails_leaves_nothing(store: Store, ask: Ask) -> None:
    """An error inside a transaction undoes all of it."""
    run = store.save_run(VERSIONS)

    def codings() -> object:
        yield CODING
        raise RuntimeError("the input broke")

    with pytest.raises(RuntimeError, match="broke"):
        store.save(codings(), run)
    with store.session() as connection, pytest.raises(ZeroDivisionError), transaction(connection):
        delete_then_fail(connection)
    assert ask(store, "SELECT count(*) FROM kept.codings") == [(0,)]
    assert ask(store, "SELECT count(*) FROM runs") == [(1,)]


def test_a_run_that_was_not_begun_is_told(store: Store) -> None:
    """Saving as part of a run that there is not is an error of the program, told at once."""
    with pytest.raises(ValueError, match="no run 5"):
        store.save([CODING], 5)


def test_an_old_store_is_migrated_step_by_step(store: Store) -> None:
    """Each newer version's statements run once, in order, and the version is noted."""
    newest = max(MIGRATIONS)
    steps = {
        **MIGRATIONS,
        newest + 1: ("ALTER TABLE kept.runs ADD COLUMN host VARCHAR",),
        newest + 2: ("UPDATE kept.runs SET host = 'here'",),
    }
    store.save_run(VERSIONS)
    with store.session() as connection:
        migrate(connection, newest, steps)
        assert lookup_version(connection) == newest + 2
        assert connection.execute("SELECT host FROM kept.runs").fetchall() == [("here",)]
    with pytest.raises(StoreError, match="install a newer"):
        open_store(store.path)


def test_reading_an_old_store_says_how_to_migrate_it() -> None:
    """A reader changes nothing; it says what to do."""
    assert check_version(0, writable=True)
    assert not check_version(max(MIGRATIONS), writable=False)
    with pytest.raises(StoreError, match="open it once for writing"):
        check_version(0, writable=False)


def test_the_file_can_be_opened_by_older_programs(store: Store) -> None:
    """The storage version is that of DuckDB 1.4, which R has."""
    with open_session(store.path, writable=False) as connection:
        rows = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert "v1.4" in str(rows)
