"""Through what a source spoke, and to whom: phrases near its cue, read off the surface (trees err on them most)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from dateline.core import Span
from dateline.extract.cues import CueWords
from dateline.extract.trees import Tree

Phrase = tuple[str, int, int]
"""A preposition ("" for none), first and last word of the noun phrase behind it."""

_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "X", "SYM"})
_LONGEST = 10


def find_channel(tree: Tree, cue: int, source: Iterable[Span], cues: CueWords) -> Span | None:
    """Return the words of the medium through which a source spoke ("on Twitter", "in a statement"), None if absent."""
    spans = tuple(source)
    for form, first, last in _phrases_near(tree, cue):
        words = [tree.tokens[i].form.lower() for i in range(first, last + 1)]
        span = Span(tree.tokens[first].span.start, tree.tokens[last].span.end)
        if form in tree.closed.media and _is_medium(words, cues) and not any(span.overlaps(s) for s in spans):
            return span
    return None


def _is_medium(words: list[str], cues: CueWords) -> bool:
    """Say whether words name a medium: its kind, a platform, or an outlet."""
    pairs = {f"{a} {b}" for a, b in pairwise(words)}
    return any(word in cues.social or word in cues.outlets for word in {*words, *pairs}) or (
        words[-1] in cues.channels or words[0] in cues.channels or bool(pairs & cues.channels)
    )


def find_listeners(tree: Tree, cue: int, source: Iterable[Span], cues: CueWords) -> tuple[Span, ...]:
    """Return the words of those whom a source told, compound ones one by one."""
    spans = tuple(source)
    tells = tree.tokens[cue].form.lower() in cues.telling
    found: list[Span] = []
    last = -1
    for form, first, end in _phrases_after(tree, cue):
        joins = bool(found) and form in tree.closed.listed and first == last + 2
        told = form == "" and tells and first == cue + 1
        if joins or told or (form in tree.closed.hearers and _can_listen(tree, first, end, cues)):
            found.append(Span(tree.tokens[first].span.start, tree.tokens[end].span.end))
            last = end
    return tuple(span for span in found if not any(span.overlaps(s) for s in spans))


def listeners_of(tree: Tree, cue: int, cues: CueWords) -> frozenset[int]:
    """Return the words of a listener right after a verb of telling: they are no content."""
    found = find_listeners(tree, cue, (), cues) if tree.tokens[cue].form.lower() in cues.telling else ()
    return frozenset(i for span in found for i in tree.sentence.tokens_in(span))


def _can_listen(tree: Tree, first: int, last: int, cues: CueWords) -> bool:
    """Say whether a phrase after "to" is somebody: a name, a pronoun, or people who listen."""
    tokens = tree.tokens[first : last + 1]
    return any(t.upos in {"PROPN", "PRON"} or t.form.lower() in cues.listeners for t in tokens)


def _phrases_near(tree: Tree, cue: int) -> Iterator[Phrase]:
    """Yield the phrases after a cue, then those that open its sentence: "In a statement, the ministry said"."""
    yield from _phrases_after(tree, cue)
    if cue > 0 and tree.tokens[0].upos == "ADP":
        yield from _phrases(tree, 0, min(cue, _LONGEST))


def _phrases_after(tree: Tree, cue: int) -> Iterator[Phrase]:
    """Yield the phrases between a cue and what it introduces."""
    end = cue + 1
    while end < len(tree.tokens) and end - cue <= 2 * _LONGEST and not _introduces(tree, end):
        end += 1
    yield from _phrases(tree, cue + 1, end)


def _introduces(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    is_mark = token.form in {".", ":", ";", "“", '"', "”"} or tree.form(index) in tree.closed.clause_marks
    return is_mark or token.upos in {"SCONJ", "AUX"}


def _phrases(tree: Tree, start: int, end: int) -> Iterator[Phrase]:
    """Yield runs of nominal words with the preposition or conjunction before each."""
    index = start
    while index < end:
        if not _is_nominal(tree, index, begins=index == start):
            index += 1
            continue
        last = index
        while last + 1 < end and _is_nominal(tree, last + 1, begins=False):
            last += 1
        before = tree.tokens[index - 1] if index > start or start == 0 else None
        yield (before.form.lower() if before is not None and index > 0 else "", index, last)
        index = last + 1


def _is_nominal(tree: Tree, index: int, *, begins: bool) -> bool:
    token = tree.tokens[index]
    if token.upos in _NOMINAL or token.form in {"’s", "'s", "-", "&"}:
        return tree.form(index) not in tree.closed.clause_marks
    return not begins and token.form[:1].isupper() and tree.tokens[index - 1].upos in _NOMINAL | {"PART"}
