"""Reads the annotated place names of LGL and GeoVirus, and says when a place found is the one meant."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from urllib.parse import unquote
from zlib import crc32

from dateline.core import Span
from dateline.knowledge.gazetteer import Gazetteer

AREAS = {"country", "region", "land", "continent", "sea", "disputed", "historical"}


@dataclass(frozen=True, slots=True)
class Toponym:
    """An annotated name: where it stands, latitude and longitude, and GeoNames id (LGL) or page title (GeoVirus)."""

    span: Span
    point: tuple[float, float]
    key: int | str


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points on the sphere."""
    (a, b), (c, d) = (map(radians, point) for point in (one, other))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 12742 * asin(sqrt(h))


def read_toponyms(folder: Path) -> Iterator[tuple[str, bool, str, list[Toponym]]]:
    """Yield the set, whether the weights may be fitted on it (half of the texts, by a hash), text and toponyms."""
    for text, found in lgl(folder / "lgl.xml"):
        yield "LGL", crc32(text.encode()) % 2 == 0, text, found
    for source, text, found in geovirus(folder / "GeoVirus.xml"):
        yield "GeoVirus", crc32(source.encode()) % 2 == 0, text, found


def lgl(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """Yield text and toponyms of the Local-Global Lexicon (those with an entry in GeoNames)."""
    for article in ET.parse(path).getroot().iter("article"):
        found = []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is not None:
                span = Span(int(toponym.findtext("start", "0")), int(toponym.findtext("end", "0")))
                point = float(tag.findtext("lat", "0")), float(tag.findtext("lon", "0"))
                found.append(Toponym(span, point, int(tag.get("geonameid", "0"))))
        yield article.findtext("text", ""), found


def geovirus(path: Path) -> Iterator[tuple[str, str, list[Toponym]]]:
    """Yield address, text and toponyms of GeoVirus; offsets there count from 1."""
    for article in ET.parse(path).getroot().iter("article"):
        found: list[Toponym] = []
        text = article.findtext("text", "")
        for place in article.iter("location"):
            start, name = int(place.findtext("start", "0")), place.findtext("name", "")
            start = next((s for s in (start, start - 1, start + 1) if text[s : s + len(name)] == name), text.find(name))
            point = float(place.findtext("lat", "0")), float(place.findtext("lon", "0"))
            title = unquote(place.findtext("page", "").rpartition("/wiki/")[2]).replace("_", " ")
            found.append(Toponym(Span(start, start + len(name)), point, title))
        yield article.findtext("source", ""), text, found


def is_near(toponym: Toponym, row: int | None, gazetteer: Gazetteer, km: float) -> bool:
    """Say whether a row is the id of a toponym, or lies within some km of its point."""
    if row is None:
        return False
    here = gazetteer.table.point(row)
    near = here is not None and great_circle_km(here, toponym.point) <= km
    return near or gazetteer.table.geonameid[row] == toponym.key


def is_meant(toponym: Toponym, row: int | None, gazetteer: Gazetteer) -> bool:
    """Say whether a row is what a toponym means: its id or, where only a page is known, near it or named by its title.

    Two sources put the middle of a country hundreds of km apart, so an area is known by its name: the title must bear
    it alone, without "(state)" or a comma, and mean it before anything else of that name.
    """
    if row is None or isinstance(toponym.key, int):
        return row is not None and gazetteer.table.geonameid[row] == toponym.key
    if is_near(toponym, row, gazetteer, 50):
        return True
    if gazetteer.table.class_of(row) not in AREAS or re.search("[(,]", toponym.key):
        return False
    titled = gazetteer.rows(toponym.key)
    return bool(titled) and titled[0][0] == row
