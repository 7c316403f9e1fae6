"""Codings made for the tests: two reports told by hand, any number by rule, and any at all by hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from dateline.core import (
    Argument,
    Attribution,
    Coding,
    Count,
    Credit,
    EventMention,
    Evidence,
    Label,
    Participant,
    Period,
    Problem,
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
from dateline.core.record import mention_id

VERSIONS = Versions("0.1.0", "en-1", "plover-2.0.1", "2026.11")
NEWER = Versions("0.2.0", "en-2", "plover-2.0.1", "2026.12")
TITLE = "Lima police arrest miners"
BODY = "Police in Lima arrested 12 miners on Tuesday, a union said. The minister & mayor <met> no one."
REPORT = Report(
    "r1",
    TITLE,
    BODY,
    date(2024, 5, 8),
    "2024-05-08T10:00:00Z",
    "The Paper",
    "https://paper.example/1",
    "en",
    "A. Writer",
)
TEXT = REPORT.text


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


UNION = Source(at("a union"), "a union", "organization", "Miners' Union", "PER", "LAB", cue=at("said"), stance="claims")
ARREST = EventMention(
    id=mention_id("r1", at("arrested"), "COERCE", VERSIONS),
    report_id="r1",
    sentence=1,
    trigger=Trigger(
        at("arrested"), (Label("COERCE", 0.875),), (Label("arrest", 0.75),), vector=(0.5, -0.25), factuality=3.0
    ),
    event_type="COERCE",
    modes=("arrest",),
    contexts=("legal", "economic"),
    actors=(Participant(at("Police"), "Police", "Police of Peru", "PER-COP", "PER", ("COP", "GOV"), ""),),
    recipients=(Participant(at("12 miners"), "12 miners", "", "", "PER", ("LAB",)),),
    sources=(UNION,),
    when=When(Period.day(date(2024, 5, 7)), "text", at("on Tuesday"), "on Tuesday"),
    where=Where(at("Lima", TEXT), "Lima", "Lima", "PER", "Lima", -12.04318, -77.02824, 3936456, "city"),
    size=Size(arrested=Count(12, 12, 12, at("12"))),
    score=-7.0,
    quad="material conflict",
    cameo="173",
    confidence=0.875,
    evidence=(
        Evidence("event_type", "model: trigger head", at("arrested"), 0.875),
        Evidence("when", "when: Tuesday before publication 2024-05-08 is 2024-05-07", at("on Tuesday"), 0.9),
        Evidence("actors[0].country", "knowledge: place beside the name", at("Lima", TEXT), 0.8),
    ),
    missing=(("recipients[0].name", "no name in the words"),),
)
MEETING = EventMention(
    id=mention_id("r1", at("met"), "CONSULT", VERSIONS),
    report_id="r1",
    sentence=2,
    trigger=Trigger(at("met"), (Label("CONSULT", 0.5),)),
    event_type="CONSULT",
    modes=("meet",),
    status=Status.NEGATED,
    actors=(
        Participant(at("The minister"), "The minister", "", "", "PER", ("GOV",), "minister"),
        Participant(at("mayor"), "mayor", "", "", "PER", ("GOV",)),
    ),
    when=When(Period.day(date(2024, 5, 8)), "published"),
    score=2.5,
    quad="verbal cooperation",
    cameo="040",
    confidence=0.5,
    evidence=(Evidence("event_type", "model: trigger head", at("met"), 0.5),),
    missing=(("where", "no place in the sentence"), ("recipients", "no words for one")),
)
SAID = Attribution(
    (at("a union"),), (at("said"),), (Span(at("Police").start, at("on Tuesday").end),), UNION, score=0.75
)
SENTENCES = (
    Span(0, len(TITLE)),
    Span(len(TITLE) + 2, TEXT.index(" The minister")),
    Span(TEXT.index("The m"), len(TEXT)),
)
CODING = Coding(REPORT, SENTENCES, (ARREST, MEETING), (SAID,), (Problem("r1", "odd quotes", "look"),), VERSIONS)


def recoded(coding: Coding, versions: Versions) -> Coding:
    """The same coding as other versions would give it: other ids, all else the same."""
    mentions = tuple(
        replace_id(one, mention_id(coding.report.id, one.trigger.span, one.event_type, versions))
        for one in coding.mentions
    )
    return Coding(coding.report, coding.sentence_spans, mentions, coding.attributions, coding.problems, versions)


def replace_id(mention: EventMention, new: str) -> EventMention:
    from dataclasses import replace

    return replace(mention, id=new)


def many(reports: int, mentions: int = 5, first: int = 0) -> list[Coding]:
    """Codings by rule: so many reports with so many mentions each, over two years, by three publishers."""
    return [_numbered(number, mentions) for number in range(first, first + reports)]


PLACES = (("Caracas", "VEN", 10.49, -66.88), ("Lima", "PER", -12.04, -77.03), ("Paris", "FRA", 48.85, 2.35))
COUNTRIES = ("USA", "VEN", "PER", "FRA", "IRN")
KINDS = (
    ("SANCTION", "discontinue", -6.0, "material conflict", "161"),
    ("CONSULT", "visit", 4.0, "verbal cooperation", "042"),
    ("COERCE", "arrest", -7.0, "material conflict", "173"),
    ("AID", "", 10.0, "material cooperation", "070"),
)


def _numbered(number: int, mentions: int) -> Coding:
    day = date(2023, 1, 1) + timedelta(days=number * 7 % 730)
    words = [
        f"The {COUNTRIES[(number + i) % 5]} acted upon {COUNTRIES[(number + 2 * i + 1) % 5]}." for i in range(mentions)
    ]
    report = Report(f"n{number:06d}", f"Report {number}", " ".join(words), day, day.isoformat(), f"Paper {number % 3}")
    starts = [len(report.title) + 2 + sum(len(w) + 1 for w in words[:i]) for i in range(mentions)]
    spans = (Span(0, len(report.title)), *(Span(s, s + len(w)) for s, w in zip(starts, words, strict=True)))
    made = tuple(_numbered_mention(report, i + 1, spans[i + 1], number + i, day) for i in range(mentions))
    return Coding(report, spans, made, (), (), VERSIONS)


def _numbered_mention(report: Report, sentence: int, span: Span, turn: int, day: date) -> EventMention:
    event_type, mode, score, quad, cameo = KINDS[turn % len(KINDS)]
    place, country, lat, lon = PLACES[turn % len(PLACES)]
    text = report.text
    trigger = at("acted", text[span.start : span.end])
    trigger = Span(span.start + trigger.start, span.start + trigger.end)
    actor, recipient = Span(span.start + 4, span.start + 7), Span(span.end - 4, span.end - 1)
    return EventMention(
        id=mention_id(report.id, trigger, event_type, VERSIONS),
        report_id=report.id,
        sentence=sentence,
        trigger=Trigger(trigger, (Label(event_type, 0.75), Label("REJECT", 0.125)), vector=(0.5, 0.25, 0.125)),
        event_type=event_type,
        modes=(mode,) if mode else (),
        status=tuple(Status)[turn % 5],
        actors=(_state(actor, text),),
        recipients=(_state(recipient, text),),
        when=When(Period.day(day - timedelta(days=1)), "text", Span(trigger.end, trigger.end), ""),
        where=Where(actor, "", place, country, "", lat, lon, 100 + turn % 3, "city") if turn % 7 else None,
        score=score,
        quad=quad,
        cameo=cameo,
        confidence=0.5 + turn % 5 / 10,
        evidence=(
            Evidence("event_type", "model: trigger head", trigger, 0.75),
            Evidence("actors[0].country", "knowledge: country", actor, 1.0),
            Evidence("recipients[0].country", "knowledge: country", recipient, 1.0),
            Evidence("when", "when: the day before", trigger, 1.0),
        ),
        missing=(("size.dead", "no number"),),
    )


def _state(span: Span, text: str) -> Participant:
    code = span.of(text)
    return Participant(span, code, f"State of {code}", code, code, ("GOV",))


# --- any coding at all ---------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
CODES = st.text("ABCdef-", min_size=1, max_size=6)
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 8)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
SCORES = st.floats(0, 1)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
PERIODS = st.one_of(
    st.builds(lambda a, b: Period(min(a, b), max(a, b)), DAYS, DAYS),
    st.builds(Period, DAYS, st.none()),
    st.builds(Period, st.none(), DAYS),
)
LABELS = st.lists(st.builds(Label, CODES, SCORES), max_size=3).map(tuple)
ARGUMENTS = st.builds(Argument, st.sampled_from(["actor", "recipient", "place"]), SPANS, SCORES)
VECTORS = st.lists(st.floats(-1, 1, width=32), max_size=4).map(tuple)
TRIGGERS = st.builds(
    Trigger, SPANS, LABELS, LABELS, LABELS, st.floats(-3, 3), st.lists(ARGUMENTS, max_size=2).map(tuple), VECTORS
)
SOURCES = st.builds(
    Source,
    st.none() | SPANS,
    WORDS,
    st.sampled_from(["person", "organization", "outlet", "anonymous", "document", "social"]),
    WORDS,
    CODES,
    CODES,
    st.none() | SPANS,
    st.booleans(),
    WORDS,
    st.none() | SPANS,
    st.lists(SPANS, max_size=2).map(tuple),
    st.booleans(),
)
PARTICIPANTS = st.builds(
    Participant, st.none() | SPANS, WORDS, WORDS, CODES, CODES, st.lists(CODES, max_size=3).map(tuple), WORDS
)
COUNTS = st.builds(Count, *[st.none() | st.integers(0, 10**9)] * 3, SPANS)
WHERES = st.builds(
    Where,
    SPANS,
    WORDS,
    WORDS,
    CODES,
    WORDS,
    st.none() | st.floats(-90, 90),
    st.none() | st.floats(-180, 180),
    st.none() | st.integers(1, 10**8),
    st.sampled_from(["country", "region", "city", "point"]),
)
EVIDENCE = st.builds(Evidence, CODES, WORDS, st.none() | SPANS, SCORES)


def _several(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=2).map(tuple)


MENTIONS = st.builds(
    EventMention,
    id=st.uuids().map(lambda one: f"m-{one.hex[:16]}"),
    report_id=st.just("r1"),
    sentence=st.integers(0, 2),
    trigger=TRIGGERS,
    event_type=CODES,
    modes=_several(CODES),
    contexts=_several(CODES),
    status=st.sampled_from(Status),
    actors=_several(PARTICIPANTS),
    recipients=_several(PARTICIPANTS),
    sources=_several(SOURCES),
    when=st.none() | st.builds(When, PERIODS, st.sampled_from(["text", "published"]), st.none() | SPANS, WORDS),
    where=st.none() | WHERES,
    size=st.builds(Size, st.none() | COUNTS, st.none() | COUNTS, st.none() | COUNTS),
    score=st.none() | st.floats(-10, 10),
    quad=WORDS,
    cameo=st.sampled_from(["", "010", "1831"]),
    confidence=SCORES,
    evidence=_several(EVIDENCE),
    missing=_several(st.tuples(CODES, WORDS)),
)
ATTRIBUTIONS = st.builds(
    Attribution, _several(SPANS), _several(SPANS), _several(SPANS), st.none() | SOURCES, st.booleans(), SCORES
)
REPORTS = st.builds(
    Report,
    id=st.just("r1"),
    title=WORDS,
    body=WORDS,
    published=st.none() | DAYS,
    published_text=WORDS,
    publisher=WORDS,
    url=WORDS,
    language=st.sampled_from(["", "en"]),
    author=WORDS,
    origin=WORDS,
    credit=st.none() | st.builds(Credit, SPANS, st.none() | SPANS, st.none() | DAYS, WORDS),
    extra=st.dictionaries(WORDS, WORDS | st.integers(0, 9) | st.none(), max_size=2),
)
CODINGS = st.builds(
    Coding,
    REPORTS,
    st.lists(SPANS, min_size=3, max_size=4).map(tuple),
    _several(MENTIONS),
    _several(ATTRIBUTIONS),
    _several(st.builds(Problem, WORDS, WORDS, WORDS)),
    st.just(VERSIONS),
)
