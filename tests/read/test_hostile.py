"""Hostile input: whatever bytes come, reports or problems come out, never an error.

The mutations are few in the ordinary suite; DATELINE_FUZZ=2000 makes as many as that of each kind.
"""

from __future__ import annotations

import gzip
import io
import os
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archives import make_arc, make_warc, make_zip
from dateline.core import Problem, Report
from dateline.read import Limits, ReadSettings, read
from dateline.read.decode import read_bytes, text_of_record
from dateline.read.entry import open_entry
from dateline.read.page import without_ballast
from dateline.read.walk import read_entry

REPORTS = Path(__file__).parent.parent / "reports"
EXAMPLES = int(os.environ.get("DATELINE_FUZZ", "8"))
LIMITS = ReadSettings(limits=Limits(report_bytes=1 << 20, document_bytes=2 << 20, unpacked_bytes=8 << 20, members=20))
PAGE = (REPORTS / "pages" / "wordpress_classic.html").read_bytes()


SEEDS = {
    **{path.name: path.read_bytes() for path in sorted((REPORTS / "inputs").iterdir()) if "expected" not in path.name},
    "page": PAGE,
    "live": (REPORTS / "pages" / "live_blog.html").read_bytes(),
    "warc": make_warc(PAGE) * 2,
    "warc.gz": gzip.compress(make_warc(PAGE)) * 2,
    "arc": make_arc(PAGE),
    "zip": make_zip({"a.html": PAGE, "b.jsonl": (REPORTS / "inputs" / "news.jsonl").read_bytes()}),
    "gz": gzip.compress((REPORTS / "inputs" / "columns.csv").read_bytes()),
}
SPLINTERS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"'", b"<", b">", b"&#xD800;", b"&#0;",
    b"<!ENTITY x 'y'>", b"<!--", b"]]>", b"<![CDATA[", b"{", b"}", b"[", b"]", b"\\u0000", b"\\ud800", b"\n", b"\r",
    b",", b"\t", b"-1", b"99999999999999999999", b"NaN", b"../" * 9, b"<p>" * 50, b"<script>", b"</script>", b"<table>",
    b"charset=rot13", b"charset=utf-7", b"Content-Length: -1", b"\x1f\x8b", b"PK\x03\x04", "İ".encode(),
    "\u202e".encode(), "e\u0301".encode() * 9, b"0000-00-00", b"9999-99-99", b"[" * 300, b"A" * 5000,
]  # fmt: skip
ENCODINGS = ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "big5", "shift_jis", "euc-kr", "gb18030"]
NAMES = ["", "a.txt", "a.json", "a.jsonl", "a.csv", "a.html", "a.xml", "a.warc", "a.gz"]


@st.composite
def mutations(draw: st.DrawFn, name: str) -> bytes:
    """Bytes of a seed with parts cut out, doubled, overwritten, or replaced by splinters."""
    data = SEEDS[name]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        size = draw(st.sampled_from([0, 1, 2, 8, 64, 1000]))
        kind = draw(st.integers(0, 4))
        if kind == 0:
            data = data[:at] + data[at + size :]
        elif kind == 1:
            data = data[:at] + data[at : at + size] * 2 + data[at + size :]
        elif kind == 2:
            data = data[:at] + draw(st.sampled_from(SPLINTERS)) + data[at + size :]
        elif kind == 3:
            data = data[:at]
        else:
            data = data[:at] + draw(st.binary(min_size=1, max_size=8)) + data[at + size :]
    return data


def check(data: bytes, name: str = "") -> None:
    """Read bytes and assert what holds of everything that is read."""
    found = list(read_entry(open_entry("input", name, io.BytesIO(data)), LIMITS))
    assert found
    for item in found:
        if isinstance(item, Problem):
            assert item.where.startswith("input")
            assert item.message
            assert "please report this" not in item.hint, item
            continue
        assert isinstance(item, Report)
        assert item.id
        assert item.text.strip()
        assert unicodedata.is_normalized("NFC", item.title)
        assert unicodedata.is_normalized("NFC", item.body)
        assert not {"\0", "\r"} & set(item.text)
        item.text.encode("utf-8")
        if item.credit:
            assert item.credit.span.end <= len(item.text)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_seeds_are_read(name: str) -> None:
    """Each seed gives at least one report before it is mutated."""
    found = list(read_entry(open_entry("input", "", io.BytesIO(SEEDS[name])), LIMITS))
    assert any(isinstance(item, Report) for item in found)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_mutated_input_gives_reports_or_problems(name: str) -> None:
    """Mutations of every kind of input raise nothing and give nothing that breaks the rules of a report."""

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(mutations(name))
    def run(data: bytes) -> None:
        check(data, name if "." in name else "")

    run()


@settings(max_examples=EXAMPLES * 4, deadline=None, derandomize=True, database=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(NAMES),
)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    """Random bytes are read or refused, whatever they are called."""
    check(data, name)


@settings(max_examples=EXAMPLES * 4, deadline=None, derandomize=True, database=None)
@given(
    st.text(max_size=200),
    st.sampled_from(
        [
            "utf-8",
            "utf-16",
            "utf-16-le",
            "utf-32",
            "cp1252",
            "cp1251",
            "big5",
            "shift_jis",
            "euc-kr",
            "gb18030",
            "iso8859-15",
        ]
    ),
)
def test_every_encoding_gives_text(text: str, encoding: str) -> None:
    """Text in any encoding is read, with a doubt where it had to be guessed; nothing is raised."""
    data = text.encode(encoding, "ignore")
    decoded = read_bytes(data)
    assert decoded.doubt or decoded.encoding
    assert text_of_record(text_of_record(decoded.text)) == text_of_record(decoded.text)


def problems_of(tmp_path: Path, data: bytes, name: str = "x") -> list[str]:
    path = tmp_path / name
    path.write_bytes(data)
    return [item.message for item in read(path) if isinstance(item, Problem)]


BOMB = b"".join(b'<!ENTITY a%d "%b">' % (n, (b"&a%d;" % (n - 1) if n else b"lol") * 10) for n in range(10))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t \n", "empty"),
        (bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.7 x", "a PDF"),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "an Office document"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"text":' * 100_000 + b"1", "nested too deep"),
        (b'{"text": "a\n', "broken JSON"),
        (b'{"text":' + b"1" * 5000 + b"}", "cannot be read"),
        (b'<?xml version="1.0"?><!DOCTYPE x [' + BOMB + b"]><rss><item>&a9;</item></rss>", "entities"),
        (b"<rss><channel>" + b"<item><title>x</title></item>" * 6000 + b"</channel></rss>", "more than 5000 entries"),
        (b"<html><body>" + b"<div>" * 130_000, "large"),
        (b"<html><body>" + b"<p>x</p>" * 60_000, "large"),
        (b"<?xml version='1.0'?><note><to>x</to></note>", "neither a feed nor a page"),
        (b"x" * (17 << 20), "larger than 16 MiB"),
        (b"WARC/1.0\r\n" + b"\xfe\x00garbage" * 99, ""),
        (b"From: a@b\nTo: c@d\nSubject: s\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000, "parts"),
    ],
    ids=lambda value: value.decode("latin-1")[:20] if isinstance(value, bytes) else value,
)  # fmt: skip
def test_bad_input_says_what_it_is(tmp_path: Path, data: bytes, reason: str) -> None:
    """Each known evil gives a problem that names it."""
    found = problems_of(tmp_path, data)
    assert any(reason in problem for problem in found), found


def test_problems_name_file_and_line(tmp_path: Path) -> None:
    """A broken line, one that is too long and one in another encoding are named; the others are read."""
    good = b'{"title": "T", "text": "Norra spoke.", "published": "2022-03-06"}\n'
    path = tmp_path / "rows.jsonl"
    path.write_bytes(
        good + b'{"title": "T"\n' + b'{"text": "' + b"x" * (17 << 20) + b'"}\n' + b'{"text": "caf\xe9"}\n' + good
    )
    found = list(read(path))
    assert [item.where.removeprefix(f"{tmp_path}/") for item in found if isinstance(item, Problem)] == [
        "rows.jsonl:2",
        "rows.jsonl:3",
        "rows.jsonl:4",
    ]
    assert [item.origin.removeprefix(f"{tmp_path}/") for item in found if isinstance(item, Report)] == [
        "rows.jsonl:1",
        "rows.jsonl:5",
    ]


def test_an_open_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    """A quotation mark that is never closed takes its own line with it, not the rest of the table."""
    path = tmp_path / "rows.csv"
    path.write_bytes(b'title,text,published\na,"open,2022-03-06\n' + b"b,Norra spoke.,2022-03-06\n" * 1500)
    found = list(read(path))
    assert [item.where.rpartition(":")[2] for item in found if isinstance(item, Problem)] == ["2"]
    assert sum(isinstance(item, Report) for item in found) == 1500


LONG = 1_500_000
SLOW = {
    "a line without end": ("a.txt", b"A" * LONG),
    "a head of notices": ("a.txt", b"Advertisement\n\n" * 60_000 + b"Police arrested two men in Lima on Monday."),
    "a million short lines": ("a.txt", b"A: b\n" * (LONG // 5)),
    "programs never closed": ("a.html", b"<html><body>" + b"<script>" * (LONG // 8)),
    "programs that begin in programs": ("a.html", b"<html><body>" + b"<script " * (LONG // 8)),
    "comments never closed": ("a.html", b"<html><body>" + b"<!--" * (LONG // 4)),
    "pictures never closed": ("a.html", b"<html><body>" + b"<svg>" * (LONG // 5)),
    "a mail of bounds": (
        "a.eml",
        b"From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * 90_000,
    ),
    "a mail of headers": (
        "a.eml",
        b"From: a\nTo: b\nSubject: c\n" + b"X-A: b\n" * (LONG // 7) + b"\nPolice arrested two men.",
    ),
}


@pytest.mark.parametrize(("name", "data"), SLOW.values(), ids=SLOW)
def test_what_is_made_to_take_long_takes_seconds(name: str, data: bytes) -> None:
    """Inputs that were found to keep a reader busy for minutes, or for ever, are done within seconds."""
    begun = time.process_time()
    found = list(read_entry(open_entry("input", name, io.BytesIO(data)), ReadSettings()))
    assert found
    assert time.process_time() - begun < 8


def test_a_return_in_a_cell_costs_nothing() -> None:
    """A carriage return, or any other sign that some take for the end of a line, stays inside its cell."""
    table = (
        'title,text\nA,Police arrested\rtwo men.\nB,"They\nmet\rin\u2028Lima."\nC,Talks began\u2028there.\n'.encode()
    )
    found = list(read_entry(open_entry("input", "a.csv", io.BytesIO(table)), ReadSettings(dated=False)))
    assert [item.title for item in found if isinstance(item, Report)] == ["A", "B", "C"]


def test_programs_and_pictures_go_and_facts_stay() -> None:
    """Programs, styles, pictures and comments are cut out, whatever their case; linked data and text are left."""
    markup = (
        '<p>a</p><SCRIPT type="x">1 < 2 </p></Script ><p>b</p><style>c</style><!-- <p>d</p> --><p>e</p>'
        '<script type="application/ld+json">{"f": 1}</script><svg><g></g></svg><p>g</p><script>h'
    )
    light = '<p>a</p><p>b</p><p>e</p><script type="application/ld+json">{"f": 1}</script><p>g</p><script>h'
    assert without_ballast(markup) == light


@pytest.mark.parametrize("line", ["<<b>77@wire.example>", "<77@", "<[", '<"', "<a@[>"])
def test_broken_lines_of_a_mail_head_cost_nothing(line: str) -> None:
    """A head that the standard parser breaks on is read as it stands, and the mail with it."""
    head = f"From: {line}\nSubject: Talks\nMessage-ID: {line}\nDate: Mon, 3 Mar 2025 10:00:00 +0000\n"
    mail = f"{head}\nPolice arrested two men."
    found = list(read_entry(open_entry("input", "a.eml", io.BytesIO(mail.encode())), ReadSettings(language="en")))
    assert [item.title for item in found if isinstance(item, Report)] == ["Talks"]
