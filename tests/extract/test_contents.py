"""Contents made whole, widened to quotations and carried on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import Span
from dateline.extract.contents import Draft, carry_on, share_inside, tidy, trim, widen
from dateline.extract.quotes import find_quotes


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def draft(text: str, source: str, cue: str, content: str) -> Draft:
    return Draft(0, (at(text, source),), (at(text, cue),), (at(text, content),), None, None, "model", 1.0)


def words(one: Draft, text: str) -> list[str]:
    return [span.of(text) for span in one.content]


def test_a_content_grows_to_its_quotation() -> None:
    """A part of a quotation stands for all of it, over the bounds of sentences."""
    text = "“They came at night. They burned it,” Nasser said."
    grown = widen(draft(text, "Nasser", "said", "They burned it"), find_quotes(text), text)
    assert words(grown, text) == ["“They came at night. They burned it,”"]


def test_a_quotation_around_the_cue_is_not_taken() -> None:
    """Who speaks inside a quotation does not thereby speak all of it."""
    text = "“He said they left, and I wept,” Nasser recalled."
    grown = widen(draft(text, "He", "said", "they left"), find_quotes(text), text)
    assert words(grown, text) == ["they left"]


def test_a_quotation_goes_on_after_its_speaker() -> None:
    """Full sentences in marks after "Nasser said." are Nasser's."""
    text = "“They came at night,” Nasser said. “They burned it.”"
    (whole,) = carry_on([draft(text, "Nasser", "said", "“They came at night,”")], find_quotes(text), text)
    assert words(whole, text) == ["“They came at night,”", "“They burned it.”"]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    """A paragraph without a closing mark hands its speaker on to the next, one with a closing mark does not."""
    text = "“They came at night,” Nasser said. “They burned it.\n\n“They left at dawn.”"
    (whole,) = carry_on([draft(text, "Nasser", "said", "“They came at night,”")], find_quotes(text), text)
    assert words(whole, text)[1:] == ["“They burned it.", "“They left at dawn.”"] or words(whole, text)[1:] == [
        "“They burned it.\n\n“They left at dawn.”"
    ]
    text = text.replace("it.\n", "it.”\n")
    (part,) = carry_on([draft(text, "Nasser", "said", "“They came at night,”")], find_quotes(text), text)
    assert words(part, text) == ["“They came at night,”", "“They burned it.”"]


def test_scare_quotes_are_not_carried_on() -> None:
    """A word in marks in the next sentence belongs to nobody."""
    text = "“They came at night,” Nasser said. The “heroes” burned it."
    (whole,) = carry_on([draft(text, "Nasser", "said", "“They came at night,”")], find_quotes(text), text)
    assert words(whole, text) == ["“They came at night,”"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [(", that they left.", "that they left"), ("“all of it.” ", "“all of it.”"), (" — ", None), ("…", None)],
)
def test_trim(text: str, kept: str | None) -> None:
    """Marks and blanks at the edges go, closing quotation marks stay."""
    span = trim(Span(0, len(text)), text)
    assert (span.of(text) if span else None) == kept


def test_share_inside() -> None:
    """Half a content in marks counts as half."""
    text = "abcd “efgh”"
    assert share_inside([Span(0, 5), Span(5, 11)], find_quotes(text)) == pytest.approx(6 / 11)
    assert share_inside([], find_quotes(text)) == 0.0


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=5)


@given(spans, spans, st.text(alphabet="ab ,.“”", min_size=40, max_size=40))
def test_tidy_is_in_order_and_apart(content: list[Span], without: list[Span], text: str) -> None:
    """Whatever comes in, the stretches come out in order, apart, and clear of what was left out."""
    tidied = tidy(content, without, text)
    assert all(a.end <= b.start for a, b in pairwise(tidied))
    assert all(len(s) and s.of(text).strip() for s in tidied)
