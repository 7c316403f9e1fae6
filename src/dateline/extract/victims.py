"""Whom a word of harm concerns, and how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.core import Count, Sentence, Span
from dateline.extract.adjacent import count_after, count_beside, is_inside_number, is_singular
from dateline.language.numbers import Number, find_numbers, load_numbers

_NO = frozenset({"no", "zero"})
_YEARS = 1900, 2100


@dataclass(frozen=True, slots=True)
class Victims:
    """The words by which people are told from things, and one from several."""

    only_people: frozenset[str]
    collective: frozenset[str]
    one_person: frozenset[str]
    nobody: frozenset[str]
    persons: frozenset[str]
    things: frozenset[str]
    harm: frozenset[str]


def count_of(harm: int, role: str, form: str, sentence: Sentence, words: Victims) -> Count | None:
    """Return how many people a word of harm in one of its roles concerns, None if it does not say.

    Roles are those of the table of words: acts, states, nouns, deeds.
    """
    if role == "nouns":
        return _own_count(harm, sentence)
    if role == "tolls":
        return count_after(harm, sentence, words.things)
    if role == "marks":
        return _of_marked(harm, sentence, words)
    found = [_by_tree(harm, role, form, sentence, words), _by_order(harm, role, form, sentence, words)]
    if found[1] and harm and found[1].span.end == sentence.tokens[harm - 1].span.end:
        found.reverse()  # "forty-eight injured": nothing comes between the number and its word
    told = (count for count in found if count and _is_told(count, sentence))
    return next(told, found[0] or found[1])


def _is_told(count: Count, sentence: Sentence) -> bool:
    """Say whether a number stands in the text, and is not only implied by a singular."""
    if count.best is None:
        return count.least is not None and count.most is not None
    forms = [t.form.lower() for t in sentence.tokens if count.span.covers(t.span)]
    return count.best != 1 or any(n.best == 1 for n in find_numbers(forms))


def _of_marked(mark: int, sentence: Sentence, words: Victims) -> Count | None:
    """Return the count of an act or deed that a word makes deadly: "fatally shot", "the fatal shooting of"."""
    head = sentence.tokens[mark].head
    if head is None:
        return None
    role = "deeds" if sentence.tokens[head].upos == "NOUN" else "acts"
    return _by_tree(head, role, "", sentence, words)


def _by_order(harm: int, role: str, form: str, sentence: Sentence, words: Victims) -> Count | None:
    """Return the count that the order of words gives where the tree gives none."""
    if role == "deeds" or form in words.only_people:
        return None
    if count := count_beside(harm, sentence, words.things, words.harm, is_act=role == "acts"):
        return count
    subject = next(iter(_children(harm, sentence, "nsubj:pass", "nsubj")), None)
    is_group = subject is not None and not _is_one(subject, sentence, words)
    if role == "acts" and is_singular(harm, sentence) and not is_group:
        return Count(1, 1, 1, sentence.tokens[harm].span)
    return None


def _by_tree(harm: int, role: str, form: str, sentence: Sentence, words: Victims) -> Count | None:
    """Return the count of the victims that hang on a word of harm."""
    find = {"acts": _of_act, "states": _of_state, "deeds": _of_deed}[role]
    return count_people(list(find(harm, sentence)), sentence, words, strict=form in words.only_people)


def count_people(victims: list[int], sentence: Sentence, words: Victims, *, strict: bool = False) -> Count | None:
    """Return how many people noun phrases name together, None if one of several leaves it open."""
    counts = [_people(v, sentence, words, strict=strict) for v in victims]
    known = [count for count in counts if count]
    if not known or len(known) < len(victims):
        return None if not known or len(victims) > 1 else known[0]
    return known[0] if len(known) == 1 else _sum(known)


def _sum(counts: list[Count]) -> Count:
    """Return the count of several groups together; it is open where one of them is."""
    best, least, most = ([getattr(c, name) for c in counts] for name in ("best", "least", "most"))
    span = Span(min(c.span.start for c in counts), max(c.span.end for c in counts))
    known_least = [v for v in least if v is not None]
    return Count(
        sum(best) if None not in best else None,
        sum(known_least) if known_least else None,
        sum(most) if None not in most else None,
        span,
    )


def _children(head: int, sentence: Sentence, *relations: str) -> list[int]:
    """Return the words that hang on `head` by one of the relations."""
    return [i for i, t in enumerate(sentence.tokens) if t.head == head and t.deprel in relations]


def _with_conjuncts(heads: list[int], sentence: Sentence) -> Iterator[int]:
    """Yield words and what is joined to them by "and"; verbs among those open clauses of their own."""
    for head in heads:
        yield head
        for joined in _children(head, sentence, "conj"):
            if sentence.tokens[joined].upos not in {"VERB", "AUX"}:
                yield joined


def _of_act(verb: int, sentence: Sentence) -> Iterator[int]:
    """Yield the victims of a verb: its object, the subject of its passive, the noun that its participle describes."""
    token = sentence.tokens[verb]
    found = (_children(verb, sentence, "nsubj:pass") or _children(verb, sentence, "obj"))[:1]
    if not found and token.deprel in {"acl", "amod"} and token.head is not None:
        found = [token.head]
    if not found and token.deprel == "conj" and token.head is not None:
        found = _children(token.head, sentence, "nsubj:pass")
    if not found and not _children(verb, sentence, "aux", "cop"):  # headlines: "Six arrested in plot"
        found = [
            i for i in _children(verb, sentence, "nsubj") if token.feat("VerbForm") == "Part" or token.feat("Voice")
        ]
    yield from _with_conjuncts([_antecedent(i, verb, sentence) for i in found], sentence)


def _antecedent(victim: int, verb: int, sentence: Sentence) -> int:
    """Return the noun that a relative pronoun stands for, else the word itself."""
    token = sentence.tokens[verb]
    is_relative = sentence.tokens[victim].form.lower() in {"who", "that", "which", "whom"}
    return token.head if is_relative and token.deprel == "acl:relcl" and token.head is not None else victim


def _of_state(word: int, sentence: Sentence) -> Iterator[int]:
    """Yield who died or is dead: the subject, or the object of "left … dead" and "shot dead"."""
    token = sentence.tokens[word]
    found = _children(word, sentence, "nsubj", "nsubj:pass")
    if not found and token.head is not None and token.deprel in {"xcomp", "advmod", "obl", "advcl", "obj", "dep"}:
        found = _children(token.head, sentence, "obj", "nsubj:pass")
        found = [i for i in found if i != word] or _children(token.head, sentence, "nsubj")
    if not found and token.head is not None and token.deprel in {"acl", "amod"}:
        found = [token.head]
    yield from _with_conjuncts([_antecedent(i, word, sentence) for i in found], sentence)


def _of_deed(noun: int, sentence: Sentence) -> Iterator[int]:
    """Yield the victims of an event noun: behind "of", or before "'s"."""
    of = [i for i in _children(noun, sentence, "nmod") if _case(i, sentence) == "of"]
    yield from _with_conjuncts(of or _children(noun, sentence, "nmod:poss"), sentence)


def _case(noun: int, sentence: Sentence) -> str:
    """Return the preposition of a noun, "" if it has none."""
    return next((t.form.lower() for t in sentence.tokens if t.head == noun and t.deprel == "case"), "")


def _own_count(noun: int, sentence: Sentence) -> Count | None:
    """Return the number that stands with a noun like "deaths" or "wounded" itself."""
    if noun and sentence.tokens[noun - 1].form.lower() in _NO:
        return Count(0, 0, 0, sentence.tokens[noun].span)
    number = _number_at(noun, sentence)
    return number if number and sentence.tokens[noun].upos != "VERB" else None


def _people(noun: int, sentence: Sentence, words: Victims, *, strict: bool) -> Count | None:
    """Return how many people a noun phrase names: its number, or one for a person; None if it leaves that open."""
    token = sentence.tokens[noun]
    form = token.form.lower()
    if form in words.nobody or any(sentence.tokens[i].form.lower() in _NO for i in _children(noun, sentence, "det")):
        return Count(0, 0, 0, token.span)
    if strict and form not in words.persons and not _is_named_person(noun, sentence) and token.upos != "PRON":
        return None
    if number := _number_at(noun, sentence):
        return number
    return Count(1, 1, 1, token.span) if _is_one(noun, sentence, words) else None


def _is_named_person(noun: int, sentence: Sentence) -> bool:
    """Say whether a word belongs to the name of a person."""
    span = sentence.tokens[noun].span
    return any(name.kind == "person" and name.span.overlaps(span) for name in sentence.names)


def _is_one(noun: int, sentence: Sentence, words: Victims) -> bool:
    """Say whether a noun phrase without a number is one person: a name, a singular noun, a pronoun."""
    token = sentence.tokens[noun]
    form = token.form.lower()
    if token.upos == "PRON":
        return form in words.one_person and token.feat("Number") != "Plur"
    if form in words.collective or token.lemma.lower() in words.collective or token.feat("Number") == "Plur":
        return False
    name = next((n for n in sentence.names if n.span.overlaps(token.span)), None)
    if name is not None:
        return name.kind == "person" or (token.upos == "NOUN" and token.form.islower())
    return token.upos == "PROPN" or bool(_children(noun, sentence, "det", "nmod:poss"))


def _number_at(noun: int, sentence: Sentence) -> Count | None:
    """Return the number of a noun phrase, with the range that the words before it leave."""
    first = _first_word(noun, sentence)
    forms = [t.form.lower() for t in sentence.tokens[first : noun + 1]]
    numerals = {i - first for i in _numerals(noun, sentence)}
    for number in find_numbers(forms, load_numbers()):
        if numerals & set(range(number.start, number.end)) and not _is_year(first + number.start, noun, sentence):
            return _as_count(number, first, sentence)
    return None


def _is_year(index: int, noun: int, sentence: Sentence) -> bool:
    """Say whether a number is a year before what is one: "2023 Nobel Peace Prize winner"."""
    form = sentence.tokens[index].form
    is_year = form.isdecimal() and len(form) == len("2023") and _YEARS[0] <= int(form) <= _YEARS[1]
    return is_year and sentence.tokens[noun].feat("Number") != "Plur"


def _numerals(noun: int, sentence: Sentence) -> Iterator[int]:
    """Yield the words of a noun phrase that may carry its number, the noun itself among them."""
    yield noun
    for i in _children(noun, sentence, "nummod", "amod", "det", "compound", "nmod", "dep"):
        if i < noun:
            yield i


def _first_word(noun: int, sentence: Sentence) -> int:
    """Return where the words before a noun begin that may belong to its number, a bound like "at least" among them."""
    first = noun
    while first > 0 and noun - first < 10:
        token = sentence.tokens[first - 1]
        joins_numbers = token.upos == "CCONJ" and first > 1 and sentence.tokens[first - 2].upos == "NUM"
        joins_numbers = joins_numbers or token.form in {"-", "–"} or is_inside_number(first - 1, sentence)
        if token.upos in {"VERB", "PUNCT", "CCONJ", "PRON"} and not joins_numbers:
            break
        first -= 1
    return first


def _as_count(number: Number, first: int, sentence: Sentence) -> Count:
    """Return a number among words as a count with its words in the text."""
    start, end = sentence.tokens[first + number.start], sentence.tokens[first + number.end - 1]
    return Count(number.best, number.least, number.most, Span(start.span.start, end.span.end))
