"""The columns of POLECAT, ICEWS, GDELT and Phoenix, as data: name → expression over one row of `told`.

A row of `told` is a mention or event with one actor (prefix `a_`) and one recipient (prefix `r_`), or, where `dyads` is
False, with lists of them. NULL stands for what the original has and Dateline does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """A table of another project.

    Attributes:
        row: what a row is.
        columns: name → expression.
        dyads: whether each pair of actor and recipient has a row of its own.
        of_events: whether it is about events (once these are linked), not about what single reports tell.
    """

    row: str
    columns: Mapping[str, str]
    dyads: bool = True
    of_events: bool = False


def _side(prefix: str) -> dict[str, str]:
    """GDELT's ten columns of one actor."""
    own = {"Actor1": "a", "Actor2": "r"}[prefix]
    return {
        f"{prefix}Code": f"{own}_cameo",
        f"{prefix}Name": f"{own}_name",
        f"{prefix}CountryCode": f"{own}_state",
        f"{prefix}KnownGroupCode": f"{own}_group",
        f"{prefix}EthnicCode": "NULL",
        f"{prefix}Religion1Code": "NULL",
        f"{prefix}Religion2Code": "NULL",
        **{f"{prefix}Type{n}Code": f"{own}_agents[{n}]" for n in (1, 2, 3)},
    }


def _geo(prefix: str, *values: str) -> dict[str, str]:
    """GDELT's eight columns of one place."""
    names = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return {f"{prefix}Geo_{name}": value for name, value in zip(names, values or ("NULL",) * 8, strict=True)}


def _polecat_side(name: str, own: str) -> dict[str, str]:
    """POLECAT's eight columns of one side, lists joined."""
    return {
        f"{name} Name": f"{own}_names",
        f"{name} Country": f"{own}_countries",
        f"{name} COW": f"{own}_cows",
        f"Primary {name} Sector": f"{own}_sector",
        f"{name} Sectors": f"{own}_sectors",
        f"{name} Title": f"{own}_roles",
        f"{name} Name Raw": f"{own}_texts",
        f"Wikipedia {name} ID": "NULL",
    }


GEO_TYPE = (
    "CASE WHEN precision_ = 'country' THEN 1 WHEN precision_ = 'region' THEN IF(place_country = 'USA', 2, 5) "
    "WHEN precision_ IN ('city', 'point') THEN IF(place_country = 'USA', 3, 4) END"
)
QUAD = (
    "CASE quad WHEN 'verbal cooperation' THEN 1 WHEN 'material cooperation' THEN 2 "
    "WHEN 'verbal conflict' THEN 3 WHEN 'material conflict' THEN 4 END"
)

POLECAT = Likeness(
    "one event as one report tells it; compound actors are lists",
    {
        "Event ID": "row_id",
        "Event Date": "day",
        "Event Type": "event_type",
        "Event Mode": "modes_",
        "Intensity": "score",
        "Quad Code": "upper(quad)",
        "Contexts": "contexts_",
        **_polecat_side("Actor", "a"),
        **_polecat_side("Recipient", "r"),
        "Placename": "place",
        "City": "IF(precision_ IN ('city', 'point'), place, NULL)",
        "District": "NULL",
        "Province": "admin1",
        "Country": "place_country",
        "Latitude": "lat",
        "Longitude": "lon",
        "GeoNames ID": "geonameid",
        "Raw Placename": "place_text",
        "Feature Type": "precision_",
        "Source": "publisher",
        "Publication Date": "published",
        "Story People": "NULL",
        "Story Organizations": "NULL",
        "Story Locations": "story_places",
        "Language": "language",
        "Version": "version",
    },
    dyads=False,
)

ICEWS = Likeness(
    "one dyad of one event as one report tells it",
    {
        "Event ID": "row_id",
        "Event Date": "day",
        "Source Name": "a_name",
        "Source Sectors": "a_sectors",
        "Source Country": "a_country_name",
        "Event Text": "event_text",
        "CAMEO Code": "cameo",
        "Intensity": "score",
        "Target Name": "r_name",
        "Target Sectors": "r_sectors",
        "Target Country": "r_country_name",
        "Story ID": "report_id",
        "Sentence Number": "sentence + 1",
        "Publisher": "publisher",
        "City": "IF(precision_ IN ('city', 'point'), place, NULL)",
        "District": "NULL",
        "Province": "admin1",
        "Country": "place_country_name",
        "Latitude": "lat",
        "Longitude": "lon",
    },
)

GDELT = Likeness(
    "one dyad of one event",
    {
        "GLOBALEVENTID": "row_id",
        "SQLDATE": "strftime(day, '%Y%m%d')",
        "MonthYear": "strftime(day, '%Y%m')",
        "Year": "year(day)",
        "FractionDate": "round(year(day) + (30 * (month(day) - 1) + day(day)) / 365, 4)",
        **_side("Actor1"),
        **_side("Actor2"),
        "IsRootEvent": "IF(sentence <= 1, 1, 0)",
        "EventCode": "cameo",
        "EventBaseCode": "left(cameo, 3)",
        "EventRootCode": "left(cameo, 2)",
        "QuadClass": QUAD,
        "GoldsteinScale": "score",
        "NumMentions": "n_mentions",
        "NumSources": "n_publishers",
        "NumArticles": "n_reports",
        "AvgTone": "NULL",
        **_geo("Actor1"),
        **_geo("Actor2"),
        **_geo("Action", GEO_TYPE, "place", "place_fips", "NULL", "NULL", "lat", "lon", "geonameid"),
        "DATEADDED": "strftime(published, '%Y%m%d000000')",
        "SOURCEURL": "url",
    },
    of_events=True,
)

GDELT_MENTIONS = Likeness(
    "one mention of one event",
    {
        "GLOBALEVENTID": "event_or_mention",
        "EventTimeDate": "strftime(day, '%Y%m%d000000')",
        "MentionTimeDate": "strftime(published, '%Y%m%d000000')",
        "MentionType": "1",
        "MentionSourceName": "publisher",
        "MentionIdentifier": "coalesce(url, report_id)",
        "SentenceID": "sentence + 1",
        "Actor1CharOffset": "a_start",
        "Actor2CharOffset": "r_start",
        "ActionCharOffset": "trigger_start",
        "InRawText": "1",
        "Confidence": "CAST(round(confidence * 100) AS INTEGER)",
        "MentionDocLen": "length_",
        "MentionDocTone": "NULL",
        "MentionDocTranslationInfo": "NULL",
        "Extras": "NULL",
    },
    dyads=False,
)

PHOENIX = Likeness(
    "one dyad of one event",
    {
        "EventID": "row_id",
        "Date": "strftime(day, '%Y%m%d')",
        "Year": "year(day)",
        "Month": "month(day)",
        "Day": "day(day)",
        "Source": "a_cameo",
        "SourceRoot": "a_country",
        "SourceAgent": "a_agents[1]",
        "SourceOthers": "nullif(array_to_string(a_agents[2:], ';'), '')",
        "Target": "r_cameo",
        "TargetRoot": "r_country",
        "TargetAgent": "r_agents[1]",
        "TargetOthers": "nullif(array_to_string(r_agents[2:], ';'), '')",
        "Code": "cameo",
        "RootCode": "left(cameo, 2)",
        "QuadClass": QUAD,
        "Goldstein": "score",
        "Issues": "replace(contexts_, '; ', ';')",
        "Lat": "lat",
        "Lon": "lon",
        "PlaceName": "IF(precision_ <> 'country', place, NULL)",
        "StateName": "admin1",
        "CountryName": "place_country",
        "SentenceIDs": "sentence_ids",
        "URLs": "urls",
        "Sources": "publishers",
    },
    of_events=True,
)

LIKENESSES: Mapping[str, Likeness] = {
    "polecat": POLECAT,
    "icews": ICEWS,
    "gdelt": GDELT,
    "gdelt-mentions": GDELT_MENTIONS,
    "phoenix": PHOENIX,
}
