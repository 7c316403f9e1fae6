"""Mail messages (EML): subject and text of newsletters and wire services that are sent by mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from dateline.core import Problem, Report
from dateline.read.boilerplate import without_boilerplate
from dateline.read.decode import read_bytes, text_of_record
from dateline.read.drafts import Draft, read_draft
from dateline.read.entry import Entry, read_whole
from dateline.read.fragment import text_of_fragment
from dateline.read.settings import ReadSettings

MOST_PARTS = 200
MOST_BOUNDS = 5_000  # lines that may be bounds of parts
LONGEST_HEAD = 1 << 18  # bytes
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


def read_mail(entry: Entry, settings: ReadSettings) -> Iterator[Report | Problem]:
    """Give the report that a mail message is: its plain part, else its HTML part."""
    data = read_whole(entry, settings.limits.report_bytes)
    if data.lower().count(b"\ncontent-type:") > MOST_PARTS:
        yield entry.problem(f"a message of more than {MOST_PARTS} parts", "save its text alone")
        return
    end = END_OF_HEAD.search(data)
    if (end.start() if end else len(data)) > LONGEST_HEAD or data.count(b"\n--") > MOST_BOUNDS:
        yield entry.problem("a message with too long a head, or too many bounds of parts", "save its text alone")
        return
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    body = _body(message)
    if not body.strip():
        yield entry.problem("the message has no text", "only its attachments, if it has any, hold words")
        return
    sender, address = parseaddr(_header(message, "From"))
    yield from read_draft(
        Draft(
            entry.origin,
            title=_header(message, "Subject").strip(),
            body=body,
            published_text=_header(message, "Date"),
            publisher=sender or address,
            extra={"message_id": _header(message, "Message-ID").strip()} if "Message-ID" in message else {},
        ),
        settings,
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a line of the head, "" if there is none; as it stands where Python's parser breaks on it ("<<a>1@b>")."""
    try:
        return str(message.get(name, ""))
    except (IndexError, ValueError, AttributeError, TypeError, MessageError):
        return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        return ""
    decoded = read_bytes(payload, part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        return without_boilerplate(text_of_fragment(decoded.text))
    return without_boilerplate(text_of_record(decoded.text))
