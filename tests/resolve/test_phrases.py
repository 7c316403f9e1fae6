"""Phrases are read into name, country, sectors and office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dateline.core import Period
from dateline.knowledge import load_knowledge
from dateline.resolve.actors import Setting
from dateline.resolve.phrases import read_phrase
from dateline.resolve.pieces import find_pieces

CASES = YAML(typ="safe", pure=True).load(Path(__file__).parent.parent / "cases" / "roles.yaml")


def test_cases_are_there() -> None:
    """The table holds cases."""
    assert len(CASES) > 30


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['phrase']} {c['on']}")
def test_phrase(case: dict[str, object]) -> None:
    """A phrase gives country, first sector, and name and role where the case names them."""
    day = date.fromisoformat(str(case["on"]))
    actor = read_phrase(str(case["phrase"]), Setting(load_knowledge(), Period.day(day)))
    assert actor.country == case["country"]
    assert (actor.sectors[:1] or ("",))[0] == case["sector"]
    assert actor.name == case.get("name", actor.name)
    assert actor.role == case.get("role", actor.role)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['phrase']} {c['on']}")
def test_every_value_has_a_rule(case: dict[str, object]) -> None:
    """Country and sector never come without the rule that gave them."""
    actor = read_phrase(str(case["phrase"]), Setting(load_knowledge(), Period.day(date(2016, 1, 1))))
    assert not actor.country or actor.rule("country")
    assert not actor.sectors or actor.rule("sector")


def test_without_a_day_nothing_is_guessed() -> None:
    """Where the day is unknown, an office is told only if it is the same for all terms."""
    setting = Setting(load_knowledge(), Period(None, None))
    kerry = read_phrase("John Kerry", setting)
    assert (kerry.country, kerry.sectors, kerry.role) == ("USA", (), "")
    assert read_phrase("Boutros Boutros-Ghali", setting).country == "UNO"


def test_pieces_lie_in_the_text() -> None:
    """Each piece is the text between its two places, possessive endings aside."""
    text = "Turkey’s foreign ministry and U.S.-backed rebels met Anwar Zaheen in Kiel."
    for piece in find_pieces(text, load_knowledge()):
        assert text[piece.start : piece.end].startswith(piece.text)


def test_small_words_are_no_abbreviations() -> None:
    """A pronoun or verb in small letters is not taken for a state or a group."""
    kinds = {p.text: p.kind for p in find_pieces("He told us that it is who they are", load_knowledge())}
    assert kinds["us"] != "name"
    assert kinds["is"] != "name"


def test_unknown_words_give_nothing() -> None:
    """A phrase of which nothing is known has neither country nor sector."""
    actor = read_phrase("the blue teapot", Setting(load_knowledge(), Period.day(date(2016, 1, 1))))
    assert (actor.country, actor.sectors, actor.entity_id) == ("", (), "")
