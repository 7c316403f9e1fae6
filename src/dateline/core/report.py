"""A news report as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dateline.core.span import Span


@dataclass(frozen=True, slots=True)
class Credit:
    """What the head of a story says of its making: "KHARTOUM, Nov 18 (Reuters) -".

    Attributes:
        span: the whole credit in the text of record; nothing inside it is an event.
        place: words of the place of filing, None if absent.
        day: the day of filing, None if absent or not reckonable.
        agency: name of the agency, "" if none.
    """

    span: Span
    place: Span | None = None
    day: date | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    r"""One news report, cleaned, with its text of record.

    Attributes:
        id: given by the input, else a hash of its bytes; never split or joined.
        title: headline in Unicode NFC, "" if there is none.
        body: the text below the title, NFC, line ends `\n`.
        published: publication day in the publisher's zone; None if unknown (never guessed).
        published_text: the ISO date or datetime as the input gave it, "" if unknown.
        publisher, url, language (ISO 639-1), author: "" if unknown.
        origin: file (and line or record) it was read from, for error messages.
        credit: dateline at the head of the story, if there is one.
        extra: unknown input keys, kept as they came.
    """

    id: str
    title: str
    body: str
    published: date | None = None
    published_text: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    author: str = ""
    origin: str = ""
    credit: Credit | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of record: all spans of this report count code points in it."""
        return f"{self.title}\n\n{self.body}" if self.title else self.body
