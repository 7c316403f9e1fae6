"""What one report says of one event: the central types."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from dateline.core.period import Period
from dateline.core.report import Report
from dateline.core.sentence import Trigger
from dateline.core.span import Span

SourceKind = Literal["person", "organization", "outlet", "anonymous", "document", "social"]
Precision = Literal["country", "region", "city", "point"]


class Status(StrEnum):
    """Factual status of a mention as the report or its source presents it (PLOVER's auxiliary modes)."""

    ACTUAL = "actual"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is there.

    Attributes:
        field: name of the value in the output record ("event_type", "actors[0].country").
        rule: the head, rule or entry that gave it, readable ("model: trigger head", "when: weekday before it").
        span: the words it rests on, None where it rests on something outside the text.
        score: 0..1.
    """

    field: str
    rule: str
    span: Span | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Problem:
    """An honest gap: kept and counted, never raised.

    Attributes:
        where: what it concerns: a file with line, a report id, or a field of a mention.
        message: what is wrong.
        hint: how to mend it, "" if there is nothing to do.
        is_note: nothing was lost by it, so that a run which met only such has gone well.
    """

    where: str
    message: str
    hint: str = ""
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who acts or is acted upon, as far as the text and the knowledge tell.

    Attributes:
        span: the words; None when the participant is only implied.
        text: exactly those words, "" when implied.
        name: resolved name ("Nicolás Maduro" for "he"); "" if unknown.
        entity_id: id in the knowledge, "" if unknown.
        country: ISO 3166 alpha-3 at the event's day, or UNO, EUR, IGO, NGO, ISM, IMG, MNC; "" if unknown.
        sector: the first of `sectors` (PLOVER codes), "" if unknown.
        sectors: all sectors that apply.
        role: the office held at the event's day ("president of Venezuela"), "" if none is known.
    """

    span: Span | None
    text: str
    name: str = ""
    entity_id: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    role: str = ""

    @property
    def sector(self) -> str:
        """The first sector, "" if none is known."""
        return self.sectors[0] if self.sectors else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A voice that the report makes responsible for a mention.

    Attributes:
        span, text: its words; None and "" when the voice is carried over without words.
        kind: person, organization, outlet, anonymous, document or social.
        name, country, sector: resolved, "" if unknown.
        cue: the words that attribute ("said"), None if there are none.
        quoted: whether the mention stands inside quotation marks.
        stance: asserts, confirms, denies, claims, admits, threatens, believes; "" if none fits.
        channel: words of the medium it spoke through ("NBC’s Meet the Press"), None if absent.
        told_to: words of those it was told to.
        first: whether the report says that this voice had it first.
    """

    span: Span | None
    text: str
    kind: SourceKind
    name: str = ""
    country: str = ""
    sector: str = ""
    cue: Span | None = None
    quoted: bool = False
    stance: str = ""
    channel: Span | None = None
    told_to: tuple[Span, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: the spans of source, cue and content (each may be discontinuous).

    `source` is () where the text names none ("it was reported"); `kind` and `voice` describe it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    voice: Source | None
    quoted: bool = False
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event.

    `basis` is "text" when words in the report say so (then `span` points at them), else "published".
    """

    period: Period
    basis: Literal["text", "published"]
    span: Span | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event; coordinates in degrees, None for regions that are no point."""

    span: Span
    text: str
    name: str
    country: str = ""
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: Precision = "country"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: the best reading, and the range the words leave ("at least 12": 12..None)."""

    best: int | None
    least: int | None
    most: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Size:
    """How many people an event left dead, injured or arrested; None where the text does not say."""

    dead: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """What one report says of one event: who did what to whom, when, where, according to whom, how certain.

    Everything derived has at least one `Evidence`; everything not found has a reason in `missing`.

    Attributes:
        id: stable: the same report, model, codebook and knowledge give the same id.
        report_id: the report that says so.
        sentence: index of the sentence in which the trigger stands.
        trigger: the model's reading of the trigger; `trigger.span` are its words.
        event_type, modes, contexts: codes of the codebook.
        status: see `Status`.
        actors, recipients: those who act and those acted upon; compound ones are several.
        sources: the chain of voices, nearest first; () is the publisher's own voice.
        when, where, size: see there; None where unknown.
        score: conflict-cooperation score of the codebook (-10..10); quad: quad category; cameo: its code, "" if none.
        confidence: calibrated probability (0..1) that the type is right.
        missing: (field, reason) for each value that could not be found.
    """

    id: str
    report_id: str
    sentence: int
    trigger: Trigger
    event_type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: Status = Status.ACTUAL
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    sources: tuple[Source, ...] = ()
    when: When | None = None
    where: Where | None = None
    size: Size = field(default_factory=Size)
    score: float | None = None
    quad: str = ""
    cameo: str = ""
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()

    def with_evidence(self, *evidence: Evidence) -> EventMention:
        """Return the mention with further evidence at the end."""
        return replace(self, evidence=self.evidence + evidence)

    def without(self, field_name: str, reason: str) -> EventMention:
        """Return the mention with the reason why `field_name` could not be found."""
        return replace(self, missing=(*self.missing, (field_name, reason)))


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a record: program, model, codebook and knowledge."""

    dateline: str
    model: str
    codebook: str
    knowledge: str


@dataclass(frozen=True, slots=True)
class Reprint:
    """A report that says word for word what another says, so that it is not coded itself.

    Attributes:
        of: id of the report that was coded.
        digest: the hash of that report when it was compared; should its text change, this is a reprint no longer.
        likeness: part (0..1) of its words that stand in the reprint too.
    """

    of: str
    digest: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Coding:
    """Everything Dateline says of one report; of a `reprint` nothing but that it is one."""

    report: Report
    sentence_spans: tuple[Span, ...]
    mentions: tuple[EventMention, ...]
    attributions: tuple[Attribution, ...]
    problems: tuple[Problem, ...]
    versions: Versions
    reprint: Reprint | None = None
