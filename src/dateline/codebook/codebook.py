"""A codebook, loaded: what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.codebook.nouns import Context, EventType, Quad, Translation
from dateline.core import EventMention, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """Event types with modes, contexts, statuses, and the crosswalk from CAMEO.

    Two codebooks are equal only if they are the same object: what is derived from one can be kept beside it.

    Attributes:
        version: name and version, as records carry it ("plover-2.0.1").
        base: name of the codebook that it builds on, "" where it stands alone.
        event_types: by code; a type that is not among them is not coded.
        contexts: by code.
        statuses: meaning of each factual status, in words.
        crosswalk: by CAMEO code.
    """

    version: str
    base: str
    event_types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    statuses: Mapping[str, str]
    crosswalk: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def own_types(self) -> tuple[EventType, ...]:
        """The types that the language model does not know, found by their examples and frames."""
        return tuple(kind for kind in self.event_types.values() if kind.own)

    def modes_of(self, event_type: str) -> frozenset[str]:
        """Return the modes of a type, none for a type that is not in the codebook."""
        kind = self.event_types.get(event_type)
        return frozenset(kind.modes) if kind else frozenset()

    def quad_of(self, event_type: str) -> Quad | None:
        """Return the quad category of a type, None for a type that is not in the codebook."""
        kind = self.event_types.get(event_type)
        return kind.quad if kind else None

    def score_of(self, event_type: str, modes: Iterable[str] = ()) -> float | None:
        """Return the score of the most intense of `modes`, else that of the type, None if neither has one."""
        kind = self.event_types.get(event_type)
        if kind is None:
            return None
        scores = [kind.modes[mode].score for mode in modes if mode in kind.modes]
        return max((score for score in scores if score is not None), key=abs, default=kind.score)

    def cameo_of(self, event_type: str, modes: Iterable[str] = (), contexts: Iterable[str] = ()) -> str:
        """Return the CAMEO code of a type in its most intense mode, "" if CAMEO has none.

        A context leads to a deeper code only where it is the only one of `contexts` that could.
        """
        kind = self.event_types.get(event_type)
        if kind is None:
            return ""
        known = [kind.modes[mode] for mode in modes if mode in kind.modes and kind.modes[mode].cameo]
        mode = max(known, key=lambda m: abs(m.score or 0), default=None)
        plain, deeper = (mode.cameo, mode.cameo_in) if mode else (kind.cameo, kind.cameo_in)
        leaves = {deeper[context] for context in contexts if context in deeper}
        return leaves.pop() if len(leaves) == 1 else plain

    def implied_actor_of(self, event_type: str, modes: Iterable[str] = (), trigger: str = "") -> str:
        """Return the sector of an actor whom the text does not name, "" where none is implied.

        A word of the trigger tells more than the mode: who is jailed is held by a government, who is seized, by police.
        """
        kind = self.event_types.get(event_type)
        if kind is None:
            return ""
        known = [kind.modes[mode] for mode in modes if mode in kind.modes]
        words = set(trigger.lower().split())
        told = [sector for mode in known for word, sector in mode.implied_by_word.items() if word in words]
        return next((s for s in (*told, *(mode.implied_actor for mode in known)) if s), kind.implied_actor)

    def implied_recipient_of(self, event_type: str, modes: Iterable[str] = ()) -> str:
        """Return the sector of a recipient whom the text does not name, "" where none is implied."""
        kind = self.event_types.get(event_type)
        if kind is None:
            return ""
        sectors = (kind.modes[mode].implied_recipient for mode in modes if mode in kind.modes)
        return next((sector for sector in sectors if sector), kind.implied_recipient)

    def is_at_place(self, event_type: str) -> bool:
        """Say whether whoever is acted upon belongs where it happens: the host of a visit, the victims of a bomb."""
        kind = self.event_types.get(event_type)
        return kind is not None and (kind.mutual or kind.quad == "material conflict")

    def lookup_cameo(self, code: str) -> Translation | None:
        """Return type, modes and contexts of a CAMEO code, None if the codebook has no equal."""
        return self.crosswalk.get(code)

    def check(self, mention: EventMention) -> tuple[Problem, ...]:
        """Return what a mention lacks, or holds against the codebook."""
        kind = self.event_types.get(mention.event_type)
        span = mention.trigger.span
        where = f"{mention.report_id}: characters {span.start} to {span.end}"
        if kind is None:
            known = ", ".join(self.event_types)
            return (Problem(where, f'unknown event type "{mention.event_type}"', f"{self.version} has {known}"),)
        return tuple(Problem(where, message, hint) for message, hint in self._faults(kind, mention))

    def _faults(self, kind: EventType, mention: EventMention) -> Iterator[tuple[str, str]]:
        for mode in mention.modes:
            if mode not in kind.modes:
                yield f'unknown mode "{mode}" of {kind.code}', f"it has {', '.join(kind.modes) or 'no modes'}"
        for context in mention.contexts:
            if context not in self.contexts:
                yield f'unknown context "{context}"', "see `dateline codebook show`"
        if lacks_recipient(kind, len(mention.actors), len(mention.recipients)):
            yield f"{kind.code} needs a recipient, and none was found", ""


def lacks_recipient(kind: EventType, actors: int, recipients: int) -> bool:
    """Say whether a mention with so many actors and recipients lacks a recipient that its type requires."""
    partners = kind.mutual and actors > 1
    return kind.requires_recipient and not recipients and not partners
