"""Cases of tests/cases/duplicates.yaml as mentions and reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from dateline.core import (
    Count,
    EventMention,
    Label,
    Participant,
    Period,
    Report,
    Size,
    Source,
    Span,
    Status,
    Trigger,
    When,
    Where,
)

CASES = YAML(typ="safe", pure=True).load((Path(__file__).parents[1] / "cases" / "duplicates.yaml").read_text("utf-8"))


def people(words: str) -> tuple[Participant, ...]:
    found = []
    for one in filter(None, (words or "").split(";")):
        name, country, sector = (part.strip() for part in one.split("/"))
        found.append(Participant(None, name, name, "", country, (sector,) if sector else ()))
    return tuple(found)


def when(words: object) -> When | None:
    if not words:
        return None
    first, _, last = str(words).partition("..")
    return When(Period(date.fromisoformat(first), date.fromisoformat(last or first)), "text", None, str(words))


def where(words: str) -> Where | None:
    if not words:
        return None
    name, country, precision = words.split("/")
    return Where(Span(0, 0), name, name, country, precision=precision)


def count(number: int | None) -> Count | None:
    return None if number is None else Count(number, number, number, Span(0, 0))


def build(case: dict) -> tuple[list[EventMention], list[Report]]:
    mentions, reports = [], {}
    for number, own in enumerate(case["mentions"]):
        told = {**case.get("all", {}), **own}
        home = told.get("in", number)
        if home == number:
            published = date.fromisoformat(str(told["published"]))
            reports[home] = Report(
                f"r{home}", told.get("title", ""), told["text"], published, publisher=f"Paper {home}"
            )
        begin = reports[home].text.rindex(told["trigger"])
        span = Span(begin, begin + len(told.get("words", told["trigger"])))
        mentions.append(
            EventMention(
                id=f"m{number}",
                report_id=f"r{home}",
                sentence=told.get("sentence", 0),
                trigger=Trigger(span, (Label(told["type"], 1.0),)),
                event_type=told["type"],
                modes=tuple(told.get("modes", "").split()),
                status=Status(told.get("status", "actual")),
                actors=people(told.get("actors", "")),
                recipients=people(told.get("recipients", "")),
                sources=(Source(None, told["source"], "person", told["source"]),) if "source" in told else (),
                when=when(told.get("on")),
                where=where(told.get("at", "")),
                size=Size(count(told.get("dead")), count(told.get("injured")), count(told.get("arrested"))),
            )
        )
    return mentions, list(reports.values())


def build_all() -> tuple[list[EventMention], list[Report]]:
    """Return the mentions and reports of all cases, with ids of their own."""
    mentions, reports = [], []
    for number, case in enumerate(CASES):
        found, told = build(case)
        mentions += [replace(m, id=f"{number:02}-{m.id}", report_id=f"{number:02}-{m.report_id}") for m in found]
        reports += [replace(r, id=f"{number:02}-{r.id}") for r in told]
    return mentions, reports
