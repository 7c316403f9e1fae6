"""How many people a word of harm concerns by the order of words alone: for sentences whose tree does not say."""

from __future__ import annotations

from collections.abc import Collection

from dateline.core import Count, Sentence, Span
from dateline.language.numbers import Number, find_numbers, load_numbers, lookup_number

_REACH = 9
# Between a number and a word of harm behind it only these stand: "19 Turkish soldiers were reportedly killed".
_BRIDGE = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "AUX", "DET", "ADP", "PART", "NUM"})
_SINGULAR = frozenset({"was", "is", "has", "'s", "’s", "being"})
_PASSIVE = frozenset({"was", "is", "were", "are", "been", "being", "be", "get", "gets", "got"})


def count_beside(
    harm: int, sentence: Sentence, things: Collection[str], stops: Collection[str], *, is_act: bool
) -> Count | None:
    """Return the number of people beside a word of harm, or one where its verb is singular, None if neither is told.

    Args:
        harm: the word.
        sentence: its sentence.
        things: nouns that number something else than people ("years", "rounds").
        stops: words of harm, beyond which a number belongs to them.
        is_act: whether the word is a verb done to the victims, which may then stand behind it.
    """
    if is_act and not _is_passive(harm, sentence) and (count := _behind(harm, sentence, things)):
        return count
    return _before(harm, sentence, things, stops)


def _behind(harm: int, sentence: Sentence, things: Collection[str]) -> Count | None:
    """Return the number that follows a verb at once: "killing at least 21 people"."""
    window = sentence.tokens[harm + 1 : harm + 1 + _REACH]
    for number in find_numbers([t.form.lower() for t in window], load_numbers()):
        opening = window[: number.start]
        if all(t.upos in {"ADV", "DET", "ADJ"} and not t.form[0].isdigit() for t in opening) and len(opening) <= 2:
            return _count(number, harm + 1, sentence, things)
        return None
    return None


def _before(harm: int, sentence: Sentence, things: Collection[str], stops: Collection[str]) -> Count | None:
    """Return the number of the noun that stands before a participle or a state: "at least 21 people were killed"."""
    first = harm
    while first > 0 and harm - first < _REACH and _is_bridge(first - 1, sentence, stops):
        first -= 1
    numbers = find_numbers([t.form.lower() for t in sentence.tokens[first:harm]], load_numbers())
    if not numbers or _is_joined_to_other(harm, sentence, stops):
        return None
    last = numbers[-1]
    if len(numbers) > 1:  # "three of the four bombers"
        between = [t.form.lower() for t in sentence.tokens[first + numbers[-2].end : first + last.start]]
        last = (
            numbers[-2] if between and between[0] == "of" and set(between) <= {"of", "the", "those", "these"} else last
        )
    count = _count(last, first, sentence, things)
    other = _joined_before(first, sentence, things, stops) if count and _is_passive(harm, sentence) else None
    return _both(other, count) if other and count else count


def _joined_before(first: int, sentence: Sentence, things: Collection[str], stops: Collection[str]) -> Count | None:
    """Return the number of a group joined by "and" that opens its clause: "20 rebels and" 27 fighters were killed."""
    if first < 2 or sentence.tokens[first - 1].form.lower() != "and":
        return None
    begin = first - 1
    while begin > 0 and first - begin < _REACH and _is_bridge(begin - 1, sentence, stops):
        begin -= 1
    if begin > 0 and (sentence.tokens[begin - 1].form.lower() in stops or sentence.tokens[begin - 1].upos == "VERB"):
        return None
    numbers = find_numbers([t.form.lower() for t in sentence.tokens[begin : first - 1]], load_numbers())
    return _count(numbers[-1], begin, sentence, things) if numbers else None


def _is_passive(harm: int, sentence: Sentence) -> bool:
    """Say whether a form of "be" stands before a participle."""
    return any(t.form.lower() in _PASSIVE for t in sentence.tokens[max(0, harm - 3) : harm])


def _both(one: Count, other: Count) -> Count:
    """Return the sum of two counts, open where one of them is."""
    best = one.best + other.best if one.best is not None and other.best is not None else None
    least = (one.least or 0) + (other.least or 0)
    most = one.most + other.most if one.most is not None and other.most is not None else None
    return Count(best, least or None, most, Span(one.span.start, other.span.end))


def _is_joined_to_other(harm: int, sentence: Sentence, stops: Collection[str]) -> bool:
    """Say whether two harms share one number that tells neither: "500 were killed or wounded"."""
    after = [t.form.lower() for t in sentence.tokens[harm + 1 : harm + 3]]
    before = [t.form.lower() for t in sentence.tokens[max(0, harm - 2) : harm]]
    return (after[:1] == ["or"] and after[-1] in stops) or (before[-1:] == ["or"] and before[0] in stops)


def count_after(noun: int, sentence: Sentence, things: Collection[str]) -> Count | None:
    """Return the number that a toll has reached: "the death toll has risen to 98"."""
    window = sentence.tokens[noun + 1 : noun + 1 + 2 * _REACH]
    for number in find_numbers([t.form.lower() for t in window], load_numbers()):
        before = {t.form.lower() for t in window[max(0, number.start - 2) : number.start]}
        if before & {"to", "at", "is", "was", "of", "past", "by"} and (
            count := _count(number, noun + 1, sentence, things)
        ):
            return count
    return None


def _is_bridge(index: int, sentence: Sentence, stops: Collection[str]) -> bool:
    """Say whether a word may stand between a number and the word of harm behind it."""
    token = sentence.tokens[index]
    return (token.upos in _BRIDGE and token.form.lower() not in stops) or is_inside_number(index, sentence)


def is_inside_number(index: int, sentence: Sentence) -> bool:
    """Say whether a word is the comma of "8,616" or the hyphen of "forty-eight", split from its neighbours."""
    if not 0 < index < len(sentence.tokens) - 1 or sentence.tokens[index].form not in {",", "-"}:
        return False
    before, after = sentence.tokens[index - 1].form, sentence.tokens[index + 1].form
    if sentence.tokens[index].form == "-":
        return lookup_number([f"{before}-{after}".lower()], 0) is not None
    return before.isdecimal() and after.isdecimal() and len(after) == 3


def _count(number: Number, first: int, sentence: Sentence, things: Collection[str]) -> Count | None:
    """Return a number as a count, None where it numbers other things, is a year, an age or part of a date."""
    start, end = sentence.tokens[first + number.start], sentence.tokens[first + number.end - 1]
    after = first + number.end
    following = [t.form.lower() for t in sentence.tokens[after : after + 2]]
    if following and (following[0] in things or following[0] in {"-", "%", "–"} or following[-1] in things):
        return None
    if start.form.isdecimal() and len(start.form) == 4 and 1900 <= int(start.form) <= 2100:
        return None
    before = sentence.tokens[first + number.start - 1] if first + number.start else None
    if before is not None and (
        before.form in {"$", "€", "£", "#"} or (before.form.istitle() and before.upos == "PROPN")
    ):
        return None
    return Count(number.best, number.least, number.most, Span(start.span.start, end.span.end))


def is_singular(harm: int, sentence: Sentence) -> bool:
    """Say whether the verb forms before a participle are those of one person: "was arrested", "has been killed"."""
    before = [t.form.lower() for t in sentence.tokens[max(0, harm - 3) : harm]]
    if not before or (before[-1] not in _PASSIVE and before[-2:-1] and before[-2] not in _PASSIVE):
        return False
    return bool(_SINGULAR & set(before)) and not {"were", "are", "have", "'re", "’re"} & set(before)
