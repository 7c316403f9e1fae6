"""Measures coreference on GUM: pronouns and nouns that point back to somebody with a name.

usage: python evaluation/coreference.py [train] [show]
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dateline.core import Period, Report, Span
from dateline.knowledge.entities import load_knowledge
from dateline.knowledge.spelling import name_key
from dateline.language import load_model
from dateline.resolve.actors import Setting
from dateline.resolve.conduct import Place
from dateline.resolve.who import referents_of, resolve_actor

TREEBANKS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "treebanks"
_OPEN = re.compile(r"\(([^()]+)")
_TAGS = re.compile(r"\([^()]+\)?|[^()]+\)")
GENRES = re.compile(r"GUM_(news|interview)")
KINDS = frozenset({"person", "organization", "place"})


@dataclass
class Mention:
    """A mention of the gold: its words, chain, kind, and the tag of its head."""

    chain: str
    kind: str
    start: int
    end: int
    tags: list[str] = field(default_factory=list)


def documents(path: Path) -> list[tuple[str, str, list[Mention]]]:
    """Return (name, text, mentions) of the news and interview documents."""
    found: list[tuple[str, str, list[Mention]]] = []
    name, text, mentions, stack = "", "", list[Mention](), list[Mention]()
    parts: dict[str, str] = {}
    for line in [*path.read_text(encoding="utf8").splitlines(), "# newdoc id = end"]:
        if line.startswith("# newdoc id"):
            if re.match(GENRES, name):
                found.append((name, text, mentions))
            name, text, mentions, stack = line.split("= ")[1], "", [], []
        elif not line and text:
            text = text.rstrip(" ") + "\n"
        elif line and line[0].isdigit():
            cells = line.split("\t")
            text = token(cells, text, mentions, stack) + space_after(cells, parts)
    return found


def space_after(cells: list[str], parts: dict[str, str]) -> str:
    """Return what follows a row: nothing inside a word of several tokens ("don't"), behind it what follows the word."""
    space = "" if "SpaceAfter=No" in cells[9] else " "
    if "-" in cells[0]:
        first, last = (int(number) for number in cells[0].split("-"))
        parts.clear()
        parts.update({str(number): "" for number in range(first, last)} | {str(last): space})
        return ""
    return "" if "." in cells[0] else parts.pop(cells[0], space)


def token(cells: list[str], text: str, mentions: list[Mention], stack: list[Mention]) -> str:
    """Add one row of the file to text and mentions; return the text so far."""
    if "." in cells[0] or "-" in cells[0]:
        return text
    misc = dict(p.split("=", 1) for p in cells[9].split("|") if "=" in p)
    start = len(text)
    text += cells[1]
    tags = _TAGS.findall(misc.get("Entity", ""))
    for tag in tags:
        if tag.startswith("("):
            parts = tag.strip("()").split("-")
            stack.append(Mention(parts[0], parts[1] if len(parts) > 1 else "", start, start))
    for mention in stack:
        mention.tags.append(cells[3])
    for tag in tags:
        if tag.endswith(")"):
            chain = tag.strip("()").split("-")[0]
            mention = next(m for m in reversed(stack) if m.chain == chain)
            mention.end = len(text)
            stack.remove(mention)
            mentions.append(mention)
    return text


def main() -> None:
    """Print the share of pronouns and nouns that are linked to the right name."""
    model, knowledge = load_model(), load_knowledge()
    seen: Counter[str] = Counter()
    part = "train" if "train" in sys.argv else "dev"
    for name, text, mentions in documents(TREEBANKS / f"en_gum-{part}.conllu"):
        report = Report(name, "", text, date(2016, 1, 1))
        measure(report, mentions, model.parse(report), knowledge, seen)
    for kind in ("pronoun", "noun", "all"):
        right, total = seen[f"{kind} right"], seen[f"{kind} all"]
        print(f"gum {part} {kind}: {right / max(1, total):.3f} ({right}/{total})")


def measure(report: Report, mentions: list[Mention], sentences: Any, knowledge: Any, seen: Counter[str]) -> None:
    """Count what is right of one document."""
    referents = referents_of(report, sentences, knowledge)
    day = Period(report.published, report.published)
    setting = Setting(knowledge, day, referents.own, referents.kinds, day)
    names: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if "PROPN" in mention.tags and mention.kind in KINDS:
            names[mention.chain].append(mention)
    for mention in sorted(mentions, key=lambda m: m.start):
        words = report.text[mention.start : mention.end]
        earlier = [n for n in names[mention.chain] if n.start < mention.start]
        kind = "pronoun" if mention.tags == ["PRON"] else "noun" if "PROPN" not in mention.tags else ""
        if not earlier or not kind or mention.kind not in KINDS:
            continue
        if kind == "noun" and not words.lower().startswith(("the ", "this ", "that ", "these ")):
            continue
        index = next((s.index for s in sentences if s.span.start <= mention.start < s.span.end), 0)
        actor = resolve_actor(Place(Span(mention.start, mention.end), words, index), referents, setting)
        called = names_of(actor, knowledge)
        good = any(same(one, report.text[n.start : n.end]) for n in names[mention.chain] for one in called)
        for key in (kind, "all"):
            seen[f"{key} all"] += 1
            seen[f"{key} right"] += good
        if not good and "show" in sys.argv:
            print(f"  {report.id}: {words!r} is {report.text[earlier[0].start : earlier[0].end]!r}, not {actor.name!r}")


def names_of(actor: Any, knowledge: Any) -> tuple[str, ...]:
    """Return every name of whoever was found: "NATO" is the North Atlantic Treaty Organization."""
    entity = knowledge.lookup_entity(actor.entity_id) if actor.entity_id else None
    return (actor.name, *entity.names) if entity is not None else (actor.name,)


def same(name: str, other: str) -> bool:
    """Say whether two names are the same or share a word that tells."""
    key = name_key(name)
    return (bool(key) and key == name_key(other)) or bool(
        {w for w in name_key(name).split() if len(w) > 2} & set(name_key(other).split())
    )


if __name__ == "__main__":
    main()
