"""Loads a codebook: the one that is shipped from its compiled form, a user's own from its folder of YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from dateline.codebook.codebook import Codebook
from dateline.codebook.compiled import load_compiled
from dateline.codebook.draft import Draft
from dateline.codebook.nouns import Context, EventType, Header, Translation
from dateline.codebook.positions import Document, read_yaml
from dateline.core import Problem

PLOVER = "plover"
T = TypeVar("T")


class CodebookError(Exception):
    """A codebook has faults; `problems` holds all of them with file, line and column."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems)  # as they are, so that the error can travel from a worker

    def __str__(self) -> str:
        return "\n".join(written(problem) for problem in self.problems)


def written(problem: Problem) -> str:
    """Return a problem as one line: place, what is wrong, how to mend it."""
    return f"{problem.where}: {problem.message}" + (f": {problem.hint}" if problem.hint else "")


def plover_folder() -> Path:
    """Return the folder of the codebook that is shipped."""
    return Path(__file__).parent.parent / "resources" / "codebooks" / PLOVER


def load_codebook(path: Path | None = None) -> Codebook:
    """Return the codebook in folder `path`, or the one that is shipped.

    Raises `CodebookError` with every fault of the folder.
    """
    return load_compiled(plover_folder() / "compiled.json") if path is None else load_folder(path)


def load_folder(path: Path) -> Codebook:
    """Return the codebook written as YAML in folder `path`. Raises `CodebookError` with every fault."""
    from dateline.codebook.check import check_draft

    draft = _read_folder(path)
    _mark_own(draft)
    base = load_codebook() if draft.header and draft.header.extends == PLOVER else None
    codebook = _assemble(draft, base)
    problems = (*draft.problems, *check_draft(draft, codebook, base))
    if problems:
        raise CodebookError(problems)
    return codebook


def _read_folder(path: Path) -> Draft:
    draft = Draft()
    if path.name == "codebook.yaml" and path.is_file():
        raise CodebookError((Problem(str(path), "a file", f"give its folder, {path.parent}"),))
    if not (path / "codebook.yaml").is_file():
        hint = "a codebook is a folder with codebook.yaml and events/TYPE.yaml"
        raise CodebookError((Problem(str(path), "no codebook.yaml here", hint),))
    draft.header, draft.header_file = _read(draft, path, "codebook.yaml", Header)
    for file in sorted((path / "events").glob("*.yaml")):
        _read_type(draft, path, f"events/{file.name}")
    for file in sorted((path / "events").glob("*.yml")):
        draft.problems.append(Problem(f"events/{file.name}", "not read", f"name it {file.stem}.yaml"))
        draft.faulty.add(file.stem)
    contexts, _ = _read(draft, path, "contexts.yaml", dict[str, Context])
    statuses, _ = _read(draft, path, "statuses.yaml", dict[str, str])
    crosswalk, draft.crosswalk_file = _read(draft, path, "crosswalk.yaml", dict[str, Translation])
    draft.contexts, draft.statuses, draft.crosswalk = contexts or {}, statuses or {}, crosswalk or {}
    return draft


def _read(draft: Draft, folder: Path, name: str, noun: type[T]) -> tuple[T | None, Document | None]:
    from dateline.codebook.schema import fit

    if not (folder / name).is_file():
        return None, None
    document, faults = read_yaml(folder / name, name)
    draft.problems.extend(faults)
    value, misfits = (None, ()) if faults else fit(document, noun)
    draft.problems.extend(misfits)
    return value, document


def _read_type(draft: Draft, folder: Path, name: str) -> None:
    kind, document = _read(draft, folder, name, EventType)
    if kind is None or document is None:
        draft.faulty.add(Path(name).stem)
        return
    if f"events/{kind.code}.yaml" != name:
        draft.faulty.add(Path(name).stem)
        where = document.where(("code",))
        draft.problems.append(
            Problem(where, f'code "{kind.code}" is not the name of the file', f"name it {kind.code}.yaml")
        )
    draft.types[kind.code] = (kind, document)


def _mark_own(draft: Draft) -> None:
    """Every type of the draft says whether it is one that PLOVER lacks."""
    is_shipped = draft.header is not None and draft.header.name == PLOVER
    known = set(draft.types) if is_shipped else set(load_codebook().event_types)
    draft.types = {code: (replace(kind, own=code not in known), file) for code, (kind, file) in draft.types.items()}


def _assemble(draft: Draft, base: Codebook | None) -> Codebook:
    header = draft.header or Header("", "")
    shipped = None if header.name == PLOVER else load_codebook()
    own = {code: kind for code, (kind, _) in draft.types.items()}
    types: Mapping[str, EventType] = {**(base.event_types if base else {}), **own}
    version = f"{header.name}-{header.version}"
    return Codebook(
        f"{version}+{base.version}" if base else version,
        header.extends,
        _narrowed(types, header.types),
        {**(base.contexts if base else {}), **draft.contexts},
        {**(shipped.statuses if shipped else {}), **draft.statuses},
        {**(base.crosswalk if base else {}), **draft.crosswalk},
    )


def _narrowed(types: Mapping[str, EventType], only: Iterable[str]) -> dict[str, EventType]:
    wanted = set(only)
    return {code: kind for code, kind in types.items() if not wanted or code in wanted}
