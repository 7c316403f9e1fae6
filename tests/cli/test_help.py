"""What `--help` shows."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dateline.cli import COMMANDS, build, flow


def test_paragraphs_flow() -> None:
    """Lines of a docstring are joined, paragraphs and marked blocks are not."""
    assert flow("One.\n\n    Two\n    three.\n\n    [dim]a\n    b[/dim]\n") == "One.\n\nTwo three.\n\n[dim]a\nb[/dim]"


@pytest.mark.parametrize("command", [*COMMANDS, "knowledge check", "knowledge show", "knowledge export"])
def test_every_command_shows_examples(command: str) -> None:
    """As README.md says; groups show those of their commands."""
    words = [*command.split(), "--help"]
    shown = CliRunner().invoke(build(words), words, env={"COLUMNS": "100"}).stdout
    assert "Example" in shown or command in {"codebook", "knowledge"}
