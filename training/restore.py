"""Turns a shipped model back into weights from which training goes on; what int8 has rounded stays rounded.

usage: python training/restore.py --model src/dateline/resources/model --out FOLDER
"""

import argparse
import json
import pathlib
import re

import numpy as np
import onnx
import torch
from network import Network
from onnx import numpy_helper

PAIRS = ("rel", "role", "said")


def products(graph, arrays):
    """Yield (name, matrix [out, in]) of the linear layers: the bias that is added tells which one it is, else the node."""
    users = {name: node for node in graph.node for name in node.input}
    for node in graph.node:
        weight = arrays.get(node.input[1]) if node.op_type in ("MatMulInteger", "MatMul") else None
        if weight is None:
            continue
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized")
            weight = (weight.astype(np.float32) - arrays[stem + "_zero_point"]) * arrays[stem + "_scale"]
        end = node
        while end.output[0] in users and end.op_type != "Add":
            end = users[end.output[0]]
            if end.op_type not in ("Cast", "Mul", "Add"):
                break
        bias = next((name for name in end.input if name.endswith(".bias")), None) if end.op_type == "Add" else None
        path = re.match(r"/(.+?)/MatMul", node.output[0])
        yield bias.removesuffix(".bias") if bias else path[1].replace("/", "."), weight.T


def tables(arrays):
    """Yield (name, matrix) of the embeddings."""
    for name, weight in arrays.items():
        if name.startswith("encoder.") and name.endswith(".weight_quantized"):
            stem = name.removesuffix("_quantized")
            scale, zero = (np.atleast_1d(arrays[f"{stem}_{x}"]).astype(np.float32) for x in ("scale", "zero_point"))
            yield stem, (weight.astype(np.float32) - zero[:, None]) * scale[:, None]


def restored(folder):
    """The weights of the model in a folder, by the names of the network."""
    graph = onnx.load(folder / "model.onnx").graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {name: a for name, a in arrays.items() if re.fullmatch(r"(root|[a-z][\w.]*\.(weight|bias))", name)}
    weights |= {f"{name}.weight": a for name, a in products(graph, arrays)} | dict(tables(arrays))
    heads = np.load(folder / "heads.npz")
    for name in PAIRS:
        weights |= {f"{name}.out.weight": heads[f"{name}.weight"].T, f"{name}.out.bias": heads[f"{name}.bias"]}
        if f"{name}.distance" in heads:
            weights[f"{name}.distance.weight"] = heads[f"{name}.distance"]
    return {name: torch.from_numpy(np.array(a, np.float32)) for name, a in weights.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    args = parser.parse_args()
    card = json.loads((args.model / "labels.json").read_text(encoding="utf8"))
    weights = restored(args.model)
    Network({head: len(values) for head, values in card["labels"].items()}).load(weights)  # raises if any is missing
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(weights, args.out / "weights.pt")
    (args.out / "labels.json").write_text(json.dumps(card["labels"], ensure_ascii=False), encoding="utf8")
    print(f"{len(weights)} tensors of {card['version']}")


if __name__ == "__main__":
    main()
