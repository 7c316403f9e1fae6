"""Place names of one text tell of each other."""

from __future__ import annotations

import pytest

from dateline.core import Place, Span
from dateline.knowledge.gazetteer import PlaceContext, load_gazetteer, load_toponym_weights
from dateline.resolve.company import find_company
from dateline.resolve.toponyms import find_phrases, resolve_toponyms


def places(text: str, *names: str) -> list[Place]:
    """Return the places that names in a text mean, each at its first standing."""
    gazetteer = load_gazetteer()
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    found = resolve_toponyms(text, spans, gazetteer)
    assert all(found)
    return [gazetteer.place(candidate) for candidate in found if candidate]


@pytest.mark.parametrize(
    ("text", "names", "admin1"),
    [
        ("Athens police took him to the Henderson County jail.", ("Athens", "Henderson County"), "Texas"),
        ("A Murfreesboro man was held in Rutherford County.", ("Murfreesboro", "Rutherford County"), "Tennessee"),
    ],
)
def test_names_that_lie_in_one_another(text: str, names: tuple[str, ...], admin1: str) -> None:
    """A town and a district, each of many that bear the name, mean those of which one lies in the other."""
    assert [place.admin1 for place in places(text, *names)] == [admin1] * len(names)


@pytest.mark.parametrize(
    ("text", "names", "precision"),
    [
        (
            "Cases were found in Oregon, Washington, Utah and Wyoming.",
            ("Oregon", "Washington", "Utah", "Wyoming"),
            "region",
        ),
        ("Officials in China, Japan and Ukraine reported cases.", ("China", "Japan", "Ukraine"), "country"),
        ("They met in China, Japan said.", ("China", "Japan"), "country"),
        ("He died in Buffalo, New York.", ("New York",), "region"),
    ],
)
def test_names_of_a_list(text: str, names: tuple[str, ...], precision: str) -> None:
    """Names of a list are of one kind, and the next of a list does not hold the one before it."""
    spans = ("Buffalo", *names) if "Buffalo" in text else names
    assert {place.precision for place in places(text, *spans)[-len(names) :]} == {precision}


def test_a_holder_still_holds() -> None:
    """The state behind a comma holds the town before it, in a list of towns too."""
    paris, dallas = places("Fires broke out in Paris, Texas and Dallas, Texas.", "Paris", "Dallas")
    assert (paris.admin1, dallas.admin1) == ("Texas", "Texas")


def test_kind_behind_a_list() -> None:
    """A word of kind in the plural speaks of every name before it."""
    text = "Roofs fell in Harvey, Harper and Kingman counties in Kansas."
    found = places(text, "Harvey", "Harper", "Kingman", "Kansas")
    assert [(p.name, p.admin1) for p in found[1:3]] == [("Harper County", "Kansas"), ("Kingman County", "Kansas")]


def test_names_of_the_same_places_are_one() -> None:
    """A name in capitals is no second witness for the same name."""
    text = "MANSFIELD — Mansfield refinances its debt."
    phrases = find_phrases(text, [Span(0, 9), Span(12, 21)], load_gazetteer())
    assert phrases["MANSFIELD"] is phrases["Mansfield"]
    assert phrases["Mansfield"].company == {}


def test_company_counts_the_others_only() -> None:
    """Candidates gain from the candidates of other names, never from those of their own."""
    gazetteer = load_gazetteer()
    springfield, mosul = gazetteer.rows("Springfield"), gazetteer.rows("Mosul")
    assert find_company([springfield], gazetteer.table) == ({},)
    alone, pair = find_company([mosul], gazetteer.table)[0], find_company([mosul, mosul], gazetteer.table)[0]
    assert not alone
    assert dict(pair[mosul[0][0]])["company_near"] == 1.0


def test_every_feature_has_a_weight() -> None:
    """What a context says for a place is weighed, all of it."""
    gazetteer = load_gazetteer()
    text = (
        "The Syrian city of Tartus, Syria, Latakia, Homs and Hama provinces, and Iraq's Mosul governor met in Aleppo."
    )
    names = ("Tartus", "Syria", "Latakia", "Homs", "Hama", "Mosul", "Aleppo")
    spans = [Span(text.index(f"{n}"), text.index(n) + len(n)) for n in names if n != "Syria"]
    phrases = find_phrases(text, spans, gazetteer, publisher="SYR", actors=("IRQ",))
    seen = {
        feature
        for phrase in phrases.values()
        for row, _ in phrase.rows
        for feature, _ in gazetteer.features(row, phrase.told)
    }
    assert seen <= set(load_toponym_weights().context)
    assert {"country", "near", "publisher", "company_near"} <= seen
    assert gazetteer.rank(gazetteer.rows("Homs"), PlaceContext())[0].score == gazetteer.rows("Homs")[0][1]
