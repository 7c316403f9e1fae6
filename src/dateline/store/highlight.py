"""A mention's sentence as HTML with its spans marked: everything from the report is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from dateline.store.explain import marks

COLOURS = {
    "trigger": "#ffe08a",
    "actor": "#b5d8ff",
    "recipient": "#ffc2b5",
    "when": "#d6f5c9",
    "where": "#d9ccff",
    "source": "#e3e3e3",
    "cue": "#f0f0f0",
}


def highlight(record: Mapping[str, Any]) -> str:
    """Return the sentence of a mention's record as HTML, its spans as `<mark>` with what they are in `title`."""
    base, text = record["sentence"]["start"], record["sentence"]["text"]
    opened: dict[int, list[str]] = {}
    closed: dict[int, int] = {}
    for label, start, end in sorted(marks(record), key=lambda one: (one[1], -one[2])):
        opened.setdefault(start - base, []).append(label)
        closed[end - base] = closed.get(end - base, 0) + 1
    pieces = []
    for position in range(len(text) + 1):
        pieces.append("</mark>" * closed.get(position, 0))
        pieces.extend(_mark(label) for label in opened.get(position, ()))
        pieces.append(escape(text[position : position + 1]))
    return "".join(pieces)


def show_table(records: Iterable[Mapping[str, Any]]) -> str:
    """Return an HTML table of mentions' records, one a row."""
    rows = "".join(_row(record) for record in records)
    heads = "".join(f"<th>{name}</th>" for name in ("day", "type", "status", "sentence", "report"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(record: Mapping[str, Any]) -> str:
    day = (record["when"] or {}).get("first") or ""
    kind = " ".join([record["event_type"], *record["modes"]])
    report = record["publisher"] or record["report_id"]
    cells = [escape(str(one)) for one in (day, kind, record["status"])]
    cells += [highlight(record), f"<span title='{escape(record['id'])}'>{escape(report)}</span>"]
    return "<tr>" + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells) + "</tr>"


def _mark(label: str) -> str:
    return f'<mark style="background:{COLOURS[label]};color:#000" title="{label}">'
