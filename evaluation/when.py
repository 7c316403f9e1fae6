"""Measures times: days of given words, found words, which time belongs to which event, numbers of people.

usage: python evaluation/when.py values GOLD.jsonl [--errors]
       python evaluation/when.py timex MEANTIME_FOLDER [--errors]
       python evaluation/when.py attachment TDG.txt [--errors]
       python evaluation/when.py mentions GOLD.jsonl [--errors]

values: gold words of `when` given, are first and last day those of gold? (The direction comes from gold's status.)
timex: values of TIMEX3 of type DATE as days, the span given; and found spans, relaxed (any overlap counts), as F1.
attachment: events that gold links to a time: is ours that time (or publication, where gold links to the date of the page)?
mentions: gold mentions given, the shipped model's parse: F1 of `when`, and of dead, injured and arrested.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.core import Period, Span
from dateline.resolve.calendar import month_of, quarter_of, season_of, week_of, year_of, years_of
from dateline.resolve.reckoning import reckon, resolve_time
from dateline.resolve.setting import Direction, Setting
from dateline.resolve.time_words import Meaning
from dateline.resolve.times import find_times_in

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
    return f"P {precision:.3f} R {recall:.3f} F {2 * precision * recall / both if both else 0:.3f} ({right} of {found}, {gold} gold)"


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
                counts[timex_outcome(element, text, published, errors, path.name, root, words, ids)] += 1
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
    root: ET.Element,
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
        for time in find_times_in(text):
            ids = {gold_ids[i] for s, e, i in places if i in gold_ids and time.core.overlaps(Span(s, e))}
            counts["span_found"] += 1
            counts["span_right"] += bool(ids)
            hit |= ids
            if not ids:
                show(errors, "extra", name[:20], time.text, text[:100])
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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["values", "timex"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    {"values": values, "timex": timex}[options.what](options.path, options.errors)
