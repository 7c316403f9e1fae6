"""Reading one cue over the tree: its words, who speaks, and what is said.

The bounds follow those of the PolNeAR corpus (Newell, Margolin & Ruths 2018): a source is its full noun phrase with
appositions and relative clauses, a cue the verb with auxiliaries, adverbs and its preposition, a content the whole
complement with "that" and what follows it in its clause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.extract.trees import Tree

SUBJECTS = ("nsubj", "csubj")
CLAUSES = ("ccomp", "csubj")
_LOOSE_MARKS = frozenset({",", ".", ";", ":", "-", "–", "—", "--"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Words (indices) of cue, source and content; `speaker` is the word for which the source stands.

    `certain` tells a complement of the verb ("said that", "denied the claim") from words that merely stand near;
    `clausal` that this is a clause.
    """

    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]
    speaker: int | None
    certain: bool
    clausal: bool = False


def read_cue(tree: Tree, words: Iterable[int]) -> Reading:
    """Return what a cue attributes to whom, whatever its words are."""
    given = frozenset(words)
    head = main_word(tree, given)
    if is_preposition(tree, given):
        return read_preposition(tree, given)
    cue = grown(tree, head, given)
    speaker, source = source_of(tree, head)
    content, certain, case = _content_of(tree, head, cue, source)
    cue |= case
    clausal = certain and (tree.is_a(head, "parataxis", "advcl") or tree.child(head, *CLAUSES) is not None)
    return Reading(cue, source - cue, content - cue - source, speaker, certain, clausal)


def main_word(tree: Tree, words: frozenset[int]) -> int:
    """Return the word of a cue that governs the rest; a verb before a light one ("is", "has")."""
    heads = [i for i in sorted(words) if tree.tokens[i].head not in words]
    return next((i for i in heads if tree.tokens[i].upos in {"VERB", "NOUN", "ADJ"}), heads[0])


def carrier(tree: Tree, words: frozenset[int]) -> int:
    """Return the main word of a cue; for a cue of light words alone ("has", "also") the verb that they belong to."""
    head = main_word(tree, words)
    governor = tree.tokens[head].head
    light = tree.is_a(head, "aux", "advmod", "cop", "mark", "compound:prt") or tree.tokens[head].upos in {"AUX", "PART"}
    if light and governor is not None and tree.tokens[governor].upos in {"VERB", "ADJ", "NOUN"}:
        return governor
    return head


def is_preposition(tree: Tree, words: frozenset[int]) -> bool:
    """Say whether a cue is "according to" or its like: words that open the phrase of the source."""
    first = tree.tokens[min(words)]
    opens = first.form.lower() in tree.cues.prepositions
    return (opens and first.upos != "VERB") or (first.deprel == "case" and first.upos in {"ADP", "VERB"})


def trimmed(tree: Tree, words: Iterable[int]) -> frozenset[int]:
    """Return the words without marks, conjunctions and a loose preposition at the ends; quotation marks stay."""
    kept = sorted(words)
    while kept and (_is_loose(tree, kept[0]) or tree.tokens[kept[0]].upos == "CCONJ"):
        kept.pop(0)
    while kept and (_is_loose(tree, kept[-1]) or tree.tokens[kept[-1]].upos in {"CCONJ", "ADP"}):
        kept.pop()
    return frozenset(kept)


def _is_loose(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.upos == "PUNCT" and token.form in _LOOSE_MARKS


def is_passive(tree: Tree, index: int) -> bool:
    """Say whether a verb stands in the passive."""
    return tree.child(index, "aux:pass", "nsubj:pass", "csubj:pass") is not None


def grown(tree: Tree, head: int, given: Iterable[int]) -> frozenset[int]:
    """Return the words of a cue with the auxiliaries, adverbs and particles of its main word that touch it."""
    parts = {head, *given, *tree.children(head, "compound:prt")}
    near = {i for i in tree.children(head, "aux", "advmod", "cop", "mark") if _grows(tree, i)}
    for step in (-1, 1):
        edge = max(parts) if step > 0 else min(parts)
        while edge + step in near:
            edge += step
            parts.add(edge)
    return frozenset(parts)


def _grows(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    if token.deprel == "mark":
        return tree.form(index) in tree.closed.infinitive_marks
    return token.upos in {"AUX", "PART", "ADV"} and tree.form(index) not in tree.closed.not_in_cue


def source_of(tree: Tree, head: int) -> tuple[int | None, frozenset[int]]:
    """Return the speaker of a cue and the words that name it: subject, agent of a passive, or owner of a noun."""
    token = tree.tokens[head]
    if token.upos == "NOUN" and tree.child(head, *SUBJECTS, "cop") is None:
        speaker = _owner(tree, head)
    elif is_passive(tree, head) and tree.form(head) not in tree.closed.quoted_by:
        speaker = next((i for i in tree.children(head, "obl") if has_case(tree, i, tree.closed.agents)), None)
    else:
        speaker = subject_of(tree, head)
    if speaker is None or _is_expletive(tree, speaker):
        return None, frozenset()
    return antecedent_of(tree, speaker), full_phrase(tree, speaker, head)


def _is_expletive(tree: Tree, index: int) -> bool:
    return tree.tokens[index].deprel == "expl" or tree.form(index) in tree.closed.expletives


def has_case(tree: Tree, index: int, forms: frozenset[str]) -> bool:
    """Say whether a word carries one of the prepositions."""
    return any(tree.tokens[i].form.lower() in forms for i in tree.children(index, "case"))


def _owner(tree: Tree, noun: int) -> int | None:
    """Return whose claim it is: "his claim", "a claim by the army", "the army made the claim"."""
    owner = tree.child(noun, "nmod:poss")
    if owner is None:
        owner = next((i for i in tree.children(noun, "nmod") if has_case(tree, i, tree.closed.owners)), None)
    head = tree.tokens[noun].head
    if owner is None and head is not None and tree.is_a(noun, "obj") and not is_passive(tree, head):
        owner = subject_of(tree, head)
    return owner


def subject_of(tree: Tree, index: int) -> int | None:
    """Return the subject of a word; one without a subject of its own has that of the word it joins or completes."""
    seen = set()
    at: int | None = index
    while at is not None and at not in seen:
        seen.add(at)
        subject = tree.child(at, *SUBJECTS)
        if subject is not None:
            return subject
        governor = tree.tokens[at].head
        if tree.tokens[at].deprel == "acl":
            return governor
        if governor is not None and tree.form(governor) in tree.closed.quoted_by:
            return tree.child(governor, "obj", "nsubj:pass")
        at = tree.tokens[at].head if tree.is_a(at, "conj", "advcl", "xcomp", "ccomp") else None
    return None


def antecedent_of(tree: Tree, speaker: int) -> int:
    """Return the word for which a relative pronoun stands, any other word itself."""
    if tree.form(speaker) in tree.closed.relatives and tree.tokens[speaker].upos == "PRON":
        clause = next((i for i in tree.ancestors(speaker) if tree.tokens[i].deprel == "acl:relcl"), None)
        head = tree.tokens[clause].head if clause is not None else None
        return speaker if head is None else head
    return speaker


def full_phrase(tree: Tree, noun: int, cue: int) -> frozenset[int]:
    """Return a noun phrase with appositions and relative clauses, but without a clause in which the cue stands."""
    around = {cue, *tree.ancestors(cue)}
    clausal = [i for i in tree.below[noun] if i in around]
    citing = [i for i in tree.children(noun, "acl", "advcl", "nmod") if _cites(tree, i)]
    left_out = {
        *clausal,
        *citing,
        *tree.children(noun, "case", "cop", "aux", "nsubj", "mark", "parataxis", "cc:preconj"),
    }
    words = trimmed(tree, tree.subtree(noun, left_out))
    side = [i for i in words if (i < cue) == (noun < cue)]
    return trimmed(tree, side)


def _cites(tree: Tree, index: int) -> bool:
    """Say whether a phrase names another source: ", citing two officials"."""
    opens = tree.cues.prepositions
    return tree.form(index) in opens or any(tree.form(i) in opens for i in tree.children(index, "case"))


def _content_of(
    tree: Tree, head: int, cue: frozenset[int], source: frozenset[int]
) -> tuple[frozenset[int], bool, frozenset[int]]:
    """Return the words of what is said, whether they are a complement, and a preposition that belongs to the cue."""
    clauses = tree.children(head, *CLAUSES) if not tree.is_a(head, "parataxis") else tree.children(head, "ccomp")
    if clauses:
        return _whole(tree, clauses, cue), True, frozenset()
    if tree.is_a(head, "parataxis") or _says_as(tree, head):
        return _interrupted(tree, head), True, frozenset()
    if is_passive(tree, head):
        raised = _raised(tree, head)
        if raised:
            return raised, True, frozenset()
    return _following(tree, head, cue, source)


def _whole(tree: Tree, heads: Iterable[int], cue: frozenset[int]) -> frozenset[int]:
    return trimmed(tree, {w for head in heads for w in tree.subtree(head)} - cue)


def _says_as(tree: Tree, head: int) -> bool:
    """Say whether a verb closes a clause as in "as the minister said"."""
    marks = tree.children(head, "mark", "advmod")
    return tree.is_a(head, "advcl") and any(tree.form(i) in tree.closed.comment_marks for i in marks)


def _interrupted(tree: Tree, head: int) -> frozenset[int]:
    governor = tree.tokens[head].head
    return trimmed(tree, tree.subtree(governor, {head})) if governor is not None else frozenset()


def _raised(tree: Tree, head: int) -> frozenset[int]:
    """Return subject and complement of "is said to have left"."""
    below = tree.children(head, "xcomp", "ccomp")
    if not below:
        return frozenset()
    parts = [*tree.children(head, "nsubj:pass"), *below]
    return frozenset(w for part in parts for w in trimmed(tree, tree.subtree(part)))


_CARRIES = ("xcomp", "obj", "obl", "advcl", "acl", "nmod", "ccomp", "iobj")


def _following(
    tree: Tree, head: int, cue: frozenset[int], source: frozenset[int]
) -> tuple[frozenset[int], bool, frozenset[int]]:
    """Return what follows a cue in its clause, from its first complement on."""
    last = max(cue)
    after = [i for i in tree.below[head] if i not in cue and i not in source and tree.is_a(i, *_CARRIES)]
    after = [i for i in after if i > last and not _is_aside(tree, i)]
    loose = [i for i in tree.children(head, "parataxis") if i > last]
    if not after:
        return (_whole(tree, loose, cue), False, frozenset()) if loose else (_subject(tree, head), False, frozenset())
    first = next((i for i in after if tree.is_a(i, "xcomp", "obj")), after[0])
    opens = tree.children(first, "case") if tree.is_a(first, "obl", "nmod") else ()
    case = frozenset(i for i in opens if i == last + 1)
    start = min(tree.subtree(first) - case)
    words = {w for i in after for w in tree.subtree(i) if w >= start or tree.is_a(i, "obj")}
    return trimmed(tree, words - case - cue), tree.is_a(first, "xcomp", "obj"), case


def _is_aside(tree: Tree, index: int) -> bool:
    """Say whether a dependent is set off by a comma: another act, or a comment."""
    start = min(tree.subtree(index))
    return tree.is_a(index, "advcl", "acl") and start > 0 and tree.tokens[start - 1].form in {",", "—", "–"}


def _subject(tree: Tree, head: int) -> frozenset[int]:
    """Return the subject of a passive: "the plan was announced"."""
    subject = tree.child(head, "nsubj:pass")
    return trimmed(tree, tree.subtree(subject)) if subject is not None else frozenset()


def read_preposition(tree: Tree, cue: frozenset[int]) -> Reading:
    """Return what "according to" and its like attribute to the noun phrase that follows them."""
    noun = named_after(tree, max(cue) + 1, cue)
    if noun is None:
        return Reading(cue, frozenset(), frozenset(), None, certain=False)
    source = _up_to_verb(tree, full_phrase(tree, noun, min(cue)) - cue)
    top = next((i for i in tree.ancestors(noun) if i not in cue), None)
    if top is None:
        return Reading(cue, source, frozenset(), noun, certain=False)
    governor = next(i for i in (noun, *tree.ancestors(noun)) if tree.tokens[i].head == top)
    clause = clause_of(tree, top)
    content = trimmed(tree, tree.subtree(clause, {governor}) - cue - source)
    return Reading(cue, source, content, noun, certain=True)


def _up_to_verb(tree: Tree, source: frozenset[int]) -> frozenset[int]:
    """Return a source cut at its last comma where a verb follows it: "according to the BBC, the minister said"."""
    end = max(source, default=-1) + 1
    commas = [i for i in source if tree.tokens[i].form == ","]
    if commas and end < len(tree.tokens) and tree.tokens[end].upos in {"VERB", "AUX"}:
        return frozenset(i for i in source if i < max(commas))
    return source


def named_after(tree: Tree, start: int, cue: frozenset[int]) -> int | None:
    """Return the noun that follows a preposition, the one that governs the others of its phrase."""
    for index in range(start, min(start + 14, len(tree.tokens))):
        token = tree.tokens[index]
        if token.upos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            above = [index, *tree.ancestors(index)]
            within = [
                i for i in above if i >= start and i not in cue and tree.tokens[i].upos in {"NOUN", "PROPN", "PRON"}
            ]
            linked = [i for i in within if any(tree.tokens[c].head == i for c in cue) or tree.tokens[i].head in cue]
            return linked[0] if linked else index
    return None


def clause_of(tree: Tree, index: int) -> int:
    """Return the head of the clause in which a word stands."""
    clausal = ("root", "ccomp", "conj", "parataxis", "advcl", "acl:relcl")
    return next(
        (i for i in (index, *tree.ancestors(index)) if tree.tokens[i].deprel in clausal and _is_verbal(tree, i)), index
    )


def _is_verbal(tree: Tree, index: int) -> bool:
    return (
        tree.tokens[index].upos in {"VERB", "AUX"}
        or tree.child(index, "cop", *SUBJECTS) is not None
        or tree.tokens[index].head is None
    )
