"""Makes the shipped model of a training run: ONNX, int8, with its labels, pair heads and vocabulary.

usage: python training/export.py --run FOLDER --version en-1 --out src/dateline/resources/model [--fitted FILE.json]
"""

import argparse
import json
import os
import pathlib
import tempfile

import numpy as np
import torch
from network import BUCKETS, PUPIL, Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from start import load_runs, load_start, shares_of

SHORT = 64
FITTED = {
    "trigger_floor": 0.25,  # least probability of a word to be looked at as a trigger at all
    "calibration": [1.0, 0.0],  # line over log-odds, from evaluation/fit.py
    "second_reading": {"actor": 2.0, "recipient": 2.0, "time": 1.5},  # log-odds in favour of a role that nobody plays
}


def pair_heads(net):
    """The pair heads and the projection of meanings as plain arrays."""
    arrays = {"buckets": np.array(BUCKETS)}
    for name in ("rel", "role", "said"):
        head = getattr(net, name)
        arrays[f"{name}.weight"] = head.out.weight.detach().numpy().T.copy()
        arrays[f"{name}.bias"] = head.out.bias.detach().numpy()
        if head.distance is not None:
            arrays[f"{name}.distance"] = head.distance.weight.detach().numpy()
    arrays["projection"] = (np.random.default_rng(7).standard_normal((PUPIL.hidden, SHORT)) / SHORT**0.5).astype(
        np.float32
    )
    return arrays


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--run", action="append", required=True, help="folder of a run, or FOLDER=SHARE to average several"
    )
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--fitted", help="JSON file with thresholds and calibration")
    parser.add_argument("--encoder")
    args = parser.parse_args()
    runs = shares_of(args.run)
    labels = json.load(open(os.path.join(runs[0][0], "labels.json"), encoding="utf8"))
    net = Network({head: len(values) for head, values in labels.items()})
    load_runs(net, runs)
    net.eval()
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.arange(5, 17)[None]
    feeds = (ids, torch.zeros_like(ids), torch.tensor([[1, 3, 4, 7, 9]]))
    with torch.no_grad():
        names = list(net(*feeds))
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "plain.onnx")
        axes = {"ids": {1: "subwords"}, "shapes": {1: "subwords"}, "first": {1: "pieces"}}
        axes |= {name: {1: "pieces"} for name in names}
        torch.onnx.export(
            net,
            feeds,
            plain,
            input_names=["ids", "shapes", "first"],
            output_names=names,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        ready = os.path.join(folder, "ready.onnx")
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        # Seven bits: with eight, sums of two products overflow on processors without VNNI, which then read otherwise.
        how = {"weight_type": QuantType.QInt8, "per_channel": True, "reduce_range": True}
        quantize_dynamic(ready, str(out / "model.onnx"), **how)
    np.savez_compressed(out / "heads.npz", **pair_heads(net))
    _, vocabulary = load_start(args.encoder)
    (out / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf8")
    fitted = FITTED | (json.load(open(args.fitted, encoding="utf8")) if args.fitted else {})
    card = {"version": args.version, "labels": labels, "fitted": fitted}
    (out / "labels.json").write_text(json.dumps(card, ensure_ascii=False, indent=0) + "\n", encoding="utf8")
    print({p.name: p.stat().st_size for p in sorted(out.iterdir())})


if __name__ == "__main__":
    main()
