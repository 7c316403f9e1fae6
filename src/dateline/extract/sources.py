"""The chain of voices behind a mention: who says so, nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.core import Attribution, EventMention, Participant, Report, Sentence, Source, Span
from dateline.extract.cues import load_cues
from dateline.extract.participants import is_nobody
from dateline.extract.quotes import find_quotes
from dateline.extract.trees import Tree
from dateline.extract.voices import is_outlet_name, judge_kind


def find_sources(
    mention: EventMention, sentences: Sequence[Sentence], attributions: Sequence[Attribution], report: Report
) -> tuple[Source, ...]:
    """Return the chain of voices behind a mention, nearest first; () where the publisher speaks for itself."""
    own = sentences[mention.sentence].span
    trigger = mention.trigger.span
    quote = next((q.span for q in find_quotes(report.text) if q.span.covers(trigger)), None)
    if quote is None and _is_background(mention, sentences[mention.sentence]):
        return ()
    chain: list[Source] = []
    for attribution in _speakers_first(attributions_of(mention, attributions)):
        voice = attribution.voice
        if (
            voice is None
            or _is_nobody(voice.span, sentences)
            or not _reports(attribution, own, quote)
            or _is_own_act(mention, voice, quoted=quote is not None)
        ):
            continue
        for one in (voice, *_told_outlets(voice, report.text)):
            if all(v.text != one.text for v in chain):
                chain.append(replace(one, quoted=quote is not None))
    return tuple(chain) or _learned_source(mention, sentences, report, quoted=quote is not None)


def _speakers_first(around: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions with a speaker before the outlet that cites it beside it, neither inside the other."""
    found = list(around)
    for i, (nearer, other) in enumerate(pairwise(around)):
        inside = any(_holds(other.content, cue) for cue in nearer.cue)
        if _is_outlet(nearer) and not _is_outlet(other) and not inside:
            found[i], found[i + 1] = found[i + 1], found[i]
    return found


def _is_outlet(attribution: Attribution) -> bool:
    return attribution.voice is not None and attribution.voice.kind == "outlet"


def _learned_source(
    mention: EventMention, sentences: Sequence[Sentence], report: Report, *, quoted: bool
) -> tuple[Source, ...]:
    """Return the voice that the model reads as the source of a mention, where no attribution holds it.

    It stands in the mention's sentence; in another only where the mention is quoted.
    """
    found = max((a for a in mention.trigger.arguments if a.role == "source"), key=lambda a: a.score, default=None)
    if found is None:
        return ()
    sentence = next((s for s in sentences if s.span.overlaps(found.span)), sentences[mention.sentence])
    if sentence.index != mention.sentence and not quoted:
        return ()
    if _is_nobody(found.span, sentences):
        return ()
    if found.score < LEAST_LEARNED or not any(
        sentence.tokens[i].upos in {"NOUN", "PROPN", "PRON"} for i in sentence.tokens_in(found.span)
    ):
        return ()
    kind = judge_kind(Tree(sentence, load_cues()), None, found.span, report, load_cues())
    return (Source(found.span, found.span.of(report.text), kind, quoted=quoted, stance="asserts"),)


LEAST_LEARNED = 0.85
"""Source arguments of triggers that the model holds less likely are left out: of those, more are wrong than right."""


def _is_nobody(span: Span | None, sentences: Sequence[Sentence]) -> bool:
    """Say whether the words of a voice name nobody: "no group has claimed responsibility"."""
    if span is None:
        return False
    return any(is_nobody([s.tokens[i] for i in s.tokens_in(span)]) for s in sentences if s.span.overlaps(span))


def _is_background(mention: EventMention, sentence: Sentence) -> bool:
    """Say whether a mention stands in a relative clause: there the publisher tells who somebody is."""
    head = sentence.head_of(mention.trigger.span)
    return head is not None and sentence.tokens[head].deprel == "acl:relcl"


def _reports(attribution: Attribution, own: Span, quote: Span | None) -> bool:
    """Say whether an attribution makes its voice responsible: by a word of saying in the sentence, or by quoting it."""
    voice = attribution.voice
    in_sentence = any(span.overlaps(own) for span in attribution.cue)
    quotes = quote is not None and not any(quote.covers(span) for span in attribution.cue)
    return voice is not None and (quotes or (in_sentence and bool(voice.stance)))


def _told_outlets(voice: Source, text: str) -> Iterator[Source]:
    """Yield the outlets that a voice told: they report the speaker."""
    cues = load_cues()
    for span in voice.told_to:
        if is_outlet_name(span.of(text), cues):
            yield Source(span, span.of(text), "outlet", cue=voice.cue, stance="asserts")


UTTERANCES = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
"""PLOVER types that are done by speaking: whoever speaks does them (80 of 81 such mentions in gold have no source)."""
_OWNED_UP = frozenset({"ASSAULT"})
"""Types for which telling of one's own act is to claim it: the speaker is a source all the same (10 of 11)."""


def _is_own_act(mention: EventMention, voice: Source, *, quoted: bool) -> bool:
    """Say whether the speaker is who acts: who announces its own act is no source, who denies or admits it is one."""
    if voice.stance in {"denies", "admits", "claims"} or not any(_same(actor, voice) for actor in mention.actors):
        return False
    return mention.event_type in UTTERANCES or (not quoted and mention.event_type not in _OWNED_UP)


def _same(actor: Participant, voice: Source) -> bool:
    """Say whether an actor is the speaker: the same words, or a pronoun after them."""
    if actor.span is not None and voice.span is not None and actor.span.overlaps(voice.span):
        return True
    words = actor.text.lower()
    return bool(words) and (
        words == voice.text.lower() or words in load_cues().closed.speakers or _shares_name(actor.text, voice.text)
    )


def _shares_name(actor: str, voice: str) -> bool:
    """Say whether the last name of an actor stands in the words of a voice: "Mogherini", "Federica Mogherini"."""
    names = [word for word in _WORD.findall(actor) if word[:1].isupper()]
    return bool(names) and names[-1] in _WORD.findall(voice)


_WORD = re.compile(r"\w[\w.'’-]*\w|\w")


def attributions_of(mention: EventMention, attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions in whose content a mention stands, nearest first; the mention's own words are no cue.

    Who rejects a demand or a charge answers it and does not tell of it.
    """
    trigger, spoken = mention.trigger.span, mention.event_type in UTTERANCES
    around = [
        a
        for a in attributions
        if _holds(a.content, trigger)
        and not _holds(a.cue, trigger)
        and not (spoken and a.voice is not None and a.voice.stance == "denies")
    ]
    return tuple(sorted(around, key=lambda a: (_extent(a.content), abs(_first(a.cue) - trigger.start))))


def _holds(spans: Iterable[Span], span: Span) -> bool:
    return any(s.overlaps(span) for s in spans)


def _extent(spans: tuple[Span, ...]) -> int:
    return sum(map(len, spans))


def _first(spans: tuple[Span, ...]) -> int:
    return spans[0].start if spans else 0


def is_denied(mention: EventMention, attributions: Iterable[Attribution]) -> bool:
    """Say whether the nearest voice that speaks of a mention denies it."""
    nearest = next((a for a in attributions_of(mention, attributions) if a.voice is not None), None)
    return nearest is not None and nearest.voice is not None and nearest.voice.stance == "denies"
