"""YAML whose values know where they stand.

Every scalar stays the string that was written: `010` is "010" and `no` is "no"; the schema converts (YAML 1.1 readers
would give 8 and False).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.core import Problem

HINTS = {  # what the parser says, and what mostly is the matter
    "'\\t'": "indent with spaces, not with tabs",
    "mapping values are not allowed": "put words that hold a colon in quotes",
    "expected <block end>": "begin all keys of one mapping in the same column",
}
KeyPath = tuple[str | int, ...]
Value = str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as strings, lists and dictionaries, with line and column (from 1) of every value and key.

    `label` is how messages name the file.
    """

    label: str
    value: Value
    values: dict[KeyPath, tuple[int, int]]
    keys: dict[KeyPath, tuple[int, int]]

    def where(self, path: KeyPath, *, key: bool = False) -> str:
        """Return "file:line:column" of a value (or of its key), of the nearest thing around it if it is absent."""
        marks = self.keys if key else self.values
        while path and path not in marks:
            path, marks = path[:-1], self.values
        line, column = marks.get(path, (1, 1))
        return f"{self.label}:{line}:{column}"


def read_yaml(path: Path, label: str) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document in `path` (empty if it cannot be read) and what is wrong with it as YAML."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    document = Document(label, {}, {}, {})
    try:
        text = path.read_text(encoding="utf-8")
        node = YAML(typ="safe", pure=True).compose(text)
    except UnicodeDecodeError as error:
        return document, (Problem(f"{label}:1:1", f"not UTF-8: {error.reason} at byte {error.start}"),)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{label}:{mark.line + 1}:{mark.column + 1}" if mark else label
        told = str(error.problem or error.context)
        hint = next((hint for words, hint in HINTS.items() if words in told), "")
        return document, (Problem(place, f"not YAML: {told}", hint),)
    except YAMLError as error:
        return document, (Problem(label, f"not YAML: {error}"),)
    problems: list[Problem] = []
    value = _walk(node, (), document, problems) if node is not None else {}
    return Document(label, value, document.values, document.keys), tuple(problems)


def _walk(node: Any, path: KeyPath, document: Document, problems: list[Problem]) -> Value:
    document.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if node.id == "sequence":
        return [_walk(child, (*path, index), document, problems) for index, child in enumerate(node.value)]
    if node.id == "mapping":
        return _walk_mapping(node, path, document, problems)
    return str(node.value)


def _walk_mapping(node: Any, path: KeyPath, document: Document, problems: list[Problem]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, child in node.value:
        name = str(key.value)
        place = (key.start_mark.line + 1, key.start_mark.column + 1)
        if name in found:
            problems.append(Problem(f"{document.label}:{place[0]}:{place[1]}", f'"{name}" is there twice'))
        document.keys[(*path, name)] = place
        found[name] = _walk(child, (*path, name), document, problems)
    return found
