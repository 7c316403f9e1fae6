"""What is where: places by name, ranked by what else is known.

For those who resolve actors: `Gazetteer.country_of("Bavaria")` is "DEU"; it answers "" unless one country dominates
among all places of that name, so it can be asked of any word that may be a place.
`Gazetteer.country_of_adjective("Iraqi")` is "IRQ".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, hypot, log10, radians
from pathlib import Path

from dateline.core import Place
from dateline.knowledge.placenames import article_variants, place_key, without_kind, without_side
from dateline.knowledge.places import ADJECTIVE, NAME, OTHER, SHORT, PlaceTable, load_place_table

# Words of kind ("province of X") → the classes that they speak of.
_KINDS = {
    **dict.fromkeys(("city", "town", "village"), ("capital", "seat", "city", "section")),
    **dict.fromkeys(
        (
            "province",
            "governorate",
            "oblast",
            "region",
            "state",
            "prefecture",
            "krai",
            "canton",
            "voivodeship",
            "territory",
        ),
        ("region", "land", "disputed", "district"),
    ),
    **dict.fromkeys(("county", "parish", "district", "department", "municipality", "division"), ("district", "region")),
    **dict.fromkeys(("island", "islands", "area"), ()),
}
_KEPT = 24
_PLACES = Path(__file__).parent.parent / "resources" / "places"
_UNKNOWN_PEOPLE = 300_000
_REACH = 240.0
_GROUPS = {
    **dict.fromkeys(("city", "capital", "seat", "section"), "town"),
    **dict.fromkeys(("region", "district"), "division"),
}


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What else is known when a place name is looked up.

    Attributes:
        countries: code → weight (0..1): countries of other places in the report and of the actors.
        divisions: row of a region or district → weight (0..1), from other places in the report.
        points: latitude and longitude of other places in the report.
        inside: rows that the text names as holding the place ("Paris, Texas"); the place lies in one of them.
        publisher: code of the publisher's country.
        kind: word of kind beside the name ("city", "province"), "" if none.
        adjective: code of the state whose adjective stands before the name ("the Syrian town of …").
        holding: rows that the text names as holding another place: of "Buffalo, New York" the state.
        governed: whether the name has a governor ("Murmansk's governor"), as regions have.
        listed: rows of the names that stand in one list with it ("Oregon, Washington and Utah").
        company: row → further features, from the candidates of the other names.
    """

    countries: dict[str, float] = field(default_factory=dict)
    divisions: dict[int, float] = field(default_factory=dict)
    points: tuple[tuple[float, float], ...] = ()
    inside: tuple[int, ...] = ()
    publisher: str = ""
    kind: str = ""
    adjective: str = ""
    holding: frozenset[int] = frozenset()
    governed: bool = False
    listed: tuple[int, ...] = ()
    company: Mapping[int, tuple[tuple[str, float], ...]] = field(default_factory=dict)


_NOTHING = PlaceContext()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean; `score` is comparable among the candidates of one look-up alone.

    `row` is its number in the table, `margin` how far its score stands above that of the next, `sure` whether the text
    itself says that the place lies there.
    """

    row: int
    score: float
    margin: float = 0.0
    sure: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Places by name; see `lookup_place`."""

    table: PlaceTable

    @property
    def version(self) -> str:
        """The version of the table."""
        return self.table.version

    def rows(self, name: str) -> tuple[tuple[int, float], ...]:
        """Return (row, worth) of each place that `name` may mean, best first, without context; () if none is known."""
        return _rows_of(self.table, name)

    def lookup_place(self, name: str, context: PlaceContext | None = None) -> tuple[Candidate, ...]:
        """Return the places that `name` may mean, likeliest first; () if none is known.

        "northern Syria" is looked up as Syria, "Nangarhar Province" as the province. Short forms ("US", "LA", "Tex.")
        count only as written.
        """
        return self.rank(self.rows(name) or self.rows(without_side(place_key(name)) or ""), context or _NOTHING)

    def rank(self, rows: tuple[tuple[int, float], ...], context: PlaceContext) -> tuple[Candidate, ...]:
        """Return rows with their worth as candidates in their context, likeliest first."""
        told = context != _NOTHING
        scored = sorted(
            ((worth + (self._bonus(row, context) if told else 0.0), -row) for row, worth in rows), reverse=True
        )
        inside = context.inside
        if not inside:
            below = [score for score, _ in scored[1:]] + [-9.0]
            return tuple(Candidate(-row, score, score - below[i]) for i, (score, row) in enumerate(scored))
        return tuple(
            Candidate(
                -row,
                score,
                score - scored[i + 1][0] if i + 1 < len(scored) else 9.0,
                any(self.is_inside(-row, other) for other in inside),
            )
            for i, (score, row) in enumerate(scored)
        )

    def place(self, candidate: Candidate) -> Place:
        """Return the place that a candidate stands for."""
        return self.table.place(candidate.row)

    def country_of(self, name: str) -> str:
        """Return the code of the country that `name` names or lies in, "" unless one country dominates."""
        found = self.lookup_place(name)
        if not found:
            return ""
        code = self.table.country_code(found[0].row)
        rival = next((c for c in found if self.table.country_code(c.row) != code), None)
        return code if rival is None or found[0].score - rival.score >= 1.5 else ""

    def country_of_adjective(self, word: str) -> str:
        """Return the code of the state that `word` is the adjective of ("Iraqi"), "" if it is none or of several."""
        codes = {self.table.country_code(row) for row, _ in self.rows_of_adjective(word)}
        return codes.pop() if len(codes) == 1 else ""

    def rows_of_adjective(self, word: str) -> tuple[tuple[int, float], ...]:
        """Return (row, worth) of each state whose adjective or people `word` is ("Iraqi", "Iraqis")."""
        key = place_key(word)
        found = self.table.rows_named(key) or (self.table.rows_named(key[:-1]) if key.endswith("s") else ())
        return tuple((row, log10(self.table.population[row] + 50)) for row, way in found if way == ADJECTIVE)

    def is_inside(self, row: int, other: int) -> bool:
        """Say whether a place lies in a region, district or country of another row (or is that row)."""
        table = self.table
        if row == other or other in (table.region[row], table.district[row]):
            return True
        return table.class_of(other) == "country" and table.country[row] == table.country[other]

    def _bonus(self, row: int, context: PlaceContext) -> float:
        """Return what the context adds to the worth of a row."""
        weights = load_toponym_weights().context
        return sum(weights[feature] * value for feature, value in self.features(row, context))

    def features(self, row: int, context: PlaceContext) -> Iterator[tuple[str, float]]:
        """Yield what in a context speaks for a row: names of `weights.toml` with how far each holds (mostly 0..1)."""
        table = self.table
        code, kind = table.country_code(row), table.class_of(row)
        yield "country", context.countries.get(code, 0.0)
        if context.divisions:
            yield "region", context.divisions.get(table.region[row], 0.0)
            yield "district", context.divisions.get(table.district[row], 0.0)
        if context.points and kind != "country":
            yield "near", self._nearness(row, context.points)
        if context.inside and any(self.is_inside(row, other) for other in context.inside):
            yield "inside", 1.0
        if code and code == context.publisher:
            yield "publisher", 1.0
        if code and code == context.adjective:
            yield "adjective", 1.0
        if row in context.holding:
            yield "holding", 1.0
        if context.kind and kind in _KINDS.get(context.kind, ()):
            yield "kind", 1.0
        if context.governed and kind == "region":
            yield "governed", 1.0
        if context.listed:
            yield from self._likeness(row, context.listed)
        yield from context.company.get(row, ())

    def _likeness(self, row: int, listed: tuple[int, ...]) -> Iterator[tuple[str, float]]:
        """Yield what the names of the same list say: a list is of towns, of divisions, or of countries."""
        table = self.table
        group = _GROUPS.get(table.class_of(row), "")
        alike = [other for other in listed if _GROUPS.get(table.class_of(other), "") == group]
        yield "listed", len(alike) / len(listed)
        if group == "division" and any(table.country_code(other) == table.country_code(row) for other in alike):
            yield "sister", 1.0

    def _nearness(self, row: int, points: tuple[tuple[float, float], ...]) -> float:
        """Return how near the nearest of some points lies: 1 next door, 0 out of reach."""
        if (here := self.table.point(row)) is None:
            return 0.0
        return max(0.0, 1 - min(distance_km(here, point) for point in points) / _REACH)


@dataclass(frozen=True, slots=True)
class ToponymWeights:
    """What tells for a place that a name may mean; see `resources/places/weights.toml`."""

    fame: float
    namesake: float
    classes: Mapping[str, float]
    ways: Mapping[int, float]
    context: Mapping[str, float]


@lru_cache(maxsize=1)
def load_toponym_weights() -> ToponymWeights:
    """Return the weights that are shipped, read once."""
    data = tomllib.loads((_PLACES / "weights.toml").read_text(encoding="utf-8"))
    ways = {NAME: data["way"]["name"], OTHER: data["way"]["other"], SHORT: data["way"]["short"]}
    return ToponymWeights(data["fame"], data["namesake"], data["class"], ways, data["context"])


@lru_cache(maxsize=20_000)
def _rows_of(table: PlaceTable, name: str) -> tuple[tuple[int, float], ...]:
    """Return (row, worth) of each place of a name; reports name the same places again and again."""
    key = place_key(name)
    found = _worth(table, name, key, ())
    if not found and (bare := without_kind(key)):
        found = _worth(table, name, bare[0], _KINDS[bare[1]])
    if not found and name[:1].isupper():
        found = next((f for other in article_variants(key) if (f := _worth(table, name, other, ()))), ())
    return found


def _worth(table: PlaceTable, name: str, key: str, wanted: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    """Return the rows under one key with their worth; a word of kind keeps only the classes that it speaks of."""
    as_written = name[:1].isupper() and (len(name) > 3 or name.isupper() or name.endswith("."))
    weights, found = load_toponym_weights(), []
    for row, way in table.rows_named(key):
        if way == ADJECTIVE or (way == SHORT and not as_written):
            continue
        cls = table.class_of(row)
        if not wanted or cls in wanted:
            people = table.population[row] or (_people_unknown(table, row) if cls == "region" else 0)
            fame = weights.fame * log10(table.fame[row] + 1)
            found.append((row, log10(people + 50) + fame + weights.classes[cls] + weights.ways[way]))
    if not wanted and len(found) > 1:
        found = _cities_first(table, found)
    return tuple(sorted(found, key=lambda item: (-item[1], item[0]))[:_KEPT])


def _people_unknown(table: PlaceTable, row: int) -> int:
    """Return a guess at the people of a region whose towns are not known: a small share of its country's."""
    # Countries come first in the table, so the number of a country is its row.
    return min(_UNKNOWN_PEOPLE, table.population[table.country[row]] // 20)


def _cities_first(table: PlaceTable, found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return rows with their worth, less for a region with a city of the same name: the city is meant more often."""
    regions = {table.region[row] for row, _ in found if table.class_of(row) in ("capital", "seat", "city")}
    namesake = load_toponym_weights().namesake
    return [(row, worth + (namesake if row in regions else 0.0)) for row, worth in found]


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points in km, near enough for comparing (flat projection at mid-latitude)."""
    east = (one[1] - other[1] + 180) % 360 - 180
    return 111.2 * hypot(one[0] - other[0], east * cos(radians((one[0] + other[0]) / 2)))


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer that is shipped; opening it costs well under a millisecond."""
    return Gazetteer(load_place_table(_PLACES / "places.bin"))
