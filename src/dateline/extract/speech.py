"""Rules over the tree: who says what in one sentence, by its verbs, nouns, prepositions and marks.

They give what a learned reader may miss, and hold for every model that gives Universal Dependencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.cues import CueWords
from dateline.extract.trees import Tree

SUBJECTS = ("nsubj", "csubj")
LOOSE = frozenset({"punct", "cc", "discourse", "vocative"})
_CITING = frozenset({"quoted", "cited", "paraphrased"})
_CAN_HEAD_A_CLAUSE = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
_VOICELESS = frozenset({"it", "there"})


@dataclass(frozen=True, slots=True)
class Saying:
    """What a rule found in one sentence: words (indices) of source, cue and content; `head` is the cue's main word.

    `speaker` is the word for which the source stands ("who" stands for "officials"), None without a source.
    """

    rule: str
    head: int
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    speaker: int | None = None


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


def full_phrase(tree: Tree, head: int) -> frozenset[int]:
    """Return the words of a noun phrase with its appositions, without relative clauses and marks at its edges."""
    clauses = [i for i in tree.subtree(head) if tree.tokens[i].deprel in {"acl:relcl", "parataxis", "advcl"}]
    left_out = {*clauses, *tree.children(head, "case", "cop", "aux", "nsubj", "cc", "mark")}
    return trimmed(tree, tree.subtree(head, left_out))


def trimmed(tree: Tree, words: set[int] | frozenset[int]) -> frozenset[int]:
    """Return the words without marks and loose words at both ends; quotation marks and brackets stay."""
    kept = sorted(words)
    while kept and _is_loose(tree, kept[0]):
        kept.pop(0)
    while kept and _is_loose(tree, kept[-1]):
        kept.pop()
    return frozenset(kept)


def _is_loose(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.upos == "PUNCT" and token.form in {",", ".", ";", ":", "-", "–", "—", "--"}


def lemma_of(tree: Tree, index: int) -> str:
    """Return the lemma of a word with its particle ("point out"), in lower case."""
    lemma = tree.tokens[index].lemma.lower()
    particle = tree.child(index, "compound:prt")
    return lemma if particle is None else f"{lemma} {tree.tokens[particle].lemma.lower()}"


def is_passive(tree: Tree, index: int) -> bool:
    """Say whether a verb stands in the passive."""
    return tree.child(index, "aux:pass", "nsubj:pass", "csubj:pass") is not None or (
        tree.tokens[index].feat("Voice") == "Pass"
    )


def _by_verbs(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    for index, token in enumerate(tree.tokens):
        if token.upos == "VERB" and (lemma_of(tree, index) in cues.verbs or token.lemma.lower() in cues.verbs):
            content = _content_of_verb(tree, index, cues)
            if content:
                speaker, source = _source_of_verb(tree, index)
                cue = verb_group(tree, index)
                rule = "passive" if is_passive(tree, index) else "verb"
                yield Saying(rule, index, source - cue, cue, frozenset(content) - source - cue, speaker)


def _content_of_verb(tree: Tree, index: int, cues: CueWords) -> set[int]:
    """Return what a verb of saying introduces: its clause, what it interrupts or closes, or its object."""
    lemma = lemma_of(tree, index)
    clauses = tree.children(index, "ccomp")
    if not clauses and (tree.is_a(index, "parataxis") or _has_as(tree, index)):
        return _interrupted(tree, index)
    if not clauses and is_passive(tree, index) and tree.child(index, "xcomp") is not None:
        return _raised(tree, index)
    below = clauses or tree.children(index, "xcomp")
    if not below and lemma in {"quote", "cite"}:
        below = tree.children(index, "advcl")
    if not below:
        below = tuple(i for i in tree.children(index, "parataxis") if tree.tokens[i].upos in _CAN_HEAD_A_CLAUSE)
    if not below and lemma in cues.noun_content:
        below = tree.children(index, "obj")
    return _trim_all(tree, below, index)


def _trim_all(tree: Tree, heads: tuple[int, ...] | list[int], cue: int) -> set[int]:
    words = {w for head in heads for w in tree.subtree(head)}
    return set(trimmed(tree, words - {cue}))


def _has_as(tree: Tree, index: int) -> bool:
    mark = tree.child(index, "mark")
    return tree.is_a(index, "advcl") and mark is not None and tree.tokens[mark].lemma.lower() == "as"


def _interrupted(tree: Tree, index: int) -> set[int]:
    """Return the words of the clause that a verb of saying interrupts or follows."""
    head = tree.tokens[index].head
    if head is None:
        return set()
    return set(trimmed(tree, tree.subtree(head, {index})))


def _raised(tree: Tree, index: int) -> set[int]:
    """Return subject and complement of "is said to have left"."""
    below = [*tree.children(index, "nsubj:pass"), *tree.children(index, "xcomp")]
    return {w for head in below for w in tree.subtree(head)}


def _source_of_verb(tree: Tree, index: int) -> tuple[int | None, frozenset[int]]:
    """Return the speaker and the words that name it: the subject, or the agent of a passive."""
    token = tree.tokens[index]
    if is_passive(tree, index) and token.form.lower() not in _CITING:
        agent = next((i for i in tree.children(index, "obl:agent", "obl") if _has_case(tree, i, "by")), None)
        return (agent, full_phrase(tree, agent)) if agent is not None else (None, frozenset())
    speaker = speaker_of(tree, index)
    if speaker is None or (tree.tokens[speaker].lemma.lower() in _VOICELESS and tree.child(index, "expl")):
        return None, frozenset()
    return antecedent_of(tree, speaker), full_phrase(tree, speaker)


def _has_case(tree: Tree, index: int, form: str) -> bool:
    case = tree.child(index, "case")
    return case is not None and tree.tokens[case].form.lower() == form


def speaker_of(tree: Tree, index: int) -> int | None:
    """Return the subject of a verb; one without a subject of its own has that of the verb it joins or completes."""
    subject = tree.child(index, *SUBJECTS)
    if subject is not None:
        return subject
    token = tree.tokens[index]
    if token.head is not None and tree.is_a(index, "conj", "advcl", "xcomp"):
        return speaker_of(tree, token.head) if token.head != index else None
    if token.head is not None and tree.is_a(index, "acl") and token.deprel == "acl":
        return token.head
    return None


def antecedent_of(tree: Tree, speaker: int) -> int:
    """Return the word for which a relative pronoun stands, any other word itself."""
    if tree.tokens[speaker].feat("PronType") == "Rel" or tree.tokens[speaker].form.lower() in {"who", "which"}:
        clause = tree.tokens[speaker].head
        if clause is not None and tree.is_a(clause, "acl"):
            head = tree.tokens[clause].head
            return speaker if head is None else head
    return speaker


def verb_group(tree: Tree, index: int) -> frozenset[int]:
    """Return a verb with the auxiliaries, negations, adverbs and particles that touch it."""
    parts = {index, *tree.children(index, "compound:prt")}
    near = {i for i in tree.children(index, "aux", "advmod", "cop") if tree.tokens[i].upos in {"AUX", "PART", "ADV"}}
    for step in (-1, 1):
        at = index + step
        while at in near or at in parts:
            parts.add(at)
            at += step
    return frozenset(parts)


def _by_prepositions(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    forms = [token.form.lower() for token in tree.tokens]
    for start in range(len(forms)):
        words = next((p for p in cues.prepositions if tuple(forms[start : start + len(p)]) == p), None)
        if words is not None:
            saying = _by_preposition(tree, start, len(words))
            if saying is not None:
                yield saying


def _by_preposition(tree: Tree, start: int, length: int) -> Saying | None:
    cue = frozenset(range(start, start + length))
    noun = _named_after(tree, start, length)
    if noun is None:
        return None
    governor = next((i for i in (noun, *tree.ancestors(noun)) if tree.tokens[i].head not in cue and i not in cue), noun)
    top = tree.tokens[start].head if tree.is_a(start, "advcl", "acl") else tree.tokens[governor].head
    if top is None or top in cue:
        return None
    left_out = {governor} if governor != top else {noun}
    content = tree.subtree(_clause(tree, top), left_out | cue)
    source = full_phrase(tree, noun) - cue
    return Saying("preposition", start, source, cue, trimmed(tree, content - source - cue), noun)


def _named_after(tree: Tree, start: int, length: int) -> int | None:
    """Return the noun that follows a preposition: the one governing its words, or governed by them."""
    end = start + length
    for index in range(end, min(end + 12, len(tree.tokens))):
        token = tree.tokens[index]
        outside = token.head is None or not end <= token.head < end + 12 or tree.tokens[token.head].upos == "VERB"
        if token.upos in {"NOUN", "PROPN", "PRON"} and (outside or token.head in range(start, end)):
            return index
    return None


def _clause(tree: Tree, index: int) -> int:
    """Return the head of the clause in which a word stands."""
    clausal = ("root", "ccomp", "conj", "parataxis", "advcl", "acl:relcl")
    return next((i for i in (index, *tree.ancestors(index)) if tree.tokens[i].deprel in clausal), index)


def _by_nouns(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    for index, token in enumerate(tree.tokens):
        if token.upos == "NOUN" and token.lemma.lower() in cues.nouns:
            clauses = [i for i in tree.children(index, "acl", "ccomp") if _has_that(tree, i)]
            if clauses:
                content = trimmed(tree, {w for clause in clauses for w in tree.subtree(clause)})
                speaker = _owner(tree, index, cues)
                source = frozenset() if speaker is None else full_phrase(tree, speaker)
                yield Saying("noun", index, source, frozenset({index}), content - source, speaker)


def _has_that(tree: Tree, index: int) -> bool:
    return any(tree.tokens[i].lemma.lower() in {"that", "whether", "of"} for i in tree.children(index, "mark"))


def _owner(tree: Tree, index: int, cues: CueWords) -> int | None:
    """Return whose claim it is: "his claim", "a claim by the army", "the army made the claim"."""
    owner = tree.child(index, "nmod:poss")
    if owner is None:
        owner = next(
            (i for i in tree.children(index, "nmod") if _has_case(tree, i, "by") or _has_case(tree, i, "from")), None
        )
    head = tree.tokens[index].head
    if owner is None and head is not None and tree.is_a(index, "obj") and lemma_of(tree, head) not in cues.verbs:
        owner = None if is_passive(tree, head) else speaker_of(tree, head)
    return owner


def _by_hearsay(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    for index, token in enumerate(tree.tokens):
        if token.upos == "ADV" and token.form.lower() in cues.hearsay and token.head is not None:
            clause = _clause(tree, token.head)
            content = trimmed(tree, tree.subtree(clause, {index}))
            yield Saying("hearsay", index, frozenset(), frozenset({index}), content)


_NO_SPEAKER = re.compile(
    r"(?i)^(?:update|updated|watch|video|photos?|live|exclusive|opinion|analysis|breaking|factbox|q&a|timeline|profile)$"
)
_LONGEST_SPEAKER = 8


def _by_colon(tree: Tree, cues: CueWords) -> Iterator[Saying]:
    """Yield "Kremlin: talks have failed" and "Talks have failed: Kremlin" (headlines and labels)."""
    if tree.sentence.index != 0:
        return
    for index, token in enumerate(tree.tokens):
        if token.form in {":", "-", "–", "—"} and 0 < index < len(tree.tokens) - 1:
            before, after = range(index), range(index + 1, len(tree.tokens))
            if token.form == ":" and _names_speaker(tree, before, cues):
                yield _headline(tree, index, before, after)
                return
            if _names_speaker(tree, after, cues):
                yield _headline(tree, index, after, before)
                return


def _headline(tree: Tree, mark: int, source: range, content: range) -> Saying:
    words = frozenset(source)
    head = next((i for i in source if tree.tokens[i].head not in words), source[-1])
    return Saying("colon", mark, trimmed(tree, words), frozenset({mark}), trimmed(tree, set(content)), head)


def _names_speaker(tree: Tree, words: range, cues: CueWords) -> bool:
    """Say whether one side of a colon is a short name of somebody who can speak."""
    tokens = [tree.tokens[i] for i in words]
    if len(tokens) > _LONGEST_SPEAKER or any(t.upos in {"VERB", "AUX", "SCONJ", "PRON", "ADV"} for t in tokens):
        return False
    if len(tokens) == 1 and _NO_SPEAKER.match(tokens[0].form):
        return False
    heads = [t for t in tokens if t.upos in {"NOUN", "PROPN"}]
    if not heads:
        return False
    spoken = cues.anonymous | cues.organizations | cues.documents | cues.outlets
    named = any(
        n.kind in {"person", "organization"} and n.span.overlaps(t.span) for n in tree.sentence.names for t in tokens
    )
    return named or heads[-1].lemma.lower() in spoken or heads[-1].form.lower() in spoken
