"""What pages carry around a story: dropped where a line or block says nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.read.words import load_table

LONGEST = 400
BULLET = re.compile(r"^\s*(?:[•·▪■●◦‣⁃*»›→–—-]+\s+|[•▪●◦‣⁃]\s*)+")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=\S)|\s*[\n•]\s*")
EDGES = " \t\n.,!?…:;-–—»›→|\"“”'‘’()[]"


@lru_cache(maxsize=1)
def load_boilerplate() -> dict[str, dict[str, object]]:
    """Return the kinds of boilerplate with their patterns and examples, as the data file has them."""
    kinds: dict[str, dict[str, object]] = load_table("boilerplate.yaml")
    return kinds


@lru_cache(maxsize=1)
def _load_pattern() -> re.Pattern[str]:
    patterns = [str(pattern) for kind in load_boilerplate().values() for pattern in _list(kind["patterns"])]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def is_boilerplate(block: str) -> bool:
    """Say whether every sentence of `block` is one that pages carry around a story; so is a block without words."""
    if len(block) > LONGEST:
        return False
    lines = "\n".join(BULLET.sub("", line) for line in block.split("\n"))
    sentences = [part.strip(EDGES) for part in SENTENCE_END.split(lines)]
    told = [sentence for sentence in sentences if sentence]
    return all(_load_pattern().fullmatch(sentence) for sentence in told) if told else bool(block.strip())


def without_boilerplate(text: str) -> str:
    """Return `text` without blocks and lines of boilerplate; one empty line parts the blocks that stay."""
    kept = []
    for block in re.split(r"\n[ \t\f\v\u00a0]*\n\s*", text):
        if is_boilerplate(block):
            continue
        lines = [line.rstrip() for line in block.split("\n")]
        if len(lines) > 1:
            lines = [line for line in lines if not is_boilerplate(line)]
        if lines:
            kept.append("\n".join(lines))
    return "\n\n".join(kept).strip()
