"""What is saved is there, once, as it was, and stays addressable."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made import ARREST, CODING, CODINGS, NEWER, REPORT, VERSIONS, many, recoded

from dateline.core import Coding, Problem
from dateline.core.record import mention_record
from dateline.store import Store, StoreError, open_store


def ask(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.session() as connection:
        return connection.execute(query).fetchall()


def test_what_is_saved_comes_back(store: Store) -> None:
    """Save → load is identity for a coding with every field."""
    store.save([CODING], store.save_run(VERSIONS))
    (loaded,) = store.load_codings()
    assert loaded == CODING
    assert [mention_record(loaded, m) for m in loaded.mentions] == [mention_record(CODING, m) for m in CODING.mentions]


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would open the store some thousand times
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(codings=st.lists(CODINGS, min_size=8, max_size=8))
def test_anything_that_is_saved_comes_back(laid_out: Path, tmp_path: Path, codings: list[Coding]) -> None:
    """Save → load is identity for any coding."""
    named = [replace(one, report=replace(one.report, id=f"r{i}")) for i, one in enumerate(codings)]
    told = [replace(one, mentions=tuple(replace(m, report_id=one.report.id) for m in one.mentions)) for one in named]
    shutil.copy(laid_out, tmp_path / "any.duckdb")
    store = Store(tmp_path / "any.duckdb", read_only=False, patience=5)
    store.save(told, store.save_run(VERSIONS))
    for loaded, saved in zip(store.load_codings(), told, strict=True):
        assert loaded == saved


def test_saving_again_changes_nothing(store: Store) -> None:
    """The same report by the same versions and settings is there once."""
    assert store.save([CODING, CODING], store.save_run(VERSIONS)) == 1
    assert store.save([CODING], store.save_run(VERSIONS)) == 0
    assert ask(store, "SELECT count(*), count(DISTINCT mention_id) FROM kept.mentions") == [(2, 2)]
    assert store.coded_ids(VERSIONS) == {"r1"}
    assert store.coded_ids(NEWER) == store.coded_ids(VERSIONS, {"min_confidence": 0.9}) == frozenset()


def test_coding_again_on_purpose_takes_the_place(store: Store) -> None:
    """With `again` the newer coding holds although the versions are the same, and stays when saved once more."""
    store.save([CODING], store.save_run(VERSIONS))
    fewer = replace(CODING, mentions=(ARREST,))
    assert store.save([fewer], store.save_run(VERSIONS), again=True) == 1
    assert list(store.load_codings()) == [fewer]
    assert store.save([fewer], store.save_run(VERSIONS)) == 0
    assert list(store.load_codings()) == [fewer]
    assert list(store.load_run(1)) == [CODING]


def test_a_newer_version_takes_the_place_of_the_older(store: Store) -> None:
    """What an older version said stays addressable; it no longer holds, until that version codes again."""
    newer = recoded(CODING, NEWER)
    store.save([CODING], store.save_run(VERSIONS))
    second = store.save_run(NEWER)
    store.save([newer], second)
    assert list(store.load_codings()) == [newer]
    assert list(store.load_run(1)) == [CODING]
    assert ask(store, "SELECT count(*) FROM kept.mentions") == [(4,)]
    assert ask(store, "SELECT DISTINCT model FROM mentions") == [("en-2",)]
    assert store.save([CODING], store.save_run(VERSIONS)) == 0
    assert list(store.load_codings()) == [CODING]
    assert ask(store, "SELECT count(*) FROM kept.mentions") == [(4,)]


def test_a_changed_report_is_coded_anew(store: Store) -> None:
    """A report whose text changed supersedes the coding of the older text, and the older text is kept."""
    changed = replace(CODING, report=replace(REPORT, body=REPORT.body + " More followed."))
    store.save([CODING], store.save_run(VERSIONS))
    store.save([changed], store.save_run(VERSIONS))
    assert list(store.load_codings()) == [changed]
    assert len(ask(store, "FROM kept.reports")) == 2
    assert len(ask(store, "FROM reports")) == 1


def test_two_texts_under_one_id_are_a_problem(store: Store) -> None:
    """Within one run the later text holds and the clash is told."""
    other = replace(CODING, report=replace(REPORT, body=REPORT.body + " More."), problems=())
    store.save([CODING, other, CODING], store.save_run(VERSIONS))
    assert list(store.load_codings()) == [CODING]
    store.save([other], store.save_run(VERSIONS))
    assert "another text" in str(ask(store, "SELECT message FROM problems"))


def test_settings_tell_codings_apart(store: Store) -> None:
    """The same versions with another setting code a report again."""
    fewer = replace(CODING, mentions=(ARREST,))
    store.save([CODING], store.save_run(VERSIONS))
    store.save([fewer], store.save_run(VERSIONS, {"min_confidence": 0.6}))
    assert list(store.load_codings()) == [fewer]
    assert store.coded_ids(VERSIONS, {"min_confidence": 0.6}) == {"r1"}


def test_what_is_no_text_takes_nothing_with_it(store: Store) -> None:
    """A report with half a surrogate pair becomes a problem; the others of its batch are kept."""
    broken = replace(CODING, report=replace(REPORT, id="r0", body="half \ud83d a pair", origin="a.jsonl:7"))
    assert store.save([broken, CODING], store.save_run(VERSIONS)) == 1
    assert list(store.load_codings()) == [CODING]
    assert ("a.jsonl:7",) in ask(store, "SELECT concerns FROM problems WHERE message LIKE '%surrogates%'")


def test_many_come_back_in_the_order_of_ids(store: Store) -> None:
    """Batches on the way in and chunks on the way out change nothing."""
    codings = many(520, 1)
    assert store.save_many(reversed(codings), store.save_run(VERSIONS)) == 520
    assert list(store.load_codings()) == codings
    assert [one.report.id for one in store.load_codings(["n000007", "n000003"])] == ["n000003", "n000007"]
    assert [mention.id for mention, _ in store.load_mentions()] == [m.id for one in codings for m in one.mentions]


def test_loading_for_linking_leaves_out_evidence_alone(store: Store) -> None:
    """Mentions for linking are the mentions without evidence and reasons."""
    store.save([CODING], store.save_run(VERSIONS))
    bare = [replace(mention, evidence=(), missing=()) for mention in CODING.mentions]
    assert list(store.load_mentions()) == [(mention, REPORT) for mention in bare]


def test_problems_of_inputs_are_kept_with_the_run(store: Store) -> None:
    """An input that gave no report leaves its problem."""
    run = store.save_run(VERSIONS, inputs={"a.txt": "12ab"})
    store.save_problems([Problem("a.txt:3", "no text"), Problem("b.txt", "binary", "leave it out")], run)
    store.save_problems([Problem("c.txt", "empty")], run)
    store.end_run(run)
    assert ask(store, "SELECT concerns, hint, position FROM problems ORDER BY position") == [
        ("a.txt:3", None, 0),
        ("b.txt", "leave it out", 1),
        ("c.txt", None, 2),
    ]
    assert ask(store, "SELECT inputs, ended > started FROM runs") == [('{"a.txt": "12ab"}', True)]


def test_a_store_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    """Reading makes no file and says how to make one."""
    with pytest.raises(StoreError, match=r"no such store.*--into"):
        open_store(tmp_path / "none.duckdb", read_only=True)
    assert not (tmp_path / "none.duckdb").exists()


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    """A text file and somebody else's database are named as what they are, and left alone."""
    import duckdb

    words = tmp_path / "words.duckdb"
    words.write_text("no database " * 1000)
    with pytest.raises(StoreError, match=r"words\.duckdb: this file is no store"):
        open_store(words)
    foreign = tmp_path / "foreign.duckdb"
    duckdb.connect(str(foreign)).execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StoreError, match="no Dateline store"):
        open_store(foreign)
