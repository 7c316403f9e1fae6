"""From documents to the tensors of a step: windows of sub-words with whatever labels their set has."""

import collections
import itertools
import pickle
import random

import torch
from documents import CONTINUES, IGNORE, NAMES, ROLES, STATUSES
from torch.utils.data import Dataset

from dateline.language.wordpiece import WordPiece, shape_of

WINDOW = 192
SAID = ("source", "content")
TAGS = ("seg", "upos", "feats", "lemma", "ner", "trigger", "cue")
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
        types, source, target = doc.pair
        columns = [labels.index["trigger"][f"B-{t}"] for t in types]
        w["pair"] = columns, source, target, types[0] in ("CONSULT", "COOPERATE")
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


def collate(windows, labels):
    """The tensors of a step: `inputs` of the encoder, `wanted` branches, and what each loss compares with.

    Predicates, facts and words with a governor are named by (window, piece), [N, 2].
    """
    L, P = max(len(w["ids"]) for w in windows), max(len(w["first"]) for w in windows)
    batch = {
        "wanted": [
            branch
            for branch, heads in (("events", EVENT_LABELS), ("trees", TREE_LABELS))
            if any(w.get(head) for w in windows for head in heads)
        ],
        "ids": pad([w["ids"] for w in windows], 0, L),
        "plain": pad([w["plain"] for w in windows], 0, L),  # with the words that are hidden in `ids`
        "shapes": pad([w["shapes"] for w in windows], 6, L),
        "first": pad([w["first"] for w in windows], 0, P),
        "mask": pad([[True] * len(w["ids"]) for w in windows], False, L),
        "real": pad([[True] * len(w["first"]) for w in windows], False, P),
    }
    for head in TAGS:
        target = pad([w.get(head, ()) for w in windows], IGNORE, P)
        if (target != IGNORE).any():
            batch[head] = target
    if "partial" in windows[0]:
        allowed = torch.ones(len(labels.names["trigger"]), dtype=torch.bool)
        allowed[windows[0]["complete"]] = False
        batch["partial"] = pad([w["partial"] for w in windows], False, P).nonzero(), allowed
    if "pair" in windows[0]:
        batch["pair"] = [w["pair"] for w in windows]
    if "head" in windows[0]:
        head = pad([w["head"] for w in windows], IGNORE, P)
        batch["governed"] = (head != IGNORE).nonzero()
        batch["head"], batch["rel"] = (x[head != IGNORE] for x in (head, pad([w["rel"] for w in windows], IGNORE, P)))
        batch["sentence"] = pad([w["sentence"] for w in windows], -1, P)
        batch["word"] = pad([w["word"] for w in windows], False, P)
    for kind, name in (("triggers", "role"), ("cues", "said")):
        found = [(b, p, tags, pred) for b, w in enumerate(windows) for p, tags, pred in w[kind]]
        if found:
            collate_predicates(batch, kind, name, found, P, labels)
    facts = [(b, p, v) for b, w in enumerate(windows) for p, v in w["facts"]]
    if facts:
        batch["facts"] = torch.tensor([x[:2] for x in facts]), torch.tensor([x[2] for x in facts])
    return batch


def collate_predicates(batch, kind, name, found, P, labels):
    """Add the triggers or the cues of a step, with what is known of their roles, status and modes."""
    at = batch[kind] = torch.tensor([x[:2] for x in found])
    if any(x[3].tags for x in found):
        silent = torch.zeros(len(found), len(labels.names[name]), dtype=torch.bool)
        for row, x in enumerate(found):
            for role in x[3].silent:
                silent[row, [labels.index[name][f"{p}-{role}"] for p in "BI"]] = True
        batch[name] = at, pad([x[2] for x in found], IGNORE, P), silent
    statuses = torch.tensor([labels.index["status"].get(x[3].status, IGNORE) for x in found])
    if (statuses != IGNORE).any():
        batch["status"] = at, statuses
    known = [i for i, x in enumerate(found) if x[3].modes is not None]
    if known:
        want = torch.zeros(len(known), len(labels.names["mode"]))
        for row, i in enumerate(known):
            for m in found[i][3].modes:
                if m in labels.index["mode"]:
                    want[row, labels.index["mode"][m]] = 1
        batch["mode"] = at[known], want


def groups_of(docs, wordpiece, rng, size):
    """One pass over a set: lists of windows of about `size` sub-words, in random order."""
    windows = [(d, a, b) for d in docs for a, b in cut(d, wordpiece, rng)]
    rng.shuffle(windows)
    groups, used = [[]], 0
    for d, a, b in windows:
        if used >= size:
            groups.append([])
            used = 0
        groups[-1].append((d, a, b))
        used += min(WINDOW, (b - a) * 5 // 4)
    rng.shuffle(groups)
    return groups


class Steps(Dataset):
    """The steps of a run, in the order in which they are taken; each is made when it is asked for, by any worker."""

    def __init__(self, sets, plan, vocabulary, labels, seed):
        """Lay out the passes of a plan over its sets."""
        self.wordpiece, self.labels, self.seed, self.plan = WordPiece(vocabulary), labels, seed, plan
        rng = random.Random(seed)
        self.steps = []
        for name, passes in plan["passes"].items():
            whole, part = int(passes), passes - int(passes)
            for k in range(whole + (part > 0)):
                groups = groups_of(sets[name], self.wordpiece, rng, plan.get("step", 1536))
                self.steps += [(name, g) for g in (groups if k < whole else groups[: int(len(groups) * part)])]
        rng.shuffle(self.steps)

    def __len__(self):
        return len(self.steps)

    def __getitem__(self, number):
        name, group = self.steps[number]
        windows = [encode(d, a, b, self.wordpiece, self.labels) for d, a, b in group]
        share = self.plan.get("masked", {}).get(name)
        rng = random.Random(f"{self.seed} {number}")
        for w in windows:
            w["plain"] = w["ids"]
            if share:
                w["ids"] = masked(w["ids"], share, self.wordpiece, rng)
        # As bytes: tensors handed over by workers would each hold a file open.
        return pickle.dumps({"set": name, **collate(windows, self.labels)})


def moved(value, device):
    """A batch, or a part of one, on a device."""
    if isinstance(value, torch.Tensor):
        return value.to(device, non_blocking=True)
    if isinstance(value, dict):
        return {k: moved(v, device) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(moved(v, device) for v in value)
    return value
