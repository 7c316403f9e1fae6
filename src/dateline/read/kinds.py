"""What an input is, judged by its first bytes; the suffix decides only where the bytes allow both."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from dateline.read.entry import Entry
from dateline.read.words import load_field_names, plain_name

Kind = Literal[
    "empty", "text", "json", "lines", "table", "page", "feed", "warc", "arc", "mail", "export",
    "zip", "tar", "gzip", "bz2", "xz", "office", "pdf", "xml", "binary",
]  # fmt: skip

MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "office"),
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
)
OFFICE_MEMBERS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
PAGE = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:p|div|article|h1)(?:\s[^<>]*)?>", re.IGNORECASE
)
XML = re.compile(rb"\s*<\?xml|\s*<[a-z][\w:.-]*(?:\s[^<>]*)?>", re.IGNORECASE)
MAIL = re.compile(rb"(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}\r?\n", re.IGNORECASE)
MAIL_FIELD = re.compile(
    rb"^(?:From|Date|Subject|Message-ID|MIME-Version|Received|Return-Path|To):", re.IGNORECASE | re.MULTILINE
)
EXPORT = re.compile(
    rb"^\W*(?:Document )?\d+ of \d+ (?:DOCUMENTS|RESULTS)|^LENGTH: *\d[\d,]* words|^HD[ \t]+\S[^\0]*^(?:LP|TD)[ \t]*$"
    rb"|^HD[ \t]+\S[^\0]*^(?:LP|TD)[ \t]+\S",
    re.MULTILINE,
)
LONGEST_COLUMN = 40
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def find_bom(head: bytes) -> str:
    """Return the encoding that a byte order mark announces, "" if there is none."""
    return next((name for mark, name in BOMS if head.startswith(mark)), "")


def find_wide(head: bytes) -> str:
    """Return UTF-16 in the byte order that the zeros of Latin text betray where the mark is missing, else ""."""
    sample = head[:2000]
    if len(sample) < 8 or b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample[1::2]) and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample[::2]) and not odd else ""


def judge_kind(entry: Entry) -> Kind:
    """Return what the entry is."""
    head = entry.head
    if not head.strip():
        return "empty" if len(head) < 1 << 16 else "binary"
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return _judge_zip(head) if kind == "zip" else kind
    if head[257:262] == b"ustar":
        return "tar"
    return "binary" if _is_binary(head) else _judge_text(head.lstrip(b"\xef\xbb\xbf").lstrip(), entry)


def _judge_zip(head: bytes) -> Kind:
    return "office" if any(name in head[:4096] for name in OFFICE_MEMBERS) else "zip"


def _is_binary(head: bytes) -> bool:
    """Say whether more than one byte in fifty is a control character that text does not use."""
    return len(CONTROLS.findall(head)) * 50 > len(head)


def _judge_text(head: bytes, entry: Entry) -> Kind:
    suffix = entry.suffix
    if head[:1] in {b"{", b"["}:
        return _judge_json(head, suffix)
    if head[:1] == b"<":
        return _judge_markup(head)
    if suffix in {".html", ".htm", ".xhtml"} and PAGE.search(head):
        return "page"
    if MAIL.match(head) and len(MAIL_FIELD.findall(head[:8000])) >= 2:
        return "mail"
    if EXPORT.search(head):
        return "export"
    return "table" if suffix in {".csv", ".tsv", ".tab"} or has_columns(head) else "text"


def _judge_json(head: bytes, suffix: str) -> Kind:
    """Return "json" for one document, "lines" for one object a line (a broken line among them is still a line)."""
    if suffix in {".jsonl", ".ndjson", ".jl"}:
        return "lines"
    first, newline, _ = head.partition(b"\n")
    first = first.rstrip()
    if head[:1] == b"[":
        return "json" if not re.match(rb"\[\s*[^\s\[{\]\"\d-]", head) else "text"
    if not newline or first.endswith(b"}"):
        return "lines"
    return "json" if re.match(rb"\{\s*[\"}]", head) else "text"


def _judge_markup(head: bytes) -> Kind:
    feed, page = FEED.search(head[:4096]), PAGE.search(head[:4096])
    if feed and (page is None or feed.start() < page.start()):
        return "feed"
    if PAGE.search(head) or not head.startswith(b"<?xml"):
        return "page"
    return "xml"


def has_columns(head: bytes) -> bool:
    """Say whether the first line names columns of reports: a text or title, and others, with one separator."""
    first = head.partition(b"\n")[0].decode("utf-8", "replace").strip()
    if re.match(r"\d{14}-T?\d+\t\d{14}\t", first):
        return True
    names = load_field_names()
    telling, known = {*names["text"], *names["title"]}, {name for several in names.values() for name in several}
    for separator in ",\t;|":
        cells = [plain_name(cell.strip(' "')) for cell in first.split(separator)]
        found = sum(cell in known for cell in cells)
        if found >= 2 and 2 * found >= min(len(cells), 6) and telling.intersection(cells):
            return max(map(len, cells)) <= LONGEST_COLUMN
    return False
