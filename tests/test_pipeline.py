"""The walk: every value has its evidence, and company, order and crashes change nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from dateline.core import Coding, EventMention, Problem, Report
from dateline.core.record import mention_record
from dateline.pipeline import Settings, code_into, code_report, code_reports, load_tools, read_inputs
from dateline.read import ReadSettings
from dateline.store import open_store

FIELDS = ("event_type", "status", "when", "where", "actors", "recipients")


@pytest.fixture(scope="module")
def reports(root: Path) -> list[Report]:
    settings = ReadSettings(published=date(2026, 3, 10))
    found = list(read_inputs([str(root / "examples" / "reports")], settings))
    assert all(isinstance(item, Report) for item in found)
    return [item for item in found if isinstance(item, Report)]


@pytest.fixture(scope="module")
def codings(reports: list[Report]) -> list[Coding]:
    tools = load_tools(Settings())
    return [code_report(report, tools) for report in reports]


def lines(items: list[Coding | Problem]) -> list[str]:
    """The bytes that users see."""
    return [
        json.dumps(mention_record(c, m), ensure_ascii=False) for c in items if isinstance(c, Coding) for m in c.mentions
    ]


def mentions(codings: list[Coding]) -> Iterator[tuple[Coding, EventMention]]:
    for coding in codings:
        yield from ((coding, mention) for mention in coding.mentions)


def test_examples_tell_events(codings: list[Coding]) -> None:
    """The example reports give events of several types; the one about sport gives none."""
    assert len({m.event_type for _, m in mentions(codings)}) >= 5
    assert [len(c.mentions) for c in codings if c.report.id == "item-4"] == [0]


def test_words_are_the_words(codings: list[Coding]) -> None:
    """Whatever has a span and words has the words of that span."""
    checked = 0
    for coding, mention in mentions(codings):
        text = coding.report.text
        for part in (*mention.actors, *mention.recipients, *mention.sources):
            if part.span is not None:
                assert part.span.of(text) == part.text
                checked += 1
        if mention.when and mention.when.span:
            assert mention.when.span.of(text) == mention.when.text
        if mention.where:
            assert mention.where.span.of(text) == mention.where.text
    assert checked > 10


def test_each_value_has_evidence_or_a_reason(codings: list[Coding]) -> None:
    """A derived field that is there has evidence; one that is not has its reason under `missing`."""
    for _, mention in mentions(codings):
        shown = {e.field.split("[")[0].split(".")[0] for e in mention.evidence}
        missing = {name.split("[")[0].split(".")[0] for name, _ in mention.missing}
        for field in FIELDS:
            if getattr(mention, field):
                assert field in shown, (field, mention)
            else:
                assert field in missing, (field, mention)


def test_company_and_order_change_nothing(reports: list[Report], codings: list[Coding]) -> None:
    """The same report gives the same bytes alone, among others, and in any order."""
    backwards = list(code_reports(reports[::-1], Settings()))
    assert lines(backwards[::-1]) == lines([*codings])


def test_workers_change_nothing(reports: list[Report], codings: list[Coding]) -> None:
    """Two workers give the same bytes in the same order as none."""
    many = [replace(report, id=f"{report.id}-{k}") for k in range(5) for report in reports]
    assert lines(list(code_reports(many, Settings(), workers=2))) == lines(list(code_reports(many, Settings())))


class Unreadable(str):
    """A text that cannot be looked at."""

    __slots__ = ()

    def __getitem__(self, key: object) -> str:
        raise RuntimeError(f"cannot be read at {key}")


def test_a_bad_report_takes_nothing_with_it(reports: list[Report]) -> None:
    """A report that breaks the walk becomes a problem with its place; its neighbours are coded."""
    broken = replace(reports[0], id="broken", title="", body=Unreadable("words"), origin="file.jsonl:3")
    items = list(code_reports([reports[0], broken, reports[1]], Settings()))
    assert [type(item) for item in items] == [Coding, Problem, Coding]
    assert isinstance(items[1], Problem)
    assert items[1].where == "file.jsonl:3"


def test_other_languages_are_told_not_coded(reports: list[Report]) -> None:
    """A report in a language that the model does not read gives one problem and no mention."""
    (coding,) = code_reports([replace(reports[0], language="fr")], Settings())
    assert isinstance(coding, Coding)
    assert (coding.mentions, len(coding.problems)) == ((), 1)


def test_a_second_run_codes_nothing_again(reports: list[Report], tmp_path: Path) -> None:
    """What a store holds is not coded again; a report that changed is."""
    store = open_store(tmp_path / "events.duckdb")
    assert len(list(code_into(reports, store, Settings()))) == len(reports)
    assert list(code_into(reports, store, Settings())) == []
    changed = replace(reports[0], body=reports[0].body + " Police arrested two men.")
    assert [c.report.id for c in code_into([changed, *reports[1:]], store, Settings()) if isinstance(c, Coding)] == [
        changed.id
    ]


RUN = """
import sys
from dateline.core import Report
from dateline.pipeline import Settings, code_into
from dateline.store import open_store
text = "Police arrested {} protesters in Nairobi on Monday. Kenya condemned the attack."
items = [Report(f"r{{i:04}}", "", text.format(i), None) for i in range(300)]
for _ in code_into(items, open_store(sys.argv[1]), Settings()):
    print("coded", flush=True)
""".replace("{{", "{").replace("}}", "}")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """Killed at any moment and started again, a run ends with the same mentions as an unbroken one."""

    def start(name: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path / name)], stdout=subprocess.PIPE, text=True)

    whole = start("whole.duckdb")
    whole.communicate()
    killed = start("killed.duckdb")
    assert killed.stdout is not None
    for _ in range(70):
        killed.stdout.readline()
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    time.sleep(0.1)
    rest, _ = start("killed.duckdb").communicate()
    assert 0 < rest.count("coded") < 300
    found = [
        sorted(m.id for m, _ in open_store(tmp_path / name).load_mentions())
        for name in ("whole.duckdb", "killed.duckdb")
    ]
    assert found[0] == found[1]
    assert len(found[0]) > 300


def test_settings_are_small() -> None:
    """Settings hold what a walk is told and nothing that is loaded."""
    assert {f.name for f in fields(Settings)} == {"codebook", "entities", "min_confidence", "model"}


UNGUARDED = """
from dateline.core import Report
from dateline.pipeline import Settings, code_reports

reports = [Report(f"r{number}", "", "Nothing happened here.") for number in range(40)]
print(len(list(code_reports(reports, Settings(), 2))))
"""


def test_a_script_that_workers_cannot_import_is_told_why(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "workers=1" in done.stderr.splitlines()[-1]
