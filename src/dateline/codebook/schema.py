"""From YAML to the nouns of a codebook; what does not fit becomes a problem with its place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import fields
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from dateline.codebook.nouns import Example, Expected, Frame, Mode
from dateline.codebook.positions import Document, KeyPath
from dateline.core import Problem

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")
INSIDE = {"examples": Example, "counter_examples": Example, "mentions": Expected, "frames": Frame, "modes": Mode}
MESSAGES = {
    "missing": '"{name}" is missing',
    "missing_argument": '"{name}" is missing',
    "unexpected_keyword_argument": 'unknown key "{name}"',
    "literal_error": 'unknown {name} "{input}"',
    "enum": 'unknown {name} "{input}"',
    "float_parsing": '{name} "{input}" is no number',
    "bool_parsing": '{name} "{input}" is neither true nor false',
    "tuple_type": "{name} must be a list",
    "dict_type": "{name} must be a mapping of keys to values",
    "string_type": "{name} must be words, not a list or mapping",
    "dataclass_type": "this must be a mapping of keys to values",
}
HINTS = {
    "tuple_type": "write [{input}], or each on a line of its own after a dash",
    "string_type": "put it in quotes if it holds a colon or a bracket",
}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest of `known`, or all of them if none is near."""
    known = list(dict.fromkeys(known))
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else f"known are {', '.join(known)}" if known else ""


@lru_cache
def _adapter(noun: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(noun)


def fit(document: Document, noun: type[T]) -> tuple[T | None, tuple[Problem, ...]]:
    """Return what `document` says as a value of type `noun`, or None and why it does not fit."""
    from pydantic import ValidationError

    try:
        found: T = _adapter(cast("Hashable", noun)).validate_python(document.value)
    except ValidationError as error:
        return None, tuple(_problem(document, fault, noun) for fault in error.errors(include_url=False))
    return found, ()


def _problem(document: Document, fault: ErrorDetails, noun: Any) -> Problem:
    path: KeyPath = tuple(step for step in fault["loc"] if step != "[key]")
    kind, name = fault["type"], str(path[-1]) if path else "file"
    shape = MESSAGES.get(kind)
    message = shape.format(name=name, input=fault["input"]) if shape else f"{name}: {fault['msg']}"
    where = document.where(path, key=kind == "unexpected_keyword_argument")
    return Problem(where, message, _hint(kind, fault, path, noun))


def _hint(kind: str, fault: ErrorDetails, path: KeyPath, noun: Any) -> str:
    if kind == "unexpected_keyword_argument":
        return did_you_mean(str(path[-1]), _keys_at(path, noun))
    if kind in HINTS:
        return HINTS[kind].format(input=fault["input"])
    if kind in {"literal_error", "enum"}:
        context: dict[str, Any] = fault.get("ctx", {})
        return did_you_mean(
            str(fault["input"]), str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
        )
    return ""


def _keys_at(path: KeyPath, noun: Any) -> list[str]:
    """Return the keys that may stand where `path` ends in a document of type `noun`."""
    noun = get_args(noun)[-1] if get_args(noun) else noun  # of a mapping, its values
    for step in path[:-1]:
        noun = INSIDE.get(str(step), noun)
    return [key.name for key in fields(noun) if key.name != "own"]
