"""Offices that a verb or a comma gives to a name."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.core import Report
from dateline.knowledge import load_knowledge
from dateline.language import load_model
from dateline.resolve.offices import find_offices
from dateline.resolve.who import referents_of

CASES = [
    ("Marta Quispe was the mayor of Arequipa until 2014.", "Marta Quispe", "mayor of Arequipa"),
    ("Marta Quispe resigned as governor of Cusco on Friday.", "Marta Quispe", "governor of Cusco"),
    ("Marta Quispe, who leads the rebel army, refused the offer.", "Marta Quispe", "rebel army"),
    ("The chief judge of Lima, Marta Quispe, rejected the appeal.", "Marta Quispe", "judge of Lima"),
]


@pytest.mark.parametrize(("text", "name", "office"), CASES)
def test_office(text: str, name: str, office: str) -> None:
    """The name and the words for the office are found together."""
    (sentence,) = load_model().parse(Report("r", "", text))
    found = [(holder.of(text), words.of(text)) for holder, words, _ in find_offices(sentence)]
    assert any(holder == name and office in words for holder, words in found)


def test_no_office_where_it_is_denied() -> None:
    """Who is not something is not said to be it."""
    text = "Marta Quispe is not the mayor of Arequipa."
    (sentence,) = load_model().parse(Report("r", "", text))
    assert list(find_offices(sentence)) == []


def test_a_later_naming_has_the_office() -> None:
    """Somebody of whom one sentence tells the office has it in the next."""
    text = "Marta Quispe, who leads the rebel army, refused the offer.\nQuispe accused Peru of lying."
    report = Report("r", "", text, date(2020, 5, 5))
    referents = referents_of(report, load_model().parse(report), load_knowledge())
    assert referents.own["quispe"].sectors[:1] in (("REB",), ("MIL",))
    rule = referents.own["quispe"].rule("sector")
    assert rule is not None
    assert "leads" in rule.words
