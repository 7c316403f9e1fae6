"""Reports in, stories out: what reports tell, compared by the words, names and numbers that are rare in the corpus."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import exp, log, log1p, sqrt

from dateline.core import Edge, Evidence, Judgement, Report, Story
from dateline.link.groups import Groups
from dateline.link.mentions import KNOWN, make_id
from dateline.link.settings import load_weights
from dateline.link.tellings import KINDS, Telling, find_telling

RAREST = 40  # features by which a report is looked up
HOLDERS = 40  # reports that a feature leads to, the latest
NEAREST = 30  # reports that a new one is compared with
KEPT = {"words": 120, "names": 80, "numbers": 40}  # weightiest features kept of a report
FEW = 5  # reports: a name of no more is rare, or of RARE of all reports
RARE = 0.004


@dataclass(frozen=True, slots=True)
class StorySettings:
    """How sure the grouping of stories must be.

    Attributes:
        join: log-odds that two reports must reach to be one story.
        mean: log-odds that the reports of two groups must reach on average before the groups become one.
    """

    join: float = 0.0
    mean: float = -1.5


@dataclass(slots=True)
class Corpus:
    """What has been read so far: how many reports hold each word, name and number, and which held it last."""

    size: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    holders: defaultdict[tuple[str, str], deque[int]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=HOLDERS))
    )

    def read(self, telling: Telling) -> None:
        """Count one more report."""
        self.size += 1
        for kind in KINDS:
            self.counts[kind].update(telling.of(kind).keys())

    def rarity(self, kind: str, name: str) -> float:
        """Return how rare a feature is so far: the logarithm of reports to each report that holds it."""
        return log((self.size + 1) / max(1, self.counts[kind][name]))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A telling with its features weighed by rarity on its day, each kind of unit length."""

    telling: Telling
    parts: Mapping[str, Mapping[str, float]]


def link_reports(
    reports: Iterable[Report],
    settings: StorySettings | None = None,
    *,
    judgements: Iterable[Judgement] = (),
    known: Iterable[Story] = (),
) -> tuple[Story, ...]:
    """Return the stories that reports tell; every report stands in exactly one.

    The order of the arguments changes nothing. As with mentions, day follows day: a later day's reports join stories or
    begin new ones and never regroup what was told before; `known` are the stories of earlier runs. Reports of all
    days must be given, since what is rare is reckoned from all reports up to the day.
    """
    told = list(judgements)
    kept = [story for story in sorted(known, key=lambda story: story.id) if not _is_parted(story, told)]
    old = {report for story in kept for report in story.reports}
    tellings = sorted(map(find_telling, reports), key=lambda t: (t.id not in old, t.day, t.id))
    place = {telling.id: position for position, telling in enumerate(tellings)}
    ruled = [j for j in told if j.first in place and j.second in place and j.first != j.second]
    rounds = [KNOWN if telling.id in old else telling.day for telling in tellings]
    groups = Groups(rounds, [(place[j.first], place[j.second]) for j in ruled if not j.same])
    _start(groups, place, kept, ruled)
    run = StoryRun(groups, settings or StorySettings(), load_weights().stories)
    days = groupby(enumerate(tellings), key=lambda item: (rounds[item[0]] == KNOWN, item[1].day))
    for _, of_day in days:
        run.read_day(list(of_day))
    return run.make_stories([edge for story in kept for edge in story.edges])


def _is_parted(story: Story, judgements: Sequence[Judgement]) -> bool:
    """Say whether a person held that two reports of a story are two stories."""
    return any(not j.same and {j.first, j.second} <= set(story.reports) for j in judgements)


def _start(groups: Groups, place: Mapping[str, int], kept: Sequence[Story], ruled: Sequence[Judgement]) -> None:
    for story in kept:
        present = [report for report in story.reports if report in place]
        for report in present[1:]:
            groups.join(place[present[0]], place[report])
    for judgement in ruled:
        if judgement.same:
            groups.join(place[judgement.first], place[judgement.second])


class StoryRun:
    """One run of grouping: reads day by day, and holds what has been read."""

    def __init__(self, groups: Groups, settings: StorySettings, weights: Mapping[str, float]) -> None:
        self.groups = groups
        self.settings = settings
        self.weights = weights
        self.corpus = Corpus()
        self.read: list[Weighed] = []
        self.joined: list[tuple[int, int]] = []

    def read_day(self, of_day: Sequence[tuple[int, Telling]]) -> None:
        """The reports of one day stand in stories, old or new."""
        for _, telling in of_day:
            self.corpus.read(telling)
        pairs = []
        for position, telling in of_day:
            weighed = weigh_telling(telling, self.corpus)
            self.read.append(weighed)
            if self.groups.rounds[position] != KNOWN:
                pairs += [(odds, other, position) for other, odds in self._find_likely(weighed)]
            self._hold(position, weighed)
        now = self.groups.rounds[of_day[0][0]]
        for _, earlier, later in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            self._settle(earlier, later, now)

    def _find_likely(self, weighed: Weighed) -> Iterator[tuple[int, float]]:
        """Yield earlier reports that are likely one story with this one, with the log-odds."""
        shared: defaultdict[int, float] = defaultdict(float)
        for kind, name, weight in _rarest(weighed):
            for other in self.corpus.holders[kind, name]:
                shared[other] += weight * weight
        for other in sorted(shared, key=lambda other: (-shared[other], other))[:NEAREST]:
            odds = self.find_odds(other, len(self.read) - 1)
            if odds >= self.settings.join:
                yield other, odds

    def _hold(self, position: int, weighed: Weighed) -> None:
        for kind in KINDS:
            for name in weighed.parts[kind]:
                self.corpus.holders[kind, name].append(position)

    def find_odds(self, one: int, other: int) -> float:
        """Return the log-odds that two reports tell one story."""
        values = compare_tellings(self.read[one], self.read[other], self.corpus)
        return self.weights["bias"] + sum(self.weights[name] * value for name, value in values.items())

    def _settle(self, earlier: int, later: int, now: int) -> None:
        if self.groups.group_of[earlier] == self.groups.group_of[later]:
            return
        why = self.groups.judge_join(earlier, later, now, lambda _one, _other: "", self.find_odds, self.settings.mean)
        if not why:
            self.joined.append((earlier, later))

    def make_stories(self, known: Sequence[Edge]) -> tuple[Story, ...]:
        """Return the stories as they stand."""
        edges: defaultdict[int, list[Edge]] = defaultdict(list)
        for earlier, later in self.joined:
            edges[self.groups.group_of[later]].append(self.explain(earlier, later))
        place = {weighed.telling.id: position for position, weighed in enumerate(self.read)}
        for edge in known:
            if edge.second in place:
                edges[self.groups.group_of[place[edge.second]]].append(edge)
        stories = []
        for group, members in self.groups.members.items():
            told = sorted((self.read[p].telling for p in members), key=lambda telling: (telling.day, telling.id))
            ids = tuple(telling.id for telling in told)
            unique = {(edge.first, edge.second): edge for edge in edges[group]}
            stories.append(Story(make_id("s", ids[0]), ids, tuple(unique[key] for key in sorted(unique))))
        return tuple(sorted(stories, key=lambda story: story.id))

    def explain(self, earlier: int, later: int) -> Edge:
        """Return the edge of two reports with what they share, the weightiest first."""
        a, b = self.read[earlier], self.read[later]
        values = compare_tellings(a, b, self.corpus)
        weighed = sorted(
            ((self.weights[name] * value, name) for name, value in values.items()), key=lambda w: -abs(w[0])
        )
        evidence = [
            Evidence("story", f"{name} {weight:+.2f}{_quote(name, a, b)}") for weight, name in weighed if weight
        ]
        odds = self.weights["bias"] + sum(weight for weight, _ in weighed)
        score = round(1 / (1 + exp(-max(-30.0, odds))), 4)
        return Edge(a.telling.id, b.telling.id, score, joins=True, evidence=tuple(evidence))


def weigh_telling(telling: Telling, corpus: Corpus) -> Weighed:
    """Return the telling with its weightiest features by the rarity that they have so far."""
    return Weighed(telling, {kind: _weigh(telling.of(kind), kind, corpus) for kind in KINDS})


def _weigh(counts: Mapping[str, float], kind: str, corpus: Corpus) -> dict[str, float]:
    weights = {name: (1 + log(max(1.0, number))) * corpus.rarity(kind, name) for name, number in counts.items()}
    heaviest = sorted(weights, key=lambda name: (-weights[name], name))[: KEPT[kind]]
    length = sqrt(sum(weights[name] ** 2 for name in heaviest)) or 1.0
    return {name: weights[name] / length for name in heaviest}


def _rarest(weighed: Weighed) -> list[tuple[str, str, float]]:
    """Return the features by which a report is looked up, the weightiest of its kind first."""
    features = [(kind, name, weight) for kind in KINDS for name, weight in weighed.parts[kind].items()]
    return sorted(features, key=lambda feature: (-feature[2], feature))[:RAREST]


def compare_tellings(a: Weighed, b: Weighed, corpus: Corpus) -> dict[str, float]:
    """Return every likeness of two reports with its size, by the names that weights.toml gives."""
    shared = [name for name in a.parts["names"] if name in b.parts["names"]]
    rare = max(FEW, RARE * corpus.size)
    gap = abs(a.telling.day - b.telling.day) if a.telling.day and b.telling.day else 0
    ages = a.telling.ages & b.telling.ages
    return {
        "words": sqrt(_cosine(a.parts["words"], b.parts["words"])),
        "names": sqrt(_cosine(a.parts["names"], b.parts["names"])),
        "numbers": _cosine(a.parts["numbers"], b.parts["numbers"]),
        "weight of shared names": min(4.0, sum(corpus.rarity("names", name) for name in shared) / 10),
        "rare names": min(6, sum(corpus.counts["names"][name] <= rare for name in shared)) / 3,
        "days apart": log1p(gap),
        "within three days": float(gap <= 3),
        "same age": float(bool(ages)),
        "other ages": float(bool(a.telling.ages and b.telling.ages and not ages)),
    }


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    return sum(weight * long[name] for name, weight in short.items() if name in long)


def _quote(name: str, a: Weighed, b: Weighed) -> str:
    kind = {"words": "words", "names": "names", "rare names": "names", "numbers": "numbers"}.get(name)
    if kind is None:
        return ""
    left, right = a.parts[kind], b.parts[kind]
    shared = sorted((n for n in left if n in right), key=lambda n: (-left[n] * right[n], n))[:5]
    return f" ({', '.join(shared)})" if shared else ""
