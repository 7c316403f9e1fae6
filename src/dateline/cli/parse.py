"""`dateline parse`: the sentences of reports as CoNLL-U."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EPILOG = """
Examples:\n
  dateline parse report.txt > report.conllu\n
  dateline parse - --format conllu < items.jsonl\n
  dateline parse --pretokenized gold.conllu > parsed.conllu
"""


class Format(StrEnum):
    """What sentences are written as."""

    CONLLU = "conllu"


def parse(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="INPUT…")],
    format_: Annotated[Format, typer.Option("--format", help="Form of the output.")] = Format.CONLLU,  # noqa: ARG001
    pretokenized: Annotated[bool, typer.Option(help="The input is CoNLL-U: keep its words and sentences.")] = False,
    map_: Annotated[str, typer.Option("--map", help="Field names of the input: text=body.")] = "",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes (default: one for each core).")] = None,
) -> None:
    """Give the sentences of reports: words, lemmas, tags, trees, and named entities as BIO tags under NE in MISC.

    Offsets (start_char, end_char in MISC) are code points of the text of record. Exit codes as of `dateline code`.
    """
    from dateline.cli.output import tell
    from dateline.cli.stores import read_map
    from dateline.core import Problem
    from dateline.pipeline import count_workers, parse_reports, read_inputs
    from dateline.read import ReadSettings

    if pretokenized:
        for path in inputs:
            sys.stdout.writelines(_filled(path))
        return
    told = ReadSettings(fields=read_map(map_), dated=False)
    lost = parsed = 0
    for item in parse_reports(read_inputs(inputs, told), count_workers(workers)):
        if isinstance(item, Problem):
            tell(item)
            lost += not item.is_note
        else:
            sys.stdout.write(item)
            parsed += 1
    raise typer.Exit(0 if not lost else 1 if parsed else 3)


def _filled(path: str) -> Iterator[str]:
    """Yield the given CoNLL-U with the model's tags, lemmas, trees and names."""
    from dateline.language import load_model
    from dateline.language.conllu import fill_given, read_given

    model = load_model()
    with sys.stdin if path == "-" else Path(path).open(encoding="utf8") as lines:
        try:
            for given in read_given(lines):
                parsed = model.parse_given(given.text, given.words)
                yield from (fill_given(rows, sentence) for rows, sentence in zip(given.lines, parsed, strict=True))
        except ValueError as error:
            typer.echo(f"{path}: {error}", err=True)
            raise typer.Exit(2) from None
