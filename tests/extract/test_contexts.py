"""A report belongs to the contexts that its words tell of, each with the words as evidence."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dateline.codebook import load_codebook
from dateline.core import Report, Sentence, Span, Token
from dateline.extract.contexts import find_contexts
from dateline.language import load_model

CASES = YAML(typ="safe", pure=True).load(Path(__file__).parent.parent / "cases" / "contexts.yaml")


def made(text, index=0, start=0):
    """A sentence of words that know nothing but their form."""
    tokens, at = [], start
    for word in text.split():
        tokens.append(Token(Span(at, at + len(word)), word, word.lower(), "NOUN", (), None, "dep"))
        at += len(word) + 1
    return Sentence(index, Span(start, at - 1), tuple(tokens))


def codes(text, sentences, title=""):
    return {code for code, _ in find_contexts(Report("r", title, text), sentences, load_codebook())}


@pytest.fixture(scope="module")
def model():
    return load_model()


def test_cases_are_there():
    """The table has a case for each of the 37 contexts, and cases that only look like one."""
    contexts = {code for case in CASES for code in case.get("found", ())}
    assert contexts == set(load_codebook().contexts)
    assert sum("found" not in case for case in CASES) >= 4


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_case(model, case):
    """The contexts of a short report hold those expected and none of those excluded."""
    report = Report("r", "", case["text"])
    found = {code for code, _ in find_contexts(report, model.parse(report), load_codebook())}
    assert set(case.get("found", ())) <= found
    assert not set(case.get("absent", ())) & found


def test_evidence_quotes_the_words():
    """The evidence points at the first cue and names the cues with what they weigh."""
    text = "Lawmakers opened the parliament"
    ((code, evidence),) = find_contexts(Report("r", "", text), (made(text),), load_codebook())
    assert code == "legislative"
    assert evidence.field == "contexts"
    assert evidence.span.of(text) == "Lawmakers"
    assert '"lawmakers", "parliament"' in evidence.rule
    assert 0.5 <= evidence.score < 1


def test_weak_cues_never_suffice():
    """However many weak cues there are, a context needs a strong one."""
    text = "president minister president minister president minister"
    assert "executive" not in codes(text, (made(text),))
    assert "executive" in codes(text + " cabinet", (made(text + " cabinet"),))


def test_a_long_report_must_say_more():
    """One cue is enough for a short report, too little for a long one, and counts twice in its title."""
    cue, rest = "The parliament met", "Nothing else was said"
    short = (made(cue),)
    long = (made(cue), *(made(rest, i, 100 * i) for i in range(1, 6)))
    text = cue + " " * 2000
    assert codes(text, short) == {"legislative"}
    assert codes(text, long) == set()
    assert codes(text, long, title=cue) == {"legislative"}


def test_the_longest_cue_counts_once():
    """A phrase that holds a shorter cue of the same context is one hit."""
    text = "nuclear weapon"
    ((_, evidence),) = (
        pair for pair in find_contexts(Report("r", "", text), (made(text),), load_codebook()) if pair[0] == "cbrn"
    )
    assert "1 cues of cbrn" in evidence.rule
    assert evidence.span == Span(0, 14)


@pytest.mark.parametrize(
    ("word", "found"), [("NATO", {"military"}), ("nato", set()), ("UN", {"diplomatic"}), ("un", set())]
)
def test_acronyms_keep_their_case(word, found):
    """A cue in capitals is met only as it is written."""
    text = f"they praised {word} today"
    assert codes(text, (made(text),)) == found


def test_hyphens_and_plurals_do_not_matter():
    """A cue with a hyphen is met in one word or several, a plural by its singular."""
    for text in ("a cyber-attack again", "a cyber attack again", "two cyber attacks again"):
        assert "cyber" in codes(text, (made(text),))


def test_names_of_persons_tell_nothing():
    """A cue that is the name of a person is passed over."""
    from dateline.core import Name

    text = "Grace Tank spoke"
    sentence = made(text)
    named = replace(sentence, names=(Name(Span(0, 10), "person", 0.9),))
    assert codes(text, (sentence,)) == {"military"}
    assert codes(text, (named,)) == set()


def test_contexts_are_cheap():
    """A sentence of thirty words takes far less than a millisecond."""
    text = " ".join(["The parliament of the republic debated a new bill on trade"] * 3)
    sentences = tuple(made(text, i) for i in range(50))
    report, codebook = Report("r", "", text), load_codebook()
    find_contexts(report, sentences, codebook)
    begin = time.perf_counter()
    find_contexts(report, sentences, codebook)
    assert (time.perf_counter() - begin) / len(sentences) < 0.001
