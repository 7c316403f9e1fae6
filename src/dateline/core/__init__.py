"""The nouns: frozen dataclasses, no input or output, importing nothing else of Dateline."""

from dateline.core.entity import Entity, EntityKind, Place, Role
from dateline.core.event import Edge, Event
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
    "Argument",
    "ArgumentRole",
    "Attribution",
    "Coding",
    "Count",
    "Credit",
    "Cue",
    "Edge",
    "Entity",
    "EntityKind",
    "Event",
    "EventMention",
    "Evidence",
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
    "Token",
    "Trigger",
    "Versions",
    "When",
    "Where",
]
