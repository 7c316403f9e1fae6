"""Reads entity files (YAML) into plain records, with the line of everything that is wrong."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from dateline.core import EntityKind, Period, Problem, Role
from dateline.knowledge.spelling import name_key

FORMS = ("name", "adjective", "demonym", "metonym", "place", "capital", "spelling", "abbreviation")
_FORM_FIELDS = (
    ("names", "name"), ("adjectives", "adjective"), ("demonyms", "demonym"), ("metonyms", "metonym"),
    ("cities", "place"), ("regions", "place"), ("capital", "capital"), ("spellings", "spelling"),
    ("abbreviations", "abbreviation"),
)  # fmt: skip
# First line of the files that the build writes; they are YAML too, of a form that reads fast.
GENERATED = "# Written by the build of the entity files; own facts belong into own/."
# Source of a role that says only in which years somebody was in public life, and on which side.
PUBLIC_LIFE = "years in public life"
# The last days that some tables speak of: a term that ends there may have gone on.
_LAST_DAYS = {"countryinfo": date(2011, 2, 28), "archigos": date(2015, 12, 31), "reign": date(2021, 3, 31)}
_KINDS = ("country", "person", "organization", "group", "position")
_SECTIONS = ("country", "prominent", "entities", "people", "agents", "cameo_agents", "modifiers", "given_names")
_KEYS = (
    "id", "kind", "country", "roles", "each", "shared", "surname", "prominent", "codes", "held",
    "sources", *(key for key, _ in _FORM_FIELDS),
)  # fmt: skip
_YEAR = re.compile(r"\d{4}\b")
_ROLE = re.compile(r"([A-Z]{3}(?:\+[A-Z]{3})*|-)(?:@([A-Z]{3}))?(?:\s+(\S*/\S*))?(?:\s+(.+))?")


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of an entity file: who it is, under which words it appears, and its dated roles."""

    id: str
    kind: EntityKind
    forms: tuple[tuple[str, str], ...]
    roles: tuple[Role, ...]
    surname: str = ""
    country: str = ""
    where: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    prominent: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Its proper names, the one to print first."""
        return tuple(words for words, form in self.forms if form == "name")


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for somebody who acts ("police", "gunmen"): sectors, and whether words before it may overrule them.

    `code` is the CAMEO code of an imported dictionary, with "~" where the actor's code goes.
    """

    sectors: tuple[str, ...]
    weak: bool = False
    country: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a set of entity files says."""

    records: tuple[Record, ...] = ()
    agents: Mapping[str, Agent] = field(default_factory=dict)
    modifiers: Mapping[str, str] = field(default_factory=dict)
    given_names: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_words(path: Path) -> Words:
    """Return the records, agent nouns and modifiers of one YAML file; what is wrong stands in `problems`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = path.read_text(encoding="utf8")
        data = _generated(text) if text.startswith(GENERATED) else YAML(typ="rt", pure=True).load(text) or {}
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        return Words(problems=(Problem(where, f"not YAML: {error.problem or error.context}"),))
    except (YAMLError, OSError, UnicodeError) as error:
        told = error.strerror if isinstance(error, OSError) else " ".join(str(error).split())
        return Words(problems=(Problem(str(path), f"cannot be read: {told}"),))
    if not isinstance(data, Mapping):
        return Words(problems=(Problem(str(path), "is not a mapping with entities, people, agents or modifiers"),))
    if not data:
        return Words(problems=(Problem(str(path), "says nothing", "write entities: or people:, or leave it out"),))
    return words_of(data, path)


def _generated(text: str) -> dict[str, Any]:
    """Return the content of a file that the build wrote: its entries are JSON objects, one a line."""
    data: dict[str, Any] = {}
    section: list[Any] = []
    for line in text.splitlines()[1:]:
        if line.startswith("- "):
            section.append(json.loads(line[2:]))
            continue
        key, _, value = line.partition(":")
        section = []
        data[key] = json.loads(value) if value.strip() else section
    return data


def words_of(data: Mapping[str, Any], path: Path) -> Words:
    """Return what the content of an entity file says; `path` is named in problems."""
    records: list[Record] = []
    problems = list(_strange_keys(data, _SECTIONS, path))
    for entry, kind in _entries(data):
        record, found = _record(entry, kind, data, path)
        problems += found
        if record:
            records.append(record)
    agents = {**dict(_agents(data.get("agents") or {})), **dict(_cameo_agents(data.get("cameo_agents") or {}))}
    modifiers = {str(w): str(sector) for sector, words in (data.get("modifiers") or {}).items() for w in words}
    given = {str(name): str(gender) for gender, names in (data.get("given_names") or {}).items() for name in names}
    return Words(tuple(records), agents, modifiers, given, tuple(problems))


def _strange_keys(entry: Mapping[str, Any], known: Sequence[str], path: Path) -> Iterable[Problem]:
    """Yield the keys that say nothing to us: what stands under them would be lost."""
    mark = getattr(entry, "lc", None)
    for key in entry:
        if key not in known:
            line, column = mark.key(key) if mark is not None and key in (mark.data or ()) else (0, 0)
            near = get_close_matches(str(key), known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            yield Problem(f"{path.name}:{line + 1}:{column + 1}", f"unknown key {key!r}", hint)


def _entries(data: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
    """Yield every entry of the file with its kind; an entry for `each` of several people becomes one for each."""
    for entry in data.get("entities") or ():
        yield entry, str(entry.get("kind", "organization")) if isinstance(entry, Mapping) else ""
    for entry in data.get("people") or ():
        each = _list(entry.get("each")) if isinstance(entry, Mapping) else ()
        if not each:
            yield entry, "person"
        for name in each:
            yield _One(entry, names=[name], shared=len(each) > 1), "person"


class _One(dict[str, Any]):
    """One person's share of an entry that speaks of several; keeps the entry's place in the file."""

    def __init__(self, entry: Any, **own: Any) -> None:
        super().__init__({**{k: v for k, v in entry.items() if k != "each"}, **own})
        self.lc = getattr(entry, "lc", None)


def _place(path: Path, entry: Any) -> str:
    """Return file, line and column of an entry."""
    mark = getattr(entry, "lc", None)
    return f"{path.name}:{mark.line + 1}:{mark.col + 1}" if mark is not None else path.name


def _list(value: Any) -> tuple[str, ...]:
    """Return a scalar or a list as a tuple of strings."""
    if value is None or value == "":
        return ()
    return tuple(str(v) for v in value) if isinstance(value, Sequence) and not isinstance(value, str) else (str(value),)


def _record(entry: Any, kind: str, data: Mapping[str, Any], path: Path) -> tuple[Record | None, list[Problem]]:
    """Return one entry as a record, or the reasons why it is none."""
    where = _place(path, entry)
    strange = list(_strange_keys(entry, _KEYS, path)) if isinstance(entry, Mapping) else []
    if not isinstance(entry, Mapping) or not (entry.get("names") or entry.get("id")):
        return None, [*strange, Problem(where, "an entry has neither names nor id", "give it names: [...]")]
    if kind not in _KINDS:
        return None, [Problem(where, f"unknown kind {kind!r}", f"one of {', '.join(_KINDS)}")]
    country = str(entry.get("country", data.get("country", "")))
    forms = tuple((words, form) for key, form in _FORM_FIELDS for words in _list(entry.get(key)))
    identity = str(entry.get("id") or slug(country or "X", _list(entry.get("names"))[0]))
    roles, problems = _roles(entry, identity if kind == "country" else country, kind, path)
    codes = tuple((str(k), str(v)) for k, v in (entry.get("codes") or {}).items())
    prominent = str(entry.get("prominent", data.get("prominent", "true"))).lower() != "false"
    problems = strange + [replace(p, where=where, message=f"{identity}: {p.message}") for p in problems]
    surname = str(entry.get("surname", ""))
    return Record(identity, cast("EntityKind", kind), forms, roles, surname, country, where, codes, prominent), problems


def _roles(entry: Mapping[str, Any], country: str, kind: str, path: Path) -> tuple[tuple[Role, ...], list[Problem]]:
    """Return the roles of an entry, and what is wrong with those that cannot be read."""
    given = entry.get("roles") or ([{"sector": "GOV", "held": entry.get("held")}] if kind == "country" else [])
    items = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    source = PUBLIC_LIFE if entry.get("shared") else path.stem
    read = [parse_role(item, country, source) for item in items]
    if entry.get("shared"):
        read = [replace(r, title="") if isinstance(r, Role) else r for r in read]
    problems = [Problem("", r, "SECTOR[@COUNTRY] FIRST/LAST title") for r in read if isinstance(r, str)]
    return tuple(r for r in read if isinstance(r, Role)), problems


def slug(country: str, name: str) -> str:
    """Return the id that an entry without one is given."""
    return f"{country}-{name_key(name).replace(' ', '-')}"


def parse_role(item: Any, country: str, source: str) -> Role | str:
    """Return a role written as a mapping or as one line, or what is wrong with it."""
    if isinstance(item, str):
        found = _ROLE.fullmatch(item.strip())
        if not found:
            return f"cannot read the role {item!r}"
        sector, state, held, title = found.groups()
        if not held and _YEAR.match(title or ""):
            return f"the role {item!r} has a day, but no term: write FIRST/LAST, with .. for an open end"
        item = {"sector": sector.replace("-", ""), "country": state or country, "held": held, "title": title or ""}
    if not isinstance(item, Mapping):
        return f"cannot read the role {item!r}"
    try:
        first, last = [*str(item.get("held") or "../..").split("/"), ".."][:2]
        held = Period(_day(first), _day(last, end=True))
    except ValueError as error:
        return str(error)
    title, sector = str(item.get("title", "")), str(item.get("sector", ""))
    return Role(sector, str(item.get("country", country)), held, title, str(item.get("source", source)))


def _day(text: str, *, end: bool = False) -> date | None:
    """Return a day; a year or a month alone means its first or last day."""
    text = text.strip()
    if text in ("..", ""):
        return None
    if len(text) == 4:
        text += "-12" if end else "-01"
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        text += f"-{monthrange(year, month)[1]:02}" if end else "-01"
    return date.fromisoformat(text)


def _agents(data: Mapping[str, Any]) -> Iterable[tuple[str, Agent]]:
    """Yield nouns and their plurals; the key of a group is "SECTOR", "SECTOR weak" or "SECTOR@COUNTRY"."""
    for key, nouns in data.items():
        name, _, flag = str(key).partition(" ")
        sector, _, country = name.partition("@")
        agent = Agent(() if sector == "-" else tuple(sector.split("+")), flag == "weak", country)
        for noun in _list(nouns):
            yield noun, agent
            for plural in plurals(noun):
                yield plural, agent


def _cameo_agents(data: Mapping[str, Any]) -> Iterable[tuple[str, Agent]]:
    """Yield nouns of an imported dictionary; the key of a group is "SECTOR CODE"."""
    for key, nouns in data.items():
        sector, _, code = str(key).partition(" ")
        agent = Agent(() if sector == "-" else (sector,), code=code)
        yield from ((noun, agent) for noun in _list(nouns))


def is_cut_off(role: Role) -> bool:
    """Say whether a term ends only because its source ends there."""
    return role.held.last is not None and _LAST_DAYS.get(role.source) == role.held.last


def plurals(noun: str) -> tuple[str, ...]:
    """Return the regular plural of a noun phrase, () for words that end in s or have none."""
    if noun.endswith(("man", "woman")):
        return (noun[:-2] + "en",)
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return (noun[:-1] + "ies",)
    if noun.endswith(("ch", "sh", "x")):
        return (noun + "es",)
    return () if noun.endswith(("s", "men", "police", "people")) else (noun + "s",)


def merged(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records with those of one id, or one full name and country, joined; the first one leads."""
    found: dict[str, Record] = {}
    known: dict[tuple[str, str], str] = {}
    for record in records:
        keys = _person_keys(record)
        identity = record.id if record.id in found else next((known[k] for k in keys if k in known), record.id)
        old = found.get(identity)
        found[identity] = record if old is None else _joined(old, record)
        known.update(dict.fromkeys(keys, identity))
    return tuple(found.values())


def _person_keys(record: Record) -> list[tuple[str, str]]:
    """Return (country, full name) for each name of a person that has at least two words."""
    if record.kind != "person":
        return []
    keys = [name_key(name) for name in record.names]
    return [(record.country, key) for key in keys if " " in key]


def _joined(first: Record, second: Record) -> Record:
    """Return one record for two entries of the same entity."""
    keep = first.kind == "country" and bool(first.roles)
    roles = first.roles if keep else tuple(dict.fromkeys(first.roles + second.roles))
    return replace(
        first,
        forms=tuple(dict.fromkeys(first.forms + second.forms)),
        roles=roles,
        surname=first.surname or second.surname,
        codes=first.codes or second.codes,
        prominent=first.prominent or second.prominent,
    )
