"""`dateline knowledge`: ask, check, show, bring in and hand on what is known of actors."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.days import read_day

if TYPE_CHECKING:
    from dateline.core import Entity, Role
    from dateline.knowledge import Candidate, Knowledge

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode="rich")

Own = Annotated[
    list[Path] | None, typer.Option("--entities", help="Entity files or folders that add to what is known.")
]

WHO_EPILOG = """
Examples:\n
  dateline knowledge who "Angela Merkel" --on 2015-06-01\n
  dateline knowledge who Kremlin\n
  dateline knowledge who Guaido --on 2019-05-01
"""
SHOW_EPILOG = """
Examples:\n
  dateline knowledge show\n
  dateline knowledge show FRA
"""
CHECK_EPILOG = """
Examples:\n
  dateline knowledge check\n
  dateline knowledge check lab.yaml
"""
EXPORT_EPILOG = """
Examples:\n
  dateline knowledge export --format ftm > entities.ftm.jsonl\n
  dateline knowledge export --entities lab.yaml | head
"""
IMPORT_EPILOG = """
Example:\n
  dateline knowledge import Phoenix.Countries.actors.txt Phoenix.agents.txt --format phoenix > lab.yaml\n
  dateline code news.jsonl --entities lab.yaml
"""


class ImportFormat(StrEnum):
    """Dictionaries that can be brought in."""

    phoenix = "phoenix"


class ExportFormat(StrEnum):
    """Forms in which entities can be handed on."""

    ftm = "ftm"


@app.command(epilog=WHO_EPILOG)
def who(
    name: Annotated[str, typer.Argument(help="A name, adjective, metonym or family name.")],
    on: Annotated[str, typer.Option(help="The day that matters, as YYYY-MM-DD; without it all days.")] = "",
    entities: Own = None,
) -> None:
    """Say whom a name may mean, and what they were on a day. Exit code 1 where nobody goes by it."""
    from dateline.core import Period

    day = _day(on)
    found = _knowledge(entities).who(name, Period.day(day) if day else None)
    if not found:
        typer.echo(f"nobody known as {name!r}; add an entry and give it with --entities", err=True)
        raise typer.Exit(1)
    for candidate in found:
        typer.echo("\n".join(_candidate_lines(candidate, day)))


@app.command(epilog=SHOW_EPILOG)
def show(
    identity: Annotated[str, typer.Argument(help="An id, as `who` prints it; without it figures.", metavar="ID")] = "",
    entities: Own = None,
) -> None:
    """Show everything known of one entity, or, without an id, how much is known."""
    known = _knowledge(entities)
    if not identity:
        _show_figures(known)
        return
    entity = known.lookup_entity(identity)
    if entity is None:
        typer.echo(f"no entity with the id {identity!r}; `dateline knowledge who NAME` prints ids", err=True)
        raise typer.Exit(1)
    typer.echo("\n".join(_entity_lines(entity, known.codes_of(identity))))


@app.command(epilog=CHECK_EPILOG)
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Entity files or folders; without them what is shipped.")
    ] = None,
) -> None:
    """Check entity files: faults, overlaps, gaps, days in the future, names twice. Exit code 1 where there are any."""
    from datetime import UTC, datetime

    from dateline.knowledge.checks import check_entities

    files = [
        file for path in paths or [_shipped()] for file in (sorted(path.rglob("*.yaml")) if path.is_dir() else [path])
    ]
    problems = check_entities(files, datetime.now(tz=UTC).date())
    for problem in problems:
        hint = f" ({problem.hint})" if problem.hint else ""
        typer.echo(f"{problem.where}: {problem.message}{hint}")
    told = f"{len(files)} file{'s' * (len(files) != 1)}, {len(problems)} finding{'s' * (len(problems) != 1)}"
    typer.echo(told, err=True)
    if problems:
        raise typer.Exit(1)


@app.command(name="import", epilog=IMPORT_EPILOG)
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Dictionary files.", exists=True)],
    form: Annotated[ImportFormat, typer.Option("--format", help="Form of the dictionaries.")] = ImportFormat.phoenix,
) -> None:
    """Turn actor and agent dictionaries of a lab into an entity file, on standard output.

    Lines that cannot be read are named on standard error (exit code 1); the others are kept.
    """
    from dateline.knowledge.phoenix_import import write_dictionaries

    assert form is ImportFormat.phoenix
    problems = write_dictionaries(paths, sys.stdout)
    for problem in problems:
        typer.echo(f"{problem.where}: {problem.message} ({problem.hint})", err=True)
    if problems:
        raise typer.Exit(1)


@app.command(epilog=EXPORT_EPILOG)
def export(
    form: Annotated[ExportFormat, typer.Option("--format", help="Form to hand on: FollowTheMoney.")] = ExportFormat.ftm,
    entities: Own = None,
) -> None:
    """Hand on every entity as FollowTheMoney objects, one JSON object a line."""
    from dateline.knowledge.followthemoney import entity_objects

    assert form is ExportFormat.ftm
    for row in entity_objects(_knowledge(entities).entities()):
        typer.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))


def _knowledge(paths: list[Path] | None) -> Knowledge:
    """Return the knowledge, or stop with the faults of the own files."""
    from dateline.knowledge import KnowledgeError, load_knowledge

    try:
        return load_knowledge(paths or ())
    except KnowledgeError as error:
        for problem in error.problems:
            typer.echo(f"{problem.where}: {problem.message} ({problem.hint})", err=True)
        raise typer.Exit(2) from None


def _shipped() -> Path:
    """Return the folder of the shipped entity files."""
    from importlib.resources import files

    return Path(str(files("dateline") / "resources" / "entities"))


def _day(text: str) -> date | None:
    """Return a day, or stop with a hint."""
    try:
        return read_day(text) if text else None
    except typer.BadParameter as error:
        raise typer.BadParameter(error.message, param_hint="--on") from None


def _candidate_lines(candidate: Candidate, day: date | None) -> list[str]:
    """Return the lines for one candidate: who, by which kind of name, and the roles."""
    entity = candidate.entity
    how = candidate.form if candidate.match == "exact" else candidate.match
    lines = [f"{entity.id}\t{entity.name}\t{entity.kind}\tby {how}"]
    if day is not None and not candidate.roles:
        return [*lines, f"  no role known on {day}; others: {len(entity.roles)}"]
    return [*lines, *(_role_line(role) for role in candidate.roles)]


def _role_line(role: Role) -> str:
    days = f"{role.held.first or '..'} to {role.held.last or '..'}"
    return f"  {role.country or '-'} {role.sector or '-'}  {days}  {role.title or '(no title)'}  [{role.source}]"


def _entity_lines(entity: Entity, codes: dict[str, str]) -> list[str]:
    """Return the lines for one entity."""
    lines = [f"{entity.id}  {entity.kind}", f"names: {'; '.join(entity.names)}"]
    if codes:
        lines.append("codes: " + ", ".join(f"{key} {value}" for key, value in sorted(codes.items())))
    return [*lines, *(_role_line(role) for role in entity.roles)]


def _show_figures(known: Knowledge) -> None:
    """Print how many entities of each kind are known."""
    from collections import Counter

    kinds = Counter(entity.kind for entity in known.entities())
    typer.echo(f"knowledge {known.version}")
    for kind, number in sorted(kinds.items()):
        typer.echo(f"  {kind}: {number}")
    typer.echo(f"  nouns for those who act: {len(known.tables['agents'])}")
    typer.echo(f"  names and other words: {len(known.tables['names'])}")
