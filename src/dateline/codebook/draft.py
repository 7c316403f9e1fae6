"""A codebook in the making: what was read of its folder."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.codebook.nouns import Context, EventType, Header, Translation
from dateline.codebook.positions import Document
from dateline.core import Problem


@dataclass
class Draft:
    """What was read of a folder so far, and where it stands."""

    problems: list[Problem] = field(default_factory=list)
    header: Header | None = None
    header_file: Document | None = None
    faulty: set[str] = field(default_factory=set)  # types whose files cannot be used; their faults are told
    types: dict[str, tuple[EventType, Document]] = field(default_factory=dict)
    contexts: dict[str, Context] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    crosswalk: dict[str, Translation] = field(default_factory=dict)
    crosswalk_file: Document | None = None
