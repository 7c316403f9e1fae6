"""Frames: words that together tell of an event type, met in the tree of a sentence.

A frame is a predicate and the words that must hang together with it: close + border is met in "closed its border", "the
border was closed", "closing all border crossings". See `lessons` for how frames come out of a codebook's examples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.core import Sentence
from dateline.extract.branches import Branches

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
NOMINAL = frozenset({"NOUN", "PROPN"})
NO_PATIENT = frozenset({"obl:unmarked", "obl:tmod", "vocative", "nmod:desc", "obl:npmod", "advcl"})
MODIFIERS = ("amod", "compound", "nummod", "advmod", "nmod:desc")
CORE = ("obj", "iobj", "xcomp", "ccomp", "csubj")
PARTICLE = "compound:prt"
UNLIKELY = frozenset({"as compound", "as amod", f"below {PARTICLE}"})
"""What makes of a predicate another word ("arrest warrant", "ruling party", "rule out"), unless an example has it."""


PATIENT, MODIFIER, ANY = "patient", "modifier", "any"
"""Links between two words of a frame: done to (in any construction), modifying, or either and whatever stands below."""


@dataclass(frozen=True, slots=True)
class Link:
    """How a word of a frame hangs on another one: the place of that one in the frame, and the kind of the link.

    The kind is `PATIENT`, `MODIFIER` or `ANY`, else the relations on the way down ("obl", "obl nmod").
    """

    to: int
    kind: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A frame ready to be matched.

    Attributes:
        groups: alternatives of each word, as `shapes` gives them; the first group is the predicate.
        links: how each word but the predicate hangs on one before it.
        modes: what it tells of besides the type.
        confidence: how sure a match is, 0..1.
        origin: where it comes from, for the evidence.
        bars: what forbids it: signs as `signs` gives them, or a word "there" in the sentence at all.
    """

    groups: tuple[frozenset[str], ...]
    links: tuple[Link, ...]
    modes: tuple[str, ...]
    confidence: float
    origin: str
    bars: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met in a sentence: the word of the predicate, and all words."""

    pattern: Pattern
    predicate: int
    words: tuple[int, ...]


def shapes(sentence: Sentence, index: int) -> frozenset[str]:
    """Return what a word may be matched by: form, lemma, and the stem of its inflections, marked by its class."""
    token = sentence.tokens[index]
    return _shapes(token.form, token.lemma, token.upos)


@lru_cache(maxsize=65536)
def _shapes(form: str, lemma: str, upos: str) -> frozenset[str]:
    """The same form is the same word whatever its class; inflections are sought among verbs, or among nouns."""
    form, is_verb = form.lower(), upos == "VERB"
    if upos not in CONTENT:
        return frozenset({f"x:{form}"})
    mark = "v" if is_verb else "n"
    return frozenset({form, f"{mark}:{lemma.lower()}", f"{mark}:{stem(form, is_verb=is_verb)}"})


def stem(form: str, *, is_verb: bool) -> str:
    """Return what the regular inflections of an English word share: "clos" of close, closes, closed and closing."""
    if is_verb:
        cut = next((len(end) for end in ("ing", "ed", "es", "s", "e") if form.endswith(end) and len(form) > 4), 0)
        base = form[: len(form) - cut]
        is_doubled = len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeious"
        return base[:-1] if is_doubled else base
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    return form[:-1] if form.endswith("s") and not form.endswith("ss") and len(form) > 3 else form


def shapes_of_word(word: str) -> frozenset[str]:
    """Return what a word that somebody wrote may be matched by, as verb and as noun."""
    form = word.strip().lower()
    stems = {f"v:{stem(form, is_verb=True)}", f"n:{stem(form, is_verb=False)}"}
    return frozenset({form, f"v:{form}", f"n:{form}", f"x:{form}", *stems})


def index_patterns(patterns: Sequence[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns by each shape of their predicate."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        for shape in pattern.groups[0]:
            found[shape].append(pattern)
    return {shape: tuple(several) for shape, several in found.items()}


def find_matches(sentence: Sentence, index: Mapping[str, tuple[Pattern, ...]]) -> tuple[Match, ...]:
    """Return where patterns are met in a sentence: at each predicate the one of most words, then the surest."""
    found = []
    tree: Branches | None = None
    for i in range(len(sentence.tokens)):
        patterns = {id(p): p for shape in shapes(sentence, i) for p in index.get(shape, ())}
        if not patterns:
            continue
        tree = tree or Branches(sentence)
        matches = [match for pattern in patterns.values() if (match := _match(tree, i, pattern)) is not None]
        if matches:
            found.append(max(matches, key=lambda m: (len(m.words), m.pattern.confidence, m.pattern.origin)))
    return tuple(_apart(found))


def _apart(matches: Sequence[Match]) -> Iterator[Match]:
    """Leave out a match whose words all belong to another one."""
    for match in matches:
        others = (set(other.words) for other in matches if other is not match)
        if not any(set(match.words) < other for other in others):
            yield match


def _match(tree: Branches, predicate: int, pattern: Pattern) -> Match | None:
    words = [predicate]
    for group, link in zip(pattern.groups[1:], pattern.links, strict=True):
        linked = find_linked(tree, words[link.to], link.kind)
        fitting = [i for i in linked if i not in words and not group.isdisjoint(shapes(tree.sentence, i))]
        if not fitting:
            return None
        words.append(min(fitting, key=lambda i: abs(i - predicate)))
    if pattern.bars and _is_barred(tree, predicate, words, pattern.bars):
        return None
    return Match(pattern, predicate, tuple(words))


def find_linked(tree: Branches, word: int, kind: str) -> tuple[int, ...]:
    """Return the words that hang on `word` by a link of `kind`."""
    if kind == PATIENT:
        return tuple(_patients(tree, word))
    if kind == MODIFIER:
        return tree.children(word, *MODIFIERS)
    if kind == ANY:
        below = (*_patients(tree, word), *tree.children(word))
        return (*below, *(i for child in below for i in tree.children(child, *MODIFIERS)))
    found: tuple[int, ...] = (word,)
    for relation in kind.split(" "):
        found = tuple(child for i in found for child in tree.children(i, relation))
    return found


def _patients(tree: Branches, word: int) -> Iterator[int]:
    """Yield what something is done to, in any construction, and the others of its list."""
    for patient in _direct_patients(tree, word):
        yield patient
        yield from tree.children(patient, "conj")


def _direct_patients(tree: Branches, word: int) -> Iterator[int]:
    """Below a noun "of" or "for" something; below a verb any noun without a preposition, the subject only if alone.

    The exact relation does not count: where a parser is unsure, it is unsure of that first.
    """
    if tree.tokens[word].upos in NOMINAL:
        yield from (i for i in tree.children(word, "nmod", "obl") if case_of(tree, i) in {"of", "for"})
        yield from tree.children(word, "compound")
        return
    bare = [i for i in tree.children(word) if tree.tokens[i].upos in NOMINAL and not case_of(tree, i)]
    bare = [i for i in bare if tree.tokens[i].deprel not in NO_PATIENT]
    done_to = [i for i in bare if tree.tokens[i].deprel != "nsubj"]
    yield from done_to or bare
    head = tree.tokens[word].head
    if head is not None and tree.is_a(word, "acl"):
        yield head


def case_of(tree: Branches, index: int) -> str:
    """Return the preposition before a word, "" if there is none; the possessive 's is none."""
    case = tree.child(index, "case")
    word = "" if case is None else tree.tokens[case].form.lower()
    return "" if word in {"'s", "’s", "'", "’"} else word


def link_of(tree: Branches, word: int, words: Sequence[int]) -> Link | None:
    """Return how `word` hangs on one of `words`, None if it hangs on none by a way that could be met elsewhere."""
    head = tree.tokens[word].head
    for other in sorted(words, key=lambda i: i != head):
        for kind in (PATIENT, MODIFIER):
            if word in find_linked(tree, other, kind):
                return Link(words.index(other), kind)
    way: list[str] = [tree.tokens[word].deprel.partition(":")[0]]
    for ancestor in tree.ancestors(word):
        if ancestor in words:
            return Link(words.index(ancestor), " ".join(way))
        way.insert(0, tree.tokens[ancestor].deprel.partition(":")[0])
    return None


def _is_barred(tree: Branches, predicate: int, words: Sequence[int], bars: frozenset[str]) -> bool:
    if not bars.isdisjoint(sign for several in signs(tree, predicate, words) for sign in several):
        return True
    written = {bar for bar in bars if bar.startswith("there ")}
    others = (i for i in range(len(tree.tokens)) if written and i not in words)
    return any(not written.isdisjoint(f"there {shape}" for shape in shapes(tree.sentence, i)) for i in others)


def signs(tree: Branches, predicate: int, words: Sequence[int]) -> tuple[set[str], set[str], set[str], set[str]]:
    """Return what stands by a match, the most telling first.

    These are: what the predicate is to its governor and what core relations and particles it has ("as compound", "below
    xcomp"), the modifiers of its words ("near n:air"), its governor ("above v:call"), and other words below its own.
    """
    tokens, head = tree.tokens, tree.tokens[predicate].head
    form = {f"below {tokens[i].deprel}" for i in tree.children(predicate) if i not in words and tree.is_a(i, *CORE)}
    form |= {f"below {PARTICLE}" for i in tree.children(predicate) if i not in words and tokens[i].deprel == PARTICLE}
    form |= {f"as {tokens[predicate].deprel}"} & UNLIKELY
    below = {child for word in words for child in tree.children(word)} - set(words)
    content = {i for i in below if tokens[i].upos in CONTENT}
    modifiers = {i for i in content if tree.is_a(i, *MODIFIERS)}
    near = {f"near {shape}" for i in modifiers for shape in shapes(tree.sentence, i)}
    above = set() if head is None else {f"above {shape}" for shape in shapes(tree.sentence, head)}
    rest = {f"near {shape}" for i in content - modifiers for shape in shapes(tree.sentence, i)}
    return form, near, above, rest
