"""Places by name, ranked by what else is known."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import Place
from dateline.knowledge.gazetteer import Gazetteer, PlaceContext, distance_km, load_gazetteer
from dateline.knowledge.placenames import place_key, without_kind, without_side
from dateline.knowledge.places import load_place_table

TABLE = Path(__file__).parents[2] / "src" / "dateline" / "resources" / "places" / "places.bin"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def first(gazetteer: Gazetteer, name: str, **context: object) -> Place:
    """The likeliest place of that name."""
    return gazetteer.place(gazetteer.lookup_place(name, PlaceContext(**context))[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "country", "precision", "geonameid"),
    [
        ("Ukraine", "UKR", "country", 690791),
        ("U.S.", "USA", "country", 6252001),
        ("Britain", "GBR", "country", 2635167),
        ("the Democratic Republic of Congo", "COD", "country", 203312),
        ("Kosovo", "KOS", "country", 831053),
        ("Burma", "MMR", "country", 1327865),
        ("Caracas", "VEN", "city", 3646738),
        ("Kiev", "UKR", "city", 703448),
        ("Bombay", "IND", "city", 1275339),
        ("Sana'a", "YEM", "city", 71137),
        ("Mazar-i-Sharif", "AFG", "city", 1133616),
        ("Washington, D.C.", "USA", "city", 4140963),
        ("New York", "USA", "city", 5128581),
        ("Texas", "USA", "region", 4736286),
        ("Nangarhar Province", "AFG", "region", 1132366),
        ("northern Syria", "SYR", "country", 163843),
        ("Crimea", "UKR", "region", 703883),
        ("Puerto Rico", "USA", "country", 4566966),
        ("São Paulo", "BRA", "city", 3448439),
        ("Sao Paulo", "BRA", "city", 3448439),
    ],
)
def test_places_that_reports_name(
    gazetteer: Gazetteer, name: str, country: str, precision: str, geonameid: int
) -> None:
    """A well-known name is the well-known place, however it is spelled."""
    place = first(gazetteer, name)
    assert (place.country, place.precision, place.geonameid) == (country, precision, geonameid)


@pytest.mark.parametrize(
    ("name", "context", "admin1"),
    [
        ("Hyderabad", {"countries": {"PAK": 1.0}}, "Sindh"),
        ("Hyderabad", {"countries": {"IND": 1.0}}, "Telangana"),
        ("Valencia", {"publisher": "ESP"}, "Valencia"),
        ("Birmingham", {"publisher": "GBR"}, "England"),
    ],
)
def test_context_decides(gazetteer: Gazetteer, name: str, context: dict[str, object], admin1: str) -> None:
    """Other places, the publisher and the actors decide among places of one name."""
    assert first(gazetteer, name, **context).admin1 == admin1


def test_what_holds_a_place_decides(gazetteer: Gazetteer) -> None:
    """Paris that lies in Texas is not the capital of France; without more it is."""
    texas = gazetteer.lookup_place("Texas")[0].row
    assert first(gazetteer, "Paris").country == "FRA"
    assert first(gazetteer, "Paris", inside=(texas,)).admin1 == "Texas"


def test_points_nearby_decide(gazetteer: Gazetteer) -> None:
    """Among two towns of one name, the one beside other places of the report is meant."""
    portland = first(gazetteer, "Portland", points=((43.9, -69.9),))
    assert portland.admin1 == "Maine"
    assert first(gazetteer, "Portland").admin1 == "Oregon"


def test_word_of_kind_decides(gazetteer: Gazetteer) -> None:
    """ "New York state" is no city, "Kyiv city" no region."""
    assert first(gazetteer, "New York", kind="state").precision == "region"
    assert first(gazetteer, "Ghazni province").precision == "region"
    assert first(gazetteer, "Ghazni").precision == "city"


def test_short_forms_count_only_as_written(gazetteer: Gazetteer) -> None:
    """ "US" is a country, "us" is not; "Tex." and "LA" are places, "tex" and "la" are not."""
    assert first(gazetteer, "US").country == "USA"
    assert all(gazetteer.place(c).precision != "country" for c in gazetteer.lookup_place("us"))
    assert first(gazetteer, "Calif.").name == "California"
    assert gazetteer.lookup_place("la") == () or first(gazetteer, "la").name != "Los Angeles"


@pytest.mark.parametrize("name", ["Sahel", "Latin America", "South China Sea", "Soviet Union", "Donbas"])
def test_lands_that_are_no_point(gazetteer: Gazetteer, name: str) -> None:
    """Lands and waters that are no country have no coordinates."""
    place = first(gazetteer, name)
    assert (place.precision, place.lat, place.lon) == ("region", None, None)


@pytest.mark.parametrize("name", ["Réunion", "French Guiana", "Mayotte", "Martinique", "Guadeloupe"])
def test_dependencies_have_points(gazetteer: Gazetteer, name: str) -> None:
    """Dependencies of which the Factbook has no page have a point too."""
    assert gazetteer.place(gazetteer.lookup_place(name)[0]).lat is not None


def test_disputed_lands_say_who_claims_them(gazetteer: Gazetteer) -> None:
    """The claims on a disputed land are kept with it."""
    row = gazetteer.lookup_place("Donbas")[0].row
    assert gazetteer.table.class_of(row) == "disputed"
    assert set(gazetteer.table.lands[row]) == {"UKR", "RUS"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bavaria", "DEU"),
        ("Mosul", "IRQ"),
        ("Shanghai", "CHN"),
        ("Ohio", "USA"),
        ("Chile", "CHL"),
        ("Springfield", "USA"),
        ("San Fernando", ""),
        ("Zzyzxland", ""),
        ("Sahel", ""),
    ],
)
def test_country_of_a_name(gazetteer: Gazetteer, name: str, code: str) -> None:
    """A name gives its country only where one country dominates."""
    assert gazetteer.country_of(name) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("Iraqi", "IRQ"), ("Iraqis", "IRQ"), ("French", "FRA"), ("Palestinian", "PSE"), ("Iraq", ""), ("green", "")],
)
def test_adjectives_of_states(gazetteer: Gazetteer, word: str, code: str) -> None:
    """Adjectives and peoples name their state and are no names of places."""
    assert gazetteer.country_of_adjective(word) == code
    if code:
        assert (
            gazetteer.table.class_of(gazetteer.lookup_place(word)[0].row) != "country"
            if gazetteer.lookup_place(word)
            else True
        )


def test_capitals(gazetteer: Gazetteer) -> None:
    """A country knows its capital."""
    kuwait = next(c.row for c in gazetteer.lookup_place("Kuwait") if gazetteer.table.class_of(c.row) == "country")
    capital = gazetteer.table.capital_of(kuwait)
    assert capital is not None
    assert gazetteer.table.class_of(capital) == "capital"
    assert gazetteer.table.country_code(capital) == "KWT"


def test_what_is_inside_what(gazetteer: Gazetteer) -> None:
    """A town lies in its district, region and country, and in no other."""
    dallas, texas, ohio, usa = (gazetteer.lookup_place(n)[0].row for n in ("Dallas", "Texas", "Ohio", "USA"))
    assert gazetteer.is_inside(dallas, texas)
    assert gazetteer.is_inside(dallas, usa)
    assert gazetteer.is_inside(texas, usa)
    assert not gazetteer.is_inside(dallas, ohio)


def test_unknown_names_give_nothing(gazetteer: Gazetteer) -> None:
    """A name that no place has gives no candidate."""
    assert gazetteer.lookup_place("Qwxyzabad") == ()
    assert gazetteer.lookup_place("") == ()


def test_every_row_can_be_read(gazetteer: Gazetteer) -> None:
    """Every place has a name, a class and coordinates on the globe, and is found by its name."""
    table = gazetteer.table
    for row in range(0, len(table.kind), 997):
        place = table.place(row)
        assert place.name
        assert place.lat is None or -90 <= place.lat <= 90
        assert place.lon is None or -180 <= place.lon <= 180
        assert row in {found for found, _ in table.rows_named(place_key(place.name))}


def test_size_and_speed_of_the_table() -> None:
    """The table is no larger than 15 MB, opens in 0.25 s and answers 20,000 look-ups a second."""
    assert TABLE.stat().st_size <= 15_000_000
    begin = time.process_time()
    gazetteer = Gazetteer(load_place_table(TABLE))
    assert time.process_time() - begin < 0.25
    names = ["Mosul", "Paris", "Qwxyzabad", "Texas", "northern Syria", "San Fernando"] * 200
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        for name in names:
            gazetteer.lookup_place(name)
        seconds.append(time.process_time() - begin)
    assert len(names) / min(seconds) > 20_000


def test_memory_stays_small() -> None:
    """Opening the table and looking names up takes a few megabytes, the mapped file included."""
    code = """
import resource
from dateline.knowledge.gazetteer import load_gazetteer
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
gazetteer = load_gazetteer()
for name in ("Mosul", "Paris", "Texas") * 1000: gazetteer.lookup_place(name)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 40_000


def test_distance() -> None:
    """Distances are right to a few per cent, also across the date line."""
    assert distance_km((48.85, 2.35), (51.51, -0.13)) == pytest.approx(344, rel=0.05)
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111, rel=0.05)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("Tel-Aviv", "tel aviv"),
        ("The Hague", "hague"),
        ("Ma’rib", "Marib"),
        ("Łódź", "lodz"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    """Spellings of one name have one key."""
    assert place_key(one) == place_key(other)


@given(st.text(max_size=30))
def test_keys_are_stable(name: str) -> None:
    """A key is its own key, whatever the name."""
    assert place_key(place_key(name)) == place_key(place_key(place_key(name)))
    assert place_key(name) == place_key(name)


def test_words_beside_a_name() -> None:
    """Words of kind and of direction are told from the name."""
    assert without_kind("nangarhar province") == ("nangarhar", "province")
    assert without_kind("state of manipur") == ("manipur", "state")
    assert without_kind("manipur") is None
    assert without_side("north eastern nigeria") == "nigeria"
    assert without_side("northampton") is None


@pytest.mark.parametrize(
    ("name", "is_dependency"),
    [("Puerto Rico", True), ("Greenland", True), ("Kosovo", False), ("France", False), ("Paris", False)],
)
def test_dependencies(gazetteer: Gazetteer, name: str, is_dependency: bool) -> None:
    """A country whose records carry the code of another state is a dependency."""
    row = gazetteer.lookup_place(name)[0].row
    assert gazetteer.table.is_dependency(row) is is_dependency


@pytest.mark.parametrize(("name", "lat", "lon"), [("Darfur", 13, 24.7), ("Luzon", 16, 121), ("Chechnya", 43.3, 45.7)])
def test_lands_of_one_country_have_a_middle(gazetteer: Gazetteer, name: str, lat: float, lon: float) -> None:
    """A land that lies in one country and is no wider than a region has the coordinates of its middle."""
    place = first(gazetteer, name)
    assert place.precision == "region"
    assert place.lat == pytest.approx(lat)
    assert place.lon == pytest.approx(lon)
