"""Attributions of a report: the model's cues and the rules together."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import Attribution, Report
from dateline.extract.attributions import find_attributions, find_outermost, load_cues
from dateline.language import Model, load_model


@cache
def model() -> Model:
    return load_model()


def read(text: str, title: str = "") -> tuple[str, tuple[Attribution, ...]]:
    report = Report("r", title, text)
    return report.text, find_attributions(report, model().parse(report), load_cues())


def words(text: str, one: Attribution) -> tuple[str, str, str]:
    return tuple(" … ".join(s.of(text) for s in spans) for spans in (one.source, one.cue, one.content))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The minister said the talks had failed.", ("The minister", "said", "the talks had failed")),
        ("The talks had failed, the minister said.", ("the minister", "said", "The talks had failed")),
        ("“The talks have failed,” the minister said.", ("the minister", "said", "“The talks have failed,”")),
        ("According to Amnesty, the talks had failed.", ("Amnesty", "According to", "the talks had failed")),
    ],
)
def test_plain_sentences(text: str, wanted: tuple[str, str, str]) -> None:
    """The plainest forms of attribution are found with exact bounds."""
    text, found = read(text)
    assert wanted in [words(text, one) for one in found]


def test_a_quotation_is_carried_over_sentences() -> None:
    """Sentences in marks after the speaker was named belong to the same attribution."""
    text, found = read("“The talks have failed,” the minister said. “They will not begin again.”")
    assert any(one.content[-1].of(text).startswith("“They will not") for one in found)


def test_every_part_is_a_stretch_of_its_own() -> None:
    """Source, cue and content never share a character, and come in order."""
    _, found = read("“Rebels,” the army said, “burned the camp,” adding that Reuters reported it first.")
    for one in found:
        spans = sorted((*one.source, *one.cue, *one.content))
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_outermost_leaves_out_what_is_inside() -> None:
    """An attribution inside the content of a likelier one is left out, and only that."""
    text, found = read("Reuters reported that the army said rebels had burned the camp.")
    outer = find_outermost(found)
    assert set(outer) <= set(found)
    assert "Reuters" in {words(text, one)[0] for one in outer}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["“", "”", '"', "he said", "they left.", "\n\n", "'", "Reuters:", "—"]), max_size=12))
def test_no_jumble_raises(parts: list[str]) -> None:
    """Any jumble of marks and cues is read without an error."""
    text = " ".join(parts).strip()
    if text:
        read(text)
