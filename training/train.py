"""Trains the language model.

usage: python training/train.py --data DATA --gold GOLD --codebook src/dateline/resources/codebooks/plover --out FOLDER --plan first
       python training/train.py … --out FOLDER --plan full --from FOLDER [--minutes M]
       python training/train.py … --out FOLDER --plan teacher --labels FOLDER
       python training/train.py … --out FOLDER --plan pupil --from FOLDER --teacher FOLDER

A plan names the sets and how many passes each takes; steps of all sets are shuffled together. One step is one set's
batch of windows of about 1,500 sub-words (or as many as the plan says): AdamW, warm-up, linear decay, bf16; on a GPU
where there is one, else on the CPU.
"""

import argparse
import collections
import itertools
import json
import os
import pickle
import sys
import time

import torch
from batches import Labels, Steps, moved
from documents import fold_of
from losses import losses, taught
from network import PUPIL, TEACHER, Network
from plans import PLANS, load_sets
from start import fill_large, fill_small, load_large, load_runs, load_start, shares_of
from torch import nn
from torch.utils.data import DataLoader


def read_arguments():
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
    parser.add_argument("--labels", help="folder of a run whose labels are taken, not its weights")
    parser.add_argument("--teacher", help="folder of the run to learn from")
    parser.add_argument("--encoder", help="folder of the start encoder (default: the package that carries it)")
    parser.add_argument("--sets", help="a file that keeps the sets as read: written if absent, else read")
    parser.add_argument(
        "--minutes", type=float, default=0, help="say when the run should end; the decay is fitted to it"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--workers", type=int, default=0, help="processes that make the batches")
    parser.add_argument("--fold", type=int, help="part of PLOVER's records, 0 to 4, that is left out")
    parser.add_argument("--seed", type=int, default=11)
    return parser.parse_args()


def read_sets(args, plan):
    """The sets of a plan, and all documents that define labels; event types and modes."""
    if args.sets and os.path.exists(args.sets):
        with open(args.sets, "rb") as file:
            return pickle.load(file)
    found = load_sets(args.data, args.gold, args.codebook, plan)
    if args.sets:
        with open(args.sets, "wb") as file:
            pickle.dump(found, file)
    return found


def read_labels(folder):
    return Labels(json.load(open(os.path.join(folder, "labels.json"), encoding="utf8")))


def start_network(args, plan, documents, types, modes):
    """The labels and the network with the weights that the run starts from."""
    size = TEACHER if plan.get("size") == "teacher" else PUPIL
    folder = args.labels or (shares_of(args.start)[0][0] if args.start else None)
    labels = read_labels(folder) if folder else Labels.collect(documents, types, modes)
    net = Network(labels.sizes(), size)
    if args.start:
        load_runs(net, shares_of(args.start))
    elif size is TEACHER:
        fill_large(net.encoder, *load_large(args.encoder), load_start()[1])
    else:
        fill_small(net.encoder, load_start(args.encoder)[0])
    return labels, net


def load_teacher(folder, device):
    """The teacher of a run's folder, as it judges."""
    net = Network(read_labels(folder).sizes(), TEACHER)
    net.load_state_dict(torch.load(os.path.join(folder, "weights.pt"), weights_only=True))
    return net.to(device).eval().requires_grad_(False)


class Trainer:
    """A network with all that its steps need."""

    def __init__(self, net, labels, plan, teacher, device):
        """Set up the optimiser over what the plan lets learn, and bridges to the teacher's hidden vectors."""
        self.net, self.labels, self.plan, self.teacher, self.device = net.to(device), labels, plan, teacher, device
        self.bridges = nn.ModuleDict()
        if teacher is not None:
            width = PUPIL.hidden, TEACHER.hidden
            self.bridges = nn.ModuleDict({name: nn.Linear(*width) for name in ("events", "trees")}).to(device)
        if plan.get("frozen_words"):
            net.encoder.words.weight.requires_grad_(False)
        for n, p in net.named_parameters() if "only" in plan else ():
            p.requires_grad_(n.startswith(plan["only"]))
        learned = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
        learned += self.bridges.named_parameters()
        self.learned = [p for _, p in learned]
        groups = [
            {"params": [p for n, p in learned if n.startswith("encoder.") == inside], "lr": plan[lr], "base": plan[lr]}
            for inside, lr in ((True, "encoder_lr"), (False, "head_lr"))
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)

    def parts(self, batch):
        """The weighted losses of a batch, by name."""
        numbers = batch["ids"], batch["shapes"], batch["first"], batch["mask"]
        wanted = ("events", "trees") if self.teacher else batch["wanted"]
        both = {name: self.net.drop(x) for name, x in self.net.pieces(*numbers, wanted).items()}
        found = losses(self.net, both, batch, self.labels)
        scale = self.plan.get("set_weights", {}).get(batch["set"], 1.0) * self.plan.get("hard", 1.0)
        weights = self.plan.get("weights", {})
        found = {k: v * weights.get(k, 1.0) * scale for k, v in found.items()}
        if self.teacher:
            with torch.no_grad():
                theirs = self.teacher.pieces(batch["plain"], *numbers[1:])
            weights = self.plan["taught"]
            more = taught(self.net, both, self.teacher, theirs, batch, self.bridges)
            found |= {k: v * weights.get(k.removeprefix("taught_"), 1.0) for k, v in more.items()}
        return found

    def step(self, batch, rate):
        """Take one step at a share of the full rate, and return its losses."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * rate
        with torch.autocast(self.device, torch.bfloat16):
            parts = self.parts(moved(batch, self.device))
        if parts:
            self.optimiser.zero_grad()
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(self.learned, 2.0)
            self.optimiser.step()
        return {k: v.detach() for k, v in parts.items()}

    def run(self, steps, minutes, workers, path):
        """Take all steps, or as many as the time allows; the weights are saved now and then, and at the end."""
        loader = DataLoader(steps, batch_size=None, num_workers=workers, prefetch_factor=8 if workers else None)
        warm, running = self.plan.get("warm", 200), collections.defaultdict(lambda: [0.0, 0])
        began, step = time.time(), 0
        self.net.train()
        for packed in loader:
            elapsed = (time.time() - began) / 60
            done = max(step / len(steps), elapsed / minutes if minutes else 0)
            if done >= 1:
                break
            rate = min(1, (step + 1) / warm) * max(0.01, 1 - done * (1 - self.plan.get("rest", 0)))
            for k, v in self.step(pickle.loads(packed), rate).items():
                running[k][0] += v
                running[k][1] += 1
            step += 1
            if step % 50 == 0:
                means = {k: round(float(a) / n, 3) for k, (a, n) in sorted(running.items())}
                print(step, f"{(time.time() - began) / step:.3f} s/step", f"done {done:.2f}", means, flush=True)
                running.clear()
            if step % 1000 == 0:
                torch.save(self.net.state_dict(), path)
        torch.save(self.net.state_dict(), path)
        print(f"finished {step} steps in {(time.time() - began) / 60:.1f} min")


def main():
    args = read_arguments()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    plan = PLANS[args.plan]
    sets, documents, types, modes = read_sets(args, plan)
    if args.fold is not None:
        sets["records"] = [d for d in sets["records"] if fold_of(d.id) != args.fold]
    labels, net = start_network(args, plan, documents, types, modes)
    for doc, column in itertools.product(documents, plan.get("without", ())):
        setattr(doc, column, None)  # a branch of which no label is left is not run
    os.makedirs(args.out, exist_ok=True)
    json.dump(labels.names, open(os.path.join(args.out, "labels.json"), "w", encoding="utf8"), ensure_ascii=False)
    steps = Steps(sets, plan, load_start()[1], labels, args.seed)
    print(f"{len(steps)} steps on {device}", collections.Counter(name for name, _ in steps.steps), flush=True)
    teacher = load_teacher(args.teacher, device) if args.teacher else None
    trainer = Trainer(net, labels, plan, teacher, device)
    trainer.run(steps, args.minutes, args.workers, os.path.join(args.out, "weights.pt"))


if __name__ == "__main__":
    sys.exit(main())
