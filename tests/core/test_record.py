"""The JSON objects are those of the contract, and can be read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from dateline.core import (
    Attribution,
    Coding,
    Count,
    EventMention,
    Evidence,
    Label,
    Participant,
    Period,
    Report,
    Size,
    Source,
    Span,
    Status,
    Trigger,
    Versions,
    When,
    Where,
)
from dateline.core.record import attribution_record, mention_id, mention_record, read_mention

VERSIONS = Versions("0.1.0", "en-1", "plover-2.0.1", "2026.11")
TEXT = "Police in Lima arrested 12 miners on Tuesday, a union said."
REPORT = Report("r1", "", TEXT, date(2024, 5, 8), "2024-05-08", "The Paper", "https://paper.example/1")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def example() -> EventMention:
    union = Source(span("a union"), "a union", "organization", cue=span("said"), stance="claims", told_to=())
    return EventMention(
        id="m-1",
        report_id="r1",
        sentence=0,
        trigger=Trigger(span("arrested"), (Label("COERCE", 0.87),)),
        event_type="COERCE",
        modes=("arrest",),
        contexts=("legal",),
        actors=(Participant(span("Police"), "Police", "Police of Peru", "PER-COP", "PER", ("COP", "GOV"), ""),),
        recipients=(Participant(span("12 miners"), "12 miners", sectors=("LAB",)),),
        sources=(union,),
        when=When(Period.day(date(2024, 5, 7)), "text", span("on Tuesday"), "on Tuesday"),
        where=Where(span("Lima"), "Lima", "Lima", "PER", "Lima", -12.04, -77.03, 3936456, "city"),
        size=Size(arrested=Count(12, 12, 12, span("12"))),
        score=-7.0,
        quad="material conflict",
        cameo="173",
        confidence=0.87,
        evidence=(Evidence("size.arrested", "size: number before the noun", span("12"), 1.0),),
        missing=(("recipients[0].country", "no country in the words"),),
    )


def coding(*mentions: EventMention) -> Coding:
    return Coding(REPORT, (Span(0, len(TEXT)),), mentions, (), (), VERSIONS)


KEYS = (
    "id report_id published publisher url sentence trigger event_type modes contexts status actors recipients sources "
    "when where size score quad cameo confidence evidence missing versions"
)
PARTS = {
    "sentence": "index start end text",
    "trigger": "text start end",
    "when": "text start end first last basis",
    "where": "text start end name country admin1 lat lon geonameid precision",
    "size": "dead injured arrested",
    "versions": "dateline model codebook knowledge",
}
LISTED = {
    "actors": "text start end name entity_id country sector sectors role",
    "recipients": "text start end name entity_id country sector sectors role",
    "sources": "text start end name kind country sector cue quoted stance channel told_to first",
    "evidence": "field rule score start end",
}


def test_keys_stand_in_the_order_of_the_contract() -> None:
    """Every object of the record has the contract's keys in the contract's order."""
    record = mention_record(coding(example()), example())
    assert list(record) == KEYS.split()
    for name, keys in PARTS.items():
        assert list(record[name]) == keys.split(), name
    for name, keys in LISTED.items():
        assert [list(one) for one in record[name]] == [keys.split()], name


def test_every_span_of_the_record_points_at_its_words() -> None:
    """Wherever an object has text, start and end, the text is what stands there."""
    found = 0

    def look(part: object) -> None:
        nonlocal found
        if isinstance(part, dict):
            if part.get("text") and part.get("start") is not None:
                found += 1
                assert TEXT[part["start"] : part["end"]] == part["text"]
            for value in part.values():
                look(value)
        if isinstance(part, list):
            for value in part:
                look(value)

    look(mention_record(coding(example()), example()))
    assert found == 8


def test_unknown_is_null_or_empty() -> None:
    """Nothing stands in for a value that is not known."""
    bare = EventMention("m-2", "r1", 0, Trigger(span("arrested"), ()), "COERCE")
    unknown = replace(coding(bare), report=replace(REPORT, published=None))
    record = mention_record(unknown, bare)
    assert record["published"] is None
    assert (record["when"], record["where"], record["score"]) == (None, None, None)
    assert record["size"] == {"dead": None, "injured": None, "arrested": None}
    assert record["actors"] == record["sources"] == record["modes"] == []


def test_a_number_with_a_range_says_so() -> None:
    """The best number stays where the contract has it; the range stands in a key of its own."""
    mention = replace(example(), size=Size(dead=Count(12, 12, None, span("12")), arrested=Count(3, 3, 3, span("12"))))
    record = mention_record(coding(mention), mention)
    assert record["size"] == {"dead": 12, "injured": None, "arrested": 3}
    assert record["size_range"] == {"dead": {"least": 12, "most": None, "start": 24, "end": 26}}


def test_an_empty_span_is_a_span() -> None:
    """A span of no characters keeps its place."""
    mention = replace(example(), when=When(Period.day(date(2024, 5, 7)), "text", Span(5, 5), ""))
    record = mention_record(coding(mention), mention)
    assert (record["when"]["start"], record["when"]["end"]) == (5, 5)
    assert read_mention(record) == mention


def test_several_reasons_for_one_field_are_all_told() -> None:
    """A second reason for the same field does not hide the first."""
    mention = replace(example(), missing=(("where", "no place"), ("where", "no dateline")))
    assert mention_record(coding(mention), mention)["missing"] == {"where": "no place; no dateline"}


@pytest.mark.parametrize("status", list(Status))
def test_a_record_reads_back_as_the_mention(status: Status) -> None:
    """Record → JSON → mention → record gives the same mention and the same record."""
    mention = replace(example(), status=status)
    record = mention_record(coding(mention), mention)
    again = read_mention(json.loads(json.dumps(record)))
    assert again == mention
    assert mention_record(coding(again), again) == record


def test_an_attribution_names_its_pieces() -> None:
    """Source, cue and content are given with their spans; a missing source is null."""
    voice = Source(span("a union"), "a union", "organization", stance="claims")
    said = Attribution((span("a union"),), (span("said"),), (span("Police"), span("on Tuesday")), voice, score=0.9)
    record = attribution_record(REPORT, said)
    assert record["source"] == {"text": "a union", "spans": [[46, 53]]}
    assert record["content"] == {"text": "Police on Tuesday", "spans": [[0, 6], [34, 44]]}
    assert (record["report_id"], record["kind"], record["quoted"]) == ("r1", "organization", False)
    assert attribution_record(coding(), replace(said, source=(), voice=None))["source"] is None


def test_ids_are_stable_and_tell_mentions_apart() -> None:
    """The id depends on report, trigger, type and versions, and on nothing else."""
    first = mention_id("r1", Span(3, 9), "COERCE", VERSIONS)
    assert first == mention_id("r1", Span(3, 9), "COERCE", VERSIONS) == "m-" + first[2:]
    others = {
        mention_id("r2", Span(3, 9), "COERCE", VERSIONS),
        mention_id("r1", Span(3, 8), "COERCE", VERSIONS),
        mention_id("r1", Span(3, 9), "ASSAULT", VERSIONS),
        mention_id("r1", Span(3, 9), "COERCE", replace(VERSIONS, model="en-2")),
        mention_id("r1", Span(3, 9), "COERCE", VERSIONS, 1),
    }
    assert len(others) == 5
    assert first not in others
