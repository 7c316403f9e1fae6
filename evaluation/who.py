"""Measures who: countries and sectors of given participants, heads of state by day, imported dictionaries, coreference.

usage: python evaluation/who.py [gold FILE] [plover] [reign] [factbook] [petrarch] [gum] [speed]
"""

from __future__ import annotations

import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.core import EventMention, Name, Participant, Period, Report, Sentence, Span, Token, Trigger, When
from dateline.knowledge.entities import Knowledge, load_knowledge
from dateline.resolve.who import resolve_who

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def report_of(row: dict[str, Any]) -> Report:
    """Return a gold row as a report."""
    day = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    return Report(row["id"], row.get("title") or "", row["text"], day)


def light_sentences(row: dict[str, Any]) -> tuple[Sentence, ...]:
    """Return the gold's sentences with words but without a tree, for use where there is no model."""
    found = []
    for index, (start, end) in enumerate(row["sentences"]):
        words = tuple(
            Token(Span(start + m.start(), start + m.end()), m.group(), m.group().lower(), "X", (), None, "dep")
            for m in _TOKEN.finditer(row["full"][start:end])
        )
        found.append(Sentence(index, Span(start, end), words))
    return tuple(found)


def parsed(row: dict[str, Any], report: Report, model: Any) -> tuple[Sentence, ...]:
    """Return the model's sentences, or light ones without a model."""
    return model.parse(report) if model is not None else light_sentences(row)


def participant(row: dict[str, Any], mention: dict[str, Any], text: str) -> Participant:
    """Return a gold participant as the walk would hand it over: its words and where they stand."""
    start, end = row["sentences"][mention["sentence"]]
    if not text:
        return Participant(None, "")
    places = [m.start() for m in re.finditer(re.escape(text), row["full"][start:end])]
    if not places:
        return Participant(None, text)
    near = min(places, key=lambda p: abs(start + p - (mention["start"] or start)))
    return Participant(Span(start + near, start + near + len(text)), text)


def mention_of(row: dict[str, Any], gold: dict[str, Any], sentences: tuple[Sentence, ...]) -> EventMention:
    """Return a gold mention with nothing resolved."""
    span = Span(gold["start"], gold["end"])
    index = next((s.index for s in sentences if s.span.start <= span.start < s.span.end), 0)
    when = gold.get("when")
    days = None
    if when and when.get("first"):
        days = When(Period(date.fromisoformat(when["first"]), date.fromisoformat(when["last"])), "text")
    sides = {s: tuple(participant(row, gold, p["text"]) for p in gold[s]) for s in ("actors", "recipients")}
    return EventMention("m", row["id"], index, Trigger(span, ()), gold["event_type"], when=days, **sides)


def measure_gold(path: Path, knowledge: Knowledge, model: Any, limit: int = 0) -> None:
    """Print how often country and sector of given participants are right, and write the misses to standard error."""
    seen: Counter[str] = Counter()
    misses = []
    spent = 0.0
    for number, row in enumerate(rows(path)):
        if limit and number >= limit:
            break
        report = report_of(row)
        sentences = parsed(row, report, model)
        for gold in row["mentions"]:
            if gold.get("optional"):
                continue
            mention = mention_of(row, gold, sentences)
            begin = time.perf_counter()
            resolved = resolve_who(mention, report, sentences, knowledge)
            spent += time.perf_counter() - begin
            seen["mentions"] += 1
            for side in ("actors", "recipients"):
                compare_side(row, gold, side, getattr(resolved, side), seen, misses)
    print(path.name, f"{spent / max(1, seen['mentions']) * 1000:.2f} ms a mention")
    for what in ("actors", "recipients"):
        print(
            f"  {what}: sets of countries {share(seen, what + ' set')}, of those with words {share(seen, what + ' set, words')}"
        )
        for field in ("country", "sector"):
            print(f"    {field}: {share(seen, f'{what} {field}')}  pronouns {share(seen, f'{what} {field} pronoun')}")
    print(f"  sector of the first actor {share(seen, 'first sector')}")
    with Path("/tmp/who_misses.tsv").open("w", encoding="utf8") as out:
        out.writelines("\t".join(miss) + "\n" for miss in misses)


def share(seen: Counter[str], key: str) -> str:
    """Return right / all as a share."""
    right, total = seen[key + " right"], seen[key + " all"]
    return f"{right / total:.3f} ({right}/{total})" if total else "-"


def count(seen: Counter[str], key: str, right: bool) -> None:
    """Count one comparison."""
    seen[key + " all"] += 1
    seen[key + " right"] += right


PRONOUNS = frozenset("he she they it we i him them his her their its who us our my me".split())


def compare_side(
    row: dict[str, Any],
    gold: dict[str, Any],
    side: str,
    found: tuple[Participant, ...],
    seen: Counter[str],
    misses: list[Any],
) -> None:
    """Count what is right of one side of one mention."""
    wanted = gold[side]
    if wanted:
        same = {p["country"] for p in wanted} == {p.country for p in found}
        count(seen, side + " set", same)
        if all(p["text"] for p in wanted):
            count(seen, side + " set, words", same)
    for number, (want, got) in enumerate(zip(wanted, found, strict=False)):
        if not want["text"]:
            continue
        tail = " pronoun" if want["text"].lower() in PRONOUNS else ""
        count(seen, f"{side} country{tail}", want["country"] == got.country)
        count(seen, f"{side} sector{tail}", want["sector"] in (got.sector, *got.sectors[:1]))
        if side == "actors" and number == 0:
            count(seen, "first sector", want["sector"] == got.sector)
        if want["country"] != got.country or want["sector"] != got.sector:
            start, end = row["sentences"][gold["sentence"]]
            misses.append(
                (
                    "C" if want["country"] != got.country else "-",
                    "S" if want["sector"] != got.sector else "-",
                    side[0],
                    gold["event_type"],
                    want["text"],
                    want["name"],
                    f"{want['country']}:{want['sector']}",
                    f"{got.country}:{got.sector}",
                    got.name,
                    row["full"][start:end].replace("\n", " "),
                )
            )


def measure_plover(knowledge: Knowledge, model: Any) -> None:
    """Print country and sector of the PLOVER gold standard's actor texts."""
    seen: Counter[str] = Counter()
    for row in rows(SHARED / "data" / "plover_gsr" / "visible.jsonl"):
        text = unicodedata.normalize("NFC", row["text"])
        report = Report(row["id"], "", text, date.fromisoformat(row["date"]) if row.get("date") else None)
        fake = {"full": text, "sentences": [[0, len(text)]]}
        sentences = parsed(fake, report, model)
        for side in ("source", "target"):
            for want in row[side]:
                words = want["actorText"]
                place = text.find(words)
                who = Participant(Span(place, place + len(words)) if place >= 0 else None, words)
                mention = EventMention("m", row["id"], 0, Trigger(Span(0, 1), ()), row["event_type"], actors=(who,))
                got = resolve_who(mention, report, sentences, knowledge).actors[0]
                right = got.country == want["code"] or (want["code"] == "" and not got.country)
                count(seen, "country", right)
                sector = want["sector"][:3]
                if sector:
                    count(seen, "sector", sector in got.sectors[:2])
                if not right or (sector and sector not in got.sectors[:2]):
                    print(
                        "   ", words, "|", want["code"], want["sector"], "|", got.country, got.sectors, "|", text[:110]
                    )
    print("plover_gsr: country", share(seen, "country"), "sector", share(seen, "sector"))


def load_model_or_none() -> Any:
    """Return the language model, None where it is not built."""
    try:
        from dateline.language import load_model

        return load_model()
    except (ImportError, OSError, FileNotFoundError) as error:
        print(f"no model ({error}): words without a tree", file=sys.stderr)
        return None


def main() -> None:
    """Run the measurements named on the command line."""
    knowledge = load_knowledge()
    words = sys.argv[1:]
    model = None if "light" in words else load_model_or_none()
    if "gold" in words:
        name = words[words.index("gold") + 1]
        limit = int(words[words.index("limit") + 1]) if "limit" in words else 0
        measure_gold(SHARED / "gold" / f"{name}.jsonl", knowledge, model, limit)
    if "plover" in words:
        measure_plover(knowledge, model)


if __name__ == "__main__":
    main()
