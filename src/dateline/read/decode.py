"""Bytes to text: UTF-8 first, then what is declared, then a guess that is always named."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.core import Problem
from dateline.read.kinds import find_bom, find_wide

SAMPLE_BYTES = 20_000
REPLACEMENT = "\ufffd"
# NUL and lone surrogates are no characters of a text; one sign stands for each, so that no offset moves.
BROKEN = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, what had to be supposed to read it ("" if nothing), and how many characters could not be read."""

    text: str
    encoding: str
    doubt: str = ""
    lost: int = 0


def read_bytes(data: bytes, declared: str = "") -> Decoded:
    """Return the text of `data`, with a doubt where its encoding had to be guessed or parts could not be read."""
    bom = find_bom(data) or find_wide(data)
    for encoding in filter(None, (bom, "utf-8", _known(declared))):
        try:
            return Decoded(data.decode(encoding), encoding)
        except (UnicodeError, LookupError):
            continue
    encoding = bom or _mostly_utf8(data) or find_encoding(data)
    text = data.decode(encoding, "replace")
    lost = text.count(REPLACEMENT)
    said = f", {lost} character{'s' * (lost != 1)} could not be read" if lost else ""
    return Decoded(text, encoding, f"not UTF-8: read as {encoding}{said}", lost)


def doubts_of(decoded: Decoded, where: str, hint: str) -> Iterator[Problem]:
    """Give a problem where the encoding had to be guessed: a mere note if every character could be read."""
    if decoded.doubt:
        yield Problem(where, decoded.doubt, hint, is_note=not decoded.lost)


def find_encoding(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8; Windows-1252 where nothing speaks for another."""
    from charset_normalizer import from_bytes

    sample = _telling_sample(data)
    if re.search(rb"[\x80-\xff]{3}", sample) is None:
        # Single accents between Latin letters: statistics of so few bytes mislead, Western European is likeliest.
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _telling_sample(data: bytes) -> bytes:
    """Return a part of `data` that holds its first byte outside ASCII."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - SAMPLE_BYTES // 4) if first else 0
    return data[start : start + SAMPLE_BYTES]


def _mostly_utf8(data: bytes) -> str:
    """Return "utf-8" where all but few of the letters outside ASCII are well formed: damage, not another encoding."""
    sample = _telling_sample(data).decode("utf-8", "replace")
    broken = sample.count(REPLACEMENT)
    sound = sum(char > "\x7f" for char in sample) - broken
    return "utf-8" if sound > 5 * broken else ""


def _known(declared: str) -> str:
    try:
        return codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return ""


def text_of_record(text: str) -> str:
    r"""Return `text` in Unicode NFC with line ends `\\n`, a sign for each NUL and lone surrogate."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    if not text.isascii() or "\0" in text:
        text = unicodedata.normalize("NFC", BROKEN.sub(REPLACEMENT, text))
    return text
