"""From YAML to the nouns of a codebook; what does not fit becomes a problem with its place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import fields
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dateline.codebook.nouns import Context, EventType, Example, Expected, Frame, Header, Mode, Translation
from dateline.codebook.positions import Document, KeyPath
from dateline.core import Problem

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")
FIELDS = tuple(
    name.name
    for noun in (Header, EventType, Mode, Example, Expected, Frame, Context, Translation)
    for name in fields(noun)
    if name.name != "own"
)
MESSAGES = {
    "missing": '"{name}" is missing',
    "missing_argument": '"{name}" is missing',
    "unexpected_keyword_argument": 'unknown key "{name}"',
    "literal_error": 'unknown {name} "{input}"',
    "enum": 'unknown {name} "{input}"',
    "float_parsing": '{name} "{input}" is no number',
    "bool_parsing": '{name} "{input}" is neither true nor false',
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
        return None, tuple(_problem(document, fault) for fault in error.errors(include_url=False))
    return found, ()


def _problem(document: Document, fault: ErrorDetails) -> Problem:
    path: KeyPath = tuple(step for step in fault["loc"] if step != "[key]")
    kind, name = fault["type"], str(path[-1]) if path else "file"
    shape = MESSAGES.get(kind)
    message = shape.format(name=name, input=fault["input"]) if shape else f"{name}: {fault['msg']}"
    where = document.where(path, key=kind == "unexpected_keyword_argument")
    return Problem(where, message, _hint(kind, name, fault))


def _hint(kind: str, name: str, fault: ErrorDetails) -> str:
    if kind == "unexpected_keyword_argument":
        return did_you_mean(name, FIELDS)
    if kind in {"literal_error", "enum"}:
        context: dict[str, Any] = fault.get("ctx", {})
        return did_you_mean(
            str(fault["input"]), str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
        )
    return ""
