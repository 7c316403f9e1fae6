"""Files for other tools are what those tools read, and each stands beside its description."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from made import ARREST, CODING, MEETING, many

from dateline.core.record import mention_record
from dateline.store import Store, StoreError
from dateline.store.cite import cite, find_provenance
from dateline.store.export import EXPORTED, columns_of
from dateline.store.filters import Filter
from dateline.store.handover import Order, hand_over
from dateline.store.likenesses import LIKENESSES
from dateline.store.review import brat_lines

THE_PAPER = Filter(publisher="The Paper")
NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def package(folder: Path) -> dict[str, object]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_all_tables_stand_beside_their_description(filled: Store, tmp_path: Path) -> None:
    """Every file has an entry with its columns and meanings, and what made it is told."""
    hand_over(filled, Order(table="all", licence="CC-BY-4.0"), tmp_path)
    described = package(tmp_path)
    entries = {one["path"]: one for one in described["resources"]}
    assert set(entries) == {f"{name}.csv" for name in EXPORTED}
    for name in EXPORTED:
        fields = entries[f"{name}.csv"]["schema"]["fields"]
        header = (tmp_path / f"{name}.csv").read_text(encoding="utf-8").split("\n")[0]
        assert ",".join(field["name"] for field in fields) == header
        assert [field["description"] for field in fields] == [column.meaning for column in columns_of(name)]
        assert entries[f"{name}.csv"]["schema"]["missingValues"] == [""]
    assert described["licenses"] == [{"name": "CC-BY-4.0"}]
    assert described["versions"] == [
        {"dateline": "0.1.0", "model": "en-1", "codebook": "plover-2.0.1", "knowledge": "2026.11"}
    ]
    assert "202 event mentions" in described["citation"]
    assert "GeoNames" in str(described["sources"])


def test_a_second_file_joins_the_description(filled: Store, tmp_path: Path) -> None:
    """Entries of other files stay while those are there; without a licence none is claimed."""
    hand_over(filled, Order(format="parquet"), tmp_path / "m.parquet")
    hand_over(filled, Order(like="icews", wanted=THE_PAPER), tmp_path / "icews.tsv")
    described = package(tmp_path)
    assert [one["path"] for one in described["resources"]] == ["icews.tsv", "m.parquet"]
    assert described["resources"][0]["filters"] == {"publisher": "The Paper"}
    assert described["resources"][0]["dialect"] == {"delimiter": "\t", "header": True}
    assert described["licenses"][0]["name"] == "LicenseRef-not-stated"
    (tmp_path / "m.parquet").unlink()
    hand_over(filled, Order(format="geojson"), tmp_path / "map.geojson")
    assert [one["path"] for one in package(tmp_path)["resources"]] == ["icews.tsv", "map.geojson"]


def test_polecat_and_icews_tell_of_single_reports(linked: Store, tmp_path: Path) -> None:
    """Also of a linked store; GDELT and Phoenix tell of its events."""
    lines = {}
    for like in LIKENESSES:
        hand_over(linked, Order(like=like, unit="event"), tmp_path / f"{like}.tsv")
        lines[like] = len((tmp_path / f"{like}.tsv").read_text(encoding="utf-8").splitlines()) - 1
    assert lines == {"polecat": 202, "icews": 202, "gdelt": 2, "gdelt-mentions": 202, "phoenix": 2}


def test_several_files_need_a_folder(filled: Store) -> None:
    """Standard output takes one file."""
    for order in (Order(table="all"), Order(format="brat")):
        with pytest.raises(StoreError, match="give --output FOLDER"):
            hand_over(filled, order, None)


def test_brat_spans_are_the_words(filled: Store, tmp_path: Path) -> None:
    """Every span of an .ann file quotes the .txt file beside it; arguments point at spans that are there."""
    hand_over(filled, Order(format="brat"), tmp_path)
    texts = sorted(tmp_path.glob("*.txt"))
    assert len(texts) == 41
    for path in texts:
        text = path.read_text(encoding="utf-8")
        spans: dict[str, str] = {}
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            key, rest, *words = line.split("\t")
            if key.startswith("T"):
                _, start, end = rest.split(" ")
                assert text[int(start) : int(end)] == words[0]
                spans[key] = words[0]
            if key.startswith("E"):
                assert all(part.split(":")[1] in spans for part in rest.split(" "))
    assert "SANCTION\tActor*:Actor" in (tmp_path / "annotation.conf").read_text(encoding="utf-8")


def test_brat_numbers_several_of_a_kind() -> None:
    """Two actors are Actor and Actor2; status and id are kept."""
    lines = list(brat_lines([mention_record(CODING, MEETING)]))
    assert lines == [
        "T1\tCONSULT 109 112\tmet",
        "T2\tActor 87 99\tThe minister",
        "T3\tActor 102 107\tmayor",
        "E1\tCONSULT:T1 Actor:T2 Actor2:T3",
        "A1\tStatus E1 negated",
        f"#1\tAnnotatorNotes E1\t{MEETING.id}; modes meet",
    ]


def test_label_studio_regions_are_the_words(filled: Store, tmp_path: Path) -> None:
    """Each region quotes the text of its task, and relations join regions that are there."""
    hand_over(filled, Order(format="labelstudio", wanted=THE_PAPER), tmp_path / "tasks.json")
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    results = task["predictions"][0]["result"]
    regions = {one["id"]: one["value"] for one in results if one["type"] == "labels"}
    assert len(regions) == 9
    for value in regions.values():
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    relations = [one for one in results if one["type"] == "relation"]
    assert len(relations) == 7
    assert {one[end] for one in relations for end in ("from_id", "to_id")} <= set(regions)
    assert task["predictions"][0]["score"] == 0.5
    config = ET.parse(tmp_path / "tasks.config.xml").getroot()
    labels = {label.get("value") for label in config.iter("Label")}
    assert {label for value in regions.values() for label in value["labels"]} <= labels
    named = {one.get("name") for one in config}
    assert {one["from_name"] for one in results if "from_name" in one} <= named
    assert {one.get("value") for one in config.iter("Relation")} >= {one["labels"][0] for one in relations}


def test_graphml_has_an_edge_for_each_dyad(filled: Store, tmp_path: Path) -> None:
    """Nodes are actors, each once; edges go from actor to recipient and carry the event."""
    hand_over(filled, Order(format="graphml"), tmp_path / "net.graphml")
    root = ET.parse(tmp_path / "net.graphml").getroot()
    nodes = [node.get("id") for node in root.iter(f"{NAMESPACE}node")]
    edges = list(root.iter(f"{NAMESPACE}edge"))
    assert len(nodes) == len(set(nodes)) == 7
    assert len(edges) == 201
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)
    declared = {key.get("id") for key in root.iter(f"{NAMESPACE}key")}
    assert {data.get("key") for data in root.iter(f"{NAMESPACE}data")} <= declared


def test_geojson_has_longitude_first(filled: Store, tmp_path: Path) -> None:
    """Mentions with coordinates are points; those without are left out."""
    hand_over(filled, Order(format="geojson"), tmp_path / "map.geojson")
    made = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))
    points = {one["id"]: one for one in made["features"]}
    assert points[ARREST.id]["geometry"] == {"type": "Point", "coordinates": [-77.02824, -12.04318]}
    placed = [m for c in (CODING, *many(40)) for m in c.mentions if m.where]
    assert set(points) == {mention.id for mention in placed}
    assert MEETING.id not in points


def test_follow_the_money_names_everybody_first(linked: Store, tmp_path: Path) -> None:
    """Events refer to entities that stand before them, once each, with two-letter countries."""
    for unit in ("mention", "event"):
        hand_over(linked, Order(format="ftm", unit=unit), tmp_path / "ftm.jsonl")
        seen: set[str] = set()
        for line in (tmp_path / "ftm.jsonl").read_text(encoding="utf-8").splitlines():
            entity = json.loads(line)
            assert entity["id"] not in seen
            if entity["schema"] == "Event":
                referred = entity["properties"].get("organizer", []) + entity["properties"].get("involved", [])
                assert set(referred) <= seen
            assert all(len(code) == 2 for code in entity["properties"].get("country", []))
            assert all(isinstance(values, list) and values for values in entity["properties"].values())
            seen.add(entity["id"])
        assert len(seen) > 2


def test_a_citation_tells_versions_filters_and_date(linked: Store) -> None:
    """What was taken, of what, made by what, and when."""
    told = cite(find_provenance(linked, date(2026, 11, 25), Filter(types=("AID",), min_confidence=0.7)))
    assert told == (
        "Political events coded by Dateline 0.1.0 (model en-1, codebook plover-2.0.1, knowledge 2026.11) from 41 "
        "reports of 4 publishers, published 2023-01-01 to 2024-05-08: 202 event mentions, 2 linked events. "
        "Filters: types: AID; min_confidence: 0.7. Taken out on 2026-11-25."
    )
