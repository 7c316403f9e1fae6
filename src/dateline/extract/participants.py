"""Who takes part: the model's argument spans, mended over the tree into whole head phrases.

The role head marks pieces of words; a long name may come out in fragments ("Secretary of State", "Hillary Clinton").
Each
fragment is led back to the noun that heads it, fragments of one phrase become one participant, and the span is the head
phrase as the annotation guide has it: with what stands before the noun and with its prepositional phrases, without
appositions, relative clauses and the other members of a coordination (those are participants of their own).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dateline.core import Argument, ArgumentRole, Sentence, Span, Token, Trigger
from dateline.extract.branches import Branches
from dateline.extract.datelines import find_dateline
from dateline.language.words import load_words

MIN_ARGUMENT = 0.35
SURE = 0.8
"""A single fragment this likely that holds its head keeps the bounds that the model gave it."""

LIKELY = 0.75
"""So likely must be a participant that the tree does not give to the trigger, beside one that it does."""

_OWN = {"actor": ("nsubj", "obl:agent", "nmod:poss"), "recipient": ("obj", "iobj", "nsubj:pass")}
_LEANING = frozenset({"det", "det:poss", "case", "punct", "flat", "nummod", "cc", "mark", "goeswith", "flat:foreign"})
_CUT = ("acl", "advcl", "appos", "parataxis", "conj", "cc", "dep", "ccomp", "orphan", "list", "vocative", "discourse")
_WIDE_CUT = ("conj", "cc", "parataxis", "list", "vocative", "discourse")
_HYPHENS = frozenset({"-", "‑", "–"})
_OBJECTS = frozenset({"him", "her", "them", "me", "us"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A head phrase: the head word, its first and last word, everything below the head, its likelihood.

    `reach` are first and last word of the whole head phrase, which its own words may fall short of.
    """

    head: int
    first: int
    last: int
    below: frozenset[int]
    score: float
    reach: tuple[int, int]


def pick_arguments(trigger: Trigger, role: ArgumentRole, sentence: Sentence) -> tuple[Argument, ...]:
    """Return the arguments of one role as head phrases, in the order of the text, none of them inside another."""
    tree = Branches(sentence)
    barred = frozenset(sentence.tokens_in(trigger.span))
    filed = find_dateline(sentence)
    begin = sentence.tokens[filed].span.start
    fragments = [
        replace(a, span=_whole_name(Span(max(a.span.start, begin), a.span.end), sentence))
        for a in trigger.arguments
        if a.role == role and a.score >= MIN_ARGUMENT and a.span.end > begin
    ]
    elsewhere = barred | frozenset(range(filed))
    phrases = [p for a in fragments if (p := find_phrase(a, tree, elsewhere)) is not None]
    phrases = _governed(phrases, role, tree, barred)
    words = sentence.tokens
    return tuple(
        Argument(role, Span(words[p.first].span.start, words[p.last].span.end), round(p.score, 3))
        for p in _merged(phrases)
        if not is_nobody(words[p.first : p.last + 1]) and not _is_happening(words[p.head])
    )


def is_nobody(words: Sequence[Token]) -> bool:
    """Say whether words name nobody at all: "no group has claimed it", "no one"; "none of the men" are some of them."""
    first = words[0].form.lower() if words else ""
    second = next((part for word in words[1:3] if (part := word.form.lstrip("-‑"))), "")  # "no-one" may be three words
    return first in _no_part().nobody or (first == "no" and second.islower())  # not "No 10"


@dataclass(frozen=True, slots=True)
class _NoPart:
    """Words of one language that take no part in an event."""

    nobody: frozenset[str]
    happenings: frozenset[str]


@cache
def _no_part(language: str = "en") -> _NoPart:
    table = load_words(language, "participants")
    return _NoPart(frozenset(table["nobody"].split()), frozenset(table["happenings"].split()))


def _is_happening(head: Token) -> bool:
    """Say whether a word means arms or an act of violence, which do nothing by themselves ("a bomb killed two")."""
    return head.upos == "NOUN" and head.form.lower() in _no_part().happenings


def pick_object(trigger: Trigger, sentence: Sentence) -> tuple[Argument, ...]:
    """Return the object which the words of a trigger hold themselves ("beat her", "called on Oslo").

    It is a name or a pronoun that hangs on their verb; such words name nobody else, since no role is read from them.
    """
    head = sentence.head_of(trigger.span)
    inside = [i for i in sentence.tokens_in(trigger.span) if sentence.tokens[i].head == head]
    objects = [
        i for i in inside if sentence.tokens[i].deprel in {"obj", "iobj"} and _is_person_word(sentence.tokens[i])
    ]
    return tuple(Argument("recipient", sentence.tokens[i].span, LIKELY) for i in objects[:1])


def _is_person_word(token: Token) -> bool:
    """Say whether a word is a name or a pronoun of people."""
    return token.upos == "PROPN" or (token.upos == "PRON" and token.form.lower() in _OBJECTS)


def _whole_name(span: Span, sentence: Sentence) -> Span:
    """Return a fragment of a name as that name ("New" of "New Delhi", "20" of "G20"), other spans as they are."""
    known = (name.span for name in sentence.names if name.kind in {"place", "other"})
    names = (name for name in known if len(sentence.tokens_in(name)) > 1)
    return next((name for name in names if name.covers(span)), span)


def with_joined(
    actors: tuple[Argument, ...], recipients: tuple[Argument, ...], sentence: Sentence
) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """Return both sides with those whom the tree joins by "and" on one of them, where the surest of them stands.

    Members of a coordination stand alike to their verb: "sanctuary for the Taliban and the Haqqani network". Words
    within the words of somebody on the other side are no further participant ("President" of "President Omar Brandt"),
    and the same words stand on one side alone.
    """
    sides = _one_side_each(actors, recipients)
    found = [a for a in (*actors, *recipients) if sides.get(a.span, a.role) == a.role]
    whole = [a for a in found if not any(b.span.covers(a.span) and len(b.span) > len(a.span) for b in found)]
    everybody = sorted(whole, key=lambda a: -a.score)
    heads = {sentence.head_of(a.span): n for n, a in reversed(list(enumerate(everybody)))}
    roles: dict[int, ArgumentRole] = {}
    for number, argument in enumerate(everybody):
        joined = {heads[i] for i in _joined(sentence.head_of(argument.span), sentence) if i in heads}
        roles[number] = next((roles[n] for n in sorted(joined) if n in roles), argument.role)
    placed = sorted((replace(a, role=roles[n]) for n, a in enumerate(everybody)), key=lambda a: a.span.start)
    return tuple(a for a in placed if a.role == "actor"), tuple(a for a in placed if a.role == "recipient")


def _one_side_each(actors: tuple[Argument, ...], recipients: tuple[Argument, ...]) -> dict[Span, ArgumentRole]:
    """Return, of words that stand on both sides, the role that they keep.

    It is that of the side with more people (the sides of a clash are all actors), else the one that is surer of them;
    where the same people make up both sides, the likeliest actor stays one and the others are recipients.
    """
    scores = {a.span: a.score for a in recipients}
    lead = {a.span: a.score - scores[a.span] for a in actors if a.span in scores}
    if len(actors) != len(recipients):
        return dict.fromkeys(lead, "actor" if len(actors) > len(recipients) else "recipient")
    if len(lead) == len(actors) > 1:
        first = max(lead, key=lambda span: (lead[span], -span.start))
        return {span: "actor" if span == first else "recipient" for span in lead}
    return {span: "actor" if ahead >= 0 else "recipient" for span, ahead in lead.items()}


def _joined(head: int | None, sentence: Sentence) -> set[int]:
    """Return the heads that are coordinated with a word: what it is joined to, and what is joined to it or to that."""
    if head is None:
        return set()
    token = sentence.tokens[head]
    first = token.head if token.deprel == "conj" and token.head is not None else head
    return {first, *(i for i in sentence.children(first) if sentence.tokens[i].deprel == "conj")} - {head}


def _governed(phrases: list[Phrase], role: ArgumentRole, tree: Branches, barred: frozenset[int]) -> list[Phrase]:
    """Return the phrases without those that seem to belong to another predicate.

    Where the trigger's own subject or object is among them, others must be coordinated with it or be `LIKELY`: that is
    right for two points more of the dyads of the development gold, whichever threshold from 0.6 to 0.95 is taken.
    """
    own = {
        p.head
        for p in phrases
        if tree.tokens[p.head].head in barred and tree.tokens[p.head].deprel in _OWN.get(role, ())
    }
    if not own:
        return phrases
    joined = {p.head for p in phrases if tree.tokens[p.head].deprel == "conj" and tree.tokens[p.head].head in own}
    return [p for p in phrases if p.head in own | joined or p.score >= LIKELY]


def find_phrase(argument: Argument, tree: Branches, barred: frozenset[int]) -> Phrase | None:
    """Return the head phrase that a fragment belongs to; None when it lies elsewhere or names nobody."""
    inside = tree.sentence.tokens_in(argument.span)
    tops = [i for i in inside if tree.tokens[i].head not in inside]
    if not tops:
        return None
    nouns = [i for i in tops if tree.tokens[i].upos in {"NOUN", "PROPN", "PRON"}]
    head = _led_back((nouns or tops)[0], tree, barred)
    if head in barred or tree.tokens[head].upos not in _NAMING or _is_count(head, tree, barred):
        return None
    first, last = reach = _bounds(head, _below(head, tree, barred, _CUT))
    if argument.score >= SURE and inside[0] <= head <= inside[-1] and not _is_torn(inside[0], tree):
        first, last = inside[0], inside[-1]
    below = _below(head, tree, barred, _WIDE_CUT)
    return Phrase(head, *_trimmed(first, last, head, tree), below, argument.score, reach)


def _is_count(head: int, tree: Branches, barred: frozenset[int]) -> bool:
    """Say whether a number counts the words of the act itself ("2,000" of "2,000 troops were sent")."""
    token = tree.tokens[head]
    return token.upos == "NUM" and token.deprel == "nummod" and token.head in barred


def _is_torn(first: int, tree: Branches) -> bool:
    """Say whether a fragment begins at or behind a hyphen within a word ("General" of "Secretary-General")."""
    at = first if tree.tokens[first].form in _HYPHENS else first - 1
    if not 0 < at < len(tree.tokens) - 1 or tree.tokens[at].form not in _HYPHENS:
        return False
    before, hyphen, after = (word.span for word in tree.tokens[at - 1 : at + 2])
    return before.end == hyphen.start and hyphen.end == after.start


def _led_back(head: int, tree: Branches, barred: frozenset[int]) -> int:
    """Return the noun that a word belongs to which cannot name anybody by itself."""
    while _is_leaning(tree.tokens[head]):
        above = tree.tokens[head].head
        if above is None or above in barred:
            break
        head = above
    return head


def _is_leaning(token: Token) -> bool:
    """Say whether a word only says something of the noun above it ("the", "23", "top", but not "Russian")."""
    plain = token.upos == "ADJ" and token.form.islower()
    if token.deprel == "compound" and token.upos == "NOUN" and token.form.islower():
        return True
    return token.deprel in _LEANING or token.upos == "ADV" or (plain and token.deprel in {"obl", "nmod", "amod"})


def _bounds(head: int, words: frozenset[int]) -> tuple[int, int]:
    """Return first and last word of the head phrase: the unbroken run around its head."""
    first = last = head
    while first - 1 in words:
        first -= 1
    while last + 1 in words:
        last += 1
    return first, last


def _below(head: int, tree: Branches, barred: frozenset[int], cut: tuple[str, ...]) -> frozenset[int]:
    """Return the words under `head` with it; branches that are `cut`, or hold the trigger, and its own case are not."""
    found = {head}
    for child in tree.children(head):
        deprel = tree.tokens[child].deprel
        if deprel.split(":")[0] in cut or deprel == "case":
            continue
        branch = tree.subtree(child)
        if not branch & barred:
            found |= branch
    return frozenset(found)


def _trimmed(first: int, last: int, head: int, tree: Branches) -> tuple[int, int]:
    """Return the bounds without marks at the edges and without the preposition that governs the whole phrase."""
    while first < last and _is_edge(first, head, tree):
        first += 1
    while last > first and tree.tokens[last].upos in {"PUNCT", "ADP", "CCONJ", "PART"}:
        last -= 1
    return first, last


def _is_edge(index: int, head: int, tree: Branches) -> bool:
    """Say whether a word at the beginning of a phrase is no part of it."""
    token = tree.tokens[index]
    return token.upos in {"PUNCT", "CCONJ"} or (token.upos == "ADP" and token.head == head)


def _merged(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return phrases with those of one head, or inside another's, made one.

    What another fragment adds is kept as far as the head phrase reaches: "Thai" beside "Cambodian soldiers" makes "Thai
    and Cambodian soldiers" of them, an apposition adds nothing.
    """
    found: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda p: (-len(p.below), p.head)):
        for i, other in enumerate(found):
            if phrase.head in other.below or other.first <= phrase.head <= other.last:
                reach = (phrase.first, phrase.last) if phrase.head == other.head else other.reach
                first = min(other.first, max(phrase.first, reach[0]))
                last = max(other.last, min(phrase.last, reach[1]))
                found[i] = replace(other, first=first, last=last, score=max(other.score, phrase.score))
                break
        else:
            found.append(phrase)
    return sorted(found, key=lambda p: p.first)
