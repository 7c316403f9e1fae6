"""Saved pages of many layouts beside the story that each holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.core import Problem, Report
from dateline.read import read

PAGES = Path(__file__).parent.parent / "reports" / "pages"
FILES = sorted(PAGES.glob("*.html"))


def expected(path: Path) -> dict[str, object]:
    values: dict[str, object] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return values


def report_of(path: Path) -> Report:
    reports = [item for item in read(path) if isinstance(item, Report)]
    assert len(reports) == 1
    return reports[0]


def test_pages_were_found() -> None:
    """There are at least thirty layouts."""
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_story_alone_is_taken(path: Path) -> None:
    """Title, paragraphs, day and author are those of the story; nothing that stands around it comes along."""
    report, wanted = report_of(path), expected(path)
    assert report.title == wanted["title"]
    assert report.body.split("\n\n") == wanted["body"]
    assert str(report.published) == wanted["published"]
    assert report.author.replace(", ", " and ") == wanted["author"]
    assert report.language == wanted.get("language", "en")


def test_the_day_comes_with_its_evidence() -> None:
    """A page says where its day was read; a day of an update is none."""
    assert report_of(PAGES / "wordpress_classic.html").extra["published_from"] == "meta tag article:published_time"
    assert report_of(PAGES / "url_date_only.html").extra["published_from"] == "address of the page"
    updated = report_of(PAGES / "updated_not_first.html")
    assert (str(updated.published), updated.extra["published_from"]) == ("2024-05-14", "byline")


def problem_of(tmp_path: Path, markup: str) -> Problem:
    path = tmp_path / "page.html"
    path.write_text(markup, encoding="utf-8")
    (problem,) = read(path)
    assert isinstance(problem, Problem)
    return problem


def test_pages_without_a_story_say_why(tmp_path: Path) -> None:
    """A paywall, a page built by JavaScript and an empty page are problems with a reason."""
    shell = "<!doctype html><html><head>{}</head><body>{}</body></html>"
    paid = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert "paywall" in problem_of(tmp_path, shell.format(paid, "<p>Log in</p>")).message
    noscript = "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"
    assert "JavaScript" in problem_of(tmp_path, shell.format("", noscript)).message
    assert "no article" in problem_of(tmp_path, shell.format("", "")).message


def test_the_same_story_fetched_twice_has_one_id(tmp_path: Path) -> None:
    """What changes around a story between two visits does not change its id."""
    first = (PAGES / "wordpress_classic.html").read_text(encoding="utf-8")
    path = tmp_path / "again.html"
    path.write_text(
        first.replace("812 partners", "977 partners").replace("Recent Posts", "Old Posts"), encoding="utf-8"
    )
    assert report_of(path).id == report_of(PAGES / "wordpress_classic.html").id
