"""The docs are true: commands have help, examples and a line in the docs; links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dateline", *words], capture_output=True, text=True, check=False, cwd=ROOT
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_line_in_the_docs(name: str) -> None:
    """`--help` of each command works and shows examples; the docs have a line for it."""
    done = run(name, "--help")
    assert done.returncode == 0, done.stderr
    assert "Examples" in done.stdout or "Commands" in done.stdout
    assert f"`dateline {name}`" in (ROOT / "docs" / "commands.md").read_text(encoding="utf8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_is_linked() -> None:
    """No page of the docs is an orphan."""
    linked = {link for page in PAGES for link in re.findall(r"([\w-]+\.md)", page.read_text(encoding="utf8"))}
    assert {page.name for page in PAGES} - linked <= {"README.md"}


def test_commands_of_the_readme_run(tmp_path: Path) -> None:
    """What the README says after the installation works as it stands there, on the example reports."""
    text = (ROOT / "README.md").read_text(encoding="utf8")
    assert "dateline code examples/reports --published 2026-03-10 --into events.duckdb" in text
    store = str(tmp_path / "events.duckdb")
    coded = run("code", "examples/reports", "--published", "2026-03-10", "--into", store, "--format", "jsonl")
    assert coded.returncode == 0, coded.stderr
    listed = run("events", store, "--type", "ACCUSE")
    assert listed.returncode == 0, listed.stderr
    number = re.search(r"m-[0-9a-f]{8,}", listed.stdout or coded.stdout)
    assert number
    explained = run("explain", number.group(), "--store", store)
    assert explained.returncode == 0, explained.stderr
    assert "ACCUSE" in explained.stdout
    assert run("link", store).returncode == 0
