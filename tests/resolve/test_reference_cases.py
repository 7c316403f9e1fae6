"""Words that point back, through parse and resolver (tests/cases/references.yaml)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dateline.core import Period, Report, Span
from dateline.knowledge import load_knowledge
from dateline.language import load_model
from dateline.resolve.actors import Actor, Setting
from dateline.resolve.conduct import Place
from dateline.resolve.who import referents_of, resolve_actors

CASES = YAML(typ="safe", pure=True).load(Path(__file__).parent.parent / "cases" / "references.yaml")
DAY = Period.day(date(2012, 5, 7))


def find_actor(case: dict[str, Any]) -> Actor:
    """Whom the words of a case mean."""
    text, words = case["text"], case["words"]
    report, knowledge = Report("case", "", text, DAY.first), load_knowledge()
    sentences = load_model().parse(report)
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    begin = places[case.get("nth", -1)]
    span = Span(begin, begin + len(words))
    sentence = next(s for s in sentences if s.span.overlaps(span))
    referents = referents_of(report, sentences, knowledge)
    setting = Setting(knowledge, DAY, referents.own, referents.kinds, DAY, referents.lands)
    return resolve_actors(Place(span, words, sentence.index), referents, setting)[0]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{c['kind']}-{c['words'].strip()}" for n, c in enumerate(CASES)])
def test_who_is_meant(case: dict[str, Any]) -> None:
    """Pronouns, nouns and peoples mean whom a reader takes them to mean, and every value says why."""
    actor = find_actor(case)
    found = {"name": actor.name, "country": actor.country, "sector": (*actor.sectors, "")[0]}
    assert found == {**found, **{key: case[key] for key in found if key in case}}
    assert not actor.country or actor.rule("country")


def test_there_are_cases_of_every_kind() -> None:
    """At least twenty-five texts, of five kinds."""
    kinds = Counter(case["kind"] for case in CASES)
    assert sum(kinds.values()) >= 25
    assert len(kinds) == 5
