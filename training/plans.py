"""Which sets a run reads, and how often."""

import os

import annotated as A
import documents as D

TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
MODES = [
    "visit",
    "third-party",
    "multilateral",
    "phone",
    "withdraw",
    "release",
    "disarm",
    "ceasefire",
    "access",
    "resign",
    "assist",
    "change",
    "yield",
    "meet",
    "disapprove",
    "investigate",
    "allege",
    "restrict",
    "arrest",
    "relations",
    "expel",
    "territory",
    "violence",
    "demo",
    "riot",
    "strike",
    "hunger",
    "boycott",
    "obstruct",
    "vandalize",
    "convict",
    "discontinue",
    "troops",
    "weapons",
    "police",
    "militia",
    "seize",
    "censor",
    "curfew",
    "martial-law",
    "deport",
    "withhold",
    "misinformation",
    "cyber",
    "abduct",
    "beat",
    "torture",
    "sexual",
    "targeted",
    "destroy",
    "primitive",
    "firearms",
    "explosives",
    "suicide-attack",
    "aerial",
    "drone",
    "heavy-weapons",
    "crowd-control",
    "unconventional",
]

HEADS = {"upos": 0.5, "feats": 0.5, "lemma": 0.5, "seg": 0.5, "rel": 0.7, "fact": 0.3}
PLANS = {
    "try": {"passes": {"gold": 0.3}, "encoder_lr": 3e-4, "head_lr": 2e-3, "warm": 20},
    # Every head learns something: the start for the second run, and good enough to build on.
    "first": {
        "passes": {"ewt": 2, "gum": 2, "names": 0.6, "crossner": 1, "polnear": 0.5, "gold": 5, "uds": 0.3, "uw": 0.4},
        "encoder_lr": 3e-4,
        "head_lr": 2e-3,
        "warm": 250,
        "weights": HEADS,
    },
    "full": {
        "passes": {
            "ewt": 4,
            "gum": 4,
            "names": 1.2,
            "crossner": 2,
            "polnear": 1.6,
            "gold": 22,
            "uds": 1,
            "uw": 1.5,
            "m2e2": 1.5,
            "plv": 10,
            "examples": 10,
        },
        "encoder_lr": 2e-4,
        "head_lr": 1e-3,
        "warm": 150,
        "frozen_words": True,
        "weights": HEADS,
        "masked": {"gold": 0.07, "plv": 0.1, "examples": 0.1},
        "set_weights": {"m2e2": 0.5},
    },
}


# A short last run: what is no event, and more of the trees.
PLANS["last"] = {
    "passes": {"ewt": 1, "gum": 1, "names": 0.3, "polnear": 0.2, "gold": 4, "plv": 2, "examples": 2, "quiet": 6},
    "encoder_lr": 1e-4,
    "head_lr": 5e-4,
    "warm": 30,
    "frozen_words": True,
    "weights": HEADS,
    "masked": {"gold": 0.07, "plv": 0.1, "examples": 0.1, "quiet": 0.1},
}


# Trees, names and attributions above all; the other heads are kept alive. It ends at a third of its rate, for a run follows.
PLANS["trees"] = {
    "passes": {
        "ewt": 6,
        "gum": 6,
        "names": 1,
        "crossner": 1,
        "polnear": 1.5,
        "gold": 4,
        "uds": 0.7,
        "uw": 1,
        "plv": 2,
        "quiet": 3,
    },
    "encoder_lr": 2e-4,
    "head_lr": 1e-3,
    "warm": 150,
    "rest": 0.35,
    "frozen_words": True,
    "weights": HEADS | {"arcs": 1.0, "rel": 1.0},
    "masked": {"gold": 0.12, "plv": 0.1, "quiet": 0.1},
}


# Events above all, with everything that was marked for Dateline; down to a rate of nothing.
MARKED = ("gold", "news", "politics", "pairs", "written", "examples", "quiet")
PLANS["events"] = {
    "passes": {
        "ewt": 2.5,
        "gum": 2.5,
        "names": 0.4,
        "polnear": 0.8,
        "uds": 0.3,
        "uw": 1,
        "gold": 10,
        "news": 5,
        "politics": 4,
        "pairs": 8,
        "written": 8,
        "examples": 6,
        "quiet": 4,
    },
    "encoder_lr": 2e-4,
    "head_lr": 1e-3,
    "warm": 100,
    "frozen_words": True,
    "weights": HEADS | {"arcs": 1.0, "rel": 1.0},
    "masked": dict.fromkeys(MARKED, 0.1),
}

# Trees and names alone, on their own branch: nothing that the events read is moved any more.
PLANS["branch"] = {
    "passes": {"ewt": 4, "gum": 4, "names": 0.6, "crossner": 1},
    "without": ("trigger",),
    "only": ("encoder.trees.", "tag.seg", "tag.upos", "tag.feats", "tag.lemma", "tag.ner", "arcs.", "rel.", "root"),
    "encoder_lr": 2e-4,
    "head_lr": 5e-4,
    "warm": 50,
    "weights": HEADS | {"arcs": 1.0, "rel": 1.0},
}

# The events' branch alone, at the end: the gold, in which every role is marked, and pairs as PLV joins them.
PLANS["roles"] = {
    "passes": {"gold": 4, "plv": 5, "pairs": 1, "polnear": 0.4, "uw": 0.6, "uds": 0.1, "quiet": 2, "examples": 2},
    "only": (
        *("encoder.layers.4.", "encoder.layers.5.", "tag.trigger", "tag.cue", "tag.mode", "tag.status"),
        *("fact.", "role.", "said."),
    ),
    "without": ("upos", "feats", "lemma", "seg", "head", "ner"),
    "encoder_lr": 1e-4,
    "head_lr": 5e-4,
    "warm": 30,
    "weights": HEADS,
    "masked": dict.fromkeys((*MARKED, "plv"), 0.1),
}

# The teacher learns everything at once, in large steps, for which it wants a GPU.
PLANS["teacher"] = {
    "size": "teacher",
    "step": 4096,
    "passes": {
        "ewt": 5,
        "gum": 5,
        "names": 1.2,
        "crossner": 2,
        "polnear": 2,
        "uds": 0.5,
        "uw": 1,
        "plv": 5,
        "gold": 9,
        "news": 5,
        "politics": 5,
        "pairs": 7,
        "written": 8,
        "examples": 6,
        "quiet": 4,
    },
    "encoder_lr": 7e-5,
    "head_lr": 1e-3,
    "warm": 150,
    "frozen_words": True,
    "weights": HEADS | {"arcs": 1.0, "rel": 1.0},
    "masked": dict.fromkeys((*MARKED, "plv"), 0.1),
}

# The pupil learns from the labels, and of every text, labelled or not, all that its teacher makes of it.
PLANS["pupil"] = {
    "step": 6144,
    "passes": {
        "ewt": 12,
        "gum": 12,
        "names": 3,
        "crossner": 4,
        "polnear": 5,
        "uds": 1.5,
        "uw": 3,
        "plv": 10,
        "gold": 16,
        "news": 10,
        "politics": 10,
        "pairs": 14,
        "written": 16,
        "examples": 10,
        "quiet": 8,
        "plain": 4,
    },
    "encoder_lr": 4e-4,
    "head_lr": 1.5e-3,
    "warm": 200,
    "frozen_words": True,
    "hard": 0.6,
    "weights": HEADS | {"arcs": 1.0, "rel": 1.0},
    "taught": {
        "upos": 0.5,
        "feats": 0.5,
        "lemma": 0.5,
        "fact": 0.3,
        "hidden_events": 0.5,
        "hidden_trees": 0.5,
        "trigger": 2.0,
        "cue": 2.0,
        "ner": 2.0,
        "role": 2.0,
        "said": 2.0,
        "status": 0.5,
    },
    "masked": dict.fromkeys((*MARKED, "plv"), 0.1),
}

# After the pupil, each branch by itself on what was marked for it, with the layers that serve both as they are.
PLANS["events-alone"] = {
    "passes": {
        "gold": 8,
        "news": 4,
        "politics": 4,
        "pairs": 6,
        "written": 6,
        "plv": 5,
        "examples": 5,
        "quiet": 6,
        "polnear": 0.6,
        "uw": 0.8,
        "uds": 0.1,
    },
    "only": (
        *(f"encoder.layers.{i}." for i in range(2, 6)),
        *("tag.trigger", "tag.cue", "tag.mode", "tag.status", "fact.", "role.", "said."),
    ),
    "without": ("upos", "feats", "lemma", "seg", "head", "ner"),
    "encoder_lr": 1.5e-4,
    "head_lr": 7e-4,
    "warm": 50,
    "weights": HEADS,
    "masked": dict.fromkeys((*MARKED, "plv"), 0.1),
}
# More of the attributions and of what is no event; and once more with less of the gold, from a mean of what is there.
PLANS["voices"] = PLANS["events-alone"] | {"passes": PLANS["events-alone"]["passes"] | {"polnear": 3, "quiet": 8}}
PLANS["again"] = PLANS["events-alone"] | {
    "passes": {
        "gold": 6,
        "news": 3,
        "politics": 3,
        "pairs": 5,
        "written": 8,
        "plv": 5,
        "examples": 5,
        "quiet": 8,
        "polnear": 1.5,
        "uw": 0.8,
        "uds": 0.1,
    }
}
# PLOVER's own records at the very end, of which one is the event of its sentence; `--fold` leaves a part out, to measure.
PLANS["records"] = PLANS["events-alone"] | {
    "passes": {
        "records": 12,
        "gold": 1.5,
        "news": 0.4,
        "politics": 0.4,
        "pairs": 1,
        "written": 1,
        "plv": 1,
        "examples": 1,
        "quiet": 1,
        "polnear": 0.1,
        "uw": 0.1,
    },
    "encoder_lr": 7e-5,
    "head_lr": 3e-4,
    "masked": dict.fromkeys((*MARKED, "plv", "records"), 0.1),
}
PLANS["trees-alone"] = {
    "passes": {"ewt": 2, "gum": 2, "names": 1.5, "crossner": 2},
    "without": ("trigger",),
    "only": ("encoder.trees.", "tag.seg", "tag.upos", "tag.feats", "tag.lemma", "tag.ner", "arcs.", "rel.", "root"),
    "encoder_lr": 1e-4,
    "head_lr": 5e-4,
    "warm": 50,
    "weights": HEADS | {"arcs": 1.0, "rel": 1.0},
}


def load_sets(data, gold, codebook, plan):
    """Return (documents by set, all documents that define labels, event types, modes)."""
    path = lambda *parts: os.path.join(data, *parts)
    here = os.path.dirname(os.path.abspath(__file__))
    readers = {
        "ewt": lambda: D.treebank(path("treebanks/en_ewt-train.conllu"), "ewt"),
        "gum": lambda: D.treebank(path("treebanks/en_gum-train.conllu"), "gum"),
        "names": lambda: D.worldwide(path("worldwide_newswire"))[0],
        "crossner": lambda: D.crossner(path("crossner_politics/train.txt")),
        "polnear": lambda: D.polnear(path("polnear/train")),
        "gold": lambda: D.gold(os.path.join(gold, "train.jsonl")),
        "uds": lambda: D.factuality(path("uds_factuality/train.jsonl"), "uds"),
        "m2e2": lambda: D.m2e2(path("m2e2/train.jsonl")),
        "plv": lambda: D.plv(path("plv/train.jsonl"), 0),
        "records": lambda: D.records(path("plover_gsr/visible.jsonl")),
        "quiet": lambda: D.quiet(os.path.join(here, "quiet")),
        "news": lambda: A.annotated(os.path.join(here, "annotated"), data, ("worldwide", "wikievents", "lgl", "re3d")),
        "politics": lambda: A.annotated(os.path.join(here, "annotated"), data, ("polnear",)),
        "pairs": lambda: A.annotated(os.path.join(here, "annotated"), data, ("plv",)),
        "plain": lambda: D.plain(data),
        "written": lambda: A.written(os.path.join(here, "written")),
        "examples": lambda: D.codebook_examples(codebook),
        "uw": lambda: D.factuality(path("uw_factuality/train.jsonl"), "uw"),
    }
    sets = {name: readers[name]() for name in plan["passes"]}
    return sets, [d for docs in sets.values() for d in docs], list(TYPES), MODES
