"""Quotation marks of every fashion, well matched or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We are leaving,” she said.", ["We are leaving,"]),
        ('"We are leaving," she said. "At once."', ["We are leaving,", "At once."]),
        ("«Nous partons», she said.", ["Nous partons"]),
        ("„Wir gehen”, she said.", ["Wir gehen"]),
        ("``We are leaving,'' she said.", ["We are leaving,"]),
        ('“We are leaving," she said.', ["We are leaving,"]),
        ("It's the workers' plan, not John's.", []),
        ("Rebels 'ready to talk' as army leaves", ["ready to talk"]),
        ("He called it “a ‘dirty’ war” again.", ["a ‘dirty’ war"]),
        ("No mark at all.", []),
        ("", []),
    ],
)
def test_marks(text: str, inner: list[str]) -> None:
    """What stands between marks is found, whatever marks they are; apostrophes are none."""
    assert [quote.inner.of(text) for quote in find_quotes(text)] == inner


def test_an_open_mark_ends_with_its_paragraph() -> None:
    """A quotation without an end stops at the end of the paragraph and does not swallow the next."""
    text = "“We are leaving, she said.\n\nNothing more was heard."
    (quote,) = find_quotes(text)
    assert quote.span.of(text) == "“We are leaving, she said."
    assert not quote.closed
    assert not quote.goes_on


def test_a_quotation_goes_on_over_paragraphs() -> None:
    """A paragraph that leaves its marks open goes on where the next one opens anew."""
    text = "“First part.\n\n“Second part,” she said."
    first, second = find_quotes(text)
    assert first.goes_on
    assert not second.goes_on
    assert second.inner.of(text) == "Second part,"


@given(st.text(alphabet="ab .,\n“”\"'‘’«»`", max_size=60))
def test_mismatched_marks_never_raise(text: str) -> None:
    """Any jumble of marks gives stretches of the text, in order and apart from one another."""
    quotes = find_quotes(text)
    assert all(quote.span.covers(quote.inner) for quote in quotes)
    ends = [0, *(quote.span.end for quote in quotes)]
    assert all(end <= quote.span.start for end, quote in zip(ends, quotes, strict=False))
