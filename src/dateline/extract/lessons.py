"""What the examples of a codebook teach about an event type: its frames, and the words that mark its modes.

From the example "Hungary *closed its border* with Serbia" comes the frame close + border. Examples that share a word
lend each other the rest: close + border, shut + border and shut + crossing make close + crossing too, with less
confidence. A modifier is optional where another example does without it ("called early elections", "announced
elections"), and marks a mode where only examples of that mode have it. What stands by a frame in a counter-example and
in no example bars it. Nothing is trained, and each frame names its example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from dateline.codebook import EventType, Example, Expected, Frame
from dateline.core import Report, Sentence, Span
from dateline.extract.branches import Branches
from dateline.extract.frames import (
    ANY,
    CONTENT,
    MODIFIERS,
    UNLIKELY,
    Link,
    Pattern,
    find_matches,
    index_patterns,
    link_of,
    shapes,
    shapes_of_word,
    signs,
)

Parse = Callable[[Report], tuple[Sentence, ...]]

SEEN, WRITTEN, LENT = 0.8, 0.8, 0.65
"""Confidence of a frame seen in an example, written by the user, lent by one example to another: chosen, not fitted."""


@dataclass(frozen=True, slots=True)
class Taught:
    """An expected mention found in the parse of its example: the words of its trigger, the predicate first."""

    expected: Expected
    example: Example
    sentence: Sentence
    predicate: int
    words: tuple[int, ...]

    @property
    def modifiers(self) -> dict[int, int]:
        """The words that only modify another word of the trigger, with that word."""
        tokens = self.sentence.tokens
        return {
            i: head
            for i in self.words[1:]
            if (head := tokens[i].head) is not None
            and head in self.words
            and tokens[i].deprel.partition(":")[0] in MODIFIERS
        }


def find_taught(kind: EventType, parse: Parse) -> tuple[Taught, ...]:
    """Return every expected mention of `kind` where it stands in the parse of its example."""
    found = []
    for example in kind.examples:
        sentences = parse(Report(kind.code, "", example.text))
        for expected in example.mentions:
            if expected.type in {"", kind.code}:
                found += _taught(expected, example, sentences)
    return tuple(found)


def _taught(expected: Expected, example: Example, sentences: Sequence[Sentence]) -> list[Taught]:
    start = example.text.find(expected.trigger)
    span = Span(start, start + len(expected.trigger))
    for sentence in sentences:
        inside = sentence.tokens_in(span)
        content = [
            i for i in inside if _is_content(sentence, i, inside) and not _takes_part(sentence, i, expected, example)
        ]
        if content:
            tree = Branches(sentence)
            predicate = min(content, key=lambda i: len(list(tree.ancestors(i))))
            rest = (i for i in content if i != predicate)
            return [Taught(expected, example, sentence, predicate, (predicate, *rest))]
    return []


def _takes_part(sentence: Sentence, index: int, expected: Expected, example: Example) -> bool:
    """Words of a participant inside the trigger ("took *the student* into custody") are none of its own."""
    word = sentence.tokens[index].span
    starts = ((example.text.find(words), len(words)) for words in (*expected.actors, *expected.recipients))
    return any(start <= word.start and word.end <= start + length for start, length in starts)


def _is_content(sentence: Sentence, index: int, inside: Sequence[int]) -> bool:
    """A content word, or the particle at the end of a trigger ("stepped down")."""
    token = sentence.tokens[index]
    is_particle = index == inside[-1] and token.upos in {"ADP", "ADV", "PART"}
    return token.upos in CONTENT or len(inside) == 1 or is_particle


def learn_patterns(kind: EventType, taught: Sequence[Taught], parse: Parse) -> tuple[Pattern, ...]:
    """Return the patterns of a type: written ones, those seen in its examples, and those that these lend each other."""
    seen = [pattern for one in taught for pattern in _seen(one, taught)]
    patterns = _distinct([*map(_written, kind.frames), *seen, *_lent(seen)])
    counters = [s for example in kind.counter_examples for s in parse(Report(kind.code, "", example.text))]
    allowed = {
        s for one in taught for several in signs(Branches(one.sentence), one.predicate, one.words) for s in several
    }
    return tuple(_barred(pattern, counters, allowed) for pattern in patterns)


def learn_marks(taught: Sequence[Taught]) -> dict[str, tuple[str, ...]]:
    """Return the shapes of modifiers that mark modes: examples of other modes do without them."""
    marks: dict[str, tuple[str, ...]] = {}
    for one in taught:
        others = {s for t in taught if t.expected.modes != one.expected.modes for i in t.words for s in _shapes(t, i)}
        for modifier in one.modifiers if one.expected.modes else ():
            marks |= dict.fromkeys(_shapes(one, modifier) - others, one.expected.modes)
    return marks


def find_marked(tree: Branches, words: Sequence[int], marks: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the modes that the modifiers of a match's words mark."""
    if not marks:
        return ()
    modifiers = [*words, *(child for word in words for child in tree.children(word, *MODIFIERS))]
    shaped = (shape for i in modifiers for shape in sorted(shapes(tree.sentence, i)))
    return tuple(dict.fromkeys(mode for shape in shaped for mode in marks.get(shape, ())))


def _shapes(taught: Taught, index: int) -> frozenset[str]:
    return shapes(taught.sentence, index)


def _written(frame: Frame) -> Pattern:
    groups = tuple(frozenset().union(*(shapes_of_word(word) for word in group.split("|"))) for group in frame.words)
    bars = frozenset(f"there {shape}" for word in frame.unless for shape in shapes_of_word(word))
    links = tuple(Link(0, ANY) for _ in groups[1:])
    return Pattern(groups, links, frame.modes, WRITTEN, f"frame {' + '.join(frame.words)}", bars)


def _seen(one: Taught, taught: Sequence[Taught]) -> Iterator[Pattern]:
    """The frame of an example, and that without the modifiers with which another example dispenses."""
    optional = {i for i, head in one.modifiers.items() if any(_has_bare(other, _shapes(one, head)) for other in taught)}
    yield from _pattern(one, [i for i in one.words if i not in optional], () if optional else one.expected.modes)
    if optional:
        yield from _pattern(one, one.words, one.expected.modes)


def _pattern(one: Taught, words: Sequence[int], modes: tuple[str, ...]) -> Iterator[Pattern]:
    """The frame of some words of an example; a word that hangs on none of the others is left out."""
    tree = Branches(one.sentence)
    linked, links = [words[0]], []
    waiting = sorted(words[1:], key=lambda i: len(list(tree.ancestors(i))))
    while waiting:
        ways = [(i, link) for i in waiting if (link := link_of(tree, i, linked)) is not None]
        if not ways:
            break
        nearest, link = ways[0]
        waiting.remove(nearest)
        linked.append(nearest)
        links.append(link)
    if linked == [words[0]] and len(words) > 1:
        return
    groups = tuple(_shapes(one, i) for i in linked)
    yield Pattern(groups, tuple(links), modes, SEEN, f'example "{one.example.text}"')


def _has_bare(taught: Taught, word: frozenset[str]) -> bool:
    there = [i for i in taught.words if not word.isdisjoint(_shapes(taught, i))]
    return bool(there) and not any(head in there for head in taught.modifiers.values())


def _distinct(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Each frame once; the first to say it stands, and modes stand only where all that say it agree."""
    found: dict[object, Pattern] = {}
    for pattern in patterns:
        key = (pattern.groups, pattern.links)
        first = found.setdefault(key, pattern)
        if first.modes != pattern.modes and pattern.confidence >= first.confidence:
            found[key] = replace(first, modes=())
    return list(found.values())


def _lent(seen: Sequence[Pattern]) -> Iterator[Pattern]:
    """Pairs of a predicate and a word, crossed within each family of examples that share one of the two."""
    families: list[list[Pattern]] = []
    for pattern in (pattern for pattern in seen if len(pattern.groups) == 2):
        kin = [family for family in families if any(_share_word(pattern, other) for other in family)]
        families = [family for family in families if family not in kin]
        families.append([pattern, *(other for family in kin for other in family)])
    for family in families:
        for predicate, word in product(family, family):
            modes = predicate.modes if predicate.modes == word.modes else ()
            origin = f"frame lent by {predicate.origin} and {word.origin}"
            yield Pattern((predicate.groups[0], word.groups[1]), word.links, modes, LENT, origin)


def _share_word(one: Pattern, other: Pattern) -> bool:
    return one.links == other.links and any(not a.isdisjoint(b) for a, b in zip(one.groups, other.groups, strict=True))


def _barred(pattern: Pattern, counters: Sequence[Sentence], allowed: set[str]) -> Pattern:
    """The pattern with the most telling of what stands by it in each counter-example and by no example."""
    bars = set(pattern.bars) | (UNLIKELY - allowed)
    pattern = replace(pattern, bars=frozenset(bars))
    index = index_patterns([pattern])
    for sentence in counters:
        for match in find_matches(sentence, index):
            found = (several - allowed for several in signs(Branches(sentence), match.predicate, match.words))
            bars |= next(filter(None, found), set())
    return replace(pattern, bars=frozenset(bars))
