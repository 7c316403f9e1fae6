"""The network: one encoder, many light heads; written out, so that it reads in one sitting.

The encoder is a BERT whose upper layers are there twice: one branch for what a sentence is (words, trees, names), one for
what it tells (events, status, attribution). The lower layers serve both. The two kinds of labels pull the upper layers in
different directions; apart, each has its own. There are two sizes: the pupil, which is shipped, and the teacher, which is
eight times as slow and from which the pupil learns.

Shapes: B windows, L sub-words, P pieces, H hidden size. Every head reads the first sub-word of a piece.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Size:
    """How large an encoder is: `layers` to the end of a branch, of which the first `shared` serve both branches."""

    hidden: int
    layers: int
    shared: int
    heads: int = 12
    places: int = 512
    near: int = 0  # buckets of distance whose bias every attention head learns (MPNet, Song et al. 2020); 0: none
    epsilon: float = 1e-12


PUPIL = Size(384, 6, 2)
TEACHER = Size(768, 12, 8, near=32, epsilon=1e-5)


class Dropout(nn.Module):
    """Dropout whose masks come from numpy's bytes: torch draws them one by one on the CPU, which took 40 % of a step."""

    draw = np.random.Generator(np.random.SFC64(11))

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or not self.share:
            return x
        if x.is_cuda:
            return F.dropout(x, self.share)
        level = round(self.share * 256)
        drawn = torch.from_numpy(np.frombuffer(self.draw.bytes(x.numel()), np.uint8).copy()).view(x.shape)
        return x * ((drawn >= level) * (256 / (256 - level))).to(x.dtype)


class Layer(nn.Module):
    def __init__(self, size):
        super().__init__()
        hidden, inner = size.hidden, 4 * size.hidden
        self.heads = size.heads
        self.q, self.k, self.v, self.o = (nn.Linear(hidden, hidden) for _ in range(4))
        self.attended, self.norm = (nn.LayerNorm(hidden, eps=size.epsilon) for _ in range(2))
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.drop = Dropout(0.1)

    def forward(self, x, mask):
        B, L, H = x.shape
        q, k, v = (f(x).view(B, L, self.heads, H // self.heads).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = (q * (H // self.heads) ** -0.5) @ k.transpose(-1, -2)
        if mask is not None:
            weights = weights + mask
        with torch.autocast(x.device.type, enabled=False):  # autocast would widen the largest tensors of a step
            weights = weights.softmax(-1)
        y = weights @ v
        y = y.transpose(1, 2).reshape(B, L, H)
        x = self.attended(x + self.drop(self.o(y)))
        return self.norm(x + self.drop(self.down(F.gelu(self.up(x)))))


def near_buckets(length, count, far=128):
    """Buckets of the distance from each place to each other, [L, L]: small ones each their own, then by their logarithm.

    As MPNet and T5 (Raffel et al. 2020) have them: half of the buckets look back, half ahead.
    """
    at = torch.arange(length)
    distance = at[None, :] - at[:, None]
    half, small = count // 2, count // 4
    size = distance.abs()
    large = small + (size.clamp(min=1).float() / small).log() / math.log(far / small) * (half - small)
    return torch.where(size < small, size, large.long().clamp(max=half - 1)) + half * (distance > 0)


class Encoder(nn.Module):
    def __init__(self, size=PUPIL, vocabulary=30522, shapes=7):
        super().__init__()
        self.size = size
        self.words, self.places, self.shapes = (
            nn.Embedding(count, size.hidden) for count in (vocabulary, size.places, shapes)
        )
        self.norm, self.drop = nn.LayerNorm(size.hidden, eps=size.epsilon), Dropout(0.1)
        self.near = nn.Embedding(size.near, size.heads) if size.near else None
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.trees = nn.ModuleList(Layer(size) for _ in range(size.layers - size.shared))

    def bias(self, length, mask):
        """What is added to the weights of attention: nothing, or [B or 1, heads or 1, L or 1, L]."""
        bias = None
        if mask is not None:
            bias = torch.where(mask, 0.0, -1e4)[:, None, None, :]
        if self.near is not None:
            buckets = near_buckets(length, self.size.near).to(self.near.weight.device)
            near = self.near(buckets).permute(2, 0, 1)[None]
            bias = near if bias is None else bias + near
        return bias if bias is None else bias.to(torch.bfloat16)

    def forward(self, ids, shapes, mask=None, wanted=("events", "trees")):
        """Hidden vectors of the sub-words by branch: {name: [B, L, H]} for the branches that are wanted."""
        at = torch.arange(ids.shape[1], device=ids.device)
        bias = self.bias(ids.shape[1], mask)
        x = self.drop(self.norm(self.words(ids) + self.places(at)[None] + self.shapes(shapes)))
        for layer in self.layers[: self.size.shared]:
            x = layer(x, bias)
        out = {}
        for name, branch in (("events", self.layers[self.size.shared :]), ("trees", self.trees)):
            if name in wanted:
                y = x
                for layer in branch:
                    y = layer(y, bias)
                out[name] = y
        return out

    def part(self):
        """Start the branch of the trees as a copy of the other one."""
        self.trees.load_state_dict(self.layers[self.size.shared :].state_dict())


class Pairs(nn.Module):
    """Scores labels of (left piece, right piece) pairs from two sums: relu(a_l + b_r) and c_l * d_r.

    `left` and `right` are computed once a window; only the pairs that matter are scored.
    """

    def __init__(self, hidden, labels, size, buckets=0):
        super().__init__()
        self.left, self.right = nn.Linear(hidden, 2 * size), nn.Linear(hidden, 2 * size)
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

    def __init__(self, hidden, size=256):
        super().__init__()
        self.below, self.above = nn.Linear(hidden, size), nn.Linear(hidden, size)
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

    def __init__(self, sizes, size=PUPIL):
        super().__init__()
        hidden = size.hidden
        self.encoder = Encoder(size)
        self.drop = Dropout(0.15)
        self.root = nn.Parameter(torch.zeros(hidden))
        self.tag = nn.ModuleDict({name: nn.Linear(hidden, sizes[name]) for name in self.TAGS})
        self.fact = nn.Linear(hidden, 1)
        self.arcs = Arcs(hidden)
        self.rel = Pairs(hidden, sizes["rel"], 160)
        self.role = Pairs(hidden, sizes["role"], 192, len(BUCKETS) + 1)
        self.said = Pairs(hidden, sizes["said"], 192, len(BUCKETS) + 1)

    def pieces(self, ids, shapes, first, mask=None, wanted=("events", "trees")):
        """Hidden vectors of the pieces' first sub-words by branch: {name: [B, P, H]}."""
        at = first[..., None].expand(-1, -1, self.encoder.size.hidden)
        return {name: x.gather(1, at) for name, x in self.encoder(ids, shapes, mask, wanted).items()}

    def load(self, weights):
        """Take over saved weights, those of a run with shorter branches or with none too: its layers serve both."""
        theirs = {k for k in weights if k.startswith("encoder.trees.")}
        ours = len(self.encoder.trees)
        count = len({k.split(".")[2] for k in theirs})
        if count != ours:
            weights = {k: v for k, v in weights.items() if k not in theirs} | self.grown(weights, ours - count)
        self.load_state_dict(weights)

    def grown(self, weights, lower):
        """The branch of the trees made longer: its lowest layers are those that served both till now."""
        grown = {}
        for i in range(len(self.encoder.trees)):
            stem = f"encoder.layers.{self.encoder.size.shared + i}." if i < lower else f"encoder.trees.{i - lower}."
            found = {k.removeprefix(stem): v for k, v in weights.items() if k.startswith(stem)}
            grown |= {f"encoder.trees.{i}.{k}": v for k, v in found.items()}
        return grown

    def with_root(self, h):
        return torch.cat((self.root.expand(h.shape[0], 1, -1), h), 1)

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
