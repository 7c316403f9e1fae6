"""A report is taken for a reprint only where nothing that it says is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import Credit, EventMention, Label, Report, Span, Trigger
from dateline.link import compare_wording, find_marks, least_shared
from dateline.link.reprints import SHORT, find_sentence, find_sentences

SENTENCES = (
    "Police in the port of Eskvik arrested 14 dockers on Tuesday after a strike closed the harbour for a third day.",
    "The interior minister, Ana Holm, said that the arrests were lawful and that nobody had been hurt.",
    "The dockers' union called for a general strike and accused the government of breaking its word.",
    "Nordhavn, which owns the harbour, had agreed in March to talks about wages that never began.",
    "Two ships with grain for Norra were waiting outside the port, the coast guard said.",
    "The president of Norra offered to mediate between the union and the company.",
    "In the capital some 300 people marched to the ministry and demanded that the men be freed.",
    "A court is to decide on Friday whether they stay in prison.",
)
BODY = " ".join(SENTENCES)
FIRST = Report("first", "Dockers held in Eskvik", BODY, date(2024, 5, 8), publisher="The Wire", language="en")
NUMBERED = Report("n", "Fourteen dockers held in Eskvik port strike", BODY, date(2024, 5, 8), language="en")


def later(**changes: object) -> Report:
    return replace(FIRST, **{"id": "later", "publisher": "The Post", **changes})


def test_long_enough() -> None:
    """The text of these tests is one that can be reprinted."""
    assert len(BODY.split()) > SHORT + 20


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        BODY.replace(" ", "  ").replace("the ", "The "),
        "\n\n".join(SENTENCES),
        " ".join(SENTENCES[:7]),
        " ".join((*SENTENCES[:2], *SENTENCES[3:])),
        BODY.replace("'", "’"),
    ],
)
def test_the_same_sentences_are_a_reprint(body: str) -> None:
    """Cut from the end, cut in the middle, set in other paragraphs, with other quotes: a reprint."""
    likeness = compare_wording(FIRST, later(body=body))
    assert 0.8 < likeness <= 1
    assert (likeness == 1) == (len(body.split()) >= len(BODY.split()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14 dockers", "15 dockers"),
        ("14 dockers", "fourteen dockers"),
        ("nobody had been hurt", "one man had been hurt"),
        ("were lawful", "were not lawful"),
        ("nobody had been hurt", "people had been hurt"),
        ("arrested", "may have arrested"),
        ("on Tuesday", "on Monday"),
        ("Ana Holm", "Eva Holm"),
        ("of Norra offered", "of Sudra offered"),
        ("said that the arrests", "denied that the arrests"),
        ("stay in prison.", "stay in prison. Three men were shot."),
        ("Police in", "The mayor resigned. Police in"),
        ("called for", "never called for"),
        ("were waiting", "were no longer waiting"),
        ("closed the harbour", "nearly closed the harbour"),
    ],
)
def test_what_says_anything_else_is_a_report(old: str, new: str) -> None:
    """Another number, name, day or negation, or a sentence more, in either direction: reports in their own right."""
    assert old in BODY
    changed = BODY.replace(old, new)
    assert compare_wording(FIRST, later(body=changed)) == 0
    assert compare_wording(later(body=changed), FIRST) == 0 or len(changed) > len(BODY) + 10


@pytest.mark.parametrize(
    ("title", "is_reprint"),
    [
        ("", True),
        ("Police arrest dockers as strike closes port of Eskvik", True),
        ("Police arrest 14 dockers in Eskvik", True),
        ("Police arrest 15 dockers in Eskvik", False),
        ("Police arrest twelve dockers in Eskvik", False),
        ("Police deny dockers were arrested in Eskvik", False),
        ("Dockers not arrested in Eskvik, police say", False),
        ("Prince opens bridge", False),
    ],
)
def test_a_headline_may_be_its_own(title: str, is_reprint: bool) -> None:
    """A paper's own headline is fine if it is about the story and brings no number and no negation."""
    assert bool(compare_wording(FIRST, later(title=title))) is is_reprint


def test_days_between() -> None:
    """Within three days words like "on Tuesday" mean the same; a week later, or without a day, they may not."""
    day = date(2024, 5, 8)
    near = [compare_wording(FIRST, later(published=day + timedelta(n))) > 0 for n in (-4, -3, 0, 3, 4, 7)]
    assert near == [False, True, True, True, False, False]
    assert compare_wording(FIRST, later(published=None)) == 0
    assert compare_wording(replace(FIRST, published=None), later(published=None)) == 1


def test_short_texts_must_be_equal_and_of_one_day() -> None:
    """One sentence is no reprint of another unless it is the same, on the same day."""
    one = Report("a", "", SENTENCES[0], date(2024, 5, 8))
    assert compare_wording(one, replace(one, id="b")) == 1
    assert compare_wording(one, replace(one, id="b", published=date(2024, 5, 9))) == 0
    assert compare_wording(one, replace(one, id="b", body=SENTENCES[0].replace("the port", "port"))) == 0
    assert compare_wording(replace(one, body=BODY), replace(one, id="b")) == 0
    assert compare_wording(one, replace(one, id="b", title="Dockers held")) == 0


def test_languages_and_places_of_filing_keep_apart() -> None:
    """The same words in another language, or filed from another town, are no reprint; a credit more or less is."""
    assert compare_wording(FIRST, later(language="fr")) == 0
    head = "ESKVIK, May 8 (Example Wire) - "
    credited = credit(FIRST, head, "ESKVIK")
    assert compare_wording(credited, later()) == 1
    assert compare_wording(FIRST, replace(credited, id="later")) == 1
    assert compare_wording(credited, credit(later(), head.replace("ESKVIK", "NORDBY"), "NORDBY")) == 0


def credit(report: Report, head: str, place: str) -> Report:
    begin = len(report.title) + 2
    span = Credit(Span(begin, begin + len(head)), Span(begin, begin + len(place)), None, "Example Wire")
    return replace(report, body=head + report.body, credit=span)


def test_a_mention_is_told_where_its_sentence_stands() -> None:
    """A reprint that was cut tells of what it still has, not of what was cut."""
    said = find_sentences(later(body=" ".join(SENTENCES[:6])))

    def told(words: str) -> bool:
        start = FIRST.text.index(words)
        trigger = Trigger(Span(start, start + len(words)), (Label("COERCE", 0.9),))
        return find_sentence(EventMention("m", "first", 0, trigger, "COERCE"), FIRST) in said

    assert (told("arrested"), told("offered"), told("held"), told("marched")) == (True, True, True, False)


def test_marks_of_short_and_empty_texts() -> None:
    """A short text has one mark, an empty one none, and neither needs more than one in common."""
    assert [len(find_marks(Report("a", "", text))) for text in ("", "?", "Two men met.")] == [0, 0, 1]
    assert least_shared(frozenset()) == least_shared(frozenset({1})) == 1


SAID = "police arrested miners in Lima Eskvik on Monday talks began 12 14 not the a minister said"
WORDS = st.sampled_from(SAID.split())
TEXTS = st.lists(
    st.lists(WORDS, min_size=6, max_size=14).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=20,
    max_size=40,
)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(TEXTS, st.data())
def test_every_cut_is_found_and_nothing_new_is_taken(sentences: list[str], data: st.DataObject) -> None:
    """Whatever was cut, the marks lead to it and the words say so; with one word more it is a report of its own."""
    first = Report("first", "", " ".join(sentences), date(2024, 5, 8))
    kept = sentences[: data.draw(st.integers(18, len(sentences)))]
    cut = Report("cut", "", " ".join(kept), date(2024, 5, 8))
    marks = find_marks(cut)
    if len(cut.body.split()) > 1.2 * SHORT:
        assert len(marks & find_marks(first)) >= least_shared(marks)
        assert compare_wording(first, cut) > 0
    at = data.draw(st.integers(0, len(kept) - 1))
    changed = [*kept[:at], kept[at].replace(".", " nowhere."), *kept[at + 1 :]]
    assert compare_wording(first, replace(cut, body=" ".join(changed))) == 0
