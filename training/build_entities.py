"""Builds the country files of resources/entities/ and the compiled form of all of them.

usage: build_entities.py --factbook DIR --reign CSV --archigos TSV --countryinfo TXT --codes CSV
       --phoenix DIR --geonames TXT --treebanks CONLLU… --out DIR
       build_entities.py --out DIR --compile-only

Sources: CIA World Factbook (CC0), REIGN (MIT), Archigos (CC BY), CountryInfo (CC BY-SA), country-codes (PDDL),
Phoenix dictionaries (MIT), GeoNames (CC BY). Facts are taken (names, codes, offices, days), each with the source it
came from; files in `own/` are written by hand and never touched here.
"""

import argparse
import calendar
import csv
import html
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from dateline.knowledge.compiled import compile_entities, save_compiled
from dateline.knowledge.gazetteer import load_gazetteer
from dateline.knowledge.phoenix import read_phoenix
from dateline.knowledge.sources import GENERATED, read_words
from dateline.knowledge.spelling import name_key

# COW/GW numbers and validity are given where they differ from the country table or a state began or ended after 1945.
STATE_DAYS = {
    "MNE": "2006-06-03/..",
    "SRB": "2006-06-05/..",
    "KOS": "2008-02-17/..",
    "SSD": "2011-07-09/..",
    "TLS": "2002-05-20/..",
    "ERI": "1993-05-24/..",
    "CZE": "1993-01-01/..",
    "SVK": "1993-01-01/..",
    "HRV": "1991-06-25/..",
    "SVN": "1991-06-25/..",
    "BIH": "1992-04-07/..",
    "MKD": "1991-11-20/..",
    "UKR": "1991-12-01/..",
    "BLR": "1991-08-25/..",
    "MDA": "1991-08-27/..",
    "EST": "1991-09-06/..",
    "LVA": "1991-09-06/..",
    "LTU": "1991-09-06/..",
    "GEO": "1991-12-21/..",
    "ARM": "1991-12-21/..",
    "AZE": "1991-12-21/..",
    "KAZ": "1991-12-16/..",
    "UZB": "1991-08-31/..",
    "TKM": "1991-10-27/..",
    "TJK": "1991-09-09/..",
    "KGZ": "1991-08-31/..",
    "NAM": "1990-03-21/..",
    "YEM": "1990-05-22/..",
}
PRINTED = {
    "USA": "United States",
    "GBR": "United Kingdom",
    "TUR": "Turkey",
    "MMR": "Myanmar",
    "CIV": "Ivory Coast",
    "CPV": "Cape Verde",
    "CZE": "Czech Republic",
    "VAT": "Vatican",
    "PSE": "Palestine",
    "TLS": "East Timor",
    "HKG": "Hong Kong",
    "MAC": "Macau",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "BIH": "Bosnia and Herzegovina",
}
TITLES = {
    "presidents": "president",
    "prime ministers": "prime minister",
    "chancellors": "chancellor",
    "kings": "king",
    "queens": "queen",
    "emperors": "emperor",
    "premiers": "premier",
    "governors-general": "governor-general",
    "governors": "governor",
    "emirs": "emir",
    "sultans": "sultan",
    "popes": "pope",
}
GOV_CODES = {"MIL": "MIL", "SPY": "SPY", "JUD": "GOV", "LEG": "LEG", "OPP": "OPP", "COP": "COP"}
COW_TO_ISO = {
    "2": "USA",
    "404": "GNB",
    "438": "GIN",
    "484": "COG",
    "835": "BRN",
    "860": "TLS",
    "70": "MEX",
    "345": "SRB",
    "341": "MNE",
    "347": "KOS",
    "260": "DEU",
    "255": "DEU",
    "265": "DDR",
    "678": "YEM",
    "679": "YEM",
    "680": "YMD",
    "315": "CSK",
    "316": "CZE",
    "365": "RUS",
    "816": "VNM",
    "817": "VDR",
    "530": "ETH",
    "529": "ETH",
    "640": "TUR",
    "626": "SSD",
    "625": "SDN",
    "490": "COD",
    "775": "MMR",
    "511": "TZA",
    "730": "KOR",
    "731": "PRK",
    "732": "KOR",
    "770": "PAK",
    "551": "ZMB",
    "552": "ZWE",
    "713": "TWN",
    "710": "CHN",
    "327": "VAT",
    "591": "SYC",
    "990": "WSM",
    "525": "SSD",
}
# States that are no more: names, adjectives, demonyms, capital, COW number, days.
HISTORIC = {
    "DDR": (
        ["East Germany", "German Democratic Republic"],
        ["East German"],
        ["East Germans"],
        "East Berlin",
        "265",
        "1949-10-07/1990-10-02",
    ),
    "CSK": (
        ["Czechoslovakia"],
        ["Czechoslovak", "Czechoslovakian"],
        ["Czechoslovaks"],
        "",
        "315",
        "1918-10-28/1992-12-31",
    ),
    "YUG": (
        ["Yugoslavia", "Socialist Federal Republic of Yugoslavia"],
        ["Yugoslav", "Yugoslavian"],
        ["Yugoslavs"],
        "",
        "345",
        "1918-12-01/1992-04-26",
    ),
    "SUN": (
        ["Soviet Union", "USSR", "Union of Soviet Socialist Republics"],
        ["Soviet"],
        ["Soviets"],
        "",
        "365",
        "1922-12-30/1991-12-26",
    ),
    "VDR": (
        ["South Vietnam", "Republic of Vietnam"],
        ["South Vietnamese"],
        [],
        "Saigon",
        "817",
        "1955-10-26/1975-04-30",
    ),
    "YMD": (
        ["South Yemen", "People's Democratic Republic of Yemen"],
        ["South Yemeni"],
        ["South Yemenis"],
        "",
        "680",
        "1967-11-30/1990-05-21",
    ),
    "SCG": (["Serbia and Montenegro", "Federal Republic of Yugoslavia"], [], [], "", "345", "1992-04-27/2006-06-04"),
}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
CAPITALS = {
    "UN",
    "EU",
    "US",
    "UK",
    "NATO",
    "OAS",
    "AU",
    "OPEC",
    "ASEAN",
    "IMF",
    "WTO",
    "USA",
    "UAE",
    "WHO",
    "OSCE",
    "ECOWAS",
    "OECD",
    "G8",
    "G7",
    "G20",
    "BBC",
    "CNN",
    "NGO",
}
BROKEN = re.compile("[\\x7f-\\x9f\\u00c3]")  # letters that were read in a wrong encoding somewhere
SMALL = {
    "of",
    "and",
    "the",
    "de",
    "del",
    "la",
    "da",
    "do",
    "dos",
    "das",
    "van",
    "von",
    "der",
    "den",
    "bin",
    "ibn",
    "al",
    "el",
    "y",
    "e",
    "du",
    "des",
    "for",
    "in",
}


def mended(text):
    """UTF-8 that was read as Latin-1 put right, other text as it is."""
    try:
        return text.encode("latin-1").decode("utf8")
    except UnicodeError:
        return BROKEN.sub("", text)


def plain(text):
    """The text without mark-up, entities and double spaces."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text or ""))).strip()


def titled(words):
    """CAPS_WITH_UNDERSCORES as a name."""
    words = BROKEN.sub("", words)
    parts = words.strip().strip("_").replace("_", " ").split()
    out = []
    for i, part in enumerate(parts):
        low = part.lower()
        if part in CAPITALS:
            out.append(part)
            continue
        if (i and low in SMALL) or low.startswith("al-"):
            out.append("al-" + "-".join(p.capitalize() for p in low.split("-")[1:]) if low.startswith("al-") else low)
        else:
            out.append(re.sub(r"(^|[-'.])(\w)", lambda m: m.group(1) + m.group(2).upper(), low))
    return " ".join(out)


def day(text):
    """YYYYMMDD as a date; a day past the end of its month becomes the month's last."""
    y, m, d = int(text[:4]), int(text[4:6] or 1) or 1, int(text[6:8] or 1) or 1
    m = min(m, 12)
    return date(y, m, min(d, calendar.monthrange(y, m)[1]))


def held(first, last):
    if first and last and last < first:
        last = None
    return f"{first or '..'}/{last or '..'}"


def country_table(path):
    with open(path, encoding="utf8") as lines:
        return {row["ISO3166-1-Alpha-3"]: row for row in csv.DictReader(lines) if row["ISO3166-1-Alpha-3"]}


def factbook_files(folder, table):
    by_fips = {row["FIPS"]: iso for iso, row in table.items() if row["FIPS"]}
    by_fips.update(
        {
            "kv": "KOS",
            "gz": "PSE",
            "we": "PSE",
            "rb": "SRB",
            "mj": "MNE",
            "od": "SSD",
            "uk": "GBR",
            "sv": "SJM",
            "nt": "ANT",
            "xk": "KOS",
        }
    )
    for path in sorted(Path(folder).glob("*/*.json")):
        code = path.stem
        iso = by_fips.get(code.upper()) or by_fips.get(code)
        if iso and path.parent.name not in ("meta", "oceans", "world"):
            yield iso, json.loads(path.read_text(encoding="utf8"))


def common_words(paths):
    """Words that stand in small letters in the treebanks: no place is called by one of them alone."""
    seen = defaultdict(int)
    for path in paths:
        with open(path, encoding="utf8") as lines:
            for line in lines:
                cells = line.split("\t")
                if len(cells) == 10 and cells[3] != "PROPN" and cells[1].islower():
                    seen[name_key(cells[1])] += 1
    return {word for word, n in seen.items() if n >= 2}


def towns(path, table):
    """key → (country, population, name) of the largest town of that name, three times the next one abroad."""
    iso = {row["ISO3166-1-Alpha-2"]: iso3 for iso3, row in table.items()} | {"XK": "KOS"}
    best, second = {}, defaultdict(int)
    with open(path, encoding="utf8") as lines:
        for line in lines:
            cells = line.split("\t")
            country, size = iso.get(cells[8], ""), int(cells[14] or 0)
            for name in dict.fromkeys((cells[1], cells[2])):
                key = name_key(name)
                if not country or len(key) < 4:
                    continue
                old = best.get(key)
                if old is None or (size > old[1] and country == old[0]):
                    best[key] = (country, size, name)
                elif size > old[1]:
                    second[key], best[key] = old[1], (country, size, name)
                elif country != old[0]:
                    second[key] = max(second[key], size)
    return {key: row for key, row in best.items() if row[1] >= 3 * second[key]}


def first_meant(found):
    """The towns of a table whose name means no other place first ("Somerset", "Ontario").

    Those of a dependency count for the state that the gazetteer gives them.
    """
    gazetteer, kept = load_gazetteer(), {}
    for key, (country, size, name) in found.items():
        first = next(iter(gazetteer.lookup_place(name)), None)
        state = gazetteer.table.country_code(first.row) if first else country
        if key not in KINDS_OF_PLACE and (state == country or gazetteer.country_of(name)):
            kept[key] = (state, size, name)
    return kept


def write_towns(path, found, common, states):
    """The table of towns: name and country, without common words and names of states."""
    rows = sorted(
        (name, country)
        for key, (country, size, name) in found.items()
        if key not in common and key not in states and country
    )
    text = "# Towns of more than 15,000 people (GeoNames, CC BY 4.0): name, country\n"
    path.write_text(text + "".join(f"{name}\t{country}\n" for name, country in rows), encoding="utf8")


# Rulers of the tables that are no persons.
NO_PERSONS = {"provisional government", "military junta", "executive council", "islamic revolutionary council"}
# Words that mean a kind of place, or anything else, more often than the place that is called so.
KINDS_OF_PLACE = frozenset({
    "republic", "union", "gulf", "island", "islands", "peninsula", "province", "capital", "settlement", "valley",
    "enterprise", "fleet", "eagle", "sunrise", "midway", "reservoir", "mentor", "marches", "trinity", "saga",
    "cascades", "antique", "independence", "central", "northern", "southern", "eastern", "western", "north", "south",
    "east", "west", "north east", "north west", "south east", "south west", "coast", "lake", "river", "delta", "highlands", "grande",
})  # fmt: skip


def kept_places(names, iso, found, common):
    """Places of a country without common words and names that a larger town abroad carries and that mean it first."""
    country_of = load_gazetteer().country_of
    return [
        n
        for n in names
        if len(name_key(n)) > 3
        and name_key(n) not in common | KINDS_OF_PLACE
        and iso in (found.get(name_key(n), (iso,))[0], country_of(n))
    ]


def field(data, *keys):
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return plain(data.get("text")) if isinstance(data, dict) else ""


def split_forms(text):
    """'Belarusian(s)', 'Frenchman(men), Frenchwoman(women)' as single and plural forms."""
    found = []
    text = re.sub(r"\((?:singular|collective|adjective|note)[^)]*\)", "", text)
    for part in (p.strip() for p in re.split(r"[,;]| or ", text)):
        m = re.fullmatch(r"(.+?)\((\w+)\)", part)
        if m:
            stem, tail = m.groups()
            plural = stem + tail if tail in ("s", "es") else re.sub(r"(man|woman)$", tail, stem)
            found += [stem, plural]
        elif part and "note" not in part and len(part) < 40:
            found.append(part)
    return [f.strip() for f in found if f.strip() and f.strip()[0].isupper()]


def person_name(text):
    """'Kasym-Zhomart TOKAYEV' as ('Kasym-Zhomart Tokayev', surname)."""
    words = [re.sub(r"[,\"]", "", w) for w in text.split()]
    words = [
        w
        for w in words
        if w and w not in ("Jr.", "Sr.", "Gen.", "Col.", "Dr.", "Sir", "Dame", "Ratu") and not w.startswith("(")
    ]

    def fold(w):
        return "-".join(
            p[:1] + p[1:].lower()
            if p.isupper() and len(p) > 1 and p not in ("II", "III", "IV", "VI", "XIV", "XVI", "X")
            else p
            for p in w.split("-")
        )

    surname = " ".join(fold(w) for w in words if len(w) > 1 and re.sub(r"^(al|el|as|an|ad)-", "", w).isupper())
    return " ".join(fold(w) for w in words), surname


LEADER = re.compile(r"(?:^|; |represented by )([^;()]+?) \((?:[^)]*?)since (?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})")
OFFICES = (
    "Sovereign Council Chair and Commander-in-Chief of the Sudanese Armed Forces",
    "President of the Swiss Confederation",
    "Chairperson of the Presidency",
    "Chairperson of the Council of Ministers",
    "Governor General of the Commonwealth of Australia",
    "Governor-General of the Commonwealth of Australia",
    "Prime Minister and Foreign Minister",
    "Transition Prime Minister",
    "Interim Prime Minister",
    "Acting Prime Minister",
    "Transition President",
    "Interim President",
    "Acting President",
    "Transitional President",
    "Supreme Leader",
    "Taliban Leader",
    "Governor General",
    "Governor-General",
    "Prime Minister",
    "Minister of State",
    "Chief Minister",
    "Chief Executive",
    "President",
    "Premier",
    "Chancellor",
    "Taoiseach",
    "Grand Duke",
    "Prince",
    "Pope",
    "King",
    "Queen",
    "Emperor",
    "Sultan",
    "Amir",
    "Governor",
    "Administrator",
    "Captain Regent",
    "State Affairs Commission President",
    "General Secretary",
    "Chairman",
    "Crown Prince and Prime Minister",
    "Prime Minister (Taoiseach)",
)


def factbook_leaders(text):
    for m in LEADER.finditer(text):
        words, d, month, year = m.groups()
        office = next((o for o in sorted(OFFICES, key=len, reverse=True) if words.startswith(o)), "")
        name, surname = person_name(words[len(office) :].strip())
        if office and name and 1 <= len(name.split()) <= 7:
            first = date(int(year), MONTHS.get((month or "").lower(), 1), int(d or 1))
            yield (
                office.lower().removeprefix("transition ").removeprefix("interim ").removeprefix("acting "),
                name,
                surname,
                first,
            )


class People:
    """Persons of one country, merged when one name contains the other's words."""

    def __init__(self):
        self.rows = []

    def add(self, names, role, surname=""):
        keys = [frozenset(name_key(n).split()) for n in names]
        for row in self.rows:
            same = any(k == r or (min(len(k), len(r)) >= 2 and (k <= r or r <= k)) for k in keys for r in row["keys"])
            if same:
                break
        else:
            row = {"names": [], "roles": [], "keys": [], "surname": surname}
            self.rows.append(row)
        row["names"] += [n for n in names if n not in row["names"]]
        row["keys"] += [k for k in keys if k not in row["keys"]]
        row["surname"] = row["surname"] or surname
        row["roles"].append(role)
        return row


def reign_terms(path):
    """(iso, leader, first, last): ends on the eve of the next term if that is in the same month."""
    rows = defaultdict(list)
    with open(path, encoding="latin-1") as lines:
        for row in csv.DictReader(lines):
            if not row["syear"]:
                continue
            first = date(
                int(row["syear"]),
                int(row["smonth"]),
                min(int(row["sdate"] or 1), calendar.monthrange(int(row["syear"]), int(row["smonth"]))[1]),
            )
            end = None
            if row["eyear"].strip():
                y, m = int(row["eyear"]), int(row["emonth"] or 12)
                end = date(y, m, calendar.monthrange(y, m)[1])
            rows[row["ccode"], row["stateabb"]].append((first, end, mended(row["leader"].strip())))
    for (ccode, abb), terms in rows.items():
        terms.sort(key=lambda t: t[0])
        for i, (first, end, leader) in enumerate(terms):
            following = terms[i + 1][0] if i + 1 < len(terms) else None
            meets = following and (end is None or following <= end or following.replace(day=1) == end.replace(day=1))
            last = max(first, following - timedelta(days=1)) if meets else end
            yield ccode, abb, leader, first, last or END_REIGN


def archigos_terms(path):
    spells = {}
    with open(path, encoding="latin-1") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            first, last = row["startdate"].strip(), row["enddate"].strip()
            key = (row["ccode"], row["obsid"])
            old = spells.get(key)
            name = row["dbpedia.uri"].rsplit("/", 1)[-1]
            spells[key] = (
                row["leader"],
                name,
                min(first, old[2]) if old else first,
                max(last, old[3]) if old else last,
            )
    for (ccode, _), (leader, uri, first, last) in spells.items():
        if last >= "1945":
            from urllib.parse import unquote

            full = re.sub(r"\s*\(.*?\)", "", unquote(uri).replace("_", " ")).strip()
            yield (
                ccode,
                leader,
                full if full not in ("NA", "") else "",
                date.fromisoformat(first),
                date.fromisoformat(last),
            )


def countryinfo(path):
    """iso → {nationality, cities, regions, people: [(names, title, sector, first, last)]}"""
    text = Path(path).read_bytes().decode("utf8", "replace")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).replace("\t\tGEORGE_BUSH_", "\t\tGEORGE_H._W._BUSH_")
    found = {}
    for block in re.findall(r"<Country>(.*?)</Country>", text, flags=re.DOTALL):
        iso = re.search(r"<CountryCode>\s*(\w{3})\s*<", block)
        if not iso:
            continue
        data = {"nationality": [], "cities": [], "regions": [], "people": [], "capital": []}
        for tag, key in (
            ("Nationality", "nationality"),
            ("MajorCities", "cities"),
            ("Regions", "regions"),
            ("Capital", "capital"),
        ):
            m = re.search(rf"<{tag}>(.*?)</{tag}>", block, flags=re.DOTALL)
            for line in m.group(1).splitlines() if m else ():
                name = line.split("#")[0].strip()
                if name:
                    data[key].append(titled(name))
        leaders = re.search(r"<Leaders>(.*?)</Leaders>", block, flags=re.DOTALL)
        if leaders:
            for title, body in re.findall(r"<([^/>]+)>(.*?)</\1>", leaders.group(1), flags=re.DOTALL):
                for line in body.splitlines():
                    names, terms = countryinfo_line(line)
                    for _, first, last in terms:
                        data["people"].append(
                            (
                                names,
                                TITLES.get(title.lower().strip(), title.lower().strip().rstrip("s")),
                                "GOV",
                                first,
                                last,
                            )
                        )
        gov = re.search(r"<Government>(.*?)</Government>", block, flags=re.DOTALL)
        if gov:
            for line in gov.group(1).splitlines():
                names, terms = countryinfo_line(line)
                note = line.split("#", 1)[1].strip().split(" & ")[0].strip() if "#" in line[1:] else ""
                for code, first, last in terms:
                    if code and not code.startswith(iso.group(1)):
                        continue
                    sector = "LEG" if "LEG" in code else "GOV" if "GOV" in code else GOV_CODES.get(code[3:6], "ELI")
                    data["people"].append(
                        (names, note.replace('"Acting"', "").strip().lower(), sector, first, last or date(2011, 2, 28))
                    )
        found[iso.group(1)] = data
    return found


def countryinfo_line(line):
    if line.lstrip().startswith("#"):
        return [], []
    names = re.findall(r"\{([^}]+)\}", line.split("[")[0]) or [line.split("[")[0]]
    names = [titled(n) for n in names if n.strip()]
    terms = []
    for code, rel, a, b in re.findall(r"\[(?:([A-Z]{3,})\s+)?([<>])?\s*(\d{8})(?:\s*-\s*(\d{8}))?\]", line):
        first, last = (None, day(a)) if rel == "<" else (day(a), day(b) if b else None)
        if first and last and last < first:
            continue
        terms.append((code, first, last))
    return names, terms if names and names[0] else []


def build(args):
    table = country_table(args.codes)
    info = countryinfo(args.countryinfo)
    countries = {iso: {"people": People(), "row": row} for iso, row in table.items()}
    countries["KOS"] = {"people": People(), "row": {}}
    for iso, state in HISTORIC.items():
        countries[iso] = {"people": People(), "row": {}, "state": state}
    cow = {row["ISO3166-1-Alpha-3"]: "" for row in table.values()}
    text = Path(args.countryinfo).read_bytes().decode("utf8", "replace")
    for block in re.findall(r"<Country>(.*?)</Country>", text, flags=re.DOTALL):
        c, n = re.search(r"<CountryCode>\s*(\w{3})\s*<", block), re.search(r"<COW-Numeric>\s*(\d+)", block)
        if c and n and n.group(1).strip("0"):
            cow[c.group(1)] = n.group(1).lstrip("0")
    cow.update(
        {
            "COG": "484",
            "COD": "490",
            "GNB": "404",
            "TLS": "860",
            "USA": "2",
            "GIN": "438",
            "PNG": "910",
            "BRN": "835",
            "SSD": "626",
            "DEU": "255",
            "YEM": "679",
        }
    )
    by_cow = {v: k for k, v in cow.items() if v} | COW_TO_ISO
    for iso, data in factbook_files(args.factbook, table):
        countries.setdefault(iso, {"people": People(), "row": table.get(iso, {})})["factbook"] = data
    add_own(Path(args.out) / "own", countries)
    add_leaders(args, countries, by_cow, info)
    out = Path(args.out) / "countries"
    out.mkdir(parents=True, exist_ok=True)
    common, found = common_words(args.treebanks), towns(args.geonames, table)
    names = {
        name_key(n) for row in table.values() for n in (row["CLDR display name"], row["UNTERM English Short"]) if n
    }
    write_towns(Path(args.out) / "towns.tsv", first_meant(found), common, names)
    for iso, data in sorted(countries.items()):
        data["towns"], data["common"] = found, common
        write_country(out / f"{iso}.yaml", iso, data, info.get(iso, {}), cow.get(iso, ""))
    write_bodies(args, Path(args.out), common)


def add_own(folder, countries):
    """Names of the hand-written files, so that the tables' terms meet them; their roles are not written again."""
    for path in sorted(folder.glob("*.yaml")):
        for record in read_words(path).records:
            if record.kind == "person" and record.country in countries:
                for role in record.roles or ():
                    if role.country == record.country:
                        countries[record.country]["people"].add(
                            list(record.names),
                            {
                                "title": role.title,
                                "sector": role.sector,
                                "held": held(role.held.first, role.held.last),
                                "source": "own",
                            },
                            record.surname,
                        )


def add_leaders(args, countries, by_cow, info):
    short = []
    for ccode, leader, name, first, last in archigos_terms(args.archigos):
        iso = state_of(ccode, first, by_cow)
        if iso not in countries:
            continue
        end = END_ARCHIGOS if last.year >= 2015 and last.month == 12 else last
        role = {"title": "head of government", "sector": "GOV", "held": held(first, end), "source": "archigos"}
        if len(name.split()) > 1 and set(name_key(leader).split()) & set(name_key(name).split()):
            countries[iso]["people"].add([name], role, leader.split()[-1])
        else:
            short.append((iso, leader, first, end, role))
    for iso, data in countries.items():
        book = data.get("factbook", {}).get("Government", {}).get("Executive branch", {})
        if iso == "ASM" or data["row"].get("is_independent", "Yes").startswith("Part"):
            continue
        for key in ("chief of state", "head of government"):
            for title, name, surname, first in factbook_leaders(field(book, key)):
                if iso in ("HKG", "MAC") and "china" in title:
                    continue
                data["people"].add(
                    [name], {"title": title, "sector": "GOV", "held": held(first, None), "source": "factbook"}, surname
                )
    for iso, data in info.items():
        if iso in countries:
            for names, title, sector, first, last in data["people"]:
                countries[iso]["people"].add(
                    names,
                    {
                        "title": title,
                        "sector": sector,
                        "held": held(first, last or END_COUNTRYINFO),
                        "source": "countryinfo",
                    },
                )
    for iso, leader, first, last, role in short:
        add_near(countries[iso]["people"], leader, first, last, role)
    for ccode, abb, leader, first, last in reign_terms(args.reign):
        iso = state_of(ccode, first, by_cow) or abb
        if iso not in countries:
            print("no country for", ccode, abb, leader)
            continue
        role = {"title": "head of government", "sector": "GOV", "held": held(first, last), "source": "reign"}
        add_near(countries[iso]["people"], leader, first, last, role)


def add_near(people, leader, first, last, role):
    """Adds a term to whoever is known to have led at that time under a fuller form of the name."""
    match = sorted((r for r in people.rows if near(r, leader, first, last)), key=lambda r: -len(r["names"][0].split()))
    row = people.add([match[0]["names"][0]] if match else [leader], role)
    if not any(name_key(leader) == name_key(n) for n in row["names"]):
        row["names"].append(leader)
    row["surname"] = row["surname"] or leader.split()[-1]


def state_of(ccode, first, by_cow):
    """The state of a COW number on the first day of a term."""
    if ccode in ("345", "315") and first < date(1992, 4, 27):
        return {"345": "YUG", "315": "CSK"}[ccode]
    return by_cow.get(ccode)


def near(row, leader, first, last):
    """Whether the row is the leader of that time under another form of the name."""
    key = set(name_key(leader).split())
    if (
        not any(key <= k or (len(key) > 1 and len(key & k) > 1) for k in row["keys"])
        and name_key(row["surname"]) != name_key(leader).split()[-1]
    ):
        return False
    for role in row["roles"]:
        a, b = (date.fromisoformat(t) if t != ".." else None for t in role["held"].split("/"))
        if (a is None or a <= (last or date.max) + timedelta(days=400 if last else 0)) and (
            b is None or b >= first - timedelta(days=400)
        ):
            return True
    return False


def clean_role(roles):
    """Roles in the order of their first day; of two tellings of one term the first source's is kept."""
    rank = {"reign": 0, "factbook": 1, "countryinfo": 2, "archigos": 3}
    out = []
    for role in sorted(roles, key=lambda r: (rank.get(r["source"], 4), r["held"], r["title"])):
        if not any(same_term(role, other) for other in out):
            out.append({k: v for k, v in role.items() if v})
    return sorted(
        out,
        key=lambda r: (
            r["held"].replace("..", "0000", 1) if r["held"].startswith("..") else r["held"],
            r.get("title", ""),
        ),
    )


def same_term(role, other):
    """Whether `other` already tells this term (first days at most 45 days apart, or within it)."""
    if role.get("title", "") != other.get("title", "") and not (
        role["source"] == "archigos" and role["title"] == "head of government"
    ):
        return False
    a, b = ((t if t != ".." else "") for t in role["held"].split("/"))
    c, d = ((t if t != ".." else "") for t in other["held"].split("/"))
    begins = (
        a == c or (a and c and abs((date.fromisoformat(a) - date.fromisoformat(c)).days) <= 45) or (a and c and c <= a)
    )
    ends = b == d or not d or (b and d and (b <= d or abs((date.fromisoformat(b) - date.fromisoformat(d)).days) <= 45))
    return bool(begins and ends)


def divisions(text):
    """Names of administrative divisions from the Factbook's list."""
    body = text.split(";", 1)[1] if ";" in text else text
    names = []
    for part in re.split(r"[,;]", body):
        name = re.sub(r"\(.*?\)|\[.*?\]|\*|\d+", "", part).strip()
        if name and name[0].isupper() and len(name) < 32 and len(name.split()) <= 4:
            names.append(name)
    return names


def write_country(path, iso, data, info, cow):
    row, book = data["row"], data.get("factbook", {})
    if "state" in data:
        write_historic(path, iso, data)
        return
    gov, soc = book.get("Government", {}), book.get("People and Society", {})
    names = [
        PRINTED.get(iso),
        row.get("CLDR display name"),
        row.get("UNTERM English Short"),
        field(gov, "Country name", "conventional short form"),
        row.get("official_name_en"),
        field(gov, "Country name", "conventional long form"),
        field(gov, "Country name", "local short form"),
        field(gov, "Country name", "former"),
    ]
    names = unique(re.sub(r"\s*\(.*?\)|\*", "", n or "").strip() for n in names)
    names = [n for n in names if n.lower() != "none" and len(n) < 60 and ";" not in n and "note" not in n.lower()]
    adjectives = unique(split_forms(field(soc, "Nationality", "adjective")))
    demonyms = unique(split_forms(field(soc, "Nationality", "noun")))
    places = lambda names: kept_places(unique(names), iso, data["towns"], data["common"])
    spellings = [
        n
        for n in info.get("nationality", ())
        if n.split() and n not in names and n not in adjectives and n not in demonyms
    ]
    capital = re.split(r"[;(,]", field(gov, "Capital", "name"))[0].strip() or row.get("Capital", "")
    entity = {
        "id": iso,
        "kind": "country",
        "names": names or [iso],
        "adjectives": adjectives,
        "demonyms": demonyms,
        "spellings": [
            n for n in unique(spellings) if len(n) > 4 and name_key(n) not in data["common"] | KINDS_OF_PLACE
        ],
        "capital": capital if name_key(capital) not in KINDS_OF_PLACE else "",
        "cities": places(info.get("cities", ())),
        "regions": places([*divisions(field(gov, "Administrative divisions")), *info.get("regions", ())]),
        "codes": {
            k: v
            for k, v in (
                ("iso2", row.get("ISO3166-1-Alpha-2")),
                ("iso3", iso),
                ("m49", row.get("M49")),
                ("cow", cow),
                ("fips", row.get("FIPS")),
                ("wikidata", (row.get("wikidata_id") or "").rsplit("/", 1)[-1]),
            )
            if v
        },
        "held": STATE_DAYS.get(iso, ""),
        "sources": ["country-codes", "factbook", "countryinfo"],
    }
    people, used = [], set()
    for person in data["people"].rows:
        person["roles"] = [r for r in person["roles"] if r["source"] != "own"]
        if not person["roles"] or name_key(person["names"][0]) in NO_PERSONS:
            continue
        slug = base = f"{iso}-{re.sub(r'[^a-z0-9]+', '-', name_key(person['names'][0])).strip('-')}"
        n = 2
        while slug in used:
            slug, n = f"{base}-{n}", n + 1
        used.add(slug)
        names = [n for n in person["names"] if len(n.split()) > 1] or person["names"]
        entry = {"id": slug, "names": names}
        surname = person["surname"]
        if surname and name_key(surname) != name_key(names[0].split()[-1]):
            entry["surname"] = surname
        people.append({**entry, "roles": clean_role(person["roles"])})
    dump(
        path,
        {"country": iso, "prominent": "false", "entities": [{k: v for k, v in entity.items() if v}], "people": people},
    )


def write_historic(path, iso, data):
    names, adjectives, demonyms, capital, cow, days = data["state"]
    entity = {
        "id": iso,
        "kind": "country",
        "names": names,
        "adjectives": adjectives,
        "demonyms": demonyms,
        "capital": capital,
        "codes": {"iso3": iso, "cow": cow},
        "held": days,
    }
    people = [
        {
            "id": f"{iso}-{name_key(p['names'][0]).replace(' ', '-')}",
            "names": p["names"],
            "roles": clean_role(p["roles"]),
        }
        for p in data["people"].rows
    ]
    dump(
        path,
        {"country": iso, "prominent": "false", "entities": [{k: v for k, v in entity.items() if v}], "people": people},
    )


def unique(items):
    return list(dict.fromkeys(i for i in items if i and not BROKEN.search(i)))


END_ARCHIGOS, END_COUNTRYINFO, END_REIGN = (
    date(2015, 12, 31),
    date(2011, 2, 28),
    date(2021, 3, 31),
)  # the last days that the sources speak of
CAMEO_SECTOR = {
    "MED": "JRN",
    "HLH": "MED",
    "EDU": "EDU",
    "REB": "REB",
    "SEP": "REB",
    "INS": "REB",
    "MIL": "MIL",
    "GOV": "GOV",
    "COP": "COP",
    "SPY": "SPY",
    "JUD": "JUD",
    "LEG": "LEG",
    "OPP": "OPP",
    "BUS": "BUS",
    "AGR": "AGR",
    "LAB": "LAB",
    "REF": "REF",
    "CVL": "CVL",
    "CRM": "CRM",
    "UAF": "UAF",
    "PTY": "PTY",
    "REL": "REL",
    "CHR": "REL",
    "MOS": "REL",
    "JEW": "REL",
}


def is_common(name, key, common):
    """Whether an armed group's name is one or two common words ("Youth", "Red Line"): others are meant more often."""
    words = name_key(name).split()
    return key == "armed" and len(words) < 3 and all(word in common for word in words)


def write_bodies(args, out, common):
    """International bodies, companies and armed groups of the Phoenix dictionaries in PLOVER's terms.

    Armed groups that are called by common words alone are left out under such names.
    """
    states = {p.stem for p in (out / "countries").glob("*.yaml")}
    groups = {"international": [], "armed": []}
    given = read_words(out / "own" / "given_names.yaml").given_names
    seen = set()
    for file, key in (
        ("Phoenix.International.actors.txt", "international"),
        ("Phoenix.MilNonState.actors.txt", "armed"),
    ):
        text = (Path(args.phoenix) / file).read_text(encoding="latin-1")
        for actor in read_phoenix(text).actors:
            code = actor.terms[0].code if actor.terms else ""
            country, sector, kind = plover(code, states)
            cap = re.search(r"\$([\d,]+)", actor.comment)
            if country == "MNC" and (not cap or int(cap.group(1).replace(",", "")) < 15_000_000_000):
                continue
            names = unique(titled(re.sub(r"[+(){}]", " ", n)) for n in actor.names)
            names = [n for n in names if len(name_key(n)) > 3 and not is_common(n, key, common)]
            if names and name_key(names[0]).split()[0] in given and len(names[0].split()) <= 4:
                continue  # a person among the bodies
            if (
                not names
                or not country
                or name_key(names[0]) in seen
                or (key == "international" and country not in ("IGO", "UNO", "EUR", "NGO", "MNC"))
            ):
                continue
            seen.add(name_key(names[0]))
            role = {"sector": sector, "country": country, "held": "../..", "source": "phoenix"}
            groups[key].append(
                {
                    "id": f"{country}-{re.sub(r'[^a-z0-9]+', '-', name_key(names[0])).strip('-')}",
                    "kind": kind,
                    "names": names,
                    "roles": [{k: v for k, v in role.items() if v}],
                }
            )
    for key, entities in groups.items():
        dump(out / f"phoenix_{key}.yaml", {"prominent": "false", "entities": entities})


def plover(code, states):
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    sector = next((CAMEO_SECTOR[p] for p in parts[1:] if p in CAMEO_SECTOR), "")
    if parts[:1] == ["IGO"]:
        body = "UNO" if "UNO" in parts else "EUR" if "EUR" in parts or "EEC" in parts or "EEU" in parts else "IGO"
        return body, "", "organization"
    if parts[:1] in (["NGO"], ["NGM"]):
        state = next((p for p in parts[1:] if p in states), "")
        return state or "NGO", "SOC", "organization"
    if parts[:1] == ["MNC"]:
        return "MNC", "BUS", "organization"
    if parts[:1] == ["IMG"]:
        return "IMG", "REB", "group"
    if parts and parts[0] in states:
        return parts[0], sector or "REB", "group"
    return "", "", ""


def dump(path, data):
    """YAML whose entries are JSON objects, one a line: quick to read, and one changed fact is one changed line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [GENERATED]
    for key, value in data.items():
        if isinstance(value, list):
            lines += [f"{key}:", *("- " + json.dumps(entry, ensure_ascii=False) for entry in value)] if value else []
        else:
            lines.append(f"{key}: {json.dumps(value)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf8", newline="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("factbook", "reign", "archigos", "countryinfo", "codes", "phoenix"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--geonames", help="cities15000.txt")
    parser.add_argument("--treebanks", nargs="*", default=[], help="CoNLL-U files that tell common words")
    parser.add_argument("--out", required=True)
    parser.add_argument("--compile-only", action="store_true")
    args = parser.parse_args()
    if not args.compile_only:
        build(args)
    save_compiled(compile_entities(Path(args.out)), Path(args.out) / "compiled.json.gz")


if __name__ == "__main__":
    main()
