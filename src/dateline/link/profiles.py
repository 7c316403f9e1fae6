"""What linking needs of a mention, reckoned once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dateline.core import EventMention, Participant, Report, Status
from dateline.link.words import find_name_words, find_stems, fold, is_personal, is_proper, load_words

SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
DEFINITE = re.compile(r"\b(?:the|this|that|these|those|its|his|her|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
REACH = 400


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """A participant as linking sees it: who it is, not how it is spelt.

    Equal ones are one object, so that they hash in no time.
    """

    entity_id: str
    words: frozenset[str]
    is_proper: bool
    is_personal: bool
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as linking sees it."""

    geonameid: int | None
    words: frozenset[str]
    country: str
    admin1: str
    precision: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A mention as linking sees it.

    Attributes:
        first, last: ordinals of the event's days as the text gives them, 0 where it gives none.
        since, until: the same, or the days that news of the day means: publication and the day before; 0 if unknown.
        published: ordinal of the day of publication, 0 if unknown.
        stems: bare words of the trigger; around: those of its sentence that name neither trigger nor participants.
        is_definite: whether the trigger points back ("the attack", "these talks").
        is_many: whether the trigger tells of several acts ("attacks", "a wave of arrests").
        is_other: whether the trigger is set apart from others of its kind ("another attack", "the first blast").
        is_title: whether it stands in the headline.
        numbers: dead, injured, arrested; None where unknown.
        rivals: how many mentions of its type its report has.
    """

    id: str
    report_id: str
    publisher: str
    sentence: int
    start: int
    event_type: str
    modes: frozenset[str]
    status: Status
    actors: tuple[Person, ...]
    recipients: tuple[Person, ...]
    first: int
    last: int
    since: int
    until: int
    published: int
    spot: Spot | None
    stems: frozenset[str]
    around: frozenset[str]
    is_definite: bool
    is_many: bool
    is_other: bool
    is_title: bool
    voice: frozenset[str]
    stance: str
    numbers: tuple[int | None, int | None, int | None]
    vector: tuple[float, ...]
    rivals: int = 1


def find_profile(mention: EventMention, report: Report) -> Profile:
    """Return the profile of a mention in its report."""
    text, span = report.text, mention.trigger.span
    words = span.of(text)
    begin, end = _sentence_around(text, span.start, span.end)
    first, last = _days(mention)
    published = _ordinal(report.published)
    since, until = _days_meant(mention, first, last, published)
    voice = mention.sources[0] if mention.sources else None
    return Profile(
        id=mention.id,
        report_id=mention.report_id,
        publisher=report.publisher,
        sentence=mention.sentence,
        start=span.start,
        event_type=mention.event_type,
        modes=frozenset(mention.modes),
        status=mention.status,
        actors=_persons(mention.actors),
        recipients=_persons(mention.recipients),
        first=first,
        last=last,
        since=since,
        until=until,
        published=published,
        spot=find_spot(mention),
        stems=_trigger_stems(words),
        around=find_stems(text[begin : span.start] + " " + text[span.end : end]) - _participant_stems(mention),
        is_definite=bool(DEFINITE.search(text[max(begin, span.start - 40) : span.start])),
        is_many=_is_many(words, text[max(begin, span.start - 40) : span.start]),
        is_other=not load_words().others.isdisjoint(fold(text[max(begin, span.start - 30) : span.start]).split()),
        is_title=bool(report.title) and span.start < len(report.title),
        voice=find_name_words(voice.name or voice.text) if voice else frozenset(),
        stance=voice.stance if voice else "",
        numbers=_numbers(mention),
        vector=mention.trigger.vector,
    )


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence that holds `start`, as far as stops and line ends tell."""
    begin = max(0, start - REACH)
    ends = [found.end() for found in SENTENCE_END.finditer(text, begin, start)]
    stop = SENTENCE_END.search(text, end, end + REACH)
    return (ends[-1] if ends else begin), (stop.start() if stop else min(len(text), end + REACH))


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _days(mention: EventMention) -> tuple[int, int]:
    if mention.when is None or mention.when.basis != "text":
        return 0, 0
    return _ordinal(mention.when.period.first), _ordinal(mention.when.period.last)


def _days_meant(mention: EventMention, first: int, last: int, published: int) -> tuple[int, int]:
    if first or last:
        return first or last, last or first
    is_news = published and mention.status in (Status.ACTUAL, Status.NEGATED)
    return (published - 1, published) if is_news else (0, 0)


def find_profiles(mentions: Iterable[EventMention], report: Report) -> list[Profile]:
    """Return the profiles of all mentions of one report, each knowing how many share its type."""
    profiles = [find_profile(mention, report) for mention in mentions]
    rivals = Counter(profile.event_type for profile in profiles)
    return [replace(profile, rivals=rivals[profile.event_type]) for profile in profiles]


def _trigger_stems(words: str) -> frozenset[str]:
    stems = find_stems(words)
    return stems - load_words().light or stems


def _participant_stems(mention: EventMention) -> frozenset[str]:
    people = (*mention.actors, *mention.recipients)
    return find_stems(" ".join(f"{person.text} {person.name}" for person in people))


def _is_many(words: str, before: str) -> bool:
    lists = load_words()
    last = fold(words).split()[-1:]
    return (bool(last) and last[0] in lists.plurals) or not lists.many.isdisjoint(fold(before).split())


def _numbers(mention: EventMention) -> tuple[int | None, int | None, int | None]:
    size = mention.size
    dead, injured, arrested = (count.best if count else None for count in (size.dead, size.injured, size.arrested))
    return dead, injured, arrested


def find_person(one: Participant) -> Person:
    """Return who a participant is, not how it is spelt."""
    return _person(one.entity_id, one.name or one.text, one.country, one.sector)


def _persons(people: tuple[Participant, ...]) -> tuple[Person, ...]:
    return tuple(find_person(p) for p in people if p.entity_id or p.name or p.text or p.country)


@lru_cache(maxsize=50_000)
def _person(entity_id: str, name: str, country: str, sector: str) -> Person:
    return Person(entity_id, find_name_words(name), is_proper(name), is_personal(name), country, sector)


def find_spot(mention: EventMention) -> Spot | None:
    """Return where a mention puts its event, None if it does not say."""
    where = mention.where
    if where is None:
        return None
    words = find_name_words(where.name or where.text)
    return Spot(where.geonameid, words, where.country, where.admin1, where.precision, where.lat, where.lon)
