"""The table of places as it lies on disk: columns mapped into memory, read in place.

Nothing is copied when the table is opened: several workers share its pages, and opening costs well under a millisecond.
`training/build_places.py` makes the file and says where its facts come from.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from dateline.core import Place, Precision
from dateline.knowledge.placenames import key_number

NAME, OTHER, SHORT, ADJECTIVE = range(4)
"""How a key belongs to a row: its name, another name, a short form that counts only as written, an adjective."""

_NOWHERE = -(2**31)
_NO_COUNTRY = 255
_PRECISION: dict[str, Precision] = {
    "country": "country",
    "capital": "city",
    "seat": "city",
    "city": "city",
    "section": "city",
    "site": "city",
}


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTable:
    """Columns over all places; `row` numbers count from 0, countries first, then regions, then districts.

    Attributes:
        version: of the table.
        classes: names of the numbers in `kind`.
        countries: ISO 3166 alpha-2, code in the records, name, continent and own alpha-3, by number of country.
        lands: row → codes of the countries that a land lies in or that claim it.
        capitals: number of country → row of its capital.
        keys, postings: key numbers (sorted, repeated) beside row | way << 24; under one key most people first.
        kind, country, lat, lon, population, geonameid, region, district: one value a row; degrees × 100,000.
        fame: in how many spellings a town is written, up to 255: those that the world speaks of have many.
        name_ends, names: printed names, UTF-8, one after another.
    """

    version: str
    classes: tuple[str, ...]
    countries: tuple[tuple[str, str, str, str, str], ...]
    lands: dict[int, tuple[str, ...]]
    capitals: dict[int, int]
    keys: memoryview
    postings: memoryview
    kind: memoryview
    country: memoryview
    lat: memoryview
    lon: memoryview
    population: memoryview
    geonameid: memoryview
    region: memoryview
    district: memoryview
    name_ends: memoryview
    names: memoryview
    fame: memoryview

    def rows_named(self, key: str) -> tuple[tuple[int, int], ...]:
        """Return (row, way) of every place that goes by `key`, most people first; () if there is none."""
        number = key_number(key)
        begin = end = bisect_left(self.keys, number)
        while end < len(self.keys) and self.keys[end] == number:
            end += 1
        return tuple((p & 0xFFFFFF, p >> 24) for p in self.postings[begin:end])

    def name(self, row: int) -> str:
        """Return the name to print."""
        return str(self.names[self.name_ends[row] : self.name_ends[row + 1]], "utf-8")

    def class_of(self, row: int) -> str:
        """Return the class of a row (country, region, city, sea, …)."""
        return self.classes[self.kind[row]]

    def country_code(self, row: int) -> str:
        """Return the code that records give for the country of a row, "" where it lies in several or none."""
        number = self.country[row]
        return "" if number == _NO_COUNTRY else self.countries[number][1]

    def is_dependency(self, row: int) -> bool:
        """Say whether a row is a country whose records carry the code of another state (Puerto Rico: USA)."""
        if self.class_of(row) != "country":
            return False
        _, code, _, _, own = self.countries[self.country[row]]
        return code != own

    def capital_of(self, row: int) -> int | None:
        """Return the row of the capital of the country that a row lies in, None where there is none."""
        return self.capitals.get(self.country[row])

    def point(self, row: int) -> tuple[float, float] | None:
        """Return latitude and longitude in degrees, None for what is no point."""
        if self.lat[row] == _NOWHERE:
            return None
        return self.lat[row] / 100_000, self.lon[row] / 100_000

    def place(self, row: int) -> Place:
        """Return a row as a place."""
        lat, lon = self.point(row) or (None, None)
        above = row if self.class_of(row) == "region" else self.region[row]
        return Place(
            self.name(row),
            self.country_code(row),
            _PRECISION.get(self.class_of(row), "region"),
            self.geonameid[row] or None,
            self.name(above) if above else "",
            lat,
            lon,
            self.population[row],
        )


def load_place_table(path: Path) -> PlaceTable:
    """Return the table in `path`, mapped into memory. Raises `OSError` if there is no such file."""
    with path.open("rb") as file:
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    length = int.from_bytes(content[:8], "little")
    head = json.loads(bytes(content[8 : 8 + length]))
    begin = 8 + length
    columns = {
        name: _column(content[begin + at : begin + at + size], code)
        for name, (code, at, size) in head["columns"].items()
    }
    return PlaceTable(
        head["version"],
        tuple(head["classes"]),
        tuple(tuple(country) for country in head["countries"]),
        {int(row): tuple(codes.split()) for row, codes in head["lands"].items()},
        {int(number): row for number, row in head["capitals"].items()},
        **columns,
    )


def _column(content: memoryview, code: str) -> memoryview:
    """Return a column as numbers; the file is little-endian."""
    if sys.byteorder == "little":
        return content.cast(code)  # type: ignore[call-overload, no-any-return]
    numbers = array(code, bytes(content))
    numbers.byteswap()
    return memoryview(numbers)
