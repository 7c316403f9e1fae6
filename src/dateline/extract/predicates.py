"""One predicate, one mention: triggers of one type that the tree holds together are one, told by its surest word.

"Launched a challenge", "started an investigation", "was arrested": the trigger head may mark the parts apart. On the
training gold, two triggers of a type that hang together by any of these relations are one mention in nine of ten cases;
those that are coordinated, or where one is a clause of its own, are two as often as not and stay. A trigger of
auxiliaries alone ("has", "have been") tells no event: of 4,920 in the training gold, four are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.core import ArgumentRole, Sentence, Trigger
from dateline.extract.branches import Branches

APART = frozenset({"conj", "advcl", "ccomp", "parataxis", "appos", "list", "csubj"})
HOLDING = frozenset({"AGREE", "REQUEST", "THREATEN"})
"""Types that say their content: what is promised, asked or threatened is no mention of its own (annotation guide)."""

ROLES: tuple[ArgumentRole, ...] = ("actor", "recipient", "place", "time", "source")


def join_triggers(triggers: Sequence[Trigger], sentence: Sentence) -> tuple[Trigger, ...]:
    """Return the triggers of a sentence with those of one predicate and type made one, in the order of the text.

    What is promised, asked or threatened is left out: the trigger that says so holds it.
    """
    tree = Branches(sentence)
    heads = {id(trigger): tree.head_of(trigger.span) for trigger in triggers}
    kept = _merged(triggers, heads, tree)
    held = _contents(kept, heads, tree)
    return tuple(sorted((t for t in kept if heads[id(t)] not in held), key=lambda t: t.span))


def predicates_of(sentence: Sentence) -> tuple[Trigger, ...]:
    """Return the triggers of a sentence with those of one predicate made one, contents of promises and the like too."""
    tree = Branches(sentence)
    heads = {id(trigger): tree.head_of(trigger.span) for trigger in sentence.triggers}
    return tuple(_merged(sentence.triggers, heads, tree))


def _merged(triggers: Sequence[Trigger], heads: dict[int, int | None], tree: Branches) -> list[Trigger]:
    """Return one trigger for every predicate, the surest of its words; `heads`, by trigger, takes in those joined."""
    sentence = tree.sentence
    light = {id(trigger) for trigger in triggers if _is_light(trigger, sentence)}
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (id(t) in light, -t.types[0].score, t.span)):
        twin = next((k for k in kept if _is_one(k, trigger, heads[id(k)], heads[id(trigger)], tree)), None)
        if twin is None:
            if id(trigger) not in light:
                kept.append(trigger)
        else:
            joined = _joined(twin, trigger)
            heads[id(joined)] = heads[id(twin)]
            kept[kept.index(twin)] = joined
    return kept


def _is_light(trigger: Trigger, sentence: Sentence) -> bool:
    """Say whether a trigger is auxiliaries of another word and nothing else."""
    words = [sentence.tokens[i] for i in sentence.tokens_in(trigger.span)]
    return bool(words) and all(word.upos == "AUX" and word.deprel.split(":")[0] in {"aux", "cop"} for word in words)


def _contents(triggers: Sequence[Trigger], heads: Mapping[int, int | None], tree: Branches) -> frozenset[int]:
    """Return the words that head the complement clauses of promises, requests and threats, and those joined to them."""
    words = {i for t in triggers if t.types[0].name in HOLDING for i in tree.sentence.tokens_in(t.span)}
    words |= {head for t in triggers if t.types[0].name in HOLDING and (head := heads[id(t)]) is not None}
    clauses = {child for word in words for child in tree.children(word, "xcomp", "ccomp")}
    return frozenset(clauses | {child for clause in clauses for child in tree.children(clause, "conj")}) - words


def _is_one(one: Trigger, other: Trigger, head: int | None, other_head: int | None, tree: Branches) -> bool:
    """Say whether two triggers are words of one predicate of one type."""
    if one.types[0].name != other.types[0].name or head is None or other_head is None:
        return False
    if head == other_head or 0 <= other.span.start - one.span.end <= 1 or 0 <= one.span.start - other.span.end <= 1:
        return True
    for below, above in ((head, other_head), (other_head, head)):
        if tree.tokens[below].head == above:
            return tree.tokens[below].deprel.split(":")[0] not in APART
    return False


def _joined(best: Trigger, other: Trigger) -> Trigger:
    """Return the surer trigger, with the other's arguments for the roles that it lacks."""
    lacking = {role for role in ROLES if not best.spans(role)}
    more = tuple(a for a in other.arguments if a.role in lacking and not a.span.overlaps(best.span))
    return replace(best, arguments=best.arguments + more)
