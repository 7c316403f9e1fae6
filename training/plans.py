"""Which sets a run reads, and how often."""

import os

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


def load_sets(data, gold, codebook, plan):
    """Return (documents by set, all documents that define labels, event types, modes)."""
    path = lambda *parts: os.path.join(data, *parts)
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
        "quiet": lambda: D.quiet(os.path.join(os.path.dirname(os.path.abspath(__file__)), "quiet")),
        "examples": lambda: D.codebook_examples(codebook),
        "uw": lambda: D.factuality(path("uw_factuality/train.jsonl"), "uw"),
    }
    sets = {name: readers[name]() for name in plan["passes"]}
    return sets, [d for docs in sets.values() for d in docs], list(TYPES), MODES
