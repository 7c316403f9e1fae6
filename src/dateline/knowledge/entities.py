"""Who is who: look-ups of names, nouns and offices in what is known, for the day that matters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from dateline.core import Entity, EntityKind, Period, Problem, Role
from dateline.knowledge.compiled import Compiled, compile_words, is_head, load_compiled, made_roles, merged_tables
from dateline.knowledge.sources import FORMS, Agent, read_words
from dateline.knowledge.spelling import name_key, sound_key

Match = Literal["exact", "surname", "sound"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant by a name.

    Attributes:
        entity: who it may be.
        form: what kind of word the name is: name, adjective, demonym, metonym, place, capital, spelling, abbreviation.
        match: exact, surname (the family name alone) or sound (another transliteration).
        roles: the roles held during the days asked for; all of them when no days were given.
    """

    entity: Entity
    form: str
    match: Match
    roles: tuple[Role, ...]


class KnowledgeError(Exception):
    """Entity files cannot be used; `problems` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.message}" for p in problems))

    def __reduce__(self) -> tuple[type[KnowledgeError], tuple[tuple[Problem, ...]]]:
        """Say how a worker hands the error to the process that waits for it."""
        return KnowledgeError, (self.problems,)


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything known of actors; made by `load_knowledge`, never changed."""

    version: str
    tables: Compiled
    _made: dict[int, Entity] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.tables["entities"])

    def entity_at(self, place: int) -> Entity:
        """Return the entity at a place of the tables."""
        made = self._made.get(place)
        if made is None:
            identity, kind, names, roles, _, _ = self.tables["entities"][place]
            made = Entity(identity, cast("EntityKind", kind), tuple(names), made_roles(roles, self.tables["titles"]))
            self._made[place] = made
        return made

    def lookup_entity(self, identity: str) -> Entity | None:
        """Return the entity with this id, None if there is none."""
        place = self._places.get(identity)
        return None if place is None else self.entity_at(place)

    @property
    def _places(self) -> dict[str, int]:
        places = self.tables.get("places")
        if places is None:
            found = list(enumerate(self.tables["entities"]))
            places = {entry[0]: place for place, entry in reversed(found)}  # an own entry stands before the shipped one
            self.tables["places"] = places
        return cast("dict[str, int]", places)

    def entities(self) -> Iterable[Entity]:
        """Yield every entity, in the order of the tables."""
        return (self.entity_at(place) for place in range(len(self)))

    def codes_of(self, identity: str) -> dict[str, str]:
        """Return the codes of an entity in other systems (iso2, cow, wikidata …), empty if none are known."""
        place = self._places.get(identity)
        return {} if place is None else dict(self.tables["entities"][place][4])

    def is_prominent(self, identity: str) -> bool:
        """Say whether the entity is known widely enough to be called by the family name alone."""
        place = self._places.get(identity)
        return place is not None and bool(self.tables["entities"][place][5])

    def find_forms(self, key: str) -> tuple[tuple[int, str], ...]:
        """Return (place, form) of everything that goes by this key (see `name_key`)."""
        return tuple((code >> 3, FORMS[code & 7]) for code in self.tables["names"].get(key, ()))

    def lookup_name(self, words: str, during: Period | None = None) -> tuple[Candidate, ...]:
        """Return everybody whom these words may name, those in office during the days first.

        Exact names come first; only where there are none, family names, then other transliterations.
        """
        key = name_key(words)
        exact = [(place, form, "exact") for place, form in self.find_forms(key)]
        found = exact or [(place, "name", "surname") for place in self.tables["surnames"].get(key, ())]
        if not found and " " in key:
            found = [(place, "name", "sound") for place in self.tables["sounds"].get(sound_key(words), ())]
        made = [self._candidate(place, form, cast("Match", match), during) for place, form, match in found]
        return tuple(sorted(made, key=lambda c: (not c.roles, bool(c.entity.kind == "person" and c.match != "exact"))))

    def _candidate(self, place: int, form: str, match: Match, during: Period | None) -> Candidate:
        entity = self.entity_at(place)
        return Candidate(entity, form, match, entity.roles_during(during) if during else entity.roles)

    def who(self, name: str, on: Period | None = None) -> tuple[Candidate, ...]:
        """Return everybody whom `name` may mean with the roles held on those days."""
        return self.lookup_name(name, on)

    def heads(self, country: str, during: Period) -> tuple[tuple[Entity, Role], ...]:
        """Return heads of state and government of a country during those days, with the office."""
        places = self.tables["heads"].get(country, ())
        rows = [(self.entity_at(p), role) for p in places for role in self.entity_at(p).roles_during(during)]
        return tuple((e, r) for e, r in rows if r.country == country and is_head(r.title))

    def longest(self, word: str) -> int:
        """Return the number of words of the longest name or noun that begins with this key word, 0 if none does."""
        return int(self.tables["starts"].get(word, 0))

    def has_words(self, key: str) -> bool:
        """Say whether anybody or anything is called by this key: a name, a noun, a colouring word or a town."""
        return key in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        tables = (self.tables[table] for table in ("names", "agents", "modifiers", "towns"))
        return frozenset().union(*tables)

    def lookup_agent(self, key: str) -> Agent | None:
        """Return what is known of a noun for somebody who acts, None if it is none."""
        row = self.tables["agents"].get(key)
        return Agent(tuple(row[0]), bool(row[1]), *row[2:4]) if row else None

    def lookup_modifier(self, key: str) -> str:
        """Return the sector that a word before a noun gives it ("rebel": REB), "" if it gives none."""
        return str(self.tables["modifiers"].get(key, ""))


def load_knowledge(paths: Sequence[Path] = ()) -> Knowledge:
    """Return what is shipped, with the entity files at `paths` (files or folders) added.

    An entry of an own file whose id is known replaces names and roles of the shipped one by adding its own in front.
    Raises `KnowledgeError` when an own file has faults.
    """
    shipped = _load_shipped()
    if not paths:
        return shipped
    found = [path for given in paths for path in _yaml_files(Path(given))]
    words = [read_words(path) for path in found]
    problems = [problem for w in words for problem in w.problems]
    if problems:
        raise KnowledgeError(problems)
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:8]
    return Knowledge(f"{shipped.version}+{mark}", merged_tables(shipped.tables, compile_words(words)))


def _yaml_files(path: Path) -> list[Path]:
    """Return a file itself, or the YAML files of a folder in the order of their names."""
    if path.is_dir():
        return sorted(path.rglob("*.yaml"))
    if not path.is_file():
        raise KnowledgeError([Problem(str(path), "no such file or folder", "give a YAML file or a folder of them")])
    return [path]


@cache
def _load_shipped() -> Knowledge:
    """Return what is shipped; read once, as it is never changed."""
    tables: dict[str, Any] = load_compiled(Path(str(files("dateline") / "resources" / "entities" / "compiled.json.gz")))
    return Knowledge(str(tables["version"]), tables)
