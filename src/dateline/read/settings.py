"""What a reader is told: defaults for reports that do not say, names of fields, and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

MIB = 1 << 20
FIELDS = ("id", "title", "text", "published", "publisher", "url", "language", "author")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may cost; what exceeds a limit becomes a problem and is left out.

    Attributes:
        report_bytes: of one report, page or line.
        document_bytes: of one JSON document, feed or nested archive, which have to be held whole.
        unpacked_bytes: of everything that one packed input unpacks to.
        ratio: of unpacked to packed bytes, once more than `document_bytes` were unpacked.
        members: files in one archive.
        depth: archives inside archives.
    """

    report_bytes: int = 16 * MIB
    document_bytes: int = 64 * MIB
    unpacked_bytes: int = 64 * 1024 * MIB
    ratio: int = 200
    members: int = 100_000
    depth: int = 3


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What the reader of an input is told.

    Attributes:
        published: publication day of reports that carry none.
        publisher: publisher of reports that name none.
        language: ISO 639-1 language of reports that name none, "" to identify it.
        fields: our field ("text") to the name it has in the input ("body"); JSON and tables only.
        encoding: of text, JSON and tables that are not UTF-8, "" to find out.
        limits: see there.
        dated: whether a report without a publication day is a problem; sentences and attributions need none.
        with_bytes: whether problems carry the bytes that they concern (`Rejected`).
        workers: processes that take text out of the pages of web archives; 1 does it in this process.
    """

    published: date | None = None
    publisher: str = ""
    language: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    limits: Limits = field(default_factory=Limits)
    dated: bool = True
    workers: int = 1
    with_bytes: bool = False


def read_fields(words: str) -> dict[str, str]:
    """Return the names that `words` ("text=body,published=pub_date") give to our fields.

    Raises `ValueError`, saying what is wrong, for a part without "=" and for a field that reports do not have.
    """
    names: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in words.split(","))):
        ours, equals, theirs = (piece.strip() for piece in part.partition("="))
        if not equals or not theirs:
            raise ValueError(f"{part!r} is no OURS=THEIRS, such as text=body")
        if ours not in FIELDS:
            raise ValueError(f"reports have no field {ours!r}; they have {', '.join(FIELDS)}")
        names[ours] = theirs
    return names
