"""Lemmas as changes of the word as it stands: the network learns the change, not the word."""

from __future__ import annotations

from functools import lru_cache


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
