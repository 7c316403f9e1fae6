"""The places that one report names, resolved together, once for all its mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.core import Name, Report, Sentence, Span
from dateline.knowledge.gazetteer import Candidate, Gazetteer
from dateline.resolve.place_words import load_place_words
from dateline.resolve.toponyms import resolve_toponyms
from dateline.resolve.when import publisher_country

# Runs of capitalised words, with the small words and prefixes that names carry inside ("Deir ez-Zor", "Côte d’Ivoire").
_WORD = r"(?:[a-z]{1,3}[-’'])?[^\W\d_a-z][\w.’'-]*"
_LINK = r"(?:of|the|and|al|el|de|la|du|des|del|dos|do|da|le|y|e|es|ez|an|ad|am|bin|van|der|di)"
_CAPITALISED = re.compile(rf"{_WORD}(?: (?:{_LINK} )*{_WORD})*")
_OWNERS = ("'s", "’s")
_PARTED = re.compile(r"\s*(?:,|\n|\band\b)\s*")
_WELL_KNOWN = frozenset(("country", "capital", "site", "region", "sea", "disputed", "continent", "historical"))
# "UN", "U.N.", "NATO".
_LETTERS = re.compile(r"(?:[A-Z]\.?){2,4}")
_SURE_PERSON = 0.75
_SURE_PLACE = 0.6
_LARGE = 6.0
_LARGE_TOWN = 100_000


@dataclass(frozen=True, slots=True)
class Named:
    """One naming of a place: its words, its sentence, and what it names (None: not in the gazetteer).

    `described` where the words take up a place named before ("the city").
    """

    span: Span
    sentence: int
    candidate: Candidate | None
    described: bool = False


@dataclass(frozen=True, slots=True)
class Landscape:
    """All places that a report names, in order, and what they say together.

    Attributes:
        named: the namings in the order of the text.
        country: the code that at least half of the resolved namings share, "" if there is none.
        publisher: code of the publisher's country, "" if unknown.
        spoken_of: codes of the countries of which anything in the report speaks.
        people: last words of the names of people.
    """

    named: tuple[Named, ...]
    country: str
    publisher: str
    spoken_of: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def within(self, span: Span) -> tuple[Named, ...]:
        """Return the namings that overlap a span."""
        return tuple(named for named in self.named if named.span.overlaps(span))

    def before(self, offset: int) -> tuple[Named, ...]:
        """Return the namings that end at or before an offset, nearest first."""
        count = bisect_right(self.named, offset, key=lambda named: named.span.end)
        return self.named[:count][::-1]


class _Reading:
    """A report as it was parsed, compared by identity: parsing it again gives another reading."""

    __slots__ = ("gazetteer", "report", "sentences")

    def __init__(self, report: Report, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> None:
        self.report, self.sentences, self.gazetteer = report, sentences, gazetteer

    def __hash__(self) -> int:
        return hash((id(self.report), id(self.sentences), id(self.gazetteer)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Reading)
            and self.report is other.report
            and self.sentences is other.sentences
            and self.gazetteer is other.gazetteer
        )


def find_landscape(report: Report, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> Landscape:
    """Return the places that a report names; asked again of the same parse, the same landscape."""
    return _survey(_Reading(report, sentences, gazetteer))


@lru_cache(maxsize=4)
def _survey(reading: _Reading) -> Landscape:
    """Return the landscape of one reading; the cache holds the reading, so its identity cannot be reused meanwhile."""
    report, gazetteer = reading.report, reading.gazetteer
    text = report.text
    people = _surnames(reading.sentences, text)
    named_in = ((span, s.index) for s in reading.sentences for span in place_names(s, text, gazetteer))
    spans = [(span, at) for span, at in named_in if span.of(text) not in people or gazetteer.rows(span.of(text))]
    publisher = _country_of_publisher(report, gazetteer)
    adjectives = _adjectives(reading.sentences, text, gazetteer)
    found = resolve_toponyms(
        text, [span for span, _ in spans], gazetteer, publisher=publisher, actors=sorted({*adjectives})
    )
    spoken_of = _spoken_of(found, {publisher, *adjectives} - {""}, gazetteer)
    trusted = (c if c and is_trusted(c, spoken_of, gazetteer) else None for c in found)
    named = tuple(Named(span, index, candidate) for (span, index), candidate in zip(spans, trusted, strict=True))
    return Landscape(named, _shared_country(named, adjectives, gazetteer), publisher, spoken_of, people)


def _surnames(sentences: Iterable[Sentence], text: str) -> frozenset[str]:
    """Return the last words of the people whom a report names in full: "meets Putin" is no place."""
    full = (n.span.of(text).split() for s in sentences for n in s.names if n.kind == "person")
    return frozenset(words[-1] for words in full if len(words) > 1)


def _spoken_of(found: Iterable[Candidate | None], told: set[str], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries that a report speaks of: those told otherwise, and those of its large places."""
    large = {gazetteer.table.country_code(c.row) for c in found if c and _is_large(c, gazetteer)}
    return frozenset(told | large)


def is_trusted(candidate: Candidate, spoken_of: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Say whether a place is not a small one in a country of which nothing else in the report speaks.

    Hamlets share their names with everything; one that stands alone in its country is a chance likeness.
    """
    return _is_large(candidate, gazetteer) or gazetteer.table.country_code(candidate.row) in spoken_of


def _is_large(candidate: Candidate, gazetteer: Gazetteer) -> bool:
    people = gazetteer.table.population[candidate.row]
    return candidate.sure or people >= _LARGE_TOWN or not people


def place_names(sentence: Sentence, text: str, gazetteer: Gazetteer) -> list[Span]:
    """Return the words of a sentence that name places, in order, none overlapping.

    A name that the model marks is widened to the longest name of the gazetteer around it ("Phnom" to "Phnom Penh").
    """
    runs = None
    found: list[Span] = []
    for name in sentence.names:
        if (name.kind == "person" and name.score >= _SURE_PERSON) or (found and name.span.overlaps(found[-1])):
            continue
        runs = runs if runs is not None else _runs(sentence.span, text)
        span = _trimmed(_widest(name.span, runs, text, gazetteer), text, gazetteer)
        parts = (part for part in _parts(span, text, gazetteer) if _is_place(name, part, text, gazetteer))
        found += [part for part in parts if part.start == sentence.span.start or not _is_acronym(part, text, gazetteer)]
    return found


def _is_acronym(span: Span, text: str, gazetteer: Gazetteer) -> bool:
    """Say whether letters are rather those of a body than a small town: "a U.N. report" is not from Un, India.

    At the beginning of a sentence they may be a dateline ("GAO, Mali").
    """
    rows = gazetteer.rows(span.of(text)) if _LETTERS.fullmatch(span.of(text)) else ()
    table = gazetteer.table
    return bool(rows) and table.class_of(rows[0][0]) == "city" and table.population[rows[0][0]] < _LARGE_TOWN


def _parts(span: Span, text: str, gazetteer: Gazetteer) -> list[Span]:
    """Return a span, or the names in it where commas or line ends part it: "Warsaw, Poland" is two."""
    words = span.of(text)
    if not _PARTED.search(words) or gazetteer.rows(words):
        return [span]
    starts = [0, *(m.end() for m in _PARTED.finditer(words))]
    ends = [*(m.start() for m in _PARTED.finditer(words)), len(words)]
    return [Span(span.start + a, span.start + b) for a, b in zip(starts, ends, strict=True) if b > a]


def _is_place(name: Name, span: Span, text: str, gazetteer: Gazetteer) -> bool:
    """Say whether a name is that of a place: the model says so and it is no adjective, or it is well known as one."""
    words = span.of(text)
    if load_place_words().is_common(words) or (words.islower() and not text.islower()):
        return False  # "metro Manila" is not in Metro, Indonesia
    rows = gazetteer.rows(words)
    if not rows:
        return name.kind == "place" and name.score >= _SURE_PLACE and not gazetteer.rows_of_adjective(words)
    if name.kind == "person":
        return gazetteer.table.population[rows[0][0]] >= _LARGE_TOWN
    return name.kind == "place" or gazetteer.table.class_of(rows[0][0]) in _WELL_KNOWN


def _runs(span: Span, text: str) -> list[Span]:
    """Return the runs of capitalised words in a span."""
    return [Span(span.start + m.start(), span.start + m.end()) for m in _CAPITALISED.finditer(span.of(text))]


def _widest(span: Span, runs: list[Span], text: str, gazetteer: Gazetteer) -> Span:
    """Return the longest name of the gazetteer in the run of capitals around a name, itself if there is none."""
    run = next((r for r in runs if r.overlaps(span)), None)
    if run is None or len(run) <= len(span):
        return span
    common = load_place_words().is_common
    for window in _windows(run, text):
        if window.overlaps(span) and len(window) > len(span):
            words = window.of(text)
            if gazetteer.rows(words) and not common(words):
                return window
    return span


def _trimmed(span: Span, text: str, gazetteer: Gazetteer) -> Span:
    """Return a span without article, possessive and punctuation, but for what the name needs ("D.C.", "St. John's")."""
    start, end = span.start, span.end
    if text[start:end].endswith(_OWNERS) and not gazetteer.rows(text[start:end]):
        end -= 2
    while end > start + 1 and text[end - 1] in " ,;:-–—'’\"”)(":
        end -= 1
    if (
        text[end - 1] == "."
        and "." not in text[start : end - 1]
        and (end - start > 6 or gazetteer.rows(text[start : end - 1]))
    ):
        end -= 1
    if text[start:end].startswith(("the ", "The ")):
        start += 4
    return Span(start, max(start, end))


def _windows(run: Span, text: str) -> Iterable[Span]:
    """Yield the spans of neighbouring words of a run, longest first, without possessive endings."""
    words = [Span(run.start + m.start(), run.start + m.end()) for m in re.finditer(r"[^ ]+", run.of(text))]
    for size in range(len(words), 0, -1):
        for i in range(len(words) - size + 1):
            end = words[i + size - 1].end
            tail = text[words[i + size - 1].start : end]
            end -= 2 if tail.endswith(_OWNERS) else 1 if tail.endswith(("’", "'")) else 0
            yield Span(words[i].start, max(end, words[i].start))


def names_in(span: Span, text: str, gazetteer: Gazetteer) -> Iterable[Span]:
    """Yield the place names in words that the model marks as none: whole runs of capitals, or large places in them."""
    for run in _runs(span, text):
        for window in _windows(run, text):
            words = window.of(text)
            rows = () if load_place_words().is_common(words) else gazetteer.rows(words)
            if rows and (rows[0][1] >= _LARGE or _is_whole(window, run, text)):
                yield window
                break


def _is_whole(window: Span, run: Span, text: str) -> bool:
    """Say whether a window is all of a run, but for a possessive ending or what "and" joins to it."""
    begins = window.start == run.start or text[window.start - 4 : window.start] == "and "
    return begins and (window.end >= run.end - 2 or text[window.end : window.end + 4] == " and")


def _country_of_publisher(report: Report, gazetteer: Gazetteer) -> str:
    """Return the code of the publisher's country, as known or as its name tells ("Jordan Times"), else ""."""
    if known := publisher_country(report):
        return known
    for word in report.publisher.split():
        if word[:1].isupper() and (code := gazetteer.country_of_adjective(word) or _country_named(word, gazetteer)):
            return code
    return ""


def _country_named(word: str, gazetteer: Gazetteer) -> str:
    """Return the code of a country or large city of that name."""
    rows = gazetteer.rows(word)
    large = rows and rows[0][1] >= 5.5
    return gazetteer.country_of(word) if large else ""


def _adjectives(sentences: tuple[Sentence, ...], text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes of the states that adjectives in the report name ("Iraqi forces"), in order."""
    words = [n.span.of(text) for s in sentences for n in s.names if n.kind in ("group", "place", "organization")]
    codes = (gazetteer.country_of_adjective(word) for word in words if " " not in word)
    return tuple(code for code in codes if code)


def _shared_country(named: tuple[Named, ...], adjectives: Iterable[str], gazetteer: Gazetteer) -> str:
    """Return the code that at least half of the resolved namings and adjectives share."""
    codes = Counter(gazetteer.table.country_code(n.candidate.row) for n in named if n.candidate) + Counter(adjectives)
    code, count = max(codes.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if count * 2 >= codes.total() else ""
