"""Lines that pages carry around a story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.core import Report
from dateline.read import read
from dateline.read.boilerplate import is_boilerplate, load_boilerplate, without_boilerplate

KINDS = load_boilerplate()


def examples(key: str) -> list[str]:
    return [str(example) for kind in KINDS.values() for example in kind[key]]  # type: ignore[attr-defined]


def test_every_kind_has_examples() -> None:
    """Every kind says why it is dropped and shows what is, and what is not."""
    assert len(KINDS) >= 8
    for kind in KINDS.values():
        assert kind["why"]
        assert kind["patterns"]
        assert kind["drop"]
        assert kind["keep"]


@pytest.mark.parametrize("line", examples("drop"))
def test_examples_to_drop_are_dropped(line: str) -> None:
    """Each example of boilerplate is one, alone and with a bullet."""
    assert is_boilerplate(line)
    assert is_boilerplate(f"  • {line}")
    assert is_boilerplate(line.upper())


@pytest.mark.parametrize("line", examples("keep"))
def test_examples_to_keep_are_kept(line: str) -> None:
    """Each counter-example stays."""
    assert not is_boilerplate(line)


def test_a_quoted_phrase_inside_a_story_stays() -> None:
    """A sentence that says more than boilerplate stays, with all of its paragraph."""
    text = "The site showed “Something went wrong” all day. Please try again later, it said."
    assert without_boilerplate(text) == text


def test_the_seed_is_cleaned_to_its_text_of_record(shared: Path) -> None:
    """The report that the project began with loses its error message and nothing else."""
    gold = json.loads((shared / "seeds" / "caracas.gold.jsonl").read_text(encoding="utf-8").splitlines()[0])
    reports = [item for item in read(shared / "seeds" / "caracas.txt") if isinstance(item, Report)]
    assert [report.text for report in reports] == [gold["full"]]


def test_no_line_of_the_gold_reports_is_dropped(shared: Path) -> None:
    """No paragraph of the annotated reports is taken for boilerplate."""
    lines = (shared / "gold" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    blocks = [block for line in lines for block in json.loads(line)["full"].split("\n") if block.strip()]
    assert len(blocks) > 1000
    assert [block for block in blocks if is_boilerplate(block)] == []
