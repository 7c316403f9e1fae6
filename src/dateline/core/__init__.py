"""The nouns: frozen dataclasses, no input or output, importing nothing else of Dateline."""

from dateline.core.entity import Entity, EntityKind, Place, Role
from dateline.core.event import Agreed, Claim, Disagreement, Edge, Event, Judgement, StatusTold, Story
from dateline.core.mention import (
    Attribution,
    Coding,
    Count,
    EventMention,
    Evidence,
    Participant,
    Precision,
    Problem,
    Size,
    Source,
    SourceKind,
    Status,
    Versions,
    When,
    Where,
)
from dateline.core.period import Period
from dateline.core.report import Credit, Report
from dateline.core.sentence import Argument, ArgumentRole, Cue, Label, Name, NameKind, Sentence, Token, Trigger
from dateline.core.span import Span

__all__ = [
    "Agreed",
    "Argument",
    "ArgumentRole",
    "Attribution",
    "Claim",
    "Coding",
    "Count",
    "Credit",
    "Cue",
    "Disagreement",
    "Edge",
    "Entity",
    "EntityKind",
    "Event",
    "EventMention",
    "Evidence",
    "Judgement",
    "Label",
    "Name",
    "NameKind",
    "Participant",
    "Period",
    "Place",
    "Precision",
    "Problem",
    "Report",
    "Role",
    "Sentence",
    "Size",
    "Source",
    "SourceKind",
    "Span",
    "Status",
    "StatusTold",
    "Story",
    "Token",
    "Trigger",
    "Versions",
    "When",
    "Where",
]
