"""Measure, and with --fit make, the weights by which mentions become events.

usage: link.py GOLD.jsonl [--fit] [--halves]

Without options: the pairwise precision, recall and F of the events that gold mentions are linked into, against the gold
`event` labels inside reports; over all mentions, and over those that are not optional. `--halves` does the same with
weights fitted on one half of the reports and measured on the other. `--fit` prints the [within] table of weights.toml
as fitted on GOLD.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from dateline.core import (
    Count,
    EventMention,
    Label,
    Participant,
    Period,
    Report,
    Size,
    Source,
    Span,
    Status,
    Trigger,
    When,
    Where,
)
from dateline.knowledge import load_gazetteer
from dateline.link import LinkSettings, link_mentions
from dateline.link import settings as link_settings
from dateline.link.candidates import is_comparable
from dateline.link.compare import Comparer
from dateline.link.profiles import find_profiles

RIDGE = 1.0
LEAST = 5  # pairs that must show a feature for it to get a weight


@dataclass(frozen=True)
class Gold:
    """One annotated report: its mentions, the event label of each, and which are optional."""

    report: Report
    mentions: tuple[EventMention, ...]
    labels: dict[str, str]
    optional: frozenset[str]


def load_gold(path: Path) -> list[Gold]:
    """Return the reports of a gold file with their mentions as Dateline's own nouns."""
    with path.open(encoding="utf-8") as lines:
        return [_gold(json.loads(line)) for line in lines if line.strip()]


def _gold(data: Mapping[str, Any]) -> Gold:
    published = date.fromisoformat(data["published"][:10]) if data.get("published") else None
    report = Report(data["id"], data["title"] or "", data["text"], published, publisher=data.get("publisher") or "")
    mentions = tuple(_mention(data["id"], number, item) for number, item in enumerate(data["mentions"]))
    labels = {m.id: item["event"] for m, item in zip(mentions, data["mentions"], strict=True)}
    optional = frozenset(m.id for m, item in zip(mentions, data["mentions"], strict=True) if item.get("optional"))
    return Gold(report, mentions, labels, optional)


def _mention(report_id: str, number: int, item: Mapping[str, Any]) -> EventMention:
    source, where, when = item["source"], item["where"], item["when"]
    return EventMention(
        id=f"{report_id}/{number:03}",
        report_id=report_id,
        sentence=item["sentence"],
        trigger=Trigger(Span(item["start"], item["end"]), (Label(item["event_type"], 1.0),)),
        event_type=item["event_type"],
        modes=tuple(item["modes"]),
        status=Status(item["status"]),
        actors=tuple(map(_participant, item["actors"])),
        recipients=tuple(map(_participant, item["recipients"])),
        sources=(Source(None, source["text"], source["kind"] or "person", source["name"] or ""),) if source else (),
        when=When(Period(_day(when["first"]), _day(when["last"])), "text", None, when["text"]) if when else None,
        where=_where(where["text"], where["country"] or "") if where else None,
        size=Size(*(_count(item[name]) for name in ("dead", "injured", "arrested"))),
    )


def _participant(item: Mapping[str, str]) -> Participant:
    return Participant(
        None, item["text"], item["name"], "", item["country"], (item["sector"],) if item["sector"] else ()
    )


def _where(text: str, country: str) -> Where:
    """Return a gold place as the gazetteer knows it; a place unknown to it is one inside its country."""
    gazetteer = load_gazetteer()
    found = [gazetteer.place(candidate) for candidate in gazetteer.lookup_place(text)]
    place = next((one for one in found if one.country == country), None)
    if place is None:
        return Where(Span(0, 0), text, text, country, precision="city")
    point = (place.lat, place.lon) if place.precision in {"city", "point"} else (None, None)
    return Where(Span(0, 0), text, place.name, country, place.admin1, *point, place.geonameid, place.precision)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _count(number: int | None) -> Count | None:
    return None if number is None else Count(number, number, number, Span(0, 0))


def find_pairs(gold: Iterable[Gold]) -> Iterator[tuple[list[str], bool]]:
    """Yield the features of every pair of one report that may be one event, and whether it is."""
    comparer = Comparer()
    for item in gold:
        profiles = find_profiles(item.mentions, item.report)
        for later, b in enumerate(profiles):
            for a in profiles[:later]:
                if is_comparable(a, b):
                    yield comparer.find_features(a, b), item.labels[a.id] == item.labels[b.id]


def fit_weights(gold: Iterable[Gold]) -> dict[str, float]:
    """Return the log-odds of every feature: logistic regression with a ridge, by Newton's method."""
    pairs = list(find_pairs(gold))
    counts = Counter(name for features, _ in pairs for name in features)
    names = ["bias", *sorted(name for name, count in counts.items() if count >= LEAST)]
    place = {name: column for column, name in enumerate(names)}
    shown = np.zeros((len(pairs), len(names)))
    shown[:, 0] = 1
    for row, (features, _) in enumerate(pairs):
        shown[row, [place[name] for name in features if name in place]] = 1
    same = np.array([is_same for _, is_same in pairs], float)
    ridge = np.full(len(names), RIDGE)
    ridge[0] = 0.01
    weights = np.zeros(len(names))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-shown @ weights))
        slope = shown.T @ (same - chance) - ridge * weights
        bend = (shown * (chance * (1 - chance))[:, None]).T @ shown + np.diag(ridge)
        weights += np.linalg.solve(bend, slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def measure(gold: Sequence[Gold], *, with_optional: bool) -> dict[str, float]:
    """Return pairwise precision, recall and F over the pairs of every report."""
    right = wrong = missed = 0
    for item in gold:
        linked = link_mentions(item.mentions, [item.report], LinkSettings())
        group_of = {mention: event.id for event in linked for mention in event.mentions}
        ids = [m.id for m in item.mentions if with_optional or m.id not in item.optional]
        for later, b in enumerate(ids):
            for a in ids[:later]:
                found, true = group_of[a] == group_of[b], item.labels[a] == item.labels[b]
                right, wrong, missed = (
                    right + (found and true),
                    wrong + (found and not true),
                    missed + (true and not found),
                )
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "pairs": right + missed,
    }


def measure_halves(gold: Sequence[Gold]) -> Iterator[dict[str, float]]:
    """Yield the figures of each half under weights fitted on the other."""
    shipped = link_settings.load_weights
    for learn, test in ((gold[::2], gold[1::2]), (gold[1::2], gold[::2])):
        fitted = replace(shipped(), within=fit_weights(learn))
        import dateline.link.mentions as linking

        linking.load_weights = lambda fitted=fitted: fitted  # type: ignore[attr-defined]
        yield measure(test, with_optional=True)
        linking.load_weights = shipped  # type: ignore[attr-defined]


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--halves", action="store_true")
    asked = parser.parse_args()
    gold = load_gold(asked.gold)
    if asked.fit:
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for name, weight in fit_weights(gold).items():
            groups[name.split(":")[0]].append(f'"{name}" = {weight}')
        print("\n".join(line for lines in groups.values() for line in lines))
    elif asked.halves:
        for figures in measure_halves(gold):
            print(json.dumps(figures))
    else:
        print(json.dumps({"all": measure(gold, with_optional=True), "required": measure(gold, with_optional=False)}))


if __name__ == "__main__":
    main()
