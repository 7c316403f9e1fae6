"""`dateline codebook`: check and show codebooks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dateline.cli.output import counted

if TYPE_CHECKING:
    from dateline.codebook import Codebook, EventType, Example
    from dateline.core import Problem
    from dateline.pipeline import Tools

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode="rich")

CHECK_EPILOG = """
Examples:\n
  dateline codebook check\n
  dateline codebook check examples/codebook-elections\n
  dateline codebook check my-codebook --structure-only
"""
SHOW_EPILOG = """
Examples:\n
  dateline codebook show\n
  dateline codebook show SANCTION\n
  dateline codebook show BORDER-CLOSURE --codebook examples/codebook-elections
"""


@app.command(epilog=CHECK_EPILOG)
def check(
    path: Annotated[
        Path | None, typer.Argument(help="Folder of a codebook; without it the one that is shipped.", exists=True)
    ] = None,
    structure_only: Annotated[bool, typer.Option("--structure-only", help="Do not code the examples.")] = False,
) -> None:
    """Check a codebook: every file by its form, every code that it names, then every example by coding it.

    Each fault names file, line and column, and what was meant. Exit codes: 0 the files are in order (examples may still
    be coded wrongly: the figures say how many), 1 they have faults.
    """
    codebook = _load(path, sources=True)
    types = codebook.event_types.values()
    parts = f"{counted(len(types), 'type')}, {counted(len(codebook.contexts), 'context')}"
    typer.echo(f"{codebook.version}: {parts}, in order", err=True)
    if not structure_only:
        _check_examples(codebook, path)


@app.command(epilog=SHOW_EPILOG)
def show(
    event_type: Annotated[str, typer.Argument(help="Code of a type; without it all types.", metavar="TYPE")] = "",
    codebook: Annotated[Path | None, typer.Option(help="Folder of a codebook of your own.", exists=True)] = None,
) -> None:
    """Show the types of a codebook, or one of them with its modes, its choices and its examples."""
    loaded = _load(codebook)
    if not event_type:
        lines = _overview(loaded)
    elif event_type.upper() in loaded.event_types:
        lines = _one_type(loaded.event_types[event_type.upper()])
    else:
        raise typer.BadParameter(f"no type {event_type} in {loaded.version}; it has {', '.join(loaded.event_types)}")
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _load(path: Path | None, *, sources: bool = False) -> Codebook:
    """Return a codebook, the shipped one from its YAML where `sources` says so; tell its faults and stop."""
    from dateline.codebook import CodebookError, load_codebook, load_folder
    from dateline.codebook.load import plover_folder

    try:
        return load_folder(path or plover_folder()) if sources else load_codebook(path)
    except CodebookError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None


def _overview(codebook: Codebook) -> Iterator[str]:
    yield f"{codebook.version}" + (f", built on {codebook.base}" if codebook.base else "")
    yield ""
    for kind in codebook.event_types.values():
        score = "" if kind.score is None else f"{kind.score:+g}"
        yield f"{kind.code:<16} {kind.quad:<21} {score:>5}  {', '.join(kind.modes) or '-'}"
    yield ""
    yield f"contexts: {', '.join(codebook.contexts)}"


def _one_type(kind: EventType) -> Iterator[str]:
    score = "none" if kind.score is None else f"{kind.score:+g}"
    yield f"{kind.code}: {kind.definition}"
    yield f"  {kind.quad}, score {score}, CAMEO {kind.cameo or 'none'}" + (
        ", requires a recipient" if kind.requires_recipient else ""
    )
    for code, mode in kind.modes.items():
        own = "" if mode.score is None else f" ({mode.score:+g})"
        yield f"  {code}{own}: {mode.definition}"
    if kind.notes:
        yield f"Notes: {kind.notes}"
    for title, examples in (("Examples", kind.examples), ("Not this", kind.counter_examples)):
        if examples:
            yield f"{title}:"
        yield from (line for example in examples for line in _one_example(example, kind.code))


def _one_example(example: Example, code: str) -> Iterator[str]:
    yield f"  {example.text}" + (f"  [{example.why}]" if example.why else "")
    for mention in example.mentions:
        modes = "".join(f"/{mode}" for mode in mention.modes)
        people = f"{'; '.join(mention.actors) or '?'} → {'; '.join(mention.recipients) or '-'}"
        yield f'    "{mention.trigger}": {mention.type or code}{modes}, {mention.status}, {people}'


def _check_examples(codebook: Codebook, path: Path | None) -> None:
    """Code every example and print, type by type, how many come out right, then what went wrong."""
    from dateline.pipeline import Settings, load_tools

    tools = load_tools(Settings(codebook=path))
    checked = [_check_type(kind, tools) for kind in codebook.event_types.values()]
    for of_type, problems in checked:
        typer.echo(of_type.line)
        for problem in problems:
            typer.echo(f"  {problem.where}: {problem.message}")
    figures = [figures for figures, _ in checked]
    whole = Figures(
        "all", sum(f.all for f in figures), sum(f.type_right for f in figures), sum(f.right for f in figures)
    )
    typer.echo(whole.line)


class Figures(NamedTuple):
    """How many examples and counter-examples of a type there are, have the type right, have everything right."""

    code: str
    all: int
    type_right: int
    right: int

    @property
    def line(self) -> str:
        """One line for the user."""
        return (
            f"{self.code:<16} of {self.all:>3} examples {self.type_right:>3} have the type right, {self.right:>3} all"
        )


def _check_type(kind: EventType, tools: Tools) -> tuple[Figures, list[Problem]]:
    from dateline.codebook import check_example, has_type
    from dateline.core import Report
    from dateline.pipeline import code_report

    problems: list[Problem] = []
    examples = (*kind.examples, *kind.counter_examples)
    type_right = right = 0
    for example in examples:
        mentions = code_report(Report(kind.code, "", example.text), tools).mentions
        wrong = check_example(example, kind.code, mentions)
        type_right += has_type(example, kind.code, mentions)
        right += not wrong
        problems.extend(wrong)
    return Figures(kind.code, len(examples), type_right, right), problems
