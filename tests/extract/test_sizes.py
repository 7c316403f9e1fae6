"""How many people an event left dead, injured or arrested."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.core import Count, Participant
from dateline.extract.sizes import KINDS, find_size
from hand_trees import mention, span_of, text_of, tree

CASES = Path(__file__).parent.parent / "cases" / "sizes.yaml"


def cases() -> list[dict[str, Any]]:
    from ruamel.yaml import YAML

    return list(YAML(typ="safe", pure=True).load(CASES.read_text(encoding="utf-8")))


def shown(count: Count) -> str:
    best, least, most = (
        str(v) if v is not None else none
        for v, none in ((count.best, "-"), (count.least, "open"), (count.most, "open"))
    )
    return f"{best} ({least}..{most})"


def test_there_are_cases_enough() -> None:
    """At least 25 sentences are tried."""
    assert len(cases()) >= 25


@pytest.mark.parametrize("case", [pytest.param(case, id=case["kind"]) for case in cases()])
def test_people_are_counted(case: dict[str, Any]) -> None:
    """The event has just the counts of the case, each with its words and its evidence."""
    triggers = [case["trigger"], *case.get("others", [])]
    sentence = tree(case["words"], triggers=triggers, people=case.get("people", ()), places=case.get("places", ()))
    size, evidence = find_size(mention(sentence, case["trigger"], quad=case.get("quad", "material conflict")), sentence)
    counts = {kind: count for kind in KINDS if (count := getattr(size, kind))}
    assert {kind: shown(count) for kind, count in counts.items()} == case["expected"]
    assert {e.field for e in evidence} == {f"size.{kind}" for kind in counts}
    assert all(sentence.span.covers(count.span) for count in counts.values())
    assert all(count.span.of(text_of(sentence)).strip() for count in counts.values())


def test_recipients_are_counted_where_the_tree_tells_nothing() -> None:
    """A person that the model takes for the recipient of an arrest is one, wherever the tree has put it."""
    sentence = tree(
        "Police/NOUN/2/nsubj detain/VERB/0/root Omar/PROPN/1/dep Nassar/PROPN/3/flat", people=["Omar Nassar"]
    )
    found = mention(sentence, "detain")
    assert find_size(found, sentence)[0].arrested is None
    person = Participant(span_of(text_of(sentence), "Omar Nassar"), "Omar Nassar")
    size, _ = find_size(replace(found, recipients=(person,)), sentence)
    assert size.arrested
    assert size.arrested.best == 1
