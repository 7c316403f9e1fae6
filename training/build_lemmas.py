"""Makes the table of lemmas that the lexicon gives otherwise than the treebanks do.

usage: python training/build_lemmas.py --data DATA --out src/dateline/resources/languages/en/lemmas.tsv

A line is form, tag, lemma: nouns and verbs of UD English EWT and GUM train (CC BY-SA 4.0) that are there at least five times.
"""

import argparse
import collections
import pathlib

from documents import read_conllu

from dateline.language.lemmas import LOOKED_UP, look_up

LEAST = 5  # below it, slips of the treebanks outnumber what the lexicon lacks


def counted(paths):
    """Count the lemmas of each form and tag."""
    lemmas = collections.defaultdict(collections.Counter)
    for path in paths:
        for _, _, rows, _, _ in read_conllu(path):
            for cells in rows:
                if cells[3] in LOOKED_UP and cells[2] != "_":
                    lemmas[cells[1].lower(), cells[3]][cells[2].lower()] += 1
    return lemmas


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    args = parser.parse_args()
    treebanks = args.data / "treebanks"
    found = counted(treebanks / f"en_{name}-train.conllu" for name in ("ewt", "gum"))
    lines = []
    for (form, tag), count in sorted(found.items()):
        lemma, times = count.most_common(1)[0]
        if times >= LEAST and form.isalpha() and look_up(form, tag, {}) != lemma:
            lines.append(f"{form}\t{tag}\t{lemma}\n")
    args.out.write_text("".join(lines), encoding="utf8")
    print(f"{len(lines)} words")


if __name__ == "__main__":
    main()
