"""A sentence seen from one of its events: which times hang on it in the tree, and which belong to something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace

from dateline.core import Sentence, Span, Trigger
from dateline.resolve.time_words import Meaning, load_grammar
from dateline.resolve.times import TimeExpression

# An event noun shares the time of the verb that governs it over these relations ("held talks on Monday"); where that
# verb is an event of its own, over fewer: "condemned the attack on Monday" dates the condemning.
_NOUN_UP = frozenset({"obj", "nsubj", "obl", "nmod", "compound", "iobj", "appos"})
_NOUN_UP_TO_EVENT = frozenset({"obl", "nmod", "compound", "appos"})
# Below an event these words may carry its time; what lies beyond is a clause of its own.
_DOWN = frozenset({"obj", "obl", "xcomp", "acl"})
# A time that describes a noun ("Tuesday's deal", "the 2011 vote") dates that noun and nothing above it.
_DESCRIBING = frozenset({"nmod", "nmod:poss", "compound", "nummod", "amod", "det"})
CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "csubj", "conj", "xcomp"})
FAINT = frozenset({"clock", "moments", "open_span"})
"""Rules of times that seldom are the time of an event."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The time that belongs to an event, why, and how sure that is (0..1)."""

    time: TimeExpression
    why: str
    score: float


class EventTree:
    """A sentence seen from one of its events.

    Attributes:
        tokens: the words of the sentence.
        own: places of the words of the event.
        head: place of the word at its head, None if the tree has none.
        others: places of the heads of the other events of the sentence.
        speech: places of the heads of its verbs of speaking.
        up: words above the event whose time it shares, with how sure that is.
    """

    def __init__(self, sentence: Sentence, trigger: Span) -> None:
        self.tokens = sentence.tokens
        self.own = frozenset(sentence.tokens_in(trigger))
        self.head = sentence.head_of(trigger)
        others = [t.span for t in sentence.triggers if _is_event(t) and not t.span.overlaps(trigger)]
        self.others = _heads(sentence, others) - self.own
        self.speech = _heads(sentence, [cue.span for cue in sentence.cues]) - self.own
        self.up = self._shared_governors()
        self.sentence = sentence

    def place_of(self, time: TimeExpression) -> int | None:
        """Return the place of the word at the head of a time, None if the tree has none."""
        return self.sentence.head_of(time.core)

    def choice(self, time: TimeExpression) -> Choice | None:
        """Return how a time belongs to the event by the tree, None if it does not."""
        at = self.place_of(time)
        return self._by_tree(time, at) if at is not None and self.head is not None else None

    def as_told(self, time: TimeExpression) -> TimeExpression:
        """Return a time that the event has for another reason than the tree: open to now where "since" governs it."""
        at = self.place_of(time)
        return _since(time) if at is not None and self._stands_after_since(at) else time

    def _by_tree(self, time: TimeExpression, at: int) -> Choice | None:
        """Return how a time hangs on the event or on what governs it."""
        faint = 0.2 if time.rule in FAINT else 0.0
        governor = self._root() if self._dates_caption(time) else self.governor_of(at)
        if governor is None:
            return None
        if governor in self.own or at in self.own:
            time = _from_since(time) if self._begins_since(time) else time
            return Choice(time, f"governed by “{self.tokens[governor].form}”", 1.0 - faint)
        if (steps := self._steps_down(governor, at)) is not None:
            time = _since(time) if self._stands_after_since(governor) else time
            return Choice(time, f"below “{self._form()}”", 0.8 - 0.05 * steps - faint)
        if (score := self.up.get(governor)) and self._leads(governor, at):
            why = f"governed by “{self.tokens[governor].form}”, the clause of “{self._form()}”"
            return Choice(time, why, score - faint)
        return None

    def is_told_aside(self, time: TimeExpression) -> bool:
        """Say whether a time dates another event, told in a relative clause: "who took power in July"."""
        at = self.place_of(time)
        if at is None or self.head is None:
            return False
        line = self.chain(at)
        aside = next((n for n, node in enumerate(line) if self.tokens[node].deprel == "acl:relcl"), None)
        if aside is None or line[aside] not in self.others or line[aside] in self.chain(self.head):
            return False
        return not self.own.intersection(line[:aside])

    def governor_of(self, at: int) -> int | None:
        """Return the word on which a time hangs; no place has a date, so a time that hangs on a name hangs above it."""
        governor = self.tokens[at].head
        for _ in range(4):
            is_name = governor is not None and self.tokens[governor].upos == "PROPN" and governor not in self.own
            if governor is None or not is_name or self.tokens[at].deprel == "nmod:poss":
                break
            governor = self.tokens[governor].head
        return governor

    def _root(self) -> int | None:
        """Return the root of the sentence."""
        return next((i for i, token in enumerate(self.tokens) if token.head is None), None)

    def _dates_caption(self, time: TimeExpression) -> bool:
        """Say whether a full date closes the sentence, as under a picture: it dates all of it."""
        if time.rule != "date" or "year" not in time.meaning.values:
            return False
        after = [token for token in self.tokens if token.span.start >= time.core.end]
        return all(token.upos == "PUNCT" for token in after) and time.core == time.span

    def _form(self) -> str:
        """Return the word at the head of the trigger."""
        return self.tokens[self.head].form if self.head is not None else ""

    def _leads(self, governor: int, at: int) -> bool:
        """Say whether a time of a shared governor reaches this event: of verbs in a row one that leads both."""
        assert self.head is not None
        return self.tokens[self.head].deprel != "conj" or at < min(self.head, governor)

    def _steps_down(self, governor: int, at: int) -> int | None:
        """Return how many words lie between the event and a governor below it, None where it is not its own."""
        node: int | None = governor
        since = self._stands_after_since(governor)
        if not since and (self.others or self.tokens[at].deprel in _DESCRIBING):
            return None
        for steps in range(6):
            if node is None or node in self.others or node in self.speech:
                return None
            token = self.tokens[node]
            if relation_of(token.deprel) not in _DOWN and not self._opens_with_since(node):
                return None
            if token.head in self.own:
                return steps
            node = token.head
        return None

    def _begins_since(self, time: TimeExpression) -> bool:
        """Say whether the event itself is what "since" is about: "since the 2003 bombings" dates the bombings."""
        opening = next((t for t in self.tokens if t.span.start == time.span.start), None)
        return time.rule == "since" and opening is not None and opening.head in self.own and opening.deprel == "case"

    def _opens_with_since(self, node: int) -> bool:
        """Say whether a clause or phrase begins with "since"."""
        words = load_grammar().lists["since"]
        return any(t.head == node and t.deprel in {"mark", "case"} and t.form.lower() in words for t in self.tokens)

    def _stands_after_since(self, governor: int) -> bool:
        """Say whether a word between a time and the event opens with "since": "since the protests began in June"."""
        node: int | None = governor
        for _ in range(len(self.tokens)):
            if node is None or node in self.own or self.up.get(node):
                return False
            if self._opens_with_since(node):
                return True
            node = self.tokens[node].head
        return False

    def _shared_governors(self) -> dict[int, float]:
        """Return the words above the event whose time it shares, with how sure that is."""
        found: dict[int, float] = {}
        node, score = self.head, 0.9
        while node is not None and (parent := self.tokens[node].head) is not None and score > 0.4:
            loss = self._loss(node, parent)
            if loss is None:
                break
            found[parent] = score - loss
            if parent in self.others or parent in self.speech:
                break
            node, score = parent, score - 0.1
        return found

    def _loss(self, node: int, parent: int) -> float | None:
        """Return how much less sure a time of the governor is than an own one, None if it is not shared."""
        relation = relation_of(self.tokens[node].deprel)
        if parent in self.speech:
            return 0.2 if relation == "obj" else None
        if relation in (_NOUN_UP_TO_EVENT if parent in self.others else _NOUN_UP):
            return 0.0
        if relation == "conj" or (relation == "xcomp" and parent not in self.others):
            return 0.2
        if relation == "advcl" or self.tokens[node].deprel == "acl:relcl":
            return 0.2 if self._goes_on(node) or parent not in self.others else None
        return None

    def _goes_on(self, node: int) -> bool:
        """Say whether a clause is a participle that goes on with the clause above it: ", killing five"."""
        return self.tokens[node].feat("VerbForm") in {"Part", "Ger"} and not self._has_mark(node)

    def _has_mark(self, node: int) -> bool:
        """Say whether a clause begins with a word like "after" or "if"."""
        return any(token.head == node and token.deprel == "mark" for token in self.tokens)

    def is_claimed(self, time: TimeExpression) -> bool:
        """Say whether a time belongs to something else: to another event, to the verb of speaking, to a noun."""
        at = self.sentence.head_of(time.core)
        governor = self.tokens[at].head if at is not None else None
        if at is None or governor is None:
            return False
        return governor in self.others or governor in self.speech or self.tokens[at].deprel in _DESCRIBING

    def is_near(self, time: TimeExpression) -> bool:
        """Say whether at most one clause lies between a time and the event, and none of speech."""
        at = self.sentence.head_of(time.core)
        if at is None or self.head is None:
            return True
        up, down = self.chain(at), self.chain(self.head)
        meeting = next((node for node in up if node in down), None)
        if meeting is None or meeting in self.speech:
            return False
        clauses = [relation_of(self.tokens[n].deprel) for n in up[1 : up.index(meeting)] + down[: down.index(meeting)]]
        crossed = [relation for relation in clauses if relation in CLAUSES]
        return len(crossed) <= 1 and not {"ccomp", "csubj", "parataxis"} & set(crossed)

    def chain(self, node: int) -> list[int]:
        """Return a word and those above it up to the root."""
        found = [node]
        while (head := self.tokens[found[-1]].head) is not None and head not in found:
            found.append(head)
        return found


def _is_event(trigger: Trigger) -> bool:
    """Say whether a trigger is more likely an event than none."""
    return sum(label.score for label in trigger.types) >= 0.5


def _since(time: TimeExpression) -> TimeExpression:
    """Return a time as the beginning of a stretch that lasts until now."""
    return time if time.rule == "since" else replace(time, meaning=Meaning("since", {"N": time.meaning}))


def _from_since(time: TimeExpression) -> TimeExpression:
    """Return the time from which a stretch lasts, without the stretch."""
    return replace(time, meaning=time.meaning.values["N"])


def _heads(sentence: Sentence, spans: Collection[Span]) -> set[int]:
    """Return the head words of spans."""
    starts = [token.span.start for token in sentence.tokens]
    heads = set()
    for span in spans:
        first = max(bisect_right(starts, span.start) - 1, 0)
        inside = range(first, bisect_left(starts, span.end))
        heads.update([i for i in inside if sentence.tokens[i].head not in inside][:1])
    return heads


def relation_of(deprel: str) -> str:
    """Return a relation without its subtype."""
    return deprel.partition(":")[0]
