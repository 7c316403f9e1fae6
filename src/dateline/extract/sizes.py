"""How many people an event left dead, injured or arrested, as the words of its sentence say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dateline.core import Count, EventMention, Evidence, Sentence, Size, Span, Trigger
from dateline.extract.predicates import predicates_of
from dateline.extract.victims import Victims, count_of, count_people
from dateline.language.words import load_words

KINDS = ("dead", "injured", "arrested")
# Over these relations a word of harm and the event it belongs to hang together; others begin a story of their own.
_TOGETHER = frozenset(
    ["advcl", "acl", "xcomp", "conj", "obj", "nsubj", "obl", "nmod", "amod", "nummod", "compound", "appos", "dep"]
)
_FAR = 6


@dataclass(frozen=True, slots=True)
class SizeWords:
    """The words of harm of one language, by kind and role."""

    roles: Mapping[str, tuple[tuple[str, str], ...]]
    both: frozenset[str]
    victims: Victims


@cache
def load_size_words(language: str = "en") -> SizeWords:
    """Return the words that say how many people were killed, hurt or held."""
    table: Mapping[str, Any] = load_words(language, "sizes")
    roles: dict[str, list[tuple[str, str]]] = {}
    for kind in KINDS:
        for role, words in table[kind].items():
            for word in words.split():
                roles.setdefault(word, []).append((kind, role))
    named = ("only_people", "collective", "one_person", "nobody", "persons", "things")
    lists = {name: frozenset(table[name].split()) for name in named} | {"harm": frozenset(roles)}
    return SizeWords({w: tuple(r) for w, r in roles.items()}, frozenset(table["both"].split()), Victims(**lists))


def with_size(mention: EventMention, sentence: Sentence) -> EventMention:
    """Return the mention with the numbers of dead, injured and arrested."""
    size, evidence = find_size(mention, sentence)
    return replace(mention, size=size).with_evidence(*evidence)


def find_size(mention: EventMention, sentence: Sentence) -> tuple[Size, tuple[Evidence, ...]]:
    """Return how many people the event left dead, injured or arrested, with the words that say so.

    Only numbers count that belong to this event: those of its own trigger, or of a word of harm that hangs on it and on
    no other event. Words without a number ("dozens") give a range without a best reading.
    """
    words = load_size_words()
    found: dict[str, tuple[Count, int]] = {}
    harms = [i for i, token in enumerate(sentence.tokens) if token.form.lower() in words.roles]
    nobody = _no_casualties(sentence, words)
    if not harms and nobody is None:
        return Size(), ()
    own = frozenset(sentence.tokens_in(mention.trigger.span))
    kinds = _kinds_of(own, sentence, words)
    others = _other_events(mention, sentence)
    for harm in sorted(harms, key=lambda i: (i not in own, i)):
        if _belongs(harm, own, others, mention, sentence):
            for kind, count in _counts(harm, sentence, words):
                if kind in kinds and (kind not in found or _is_better(count, found[kind][0])):
                    found[kind] = count, harm
    for harm in own.intersection(harms):
        kind = words.roles[sentence.tokens[harm].form.lower()][0][0]
        if kind not in found and (told := _of_recipients(harm, mention, sentence, words)):
            found[kind] = told, harm
    if nobody is not None and _belongs(nobody, own, others, mention, sentence):
        zero = Count(0, 0, 0, sentence.tokens[nobody].span)
        found = {"dead": (zero, nobody), "injured": (zero, nobody), **found}
    return _size_of(found, sentence)


def _of_recipients(harm: int, mention: EventMention, sentence: Sentence, words: SizeWords) -> Count | None:
    """Return the count of those to whom the event was done, where the words beside its own word of harm tell none."""
    if mention.quad and mention.quad != "material conflict":
        return None
    heads = (sentence.head_of(person.span) for person in mention.recipients if person.span)
    strict = sentence.tokens[harm].form.lower() in words.victims.only_people
    return count_people([head for head in heads if head is not None], sentence, words.victims, strict=strict)


def _kinds_of(own: Collection[int], sentence: Sentence, words: SizeWords) -> Collection[str]:
    """Return the kinds that an event can have: an arrest leaves nobody dead, a killing nobody arrested."""
    own_kinds = {kind for i in own for kind, _ in words.roles.get(sentence.tokens[i].form.lower(), ())}
    if "arrested" in own_kinds:
        return {"arrested"}
    return {"dead", "injured"} if own_kinds else KINDS


def _size_of(found: Mapping[str, tuple[Count, int]], sentence: Sentence) -> tuple[Size, tuple[Evidence, ...]]:
    """Return the size and its evidence."""
    counts = {kind: count for kind, (count, _) in found.items()}
    evidence = tuple(
        Evidence(f"size.{kind}", f"size: “{sentence.tokens[harm].form}” counts {_in_words(count)}", count.span)
        for kind, (count, harm) in found.items()
    )
    return Size(**counts), evidence


def _in_words(count: Count) -> str:
    """Return a count in words: "12", "12 or more", "24 or more, no number given"."""
    if count.best is not None and count.least == count.most == count.best:
        return str(count.best)
    least, most = count.least, count.most
    span = f"{least if least is not None else 'open'} to {most if most is not None else 'open'}"
    return f"{count.best} ({span})" if count.best is not None else f"no single number ({span})"


def _is_better(new: Count, old: Count) -> bool:
    """Say whether a count says more than one found before: a number beats words without one."""
    return old.best is None and new.best is not None


def _counts(harm: int, sentence: Sentence, words: SizeWords) -> Iterator[tuple[str, Count]]:
    """Yield the counts that a word of harm carries, by kind."""
    form = sentence.tokens[harm].form.lower()
    done: set[str] = set()
    for kind, role in words.roles[form]:
        if kind not in done and (count := count_of(harm, role, form, sentence, words.victims)):
            done.add(kind)
            yield kind, count


def _no_casualties(sentence: Sentence, words: SizeWords) -> int | None:
    """Return the noun of "no casualties", None if the sentence does not say so."""
    for i, token in enumerate(sentence.tokens):
        if token.form.lower() in words.both:
            before = {t.form.lower() for t in sentence.tokens[max(0, i - 3) : i]}
            if before & {"no", "without", "any"} and (before & {"no", "without"} or _is_denied(i, sentence)):
                return i
    return None


def _is_denied(noun: int, sentence: Sentence) -> bool:
    """Say whether the verb over a noun is denied ("there were not any casualties")."""
    head = sentence.tokens[noun].head
    return any(t.head == head and t.form.lower() in {"not", "n't", "n’t"} for t in sentence.tokens)


def _other_events(mention: EventMention, sentence: Sentence) -> tuple[Span, ...]:
    """Return the words of the other events of a sentence."""
    trigger = mention.trigger.span
    return tuple(t.span for t in predicates_of(sentence) if _is_event(t) and not t.span.overlaps(trigger))


def _belongs(harm: int, own: frozenset[int], others: Sequence[Span], mention: EventMention, sentence: Sentence) -> bool:
    """Say whether a word of harm tells of this event and not of another one of the sentence."""
    if mention.quad and mention.quad != "material conflict":
        return False  # words kill nobody: "called for his death"
    if harm in own:
        return True
    if any(other.overlaps(sentence.tokens[harm].span) for other in others):
        return False
    mine = _distance(harm, mention.trigger.span, sentence)
    return mine is not None and all(
        mine <= (d if (d := _distance(harm, o, sentence)) is not None else _FAR) for o in others
    )


def _is_event(trigger: Trigger) -> bool:
    """Say whether a trigger is more likely an event than none."""
    return sum(label.score for label in trigger.types) >= 0.5


def _distance(word: int, trigger: Span, sentence: Sentence) -> int | None:
    """Return how many steps lie between a word and a trigger in the tree, None across clauses or too far."""
    target = sentence.head_of(trigger)
    if target is None:
        return None
    above_word, above_target = _chain(word, sentence), _chain(target, sentence)
    steps = [above_word[node] + above_target[node] for node in above_word.keys() & above_target.keys()]
    return min(steps) if steps and min(steps) < _FAR else None


def _chain(node: int, sentence: Sentence) -> dict[int, int]:
    """Return the words at and above a word within its story, with the number of steps to each."""
    found = {node: 0}
    for step in range(1, _FAR):
        token = sentence.tokens[node]
        relation = token.deprel.partition(":")[0]
        if token.head is None or relation not in _TOGETHER or (relation == "advcl" and _has_mark(node, sentence)):
            break
        node = token.head
        found[node] = step
    return found


def _has_mark(node: int, sentence: Sentence) -> bool:
    """Say whether a clause begins with a word like "after" or "if"."""
    return any(token.head == node and token.deprel == "mark" for token in sentence.tokens)
