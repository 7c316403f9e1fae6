"""Dictionaries in the CAMEO/PETRARCH form are read, kept and used."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from dateline.core import Period
from dateline.knowledge import load_knowledge
from dateline.knowledge.phoenix import read_phoenix
from dateline.knowledge.phoenix_import import (
    cameo_country,
    cameo_sector,
    entity_file,
    own_knowledge,
    write_dictionaries,
)
from dateline.resolve.cameo import cameo_codes

ACTORS = """<!-- a comment
over two lines -->
FREEDONIA [FRE]
+FREEDONIAN_
SYLVANIA_ [SYL]
RUFUS_FIREFLY [FRE]   # default
\t[FREOPP <19330101]
\t[FREGOV 19330101-19341231]
\t[FREELI >19350101]
"""
AGENTS = """!PERSON! = MAN, WOMEN
POLICE {} [~COP] # with no plural
LAWMAKER [~LEG]
OFFICIAL [~GOV]
CONGRESS!PERSON! [~LEG]
RELIEF_BODY [NGO~]
"""


@pytest.fixture(scope="module")
def lab():
    """Knowledge of nothing but two small dictionaries."""
    return own_knowledge(entity_file([read_phoenix(ACTORS), read_phoenix(AGENTS)]))


@pytest.mark.parametrize(
    ("phrase", "day", "codes"),
    [
        ("the Freedonian police", "1933-05-01", ("FRECOP",)),
        ("Lawmakers and officials in Freedonia and Sylvania", "1933-05-01", ("FRELEG", "FREGOV", "SYLLEG", "SYLGOV")),
        ("Freedonia and the officials of Sylvania", "1933-05-01", ("FRE", "SYLGOV")),
        ("Rufus Firefly", "1932-12-31", ("FREOPP",)),
        ("Rufus Firefly", "1933-01-01", ("FREGOV",)),
        ("Rufus Firefly", "1940-01-01", ("FREELI",)),
        ("a relief body of Sylvania", "1940-01-01", ("NGOSYL",)),
        ("congresswomen of Sylvania", "1940-01-01", ("SYLLEG",)),
        ("the orchestra", "1940-01-01", ()),
    ],
)
def test_codes(lab, phrase: str, day: str, codes: tuple[str, ...]) -> None:
    """Actors, agents, days and compounds give the codes that the dictionary means."""
    found = cameo_codes(phrase, lab, Period.day(date.fromisoformat(day)))
    assert sorted(found) == sorted(codes)


def test_codes_in_plover_terms() -> None:
    """CAMEO's media and medicine, and its bodies, become PLOVER's."""
    assert cameo_sector("GOVMED") == "GOV"
    assert cameo_sector("MED") == "JRN"
    assert cameo_sector("HLH") == "MED"
    assert cameo_country("IGOUNO") == "UNO"
    assert cameo_country("FRAGOV") == "FRA"


def test_bad_lines_are_named() -> None:
    """A line that cannot be read becomes a problem with its number; the others are kept."""
    read = read_phoenix("GOOD_NAME [AAA]\nBAD_DAYS [BBB 19999901]\nLAST_NAME [CCC]\n", "lab.txt")
    assert [a.names[0] for a in read.actors] == ["GOOD NAME", "LAST NAME"]
    assert [p.where for p in read.problems] == ["lab.txt:2"]


def test_import_can_be_loaded(tmp_path: Path) -> None:
    """What the import writes is an entity file that `--entities` takes."""
    (tmp_path / "actors.txt").write_text(ACTORS)
    (tmp_path / "agents.txt").write_text(AGENTS)
    out = io.StringIO()
    assert write_dictionaries([tmp_path / "actors.txt", tmp_path / "agents.txt"], out) == ()
    (tmp_path / "lab.yaml").write_text(out.getvalue())
    known = load_knowledge([tmp_path / "lab.yaml"])
    (found,) = known.who("Rufus Firefly", Period.day(date(1934, 1, 1)))
    assert {r.sector for r in found.roles} == {"GOV", ""}
    assert known.who("Angela Merkel")


def test_validation_dictionary_is_read(shared: Path) -> None:
    """The published validation dictionary is read with few lines left out."""
    folder = shared / "data" / "actors" / "phoenix"
    read = read_phoenix((folder / "PETR.Validate.actors.txt").read_text(encoding="utf8"))
    assert len(read.actors) > 90
    assert len(read.problems) <= 1
