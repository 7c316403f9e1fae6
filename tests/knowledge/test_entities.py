"""What is known of actors: look-ups by name and day, own files, speed."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from dateline.core import Period
from dateline.knowledge import KnowledgeError, load_knowledge
from dateline.knowledge.compiled import compile_words, load_compiled, save_compiled, source_hashes
from dateline.knowledge.sources import read_words
from dateline.knowledge.spelling import name_key, sound_key

DAY = Period.day(date(2016, 6, 1))


def first(name: str, on: Period = DAY) -> str:
    return load_knowledge().who(name, on)[0].entity.id


def test_compiled_is_in_step(root: Path) -> None:
    """The compiled form was made from the entity files as they are."""
    folder = root / "src" / "dateline" / "resources" / "entities"
    assert load_compiled(folder / "compiled.json.gz")["hashes"] == source_hashes(folder)


def test_country_files_can_be_compiled(root: Path) -> None:
    """A country file that the build wrote is read without a problem, so that `--compile-only` can be done."""
    folder = root / "src" / "dateline" / "resources" / "entities" / "countries"
    assert not read_words(folder / "ABW.yaml").problems


def test_size_and_time(root: Path) -> None:
    """All that is shipped is smaller than 12 MB; look-ups are faster than 20,000 a second."""
    folder = root / "src" / "dateline" / "resources" / "entities"
    assert sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) < 12_000_000
    known = load_knowledge()
    begin = time.perf_counter()
    for _ in range(2000):
        known.lookup_name("Angela Merkel")
    assert time.perf_counter() - begin < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("Guaido", "Guaidó"), ("the al-Nusra Front", "Nusra Front"), ("U.S.", "US"), ("Yar'Adua", "Yar’Adua")],
)
def test_spellings_meet(one: str, other: str) -> None:
    """Accents, articles, points and apostrophes do not part a name from itself."""
    assert name_key(one) == name_key(other)


def test_sounds_meet() -> None:
    """Transliterations share a key."""
    assert sound_key("Ramzan Kadyrov") == sound_key("Ramzan Kadirov")
    assert sound_key("Mohammed Deif") == sound_key("Muhammad Deif")


def test_roles_of_the_day() -> None:
    """A look-up gives the roles of those days."""
    roles = load_knowledge().who("Hillary Clinton", Period.day(date(2010, 1, 1)))[0].roles
    assert roles[0].title == "secretary of state"
    assert "senator" not in {r.title for r in roles}


def test_heads() -> None:
    """Heads of state and government of a day are known."""
    names = {e.name for e, _ in load_knowledge().heads("GBR", Period.day(date(2015, 3, 1)))}
    assert "David Cameron" in names
    assert "Tony Blair" not in names


def test_codes_of_a_state() -> None:
    """States carry their codes in other systems."""
    assert load_knowledge().codes_of("FRA")["cow"] == "220"
    assert load_knowledge().codes_of("USA")["cow"] == "2"


def own_file(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf8")
    return path


def test_own_file_adds(tmp_path: Path) -> None:
    """An own file adds an entity, and its facts name the file as their source."""
    path = own_file(
        tmp_path,
        "country: KEN\npeople:\n- {names: [Wanjiru Test], roles: ['GOV 2015-01-01/2017-12-31 minister of tides']}\n",
    )
    known = load_knowledge([path])
    (found,) = known.who("Wanjiru Test", DAY)
    assert found.roles[0].title == "minister of tides"
    assert found.roles[0].source == "own"
    assert known.version.startswith(load_knowledge().version + "+")


def test_own_file_replaces(tmp_path: Path) -> None:
    """An own entry with a known id takes the place of the shipped one, and everything else stays."""
    path = own_file(
        tmp_path, "entities:\n- {id: IGO-NATO, kind: organization, names: [Nato of Test], roles: [GOV@IGO]}\n"
    )
    known = load_knowledge([path])
    assert known.lookup_entity("IGO-NATO").name == "Nato of Test"  # type: ignore[union-attr]
    assert known.who("NATO") == () or known.who("NATO")[0].entity.id != "IGO-NATO"
    assert known.who("Angela Merkel", DAY)[0].roles


def test_faults_name_file_and_line(tmp_path: Path) -> None:
    """A fault in an own file says where it is and what was expected."""
    path = own_file(tmp_path, "people:\n- names: [A B]\n  roles: [GOV 2020-01-01/2019-01-01 minister]\n")
    with pytest.raises(KnowledgeError) as error:
        load_knowledge([path])
    (problem,) = error.value.problems
    assert problem.where.startswith("own.yaml:2")
    assert "ends before it begins" in problem.message


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(KnowledgeError, match="no such file"):
        load_knowledge([tmp_path / "nowhere.yaml"])


def test_save_and_load_is_identity(tmp_path: Path) -> None:
    """The compiled form loads as what was saved, with the same bytes each time."""
    path = own_file(
        tmp_path, "agents:\n  COP: [constable]\nentities:\n- {id: X-1, names: [Test Body], roles: [GOV@FRA]}\n"
    )
    tables = compile_words([read_words(path)])
    save_compiled(tables, tmp_path / "a.gz")
    save_compiled(tables, tmp_path / "b.gz")
    assert load_compiled(tmp_path / "a.gz") == tables
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_names_of_bodies() -> None:
    """Well-known bodies and groups are found by short and long name."""
    assert first("NATO") == first("North Atlantic Treaty Organization") == "IGO-NATO"
    assert first("PKK") == first("Kurdistan Workers' Party")
    assert first("FARC", Period.day(date(2010, 1, 1))) == "COL-FARC"


def test_faults_cross_processes() -> None:
    """An error about entity files is the same after it was handed from one process to another."""
    import pickle

    from dateline.core import Problem
    from dateline.knowledge import KnowledgeError

    error = KnowledgeError([Problem("own.yaml:3:1", "unknown kind")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
