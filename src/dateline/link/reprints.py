"""Which reports reprint another word for word, so that nothing is left to code in them.

A wire story is printed by many papers, cut from the end and under headlines of their own. Here, unlike in `copies`
(where a text counts as one voice if most of it stands elsewhere), the rule is strict, for a report that is taken for a
reprint is not coded: every sentence of it must stand in the other report in the same words and order, articles aside.
Another death toll, a "not" more, or one sentence of its own, and it is a report in its own right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from dateline.core import EventMention, Report, Span
from dateline.language.numbers import load_numbers
from dateline.link.copies import SHINGLE, WORDS
from dateline.link.profiles import SENTENCE_END
from dateline.link.words import find_stems, fold, load_words

SHORT = 60  # words of the body: shorter texts are reprints only if they are equal, on the same day
REACH = 3  # days between the two publications: the same words a week later tell of another Monday
OPENING = 500  # words that are looked up
SAMPLED = 16  # one run of words in so many is looked up
ALIKE = 0.7  # part of those that must be shared before the texts are compared
Sentence = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a report says, by sentences; a sentence is its folded words without articles.

    Attributes:
        title, body: their sentences, in order; the credit at the head of the story is no part of the body.
        place: the place of filing in the credit, "" if there is none.
    """

    title: tuple[Sentence, ...]
    body: tuple[Sentence, ...]
    place: str

    @property
    def size(self) -> int:
        """Words of the body, articles aside."""
        return sum(map(len, self.body))


def find_wording(report: Report) -> Wording:
    """Return the sentences of a report."""
    cut = list(_cut_report(report))
    headline = len(report.title)
    place = report.credit.place.of(report.text) if report.credit and report.credit.place else ""
    title = tuple(sentence for sentence, start, _ in cut if start < headline)
    return Wording(title, tuple(sentence for sentence, start, _ in cut if start >= headline), fold(place))


def find_marks(report: Report) -> frozenset[int]:
    """Return the numbers (32 bits) under which a report is looked up: reprints of it share most of them.

    They are one number of the whole text, and those of a sixteenth of all runs of `SHINGLE` words in the opening of a
    body that is not short; never more than about `OPENING / SAMPLED`.
    """
    wording = find_wording(report)
    words = [word for sentence in wording.body for word in sentence]
    whole = _number([word for sentence in wording.title for word in sentence] + words)
    marks = {whole | 1} if words or wording.title else set()  # odd, where those of runs are multiples of `SAMPLED`
    if len(words) >= SHORT:
        opening = words[:OPENING]
        runs = (_number(opening[begin : begin + SHINGLE]) for begin in range(len(opening) - SHINGLE + 1))
        marks.update(run for run in runs if run % SAMPLED == 0)
    return frozenset(marks)


def least_shared(marks: frozenset[int]) -> int:
    """Return how many of the marks of a report another must share to be worth comparing."""
    return max(1, -int(-ALIKE * (len(marks) - 1) // 1))


def compare_wording(first: Report, later: Report) -> float:
    """Return which part (0..1] of the first report's body the later one reprints, 0.0 if it is no reprint of it.

    A reprint says nothing that the first does not say. Its headline may be its own if half of its words stand in the
    story and it brings neither a number that the first report lacks nor a negation.
    """
    if first.language != later.language or not _is_near(first, later):
        return 0.0
    if first.text.split() == later.text.split():
        return 1.0
    one, other = find_wording(first), find_wording(later)
    if other.size < SHORT or (one.place and other.place and one.place != other.place):
        return 0.0
    known = frozenset((*one.body, *one.title))
    if not known.issuperset(other.body) or not _is_harmless(later, first, known):
        return 0.0
    return min(1.0, other.size / max(1, one.size))


def find_sentences(report: Report) -> frozenset[Sentence]:
    """Return what a report says, sentence by sentence, headline included."""
    return frozenset(sentence for sentence, _, _ in _cut_report(report))


def find_sentence(mention: EventMention, report: Report) -> Sentence:
    """Return the sentence in which a report tells a mention, as `find_sentences` has it; () if there is none."""
    at = mention.trigger.span.start
    return next((sentence for sentence, start, end in _cut_report(report) if start <= at < end), ())


def _is_near(first: Report, later: Report) -> bool:
    """Say whether words like "on Monday" mean the same day in both."""
    if first.published is None or later.published is None:
        return first.published == later.published
    days = abs((first.published - later.published).days)
    return days == 0 or (days <= REACH and first.text.count(" ") >= SHORT)


def _is_harmless(later: Report, first: Report, known: frozenset[Sentence]) -> bool:
    """Say whether a headline is known, or is about the story and brings no number and no negation that is not known."""
    own = [sentence for sentence, start, _ in _cut_report(later) if start < len(later.title) and sentence not in known]
    if not own:
        return True
    said = {word for sentence in known for word in sentence}
    reversing = load_words().reversing
    if any(word in reversing or (_is_number(word) and word not in said) for sentence in own for word in sentence):
        return False
    stems = find_stems(later.title)
    return 2 * len(stems & find_stems(first.body)) >= len(stems)


def _is_number(word: str) -> bool:
    numbers = load_numbers()
    return word[0].isdigit() or word in numbers.words or word in numbers.scales


def _cut_report(report: Report) -> Iterator[tuple[Sentence, int, int]]:
    """Yield the sentences of a report with their bounds in its text, the credit left out."""
    text, headline = report.text, len(report.title)
    credit = report.credit.span if report.credit else Span(headline, headline)
    for start, end in ((0, headline), (headline, max(headline, credit.start)), (max(headline, credit.end), len(text))):
        yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[Sentence, int, int]]:
    articles = load_words().articles
    bounds = [start, *(found.end() for found in SENTENCE_END.finditer(text, start, end)), end]
    for begin, stop in pairwise(bounds):
        words = tuple(word for word in WORDS.findall(fold(text[begin:stop])) if word not in articles)
        if words:
            yield words, begin, stop


def _number(words: Sequence[str]) -> int:
    return crc32(" ".join(words).encode())
