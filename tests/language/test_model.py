"""The shipped model reads reports, alone or among others, and points at their very characters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.core import Report
from dateline.language import OnnxModel, load_model

TEXT = (
    "The Kenyan government said on Monday that it would not sign the treaty. Protesters clashed with police in Nairobi,"
    " and three people were injured.\n\n“We don't accept this,” opposition leader Jane Example told reporters."
)


@pytest.fixture(scope="module")
def model() -> OnnxModel:
    return load_model()


def test_words_carry_their_characters(model: OnnxModel) -> None:
    """Each word's form is the text under its span; words and sentences are in order."""
    report = Report("r", "Talks fail", TEXT)
    at = 0
    for sentence in model.parse(report):
        for token in sentence.tokens:
            assert token.span.of(report.text) == token.form
            assert token.span.start >= at
            at = token.span.end
        assert sentence.tokens[0].span.start == sentence.span.start
        assert sentence.tokens[-1].span.end == sentence.span.end


def test_title_is_a_sentence(model: OnnxModel) -> None:
    """Sentence 0 is the title, whole and alone."""
    report = Report("r", "Talks fail. Again", TEXT)
    sentences = model.parse(report)
    assert sentences[0].span.start == 0
    assert all(s.span.end <= len(report.title) or s.span.start > len(report.title) for s in sentences)


def test_trees_are_trees(model: OnnxModel) -> None:
    """Each sentence has one root, named so, and no other word is."""
    for sentence in model.parse(Report("r", "", TEXT)):
        roots = [t for t in sentence.tokens if t.head is None]
        assert len(roots) == 1
        assert [t.deprel == "root" for t in sentence.tokens] == [t.head is None for t in sentence.tokens]


def test_names_and_parse_of_a_plain_sentence(model: OnnxModel) -> None:
    """A plain sentence is read as a reader would."""
    report = Report("r", "", "Germany sent 200 soldiers to Mali on Tuesday.")
    (sentence,) = model.parse(report)
    words = {t.form: t for t in sentence.tokens}
    assert words["sent"].head is None
    assert sentence.tokens[words["Germany"].head].form == "sent"
    assert words["Germany"].deprel == "nsubj"
    assert words["soldiers"].deprel == "obj"
    assert words["sent"].lemma == "send"
    assert {(n.span.of(report.text), n.kind) for n in sentence.names} == {("Germany", "place"), ("Mali", "place")}


def test_company_changes_nothing(model: OnnxModel) -> None:
    """A report is read the same alone, among others, and in any order."""
    reports = [Report(str(i), "", TEXT[i * 7 :]) for i in range(5)]
    alone = [model.parse(report) for report in reports]
    assert model.parse_many(reports) == alone
    assert model.parse_many(reports[::-1]) == alone[::-1]


@given(st.text(max_size=300))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read(model: OnnxModel, text: str) -> None:
    """No text is too strange: what comes out points into it."""
    report = Report("r", "", text)
    for sentence in model.parse(report):
        assert all(token.span.of(text) == token.form for token in sentence.tokens)


def test_long_sentence_is_read(model: OnnxModel) -> None:
    """A sentence longer than the encoder takes is cut, not lost."""
    text = "ministers and " * 600 + "left."
    assert sum(len(s.tokens) for s in model.parse(Report("r", "", text))) >= 1200


def test_loading_leaves_nothing_behind(tmp_path: Path) -> None:
    """The runtime gathers no telemetry: a home folder stays as empty as it was (variables that would hush it unset)."""
    hushing = {"ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME"}
    clean = {name: value for name, value in os.environ.items() if name not in hushing and "CI" not in name.split("_")}
    code = "from dateline.language import load_model; load_model()"
    subprocess.run([sys.executable, "-c", code], env={**clean, "HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*")) == []
