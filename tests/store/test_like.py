"""The columns of other projects are theirs exactly, in their order; the values keep our rules."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from made import ARREST, CODING, MEETING, VERSIONS, many

from dateline.core import Coding
from dateline.knowledge import load_knowledge
from dateline.store import Store, StoreError
from dateline.store.filters import Filter
from dateline.store.like import HAPPENED, export_like, like_columns

POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
)
ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
GDELT = "|".join(
    [
        *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"],
        *(f"Actor{n}{name}" for n in (1, 2) for name in ACTOR.split()),
        *["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"],
        *["NumMentions", "NumSources", "NumArticles", "AvgTone"],
        *(f"{place}Geo_{name}" for place in ("Actor1", "Actor2", "Action") for name in GEO.split()),
        *["DATEADDED", "SOURCEURL"],
    ]
)
GDELT_MENTIONS = (
    "GLOBALEVENTID|EventTimeDate|MentionTimeDate|MentionType|MentionSourceName|MentionIdentifier|SentenceID|"
    "Actor1CharOffset|Actor2CharOffset|ActionCharOffset|InRawText|Confidence|MentionDocLen|MentionDocTone|"
    "MentionDocTranslationInfo|Extras"
)
PHOENIX = (
    "EventID|Date|Year|Month|Day|Source|SourceRoot|SourceAgent|SourceOthers|Target|TargetRoot|TargetAgent|TargetOthers|"
    "Code|RootCode|QuadClass|Goldstein|Issues|Lat|Lon|PlaceName|StateName|CountryName|SentenceIDs|URLs|Sources"
)
COLUMNS = {"polecat": POLECAT, "icews": ICEWS, "gdelt": GDELT, "gdelt-mentions": GDELT_MENTIONS, "phoenix": PHOENIX}
ANY = Filter()
COUNTS = {"polecat": 40, "icews": 20, "gdelt": 61, "gdelt-mentions": 16, "phoenix": 26}


def made(store: Store, like: str, tmp_path: Path, wanted: Filter = ANY, **more: object) -> list[dict[str, str]]:
    path = tmp_path / f"{like}.tsv"
    export_like(store, like, path, load_knowledge(), wanted, **more)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("like", COLUMNS)
def test_columns_are_theirs(filled: Store, tmp_path: Path, like: str) -> None:
    """Names, number and order of the columns are those of the original."""
    rows = made(filled, like, tmp_path)
    assert list(rows[0]) == COLUMNS[like].split("|")
    assert len(rows[0]) == COUNTS[like]
    assert [column.name for column in like_columns(like)] == COLUMNS[like].split("|")
    assert not {"None", "NULL", "NA"} & {value for row in rows for value in row.values()}


@pytest.mark.parametrize("like", ["polecat", "icews", "gdelt", "phoenix"])
def test_ids_do_not_repeat(filled: Store, tmp_path: Path, like: str) -> None:
    """No two rows have the same id."""
    rows = made(filled, like, tmp_path)
    first = COLUMNS[like].split("|")[0]
    assert len({row[first] for row in rows}) == len(rows) >= 202


def test_polecat_keeps_lists(filled: Store, tmp_path: Path) -> None:
    """Compound actors stay in one row, joined; quad categories are words; COW numbers are those of the states."""
    rows = {row["Event ID"]: row for row in made(filled, "polecat", tmp_path)}
    meeting, arrest = rows[MEETING.id], rows[ARREST.id]
    assert (meeting["Actor Name Raw"], meeting["Actor Country"]) == ("The minister; mayor", "PER; PER")
    assert meeting["Actor COW"] == "135; 135"
    assert (arrest["Quad Code"], arrest["Event Mode"], arrest["Contexts"]) == (
        "MATERIAL CONFLICT",
        "arrest",
        "legal; economic",
    )
    assert (arrest["Primary Actor Sector"], arrest["Actor Sectors"]) == ("COP", "COP; GOV")


def test_icews_has_a_row_for_each_dyad(filled: Store, tmp_path: Path) -> None:
    """Partners without a recipient are one row, names of countries are words, sentences count from one."""
    rows = {row["Event ID"]: row for row in made(filled, "icews", tmp_path)}
    meeting, arrest = rows[MEETING.id], rows[ARREST.id]
    assert (meeting["Source Name"], meeting["Target Name"]) == ("The minister", "mayor")
    assert (arrest["Source Country"], arrest["CAMEO Code"], arrest["Sentence Number"]) == ("Peru", "173", "2")
    assert f"{MEETING.id}.2" not in rows


def test_compound_parties_are_taken_apart(store: Store, tmp_path: Path) -> None:
    """Two actors and two recipients are four rows, the further ones numbered behind the id."""
    from dataclasses import replace

    both = replace(ARREST, actors=MEETING.actors, recipients=ARREST.actors + ARREST.recipients)
    store.save([replace(CODING, mentions=(both,))], store.save_run(VERSIONS))
    rows = made(store, "icews", tmp_path)
    assert [row["Event ID"] for row in rows] == [ARREST.id, *(f"{ARREST.id}.{n}" for n in (2, 3, 4))]
    assert len({(row["Source Name"], row["Target Name"]) for row in rows}) == 4


def test_gdelt_splits_codes(filled: Store, tmp_path: Path) -> None:
    """Base and root codes are the beginnings of the code, dates are numbers, places have FIPS codes."""
    rows = {row["GLOBALEVENTID"]: row for row in made(filled, "gdelt", tmp_path)}
    arrest, meeting = rows[ARREST.id], rows[MEETING.id]
    assert (arrest["EventCode"], arrest["EventBaseCode"], arrest["EventRootCode"]) == ("173", "173", "17")
    assert (meeting["EventCode"], meeting["EventRootCode"], meeting["QuadClass"]) == ("040", "04", "1")
    assert (arrest["SQLDATE"], arrest["Year"], arrest["ActionGeo_CountryCode"]) == ("20240507", "2024", "PE")
    assert (arrest["Actor1Code"], arrest["Actor1Type1Code"], arrest["Actor1Type2Code"]) == ("PERCOP", "COP", "GOV")
    assert arrest["Actor1Geo_FullName"] == arrest["AvgTone"] == ""


def test_media_and_medical_change_names(store: Store, tmp_path: Path) -> None:
    """PLOVER's JRN is CAMEO's MED, and PLOVER's MED is CAMEO's HLH; international bodies are groups, not states."""
    from dataclasses import replace

    press = replace(ARREST.actors[0], sectors=("JRN", "MED"), country="UNO")
    store.save([replace(CODING, mentions=(replace(ARREST, actors=(press,)),))], store.save_run(VERSIONS))
    (row,) = made(store, "gdelt", tmp_path)
    assert [row[f"Actor1{name}"] for name in ("Code", "Type1Code", "Type2Code")] == ["UNOMED", "MED", "HLH"]
    assert (row["Actor1CountryCode"], row["Actor1KnownGroupCode"]) == ("", "UNO")


def test_phoenix_and_gdelt_count_reports_of_events(linked: Store, tmp_path: Path) -> None:
    """An event of three reports is one row with its sentences and sources."""
    (row, _) = made(linked, "phoenix", tmp_path, unit="event")
    assert row["EventID"] == "e-1"
    assert len(row["SentenceIDs"].split(";")) == 3
    assert row["Sources"] == "Paper 0;Paper 1;Paper 2"
    (first, _) = made(linked, "gdelt", tmp_path, unit="event")
    assert [first[f"Num{name}"] for name in ("Mentions", "Sources", "Articles")] == ["3", "2", "3"]
    mentions = made(linked, "gdelt-mentions", tmp_path)
    assert sum(one["GLOBALEVENTID"] == "e-1" for one in mentions) == 3


def test_only_what_happened_is_asked_for_by_default(filled: Store, tmp_path: Path) -> None:
    """The default leaves out what is planned, feared or denied."""
    codings: list[Coding] = [CODING, *many(40)]
    rows = made(filled, "polecat", tmp_path, Filter(statuses=HAPPENED))
    assert {row["Event ID"] for row in rows} == {m.id for c in codings for m in c.mentions if m.status == "actual"}


def test_a_header_may_be_left_out(filled: Store, tmp_path: Path) -> None:
    """Loaders of the originals expect none for GDELT and Phoenix."""
    path = tmp_path / "made.tsv"
    export_like(filled, "phoenix", path, load_knowledge(), Filter(), header=False)
    assert path.read_text(encoding="utf-8").startswith("m-")
    with pytest.raises(StoreError, match=r"no likeness 'acled'.*polecat"):
        export_like(filled, "acled", path, load_knowledge(), Filter())
