"""The compiled form of a codebook: one JSON file that loads in milliseconds, made from the YAML and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dateline.codebook.codebook import Codebook
from dateline.codebook.nouns import Context, EventType, Example, Expected, Frame, Mode, Translation
from dateline.core import Status


def save_compiled(codebook: Codebook, path: Path) -> None:
    """Write the compiled form of `codebook` to `path`; the same codebook gives the same bytes."""
    path.write_text(json.dumps(asdict(codebook), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def load_compiled(path: Path) -> Codebook:
    """Return the codebook whose compiled form is in `path`."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Codebook(
        found["version"],
        found["base"],
        {code: _event_type(kind) for code, kind in found["event_types"].items()},
        {code: Context(**_tuples(context)) for code, context in found["contexts"].items()},
        found["statuses"],
        {code: Translation(**_tuples(row)) for code, row in found["crosswalk"].items()},
    )


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _event_type(values: dict[str, Any]) -> EventType:
    rest = {
        "modes": {code: Mode(**mode) for code, mode in values["modes"].items()},
        "examples": tuple(map(_example, values["examples"])),
        "counter_examples": tuple(map(_example, values["counter_examples"])),
        "frames": tuple(Frame(**_tuples(frame)) for frame in values["frames"]),
    }
    return EventType(**{**values, **rest})


def _example(values: dict[str, Any]) -> Example:
    return Example(values["text"], tuple(map(_expected, values["mentions"])), values["why"])


def _expected(values: dict[str, Any]) -> Expected:
    return Expected(**{**_tuples(values), "status": Status(values["status"])})
