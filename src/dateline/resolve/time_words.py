"""The time grammar of a language: its words as classes, its patterns as expressions over rows of classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dateline.language.numbers import NumberWords, load_numbers, lookup_number
from dateline.language.words import load_words

Value = Any  # int or str for a word, Meaning for a point inside another expression
LEVELS = ("points", "parts", "relations")
_LISTS = (
    "leads",
    "repeated",
    "seasonal",
    "shy",
    "beside",
    "counted",
    "free",
    "since",
    "past_auxiliaries",
    "perfect_auxiliaries",
    "past_perfect",
)
# Without a word of one of these classes no text names a time.
_CORES = frozenset(
    ["weekday", "month", "unit", "moment", "daypart", "season", "relative", "decade", "quartername", "year", "iso"]
) | {"numeric", "clock", "holiday", "era", "=overnight", "=then"}
_WHOLE = frozenset({"weekday", "month", "relative", "step", "ordinal", "few", "decade", "quartername"})
_ELEMENT = re.compile(r"<([\w]+)(?::(\w+))?>(\?)?|(\()|(\)\??)|(\|)|([^\s()|<>?]+)(\?)?")
_SHAPES = (
    ("number",),
    ("day", "number"),
    ("number", "year"),
    ("ordinal",),
    ("decade",),
    ("iso",),
    ("numeric",),
    ("clock",),
    ("N",),
    ("N", "steps"),
    ("N", "clock"),
    ("N", "length"),
)
OTHER = "."
_PIECE = re.compile(r"\(\?P<\w+>\[[^]]*\]\)\??|\[[^]]*\]\??|\(\?:|\)\??|\|")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression says before it is reckoned: its rule and its values (a point inside is a Meaning)."""

    rule: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a number or a finished point in a row: where it stands, the sign of its classes, and their values."""

    start: int
    end: int
    word: str
    sign: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: the rule that it belongs to and its expression, whose groups are named after what they keep.

    Expressions are compiled when they are first tried: most reports need few of them.
    """

    rule: str
    expression: str
    classes: Mapping[str, str]

    def match(self, signs: str, at: int) -> re.Match[str] | None:
        """Return the match that begins at a place in a row of signs, None if there is none."""
        return _compiled(self.expression).match(signs, at)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Return an expression, compiled once."""
    return re.compile(expression)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words and patterns of a language; `patterns[level][sign]` are those that may begin with a sign."""

    signs: Mapping[frozenset[str], str]
    words: Mapping[str, tuple[str, Mapping[str, Value]]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    patterns: Mapping[str, Mapping[str, tuple[Pattern, ...]]]
    cores: frozenset[str]
    core_words: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    numbers: NumberWords
    table: Mapping[str, Any]

    def sign_of(self, classes: Sequence[str]) -> str:
        """Return the sign of a set of classes, that of any other word if no pattern knows it."""
        return self.signs.get(frozenset(classes), OTHER)


@cache
def load_grammar(language: str = "en") -> Grammar:
    """Return the time grammar of a language."""
    table, numbers = load_words(language, "times"), load_numbers(language)
    values = _word_values(table["words"])
    for word, number in numbers.words.items():
        values.setdefault(word, {}).setdefault("number", number)
    literals = {
        e[7]
        for level in LEVELS
        for block in table[level].values()
        for p in block.splitlines()
        for e in _elements(p)
        if e[7]
    }
    for literal in literals:
        values.setdefault(literal, {})[f"={literal}"] = literal
    sets = {frozenset(v) for v in values.values()} | {frozenset(s) for s in _SHAPES} | _phrase_sets(table["phrases"])
    signs = {s: chr(0x4E00 + i) for i, s in enumerate(sorted(sets, key=sorted))}
    by_class = _signs_by_class(signs)
    return Grammar(
        signs,
        {word: (signs[frozenset(v)], v) for word, v in values.items()},
        _phrases(table["phrases"], signs),
        {level: _by_sign(table[level], by_class) for level in LEVELS},
        frozenset(sign for classes, sign in signs.items() if classes & _CORES),
        frozenset(w for w, v in values.items() if v.keys() & _CORES) | set(_phrases(table["phrases"], signs)),
        {**{name: frozenset(table[name].split()) for name in _LISTS}, "ambiguous": _ambiguous(table)},
        numbers,
        table,
    )


def _ambiguous(table: Mapping[str, Any]) -> frozenset[str]:
    """Return the words of which the part of speech decides."""
    return frozenset(table["ambiguous"]["words"].split())


def _entries(block: str) -> Iterator[tuple[str, str]]:
    """Yield value and forms of each line of a block."""
    for line in block.splitlines():
        value, _, forms = line.partition(": ")
        yield value.strip(), forms


def _word_values(classes: Mapping[str, str]) -> dict[str, dict[str, Value]]:
    """Return for each word its classes with their values."""
    found: dict[str, dict[str, Value]] = {}
    for name, block in classes.items():
        for value, forms in _entries(block):
            for form in forms.split():
                found.setdefault(form, {})[name] = int(value) if name in _WHOLE else value
    return found


def _phrase_sets(phrases: Mapping[str, Any]) -> set[frozenset[str]]:
    """Return the class sets of names of several words."""
    return {frozenset({name}) for name in phrases}


def _phrases(
    phrases: Mapping[str, str], signs: Mapping[frozenset[str], str]
) -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Return names of several words under their first word, the longest first: (words, class, value)."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name, block in phrases.items():
        assert frozenset({name}) in signs
        for value, forms in _entries(block):
            for form in forms.split(","):
                words = tuple(w for w, _, _ in split_words(form.strip()))
                found.setdefault(words[0], []).append((words, name, value))
    return {first: tuple(sorted(names, key=lambda n: -len(n[0]))) for first, names in found.items()}


def _elements(pattern: str) -> Iterator[tuple[str, ...]]:
    """Yield the elements of a pattern: the whole, then class, name and `?`, brackets and bar, word and `?`."""
    for match in _ELEMENT.finditer(pattern):
        yield (match[0], *(group or "" for group in match.groups()))


def _by_sign(rules: Mapping[str, str], by_class: Mapping[str, str]) -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns of one level under every sign with which they may begin."""
    found: dict[str, list[Pattern]] = {}
    for rule, block in rules.items():
        for words in block.splitlines():
            text, classes = _expression(words, by_class)
            pattern = Pattern(rule, text, classes)
            for sign in _first_signs(text):
                found.setdefault(sign, []).append(pattern)
    return {sign: tuple(patterns) for sign, patterns in found.items()}


def _expression(pattern: str, by_class: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return a pattern as a regular expression over signs, and for each of its groups the class it keeps."""
    parts, classes = [], {}
    for _, name, label, maybe, opening, closing, bar, word, perhaps in _elements(pattern):
        if name:
            classes[label or name] = name
            parts.append(f"(?P<{label or name}>{_any_of(name, by_class)}){maybe}")
        elif word:
            parts.append(_any_of(f"={word}", by_class) + perhaps)
        else:
            parts.append("(?:" if opening else closing or bar)
    return "".join(parts), classes


def _signs_by_class(signs: Mapping[frozenset[str], str]) -> dict[str, str]:
    """Return for each class the signs of the words that belong to it."""
    found: dict[str, str] = {}
    for classes, sign in signs.items():
        for name in classes:
            found[name] = found.get(name, "") + sign
    return found


def _any_of(name: str, by_class: Mapping[str, str]) -> str:
    """Return the expression for any word of a class. Raises `ValueError` for a class without words."""
    if name not in by_class:
        raise ValueError(f"no word has the class {name}")
    return f"[{by_class[name]}]"


def _first_signs(expression: str) -> set[str]:
    """Return the signs with which a match may begin."""
    signs, _, _ = _firsts(list(_PIECE.findall(expression)), 0)
    return signs


def _firsts(pieces: list[str], at: int) -> tuple[set[str], bool, int]:
    """Return the first signs of the choice that begins at a piece, whether it may match nothing, and where it ends."""
    found: set[str] = set()
    empty, open_end = False, True
    while at < len(pieces) and pieces[at] not in {")", ")?"}:
        piece = pieces[at]
        if piece == "|":
            empty, open_end = empty or open_end, True
        else:
            signs, may_lack, at = _first_piece(pieces, at)
            if open_end:
                found |= signs
                open_end = may_lack
        at += 1
    return found, empty or open_end, at


def _first_piece(pieces: list[str], at: int) -> tuple[set[str], bool, int]:
    """Return the first signs of one piece (a class or a bracket), whether it may be absent, and where it ends."""
    if pieces[at] == "(?:":
        signs, empty, at = _firsts(pieces, at + 1)
        return signs, empty or pieces[at] == ")?", at
    inside = pieces[at][pieces[at].index("[") + 1 : pieces[at].index("]")]
    return set(inside), pieces[at].endswith("?"), at


_WORD = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)|\d+\.\d+|[’'‘]?\d+[’']?s(?!\w)|\d+(?:st|nd|rd|th)?(?!\w)|[ap]\.m\.|[^\W\d_]\d(?!\w)|[^\W\d_]+|\d+"
    r"|[’'][sS](?!\w)|\S",
    re.IGNORECASE,
)


def split_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text in lower case with their bounds; dates and times in digits stay whole."""
    return [(m[0].lower().replace("’", "'").replace("‘", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]


_SHAPE_OF = {
    "clock": re.compile(r"\d{1,2}:\d{2}(?::\d{2})?"),
    "numeric": re.compile(r"\d{1,2}([/.])\d{1,2}\1\d{2,4}"),
    "iso": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
_DECADE = re.compile(r"'?(\d{2}|\d{4})'?s")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def find_items(text: str, grammar: Grammar, blocked: frozenset[int] = frozenset()) -> list[Item]:
    """Return the row of items of a text; words that begin at a blocked place are nothing but other words."""
    words = split_words(text)
    forms = [word for word, _, _ in words]
    items: list[Item] = []
    at = 0
    while at < len(words):
        item, at = _item_at(words, forms, at, grammar, text, blocked)
        items.append(item)
    return items


def _item_at(
    words: list[tuple[str, int, int]], forms: list[str], at: int, grammar: Grammar, text: str, blocked: frozenset[int]
) -> tuple[Item, int]:
    """Return the item that begins at a word, and the word after it."""
    word, start, end = words[at]
    if start in blocked:
        return Item(start, end, word, OTHER, {}), at + 1
    for name, label, value in grammar.phrases.get(word, ()):
        if tuple(forms[at : at + len(name)]) == name and (label == "holiday" or not text[start].islower()):
            return Item(start, words[at + len(name) - 1][2], word, grammar.sign_of([label]), {label: value}), at + len(
                name
            )
    if word[0].isdecimal() or (word[0] == "'" and word[-2:-1].isdecimal()):
        return _digits_at(words, forms, at, grammar)
    if word in grammar.numbers.words and (read := lookup_number(forms, at, grammar.numbers)) and read[1] > at + 1:
        return Item(start, words[read[1] - 1][2], word, grammar.sign_of(["number"]), {"number": read[0]}), read[1]
    sign, values = grammar.words.get(word, (OTHER, {}))
    if "month" in values or "weekday" in values:
        return _calendar_name(words, forms, at, text, sign, values)
    return Item(start, end, word, sign, values), at + 1


def _calendar_name(
    words: list[tuple[str, int, int]], forms: list[str], at: int, text: str, sign: str, values: Mapping[str, Value]
) -> tuple[Item, int]:
    """Return the item of a month or weekday; short forms take their full stop along, small letters make other words."""
    word, start, end = words[at]
    if text[start].islower() and (len(word) < 6 or word == "august"):
        return Item(start, end, word, OTHER, {}), at + 1
    if len(word) <= 5 and forms[at + 1 : at + 2] == ["."] and words[at + 1][1] == end and at + 2 < len(words):
        return Item(start, end + 1, word, sign, values), at + 2
    return Item(start, end, word, sign, values), at + 1


def _digits_at(words: list[tuple[str, int, int]], forms: list[str], at: int, grammar: Grammar) -> tuple[Item, int]:
    """Return the item of a number, year, ordinal, decade, clock time or date in digits."""
    word, start, end = words[at]
    after = forms[at + 1] if at + 1 < len(forms) else ""
    if after in {"am", "pm", "a.m.", "p.m."} and (word.isdecimal() or ":" in word):
        return Item(start, words[at + 1][2], word, grammar.sign_of(["clock"]), {"clock": word}), at + 2
    if (read := lookup_number(forms, at, grammar.numbers)) and read[1] > at + 1:
        return Item(start, words[read[1] - 1][2], word, grammar.sign_of(["number"]), {"number": read[0]}), read[1]
    values = digit_values(word)
    return Item(start, end, word, grammar.sign_of(list(values)), values), at + 1


def digit_values(word: str) -> dict[str, Value]:
    """Return the classes of a word of digits with their values, {} for a word that no pattern knows."""
    if word.isdecimal():
        return _whole_number(word)
    if ordinal := _ORDINAL.fullmatch(word):
        return {"ordinal": int(ordinal[1])}
    if decade := _DECADE.fullmatch(word):
        return {"decade": int(decade[1])} if int(decade[1]) % 10 == 0 else {}
    for kind, shape in _SHAPE_OF.items():
        if shape.fullmatch(word):
            return {kind: word}
    return {"number": int(word.replace(",", ""))} if word.replace(",", "").isdecimal() else {}


def _whole_number(word: str) -> dict[str, Value]:
    """Return the classes of a row of digits: a day, a year, a clock time ("0730") or only a number."""
    number = int(word)
    if len(word) == 4 and word[0] == "0":
        return {"clock": word}
    kind = "day" if 1 <= number <= 31 else "year" if len(word) == 4 and 1000 <= number <= 2199 else ""
    return {"number": number, **({kind: number} if kind else {})}
