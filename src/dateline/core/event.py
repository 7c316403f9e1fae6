"""What reports agree on; always recomputable from mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dateline.core.mention import Evidence, Participant, Size, Status, When, Where


@dataclass(frozen=True, slots=True)
class Edge:
    """Why two mentions are held to be one event (or, with `joins` False, why they are kept apart)."""

    first: str
    second: str
    score: float
    joins: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event as several mentions tell it.

    `mentions` are ids in the order of publication, then of id; `id` depends on the first of them alone, so that an
    event keeps its id when later reports join it. `edges` hold why they are one, and why near ones are kept apart.
    """

    id: str
    mentions: tuple[str, ...]
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided of two mentions (or two reports): kept for ever, and stronger than any score."""

    first: str
    second: str
    same: bool
    by: str = ""
    on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of a field as reports tell it.

    Attributes:
        value: as text ("12", "negated", "RUS", "2022-03-03..2022-03-05").
        mentions: ids of the mentions that say so, in the order of publication.
        n_independent: how many independent reports say so.
        first_on: day on which it was first told, None if unknown.
        first_by: who told it first: the voice that the report names, else the publisher, else the report's id.
    """

    value: str
    mentions: tuple[str, ...]
    n_independent: int
    first_on: date | None = None
    first_by: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which reports differ: its claims, the best supported first."""

    field: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class StatusTold:
    """What an event was said to be on a day: the line of its life (planned, happened; claimed, confirmed, denied).

    `stance` is that of the nearest voice ("claims", "confirms", "denies"), "" for the publisher's own voice.
    """

    day: date | None
    status: Status
    stance: str
    by: str
    mention: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreed record of an event: of every field the best supported value, the most specific where several fit.

    Values are those of a mention, spans included: `support` names, field by field, the mention a value was taken from,
    how many independent reports say so, and how many say anything of that field.

    Attributes:
        event_id: id of the event.
        mentions, reports: ids in the order of publication.
        n_reports, n_publishers: reports and publishers that tell of it.
        n_independent: reports that are no near-copies of one another; those of one agency's text count once.
        support: (field, mention id, reports that say so, reports that say anything of it).
        timeline: changes of status in the order of publication.
        disagreements: fields on which reports differ.
    """

    event_id: str
    mentions: tuple[str, ...]
    reports: tuple[str, ...]
    n_reports: int
    n_publishers: int
    n_independent: int
    event_type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: Status = Status.ACTUAL
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    when: When | None = None
    where: Where | None = None
    size: Size = field(default_factory=Size)
    score: float | None = None
    quad: str = ""
    cameo: str = ""
    confidence: float = 0.0
    first_published: date | None = None
    last_published: date | None = None
    support: tuple[tuple[str, str, int, int], ...] = ()
    timeline: tuple[StatusTold, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that tell one story.

    `reports` are ids in the order of publication; `id` depends on the first of them alone. The edges name reports.
    """

    id: str
    reports: tuple[str, ...]
    edges: tuple[Edge, ...] = ()
