"""What a report's words refer to: every naming of somebody, and all that is gathered from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.core import NameKind, Span
from dateline.resolve.actors import Actor
from dateline.resolve.scene import Scene


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody named or called by a noun at a place of the report.

    Attributes:
        actor: who it is.
        span: the words, in the text of record.
        sentence: index of the sentence.
        is_subject: whether the words are the subject of their clause.
        is_quoted: whether they stand inside quotation marks.
        is_pronoun: whether a pronoun stands there.
        role: what its head is in the clause; see `resolve.ranking`.
        governor: place of the word that governs its head, -1 if none does.
    """

    actor: Actor
    span: Span
    sentence: int
    is_subject: bool = False
    is_quoted: bool = False
    is_pronoun: bool = False
    role: str = "other"
    governor: int = -1


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pronoun or noun that points back: its words, where it stands, and whether it is the subject.

    `role` and `governor` are those of `Reference`; `apart` holds those on the other side of the same event, whom it
    cannot mean.
    """

    words: str
    span: Span
    sentence: int
    is_subject: bool = False
    role: str = "other"
    governor: int = -1
    apart: tuple[Actor, ...] = ()

    def excludes(self, actor: Actor) -> bool:
        """Say whether somebody stands on the other side of the event: by name, or as the same state."""
        named = any(actor.name and actor.name == other.name for other in self.apart)
        return named or any(actor.is_state and actor.country == o.country for o in self.apart)


@dataclass(frozen=True, slots=True)
class Interview:
    """Who asks and who answers, outside quotation marks, in a report that is an interview.

    Attributes:
        asked: who is interviewed.
        asker: who interviews; nobody by a name where the report does not say.
        begins: index of the sentence with which the talk begins.
        questions: indices of the sentences that the interviewer says.
    """

    asked: Actor
    asker: Actor
    begins: int
    questions: frozenset[int]


@dataclass(frozen=True, eq=False, slots=True)
class Referents:
    """Everybody whom a report speaks of, in the order of the text.

    Attributes:
        own: key → actor that the report has introduced ("johnson" → Boris Johnson, "fsa" → Free Syrian Army).
        kinds: key → kind of name, as the model reads it.
        references: every naming and every noun for somebody.
        speakers: sentence → who is quoted or reported in it.
        scene: which countries the report is about.
        quotes: the quoted stretches of the text.
        genders: name → F or M, where a title or a given name tells.
        counts: name → how often the report speaks of somebody by name.
        interview: who asks and who answers where the report is an interview, None where it is none.
        sides: name of a person → the body or state for which that person speaks.
        named: everybody and every place with a name that a noun may take up, in the order of the text.
        introduced: noun → where the report brings somebody in by it ("a man").
        lands: the countries that the report names.
        rebels: the country (or IMG) of the armed group that the report names most, "" where it names none.
    """

    own: dict[str, Actor]
    kinds: dict[str, NameKind]
    references: tuple[Reference, ...]
    speakers: dict[int, Actor]
    scene: Scene
    quotes: tuple[Span, ...]
    genders: dict[str, str]
    counts: dict[str, int]
    interview: Interview | None = None
    sides: Mapping[str, Actor] = field(default_factory=dict)
    named: tuple[Reference, ...] = ()
    introduced: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    lands: frozenset[str] = frozenset()
    rebels: str = ""

    def times(self, name: str) -> int:
        """Return how often somebody of this name is spoken of, 0 for the nameless."""
        return self.counts.get(name, 0) if name else 0

    def is_quoted(self, place: int) -> bool:
        """Say whether a character stands inside quotation marks."""
        return any(q.start < place < q.end for q in self.quotes)
