"""Mentions for people to look over: brat's standoff files and Label Studio's tasks, spans as Dateline found them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from dateline.core import Coding
from dateline.core.record import mention_record
from dateline.store.filters import Filter
from dateline.store.ledger import find_records

if TYPE_CHECKING:
    from dateline.store.store import Store

Record = Mapping[str, Any]
Part = tuple[str, int, int, str]  # label, start, end, words
UNSAFE = re.compile(r"[^\w.-]+")
ROLES = {"actors": "Actor", "recipients": "Recipient", "sources": "Source"}
ARGUMENTS = (*ROLES.values(), "Time", "Place")
STATUSES = "actual|historical|future|hypothetical|negated"


def export_brat(store: Store, folder: Path, wanted: Filter) -> int:
    """Return how many reports stand in the folder: a .txt and an .ann for each, and the annotation.conf for brat."""
    folder.mkdir(parents=True, exist_ok=True)
    types: dict[str, None] = {}
    number = 0
    for coding, records in chosen_codings(store, wanted):
        number += 1
        name = folder / f"{number:06d}-{UNSAFE.sub('-', coding.report.id)[:80]}"
        name.with_name(name.name + ".txt").write_text(coding.report.text, encoding="utf-8", newline="\n")
        lines = "".join(f"{line}\n" for line in brat_lines(records))
        name.with_name(name.name + ".ann").write_text(lines, encoding="utf-8", newline="\n")
        types.update(dict.fromkeys(record["event_type"] for record in records))
    (folder / "annotation.conf").write_text(_brat_conf(sorted(types)), encoding="utf-8", newline="\n")
    return number


def brat_lines(records: list[Record]) -> Iterator[str]:
    """Yield brat's lines for the mentions of one report: text-bound spans, events, attributes, and ids as notes."""
    numbers: dict[Part, int] = {}

    def bound(part: Part) -> Iterator[str]:
        if part not in numbers:
            numbers[part] = len(numbers) + 1
            label, start, end, words = part
            yield f"T{numbers[part]}\t{label} {start} {end}\t{words.replace(chr(10), ' ')}"

    for number, record in enumerate(records, 1):
        trigger = _part(record["event_type"], record["trigger"])
        arguments = list(_arguments(record))
        for part in (trigger, *arguments):
            yield from bound(part)
        roles = _numbered([(part[0], numbers[part]) for part in arguments])
        yield f"E{number}\t{record['event_type']}:T{numbers[trigger]}{''.join(roles)}"
        yield f"A{number}\tStatus E{number} {record['status']}"
        modes = f"; modes {', '.join(record['modes'])}" if record["modes"] else ""
        yield f"#{number}\tAnnotatorNotes E{number}\t{record['id']}{modes}"


def label_studio_tasks(store: Store, wanted: Filter) -> Iterator[Record]:
    """Yield a task of Label Studio for each report, the mentions as predictions over its text."""
    for coding, records in chosen_codings(store, wanted):
        results: list[dict[str, object]] = []
        for record in records:
            results.extend(_studio(record))
        score = min((record["confidence"] for record in records), default=0.0)
        report = coding.report
        yield {
            "data": {"text": report.text, "report_id": report.id, "publisher": report.publisher, "url": report.url},
            "predictions": [{"model_version": coding.versions.model, "score": score, "result": results}],
        }


def label_studio_config(types: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the labelling interface that the tasks are made for."""
    yield "<View>"
    yield '  <Labels name="label" toName="text">'
    yield from (f"    <Label value={quoteattr(label)}/>" for label in (*types, *ARGUMENTS))
    yield "  </Labels>"
    yield '  <Choices name="status" toName="text" perRegion="true" choice="single">'
    yield from (f'    <Choice value="{status}"/>' for status in STATUSES.split("|"))
    yield "  </Choices>"
    yield "  <Relations>"
    yield from (f'    <Relation value="{label}"/>' for label in ARGUMENTS)
    yield "  </Relations>"
    yield '  <Text name="text" value="$text"/>'
    yield "</View>"


def chosen_codings(store: Store, wanted: Filter) -> Iterator[tuple[Coding, list[Record]]]:
    """Yield codings with the records of the mentions that fit; where something is asked for, only reports with one."""
    if wanted == Filter():
        for coding in store.load_codings():
            yield coding, [dict(mention_record(coding, one)) for one in coding.mentions]
        return
    found: dict[str, set[str]] = {}
    for record in find_records(store, wanted, "mention"):
        found.setdefault(record["report_id"], set()).add(record["id"])
    for coding in store.load_codings(sorted(found)):
        ids = found[coding.report.id]
        yield coding, [dict(mention_record(coding, one)) for one in coding.mentions if one.id in ids]


def _part(label: str, words: Record) -> Part:
    return (label, words["start"], words["end"], words["text"])


def _arguments(record: Record) -> Iterator[Part]:
    """Every participant, voice, time and place that has words."""
    for name, label in ROLES.items():
        yield from (_part(label, one) for one in record[name] if one["start"] is not None and one["text"])
    for name, label in (("when", "Time"), ("where", "Place")):
        if record[name] and record[name]["start"] is not None and record[name]["text"]:
            yield _part(label, record[name])


def _numbered(roles: list[tuple[str, int]]) -> Iterator[str]:
    """Arguments in brat's way: "Actor:T2", and "Actor2:T3" for the second of a kind."""
    seen: dict[str, int] = {}
    for label, number in dict.fromkeys(roles):
        seen[label] = seen.get(label, 0) + 1
        yield f" {label}{seen[label] if seen[label] > 1 else ''}:T{number}"


def _brat_conf(types: list[str]) -> str:
    entities = "\n".join(ARGUMENTS)
    roles = ", ".join(f"{one}*:{one}" for one in ARGUMENTS)
    events = "\n".join(f"{one}\t{roles}" for one in types)
    attributes = f"Status\tArg:<EVENT>, Value:{STATUSES}"
    return f"[entities]\n{entities}\n\n[relations]\n\n[events]\n{events}\n\n[attributes]\n{attributes}\n"


def _studio(record: Record) -> Iterator[dict[str, object]]:
    """Regions for trigger and arguments, and a relation from the trigger to each argument."""
    trigger = f"{record['id']}-t"
    yield _region(trigger, _part(record["event_type"], record["trigger"]))
    yield {
        "id": trigger,
        "from_name": "status",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": [record["status"]], "start": record["trigger"]["start"], "end": record["trigger"]["end"]},
    }
    for number, part in enumerate(_arguments(record)):
        region = f"{record['id']}-{number}"
        yield _region(region, part)
        yield {"type": "relation", "from_id": trigger, "to_id": region, "direction": "right", "labels": [part[0]]}


def _region(identity: str, part: Part) -> dict[str, object]:
    label, start, end, words = part
    value = {"start": start, "end": end, "text": words, "labels": [label]}
    return {"id": identity, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
