"""The shipped network: one encoder pass per window by onnxruntime, the light pair heads in numpy.

Each window is run by itself, without padding: the int8 kernels scale activations by what they see, so that only a
window alone gives the same numbers in every company (one by one, in batches, on many workers).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.language.wordpiece import WordPiece, shape_of

Floats = NDArray[np.float32]
EDGE_SHAPE = 6
"""The shape given to the marks at both ends of a window."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a window of P pieces: logits by head ([P, labels]), and sides of its pair heads."""

    out: dict[str, Floats]

    def __getitem__(self, head: str) -> Floats:
        """Return the logits of one head."""
        return self.out[head]

    def probabilities(self, head: str) -> Floats:
        """Return the softmax of one head, [P, labels]."""
        return softmax(self.out[head])


def softmax(logits: Floats) -> Floats:
    """Return probabilities over the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), dtype=np.float32)


def _import_runtime() -> ModuleType:
    """Return onnxruntime with its telemetry off.

    Since 1.29 its Linux builds gather events under the home folder and send them to their maker, unless this is set
    before they are loaded; the call covers other systems.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime  # type: ignore[no-any-return]


class Network:
    """The encoder with its heads, loaded from a folder with `model.onnx`, `heads.npz`, `labels.json`, `vocab.txt`."""

    def __init__(self, folder: Path) -> None:
        """Load everything; takes a fraction of a second. Raises `FileNotFoundError` when a file is missing."""
        onnxruntime = _import_runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_mem_pattern = False  # windows differ in length: plans for each only hold memory
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._names = [output.name for output in self._session.get_outputs()]
        with np.load(folder / "heads.npz") as stored:
            self._heads: dict[str, Floats] = {name: stored[name] for name in stored.files}
        card: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf8"))
        self.version: str = card["version"]
        self.labels: dict[str, list[str]] = card["labels"]
        self.fitted: dict[str, Any] = card["fitted"]
        self.wordpiece = WordPiece((folder / "vocab.txt").read_text(encoding="utf8").split("\n"))

    def run(self, words: Sequence[str]) -> Scores:
        """Return the scores of one window; `words` are its pieces."""
        ids, shapes, first = [self.wordpiece.cls], [EDGE_SHAPE], []
        for word in words:
            first.append(len(ids))
            numbers = self.wordpiece.ids_of(word)
            ids += numbers
            shapes += [shape_of(word)] * len(numbers)
        ids.append(self.wordpiece.sep)
        shapes.append(EDGE_SHAPE)
        feeds = {"ids": np.array([ids]), "shapes": np.array([shapes]), "first": np.array([first])}
        found = self._session.run(self._names, feeds)
        return Scores({name: value[0] for name, value in zip(self._names, found, strict=True)})

    def score_pairs(self, head: str, left: Floats, right: Floats, distances: NDArray[np.int64] | None = None) -> Floats:
        """Return logits of pairs, [N, labels], from the two sides of a pair head (broadcast against each other).

        The sum of both sides goes through a rectifier, their product stands beside it, and one linear layer reads both;
        `distances` in pieces choose an embedding that joins the sum.
        """
        size = left.shape[-1] // 2
        total = left[..., :size] + right[..., :size]
        if distances is not None:
            total = total + self._heads[f"{head}.distance"][np.searchsorted(self._heads["buckets"], distances)]
        weight = self._heads[f"{head}.weight"]
        product = left[..., size:] * right[..., size:]
        return np.asarray(np.maximum(total, 0) @ weight[:size] + product @ weight[size:] + self._heads[f"{head}.bias"])

    def shorten(self, vectors: Floats) -> Floats:
        """Return meanings of [.., 384] in fewer numbers, unit length: a fixed projection about keeps the angles."""
        short = vectors @ self._heads["projection"]
        return np.asarray(short / np.maximum(np.linalg.norm(short, axis=-1, keepdims=True), 1e-6), dtype=np.float32)


@lru_cache(maxsize=2)
def load_network(folder: Path | None = None) -> Network:
    """Return the network of a folder, the shipped one without; it is loaded once a process."""
    return Network(folder or shipped_folder())


def shipped_folder() -> Path:
    """Return the folder of the model that is shipped."""
    return Path(str(files("dateline.resources") / "model"))
