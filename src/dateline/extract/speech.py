"""Rules over the tree: who says what in one sentence, by its verbs, nouns, prepositions and marks.

They give what a learned reader may miss, and hold for every model that gives Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.extract.cues import CueWords
from dateline.extract.reading import Reading, clause_of, is_passive, read_cue, read_preposition, trimmed
from dateline.extract.trees import Tree


@dataclass(frozen=True, slots=True)
class Saying:
    """What a rule found in one sentence: words (indices) of source, cue and content; `head` is the cue's main word.

    `speaker` is the word for which the source stands ("who" stands for "officials"), None without a source; `certain`
    tells a complement from words that merely stand near.
    """

    rule: str
    head: int
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    speaker: int | None = None
    certain: bool = True


def find_sayings(tree: Tree, cues: CueWords) -> tuple[Saying, ...]:
    """Return what the rules find in one sentence, in the order of their cues."""
    found = [
        *_by_verbs(tree, cues),
        *_by_prepositions(tree, cues),
        *_by_nouns(tree, cues),
        *_by_hearsay(tree, cues),
        *_by_colon(tree, cues),
    ]
    return tuple(sorted(found, key=lambda saying: (saying.head, saying.rule)))


def stance_of(tree: Tree, index: int, cues: CueWords) -> str:
    """Return the stance that a cue's main word tells, "" if it is no cue word."""
    form = tree.tokens[index].form.lower()
    particle = tree.child(index, "compound:prt")
    phrase = form if particle is None else f"{form} {tree.tokens[particle].form.lower()}"
    words = cues.nouns if tree.tokens[index].upos == "NOUN" else cues.verbs
    return words.get(phrase) or words.get(form) or cues.verbs.get(form) or ""


def _by_verbs(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    for index, token in enumerate(tree.tokens):
        if token.upos == "VERB" and stance_of(tree, index, cues):
            reading = read_cue(tree, {index})
            passive = is_passive(tree, index)
            if reading.clausal or (reading.certain and (passive or token.form.lower() in cues.noun_content)):
                yield _saying("passive" if passive else "verb", index, reading)


def _saying(rule: str, head: int, reading: Reading) -> Saying:
    return Saying(rule, head, reading.source, reading.cue, reading.content, reading.speaker, reading.certain)


def _by_prepositions(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    forms = [token.form.lower() for token in tree.tokens]
    for start, form in enumerate(forms):
        phrases = cues.prepositions.get(form, ())
        words = next((p for p in phrases if tuple(forms[start : start + len(p)]) == p), None)
        if words is not None:
            yield _saying("preposition", start, read_preposition(tree, frozenset(range(start, start + len(words)))))


def _by_nouns(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    for index, token in enumerate(tree.tokens):
        if token.upos == "NOUN" and token.form.lower() in cues.nouns:
            clauses = {i for i in tree.children(index, "acl", "ccomp") if _has_that(tree, i)}
            clauses |= _clause_after(tree, index)
            if clauses:
                reading = read_cue(tree, {index})
                content = trimmed(tree, {w for clause in clauses for w in tree.subtree(clause) if w > index})
                yield _saying("noun", index, replace(reading, content=content - reading.source, certain=True))


def _clause_after(tree: Tree, noun: int) -> set[int]:
    """Return the clause that "that" opens right behind a noun, wherever the tree hangs it."""
    after = noun + 1
    if after < len(tree.tokens) and tree.tokens[after].upos == "SCONJ" and tree.form(after) in tree.closed.clause_marks:
        head = tree.tokens[after].head
        return {head} if head is not None and head > after else set()
    return set()


def _has_that(tree: Tree, index: int) -> bool:
    return any(tree.form(i) in tree.closed.clause_marks for i in tree.children(index, "mark"))


def _by_hearsay(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    for index, token in enumerate(tree.tokens):
        if token.upos == "ADV" and token.form.lower() in cues.hearsay and token.head is not None:
            content = trimmed(tree, tree.subtree(clause_of(tree, token.head), {index}))
            yield Saying("hearsay", index, frozenset(), frozenset({index}), content)


_DIVIDERS = frozenset({":", "-", "–", "—", "―", "--"})
_QUOTES = frozenset({"“", "”", '"', "''", "``", "«", "»", "‘", "’", "'"})
_LONGEST_SPEAKER = 8


def _by_colon(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    """Yield "Kremlin: talks have failed", "Talks have failed: Kremlin" and the signature of "“We won’t.” — Ann Lee"."""
    tokens = tree.tokens
    for index, token in enumerate(tokens):
        if token.form not in _DIVIDERS or not 0 < index < len(tokens) - 1:
            continue
        if token.form != ":" and tokens[index - 1].span.end == token.span.start:
            continue  # a hyphen inside a word
        before, after = range(index), range(index + 1, len(tokens))
        if token.form == ":" and _names_speaker(tree, before, cues) and _may_speak(tree, index + 1):
            yield _headline(tree, index, before, after)
            return
        if _may_close(tree, index) and _names_speaker(tree, after, cues):
            yield _headline(tree, index, after, before)
            return


def _may_speak(tree: Tree, start: int) -> bool:
    """Say whether what follows a colon can be speech: anything in a headline, a quotation elsewhere."""
    return tree.sentence.index == 0 or tree.tokens[start].form in _QUOTES


def _may_close(tree: Tree, index: int) -> bool:
    """Say whether a name after a divider signs what stands before it: in a headline, or after a closing mark."""
    return tree.sentence.index == 0 or (tree.tokens[index].form != ":" and tree.tokens[index - 1].form in _QUOTES)


def _headline(tree: Tree, mark: int, source: range, content: range) -> Saying:
    words = frozenset(source)
    head = next((i for i in source if tree.tokens[i].head not in words), source[-1])
    return Saying("colon", mark, trimmed(tree, words), frozenset({mark}), trimmed(tree, set(content)), head)


def _names_speaker(tree: Tree, words: range, cues: CueWords) -> bool:
    """Say whether one side of a colon is a short name of somebody who can speak."""
    tokens = [tree.tokens[i] for i in words]
    if len(tokens) > _LONGEST_SPEAKER or any(t.upos in {"VERB", "AUX", "SCONJ", "PRON", "ADV"} for t in tokens):
        return False
    if len(tokens) == 1 and tokens[0].form.lower() in cues.closed.not_speakers:
        return False
    heads = [t for t in tokens if t.upos in {"NOUN", "PROPN"}]
    if not heads:
        return False
    names = [n for n in tree.sentence.names if n.kind in {"person", "organization"}]
    named = any(name.span.overlaps(token.span) for name in names for token in tokens)
    lists = (cues.anonymous, cues.organizations, cues.documents, cues.outlets)
    return named or any(heads[-1].form.lower() in words for words in lists)
