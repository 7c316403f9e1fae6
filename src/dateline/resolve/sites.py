"""How a place name stands to a trigger in the tree, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from dateline.core import EventMention, Sentence, Span
from dateline.resolve.landscape import Named
from dateline.resolve.place_words import load_place_words

# Types by how events of theirs are tied to places.
_GROUPS = {
    **dict.fromkeys(("ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "RETREAT", "AID"), "deed"),
    **dict.fromkeys(("CONSULT", "COOPERATE"), "meeting"),
}
# Relations inside one noun phrase: the head of the phrase stands for the name.
_INSIDE = frozenset(
    ("compound", "flat", "appos", "conj", "nmod:poss", "amod", "dep", "nmod:desc", "nmod:unmarked", "list", "fixed")
)
_SAID = frozenset(("ccomp", "parataxis", "csubj"))
_APART = frozenset(("advcl", "acl", "acl:relcl", "advcl:relcl"))


@dataclass(frozen=True, slots=True)
class Site:
    """A place name as it stands to a trigger.

    Attributes:
        named: the naming.
        key: (group of the event's type, preposition, way from the trigger's side, way on the name's side).
    """

    named: Named
    key: tuple[str, str, str, str]


def find_sites(mention: EventMention, sentence: Sentence, named: tuple[Named, ...]) -> tuple[Site, ...]:
    """Return the namings of a sentence with how each stands to the mention's trigger, in order."""
    trigger = sentence.head_of(mention.trigger.span)
    if trigger is None:
        return ()
    inside = set(sentence.tokens_in(mention.trigger.span))
    above = _way_up(sentence, trigger)
    found = []
    for naming in named:
        head = sentence.head_of(naming.span)
        if head is not None:
            found.append(Site(naming, (group_of(mention.event_type), *_relation(sentence, head, inside, above))))
    return tuple(found)


def group_of(event_type: str) -> str:
    """Return deed, meeting or word: how events of a type are tied to places."""
    return _GROUPS.get(event_type, "word")


def preposition(sentence: Sentence, head: int) -> str:
    """Return the class of the case marker of a phrase: in, to, on, of, from, with, other; "" if it has none."""
    words = sentence.tokens[:head]
    word = next((t.lemma.lower() for t in reversed(words) if t.head == head and t.deprel == "case"), "")
    return load_place_words().prepositions.get(word, "other") if word else ""


def _way_up(sentence: Sentence, index: int) -> list[int]:
    """Return a word and all above it."""
    way: list[int] = []
    at: int | None = index
    while at is not None and at not in way:
        way.append(at)
        at = sentence.tokens[at].head
    return way


def _relation(sentence: Sentence, head: int, inside: set[int], above: list[int]) -> tuple[str, str, str]:
    """Return preposition, the trigger's side and the name's side of the path between a name and a trigger."""
    tokens = sentence.tokens
    phrase = _phrase_head(sentence, head)
    way = _way_up(sentence, phrase)
    meet = next((i for i in way if i in above or i in inside), None)
    if meet is None:
        return preposition(sentence, phrase), "apart", "apart"
    below = [tokens[i].deprel for i in way[: way.index(meet)]]
    if meet in inside:
        return preposition(sentence, phrase), "trigger", _side(below)
    climbed = [tokens[i].deprel for i in above[: above.index(meet)]]
    return preposition(sentence, phrase), _trigger_side(climbed), _side(below)


def _phrase_head(sentence: Sentence, head: int) -> int:
    """Return the head of the phrase that a name belongs to: "city" for Mosul in "the city of Mosul"."""
    at = head
    for _ in range(6):
        token = sentence.tokens[at]
        if token.head is None or not _is_part(sentence, at, token.head):
            break
        at = token.head
    return at


def _is_part(sentence: Sentence, index: int, above: int) -> bool:
    """Say whether a word is part of the phrase of the word above it, not a phrase of its own."""
    case, over = preposition(sentence, index), sentence.tokens[above]
    if case == "of":
        return over.lemma.lower() in load_place_words().kinds
    return not case and sentence.tokens[index].deprel in _INSIDE and over.upos != "VERB"


def _trigger_side(climbed: list[str]) -> str:
    """Return how one gets from the trigger up to where the paths meet: said, apart, with or under."""
    if any(r in _SAID for r in climbed):
        return "said"
    if any(r in _APART for r in climbed):
        return "apart"
    return "with" if all(r in ("conj", "xcomp") for r in climbed) else "under"


def _side(below: list[str]) -> str:
    """Return how the name hangs below the place where the paths meet."""
    if not below:
        return "self"
    if any(r in _SAID for r in below):
        return "said"
    if any(r in _APART for r in below):
        return "apart"
    top = below[-1]
    if top.startswith(("nsubj", "obj", "iobj", "obl:agent")):
        return top if len(below) == 1 else "participant"
    if top.startswith(("obl", "nmod", "advmod")):
        return "phrase" if len(below) == 1 else "deeper"
    return "joined" if top in _INSIDE else "other"


def is_acting(span: Span, mention: EventMention, sentence: Sentence) -> bool:
    """Say whether words act rather than hold the event: subjects of active verbs, actors outside phrases of place."""
    head = sentence.head_of(span)
    if head is None:
        return False
    token = sentence.tokens[head]
    if preposition(sentence, head) in ("in", "to", "on"):
        return False
    if token.deprel == "nsubj" and token.head is not None and sentence.tokens[token.head].upos in ("VERB", "AUX"):
        return True
    return any(actor.span is not None and actor.span.overlaps(span) for actor in mention.actors)


def worth_of(site: Site) -> float:
    """Return how likely (0..1) a name that stands so is the place of the event."""
    return 1 / (1 + exp(-_BIAS - sum(_WORTH.get(feature, 0.0) for feature in features_of(site))))


def features_of(site: Site) -> tuple[str, ...]:
    """Return what is weighed of a site."""
    group, word, trigger, name = site.key
    return (f"{group} {word}", f"{word} {name}", f"{trigger} {name}", f"{group} {trigger}", f"{group} {name}")


_BIAS = -2.15
_WORTH = {
    " deeper": 0.5,
    " nsubj": -0.48,
    " nsubj:pass": 0.35,
    " obl:agent": -0.38,
    " other": -0.46,
    " participant": 0.34,
    " self": -0.35,
    "apart joined": 0.42,
    "apart nsubj": -0.55,
    "apart obj": 0.28,
    "apart obl:agent": -0.42,
    "apart other": 0.29,
    "deed apart": 0.56,
    "deed from": -1.17,
    "deed in": 0.57,
    "deed joined": 0.36,
    "deed nsubj": -0.35,
    "deed obj": 0.3,
    "deed obl:agent": -0.28,
    "deed of": 0.34,
    "deed on": 0.48,
    "deed other": 0.73,
    "deed participant": 0.3,
    "deed phrase": 0.45,
    "deed said": 0.21,
    "deed self": 0.4,
    "deed trigger": 0.71,
    "deed under": 0.35,
    "deed with": 0.45,
    "from apart": 0.92,
    "from participant": -0.61,
    "from phrase": -0.9,
    "from said": -0.39,
    "in joined": 0.21,
    "in nsubj": 0.27,
    "in obl:agent": -0.24,
    "in participant": 0.34,
    "in phrase": 0.39,
    "in self": 0.52,
    "meeting apart": -0.44,
    "meeting deeper": 0.42,
    "meeting in": 1.09,
    "meeting nsubj": -0.21,
    "meeting other": -0.7,
    "meeting participant": 0.29,
    "meeting self": 0.24,
    "meeting to": 1.22,
    "meeting under": -0.32,
    "meeting with": -0.27,
    "of nsubj": -0.42,
    "of other": 0.72,
    "on deeper": 0.41,
    "on other": 0.23,
    "on participant": -0.41,
    "on said": 0.56,
    "other nsubj": 0.35,
    "other other": -0.43,
    "other participant": 0.75,
    "other phrase": 0.2,
    "said apart": 0.67,
    "said deeper": -0.34,
    "said obj": -0.5,
    "said participant": -0.45,
    "said phrase": -0.37,
    "to apart": -0.6,
    "to deeper": 0.33,
    "to nsubj": -0.24,
    "to phrase": 0.24,
    "to self": 0.62,
    "trigger apart": -0.32,
    "trigger nsubj:pass": -0.28,
    "trigger other": -0.54,
    "trigger participant": 0.31,
    "trigger phrase": 0.48,
    "trigger self": 0.76,
    "under apart": -0.29,
    "under deeper": 0.57,
    "under joined": -0.22,
    "under nsubj:pass": 0.2,
    "under obj": -0.35,
    "under other": -1.0,
    "under participant": 0.36,
    "under phrase": 0.53,
    "under said": -0.26,
    "with apart": -0.74,
    "with obj": 0.33,
    "word ": -0.5,
    "word apart": -0.24,
    "word in": 0.46,
    "word joined": -0.35,
    "word obj": -0.44,
    "word obl:agent": -0.24,
    "word of": -0.56,
    "word on": -0.43,
    "word participant": -0.26,
    "word phrase": -0.25,
    "word said": -1.02,
    "word under": -0.91,
    "word with": -0.38,
}
