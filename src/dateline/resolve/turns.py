"""Who asks and who answers in an interview, so that "I" and "you" outside quotation marks mean somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.core import Sentence
from dateline.language.words import load_words
from dateline.resolve.actors import Actor
from dateline.resolve.references import Interview, Reference, Referents

_I = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_YOU = frozenset({"you", "your", "yours", "yourself"})
# A report in which at least so many sentences outside quotation marks ask "you", and so many say "I", is an interview.
_QUESTIONS, _ANSWERS = 2, 3
# One that calls itself an interview needs only so many sentences that say "I" or "we".
_CALLED = 2
# Weights of what speaks for being the one who is asked.
_HEADING, _BESIDE, _OPENING, _EACH, _OBJECT, _FULL = 3.0, 1.5, 0.5, 0.1, 1.0, 1.5


@dataclass(frozen=True, slots=True)
class _Line:
    """What a sentence says outside quotation marks: its words in small letters, and whether it asks."""

    words: frozenset[str]
    asks: bool

    @property
    def says_i(self) -> bool:
        """Whether somebody speaks of himself or of his own."""
        return not (_I | _WE).isdisjoint(self.words)

    @property
    def says_you(self) -> bool:
        """Whether somebody is spoken to."""
        return not _YOU.isdisjoint(self.words)


def with_interview(referents: Referents, sentences: Sequence[Sentence]) -> Referents:
    """Return the referents with the two sides of the talk where the report is an interview."""
    return replace(referents, interview=find_interview(referents, sentences))


def find_interview(referents: Referents, sentences: Sequence[Sentence]) -> Interview | None:
    """Return who asks and who answers where a report is an interview, None where it is none or nobody has a name.

    An interview has questions to "you" and answers in the first person outside quotation marks.
    """
    lines = [_line(sentence, referents) for sentence in sentences]
    answers = sum(not _I.isdisjoint(line.words) for line in lines)
    questions = [n for n, line in enumerate(lines) if line.asks and line.says_you]
    opening = frozenset(load_words("en", "referring")["interview"].split())
    called = any("interview" in word for line in lines[:1] for word in line.words)
    is_talk = len(questions) >= _QUESTIONS and answers >= _ANSWERS
    if not is_talk and not (called and sum(line.says_i for line in lines) >= _CALLED):
        return None
    begins = next((n for n, line in enumerate(lines) if line.says_i or (line.asks and line.says_you)), len(lines))
    asked = _asked(referents, sentences, lines[:begins], opening)
    if asked is None:
        return None
    turns = _questions(lines, begins)
    index = [sentence.index for sentence in sentences]
    first = index[begins] if begins < len(index) else len(index)
    telling = {index[n] for n, line in enumerate(lines[:begins]) if not line.words.isdisjoint(opening)}
    return Interview(asked, _asker(referents, telling), first, frozenset(index[n] for n in turns))


def _line(sentence: Sentence, referents: Referents) -> _Line:
    outside = [t.form for t in sentence.tokens if not referents.is_quoted(t.span.start)]
    words = frozenset(word if word.isupper() and len(word) > 1 else word.lower() for word in outside)  # "US" is no "us"
    return _Line(words, "?" in outside[-2:])


def _asked(
    referents: Referents, sentences: Sequence[Sentence], intro: Sequence[_Line], opening: frozenset[str]
) -> Actor | None:
    """Return the person whom heading, opening and the number of namings make the one who answers.

    It must be somebody whom the opening names.
    """
    scores: dict[str, float] = {}
    actors: dict[str, Actor] = {}
    full: set[str] = set()
    names = {n.span for s in sentences for n in s.names if n.kind == "person"}
    begins = sentences[len(intro)].index if len(intro) < len(sentences) else len(sentences)
    for reference in referents.references:
        actor = reference.actor
        if actor.kind != "person" or not actor.name:
            continue
        if len(reference.span) > len(actor.name.split()[-1]) + 2 and not reference.is_pronoun:  # more than "Brandt's"
            full.add(actor.name)
        named = actor.name in full or any(reference.span.overlaps(span) for span in names)
        if named and (actor.name in scores or reference.sentence < begins):
            actors.setdefault(actor.name, actor)
            scores[actor.name] = scores.get(actor.name, 0.0) + _worth(reference, sentences, intro, opening)
    best = max(scores, key=lambda name: scores[name] + (_FULL if name in full else 0.0), default=None)
    return actors[best] if best is not None and scores[best] > 0 else None


def _worth(
    reference: Reference, sentences: Sequence[Sentence], intro: Sequence[_Line], opening: frozenset[str]
) -> float:
    """Return how much one naming speaks for somebody being the one who answers."""
    number = next((n for n, s in enumerate(sentences) if s.index == reference.sentence), len(sentences))
    if number >= len(intro):
        return _EACH
    worth = _EACH + _OPENING + (_HEADING if number == 0 and not reference.is_pronoun else 0.0)
    said = [t for t in sentences[number].tokens if t.form.lower() in opening]
    if not said:
        return worth
    before = reference.span.start < said[0].span.start
    if before and reference.is_subject and said[0].form.lower().startswith("interview"):
        return 0.0  # whoever interviews is not the one who is asked
    return worth + _BESIDE + (_OBJECT if reference.is_subject == before else 0.0)


def _asker(referents: Referents, telling: set[int]) -> Actor:
    """Return the paper or station that the sentences telling of the interview name, nobody where they name none."""
    papers = (r.actor for r in referents.references if r.sentence in telling and r.actor.sectors[:1] == ("JRN",))
    return next(papers, Actor())


def _questions(lines: Sequence[_Line], begins: int) -> set[int]:
    """Return the lines of the talk that the interviewer says: those that ask "you", and what leads up to them.

    A question without "you" is the interviewer's where it stands beside one with it; amid an answer it is rhetorical.
    Whoever is the first to say "you" asks.
    """
    talk = range(begins, len(lines))
    asking = {n for n in talk if lines[n].asks and lines[n].says_you}
    asking |= {n for n in talk[:1] if lines[n].says_you}
    beside = {n for n in talk if lines[n].asks and not lines[n].says_i and asking & {n - 1, n + 1}}
    leading = set[int]()
    for number in talk[::-1]:
        after = number + 1 in asking | beside | leading
        if after and lines[number].says_you and not lines[number].says_i:
            leading.add(number)
    return asking | beside | leading
