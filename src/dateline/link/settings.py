"""What a linking run is told, and the weights it uses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How sure linking must be, and how far it looks.

    Attributes:
        join: log-odds that a pair must reach to be one event; 0 is a probability of one half.
        mean: log-odds that the pairs of two groups must reach on average before the groups become one.
        look_back: mentions of a block that a new one is compared with, the nearest first.
    """

    join: float = 0.0
    mean: float = -0.6
    look_back: int = 12


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds of every likeness and difference: of mentions of one report and of two, and of two reports."""

    within: Mapping[str, float]
    across: Mapping[str, float]
    stories: Mapping[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights of `resources/linking/weights.toml`, read once."""
    data = tomllib.loads(files("dateline").joinpath("resources/linking/weights.toml").read_text(encoding="utf-8"))
    return Weights(data["within"], {**data["within"], **data["across"]}, data["stories"])
