"""Whether a clause speaks of what was or of what is to come."""

from __future__ import annotations

from dateline.core import Sentence, Span, Token
from dateline.resolve.setting import Direction
from dateline.resolve.time_words import load_grammar

_DESCRIBING = frozenset({"nmod:poss", "compound", "nmod:unmarked", "nummod", "amod"})
_CLAUSES = frozenset({"VERB", "AUX"})


def direction_of(sentence: Sentence, time: Span, trigger: Span) -> Direction:
    """Return "past" or "future" as the verbs around a time and its event say, "" if they leave it open."""
    heads = [at for span in (time, trigger) if (at := sentence.head_of(span)) is not None]
    noun = sentence.tokens[heads[0]].head if heads else None
    direction = _of_noun(sentence, noun) if noun is not None and sentence.tokens[noun].upos == "NOUN" else ""
    if direction or (noun is not None and sentence.tokens[heads[0]].deprel in _DESCRIBING):
        return direction  # "the planned march on Sunday", "Thursday's coup"
    for at in heads:
        verb = _verb_above(sentence, at)
        direction = _of_noun(sentence, at) or (_of_verb(sentence, verb) if verb is not None else "")
        if direction:
            return direction
    return ""


def is_done_by_now(sentence: Sentence, trigger: Span) -> bool:
    """Say whether an event stands in the present perfect ("has asked", not "may have asked")."""
    verb = sentence.head_of(trigger)
    helpers = {_form(t) for t in sentence.tokens if t.head == verb and t.deprel.startswith("aux")}
    lists = load_grammar().lists
    return bool(helpers & lists["perfect_auxiliaries"]) and helpers <= lists["past_auxiliaries"]


def _verb_above(sentence: Sentence, at: int) -> int | None:
    """Return the nearest verb at a word or above it, or the word at the root that has a copula."""
    node: int | None = at
    for _ in range(len(sentence.tokens)):
        if node is None:
            return None
        token = sentence.tokens[node]
        if token.upos in _CLAUSES or (token.head is None and node != at):
            return node
        node = token.head
    return None


def _of_verb(sentence: Sentence, verb: int) -> Direction:
    """Return the direction of a verb by its auxiliaries, its tense and what governs its infinitive."""
    words = load_grammar().table["ahead"]
    helpers = {_form(t) for t in sentence.tokens if t.head == verb and t.deprel.startswith(("aux", "cop"))}
    token = sentence.tokens[verb]
    if helpers & set(words["auxiliaries"].split()) or _form(token) in words["auxiliaries"].split():
        return "future"
    looks_ahead = token.lemma.lower() in words["governors"].split() or _form(token) in words["governors"].split()
    if looks_ahead and helpers & set(words["present"].split()):
        return "future"  # "are expected on Monday to"
    if _is_infinitive(sentence, verb):
        return _of_infinitive(sentence, verb, words["governors"].split())
    if helpers & load_grammar().lists["past_auxiliaries"] or token.feat("Tense") == "Past":
        return "past"
    return ""


def _is_infinitive(sentence: Sentence, verb: int) -> bool:
    """Say whether a verb stands with "to"."""
    if sentence.tokens[verb].feat("Tense") == "Past":
        return False
    return any(t.head == verb and t.deprel == "mark" and t.upos == "PART" for t in sentence.tokens)


def _of_infinitive(sentence: Sentence, verb: int, governors: list[str]) -> Direction:
    """Return the direction of an infinitive: "planned to meet" looks ahead, "began to fire" is as its governor is."""
    above = sentence.tokens[verb].head
    if above is None:
        return ""
    token = sentence.tokens[above]
    perfect = load_grammar().lists["past_perfect"]
    if any(t.head == above and t.deprel.startswith("aux") and _form(t) in perfect for t in sentence.tokens):
        return "past"  # "had hoped to meet in December"
    if token.lemma.lower() in governors or _form(token) in governors:
        return "future"
    if sentence.tokens[verb].deprel.startswith("xcomp") and token.feat("Tense") == "Past":
        return "past"
    return ""


def _of_noun(sentence: Sentence, noun: int) -> Direction:
    """Return "future" for an event noun with a word like "planned" before it."""
    ahead = load_grammar().table["ahead"]["adjectives"].split()
    is_ahead = any(t.head == noun and t.deprel == "amod" and _form(t) in ahead for t in sentence.tokens)
    return "future" if is_ahead else ""


def _form(token: Token) -> str:
    """Return a word in lower case with a straight apostrophe."""
    return token.form.lower().replace("’", "'")
