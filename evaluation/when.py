"""Measures times: days of given words, found words, which time belongs to which event, numbers of people.

usage: python evaluation/when.py values GOLD.jsonl [--errors]
       python evaluation/when.py timex MEANTIME_FOLDER [--errors]
       python evaluation/when.py attachment TDG.txt [--errors] [--cache FILE]
       python evaluation/when.py mentions GOLD.jsonl [--errors] [--cache FILE]

values: gold words of `when` given, are first and last day those of gold? (The direction comes from gold's status.)
timex: values of TIMEX3 of type DATE as days, the span given; and found spans, relaxed (any overlap counts), as F1.
attachment: events that gold links to a time: is ours that time (or publication, where gold has the date of the page)?
mentions: gold mentions given, the shipped model's parse: F1 of `when`, and of dead, injured and arrested.
"""

from __future__ import annotations

import argparse
import collections
import json
import pickle
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.core import EventMention, Label, Participant, Period, Report, Sentence, Size, Span, Status, Trigger
from dateline.extract.sizes import find_size
from dateline.resolve.attachment import lookup_time
from dateline.resolve.calendar import month_of, quarter_of, season_of, week_of, year_of, years_of
from dateline.resolve.reckoning import reckon, resolve_time
from dateline.resolve.setting import Direction, Setting
from dateline.resolve.time_words import Meaning
from dateline.resolve.times import find_times, find_times_in
from dateline.resolve.when import resolve_when

OPEN_TYPES = {"AGREE", "THREATEN"}
ANNOTATED = 5  # MEANTIME marks times in the title, the date line and the sentences up to this one


def gold_reports(path: Path) -> list[dict[str, Any]]:
    """Return the reports of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def show(errors: bool, *words: object) -> None:
    """Print a difference if differences are wanted."""
    if errors:
        print(*words, sep=" | ")


def share(right: int, total: int) -> str:
    """Return a share with its counts."""
    return f"{right / max(1, total):.3f} ({right}/{total})"


def f1(right: int, found: int, gold: int) -> str:
    """Return precision, recall and F1 with counts."""
    precision, recall = right / max(1, found), right / max(1, gold)
    both = precision + recall
    f = 2 * precision * recall / both if both else 0
    return f"P {precision:.3f} R {recall:.3f} F {f:.3f} ({right} of {found}, {gold} gold)"


# Days of given words


def direction_by_status(mention: dict[str, Any]) -> Direction:
    """Return the direction that a parse would show, guessed from gold's status and type."""
    if mention["status"] == "future":
        return "future"
    return "past" if mention["status"] in {"actual", "historical"} and mention["event_type"] not in OPEN_TYPES else ""


def values(path: Path, errors: bool) -> None:
    """Print how many gold expressions of time get gold's days."""
    counts: collections.Counter[str] = collections.Counter()
    for report in gold_reports(path):
        published = date.fromisoformat(report["published"][:10])
        for mention in report["mentions"]:
            if when := mention["when"]:
                outcome = compare(when, Setting(published, direction_by_status(mention)), errors)
                counts[outcome] += 1
    total = sum(counts.values())
    print("days equal", share(counts["right"], total), dict(counts))
    print("  of those that stand on their own", share(counts["right"], total - counts["anchored"]))


def compare(when: dict[str, str], at: Setting, errors: bool) -> str:
    """Return right, wrong, not found, anchored (a time told before is needed) or no days."""
    times = find_times_in(when["text"])
    if not times:
        show(errors, "not found", when["text"], when["first"], when["last"])
        return "not found"
    reckoned = resolve_time(times[0], at)
    gold = (when["first"], when["last"])
    if reckoned.period and (str(reckoned.period.first), str(reckoned.period.last)) == gold:
        return "right"
    show(
        errors,
        when["text"],
        gold,
        reckoned.period and (str(reckoned.period.first), str(reckoned.period.last)),
        at.published,
        reckoned.how,
    )
    if reckoned.period:
        return "wrong"
    return "anchored" if "time told" in reckoned.how else "no days"


# TIMEX3


def timex(folder: Path, errors: bool) -> None:
    """Print the figures on MEANTIME: days of DATE expressions, and found spans."""
    counts: collections.Counter[str] = collections.Counter()
    for path in sorted(folder.rglob("*.xml")):
        root = ET.parse(path).getroot()
        words = {t.get("t_id"): t for t in root.iter("token")}
        marked = [(t, [a.get("t_id") for a in t.iter("token_anchor")]) for t in root.iter("TIMEX3")]
        marked = [(t, ids) for t, ids in marked if ids]
        published = creation_day(root)
        for element, ids in marked:
            if element.get("type") == "DATE":
                text = " ".join(words[i].text or "" for i in ids)
                counts[timex_outcome(element, text, published, errors, path.name, words, ids)] += 1
        spans(root, marked, counts, errors, path.name)
    dated = counts["right"] + counts["wrong"]
    print(
        "days of DATE, span given", share(counts["right"], dated), f"(left out, no days in gold: {counts['no value']})"
    )
    print(
        "found spans, relaxed",
        f1(counts["span_right"], counts["span_found"], counts["span_gold"]),
        f"R of gold {share(counts['span_hit'], counts['span_gold'])}",
    )


def creation_day(root: ET.Element) -> date | None:
    """Return the day on which the document was made."""
    values = [t.get("value", "") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"]
    days = [v[:10] for v in values if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", v)]
    if days:
        return date.fromisoformat(days[0])
    dated = [t.get("value", "") for t in root.iter("TIMEX3") if re.fullmatch(r"\d{4}-\d{2}-\d{2}", t.get("value", ""))]
    return date.fromisoformat(dated[0]) if dated else None


def days_of(value: str) -> Period | None:
    """Return the days of a TIMEX3 value, None if it names none."""
    value = re.sub(r"T(MO|AF|EV|NI|DT|.*)$", "", value)
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value):
        return Period.day(date(int(found[1]), int(found[2]), int(found[3])))
    if found := re.fullmatch(r"(\d{4})-W(\d{2})(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return Period(monday + timedelta(days=5), monday + timedelta(days=6)) if found[3] else week_of(monday)
    if found := re.fullmatch(r"(\d{4})-(?:(\d{2})|Q(\d)|(SP|SU|FA|WI))(?:-XX)?", value):
        year = int(found[1])
        if found[4]:
            return season_of(year, {"SP": "spring", "SU": "summer", "FA": "fall", "WI": "winter"}[found[4]])
        return month_of(year, int(found[2])) if found[2] else quarter_of(year, int(found[3]))
    if re.fullmatch(r"\d{4}", value):
        return year_of(int(value))
    return years_of(int(value) * 10, int(value) * 10 + 9) if re.fullmatch(r"\d{3}", value) else None


def sentence_around(words: dict[str | None, ET.Element], ids: list[str | None]) -> tuple[str, Span]:
    """Return the text of the sentence of given tokens, blanks between words, and the span of the tokens in it."""
    number = words[ids[0]].get("sentence")
    text, start, end = "", 0, 0
    for key, word in words.items():
        if word.get("sentence") == number:
            if key == ids[0]:
                start = len(text)
            text += word.text or ""
            if key == ids[-1]:
                end = len(text)
            text += " "
    return text, Span(start, end)


def bare(meaning: Meaning) -> Meaning:
    """Return the point inside "early 2009" and "since May": a TIMEX3 value leaves out what stands around it."""
    while meaning.rule in {"part", "since", "until", "by", "before", "after", "same"} and "N" in meaning.values:
        meaning = meaning.values["N"]
    return meaning


def timex_outcome(
    element: ET.Element,
    text: str,
    published: date | None,
    errors: bool,
    name: str,
    words: dict[str | None, ET.Element],
    ids: list[str | None],
) -> str:
    """Return whether the days of one expression are those of gold; the tense of its sentence is read off its words."""
    gold = days_of(element.get("value", ""))
    if gold is None:
        return "no value"
    sentence, span = sentence_around(words, ids)
    direction: Direction = (
        "future" if re.search(r"\b(will|shall|plans? to|is to|scheduled|expected|upcoming)\b", sentence) else ""
    )
    inside = list(find_times_in(text)) or [t for t in find_times_in(sentence) if t.core.overlaps(span)]
    period = reckon(bare(inside[0].meaning), Setting(published, direction, month_first=True)).period if inside else None
    if period == gold:
        return "right"
    show(
        errors,
        "days",
        name[:20],
        text,
        element.get("value"),
        period and (str(period.first), str(period.last)),
        published,
    )
    return "wrong"


def spans(root: ET.Element, marked: list[Any], counts: collections.Counter[str], errors: bool, name: str) -> None:
    """Count found and gold spans that overlap, sentence by sentence."""
    sentences: dict[str, list[ET.Element]] = collections.defaultdict(list)
    for token in root.iter("token"):
        sentences[token.get("sentence", "")].append(token)
    gold_ids = {i: n for n, (_, ids) in enumerate(marked) for i in ids}
    hit: set[int] = set()
    for tokens in (tokens for number, tokens in sentences.items() if int(number) <= ANNOTATED):
        text, places = "", []
        for token in tokens:
            places.append((len(text), len(text) + len(token.text or ""), token.get("t_id")))
            text += f"{token.text} "
        for found in find_times_in(text):
            ids = {gold_ids[i] for s, e, i in places if i in gold_ids and found.core.overlaps(Span(s, e))}
            counts["span_found"] += 1
            counts["span_right"] += bool(ids)
            hit |= ids
            if not ids:
                show(errors, "extra", name[:20], found.text, text[:100])
    counts["span_gold"] += len(marked)
    counts["span_hit"] += len(hit)
    for n, (element, ids) in enumerate(marked):
        if n not in hit:
            show(
                errors,
                "missed",
                name[:20],
                element.get("type"),
                " ".join(t.text or "" for t in root.iter("token") if t.get("t_id") in ids),
            )


# Gold mentions in the model's parse


def parses(path: Path, cache: Path | None) -> dict[str, tuple[Sentence, ...]]:
    """Return the model's sentences of each gold report, kept in `cache` if one is named."""
    if cache and cache.is_file():
        return pickle.loads(cache.read_bytes())
    from dateline.language import load_model

    model = load_model()
    found = {r["id"]: model.parse(report_of(r)) for r in gold_reports(path)}
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def report_of(gold: dict[str, Any]) -> Report:
    """Return a gold report as a report."""
    return Report(
        gold["id"],
        gold["title"],
        gold["text"],
        date.fromisoformat(gold["published"][:10]),
        publisher=gold["publisher"],
        url=gold["url"],
    )


QUADS = {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def mention_of(gold: dict[str, Any], sentences: tuple[Sentence, ...]) -> EventMention | None:
    """Return a gold mention with the arguments of the model's trigger there, None if the model's sentences miss it."""
    span = Span(gold["start"], gold["end"])
    place = next((s for s in sentences if s.span.start <= span.start < s.span.end), None)
    if place is None:
        return None
    trigger = trigger_of(gold, place)
    quad = "material conflict" if gold["event_type"] in QUADS else "verbal"
    found = EventMention("", "", place.index, trigger, gold["event_type"], status=Status(gold["status"]), quad=quad)
    return replace(found, recipients=tuple(Participant(s, "") for s in trigger.spans("recipient")))


def with_gold_triggers(gold: dict[str, Any], sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the model's sentences with gold's events for triggers; each keeps the arguments that the model saw."""
    found = []
    for sentence in sentences:
        inside = [m for m in gold["mentions"] if sentence.span.start <= m["start"] < sentence.span.end]
        triggers = (trigger_of(m, sentence) for m in inside)
        found.append(replace(sentence, triggers=tuple(triggers)))
    return tuple(found)


def trigger_of(gold: dict[str, Any], sentence: Sentence) -> Trigger:
    """Return a gold mention's trigger with the arguments of the model's trigger there."""
    span = Span(gold["start"], gold["end"])
    own = next((t for t in sentence.triggers if t.span.overlaps(span)), None)
    return Trigger(span, (Label(gold["event_type"], 1.0),), arguments=own.arguments if own else ())


def mentions(path: Path, errors: bool, cache: Path | None) -> None:
    """Print F1 of `when` and of the three sizes, gold mentions given."""
    parsed = parses(path, cache)
    counts: collections.Counter[str] = collections.Counter()
    spent = 0.0
    for gold in gold_reports(path):
        report, sentences = report_of(gold), with_gold_triggers(gold, parsed[gold["id"]])
        for wanted in (m for m in gold["mentions"] if not m["optional"]):
            if (mention := mention_of(wanted, sentences)) is None:
                counts["lost"] += 1
                continue
            begin = time.process_time()
            found = resolve_when(mention, report, sentences)
            size, _ = find_size(mention, sentences[mention.sentence])
            spent += time.process_time() - begin
            counts["mentions"] += 1
            count_when(wanted, found, counts, errors, gold, sentences[mention.sentence].span.of(report.text))
            count_size(wanted, size, counts, errors, sentences[mention.sentence].span.of(report.text))
    print("when", f1(counts["when_right"], counts["when_found"], counts["when_gold"]))
    print("  days right where the words are gold's", share(counts["both_right"], counts["when_span"]))
    for kind in ("dead", "injured", "arrested"):
        print(kind, f1(counts[f"{kind}_right"], counts[f"{kind}_found"], counts[f"{kind}_gold"]))
    print(
        f"{1e6 * spent / max(1, counts['mentions']):.0f} µs a mention; {counts['lost']} of gold lost by sentence bounds"
    )


def count_when(
    wanted: dict[str, Any],
    found: EventMention,
    counts: collections.Counter[str],
    errors: bool,
    gold: dict[str, Any],
    sentence: str,
) -> None:
    """Count one `when` as score.py does: only those with words, right when both days are."""
    when, mine = wanted["when"], found.when if found.when and found.when.text else None
    ours = (str(mine.period.first), str(mine.period.last)) if mine else None
    right = bool(when and ours == (when["first"], when["last"]))
    counts["when_gold"] += when is not None
    counts["when_found"] += mine is not None
    counts["when_right"] += right
    same_words = bool(when and mine and counts_overlap(when["text"], mine.text))
    counts["when_span"] += same_words
    counts["both_right"] += same_words and right
    if (when or mine) and not right:
        cause = (
            "extra"
            if not when
            else "missed"
            if not mine
            else "other time"
            if not counts_overlap(when["text"], mine.text)
            else "other days"
        )
        words = when and (when["text"], when["first"], when["last"])
        rule = next((e.rule for e in found.evidence if e.field == "when"), dict(found.missing).get("when"))
        show(errors, cause, wanted["trigger"], wanted["status"], words, rule, gold["published"][:10], sentence[:300])


def counts_overlap(one: str, other: str) -> bool:
    """Say whether two expressions share their words."""
    return one.lower() in other.lower() or other.lower() in one.lower()


def count_size(
    wanted: dict[str, Any], size: Size, counts: collections.Counter[str], errors: bool, sentence: str
) -> None:
    """Count the three sizes of one mention."""
    for kind in ("dead", "injured", "arrested"):
        gold, count = wanted[kind], getattr(size, kind)
        mine = count.best if count else None
        counts[f"{kind}_gold"] += gold is not None
        counts[f"{kind}_found"] += mine is not None
        counts[f"{kind}_right"] += gold is not None and gold == mine
        if gold != mine:
            show(
                errors,
                "size",
                kind,
                wanted["trigger"],
                f"gold {gold} ours {mine}",
                wanted["event_type"],
                sentence[:300],
            )


# Temporal dependency graphs


def graphs(path: Path) -> list[tuple[list[list[str]], list[list[str]]]]:
    """Return tokenised sentences and edges (node, kind, parent, relation) of each document."""
    documents = []
    for part in path.read_text(encoding="utf8").split("filename:")[1:]:
        head, _, edges = part.partition("EDGE_LIST")
        lines = head.strip().split("\n")[1:]
        links = [f for line in edges.split("\n") if len(f := line.split("\t")) == 4]
        documents.append(([line.split() for line in lines], links))
    return documents


PENN = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}


def text_with_places(sentences: list[list[str]]) -> tuple[str, list[list[Span]]]:
    """Return the text of tokenised sentences, a blank line between them, and where each word stands."""
    text, places = "", []
    for words in sentences:
        row = []
        for word in (PENN.get(w, w) for w in words):
            row.append(Span(len(text), len(text) + len(word)))
            text += f"{word} "
        places.append(row)
        text = text.rstrip() + "\n\n"
    return text, places


def span_of(node: str, places: list[list[Span]]) -> Span:
    """Return where a node of a graph stands."""
    sentence, first, last = (int(part) for part in node.split("_"))
    return Span(places[sentence][first].start, places[sentence][last].end)


def attachment(path: Path, errors: bool, cache: Path | None) -> None:
    """Print how often events get the time that gold links them to."""
    documents = graphs(path)
    parsed: list[tuple[Sentence, ...]] = pickle.loads(cache.read_bytes()) if cache and cache.is_file() else []
    if not parsed:
        from dateline.language import load_model

        model = load_model()
        parsed = [model.parse(Report("", "", text_with_places(s)[0])) for s, _ in documents]
        if cache:
            cache.write_bytes(pickle.dumps(parsed))
    counts: collections.Counter[str] = collections.Counter()
    for (words, links), sentences in zip(documents, parsed, strict=True):
        _, places = text_with_places(words)
        times = {node for node, kind, _, _ in links if kind == "Timex"}
        for node, kind, parent, relation in links:
            if kind == "Event" and parent in times:
                score_link(node, parent, relation, places, sentences, counts, errors)
    same, page, all_ = (f"{share(counts[f'{k}_right'], counts[k])}" for k in ("same", "page", "all"))
    print("event → time, in the same sentence", same)
    print(
        "event → time of the sentence or date of the page",
        share(counts["same_right"] + counts["page_right"], counts["same"] + counts["page"]),
    )
    print("  date of the page alone", page, " all links, those to earlier sentences too", all_)


def score_link(
    node: str,
    parent: str,
    relation: str,
    places: list[list[Span]],
    sentences: tuple[Sentence, ...],
    counts: collections.Counter[str],
    errors: bool,
) -> None:
    """Count one link of an event to a time."""
    span, wanted = span_of(node, places), span_of(parent, places)
    place = next((s for s in sentences if s.span.start <= span.start < s.span.end), None)
    choice = lookup_time(span, place, find_times(place)) if place else None
    is_page = parent.startswith("0_0")
    right = choice.time.span.overlaps(wanted) if choice else is_page
    kind = (
        "page" if is_page else "same" if node.split("_", maxsplit=1)[0] == parent.split("_", maxsplit=1)[0] else "back"
    )
    for key in {kind, "all"}:
        counts[key] += 1
        counts[f"{key}_right"] += right
    if not right and kind != "back" and place:
        text = place.span
        words = " ".join(t.form for t in place.tokens if t.span.overlaps(span))
        gold = " ".join(t.form for t in place.tokens if t.span.overlaps(wanted))
        show(
            errors,
            kind,
            relation,
            words,
            f"gold {gold}",
            choice and (choice.time.text, choice.why),
            " ".join(t.form for t in place.tokens)[:200],
            len(text),
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["values", "timex", "mentions", "attachment"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every difference")
    parser.add_argument("--cache", type=Path, help="file that keeps the model's parses between runs")
    options = parser.parse_args()
    if options.what == "mentions":
        mentions(options.path, options.errors, options.cache)
    elif options.what == "attachment":
        attachment(options.path, options.errors, options.cache)
    else:
        {"values": values, "timex": timex}[options.what](options.path, options.errors)
