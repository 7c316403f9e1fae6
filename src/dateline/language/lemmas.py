"""Lemmas: of nouns and verbs from a lexicon, of the rest as the change of the word that the network reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


def edit_script(form: str, lemma: str) -> str:
    """Return the change from a form to its lemma: "casing|letters cut off the end|letters put on", or "=lemma"."""
    casing = "l" if lemma[:1].islower() and not form[:1].islower() else "k"
    base = form.lower() if casing == "l" else form
    pairs = enumerate(zip(base, lemma, strict=False))
    common = next((i for i, (ours, theirs) in pairs if ours != theirs), min(len(base), len(lemma)))
    if not common and lemma:
        return f"={lemma}"
    return f"{casing}|{len(base) - common}|{lemma[common:]}"


@lru_cache(maxsize=65536)
def apply_script(script: str, form: str) -> str:
    """Return the lemma that a change makes of a form; never empty."""
    if script.startswith("="):
        return script[1:]
    casing, cut, add = script.split("|")
    base = form.lower() if casing == "l" else form
    return base[: max(0, len(base) - int(cut))] + add or form


LOOKED_UP = ("NOUN", "VERB")
"""Tags whose lemma is looked up first: on the development parts of EWT and GUM the lexicon is right with 97 to 98 of
100 verbs, the network alone with 85 to 89."""


def look_up(form: str, tag: str, exceptions: Mapping[tuple[str, str], str]) -> str | None:
    """Return the lemma of a noun or verb from the exceptions or the lexicon (LemmInflect), None of any other word.

    A word with capitals beyond its first letter, or with a mark or digit within it, is left to the network.
    """
    plain = form.lower()
    if tag not in LOOKED_UP or form[1:] != plain[1:] or not plain.isalpha():
        return None
    if (plain, tag) in exceptions:
        return exceptions[plain, tag]
    from lemminflect import getLemma

    found = getLemma(plain, tag)
    return found[0] if found else None


@lru_cache(maxsize=1)
def load_exceptions() -> Mapping[tuple[str, str], str]:
    """Return the lemmas that the treebanks give otherwise than the lexicon (made by `training/build_lemmas.py`)."""
    text = files("dateline").joinpath("resources", "languages", "en", "lemmas.tsv").read_text(encoding="utf8")
    rows = (line.split("\t") for line in text.splitlines())
    return {(form, tag): lemma for form, tag, lemma in rows}


@lru_cache(maxsize=65536)
def lemma_of(form: str, tag: str, script: str) -> str:
    """Return the lemma of a word: looked up, else as the network's change makes it of the form."""
    return look_up(form, tag, load_exceptions()) or apply_script(script, form)
