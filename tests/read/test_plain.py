"""Plain text: title, byline and day at the head, boilerplate gone, the rest as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.core import Problem, Report
from dateline.read import ReadSettings, read
from dateline.read.plain import split_byline, split_title

BODY = "The ministers of Norra and Sund met on Monday.\nThey agreed to reopen the strait.\n\nNobody else spoke."


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Title\n\nBody", "Title", "Body"),
        ("  Title \n \t\nBody", "Title", "Body"),
        ("Line one\nline two\n\nBody", "", "Line one\nline two\n\nBody"),
        ("Only a line", "", "Only a line"),
        ("\n\nTitle\n\nBody\n\nMore", "Title", "Body\n\nMore"),
        ("", "", ""),
    ],
)
def test_the_first_line_is_the_title_if_an_empty_line_follows(text: str, title: str, body: str) -> None:
    """A first line that stands alone is the title; any other is text."""
    assert split_title(text) == (title, body)


@pytest.mark.parametrize(
    ("head", "author", "day"),
    [
        ("By Ana Example\n\n", "Ana Example", None),
        ("By Ana Example and Bo de Sample\nMarch 6, 2022\n\n", "Ana Example and Bo de Sample", date(2022, 3, 6)),
        ("Sunday, 6 March 2022\n\nBy Ana Example\n\n", "Ana Example", date(2022, 3, 6)),
        ("Published: 6 March 2022, 10:15 GMT\n", "", date(2022, 3, 6)),
        ("2022-03-06\n\nShare on Facebook\n\n", "", date(2022, 3, 6)),
        ("Updated 7 March 2022\n\nMarch 6, 2022\n\n", "", date(2022, 3, 6)),
        ("", "", None),
        ("By the river, two men met.\n\n", "", None),
    ],
)
def test_lines_at_the_head_are_read(head: str, author: str, day: date | None) -> None:
    """Byline and day are taken from lines that hold nothing else, whatever their order; days of updates are not."""
    found, published, body = split_byline(head + BODY)
    assert (found, published.day if published else None) == (author, day)
    assert body.lstrip() == (head + BODY if "river" in head else BODY)


def read_text(tmp_path: Path, text: str, settings: ReadSettings | None = None) -> tuple[Report, list[Problem]]:
    path = tmp_path / "x.txt"
    path.write_bytes(text.encode())
    items = list(read(path, settings))
    (report,) = (item for item in items if isinstance(item, Report))
    return report, [item for item in items if isinstance(item, Problem)]


def test_the_day_comes_from_the_text_then_from_the_user(tmp_path: Path) -> None:
    """A line of its own comes first, then the default of the user, then a credit with a year; else it is missing."""
    told = ReadSettings(published=date(2022, 3, 9))
    line, _ = read_text(tmp_path, f"Title\n\nMarch 6, 2022\n\n{BODY}", told)
    assert (line.published, line.extra["published_from"]) == (date(2022, 3, 6), "line at the head of the story")
    credit = f"Title\n\nNORRA, March 5, 2022 (Example) - {BODY}"
    assert read_text(tmp_path, credit, told)[0].published == date(2022, 3, 9)
    report, problems = read_text(tmp_path, credit)
    assert (report.published, report.extra["published_from"]) == (date(2022, 3, 5), "credit at the head of the story")
    assert problems == []
    report, problems = read_text(tmp_path, f"Title\n\n{BODY}")
    assert report.published is None
    assert [problem.message for problem in problems] == ["no publication day"]


def test_line_ends_and_accents_are_made_one(tmp_path: Path) -> None:
    """The text of record is NFC with line feeds, and its paragraphs are parted by one empty line."""
    report, _ = read_text(tmp_path, "Cafe\u0301 law\r\n\r\nOne line.\r\n\r\n\r\n\r\nAnother.\r\n")
    assert report.text == "Café law\n\nOne line.\n\nAnother."


def test_ids_hang_on_what_is_told(tmp_path: Path) -> None:
    """The same words, publisher and day give the same id; another day gives another."""
    first = read_text(tmp_path, f"Title\n\n{BODY}", ReadSettings(published=date(2022, 3, 6)))[0]
    again = read_text(tmp_path, f"Title\r\n\r\n{BODY}\n", ReadSettings(published=date(2022, 3, 6)))[0]
    other = read_text(tmp_path, f"Title\n\n{BODY}", ReadSettings(published=date(2022, 3, 7)))[0]
    assert first.id == again.id
    assert first.id != other.id


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_another_encoding_is_read_and_named(tmp_path: Path, encoding: str) -> None:
    """Text that is not UTF-8 is read by the likeliest encoding, and a problem says which."""
    path = tmp_path / "x.txt"
    path.write_bytes("Titel über Zölle\n\nDas Land senkte die Zölle am Montag.".encode(encoding))
    items = list(read(path))
    assert any(isinstance(item, Report) and item.title == "Titel über Zölle" for item in items)
    assert any(isinstance(item, Problem) and "read as cp1252" in item.message for item in items)
