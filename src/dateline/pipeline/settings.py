"""What a walk is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What a walk is told; small enough to hand to every worker.

    Attributes:
        codebook: folder of a codebook, None for the one that is shipped.
        entities: files or folders of actors that add to what is shipped.
        min_confidence: mentions below it are left out, None for the documented default.
        model: folder of a language model, None for the one that is shipped.
    """

    codebook: Path | None = None
    entities: tuple[Path, ...] = ()
    min_confidence: float | None = None
    model: Path | None = None

    @property
    def told(self) -> dict[str, object]:
        """Those that change what is coded, as they stand in the table of runs."""
        return {} if self.min_confidence is None else {"min_confidence": self.min_confidence}
