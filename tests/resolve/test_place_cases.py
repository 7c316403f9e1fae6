"""Sentences with the place of one event, through parse and resolver (tests/cases/places.yaml)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dateline.core import EventMention, Report, Span, Trigger, Where
from dateline.knowledge.gazetteer import load_gazetteer
from dateline.language import load_model
from dateline.resolve.where import resolve_where

CASES = YAML(typ="safe", pure=True).load(Path(__file__).parent.parent / "cases" / "places.yaml")


def find_where(case: dict[str, Any]) -> Where | None:
    """The place that the resolver gives for the trigger of a case."""
    text = case["text"]
    report = Report("case", "", text)
    sentences = load_model().parse(report)
    begin = text.index(case["trigger"])
    span = Span(begin, begin + len(case["trigger"]))
    sentence = next(s for s in sentences if s.span.overlaps(span))
    arguments = tuple(a for t in sentence.triggers if t.span.overlaps(span) for a in t.arguments)
    mention = EventMention("m", report.id, sentence.index, Trigger(span, (), arguments=arguments), case["type"])
    return resolve_where(mention, report, sentences, load_gazetteer()).where


def fault(case: dict[str, Any]) -> str:
    """What is wrong with the place found, "" if nothing is."""
    where = find_where(case)
    if case.get("none") or where is None:
        return "" if case.get("none") and where is None else f"found {where}"
    wanted = {key: case[key] for key in ("name", "country", "precision") if key in case}
    wrong = {key: getattr(where, key) for key, value in wanted.items() if getattr(where, key) != value}
    if case.get("where", "") not in where.text and where.text not in case["where"]:
        wrong["text"] = where.text
    if case.get("point") is False and where.lat is not None:
        wrong["lat"] = where.lat
    return f"found {wrong}" if wrong else ""


@pytest.fixture(scope="module")
def faults() -> list[tuple[str, str]]:
    return [(f"{case['kind']}: {case['trigger']} | {case['text']}", found) for case in CASES if (found := fault(case))]


def test_there_are_cases_of_every_kind() -> None:
    """At least eighty sentences, of at least fifteen kinds."""
    kinds = Counter(case["kind"] for case in CASES)
    assert sum(kinds.values()) >= 80
    assert len(kinds) >= 15


def test_places_of_the_cases(faults: list[tuple[str, str]]) -> None:
    """At least 95 in 100 of the places are right."""
    assert len(faults) <= len(CASES) * 0.05, "\n".join(f"{case}\n    {found}" for case, found in faults)


def test_what_acts_is_no_place(faults: list[tuple[str, str]]) -> None:
    """A metonym or an adjective is never taken for a place."""
    assert [case for case, _ in faults if case.startswith(("metonym", "demonym"))] == []
