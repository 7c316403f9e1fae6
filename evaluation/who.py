"""Measures who: countries and sectors of given participants, heads of state by day, imported dictionaries, speed.

usage: python evaluation/who.py [gold FILE] [plover] [reign] [factbook] [petrarch] [speed]
"""

from __future__ import annotations

import calendar
import csv
import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.codebook import load_codebook
from dateline.core import EventMention, Participant, Period, Report, Sentence, Span, Token, Trigger, When
from dateline.knowledge.entities import Knowledge, load_knowledge
from dateline.knowledge.spelling import name_key
from dateline.resolve.implied import resolve_implied
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
    sides = {
        s: tuple(participant(row, gold, p["text"]) for p in gold[s] if p["text"]) for s in ("actors", "recipients")
    }
    modes = tuple(gold["modes"])
    return EventMention("m", row["id"], index, Trigger(span, ()), gold["event_type"], modes, when=days, **sides)


def measure_gold(path: Path, knowledge: Knowledge, model: Any, limit: int = 0) -> None:
    """Print how often country and sector of given participants are right, and write the misses to standard error."""
    seen: Counter[str] = Counter()
    misses = []
    codebook = load_codebook(None)
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
            begin = time.process_time()
            resolved = resolve_who(mention, report, sentences, knowledge)
            resolved = resolve_implied(resolved, report, sentences, knowledge, codebook)
            spent += time.process_time() - begin
            seen["mentions"] += 1
            for side in ("actors", "recipients"):
                compare_side(row, gold, side, getattr(resolved, side), seen, misses)
    print(path.name, f"{spent / max(1, seen['mentions']) * 1000:.2f} ms a mention")
    for what in ("actors", "recipients"):
        worded = share(seen, what + " set, words")
        print(f"  {what}: sets of countries {share(seen, what + ' set')}, of those with words {worded}")
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


PRONOUNS = frozenset(
    {*("he", "she", "they", "it", "we", "i", "him", "them"), *("his", "her", "their", "its", "who", "us")}
)


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
    if wanted or found:
        same = {p["country"] for p in wanted} == {p.country for p in found}
        count(seen, side + " set", same)
        if wanted and all(p["text"] for p in wanted):
            count(seen, side + " set, words", same)
    worded = [p for p in wanted if p["text"]]
    for number, (want, got) in enumerate(zip(worded, found, strict=False)):
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
                bodies = {"UNO": "IGO", "EUR": "IGO"}  # the set of 2016 knows no codes of their own for them
                right = want["code"] in {got.country, bodies.get(got.country)} or (not want["code"] and not got.country)
                count(seen, "country", right)
                sector = want["sector"][:3].replace("***", "")
                if sector:
                    count(seen, "sector", sector in got.sectors[:2])
                if not right or (sector and sector not in got.sectors[:2]):
                    print(
                        "   ", words, "|", want["code"], want["sector"], "|", got.country, got.sectors, "|", text[:110]
                    )
    print("plover_gsr: country", share(seen, "country"), "sector", share(seen, "sector"))


def measure_petrarch(model: Any) -> None:
    """Print how many records of the PETRARCH validation suite have exactly the expected actor codes."""
    from dateline.knowledge.phoenix import read_phoenix
    from dateline.knowledge.phoenix_import import entity_file, own_knowledge

    folder = SHARED / "data" / "actors" / "phoenix"
    read = [read_phoenix((folder / f"PETR.Validate.{kind}.txt").read_text(), kind) for kind in ("actors", "agents")]
    knowledge = own_knowledge(entity_file(read))
    seen: Counter[str] = Counter()
    for row in rows(SHARED / "data" / "petrarch" / "upetrarch_validate_2_02.jsonl"):
        if row["category"] not in {"ACTOR", "AGENT", "DATE", "COMPOUND"} or not row["evaluate"]:
            continue
        day = date.fromisoformat(f"{row['date'][:4]}-{row['date'][4:6]}-{row['date'][6:]}")
        wanted = {(e["source"], e["target"]) for e in row["expected"]}
        found = dyads(row["text"], knowledge, Period.day(day), model)
        count(seen, row["category"], wanted == found)
        if wanted != found:
            print("   ", row["id"], row["text"][:90], sorted(wanted), sorted(found))
    for category in ("ACTOR", "AGENT", "DATE", "COMPOUND"):
        print("petrarch", category, share(seen, category))


def dyads(text: str, knowledge: Knowledge, during: Period, model: Any) -> set[tuple[str, str]]:
    """Return (source, target) codes of a sentence: what stands before its first verb against what follows each verb."""
    from dateline.resolve.cameo import cameo_codes

    found: set[tuple[str, str]] = set()
    for sentence in model.parse(Report("r", "", text)):
        for verb, before, after in clauses(sentence):
            sources = cameo_codes(words_at(text, sentence, before), knowledge, during)
            targets = [c for c in cameo_codes(words_at(text, sentence, after), knowledge, during) if c not in sources]
            found |= {(s, t) for s in sources for t in targets}
            form = sentence.tokens[verb].form
            if form in {"met", "meet"} or (form in {"renewed", "agree", "agreed"} and not targets):
                pairs = {(s, t) for s in sources for t in (targets or sources) if s != t}
                found |= pairs | {(t, s) for s, t in pairs}
    return found


def clauses(sentence: Sentence) -> Iterator[tuple[int, list[int], list[int]]]:
    """Yield verb, words before the first verb, and words behind each main verb up to the next clause."""
    tokens = sentence.tokens
    events = {i for trigger in sentence.triggers for i in sentence.tokens_in(trigger.span)}
    verbs = [
        i
        for i, t in enumerate(tokens)
        if i and (t.upos in {"VERB", "AUX"} or (i in events and t.form.endswith("ed") and tokens[i - 1].upos != "DET"))
    ]
    if not verbs:
        return
    ends = next((i for i, t in enumerate(tokens) if i > verbs[0] and t.form in {"after", "that"}), len(tokens))
    begins = [verbs[0], *(v for v in verbs[1:] if tokens[v - 1].form == "and" and v < ends)]
    for begin, end in zip(begins, [*begins[1:], ends], strict=True):
        verb = next((v for v in reversed(verbs) if begin <= v < end and v <= begin + 5), begin)
        yield verb, list(range(verbs[0])), list(range(begin + 1, end))


def words_at(text: str, sentence: Sentence, indices: list[int]) -> str:
    """Return words of a sentence as they stand in the text."""
    if not indices:
        return ""
    return text[sentence.tokens[indices[0]].span.start : sentence.tokens[indices[-1]].span.end]


def measure_reign(knowledge: Knowledge) -> None:
    """Print for how many of 300 days drawn from REIGN the leader is among the heads known."""
    spells = reign_spells(SHARED / "data" / "actors" / "reign" / "leaderlist_3_21.csv")
    by_cow = {str(c): e.id for e in knowledge.entities() if e.kind == "country" for c in [cow_of(knowledge, e.id)] if c}
    draw = random.Random(20201231)
    seen: Counter[str] = Counter()
    while seen["reign all"] < 300:
        code, leader, first, last = draw.choice(spells)
        day = date.fromordinal(draw.randint(first.toordinal(), last.toordinal()))
        if not date(1950, 1, 1) <= day <= date(2020, 12, 31):
            continue
        state = state_of(code, day, by_cow)
        heads = knowledge.heads(state, Period.day(day))
        words = set(name_key(leader).split())
        right = any(words & set(name_key(name).split()) for entity, _ in heads for name in entity.names)
        count(seen, "reign", right)
        if not right:
            print("   ", code, state, leader, day, [e.name for e, _ in heads])
    print("reign", share(seen, "reign"))


def cow_of(knowledge: Knowledge, identity: str) -> str:
    """Return the COW number of a state, "" if it has none."""
    return knowledge.codes_of(identity).get("cow", "")


def state_of(code: str, day: date, by_cow: dict[str, str]) -> str:
    """Return the state that a COW number stood for on a day."""
    renamed = {
        "260": "DEU",
        "678": "YEM",
        "365": "RUS",
        "345": "YUG" if day < date(1992, 4, 27) else "SRB",
        "316": "CZE",
    }
    renamed["315"] = "CSK" if day < date(1993, 1, 1) else "CZE"
    return renamed.get(code) or by_cow.get(code, "")


def reign_spells(path: Path) -> list[tuple[str, str, date, date]]:
    """Return (COW number, leader, first day, last day) of every term whose days the table tells without doubt."""
    found = []
    with path.open(encoding="latin-1") as lines:
        for row in csv.DictReader(lines):
            if not row["syear"] or not row["eyear"].strip():
                continue
            first = date(int(row["syear"]), int(row["smonth"]), 1) + timedelta(days=31)
            last = date(int(row["eyear"]), int(row["emonth"] or 12), 1) - timedelta(days=1)
            if first < last:
                found.append((row["ccode"], row["leader"].strip(), first, last))
    return found


def measure_factbook(knowledge: Knowledge) -> None:
    """Print for how many of 60 days 2021-2026 the Factbook's chiefs of state and heads of government are known."""
    draw = random.Random(2026)
    since = re.compile(r"([A-Z][^;()]*?) \(since (\d{1,2}) ([A-Z][a-z]+) (\d{4})\)")
    months = {m: i for i, m in enumerate(calendar.month_name)}
    cases = []
    table = {
        r["FIPS"].lower(): r["ISO3166-1-Alpha-3"] for r in country_rows() if r["FIPS"] and r["is_independent"] == "Yes"
    }
    for path in sorted((SHARED / "data" / "actors" / "factbook").glob("*/*.json")):
        text = json.dumps(json.loads(path.read_text(encoding="utf8")).get("Government", {}).get("Executive branch", {}))
        cases += [(table.get(path.stem, ""), m) for m in since.finditer(text) if m[3] in months]
    seen: Counter[str] = Counter()
    for state, found in draw.sample(known := [c for c in cases if c[0]], len(known)):
        begin = date(int(found[4]), months[found[3]], int(found[2]))
        first = max(begin, date(2021, 1, 1))
        if first > date(2026, 4, 30) or seen["factbook all"] >= 60:
            continue
        day = date.fromordinal(draw.randint(first.toordinal(), date(2026, 4, 30).toordinal()))
        wanted = {w for w in name_key(found[1]).split()[1:] if len(w) > 3}
        heads = knowledge.heads(state, Period.day(day))
        right = any(wanted & set(name_key(name).split()) for entity, _ in heads for name in entity.names)
        count(seen, "factbook", right)
        if not right:
            print("   ", state, found[1], day, [e.name for e, _ in heads])
    print("factbook", share(seen, "factbook"))


def country_rows() -> list[dict[str, str]]:
    """Return the rows of the table of country codes."""
    with (SHARED / "data" / "actors" / "country_codes" / "country-codes.csv").open(encoding="utf8") as lines:
        return list(csv.DictReader(lines))


def measure_speed() -> None:
    """Print the time to load and the number of look-ups a second."""
    from dateline.knowledge.entities import _load_shipped

    _load_shipped.cache_clear()
    begin = time.process_time()
    knowledge = load_knowledge()
    loaded = time.process_time() - begin
    names = [e.name for e in knowledge.entities()][:20000]
    begin = time.process_time()
    for name in names:
        knowledge.lookup_name(name)
    spent = time.process_time() - begin
    print(f"loads in {loaded:.2f} s; {len(names) / spent:,.0f} look-ups a second; {len(knowledge)} entities")


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
    if "reign" in words:
        measure_reign(knowledge)
    if "factbook" in words:
        measure_factbook(knowledge)
    if "speed" in words:
        measure_speed()
    if "petrarch" in words:
        measure_petrarch(model)


if __name__ == "__main__":
    main()
