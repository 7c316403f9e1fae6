"""Measure, and with --fit make, the weights by which reports become stories.

usage: stories.py REPORTS.jsonl [--part read|untouched|rest|all] [--fit]

REPORTS: reports with the incident each tells of (title, content, dct, uri, id, incident). Incidents are dealt out by a
hash of their number: the first 1,500 reports are for reading and fitting ("read"), the next 500 were never looked at
("untouched"), and the rest ("rest") is a larger pool of the same kind. Printed: B³ precision, recall and F.
`--fit` prints the [stories] table of weights.toml as fitted on the part.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np

from dateline.core import Report
from dateline.link import link_reports
from dateline.link import stories as grouping

READ, UNTOUCHED = 1500, 500
RIDGE = 0.1


def load_parts(path: Path) -> dict[str, list[tuple[Report, str]]]:
    """Return the parts by name, each as reports with the incident that they tell of."""
    by_incident: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            by_incident[item["incident"]].append(item)
    parts: dict[str, list[tuple[Report, str]]] = {"read": [], "untouched": [], "rest": [], "all": []}
    seen = set()
    for incident in sorted(by_incident, key=lambda name: sha256(f"dateline{name}".encode()).hexdigest()):
        name = "read" if len(parts["read"]) < READ else "untouched" if len(parts["untouched"]) < UNTOUCHED else "rest"
        for item in by_incident[incident]:
            if item["id"] not in seen:  # a few reports are listed under two incidents
                seen.add(item["id"])
                parts[name].append((_report(item), incident))
                parts["all"].append((_report(item), incident))
    return parts


def _report(item: Mapping[str, Any]) -> Report:
    address = item["uri"].split("/http")[-1].split("//")[-1]
    publisher = urlparse(f"//{address}").hostname or ""
    return Report(item["id"], item["title"], item["content"], date.fromisoformat(item["dct"]), publisher=publisher)


def measure(part: Sequence[tuple[Report, str]]) -> dict[str, float]:
    """Return B³ precision, recall and F (Bagga and Baldwin 1998) of the stories of a part."""
    begin = time.perf_counter()
    stories = link_reports([report for report, _ in part])
    seconds = time.perf_counter() - begin
    found = {report: set(story.reports) for story in stories for report in story.reports}
    true: defaultdict[str, set[str]] = defaultdict(set)
    for report, incident in part:
        true[incident].add(report.id)
    right = [(len(found[r.id] & true[i]), len(found[r.id]), len(true[i])) for r, i in part]
    precision = sum(both / mine for both, mine, _ in right) / len(part)
    recall = sum(both / gold for both, _, gold in right) / len(part)
    f = 2 * precision * recall / (precision + recall)
    figures = {"precision": precision, "recall": recall, "f": f, "seconds": seconds}
    return {"reports": len(part), "incidents": len(true), **{name: round(value, 4) for name, value in figures.items()}}


def fit_weights(part: Sequence[tuple[Report, str]]) -> dict[str, float]:
    """Return the log-odds of every likeness, from all pairs that the grouping compares."""
    incident_of = {report.id: incident for report, incident in part}
    names: list[str] = []
    rows, same = [], []
    compare = grouping.compare_tellings

    def watch(a: grouping.Weighed, b: grouping.Weighed, corpus: grouping.Corpus) -> dict[str, float]:
        values = compare(a, b, corpus)
        names[:] = list(values)
        rows.append([1.0, *values.values()])
        same.append(incident_of[a.telling.id] == incident_of[b.telling.id])
        return values

    grouping.compare_tellings = watch
    grouping.link_reports([report for report, _ in part], grouping.StorySettings(join=1e9))
    grouping.compare_tellings = compare
    shown, is_same = np.array(rows), np.array(same, float)
    weights = np.zeros(shown.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-shown @ weights))
        bend = (shown * (chance * (1 - chance))[:, None]).T @ shown + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, shown.T @ (is_same - chance) - RIDGE * weights)
    return {name: round(float(weight), 2) for name, weight in zip(["bias", *names], weights, strict=True)}


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--part", choices=["read", "untouched", "rest", "all"], default="read")
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    part = load_parts(asked.reports)[asked.part]
    if asked.fit:
        print("\n".join(f'"{name}" = {weight}' for name, weight in fit_weights(part).items()))
    else:
        print(json.dumps(measure(part)))


if __name__ == "__main__":
    main()
