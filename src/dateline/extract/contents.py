"""Contents of attributions as stretches of text: made whole, widened to quotations, carried on over sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core import Sentence, Span
from dateline.extract.quotes import Quote

_EDGE = frozenset(" \t\n\u00a0,.;:-–—")
_BETWEEN = re.compile(r"[\s,.;:\-–—“”\"'‘’()\[\]…]*")
_OPENING = frozenset("“\"'‘«`")
_CLOSING = frozenset("”\"'’»)")


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in the making.

    Attributes:
        sentence: index of the sentence in which the cue stands.
        source, cue, content: stretches of text.
        cue_word, speaker: the main word of the cue and the word that speaks, in that sentence; None if unknown.
        rule: what gave it: "model" or the name of a rule.
        score: how likely it is right.
    """

    sentence: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_word: int | None
    speaker: int | None
    rule: str
    score: float


def tidy(spans: Iterable[Span], without: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return stretches in order, joined where only marks lie between, without those `without`, with clean edges."""
    left_out = sorted(without)
    pieces = [piece for span in _joined(sorted(spans), left_out, text) for piece in _minus(span, left_out)]
    return tuple(piece for span in pieces if (piece := trim(span, text)))


def _joined(spans: Sequence[Span], without: Sequence[Span], text: str) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        if found and _touch(found[-1], span, without, text):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _touch(first: Span, second: Span, without: Sequence[Span], text: str) -> bool:
    """Say whether two stretches overlap, or only marks lie between them (and nothing of source or cue)."""
    if second.start <= first.end:
        return True
    gap = Span(first.end, second.start)
    return _BETWEEN.fullmatch(gap.of(text)) is not None and not any(gap.overlaps(other) for other in without)


def _minus(span: Span, without: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for other in without:
        if other.start < span.end and start < other.end:
            if start < other.start:
                yield Span(start, other.start)
            start = other.end
    if start < span.end:
        yield Span(start, span.end)


def trim(span: Span, text: str) -> Span | None:
    """Return a stretch without blanks and marks at its edges, None if no letter is left; closing marks stay."""
    start, end = span.start, span.end
    while start < end and (text[start] in _EDGE or text[start] in {"”", "»", ")"}):
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    if end < len(text) and text[end] in ".," and text[end + 1 : end + 2] in _CLOSING and _opens(text[start:end]):
        end += 2
    elif end < len(text) and text[end] in _CLOSING and _opens(text[start:end]):
        end += 1
    return Span(start, end)


def _opens(words: str) -> bool:
    """Say whether a quotation is open at the end of the words."""
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def univocal(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Return the drafts without what they took from other sentences that have a voice of their own there."""
    spoken: dict[int, list[Span]] = {}
    for draft in drafts:
        spoken.setdefault(draft.sentence, []).extend(draft.content)
    found = []
    for draft in drafts:
        own = sentences[draft.sentence].span
        others = [s for number, spans in spoken.items() if number != draft.sentence for s in spans]
        kept = tuple(s for s in draft.content if s.overlaps(own) or not any(s.overlaps(other) for other in others))
        found.append(replace(draft, content=kept))
    return found


def drop_loose_end(draft: Draft, own: Span, text: str) -> Draft:
    """Return the draft without plain words behind its cue where a quotation before the cue is the content."""
    if not draft.cue or not any(s.end <= draft.cue[0].start and text[s.start] in _OPENING for s in draft.content):
        return draft
    after = draft.cue[-1].end
    kept = tuple(s for s in draft.content if s.start < after or not s.overlaps(own) or text[s.start] in _OPENING)
    return replace(draft, content=kept)


def widen(draft: Draft, quotes: Sequence[Quote], text: str) -> Draft:
    """Return the draft with its content grown to every quotation of which it holds a part."""
    around = Span(min(s.start for s in draft.cue), max(s.end for s in draft.cue)) if draft.cue else Span(0, 0)
    near = quotes_near(draft.content, quotes)
    grown = [q.span for q in near if not q.span.covers(around) and _share(draft.content, q.span) >= SHARE_TO_WIDEN]
    return replace(draft, content=tidy((*draft.content, *grown), (*draft.source, *draft.cue), text))


def quotes_near(spans: Sequence[Span], quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotations between the first and the last character of stretches in order."""
    if not spans:
        return []
    start, end = spans[0].start, spans[-1].end
    return [q for q in quotes if q.span.start < end and q.span.end > start]


SHARE_TO_WIDEN = 0.1
"""A content that holds this share of a quotation is taken to hold all of it."""


def _share(spans: Iterable[Span], whole: Span) -> float:
    inside = sum(max(0, min(s.end, whole.end) - max(s.start, whole.start)) for s in spans)
    return inside / max(1, len(whole))


def share_inside(spans: Sequence[Span], quotes: Iterable[Quote]) -> float:
    """Return the share of a content that stands inside quotation marks."""
    total = sum(map(len, spans))
    near = quotes_near(spans, tuple(quotes))
    inside = sum(max(0, min(s.end, q.span.end) - max(s.start, q.span.start)) for s in spans for q in near)
    return inside / total if total else 0.0


def carry_on(drafts: Sequence[Draft], quotes: Sequence[Quote], text: str) -> list[Draft]:
    """Return the drafts with every quotation that goes on after its speaker was named added to the content before it.

    A quotation that nobody has goes to the speaker of the one before it in the same paragraph, or of the paragraph
    before where that left its marks open.
    """
    owned = list(drafts)
    before: tuple[Quote, int] | None = None
    for quote in quotes:
        owner = next((i for i, d in enumerate(owned) if any(s.overlaps(quote.span) for s in d.content)), None)
        if owner is None and before is not None and _follows(quote, *before, owned, text):
            owner = before[1]
            more = (*owned[owner].content, quote.span)
            owned[owner] = replace(owned[owner], content=tidy(more, (*owned[owner].source, *owned[owner].cue), text))
        before = (quote, owner) if owner is not None else None
    return owned


def _follows(quote: Quote, last: Quote, owner: int, drafts: Sequence[Draft], text: str) -> bool:
    """Say whether a quotation continues the one before it: full sentences, and no other voice between."""
    between = text[last.span.end : quote.span.start]
    inner = quote.inner.of(text).strip()
    full = inner[:1].isupper() and inner[-1:] in ".?!…,—-" and len(inner.split()) >= 3
    if "\n" in between:
        return last.goes_on and not between.strip()
    gap = Span(last.span.end, quote.span.start)
    others = any(gap.overlaps(c) for i, d in enumerate(drafts) if i != owner for c in d.cue)
    return full and not others
