"""Finds time expressions in sentences and in plain text; what they mean is reckoned elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.core import Sentence, Span
from dateline.resolve.time_words import LEVELS, Grammar, Item, Meaning, Pattern, find_items, load_grammar

_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_NAMES_THAT_HIDE = frozenset({"person", "organization", "group"})
# Points of these rules can still be joined to another: "two days after" + "Christmas", "Monday" + "at 7 p.m.".
_JOINED = frozenset({"weekday", "month", "date", "unit", "weekend", "relative", "daypart", "overnight", "part", "year"})
_OPEN = frozenset({"steps", "clock", "length"})


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time.

    Attributes:
        span: the words with the preposition that leads them ("on Monday"), in the text of record.
        core: the words without it ("Monday").
        text: the words of `span`.
        meaning: what they say, to be reckoned with `resolve_time`.
    """

    span: Span
    core: Span
    text: str
    meaning: Meaning

    @property
    def rule(self) -> str:
        """The rule of the grammar under which the expression stands ("weekday", "since")."""
        return self.meaning.rule


class _This:
    """One sentence as a key: the same object, not one that says the same, so that asking again costs nothing."""

    __slots__ = ("sentence",)

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __hash__(self) -> int:
        return id(self.sentence)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.sentence is other.sentence


def find_times(sentence: Sentence) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a sentence in order; the parse decides of words like "May", "march" and "Sun"."""
    return _times_of(_This(sentence))


@lru_cache(maxsize=256)
def _times_of(this: _This) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a sentence; several events of a report ask for them."""
    sentence = this.sentence
    return _shifted(_found(text_of(sentence), _blocked(sentence)), sentence.span.start)


def find_times_in(text: str, start: int = 0) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a plain text that stands at `start` in the text of record."""
    return _shifted(_found(text, frozenset()), start)


def text_of(sentence: Sentence) -> str:
    """Return the text of a sentence as its words give it, blanks between them."""
    pieces, at = [], sentence.span.start
    for token in sentence.tokens:
        if token.span.start > at:
            pieces.append(" " * (token.span.start - at))
        if token.span.end > at:
            length = token.span.end - max(at, token.span.start)
            pieces.append(token.form[-length:].rjust(length))
            at = token.span.end
    return "".join(pieces)


def _shifted(found: Sequence[TimeExpression], start: int) -> tuple[TimeExpression, ...]:
    """Return expressions of a sentence with spans of the whole text."""
    return tuple(TimeExpression(_moved(t.span, start), _moved(t.core, start), t.text, t.meaning) for t in found)


def _moved(span: Span, start: int) -> Span:
    """Return a span moved to the right."""
    return Span(span.start + start, span.end + start)


def _blocked(sentence: Sentence) -> frozenset[int]:
    """Return where words begin that are no times here: parts of people's names, or of other parts of speech."""
    grammar = load_grammar()
    ambiguous: Mapping[str, str] = grammar.table["ambiguous"]
    start, hidden = sentence.span.start, set()
    names = [name.span for name in sentence.names if name.kind in _NAMES_THAT_HIDE and len(name.span) > 3]
    for token in sentence.tokens:
        word = token.form.lower().rstrip(".")
        if word not in grammar.words:
            continue
        is_other = word in grammar.lists["ambiguous"] and not _is_time_word(word, token.upos, ambiguous, grammar)
        if is_other or any(name.covers(token.span) for name in names):
            hidden.add(token.span.start - start)
    return frozenset(hidden)


def _is_time_word(word: str, upos: str, ambiguous: Mapping[str, str], grammar: Grammar) -> bool:
    """Say whether a word of two meanings is a time under its part of speech."""
    values = grammar.words[word][1]
    return any(upos in ambiguous[name].split() for name in values if name in ambiguous and name != "words")


@lru_cache(maxsize=256)
def _found(text: str, blocked: frozenset[int]) -> tuple[TimeExpression, ...]:
    """Return the expressions of a text, with spans in it."""
    grammar = load_grammar()
    if not (_DIGIT.search(text) or not grammar.core_words.isdisjoint(_LETTERS.findall(text.lower()))):
        return ()
    row = find_items(text, grammar, blocked)
    if not any(item.sign in grammar.cores for item in row):
        return ()
    row = _reduced(row, "points", grammar)
    row = _reduced(_reduced(row, "parts", grammar), "parts", grammar)
    row = _reduced(row, "relations", grammar)
    return tuple(_expression(text, row, at, grammar) for at, item in enumerate(row) if "N" in item.values)


def _expression(text: str, row: Sequence[Item], at: int, grammar: Grammar) -> TimeExpression:
    """Return the expression of a finished point, with the preposition before it."""
    item, first = row[at], at
    while first > 0 and row[first - 1].word in grammar.lists["leads"] and "N" not in row[first - 1].values:
        first -= 1
    start = row[first].start
    return TimeExpression(Span(start, item.end), Span(item.start, item.end), text[start : item.end], item.values["N"])


def _reduced(row: list[Item], level: str, grammar: Grammar) -> list[Item]:
    """Return a row in which every stretch that a pattern of the level matches has become one finished point."""
    assert level in LEVELS
    signs, patterns = "".join(item.sign for item in row), grammar.patterns[level]
    done: list[Item] = []
    at = 0
    while at < len(row):
        point = _point_at(row, signs, at, patterns, grammar)
        done.append(point[0] if point else row[at])
        at = point[1] if point else at + 1
    return done


def _point_at(
    row: Sequence[Item], signs: str, at: int, patterns: Mapping[str, Sequence[Pattern]], grammar: Grammar
) -> tuple[Item, int] | None:
    """Return the longest point that begins at an item, and the item after it; of equals the first pattern wins."""
    best: tuple[Item, int] | None = None
    for pattern in patterns.get(signs[at], ()):
        match = pattern.match(signs, at)
        if match is None or (best and match.end() <= best[1]):
            continue
        values = {
            name: row[match.start(name)].values[pattern.classes[name]] for name in match.groupdict() if match[name]
        }
        if _is_sound(pattern.rule, values, row, at, match.end(), grammar):
            best = _point(pattern.rule, values, row[at].start, row[match.end() - 1].end, grammar), match.end()
    return best


def _point(rule: str, values: Mapping[str, Any], start: int, end: int, grammar: Grammar) -> Item:
    """Return the item of a finished point."""
    meaning = Meaning(rule, values)
    kept = {"N": meaning, rule: meaning} if rule in _OPEN else {"N": meaning}
    return Item(start, end, "", grammar.sign_of(list(kept)), kept)


def _is_sound(
    rule: str, values: Mapping[str, Any], row: Sequence[Item], start: int, end: int, grammar: Grammar
) -> bool:
    """Say whether a match is a time after all: short and doubtful words need a word beside them that makes them one."""
    before = row[start - 1].word if start else ""
    after = row[end].word if end < len(row) else ""
    if before in grammar.lists["repeated"]:
        return False
    if rule == "year":
        return _is_year(values["year"], before, after, row[start].word, grammar)
    if rule == "decade" and values["decade"] < 100:
        return _is_of_century(row, start)
    if rule == "both":
        return values["N"].rule in _JOINED and values["until"].rule in _JOINED
    if rule in {"before", "after", "the_unit"}:
        return _ends_well(rule, values, after, grammar)
    return end > start + 1 or _stands_alone(rule, row, start, grammar)


def _is_of_century(row: Sequence[Item], start: int) -> bool:
    """Say whether a decade without its century is one of years: "the early '70s", not "his thirties"."""
    words = [item.word for item in row[max(0, start - 3) : start + 1]]
    return words[-1] == "the" or words[-1].startswith("'") or "the" in words[:-1]


def _ends_well(rule: str, values: Mapping[str, Any], after: str, grammar: Grammar) -> bool:
    """Say whether the words go no further: not "after Monday's vote", not "the last day of the trial"."""
    if rule == "the_unit":
        return after != "of" or values.get("which") in {"past", "coming"}
    return not after or after in grammar.lists["free"]


def _stands_alone(rule: str, row: Sequence[Item], start: int, grammar: Grammar) -> bool:
    """Say whether one word may be a time by itself, or by the word before it."""
    before = row[start - 1].word if start else ""
    if rule == "season":
        two_before = row[start - 2].word if start > 1 and before == "the" else before
        return two_before in grammar.lists["seasonal"]
    return row[start].word not in grammar.lists["shy"] or before in grammar.lists["beside"]


def _is_year(year: int, before: str, after: str, first: str, grammar: Grammar) -> bool:
    """Say whether a number of four digits is a year: in our reach, no sum of money and no count of things."""
    if not 1400 <= year <= 2100 or before in {"$", "€", "£", "#", "no", "/", "."}:
        return False
    counted = after in grammar.lists["counted"] or (after.isalpha() and after.endswith("s") and len(after) > 3)
    return first in {"the", "year"} or not counted
