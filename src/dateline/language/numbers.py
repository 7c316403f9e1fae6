"""Numbers in words and digits: "twenty-one", "1,200", "half a dozen", "at least 12", "between 10 and 15"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.language.words import load_words

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+\.\d+")
_RANGE = re.compile(r"(\d+)[-–—](\d+)")
_TO = frozenset({"-", "–", "—", "to"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number among words: it covers words `start` up to `end` (not included), with what narrows it ("at least").

    `best` is None where the words name no number ("dozens"); `least` and `most` are the range they leave.
    """

    start: int
    end: int
    best: int | None
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language, ready for look-up."""

    words: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    bounds: dict[tuple[str, ...], str]
    none: frozenset[str]


@cache
def load_numbers(language: str = "en") -> NumberWords:
    """Return the number words of a language."""
    table = load_words(language, "numbers")
    values = {name: {word: int(value) for word, value in table[name].items()} for name in ("words", "scales", "vague")}
    bounds = {tuple(words.split()): kind for kind, several in table["bounds"].items() for words in several}
    return NumberWords(**values, bounds=bounds, none=frozenset(table["none"].split()))


def lookup_number(forms: Sequence[str], start: int, numbers: NumberWords | None = None) -> tuple[int, int] | None:
    """Return the value of the number that begins at word `start` (lower case) and the word after it, or None.

    "a" counts only before a scale ("a hundred", "half a dozen").
    """
    numbers = numbers or load_numbers()
    if grouped := _grouped_digits(forms, start):
        return grouped
    at = start
    total: float = 0
    current: float | None = None
    while at < len(forms):
        word = forms[at]
        if (value := _plain_value(word, numbers)) is not None and _continues(current, value, forms, at):
            current = (current or 0) + value
        elif (scale := numbers.scales.get(word)) and (current is not None or at > start):
            total, current = _scaled(total, current, scale)
        elif (skip := _glue(forms, at, start, numbers)) and (current is not None or at == start):
            at, current = at + skip, current if at > start else _opening(word)
            continue
        else:
            break
        at += 1
    return None if current is None or at == start else (round(total + current), at)


def _grouped_digits(forms: Sequence[str], start: int) -> tuple[int, int] | None:
    """Return a number whose groups of digits are words of their own ("8 , 616") and the word after it, or None."""
    if not (forms[start : start + 1] and forms[start].isdecimal() and len(forms[start]) <= 3):
        return None
    digits, at = forms[start], start + 1
    while forms[at : at + 1] == [","] and at + 1 < len(forms) and forms[at + 1].isdecimal() and len(forms[at + 1]) == 3:
        digits, at = digits + forms[at + 1], at + 2
    return (int(digits), at) if at > start + 1 else None


def _plain_value(word: str, numbers: NumberWords) -> float | None:
    """Return the value of one word of digits or letters; None if it is no number."""
    if (value := numbers.words.get(word)) is not None:
        return value
    if _DIGITS.fullmatch(word):
        return int(word.replace(",", ""))
    if _DECIMAL.fullmatch(word):
        return float(word)
    tens, dash, ones = word.partition("-")
    if dash and tens in numbers.words and ones in numbers.words:
        return numbers.words[tens] + numbers.words[ones]
    return None


def _continues(current: float | None, value: float, forms: Sequence[str], at: int) -> bool:
    """Say whether `value` goes on with the number read so far: "twenty one", "hundred five", never "five six"."""
    if current is None or current == 0:
        return True
    if forms[at][0].isdigit() or forms[at - 1][0].isdigit():
        return False
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and current % 100 >= 20 and value < 10)


def _scaled(total: float, current: float | None, scale: int) -> tuple[float, float]:
    """Return the two running sums after a scale word."""
    if scale >= 1000:
        return total + (current or 1) * scale, 0
    return total, (current or 1) * scale


def _glue(forms: Sequence[str], at: int, start: int, numbers: NumberWords) -> int:
    """Return how many words to step over: "a" before a scale, "and" or a hyphen inside a number."""
    after = forms[at + 1] if at + 1 < len(forms) else ""
    if at == start:
        if forms[at] == "half" and after == "a" and forms[at + 2 : at + 3] == ["dozen"]:
            return 2
        return int(forms[at] in {"a", "half"} and after in numbers.scales)
    if forms[at] == "-":
        return int(forms[at - 1] in numbers.words and numbers.words[forms[at - 1]] >= 20 and after in numbers.words)
    return int(forms[at] == "and" and forms[at - 1] in numbers.scales and after in numbers.words)


def _opening(word: str) -> float:
    """Return the value of the word before a scale: "half a dozen" is six."""
    return 0.5 if word == "half" else 1


def find_numbers(forms: Sequence[str], numbers: NumberWords | None = None) -> tuple[Number, ...]:
    """Return the numbers among lower-case words, in order, with the range that the words around them leave."""
    numbers = numbers or load_numbers()
    found, at = [], 0
    while at < len(forms):
        number = _number_at(forms, at, numbers)
        if number:
            found.append(number)
        at = number.end if number else at + 1
    return tuple(found)


def _number_at(forms: Sequence[str], at: int, numbers: NumberWords) -> Number | None:
    """Return the number whose value begins at word `at`, None if there is none."""
    if forms[at] in numbers.vague:
        return _vague_at(forms, at, numbers)
    if (joined := _RANGE.fullmatch(forms[at])) and int(joined[1]) < int(joined[2]):
        return Number(at, at + 1, None, int(joined[1]), int(joined[2]))
    read = lookup_number(forms, at, numbers)
    if not read:
        return None
    value, end = read
    begin, bound = _bound_before(forms, at, numbers)
    if end < len(forms) - 1 and (
        forms[end] in _TO or (forms[end] == "and" and forms[begin - 1 : begin] == ["between"])
    ):
        upper = lookup_number(forms, end + 1, numbers)
        if upper and upper[0] > value and bound in {"", "about"}:
            return Number(begin, upper[1], None, value, upper[0])
    if forms[end : end + 2] == ["or", "more"]:
        return Number(begin, end + 2, value, value, None)
    return _bounded(begin, end, value, bound)


def _vague_at(forms: Sequence[str], at: int, numbers: NumberWords) -> Number | None:
    """Return a number word without a number ("dozens", "tens of thousands", "several hundred")."""
    least, end = numbers.vague[forms[at]], at + 1
    if forms[end : end + 1] == ["of"] and forms[end + 1 : end + 2] and forms[end + 1] in numbers.vague:
        least, end = least * numbers.vague[forms[end + 1]] // 2, end + 2
    elif end < len(forms) and forms[end] in numbers.scales:
        least, end = least * numbers.scales[forms[end]], end + 1
    return Number(at, end, None, least, None)


def _bound_before(forms: Sequence[str], at: int, numbers: NumberWords) -> tuple[int, str]:
    """Return where the words that narrow the number begin, and what they say ("" if there are none)."""
    for length in (4, 3, 2, 1):
        if at >= length and (kind := numbers.bounds.get(tuple(forms[at - length : at]))):
            return at - length, kind
    return at, ""


def _bounded(start: int, end: int, value: int, bound: str) -> Number:
    """Return the number with the range of its bound; "more than 400" leaves 401 and more, its best reading is 400."""
    ranges: dict[str, tuple[int | None, int | None]] = {
        "": (value, value),
        "least": (value, None),
        "more": (value + 1, None),
        "most": (None, value),
        "fewer": (None, max(value - 1, 0)),
        "about": (None, None),
    }
    return Number(start, end, value, *ranges[bound])
