"""The chain of a mention, from attributions that were written by hand."""

from __future__ import annotations

from dataclasses import replace

from dateline.core import (
    Argument,
    Attribution,
    EventMention,
    Label,
    Participant,
    Report,
    Sentence,
    Source,
    SourceKind,
    Span,
    Token,
    Trigger,
)
from dateline.extract.sources import find_sources, is_denied

TEXT = "Reuters reported that the army said rebels had burned the camp."
REPORT = Report("r", "", TEXT)


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def words_of() -> tuple[Token, ...]:
    spans, start = [], 0
    for form in TEXT.rstrip(".").split():
        spans.append(Span(start, start + len(form)))
        start += len(form) + 1
    return tuple(Token(s, s.of(TEXT), s.of(TEXT), "NOUN", (), None, "root") for s in spans)


SENTENCES = (Sentence(0, Span(0, len(TEXT)), words_of()),)


def said(source: str, cue: str, content: str, kind: SourceKind, stance: str = "asserts") -> Attribution:
    voice = Source(at(source), source, kind, cue=at(cue), stance=stance)
    return Attribution((at(source),), (at(cue),), (at(content),), voice)


REUTERS = said("Reuters", "reported", "the army said rebels had burned the camp", "outlet")
ARMY = said("the army", "said", "rebels had burned the camp", "organization")


def mention(event_type: str = "COERCE", trigger: str = "burned", actors: tuple[Participant, ...] = ()) -> EventMention:
    return EventMention("m", "r", 0, Trigger(at(trigger), (Label(event_type, 1.0),)), event_type, actors=actors)


def test_the_nearest_voice_comes_first() -> None:
    """The speaker stands before the outlet that reports the speaker, in whatever order they come in."""
    for attributions in ((REUTERS, ARMY), (ARMY, REUTERS)):
        assert [s.text for s in find_sources(mention(), SENTENCES, attributions, REPORT)] == ["the army", "Reuters"]


def test_no_attribution_is_the_publishers_voice() -> None:
    """Without an attribution around the mention the chain is empty."""
    assert find_sources(mention(), SENTENCES, (), REPORT) == ()
    assert find_sources(mention(trigger="army"), SENTENCES, (ARMY,), REPORT) == ()


def test_an_outlet_that_was_told_is_in_the_chain() -> None:
    """Who was told and prints it reports the speaker."""
    assert ARMY.voice is not None
    told = replace(ARMY, voice=replace(ARMY.voice, told_to=(at("Reuters"),)))
    chain = find_sources(mention(), SENTENCES, (told,), REPORT)
    assert [(s.text, s.kind) for s in chain] == [("the army", "organization"), ("Reuters", "outlet")]


def test_a_speaker_is_the_actor_of_its_verbal_act() -> None:
    """Who accuses is no source of the accusation; who owns up to an attack is one of the attack."""
    army = (Participant(at("the army"), "the army"),)
    assert find_sources(mention("ACCUSE", actors=army), SENTENCES, (ARMY,), REPORT) == ()
    assert len(find_sources(mention("ASSAULT", actors=army), SENTENCES, (ARMY,), REPORT)) == 1


def test_a_cue_is_not_its_own_source() -> None:
    """A mention whose trigger is the cue itself has no source in it."""
    assert find_sources(mention("ACCUSE", "said"), SENTENCES, (ARMY,), REPORT) == ()


def test_a_cue_without_stance_is_no_source_unless_quoted() -> None:
    """Words that the cue list does not know attribute only what stands in quotation marks."""
    vague = said("the army", "said", "rebels had burned the camp", "organization", "")
    assert find_sources(mention(), SENTENCES, (vague,), REPORT) == ()


def test_the_learned_source_fills_in() -> None:
    """Where no attribution holds the mention, the trigger's own source argument speaks."""
    learned = mention()
    learned = replace(learned, trigger=replace(learned.trigger, arguments=(Argument("source", at("the army"), 0.9),)))
    assert [s.text for s in find_sources(learned, SENTENCES, (), REPORT)] == ["the army"]


def test_denial() -> None:
    """The nearest voice decides whether a mention is denied."""
    denies = said("the army", "said", "rebels had burned the camp", "organization", "denies")
    assert is_denied(mention(), (REUTERS, denies))
    assert not is_denied(mention(), (REUTERS, ARMY))
    assert not is_denied(mention(), ())
