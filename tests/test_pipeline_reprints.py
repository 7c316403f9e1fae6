"""The coder runs once per distinct text; what reprints it is kept, marked, and counted as telling the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import pipeline
from dateline.core import Coding, Problem, Report, Span, Versions
from dateline.core.record import mention_record
from dateline.pipeline import Settings, code_into, code_reports, group_corpus, link_corpus, workers
from dateline.pipeline.intake import Coder
from dateline.store import Store, load_events, load_records, open_store
from dateline.store.explain import explain
from dateline.store.export import export_table
from dateline.store.handover import Order, hand_over

SENTENCES = (
    "Police in Nairobi arrested 14 protesters on Tuesday after a march on the parliament of Kenya.",
    "The interior minister said that the arrests were lawful and that nobody had been hurt.",
    "The opposition called for a general strike and accused the government of breaking its word.",
    "Some shops in the centre stayed closed and buses ran late, a traffic officer told reporters.",
    "A court is to decide on Friday whether the men stay in prison until their trial begins.",
    "The United States condemned the arrests and called for talks between the two sides.",
)
BODY = " ".join(SENTENCES)
DAY = date(2024, 5, 8)
FIRST = Report("a-first", "Protesters held in Nairobi", BODY, DAY, "2024-05-08", "The Wire", language="en")
VERSIONS = Versions("0.1.0", "en-1", "plover-2.0.1", "2026.11")


def paper(name: str, body: str = BODY, **changes: object) -> Report:
    return replace(FIRST, **{"id": name, "publisher": f"Paper {name}", "body": body, **changes})


def kept(store: Store) -> list[tuple[str, str, float]]:
    with store.session() as connection:
        return connection.execute("SELECT report_id, reprint_of, likeness FROM reprints ORDER BY report_id").fetchall()


def coded(items: Sequence[Coding | Problem]) -> list[str]:
    return [item.report.id for item in items if isinstance(item, Coding) and item.reprint is None]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "events.duckdb")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A coder that finds nothing, quickly, and writes down what it was given; a text with "crash" breaks it."""
    given_: list[str] = []

    def code(report: Report, _: Settings) -> Coding:
        given_.append(report.id)
        if "crash" in report.title:
            raise ValueError("crash")
        return Coding(report, (Span(0, len(report.text)),), (), (), (), VERSIONS)

    tools = SimpleNamespace(versions=VERSIONS, model=SimpleNamespace(languages=frozenset({"en"})))
    monkeypatch.setattr(pipeline, "load_tools", lambda _: tools)
    monkeypatch.setattr(pipeline, "find_coder", lambda _: Coder(VERSIONS, tools.model.languages))
    monkeypatch.setattr(pipeline, "_code", code)
    monkeypatch.setattr(pipeline, "do_alone", workers.do_safely)
    return given_


def test_a_text_is_coded_once(store: Store, calls: list[str]) -> None:
    """Reprints, whole or cut, in one run or the next, are kept and marked; another toll is coded."""
    cut = paper("cut", " ".join(SENTENCES[:5]), published=DAY + timedelta(1))
    other = paper("other", BODY.replace("14 protesters", "41 protesters"))
    items = list(
        code_into([FIRST, paper("same", title="Kenyan police arrest protesters"), cut, other], store, Settings())
    )
    assert (coded(items), calls) == (["a-first", "other"], ["a-first", "other"])
    assert [item.report.id for item in items if isinstance(item, Coding)] == ["a-first", "same", "cut", "other"]
    assert coded(list(code_into([paper("next"), paper("late", published=DAY + timedelta(9))], store, Settings()))) == [
        "late"
    ]
    found = kept(store)
    assert [(one, of) for one, of, _ in found] == [("cut", "a-first"), ("next", "a-first"), ("same", "a-first")]
    assert 0.7 < found[0][2] < 1
    assert {report.id for report in store.load_reports()} == {"a-first", "same", "cut", "other", "next", "late"}
    assert list(code_into([FIRST, paper("next"), cut], store, Settings())) == []


def test_what_was_saved_comes_back(store: Store, calls: list[str]) -> None:
    """Save → load is identity for a reprint too."""
    assert calls == []
    items = list(code_into([FIRST, paper("same")], store, Settings()))
    assert list(store.load_codings()) == items


def test_reprints_are_coded_if_asked_for(store: Store, calls: list[str]) -> None:
    """With `reprints` every report is coded, those marked before as well, and stays so."""
    list(code_into([FIRST, paper("same")], store, Settings()))
    assert coded(list(code_into([FIRST, paper("same"), paper("new")], store, Settings(), reprints=True))) == [
        "same",
        "new",
    ]
    assert kept(store) == []
    assert list(code_into([paper("same"), paper("new")], store, Settings())) == []
    assert calls == ["a-first", "same", "new"]


def test_again_codes_anew_what_it_is_given(store: Store, calls: list[str]) -> None:
    """With `again` only what the same run has coded can be reprinted, in whatever order it comes."""
    list(code_into([FIRST, paper("same")], store, Settings()))
    assert coded(list(code_into([paper("same")], store, Settings(), again=True))) == ["same"]
    assert kept(store) == []
    list(code_into([paper("same"), FIRST], store, Settings(), again=True))
    assert [(one, of) for one, of, _ in kept(store)] == [("a-first", "same")]
    list(code_into([FIRST, paper("same")], store, Settings(), again=True))
    assert [(one, of) for one, of, _ in kept(store)] == [("same", "a-first")]
    assert calls.count("a-first") == 2


def test_other_settings_code_anew(store: Store, calls: list[str]) -> None:
    """What other settings coded is no original: each text is coded once for each of them."""
    list(code_into([FIRST, paper("same")], store, Settings()))
    list(code_into([paper("same"), paper("new")], store, Settings(min_confidence=0.7)))
    assert calls == ["a-first", "same"]
    assert [(one, of) for one, of, _ in kept(store)] == [("new", "same")]


def test_a_new_version_of_the_original_loses_no_reprint(store: Store, calls: list[str]) -> None:
    """When the text that was reprinted changes, what still has the old one is coded in its place, once."""
    list(code_into([FIRST, paper("b"), paper("c")], store, Settings()))
    updated = replace(FIRST, body=BODY.replace("14 protesters", "20 protesters"))
    assert coded(list(code_into([updated], store, Settings()))) == ["a-first", "b"]
    assert [(one, of) for one, of, _ in kept(store)] == [("c", "b")]
    assert list(code_into([updated, paper("b"), paper("c")], store, Settings())) == []
    assert calls == ["a-first", "a-first", "b"]


def test_no_report_reprints_itself(store: Store, calls: list[str]) -> None:
    """A corrected version under the same id is coded, and what reprints the version before is no reprint of it."""
    longer = replace(FIRST, body=f"{BODY} The march was the third this week.")
    items = list(code_into([longer, FIRST, paper("cut")], store, Settings()))
    assert coded(items) == ["a-first", "a-first"]
    assert [(one, of) for one, of, _ in kept(store)] == [("cut", "a-first")]
    assert calls == ["a-first", "a-first"]


def test_what_cannot_be_coded_takes_no_reprint_with_it(store: Store, calls: list[str]) -> None:
    """The reprint of a report that breaks the coder is coded itself."""
    broken = replace(FIRST, id="broken", title="Police crash march in Nairobi")
    items = list(code_into([broken, paper("b"), paper("fr", language="fr")], store, Settings()))
    assert [type(item) for item in items] == [Problem, Coding, Coding]
    assert coded(items) == ["b", "fr"]
    assert kept(store) == []
    assert calls == ["broken", "fr", "b"]


VARIANTS = [
    BODY,
    " ".join(SENTENCES[:5]),
    " ".join(SENTENCES[1:]),
    BODY.replace("14", "15"),
    f"{BODY} The mayor resigned.",
    SENTENCES[0],
    SENTENCES[2],
]
REPORTS = st.lists(st.tuples(st.integers(0, len(VARIANTS) - 1), st.integers(0, 4)), min_size=1, max_size=40)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(REPORTS, st.integers(0, 40), st.sampled_from([1, 2, 5, 64]))
def test_where_a_run_is_cut_short_changes_nothing(
    calls: list[str],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    drawn: list[tuple[int, int]],
    stop: int,
    size: int,
) -> None:
    """Broken off after any report, with batches of any size: the same reports are coded, the same ones marked."""
    items = [paper(f"r{n:02}", VARIANTS[kind], published=DAY + timedelta(days)) for n, (kind, days) in enumerate(drawn)]
    whole, broken = (open_store(tmp_path_factory.mktemp("run") / f"{name}.duckdb") for name in ("whole", "broken"))
    list(code_into(items, whole, Settings()))
    monkeypatch.setattr(pipeline, "REPORTS_PER_BATCH", size)
    monkeypatch.setattr(workers, "REPORTS_PER_CHUNK", max(1, size // 2))
    run = code_into(items, broken, Settings())
    for _ in zip(range(stop), run, strict=False):
        pass
    run.close()
    list(code_into(items, broken, Settings()))
    assert kept(broken) == kept(whole)
    originals = {of for _, of, _ in kept(whole)}
    assert not originals & {one for one, _, _ in kept(whole)}
    assert calls


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A linked store of one text that three papers print, and of a report of another paper's own."""
    store = open_store(tmp_path_factory.mktemp("linked") / "events.duckdb")
    items = [
        FIRST,
        paper("b-same", title="Kenyan police arrest protesters"),
        paper("c-cut", " ".join(SENTENCES[:5]), published=DAY + timedelta(1), published_text="2024-05-09"),
        paper("d-own", "Kenyan police arrested 14 people at a march in Nairobi, the opposition said."),
    ]
    assert coded(list(code_into(items, store, Settings()))) == ["a-first", "d-own"]
    link_corpus(store)
    return store


def test_the_mentions_are_those_of_the_original(linked: Store) -> None:
    """What the original says is coded to the byte as it is alone, and the reprints have no mentions."""
    (alone,) = code_reports([FIRST], Settings())
    assert isinstance(alone, Coding)
    held = list(linked.load_codings(["a-first", "b-same", "c-cut"]))
    assert [mention_record(held[0], one) for one in held[0].mentions] == [
        mention_record(alone, m) for m in alone.mentions
    ]
    assert [len(one.mentions) for one in held[1:]] == [0, 0]


def test_events_count_reprints(linked: Store) -> None:
    """Reports and publishers of an event include those that reprint it, if they have its sentence; voices do not."""
    sentences = {m.id: m.trigger.span.start for m, report in linked.load_mentions() if report.id == "a-first"}
    last = FIRST.text.index(SENTENCES[5])
    seen = set()
    for event in load_records(linked).values():
        starts = [sentences[one] for one in event["mentions"] if one in sentences]
        if not starts:
            assert event["reports"] == ["d-own"]
            continue
        has_cut = any(start < last for start in starts)
        has_same = any(start >= FIRST.text.index(BODY) for start in starts)  # its headline is another
        own = {report for report in event["reports"] if report in {"a-first", "d-own"}}
        others = ({"b-same"} if has_same else set()) | ({"c-cut"} if has_cut else set())
        assert set(event["reports"]) == own | others
        assert event["n_reports"] == event["n_publishers"] == len(event["reports"])
        assert event["n_independent"] == len(own)
        assert event["last_published"] == ("2024-05-09" if has_cut else "2024-05-08")
        seen.add(has_cut)
    assert seen == {True, False}


def test_stories_and_exports_have_reprints(linked: Store, tmp_path: Path) -> None:
    """A reprint stands in its story, in the tables of reports and reprints, and in the explanation of the event."""
    store = linked
    stories, reports = group_corpus(store)
    assert {report.id for report in reports} == {"a-first", "b-same", "c-cut", "d-own"}
    assert any({"a-first", "b-same", "c-cut"} <= set(story.reports) for story in stories)
    export_table(store, "reprints", "jsonl", tmp_path / "reprints.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "reprints.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["report_id"], row["reprint_of"]) for row in rows] == [("b-same", "a-first"), ("c-cut", "a-first")]
    event = next(e for e, record in load_records(store).items() if "c-cut" in record["reports"])
    assert "reprinted in:" in explain(store, event)
    assert "Paper c-cut" in explain(store, event)
    assert len(load_events(store)) >= 3


def test_other_layouts_name_the_papers_that_reprint(linked: Store, tmp_path: Path) -> None:
    """Layouts that list addresses and publishers of an event list those of its reprints."""
    hand_over(linked, Order(like="phoenix", unit="event"), tmp_path / "phoenix.csv")
    assert "Paper b-same;The Wire" in (tmp_path / "phoenix.csv").read_text(encoding="utf-8")


def test_workers_change_nothing(tmp_path: Path) -> None:
    """Two workers mark and code the same reports as one, in the same order."""
    items = [paper(f"r{n:02}", VARIANTS[n % 4], published=DAY + timedelta(n // 20)) for n in range(40)]
    one, two = (open_store(tmp_path / f"{n}.duckdb") for n in (1, 2))
    alone = list(code_into(items, one, Settings()))
    assert list(code_into(items, two, Settings(), workers=2)) == alone
    assert kept(one) == kept(two)
    assert 2 <= len(coded(alone)) <= 8
