"""Reads CAMEO/PETRARCH actor and agent dictionaries, so that a lab's decades of work are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.core import Period, Problem

_CODES = re.compile(r"\[([^\]]*)\]")
_TERM = re.compile(r"^\s*([A-Za-z~*+#/-]*)\s*([<>]?)\s*(\d{6,8})?\s*(?:-\s*(\d{6,8}))?\s*$")
_MARKUP = re.compile(r"<\s*!\s*--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """A code and the days on which it holds."""

    code: str
    held: Period


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of the dictionary: its names and codes in the order of the file."""

    names: tuple[str, ...]
    terms: tuple[Term, ...]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AgentEntry:
    """An agent noun with its plurals; `code` carries "~" where the actor's code goes."""

    names: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a dictionary file holds, and the lines that could not be read."""

    actors: tuple[ActorEntry, ...]
    agents: tuple[AgentEntry, ...]
    problems: tuple[Problem, ...]


def read_phoenix(text: str, origin: str = "") -> Dictionary:
    """Return the actors and agents of a dictionary in the TABARI/PETRARCH form."""
    actors: list[ActorEntry] = []
    agents: list[AgentEntry] = []
    problems: list[Problem] = []
    shortcuts: dict[str, tuple[str, ...]] = {}
    for number, block in _blocks(_MARKUP.sub(_blank, text)):
        if block[0].startswith("!") and "=" in block[0]:
            mark, forms = block[0].split("=", 1)
            shortcuts[mark.strip()] = tuple(f.strip() for f in forms.split("#")[0].split(","))
            continue
        try:
            if "~" in block[0]:
                agents.append(_agent(block[0], shortcuts))
            else:
                actors.append(_actor(block))
        except ValueError as error:
            problems.append(Problem(f"{origin}:{number}", str(error), "expected NAME [CODE days]"))
    return Dictionary(tuple(actors), tuple(agents), tuple(problems))


def _blank(found: re.Match[str]) -> str:
    """Keep the line numbers when a comment is taken out."""
    return "\n" * found.group().count("\n")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each head line with the synonyms and codes that belong to it."""
    block: list[str] = []
    begun = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] == "+" or (line[0] in " \t" and block):
            block.append(line)
            continue
        if block:
            yield begun, block
        block, begun = [line], number
    if block:
        yield begun, block


def _actor(block: list[str]) -> ActorEntry:
    """Return the entry of one block."""
    names, terms, comments = [], [], []
    for line in block:
        words, _, comment = line.partition("#")
        if comment:
            comments.append(comment.strip())
        name = _CODES.sub("", words).strip().lstrip("+")
        if name:
            names.append(_spaced(name))
        terms += [term for code in _CODES.findall(words) if (term := _term(code))]
    if not names:
        raise ValueError("an actor without a name")
    return ActorEntry(tuple(dict.fromkeys(names)), tuple(terms), " ".join(comments))


def _spaced(name: str) -> str:
    return " ".join(name.replace("_", " ").split())


def _term(text: str) -> Term | None:
    """Return one dated code; None where it is no code at all."""
    found = _TERM.match(text)
    if not found or not found.group(1):
        return None
    code, relation, first, last = found.groups()
    begin = _day(first) if first else None
    end = _day(last) if last else None
    if relation == "<":
        return Term(code, Period(None, begin - timedelta(days=1) if begin else None))
    if relation == ">":
        return Term(code, Period(begin, None))
    if begin and end and end < begin:
        raise ValueError(f"the days of {code} end before they begin")
    return Term(code, Period(begin, end if last else None))


def _day(text: str) -> date:
    """Return the day of YYMMDD or YYYYMMDD; days past a month's end become its last."""
    full = text if len(text) == 8 else ("19" if int(text[:2]) > 30 else "20") + text[:4] + text[4:6].zfill(2)
    year, month, day = int(full[:4]), max(1, int(full[4:6])), max(1, int(full[6:8]))
    if month > 12:
        raise ValueError(f"no such month: {text}")
    for last in range(day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, day)


def _agent(line: str, shortcuts: dict[str, tuple[str, ...]]) -> AgentEntry:
    """Return one agent with its regular or given plurals and its shortcuts spelled out."""
    words = line.partition("#")[0]
    code = next(iter(_CODES.findall(words)), "").strip()
    if not code:
        raise ValueError("an agent without a code")
    given = re.search(r"\{([^}]*)\}", words)
    name = re.sub(r"\{[^}]*\}|\[[^\]]*\]", "", words).strip()
    names = [_spaced(n) for n in _expanded(name, shortcuts)]
    plural = (
        []
        if given and not given.group(1).strip()
        else [_spaced(p) for p in given.group(1).split(",")]
        if given
        else [_plural(n) for n in names]
    )
    return AgentEntry(tuple(dict.fromkeys([*names, *plural])), code)


def _expanded(name: str, shortcuts: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    for mark, forms in shortcuts.items():
        if mark in name:
            return tuple(name.replace(mark, form) for form in forms)
    return (name,)


def _plural(name: str) -> str:
    """Return the regular English plural of a name in capitals."""
    if name.endswith("Y") and name[-2:-1] not in tuple("AEIOU"):
        return name[:-1] + "IES"
    return name + ("ES" if name.endswith(("S", "X", "CH", "SH", "Z")) else "S")
