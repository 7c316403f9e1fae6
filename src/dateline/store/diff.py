"""What changed between two runs, and why: the same reports, coded twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.core.record import mention_record
from dateline.store.load import fetch, load_chunk
from dateline.store.schema import check_run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dateline.store.store import Store

Record = Mapping[str, Any]
Place = tuple[int, int]
MADE_BY = ("dateline", "model", "codebook", "knowledge", "settings")
COMPARED = ("event_type", "modes", "contexts", "status", "size", "score", "quad", "cameo")
AT_ONCE = 300  # reports that are compared together


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        report_id: the report.
        kind: "new report", "gone report", "new text", "new mention", "gone mention" or "changed".
        before, after: ids of the mention in either run, "" where it is not there.
        field: the value that changed, "" for a whole mention or report.
        was, is_: the values in words.
        why: the grounds of either value.
    """

    report_id: str
    kind: str
    before: str = ""
    after: str = ""
    field: str = ""
    was: str = ""
    is_: str = ""
    why: str = ""


def find_causes(store: Store, first: int, second: int) -> dict[str, tuple[str, str]]:
    """Return what differs in the making of two runs: name → its value in either.

    Raises `StoreError` for a run that there is not.
    """
    with store.session() as connection:
        runs = {row["run"]: row for row in fetch(connection, "FROM runs WHERE run IN (?, ?)", [first, second])}
    for run in (first, second):
        check_run(run, runs)
    return {
        name: (runs[first][name], runs[second][name]) for name in MADE_BY if runs[first][name] != runs[second][name]
    }


def find_changes(store: Store, first: int, second: int) -> Iterator[Change]:
    """Yield every difference between what held after either run, in the order of reports and of their text.

    A mention is the same in both if its trigger overlaps.
    """
    with store.session() as connection:
        pairs = _pairs(connection, first, second)
    for begin in range(0, len(pairs), AT_ONCE):
        some = pairs[begin : begin + AT_ONCE]
        with store.session() as connection:
            records = _records(connection, [one for pair in some for one in pair[1:3] if one is not None])
        for report_id, before, after, same_text in some:
            yield from _changes(report_id, records.get(before), records.get(after), same_text=same_text)


def _pairs(connection: DuckDBPyConnection, first: int, second: int) -> list[tuple[str, int | None, int | None, bool]]:
    """Reports whose coding differs: that after either run, and whether both read the same text."""
    held = """
    (FROM (FROM kept.codings SELECT report_id, run, coding UNION ALL FROM kept.restored SELECT report_id, run, coding)
    SELECT report_id, arg_max(coding, (run, coding)) AS coding WHERE run <= ? GROUP BY report_id)
    """
    query = f"""
    FROM {held} AS a FULL JOIN {held} AS b USING (report_id)
    LEFT JOIN kept.codings AS was ON was.coding = a.coding LEFT JOIN kept.codings AS now ON now.coding = b.coding
    SELECT report_id, a.coding, b.coding, coalesce(was.digest = now.digest, true)
    WHERE a.coding IS DISTINCT FROM b.coding ORDER BY report_id
    """  # noqa: S608 - the names are those above
    return connection.execute(query, [first, second]).fetchall()


def _records(connection: DuckDBPyConnection, numbers: list[int]) -> dict[int | None, list[Record]]:
    codings = load_chunk(connection, sorted(set(numbers)), details=True)
    return {
        number: [mention_record(coding, one) for one in coding.mentions]
        for number, coding in zip(sorted(set(numbers)), codings, strict=True)
    }


def _counted(mentions: list[Record]) -> str:
    return f"{len(mentions)} mention{'s' * (len(mentions) != 1)}"


def _changes(
    report_id: str, before: list[Record] | None, after: list[Record] | None, *, same_text: bool
) -> Iterator[Change]:
    if before is None or after is None:
        yield Change(report_id, "gone report" if after is None else "new report")
        return
    if not same_text:
        yield Change(report_id, "new text", was=_counted(before), is_=_counted(after))
        return
    rest = list(after)
    for old in before:
        new = next((one for one in rest if _overlap(old["trigger"], one["trigger"])), None)
        if new is None:
            yield Change(report_id, "gone mention", before=old["id"], was=_short(old))
            continue
        rest.remove(new)
        yield from _changed(report_id, old, new)
    for new in rest:
        yield Change(report_id, "new mention", after=new["id"], is_=_short(new), why=_grounds(new, "event_type"))


def _changed(report_id: str, old: Record, new: Record) -> Iterator[Change]:
    was, is_ = _values(old), _values(new)
    for name in was:
        if was[name] != is_[name]:
            why = " | ".join(part for part in (_grounds(old, name), _grounds(new, name)) if part)
            yield Change(report_id, "changed", old["id"], new["id"], name, was[name], is_[name], why)


def _values(record: Record) -> dict[str, str]:
    """The values that are compared, in words."""
    values = {name: _in_words(record[name]) for name in COMPARED}
    for part in ("actors", "recipients"):
        values[part] = "; ".join(_party(one) for one in record[part])
    values["sources"] = "; ".join(f"{one['text']} ({one['kind']})" for one in record["sources"])
    when, where = record["when"] or {}, record["where"] or {}
    values["when"] = "..".join(dict.fromkeys(day for day in (when.get("first"), when.get("last")) if day))
    values["where"] = ", ".join(part for part in (where.get("name"), where.get("country")) if part)
    return values


def _party(one: Record) -> str:
    facts = " ".join(part for part in (one["country"], one["sector"]) if part)
    return f"{one['name'] or one['text']}{f' [{facts}]' if facts else ''}"


def _in_words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {one}" for name, one in value.items() if one is not None)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _short(record: Record) -> str:
    return f"{record['event_type']} {record['status']}: {record['trigger']['text']}"


def _grounds(record: Record, name: str) -> str:
    """The rules that gave a value, or the reason why it is missing."""
    rules = [one["rule"] for one in record["evidence"] if one["field"].split("[")[0].split(".")[0] == name]
    missing = [reason for field, reason in record["missing"].items() if field.split("[")[0].split(".")[0] == name]
    return "; ".join(dict.fromkeys(rules + missing))


def _overlap(one: Record, other: Record) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
