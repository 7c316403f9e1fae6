"""Measure where: toponyms to places, and events to their places.

    python evaluation/where.py toponyms ../shared/data/geoparsing
    python evaluation/where.py country ../shared/gold/dev.jsonl
    python evaluation/where.py verbs ../shared/data/event_location/train.jsonl --sample 1000
    python evaluation/where.py speed ../shared/gold/dev.jsonl

`toponyms`: the words of each place name are given; how often, over all of them, a point within 161 km is found, and
the place meant: LGL has GeoNames ids; GeoVirus has pages and points, and there a place counts that lies within 50 km,
or the country, region, land, sea or continent whose name the page bears. Both also in halves: one fitted the weights.
`country`: the words of a place are given (gold `where.text`); how often its country is right; then P, R, F of where
with the triggers given. `verbs`: for a given verb, how far the place found and the place marked are the same words.
`speed`: look-ups a second, microseconds a mention.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from toponyms import is_meant, is_near, read_toponyms

from dateline.core import Argument, EventMention, Report, Sentence, Span, Trigger
from dateline.knowledge.gazetteer import load_gazetteer
from dateline.language import load_model
from dateline.resolve.place_words import load_place_weights, load_place_words
from dateline.resolve.toponyms import resolve_toponyms
from dateline.resolve.where import resolve_where


def measure_toponyms(folder: Path, show: int) -> None:
    """Print the figures of both sets, and of each the half that the weights are fitted on and the other."""
    gazetteer = load_gazetteer()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    wrong: Counter[str] = Counter()
    for name, is_fitted, text, toponyms in read_toponyms(folder):
        found = resolve_toponyms(text, [t.span for t in toponyms], gazetteer, adjectives=True)
        for toponym, candidate in zip(toponyms, found, strict=True):
            row = candidate.row if candidate else None
            meant, near = is_meant(toponym, row, gazetteer), is_near(toponym, row, gazetteer, 161)
            for part in ("all", "fitted half" if is_fitted else "other half"):
                counts[name, part].update({"all": 1, "known": row is not None, "meant": meant, "near": near})
            if not (meant and near):
                said = gazetteer.place(candidate) if candidate else "unknown"
                wrong[f"{name} {toponym.span.of(text)} → {said}, gold {toponym.key} {toponym.point}"] += 1
    for (name, part), n in counts.items():
        print(name, part, n["all"], {key: round(n[key] / n["all"], 4) for key in ("known", "meant", "near")})
    for line, n in wrong.most_common(show):
        print(f"  {n:3} {line}")


def parsed(path: Path) -> Iterator[tuple[dict, Report, tuple[Sentence, ...]]]:
    """Yield the gold reports of a file with their parses."""
    model = load_model()
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        title, full = gold["title"], gold["full"]
        day = date.fromisoformat(gold["published"][:10]) if gold["published"] else None
        body = full[len(title) + 2 :] if title else full
        report = Report(gold["id"], title, body, published=day, publisher=gold["publisher"], url=gold["url"])
        yield gold, report, model.parse(report)


def mention_at(
    report: Report, sentences: tuple[Sentence, ...], span: Span, event_type: str, *places: Span
) -> EventMention | None:
    """Return a mention with a given trigger: with the places given, else with the arguments that the model gives it."""
    sentence = next((s for s in sentences if s.span.overlaps(span)), None)
    if sentence is None:
        return None
    arguments = tuple(Argument("place", place, 1.0) for place in places)
    if not places:
        arguments = tuple(a for t in sentence.triggers if t.span.overlaps(span) for a in t.arguments)
    return EventMention("m", report.id, sentence.index, Trigger(span, (), arguments=arguments), event_type)


def measure_country(path: Path, show: int) -> None:
    """Print how often the country is right given the words of the place, and P, R, F of where given the trigger."""
    gazetteer = load_gazetteer()
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for gold, report, sentences in parsed(path):
        for told in gold["mentions"]:
            where, span = told["where"], Span(told["start"], told["end"])
            begin, end = gold["sentences"][told["sentence"]]
            found = mention_at(report, sentences, span, told["event_type"])
            place = resolve_where(found, report, sentences, gazetteer).where if found else None
            counts["gold"] += where is not None
            counts["found"] += place is not None
            same = bool(where and place and overlapping(where["text"], place.text))
            counts["right"] += bool(same and where and place and where["country"] in ("", place.country))
            counts["right words"] += same
            if where is None or (at := gold["full"].find(where["text"], begin, end)) < 0:
                continue
            given = mention_at(report, sentences, span, told["event_type"], Span(at, at + len(where["text"])))
            place = resolve_where(given, report, sentences, gazetteer).where if given else None
            code = place.country if place else "-"
            counts["given"] += 1
            counts["country right"] += code == where["country"]
            counts["country wrong"] += code not in ("", "-", where["country"])
            if code != where["country"]:
                wrong[f"{where['text']} gold {where['country']} found {place and (place.name, place.country)}"] += 1
    print({key: counts[key] for key in sorted(counts)})
    print("country, given the words:", round(counts["country right"] / counts["given"], 4))
    p, r = counts["right"] / max(1, counts["found"]), counts["right"] / counts["gold"]
    print(f"where, given the trigger: P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f}")
    for line, n in wrong.most_common(show):
        print(f"  {n:3} {line}")


def overlapping(one: str, other: str) -> bool:
    """Say whether one text holds the other, or both share a word of substance."""
    one, other = one.lower().strip(), other.lower().strip()
    return one in other or other in one or bool((set(one.split()) & set(other.split())) - STOP)


STOP = {"the", "a", "an", "of", "in", "and", "at", "on", "to"}


def marked(gold: dict, label: str) -> list[Span]:
    """Return the spans of one label; those of their words where their characters are wrong."""
    found, words = [], gold["tokens"]
    for span in gold["spans"] or []:
        if span["label"] == label:
            start, end = span["start"], span["end"]
            if end <= start or start >= len(gold["text"]):
                start, end = words[span["token_start"]]["start"], words[span["token_end"]]["end"]
            found.append(Span(start, end))
    return found


def measure_verbs(path: Path, sample: int, show: int) -> None:
    """Print precision, recall and F of the words found, over the verbs of a sample of sentences."""
    gazetteer, model = load_gazetteer(), load_model()
    lines = path.read_text(encoding="utf-8").splitlines()
    chosen = random.Random(0).sample(lines, min(sample, len(lines)))
    counts: Counter[str] = Counter()
    for line in chosen:
        gold = json.loads(line)
        spans = {label: marked(gold, label) for label in ("VERB", "LOCATION")}
        if not spans["VERB"]:
            continue
        report = Report("r", "", gold["text"])
        sentences = model.parse(report)
        verb, truth = spans["VERB"][0], spans["LOCATION"]
        found = mention_at(report, sentences, verb, "ASSAULT")
        where = resolve_where(found, report, sentences, gazetteer).where if found else None
        hit = where is not None and any(where.span.overlaps(t) for t in truth)
        counts.update({"gold": bool(truth), "found": where is not None, "hit": hit})
        if not hit and show > counts["shown"] and (truth or where):
            counts["shown"] += 1
            print(f"  {verb.of(gold['text'])} gold {[t.of(gold['text']) for t in truth]} found {where and where.text}")
            print(f"      {gold['text']}")
    p, r = counts["hit"] / max(1, counts["found"]), counts["hit"] / max(1, counts["gold"])
    print(f"verbs {len(chosen)}: P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f} {dict(counts)}")


def measure_speed(path: Path) -> None:
    """Print look-ups a second of CPU over capitalised words of the gold, and what `resolve_where` costs."""
    begin = time.process_time()
    gazetteer = load_gazetteer()
    print(f"opened in {(time.process_time() - begin) * 1000:.1f} ms")
    gold = list(parsed(path))
    load_place_words(), load_place_weights()
    words = [w for g, _, _ in gold for w in g["full"].split() if w[:1].isupper()]
    begin = time.process_time()
    known = sum(bool(gazetteer.lookup_place(word)) for word in words)
    print(f"{len(words) / (time.process_time() - begin):.0f} look-ups a second, {known} of {len(words)} known")
    mentions = [
        (mention_at(r, s, Span(m["start"], m["end"]), m["event_type"]), r, s) for g, r, s in gold for m in g["mentions"]
    ]
    begin = time.process_time()
    for mention, report, sentences in mentions:
        if mention:
            resolve_where(mention, report, sentences, gazetteer)
    seconds = time.process_time() - begin
    count = sum(len(sentences) for _, _, sentences in gold)
    print(f"{seconds / len(mentions) * 1e6:.0f} µs a mention, {seconds / count * 1e6:.0f} µs a sentence")


def main() -> None:
    """Run the part that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["toponyms", "country", "verbs", "speed"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many kinds of errors")
    parser.add_argument("--sample", type=int, default=1000)
    args = parser.parse_args()
    match args.what:
        case "toponyms":
            measure_toponyms(args.path, args.show)
        case "country":
            measure_country(args.path, args.show)
        case "verbs":
            measure_verbs(args.path, args.sample, args.show)
        case _:
            measure_speed(args.path)


if __name__ == "__main__":
    main()
