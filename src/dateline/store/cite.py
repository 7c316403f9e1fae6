"""How to cite what was taken from a store: versions, filters and date, as data archives ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from dateline.store.filters import Filter
from dateline.store.load import fetch

if TYPE_CHECKING:
    from dateline.store.store import Store


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where data come from.

    Attributes:
        on: the day they were taken out.
        versions: what made the codings that hold, each set of versions once.
        filters: what was asked for, in words; {} for everything.
        reports, mentions, events: how many of each the store holds.
        first, last: days of publication of the reports, None if unknown.
        publishers: how many.
    """

    on: date
    versions: Sequence[Mapping[str, str]] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    reports: int = 0
    mentions: int = 0
    events: int = 0
    first: date | None = None
    last: date | None = None
    publishers: int = 0


def find_provenance(store: Store, on: date, wanted: Filter | None = None) -> Provenance:
    """Return where the data of a store come from, as of the day."""
    counts = """
    SELECT (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM mentions) AS mentions,
        (SELECT count(*) FROM events) AS events, (SELECT min(published) FROM reports) AS first,
        (SELECT max(published) FROM reports) AS last, (SELECT count(DISTINCT publisher) FROM reports) AS publishers
    """
    versions = """
    SELECT DISTINCT dateline, model, codebook, knowledge FROM runs SEMI JOIN codings USING (run) ORDER BY ALL
    """
    with store.session() as connection:
        (found,) = fetch(connection, counts)
        made_by = fetch(connection, versions)
    return Provenance(on, made_by, wanted.told() if wanted else {}, **found)


def cite(provenance: Provenance) -> str:
    """Return the sentence to put into a list of references or an appendix."""
    made_by = "; ".join(
        f"Dateline {one['dateline']} (model {one['model']}, codebook {one['codebook']}, knowledge {one['knowledge']})"
        for one in provenance.versions
    )
    days = f", published {provenance.first} to {provenance.last}" if provenance.first else ""
    events = f", {_counted(provenance.events, 'linked event')}" if provenance.events else ""
    taken = "; ".join(f"{name}: {value}" for name, value in provenance.filters.items()) or "none"
    of = f" of {_counted(provenance.publishers, 'publisher')}" if provenance.publishers else ""
    reports = f"{_counted(provenance.reports, 'report')}{of}{days}"
    mentions = f"{_counted(provenance.mentions, 'event mention')}{events}"
    return (
        f"Political events coded by {made_by or 'Dateline'} from {reports}: {mentions}. "
        f"Filters: {taken}. Taken out on {provenance.on}."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
