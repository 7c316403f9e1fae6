"""Quotation marks: which stretches of a report stand inside them.

Curly, straight, angled and doubled marks, mixed as newspapers mix them; a mark without a partner never raises an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.core import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[“”„‟«»\"]|``|''|,,")
_SENTENCE_END = re.compile(r"[.?!]['’]?(?=[\s.])")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\S)(?P<words>[^‘\n]{2,300}?)(?<=\S)[’'](?!\w)")
_OPENS, _CLOSES = frozenset("“„‟«") | {"``", ",,"}, frozenset("”»")


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch inside quotation marks, within one paragraph.

    Attributes:
        span: the stretch with its marks.
        inner: the stretch without them.
        closed: whether a closing mark was found; without one the stretch ends with the paragraph.
        goes_on: whether the next paragraph takes up the same quotation (it opens anew where this one did not close).
        single: whether single marks were used.
    """

    span: Span
    inner: Span
    closed: bool = True
    goes_on: bool = False
    single: bool = False


@lru_cache(maxsize=16)  # every mention of a report asks for them
def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the quotations of a report in the order of the text; marks inside a quotation are part of it."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    found: list[Quote] = []
    for number, (start, end) in enumerate(paragraphs):
        follower = text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        found.extend(_quotes_of(text, start, end, opens_anew=follower in {"“", '"', "«", "„"}))
    return tuple(found)


def _quotes_of(text: str, start: int, end: int, *, opens_anew: bool) -> Iterator[Quote]:
    """Yield the quotations of one paragraph: those in double marks, and those in single marks between them."""
    outside, last = start, None
    for quote in _double_quotes(text, start, end, opens_anew=opens_anew):
        yield from _single_quotes(text, outside, quote.span.start)
        outside, last = quote.span.end, quote
        yield Quote(quote.span, quote.inner, quote.closed, goes_on=opens_anew and not quote.closed)
    if last is None or last.closed:
        yield from _single_quotes(text, outside, end)


def _double_quotes(text: str, start: int, end: int, *, opens_anew: bool) -> Iterator[Quote]:
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is not None and _must_open(text, mark):
            yield from _unclosed(text, opened, mark.start(), to_the_end=False)
            opened = mark
        elif opened is None:
            opened = mark if _may_open(text, mark) else None
        elif _may_close(text, mark):
            if _lost_its_end(text, opened.end(), mark.start()):
                yield from _unclosed(text, opened, mark.start(), to_the_end=False)
                opened = None
                continue
            yield Quote(Span(opened.start(), mark.end()), Span(opened.end(), mark.start()))
            opened = None
    if opened is not None:
        yield from _unclosed(text, opened, end, to_the_end=opens_anew)


def _unclosed(text: str, opened: re.Match[str], end: int, *, to_the_end: bool) -> Iterator[Quote]:
    """Yield a quotation that nothing closes: its first sentence, or all of its paragraph where the next goes on."""
    if not to_the_end:
        first = next(_SENTENCE_END.finditer(text, opened.end(), end), None)
        end = first.end() if first else end
    if end - opened.end() > 1:
        yield Quote(Span(opened.start(), end), Span(opened.end(), end), closed=False)


def _lost_its_end(text: str, start: int, end: int) -> bool:
    """Say whether a closing mark belongs to another quotation: sentences end before it, yet none ends at it."""
    return text[end - 1 : end].isalnum() and _SENTENCE_END.search(text, start, end) is not None


def _must_open(text: str, mark: re.Match[str]) -> bool:
    """Say whether a mark can only begin a quotation: an opening one, or a straight one after a sentence."""
    if mark.group() in _OPENS:
        return True
    before = text[max(0, mark.start() - 2) : mark.start()]
    return (
        mark.group() == '"' and bool(re.fullmatch(r"[.?!]\s", before)) and text[mark.end() : mark.end() + 1].isalnum()
    )


def _may_open(text: str, mark: re.Match[str]) -> bool:
    """Say whether the mark can begin a quotation: it is an opening one, or a straight one before a word."""
    if mark.group() in _OPENS:
        return True
    return mark.group() not in _CLOSES and text[mark.end() : mark.end() + 1].strip() not in {"", ",", "."}


def _may_close(text: str, mark: re.Match[str]) -> bool:
    """Say whether the mark can end a quotation: any that is no opening one, unless it stands before a word."""
    if mark.group() in _OPENS:
        return False
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark.group() in _CLOSES or not (before.isspace() and after.isalnum())


def _single_quotes(text: str, start: int, end: int) -> Iterator[Quote]:
    for match in _SINGLE.finditer(text, start, end):
        yield Quote(Span(*match.span()), Span(*match.span("words")), single=True)
