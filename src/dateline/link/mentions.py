"""Mentions of many reports in, events out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from dateline.core import Edge, Event, EventMention, Judgement, Report
from dateline.link.candidates import find_candidates, is_comparable
from dateline.link.compare import Comparer
from dateline.link.explain import explain_edge
from dateline.link.groups import Groups
from dateline.link.profiles import Profile, find_profiles
from dateline.link.settings import LinkSettings, Weights, load_weights
from dateline.link.vetoes import find_veto

KNOWN = -1  # the round of what earlier runs have linked
UNLIKE = -4.0  # log-odds of two mentions whose types cannot tell of one act
APART_PER_MENTION = 3
ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Pair:
    """A scored pair of positions, in the order in which pairs are settled: by round, then the surest first."""

    round: int
    odds: float
    earlier: int
    later: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """The place of the pair in its round."""
        return -self.odds, self.earlier, self.later


@dataclass(frozen=True, slots=True)
class Run:
    """All that one linking run looks at; positions count profiles in the order in which they are linked."""

    profiles: Sequence[Profile]
    rounds: Sequence[int]
    settings: LinkSettings
    weights: Weights
    comparer: Comparer
    odds: dict[tuple[int, int], float]  # of the round that is under way, to reckon none twice

    def find_odds(self, one: int, other: int) -> float:
        """Return the log-odds that two mentions are one event."""
        key = (one, other) if one < other else (other, one)
        found = self.odds.get(key)
        if found is None:
            a, b = self.profiles[one], self.profiles[other]
            found = self.comparer.find_logit(a, b, self.weights) if is_comparable(a, b) else UNLIKE
            self.odds[key] = found
        return found

    def find_veto(self, one: int, other: int) -> str:
        """Return what forbids that two mentions are one event, "" if nothing does."""
        return find_veto(self.profiles[one], self.profiles[other], self.comparer)


def link_mentions(
    mentions: Iterable[EventMention],
    reports: Iterable[Report],
    settings: LinkSettings | None = None,
    *,
    judgements: Iterable[Judgement] = (),
    known: Iterable[Event] = (),
) -> tuple[Event, ...]:
    """Return the events that the mentions tell of; every mention stands in exactly one.

    The order of the arguments changes nothing. Days are linked one after the other, by publication: reports of a later
    day may add to events and make new ones, and never regroup what was told before, so linking day by day (with the
    events of the days before as `known`) gives what linking all at once gives. What a person judged holds against every
    score; a known event of which a person says that two mentions are two events is linked afresh.
    """
    of_id = {mention.id: mention for mention in mentions}
    last_word = {frozenset((j.first, j.second)): j for j in sorted(judgements, key=_judged)}
    ruled = [j for j in last_word.values() if j.first in of_id and j.second in of_id and j.first != j.second]
    kept = _find_kept(known, of_id, ruled)
    run = _prepare(of_id, reports, {m for event in kept for m in event.mentions}, settings or LinkSettings())
    place = {profile.id: position for position, profile in enumerate(run.profiles)}
    groups = Groups(run.rounds, [(place[j.first], place[j.second]) for j in ruled if not j.same])
    joined = _start(groups, place, kept, ruled)
    apart: list[tuple[Pair, str]] = []
    for now, pairs in _find_rounds(run):
        for pair in pairs:
            _settle(pair, now, run, groups, joined, apart)
    return _make_events(run, groups, joined, apart, of_id, kept)


def _judged(judgement: Judgement) -> tuple[str, str, str, bool]:
    return str(judgement.on or ""), judgement.first, judgement.second, judgement.same


def _find_kept(known: Iterable[Event], of_id: dict[str, EventMention], ruled: Sequence[Judgement]) -> list[Event]:
    """Return the known events, without mentions that are gone and without events that a person took apart."""
    parted = [(j.first, j.second) for j in ruled if not j.same]
    kept = []
    for event in sorted(known, key=lambda event: event.id):
        present = tuple(m for m in event.mentions if m in of_id)
        if present and not any(one in present and other in present for one, other in parted):
            kept.append(replace(event, mentions=present))
    return kept


def _prepare(of_id: dict[str, EventMention], reports: Iterable[Report], known: set[str], settings: LinkSettings) -> Run:
    """Return the run: profiles in the order of linking, what is known first, then by day of publication, then by id."""
    by_report: defaultdict[str, list[EventMention]] = defaultdict(list)
    for mention in sorted(of_id.values(), key=lambda m: m.id):
        by_report[mention.report_id].append(mention)
    named = {report.id: report for report in reports if report.id in by_report}
    profiles = [
        profile
        for report_id, of_report in by_report.items()
        for profile in find_profiles(of_report, named.get(report_id) or Report(report_id, "", ""))
    ]
    profiles.sort(key=lambda p: (p.id not in known, p.published, p.id))
    rounds = [KNOWN if profile.id in known else profile.published for profile in profiles]
    return Run(profiles, rounds, settings, load_weights(), Comparer(), {})


def _start(
    groups: Groups, place: dict[str, int], kept: Sequence[Event], ruled: Sequence[Judgement]
) -> list[tuple[Pair, str]]:
    """Join what is known and what a person said is one; return the pairs that a person joined."""
    for event in kept:
        for mention in event.mentions[1:]:
            groups.join(place[event.mentions[0]], place[mention])
    joined = []
    for judgement in ruled:
        if judgement.same:
            earlier, later = sorted((place[judgement.first], place[judgement.second]))
            groups.join(earlier, later)
            joined.append(
                (Pair(KNOWN, float("inf"), earlier, later), f"a person: {judgement.by} {judgement.why}".strip())
            )
    return joined


def _find_rounds(run: Run) -> Iterator[tuple[int, list[Pair]]]:
    """Yield the rounds in order, each with its likely pairs, the surest first."""
    now, pairs = KNOWN, list[Pair]()
    new = [arrived != KNOWN for arrived in run.rounds]
    for earlier, later in find_candidates(run.profiles, new, run.settings.look_back):
        if run.rounds[later] != now:
            yield now, sorted(pairs, key=lambda pair: pair.rank)
            run.odds.clear()
            now, pairs = run.rounds[later], []
        odds = run.find_odds(earlier, later)
        if odds >= run.settings.join:
            pairs.append(Pair(now, odds, earlier, later))
    yield now, sorted(pairs, key=lambda pair: pair.rank)


def _settle(
    pair: Pair, now: int, run: Run, groups: Groups, joined: list[tuple[Pair, str]], apart: list[tuple[Pair, str]]
) -> None:
    """Join the groups of a likely pair, or write down what keeps them apart."""
    if groups.group_of[pair.earlier] == groups.group_of[pair.later]:
        return
    why = run.find_veto(pair.earlier, pair.later) or groups.judge_join(
        pair.earlier, pair.later, now, run.find_veto, run.find_odds, run.settings.mean
    )
    (apart if why else joined).append((pair, why))


def _make_events(
    run: Run,
    groups: Groups,
    joined: Sequence[tuple[Pair, str]],
    apart: Sequence[tuple[Pair, str]],
    of_id: dict[str, EventMention],
    kept: Sequence[Event],
) -> tuple[Event, ...]:
    edges: defaultdict[int, list[Edge]] = defaultdict(list)
    for pair, why in joined:
        edges[groups.group_of[pair.later]].append(_explain(run, pair, why, of_id, joins=True))
    place = {profile.id: position for position, profile in enumerate(run.profiles)}
    for event in kept:
        edges[groups.group_of[place[event.mentions[0]]]].extend(event.edges)
    seen: defaultdict[int, int] = defaultdict(int)
    for pair, why in apart:
        left, right = groups.group_of[pair.earlier], groups.group_of[pair.later]
        if left != right and seen[pair.later] < APART_PER_MENTION:
            seen[pair.later] += 1
            edge = _explain(run, pair, why, of_id, joins=False)
            edges[left].append(edge)
            edges[right].append(edge)
    events = [_make_event(run, members, edges[group]) for group, members in groups.members.items()]
    return tuple(sorted(events, key=lambda event: event.id))


def _explain(run: Run, pair: Pair, why: str, of_id: dict[str, EventMention], *, joins: bool) -> Edge:
    a, b = run.profiles[pair.earlier], run.profiles[pair.later]
    return explain_edge((of_id[a.id], of_id[b.id]), (a, b), run.comparer, run.weights, why, joins=joins)


def _make_event(run: Run, members: Sequence[int], edges: Sequence[Edge]) -> Event:
    told = sorted((run.profiles[position] for position in members), key=lambda p: (p.published, p.id))
    ids = tuple(profile.id for profile in told)
    unique = {(edge.first, edge.second): edge for edge in edges}
    return Event(make_id("e", ids[0]), ids, tuple(unique[key] for key in sorted(unique)))


def make_id(kind: str, first: str) -> str:
    """Return the id of a group that begins with the mention or report `first`."""
    return f"{kind}-" + sha256(f"{kind}\x1f{first}".encode()).hexdigest()[:ID_DIGITS]
