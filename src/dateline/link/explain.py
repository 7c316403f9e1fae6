"""Edges in words: what speaks for and against two mentions being one event."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import exp

from dateline.core import Edge, EventMention, Evidence, Participant, Report
from dateline.link.candidates import is_comparable
from dateline.link.compare import Comparer
from dateline.link.profiles import Profile, find_profile
from dateline.link.settings import LinkSettings, Weights, load_weights
from dateline.link.vetoes import find_veto

WORTH_SAYING = 0.15  # log-odds below which a likeness is left out of the explanation
SIDES = {"actor": "actors", "recipient": "recipients"}


def compare_mentions(first: EventMention, second: EventMention, reports: Iterable[Report]) -> Edge:
    """Return the edge of any two mentions: whether they would be one event by themselves, and why or why not."""
    named = {report.id: report for report in reports}
    found = [named.get(one.report_id) or Report(one.report_id, "", "") for one in (first, second)]
    a, b = find_profile(first, found[0]), find_profile(second, found[1])
    comparer, weights = Comparer(), load_weights()
    why = "" if is_comparable(a, b) else f"{a.event_type} and {b.event_type} are never one act"
    why = why or find_veto(a, b, comparer)
    joins = not why and comparer.find_logit(a, b, weights) >= LinkSettings().join
    return explain_edge((first, second), (a, b), comparer, weights, why, joins=joins)


def explain_edge(
    mentions: tuple[EventMention, EventMention],
    profiles: tuple[Profile, Profile],
    comparer: Comparer,
    weights: Weights,
    why: str = "",
    *,
    joins: bool,
) -> Edge:
    """Return the edge of two mentions, with every likeness and difference that weighs, the weightiest first.

    `why` is a reason that stands above the weights: a veto, a person's word, the group as a whole.
    """
    a, b = profiles
    table = weights.within if a.report_id == b.report_id else weights.across
    features = comparer.find_features(a, b)
    odds = table["bias"] + sum(table.get(name, 0.0) for name in features)
    weighed = sorted(((table.get(name, 0.0), name) for name in features), key=lambda w: (-abs(w[0]), w[1]))
    evidence = [_say(name, weight, _quote(name, mentions)) for weight, name in weighed if abs(weight) >= WORTH_SAYING]
    if why:
        evidence.insert(0, Evidence("event", f"joined by {why}" if joins else f"kept apart: {why}"))
    return Edge(a.id, b.id, round(_probability(odds), 4), joins, tuple(evidence))


def _quote(name: str, mentions: tuple[EventMention, EventMention]) -> str:
    """Return what the two mentions say on the matter of a feature, "" where that would say nothing more."""
    group = name.split(":", 1)[0]
    if group in SIDES:
        first, second = (_names(getattr(mention, SIDES[group])) for mention in mentions)
    elif group == "days":
        first, second = (mention.when.text if mention.when else "" for mention in mentions)
    elif group == "place":
        first, second = (mention.where.name if mention.where else "" for mention in mentions)
    else:
        return ""
    return f" ({first or '–'} | {second or '–'})" if first or second else ""


def _names(people: tuple[Participant, ...]) -> str:
    return ", ".join(person.name or person.text or person.country for person in people)


def _say(name: str, weight: float, quote: str) -> Evidence:
    return (
        _evidence(name, weight)
        if not quote
        else Evidence("event", f"{name}{quote} {weight:+.2f}", None, _probability(weight))
    )


@lru_cache(maxsize=10_000)
def _evidence(name: str, weight: float) -> Evidence:
    return Evidence("event", f"{name} {weight:+.2f}", None, _probability(weight))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
