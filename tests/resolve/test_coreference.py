"""Everybody whom a report speaks of is found once, with surnames, acronyms, speakers and pronouns."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dateline.core import Name, Report, Sentence, Span, Token
from dateline.knowledge import load_knowledge
from dateline.language import load_model
from dateline.resolve.references import Referents
from dateline.resolve.who import referents_of

PRONOUNS = {"he", "she", "they", "it", "him", "her", "we", "i"}


def referents(text: str, *people: str) -> Referents:
    """The referents of a report with one sentence a line."""
    sentences, at = [], 0
    for index, line in enumerate(text.split("\n")):
        tokens = tuple(
            Token(Span(at + m.start(), at + m.end()), m.group(), m.group().lower(), _upos(m.group()), (), None, "nsubj")
            for m in re.finditer(r"\w+(?:[-'’]\w+)*|[^\w\s]", line)
        )
        names = tuple(
            Name(Span(at + line.index(n), at + line.index(n) + len(n)), "person", 0.9) for n in people if n in line
        )
        sentences.append(Sentence(index, Span(at, at + len(line)), tokens, names))
        at += len(line) + 1
    return referents_of(Report("r", "", text, date(2018, 3, 1)), tuple(sentences), load_knowledge())


def _upos(form: str) -> str:
    return "PRON" if form.lower() in PRONOUNS else "X"


def meant_by(found: Referents, text: str, words: str) -> str:
    """The name of whoever the last of these words mean."""
    place = text.rindex(words)
    return next(r.actor.name for r in found.references if r.span.start == place)


@pytest.mark.parametrize(
    ("text", "people", "word", "name"),
    [
        ("Lena Brandt met Omar Diallo.\nShe left early.", ("Lena Brandt", "Omar Diallo"), "She", "Lena Brandt"),
        ("Robert Keller met Maria Sanz.\nHe left early.", ("Robert Keller", "Maria Sanz"), "He", "Robert Keller"),
        ("Maria Sanz arrived.\nShe sat.\nLater she spoke.", ("Maria Sanz",), "she", "Maria Sanz"),
        ("Maria Sanz arrived.\nEverybody knew Sanz.", ("Maria Sanz",), "Sanz", "Maria Sanz"),
        ("NATO met in Brussels.\nIt agreed.", (), "It", "North Atlantic Treaty Organization"),
    ],
)
def test_who_is_meant(text: str, people: tuple[str, ...], word: str, name: str) -> None:
    """Pronouns and family names mean whoever was named."""
    assert meant_by(referents(text, *people), text, word) == name


def test_facts_gather() -> None:
    """What a report tells of somebody in different places comes together."""
    found = referents("Maria Sanz spoke.\nSanz, a Chilean senator, left.", "Maria Sanz")
    assert (found.own["sanz"].country, found.own["sanz"].sectors) == ("CHL", ("LEG",))
    assert found.own["sanz"] == found.own["maria sanz"]


def test_acronym_is_entered() -> None:
    """Letters in brackets behind a name become a name of the report."""
    found = referents("The Andean Herders Union (AHU) of Peru met.")
    assert found.own["ahu"].name == "Andean Herders Union"


def test_speakers() -> None:
    """The speaker of a quotation is whoever stands at the word of saying."""
    found = referents('"We object," Turkish Foreign Minister Mevlut Cavusoglu said.', "Mevlut Cavusoglu")
    assert found.speakers[0].name.startswith("Mevl")


def test_quotes_end_with_the_paragraph() -> None:
    """A quotation that is never closed does not swallow the rest of the report."""
    found = referents('He said: "It is over\n\nNobody moved.')
    assert found.is_quoted(12)
    assert not found.is_quoted(25)


def test_scene() -> None:
    """A report is about the country that its places and adjectives name most."""
    found = referents("Kenyan police moved in Nairobi.\nIn Mombasa shops closed.\nOne Swede left.")
    assert found.scene.main == "KEN"
    assert found.scene.share > 0.5


def test_reckoned_once() -> None:
    """The same report and sentences give the very same referents."""
    report = Report("r", "", "NATO met.", date(2018, 3, 1))
    sentences = (Sentence(0, Span(0, 9), ()),)
    known = load_knowledge()
    assert referents_of(report, sentences, known) is referents_of(report, sentences, known)
    assert referents_of(report, (sentences[0],), known) is not referents_of(report, sentences, known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Rapid Support Forces took a town in Sudan. The RSF said so.", ("Rapid Support Forces", "SDN")),
        ("The RSF left a town. Sudan blamed the Rapid Support Forces.", ("Rapid Support Forces", "SDN")),
        ("Rebels of the Rapid Support Forces (RSF) left a town in Sudan.", ("Rapid Support Forces", "SDN")),
        ("Police in Sudan held two reporters, the RSF said.", ("Reporters sans frontières", "NGO")),
        ("The Rural Savings Fund of Peru (RSF) closed.", ("Reporters sans frontières", "NGO")),
    ],
)
def test_an_acronym_is_the_body_that_the_report_names(text: str, expected: tuple[str, str]) -> None:
    """Letters mean the known body whose initials they are, if the report names it; else what they mean elsewhere."""
    report = Report("r", "", text, date(2025, 3, 1))
    found = referents_of(report, load_model().parse(report), load_knowledge())
    assert {(r.actor.name, r.actor.country) for r in found.references if r.span.of(text).endswith("RSF")} == {expected}
