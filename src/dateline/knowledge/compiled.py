"""The compact form of the entity files: one file that loads in a fraction of a second."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.core import Period, Role
from dateline.knowledge.sources import FORMS, Record, Words, merged, read_words
from dateline.knowledge.spelling import name_key, sound_key

VERSION = "2026.11"
Compiled = dict[str, Any]

# Titles of those who lead a state; other offices never make somebody a head.
HEAD_TITLES = frozenset(
    {
        *("president", "prime minister", "head of government", "head of state", "chancellor", "king", "queen"),
        *("emperor", "premier", "emir", "amir", "sultan", "supreme leader", "pope", "taoiseach", "grand duke"),
        *("prince", "minister of state", "chief executive", "general secretary", "captain regent", "taliban leader"),
        *(
            "state affairs commission president",
            "governor-general",
            "governor general",
            "chairman",
            "chairperson of the presidency",
        ),
        *("chairperson of the council of ministers", "crown prince and prime minister"),
        *("prime minister and foreign minister", "chairman of the presidency", "leader"),
    }
)


def is_head(title: str) -> bool:
    """Say whether a title is that of a head of state or government ("president of Chile" as well as "president")."""
    return title in HEAD_TITLES or title.split(" of ", maxsplit=1)[0].removeprefix("acting ") in HEAD_TITLES


def source_files(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of `folder` in the order in which they are read: hand-written ones first, as they win."""
    return tuple(sorted(folder.rglob("*.yaml"), key=lambda p: ("own" not in p.parts, p.relative_to(folder).as_posix())))


def source_hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every entity file, by which one sees that the compiled form is in step."""
    names = (*source_files(folder), *sorted(folder.rglob("*.tsv")))
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in names}


def compile_entities(folder: Path) -> Compiled:
    """Return the compact form of all entity files under `folder`. Raises `ValueError` for a file with faults."""
    words = [read_words(path) for path in source_files(folder)]
    for problem in (p for w in words for p in w.problems):
        raise ValueError(f"{problem.where}: {problem.message}")
    tables = compile_words(words)
    tables["towns"] = read_towns(folder / "towns.tsv")
    return {"version": VERSION, "hashes": source_hashes(folder), **tables}


def read_towns(path: Path) -> dict[str, str]:
    """Return key → country of the towns in a table of (name, country); () if there is no such table."""
    if not path.is_file():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf8").splitlines() if line[:1] not in {"#", ""})
    return {name_key(name): country for name, country in rows}


def compile_words(words: Iterable[Words]) -> Compiled:
    """Return tables of entities, and of the keys under which they are found."""
    files = tuple(words)
    records = merged(r for w in files for r in w.records)
    agents = {
        name_key(n): [list(a.sectors), int(a.weak), a.country, a.code] for w in files for n, a in w.agents.items()
    }
    modifiers = {name_key(n): s for w in files for n, s in w.modifiers.items()}
    given = {name_key(n): gender for w in files for n, gender in w.given_names.items()}
    words_of = {"agents": agents, "modifiers": modifiers, "given": given, "towns": {}}
    tables = {**words_of, **entity_tables(records)}
    tables["starts"] = starts(tables)
    return tables


def starts(tables: Mapping[str, Any]) -> dict[str, int]:
    """Return first word → number of words of the longest key that begins with it."""
    found: dict[str, int] = {}
    for table in ("names", "agents", "modifiers"):
        for key in tables[table]:
            words = key.split(" ")
            if len(words) > found.get(words[0], 0):
                found[words[0]] = len(words)
    return found


def entity_tables(records: tuple[Record, ...]) -> Compiled:
    """Return entities as lists, and keys → places in that list (times eight, plus the kind of word)."""
    titles: dict[str, int] = {}
    entities: list[list[Any]] = []
    names: dict[str, list[int]] = {}
    surnames: dict[str, list[int]] = {}
    sounds: dict[str, list[int]] = {}
    heads: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        roles = [_role(r, titles) for r in record.roles]
        prominent = record.prominent or any(is_head(r.title) for r in record.roles)
        codes = dict(record.codes)
        entities.append([record.id, record.kind, list(record.names), roles, codes, int(prominent)])
        for text, form in record.forms:
            key = name_key(text)
            if record.kind != "person" or " " in key or record.prominent:
                _put(names, key, place * 8 + FORMS.index(form))
        if record.kind == "person":
            _put_person(record, place, prominent, surnames, sounds)
        for country in {r.country for r in record.roles if is_head(r.title)}:
            _put(heads, country, place)
    tables = {"names": names, "surnames": surnames, "sounds": sounds, "heads": heads}
    return {"entities": entities, "titles": list(titles), **tables}


def _put_person(
    record: Record, place: int, prominent: bool, surnames: dict[str, list[int]], sounds: dict[str, list[int]]
) -> None:
    """Enter the family names of widely known people, and how everybody's name sounds."""
    if prominent:
        for key in dict.fromkeys(_surnames(record)):
            _put(surnames, key, place)
    for text in record.names:
        key = sound_key(text)
        if " " in key:
            _put(sounds, key, place)


def _put(table: dict[str, list[int]], key: str, value: int) -> None:
    if key and value not in table.setdefault(key, []):
        table[key].append(value)


def _surnames(record: Record) -> Iterable[str]:
    """Yield the keys under which a person is called by the family name alone."""
    if record.surname:
        yield name_key(record.surname)
        return
    for name in record.names:
        words = name_key(name).split()
        yield words[-1]
        if len(words) > 2:
            yield " ".join(words[-2:])


def _role(role: Role, titles: dict[str, int]) -> list[Any]:
    title = titles.setdefault(f"{role.title}|{role.source}", len(titles))
    return [role.sector, role.country, _days(role.held.first), _days(role.held.last), title]


def _days(day: date | None) -> int:
    return day.toordinal() if day else 0


def made_roles(rows: Iterable[list[Any]], titles: list[str]) -> tuple[Role, ...]:
    """Return roles from the rows of the compact form."""
    made = []
    for sector, country, first, last, title in rows:
        words, _, source = titles[title].rpartition("|")
        made.append(Role(sector, country, _period(first, last), words, source))
    return tuple(made)


@lru_cache(maxsize=4096)
def _period(first: int, last: int) -> Period:
    return Period(date.fromordinal(first) if first else None, date.fromordinal(last) if last else None)


def merged_tables(shipped: Compiled, own: Compiled) -> Compiled:
    """Return the tables of `shipped` with those of `own` before them: an own entry takes the place of its id."""
    offset = len(own["entities"])
    taken = {entry[0] for entry in own["entities"]}
    gone = {place for place, entry in enumerate(shipped["entities"]) if entry[0] in taken}
    titles = [*own["titles"], *shipped["titles"]]
    moved = [_moved(entry, len(own["titles"])) for entry in shipped["entities"]]
    tables: Compiled = {"entities": [*own["entities"], *moved], "titles": titles}
    for table, width in (("names", 8), ("surnames", 1), ("sounds", 1), ("heads", 1)):
        tables[table] = _joined(own[table], shipped[table], offset, width, gone)
    for table in ("agents", "modifiers", "given", "towns"):
        tables[table] = {**shipped[table], **own[table]}
    first_words = {**shipped["starts"]}
    first_words.update({w: max(n, first_words.get(w, 0)) for w, n in own["starts"].items()})
    return {**tables, "starts": first_words}


def _moved(entry: list[Any], by: int) -> list[Any]:
    """Return an entity whose titles are counted from further on."""
    return [*entry[:3], [[*role[:4], role[4] + by] for role in entry[3]], *entry[4:]]


def _joined(
    own: Mapping[str, list[int]], shipped: Mapping[str, list[int]], offset: int, width: int, gone: set[int]
) -> dict[str, list[int]]:
    """Return two tables of places as one, the second's places counted from `offset`, replaced entries left out."""
    table = {key: list(values) for key, values in own.items()}
    for key, values in shipped.items():
        kept = [value + offset * width for value in values if value // width not in gone]
        if kept:
            table[key] = [*table.get(key, []), *kept]
    return table


def save_compiled(data: Mapping[str, Any], path: Path) -> None:
    """Write the compact form; the same facts give the same bytes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_bytes(gzip.compress(text.encode("utf8"), compresslevel=9, mtime=0))


def load_compiled(path: Path) -> Compiled:
    """Return the tables of a compiled file."""
    text = gzip.decompress(path.read_bytes())
    # Nothing in the tables can be garbage yet; looking for it while they grow would take a third of the time.
    watching = gc.isenabled()
    gc.disable()
    try:
        data: Compiled = json.loads(text)
    finally:
        if watching:
            gc.enable()
    return data
