"""JSON and JSON Lines: each object a report; files of any size, one object at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dateline.core import Problem, Report
from dateline.read.decode import doubts_of, read_bytes
from dateline.read.entry import Entry, LimitError, read_lines, read_whole, recode_stream
from dateline.read.feed import read_json_feed
from dateline.read.fields import find_fields, read_values
from dateline.read.kinds import find_bom, find_wide
from dateline.read.lists import split_list
from dateline.read.rejected import reject, with_raw
from dateline.read.settings import ReadSettings
from dateline.read.words import load_words, plain_name


def read_json_lines(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of a file of one JSON object a line; a broken line is a problem and costs no other line."""
    entry = _as_utf8(entry, settings)
    limit = settings.limits.report_bytes
    for number, line in read_lines(entry.stream, limit):
        if line is None:
            problem = entry.problem(f"line of more than {limit >> 20} MiB left out", "one report a line", number)
            yield reject(problem, lost=f"larger than {limit >> 20} MiB")
        elif line.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
            yield from with_raw(_read_object(line, entry, number, settings), line)


def _as_utf8(entry: Entry, settings: ReadSettings) -> Entry:
    encoding = find_bom(entry.head) or find_wide(entry.head) or settings.encoding
    return replace(entry, stream=recode_stream(entry.stream, encoding)) if encoding else entry


def _read_object(data: bytes, entry: Entry, number: int, settings: ReadSettings) -> Iterator[Report | Problem]:
    origin = f"{entry.origin}:{number}"
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        message = f"not UTF-8 (byte {error.start + 1} of the line is 0x{data[error.start]:02x})"
        yield Problem(origin, message, "JSON is UTF-8: convert the file")
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"its line {error.lineno}, column {error.colno}"
        yield Problem(origin, f"broken JSON: {error.msg} ({where})", "mend or remove the object")
    except (ValueError, RecursionError) as error:
        yield Problem(origin, f"JSON that cannot be read: {_reason(error)}", "mend or remove the object")
    else:
        yield from read_value(value, origin, settings)


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:120]


def read_value(value: object, origin: str, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report, or the reports of the list, that a JSON value holds."""
    if isinstance(value, list):
        if not value:
            yield Problem(origin, "an empty list", "nothing to read")
        for number, item in enumerate(value, start=1):
            yield from read_value(item, f"{origin}#{number}", settings)
    elif not isinstance(value, Mapping):
        yield Problem(
            origin, f"expected an object, found {json.dumps(value)[:40]}", '{"title": …, "text": …, "published": …}'
        )
    elif "jsonfeed.org" in str(value.get("version", "")):
        yield from read_json_feed(value, origin, settings)
    elif (inner := _contained(value, settings)) is not None:
        yield from read_value(inner, origin, settings)
    else:
        yield from read_values(value, origin, settings)


def _contained(value: Mapping[str, object], settings: ReadSettings) -> object | None:
    """Return the list of reports that an object without a text of its own holds, None if it holds none."""
    if "text" in find_fields({key: item for key, item in value.items() if isinstance(item, str)}, settings.fields):
        return None
    for key, item in value.items():
        if plain_name(key) not in load_words("containers"):
            continue
        if isinstance(item, list) and any(isinstance(part, Mapping) for part in item):
            return item
        if isinstance(item, Mapping) and (inner := _contained(item, settings)) is not None:
            return inner
    return None


def read_json(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the reports of one JSON document: an object, an object that holds a list, or a list of any length."""
    entry = _as_utf8(entry, settings)
    head = entry.head.lstrip(b"\xef\xbb\xbf \t\r\n") if entry.head[:1] not in b"\xff\xfe" else b"["
    if head[:1] == b"[":
        yield from _read_list(entry, settings)
        return
    decoded = read_bytes(read_whole(entry, settings.limits.document_bytes), settings.encoding)
    data = decoded.text.encode("utf-8", "surrogatepass")
    yield from doubts_of(decoded, entry.origin, "JSON is UTF-8: convert the file")
    yield from _read_document(data.removeprefix(b"\xef\xbb\xbf"), entry, settings)


def _read_document(data: bytes, entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    try:
        value = json.loads(data.decode("utf-8", "surrogatepass"))
    except json.JSONDecodeError as error:
        yield entry.problem(f"broken JSON: {error.msg} (column {error.colno})", "mend the file", error.lineno)
    except (ValueError, RecursionError) as error:
        yield entry.problem(f"JSON that cannot be read: {_reason(error)}", "mend the file", 1)
    else:
        yield from read_value(value, entry.origin, settings)


def _read_list(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    try:
        for number, data in split_list(entry.stream, settings.limits.report_bytes):
            yield from with_raw(_read_object(data, entry, number, settings), data)
    except LimitError as error:
        yield entry.problem(str(error), "write one object a line (JSON Lines)")
