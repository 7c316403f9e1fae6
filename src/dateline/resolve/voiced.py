"""A source as whom it was resolved to."""

from __future__ import annotations

from dataclasses import replace

from dateline.core import Source
from dateline.resolve.actors import Actor


def as_voice(source: Source, actor: Actor) -> Source:
    """Return a source with name, country and sector of whom it is; a capital that speaks for its state is no person."""
    kind = "organization" if source.kind == "person" and actor.kind == "country" else source.kind
    sector = (actor.sectors or ("",))[0]
    return replace(source, kind=kind, name=actor.name, country=actor.country, sector=sector)
