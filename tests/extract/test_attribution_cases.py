"""Sentences of `cases/attribution.yaml`: who says so, in denial, hearsay, nested speech and anonymous sourcing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dateline.core import EventMention, Label, Participant, Report, Source, Span, Trigger
from dateline.extract.attributions import find_attributions, find_sources, is_denied, load_cues
from dateline.language import Model, load_model

CASES = YAML(typ="safe", pure=True).load(
    (Path(__file__).resolve().parent.parent / "cases" / "attribution.yaml").read_text(encoding="utf-8")
)
RIGHT = 0.90  # the share of the cases that must come out right


@cache
def model() -> Model:
    return load_model()


def read(case: dict[str, object]) -> tuple[tuple[Source, ...], bool]:
    """The chain that is found for a case, and whether it is held to be denied."""
    report = Report("case", str(case.get("title", "")), str(case["text"]))
    sentences = model().parse(report)
    attributions = find_attributions(report, sentences, load_cues())
    start = report.text.index(str(case["event"]))
    span = Span(start, start + len(str(case["event"])))
    kind = str(case.get("type", "ASSAULT"))
    number = max(s.index for s in sentences if s.span.start <= start)
    actors = tuple(Participant(None, str(words)) for words in [case["actor"]] if words) if "actor" in case else ()
    mention = EventMention("m", "case", number, Trigger(span, (Label(kind, 1.0),)), kind, actors=actors)
    return find_sources(mention, sentences, attributions, report), is_denied(mention, attributions)


def fits(source: Source, wanted: str) -> bool:
    words, kind, *stance = (part.strip() for part in wanted.split("|"))
    has_words = words.lower() in source.text.lower() or source.text.lower() in words.lower()
    return has_words and source.kind == kind and stance in ([], [source.stance])


def faults(case: dict[str, object]) -> list[str]:
    """What is wrong with the reading of a case, in words."""
    chain, denied = read(case)
    wanted = list(map(str, case["sources"]))  # type: ignore[call-overload]
    found = [f"{s.text} | {s.kind} | {s.stance}" for s in chain]
    right = len(chain) == len(wanted) and all(map(fits, chain, wanted))
    said = [] if right else [f"{case['text']!r}: wanted {wanted}, found {found}"]
    return said if case.get("denied", denied) == denied else [*said, f"{case['text']!r}: denied is {denied}"]


def test_there_are_cases() -> None:
    """At least sixty sentences were found, among them denials and chains."""
    assert len(CASES) >= 60
    assert sum("denied" in case for case in CASES) >= 8
    assert sum(len(case["sources"]) > 1 for case in CASES) >= 6


def test_cases_come_out_right() -> None:
    """Nine of ten sentences give exactly the chain they should."""
    wrong = [fault for case in CASES if (fault := faults(case))]
    share = 1 - len(wrong) / len(CASES)
    if share < RIGHT:
        pytest.fail(f"{share:.2f} right; wrong are:\n" + "\n".join("; ".join(fault) for fault in wrong))
