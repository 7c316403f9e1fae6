"""How a place name stands to a trigger in the tree, and what that is worth.

Each way of standing is a few readable features. Their weights (`resources/languages/en/place_weights.yaml`) were fitted
on annotated reports (`training/fit_places.py`): their sum is the log-odds that the name is the place of the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from dateline.core import EventMention, Sentence, Span
from dateline.knowledge.gazetteer import Gazetteer
from dateline.resolve.landscape import Named
from dateline.resolve.place_words import load_place_weights, load_place_words

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
        way: how it stands: preposition, the way from the trigger's side, the way on the name's side.
        features: what is weighed.
    """

    named: Named
    way: tuple[str, str, str]
    features: tuple[str, ...]

    @property
    def odds(self) -> float:
        """The log-odds that this is the place of the event."""
        weights = load_place_weights()
        return weights["all"] + sum(weights.get(feature, 0.0) for feature in self.features)


def find_sites(
    mention: EventMention, sentence: Sentence, named: tuple[Named, ...], gazetteer: Gazetteer
) -> tuple[Site, ...]:
    """Return namings of a sentence with how each stands to the mention's trigger, in order."""
    trigger = sentence.head_of(mention.trigger.span)
    if trigger is None:
        return ()
    inside = set(sentence.tokens_in(mention.trigger.span))
    above = _way_up(sentence, trigger)
    reaches = sentence.tokens[trigger].lemma.lower() in load_place_words().reaches
    heads = [
        (naming, head)
        for naming in named
        if (head := sentence.head_of(naming.span)) is not None and not _sends(sentence, head)
    ]
    nearest = min((abs(head - trigger) for _, head in heads), default=0)
    group = group_of(mention.event_type)
    found = []
    for naming, head in heads:
        way = _relation(sentence, head, inside, above)
        line = (f"{group} {word}" for word in _place_in_line(head - trigger, nearest, len(heads)))
        kind = [
            f"is {_class_of(naming, gazetteer)}",
            *([f"reaches {way[0]} {way[2]}"] if reaches and way[1] == "trigger" else []),
        ]
        found.append(Site(naming, way, (*kind, f"type {mention.event_type}", *_features(group, *way), *line)))
    return tuple(found)


def find_described(sentence: Sentence, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """Return the words of a sentence that take up a place named before: "the city", "the Iraqi capital", "there"."""
    words, found = load_place_words(), []
    for index, token in enumerate(sentence.tokens):
        lemma = token.lemma.lower()
        if lemma not in words.takes_up and lemma not in words.capital:
            continue
        below = [
            i
            for i in sentence.children(index)
            if i < index and sentence.tokens[i].deprel in ("det", "amod", "compound")
        ]
        definite = any(sentence.tokens[i].lemma.lower() in words.definite for i in below)
        proper = [t.form for t in sentence.tokens if t.head == index and t.upos == "PROPN"]
        named = not all(gazetteer.country_of_adjective(form) for form in proper)
        if not named and (definite or token.upos == "ADV"):
            start = sentence.tokens[min(below)].span.start if below else token.span.start
            found.append(Named(Span(start, token.span.end), sentence.index, None, described=True))
    return tuple(found)


def _sends(sentence: Sentence, head: int) -> bool:
    """Say whether a name is that of the state whose embassy is spoken of ("the French embassy", "France’s embassy")."""
    above = sentence.tokens[head].head
    if above is None or preposition(sentence, head):
        return False
    return sentence.tokens[above].lemma.lower() in load_place_words().embassy


def embassy_of(sentence: Sentence, span: Span) -> Span | None:
    """Return the words from an embassy to the place that it is in ("the French embassy in Oslo"), or None."""
    head = sentence.head_of(span)
    above = sentence.tokens[head].head if head is not None else None
    if head is None or above is None or sentence.tokens[above].lemma.lower() not in load_place_words().embassy:
        return None
    first = min((above, *(i for i in sentence.children(above) if i < above and sentence.tokens[i].deprel != "case")))
    return (
        Span(sentence.tokens[first].span.start, span.end)
        if preposition(sentence, head) == "in" and above < head
        else None
    )


def _class_of(naming: Named, gazetteer: Gazetteer) -> str:
    if naming.described:
        return "described"
    if naming.candidate is None:
        return "unknown"
    table, row = gazetteer.table, naming.candidate.row
    # A dependency (Puerto Rico) is a place of its state rather than one that acts.
    return "region" if table.is_dependency(row) else table.class_of(row)


def likelihood(odds: float) -> float:
    """Return log-odds as a probability."""
    return 1 / (1 + exp(-odds))


def _features(group: str, word: str, trigger: str, name: str) -> tuple[str, ...]:
    """Return the features of a way of standing; "" is left out as "bare"."""
    word = word or "bare"
    return f"{group} {word}", f"{word} {name}", f"{trigger} {name}", f"{group} {trigger}", f"{group} {name}"


def _place_in_line(offset: int, nearest: int, count: int) -> tuple[str, ...]:
    """Return features of where in the sentence a name stands: beside the trigger, before it, alone."""
    found = ["near"] if abs(offset) <= 4 else ["far"] if abs(offset) > 15 else []
    found += ["before"] if offset < 0 else []
    found += ["only"] if count == 1 else ["nearest"] if abs(offset) == nearest else []
    return tuple(found)


def group_of(event_type: str) -> str:
    """Return deed, meeting or word: how events of a type are tied to places."""
    return _GROUPS.get(event_type, "word")


def preposition(sentence: Sentence, head: int) -> str:
    """Return the class of the case marker of a phrase: in, to, on, of, from, with, other; "" if it has none."""
    if sentence.tokens[head].upos == "ADV":
        return "in"
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
