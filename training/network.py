"""The network: one encoder, many light heads; written out, so that it reads in one sitting.

The encoder is a BERT of six layers whose upper two are there twice: one pair for what a sentence is (words, trees, names),
one for what it tells (events, status, attribution). The lower four serve both. The two kinds of labels pull the upper
layers in different directions; apart, each has its own, for a third more time in the encoder.

Shapes: B windows, L sub-words, P pieces, H hidden size. Every head reads the first sub-word of a piece.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, LAYERS, SHARED, HEADS, INNER = 384, 6, 4, 12, 1536


class Dropout(nn.Module):
    """Dropout whose masks come from numpy's bytes: torch draws them one by one on the CPU, which took 40 % of a step."""

    draw = np.random.Generator(np.random.SFC64(11))

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or not self.share:
            return x
        level = round(self.share * 256)
        drawn = torch.from_numpy(np.frombuffer(self.draw.bytes(x.numel()), np.uint8).copy()).view(x.shape)
        return x * ((drawn >= level) * (256 / (256 - level))).to(x.dtype)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.attended, self.norm = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.drop = Dropout(0.1)

    def forward(self, x, mask):
        B, L, _ = x.shape
        q, k, v = (f(x).view(B, L, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = (q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(-1, -2)
        if mask is not None:
            weights = weights + mask
        with torch.autocast("cpu", enabled=False):  # autocast would widen the weights, the largest tensors of a step
            weights = weights.softmax(-1)
        y = weights @ v
        y = y.transpose(1, 2).reshape(B, L, HIDDEN)
        x = self.attended(x + self.drop(self.o(y)))
        return self.norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary=30522, shapes=7):
        super().__init__()
        self.words, self.places, self.shapes = (
            nn.Embedding(vocabulary, HIDDEN),
            nn.Embedding(512, HIDDEN),
            nn.Embedding(shapes, HIDDEN),
        )
        self.norm, self.drop = nn.LayerNorm(HIDDEN, eps=1e-12), Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.trees = nn.ModuleList(Layer() for _ in range(LAYERS - SHARED))

    def forward(self, ids, shapes, mask=None, wanted=("events", "trees")):
        """Hidden vectors of the sub-words by branch: {name: [B, L, H]} for the branches that are wanted."""
        at = torch.arange(ids.shape[1], device=ids.device)
        if mask is not None:
            mask = torch.where(mask, 0.0, -1e4)[:, None, None, :].to(torch.bfloat16)
        x = self.drop(self.norm(self.words(ids) + self.places(at)[None] + self.shapes(shapes)))
        for layer in self.layers[:SHARED]:
            x = layer(x, mask)
        out = {}
        for name, branch in (("events", self.layers[SHARED:]), ("trees", self.trees)):
            if name in wanted:
                y = x
                for layer in branch:
                    y = layer(y, mask)
                out[name] = y
        return out

    def part(self):
        """Start the branch of the trees as a copy of the other one."""
        self.trees.load_state_dict(self.layers[SHARED:].state_dict())

    def load_bert(self, weights):
        """Take over weights named as in the MiniLM checkpoint; the shape of a piece starts as segment 0."""

        def copy(ours, theirs):
            ours.data.copy_(weights[theirs])

        copy(self.words.weight, "embeddings.word_embeddings.weight")
        copy(self.places.weight, "embeddings.position_embeddings.weight")
        self.shapes.weight.data.copy_(
            weights["embeddings.token_type_embeddings.weight"][0].expand_as(self.shapes.weight)
        )
        for part in ("weight", "bias"):
            copy(getattr(self.norm, part), f"embeddings.LayerNorm.{part}")
            for i, layer in enumerate(self.layers):
                stem = f"encoder.layer.{i}."
                for ours, theirs in (
                    (layer.q, "attention.self.query"),
                    (layer.k, "attention.self.key"),
                    (layer.v, "attention.self.value"),
                    (layer.o, "attention.output.dense"),
                    (layer.attended, "attention.output.LayerNorm"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, "output.dense"),
                    (layer.norm, "output.LayerNorm"),
                ):
                    copy(getattr(ours, part), f"{stem}{theirs}.{part}")
        self.part()


class Pairs(nn.Module):
    """Scores labels of (left piece, right piece) pairs from two sums: relu(a_l + b_r) and c_l * d_r.

    `left` and `right` are computed once a window; only the pairs that matter are scored.
    """

    def __init__(self, labels, size, buckets=0):
        super().__init__()
        self.left, self.right = nn.Linear(HIDDEN, 2 * size), nn.Linear(HIDDEN, 2 * size)
        self.out, self.size = nn.Linear(2 * size, labels), size
        self.distance = nn.Embedding(buckets, size) if buckets else None
        self.drop = Dropout(0.2)

    def score(self, left, right, buckets=None):
        a, c = left.split(self.size, -1)
        b, d = right.split(self.size, -1)
        total = a + b if buckets is None else a + b + self.distance(buckets)
        return self.out(self.drop(torch.cat((F.relu(total), c * d), -1)))


class Arcs(nn.Module):
    """Biaffine scores of every word for every governor (Dozat & Manning 2017); column 0 is the root."""

    def __init__(self, size=256):
        super().__init__()
        self.below, self.above = nn.Linear(HIDDEN, size), nn.Linear(HIDDEN, size)
        self.inner, self.bias = nn.Linear(size, size, bias=False), nn.Linear(size, 1, bias=False)
        self.drop = Dropout(0.33)

    def forward(self, words, governors):
        below, above = self.drop(F.relu(self.below(words))), self.drop(F.relu(self.above(governors)))
        return self.inner(below) @ above.transpose(-1, -2) + self.bias(above).transpose(-1, -2)


BUCKETS = (-64, -32, -16, -10, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 10, 16, 32, 64)


def buckets_of(distance):
    """Bucket number of a distance in pieces (tensor or array of int)."""
    edges = torch.tensor(BUCKETS, device=distance.device)
    return torch.bucketize(distance, edges)


class Network(nn.Module):
    """Heads by name; `sizes` gives the number of labels of each."""

    TREES = ("seg", "upos", "feats", "lemma", "ner")
    EVENTS = ("trigger", "cue", "mode", "status")
    TAGS = TREES + EVENTS

    def __init__(self, sizes):
        super().__init__()
        self.encoder = Encoder()
        self.drop = Dropout(0.15)
        self.root = nn.Parameter(torch.zeros(HIDDEN))
        self.tag = nn.ModuleDict({name: nn.Linear(HIDDEN, sizes[name]) for name in self.TAGS})
        self.fact = nn.Linear(HIDDEN, 1)
        self.arcs = Arcs()
        self.rel = Pairs(sizes["rel"], 160)
        self.role = Pairs(sizes["role"], 192, len(BUCKETS) + 1)
        self.said = Pairs(sizes["said"], 192, len(BUCKETS) + 1)

    def pieces(self, ids, shapes, first, mask=None, wanted=("events", "trees")):
        """Hidden vectors of the pieces' first sub-words by branch: {name: [B, P, H]}."""
        at = first[..., None].expand(-1, -1, HIDDEN)
        return {name: x.gather(1, at) for name, x in self.encoder(ids, shapes, mask, wanted).items()}

    def load(self, weights):
        """Take over saved weights; those of a run from before the branches serve both."""
        missing, unexpected = self.load_state_dict(weights, strict=False)
        if unexpected or any(not name.startswith("encoder.trees.") for name in missing):
            raise ValueError(f"weights that do not fit: {missing + unexpected}")
        if missing:
            self.encoder.part()

    def with_root(self, h):
        return torch.cat((self.root.expand(h.shape[0], 1, HIDDEN), h), 1)

    def forward(self, ids, shapes, first):
        """Everything the runtime needs of one window, in one pass (this is what is exported)."""
        both = self.pieces(ids, shapes, first)
        h, t = both["events"], both["trees"]
        rooted = self.with_root(t)
        out = {name: self.tag[name](t if name in self.TREES else h) for name in self.TAGS}
        out["fact"] = self.fact(h)
        out["arcs"] = self.arcs(t, rooted)
        out["rel_left"], out["rel_right"] = self.rel.left(t), self.rel.right(rooted)
        for name in ("role", "said"):
            pairs = getattr(self, name)
            out[name + "_left"], out[name + "_right"] = pairs.left(h), pairs.right(h)
        out["vector"] = F.normalize(h, dim=-1)
        return out
