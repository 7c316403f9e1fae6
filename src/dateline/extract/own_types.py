"""Finds mentions of a user's own event types: by frames for the event, by the tree for who takes part.

Nothing is trained: see `lessons`. What the language model says of the same words (status, arguments, meaning) is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.codebook import Codebook, EventType
from dateline.core import EventMention, Evidence, Label, Participant, Report, Sentence, Span, Status, Trigger
from dateline.extract.branches import Branches
from dateline.extract.frames import Match, Pattern, find_matches, index_patterns
from dateline.extract.lessons import Parse, find_marked, find_taught, learn_marks, learn_patterns
from dateline.extract.takers import Taker, Way, find_takers, learn_ways

MAX_TRIGGER_WORDS = 6


@dataclass(frozen=True, slots=True)
class OwnType:
    """An own type: its patterns by predicate, the words that mark its modes, how its participants stand to it."""

    kind: EventType
    patterns: Mapping[str, tuple[Pattern, ...]]
    marks: Mapping[str, tuple[str, ...]]
    ways: frozenset[Way]


@dataclass(frozen=True, slots=True)
class OwnTypes:
    """All own types of a codebook, learned; empty for one that has none."""

    codebook: Codebook
    types: tuple[OwnType, ...] = field(default=())


def learn_own(codebook: Codebook, parse: Parse) -> OwnTypes:
    """Return what the examples of a codebook's own types teach; `parse` is the language model's."""
    return OwnTypes(codebook, tuple(_learned(kind, parse) for kind in codebook.own_types))


def _learned(kind: EventType, parse: Parse) -> OwnType:
    taught = find_taught(kind, parse)
    patterns = index_patterns(learn_patterns(kind, taught, parse))
    return OwnType(kind, patterns, learn_marks(taught), learn_ways(taught))


def find_own(
    report: Report, sentences: Sequence[Sentence], own: OwnTypes, min_confidence: float = 0.0
) -> tuple[EventMention, ...]:
    """Return the mentions of own types in the order of the text; nothing in the credit of a story is an event."""
    credit = report.credit.span if report.credit else Span(0, 0)
    found = [
        _mention(report, sentence, match, one, own.codebook)
        for sentence in sentences
        if own.types and not sentence.span.overlaps(credit)
        for one in own.types
        for match in find_matches(sentence, one.patterns)
        if match.pattern.confidence >= min_confidence
    ]
    return tuple(sorted(found, key=lambda mention: (mention.trigger.span, mention.event_type)))


def with_own(mentions: Iterable[EventMention], own: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """Return the mentions of model and own types in the order of the text.

    Where both read the same words, the own type stands: its codebook was written for the purpose.
    """
    spans = [mention.trigger.span for mention in own]
    kept = [m for m in mentions if not any(span.overlaps(m.trigger.span) for span in spans)]
    return tuple(sorted([*kept, *own], key=lambda mention: (mention.trigger.span, mention.event_type)))


def _mention(report: Report, sentence: Sentence, match: Match, own: OwnType, codebook: Codebook) -> EventMention:
    pattern, code = match.pattern, own.kind.code
    trigger = _trigger(sentence, match, code)
    modes = tuple(dict.fromkeys((*pattern.modes, *find_marked(Branches(sentence), match.words, own.marks))))
    rule = f"codebook: {pattern.origin}"
    fields = ("event_type", *(f"modes[{i}]" for i in range(len(modes))))
    mention = EventMention(
        id="",
        report_id=report.id,
        sentence=sentence.index,
        trigger=trigger,
        event_type=code,
        modes=modes,
        score=codebook.score_of(code, modes),
        quad=codebook.quad_of(code) or "",
        cameo=codebook.cameo_of(code, modes),
        confidence=pattern.confidence,
        evidence=tuple(Evidence(name, rule, trigger.span, pattern.confidence) for name in fields),
    )
    return _with_takers(mention, report, sentence, match, own.ways)


def _with_takers(
    mention: EventMention, report: Report, sentence: Sentence, match: Match, ways: frozenset[Way]
) -> EventMention:
    takers = find_takers(Branches(sentence), match.predicate, match.words, ways)
    actors = [taker for taker in takers if taker.role == "actor"]
    recipients = [taker for taker in takers if taker.role == "recipient"]
    mention = replace(mention, actors=_people(actors, report), recipients=_people(recipients, report))
    for name, found in (("actors", actors), ("recipients", recipients)):
        for i, taker in enumerate(found):
            mention = mention.with_evidence(Evidence(f"{name}[{i}].text", taker.rule, taker.span, taker.score))
        if not found:
            mention = mention.without(name, f"no words by the trigger name the {name[:-1]}")
    return mention


def _people(takers: Sequence[Taker], report: Report) -> tuple[Participant, ...]:
    return tuple(Participant(taker.span, taker.span.of(report.text)) for taker in takers)


def _trigger(sentence: Sentence, match: Match, code: str) -> Trigger:
    """The words of a match as a trigger; the model's reading of the predicate, where there is one, is kept."""
    span = _trigger_span(sentence, match)
    read = next((t for t in sentence.triggers if t.span.overlaps(sentence.tokens[match.predicate].span)), None)
    label = Label(code, match.pattern.confidence)
    statuses = tuple(_statuses(Branches(sentence), match.predicate))
    if read is None:
        return Trigger(span, (label,), statuses=statuses or (Label(Status.ACTUAL, 0.6),))
    return replace(read, span=span, types=(label,), modes=(), statuses=statuses or read.statuses)


def _trigger_span(sentence: Sentence, match: Match) -> Span:
    """From the predicate to the last word of the match if that is a short stretch, else the predicate alone."""
    tokens, first, last = sentence.tokens, match.predicate, max(match.words)
    head = tokens[last].head
    if tokens[last].deprel == "compound" and head is not None and head == last + 1:
        last = head
    between = tokens[first : last + 1]
    is_short = len(between) <= MAX_TRIGGER_WORDS and not any(t.upos in {"CCONJ", "PUNCT"} for t in between)
    whole = first == min(match.words) and is_short
    return Span(tokens[first].span.start, tokens[last if whole else first].span.end)


MODALS = frozenset({"could", "may", "might", "should", "can"})
FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
NEGATORS = frozenset({"not", "n't", "n’t", "never", "no"})
PLANS = frozenset({"plan", "intend", "want", "promise", "announce", "prepare", "expect", "pledge", "decide", "vow"})


def _statuses(tree: Branches, predicate: int) -> Iterator[Label]:
    """What auxiliary, negation, condition or plan say of the status; nothing where none of them is there."""
    by = {tree.tokens[i].form.lower() for i in tree.children(predicate)}
    head = tree.tokens[predicate].head
    governor = tree.tokens[head].lemma.lower() if head is not None else ""
    if by & NEGATORS:
        yield Label(Status.NEGATED, 0.8)
    elif by & MODALS or "if" in by or "whether" in by:
        yield Label(Status.HYPOTHETICAL, 0.7)
    elif by & FUTURE or (governor in PLANS and tree.is_a(predicate, "xcomp", "ccomp")):
        yield Label(Status.FUTURE, 0.7)
