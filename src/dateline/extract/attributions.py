"""Who says what in a report: source, cue and content of every attribution, learned and by rule.

The model's reading comes first; rules over the tree (`speech`) fill in what it leaves open and add what it missed;
quotation marks (`quotes`) widen a content to the whole quotation and carry it on over sentences and paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.core import Argument, Attribution, Cue, Report, Sentence, Span
from dateline.extract.channels import listeners_of
from dateline.extract.contents import Draft, carry_on, drop_loose_end, share_inside, tidy, univocal, widen
from dateline.extract.cues import CueWords, load_cues
from dateline.extract.quotes import Quote, find_quotes
from dateline.extract.reading import (
    Reading,
    antecedent_of,
    carrier,
    full_phrase,
    is_passive,
    main_word,
    read_cue,
    trimmed,
)
from dateline.extract.sources import find_sources, is_denied
from dateline.extract.speech import Saying, find_sayings, stance_of
from dateline.extract.trees import Tree
from dateline.extract.voices import Voice, describe_voice
from dateline.extract.votes import vote_content

__all__ = ["CueWords", "find_attributions", "find_outermost", "find_sources", "is_denied", "load_cues"]

RULE_SCORES = {"verb": 0.55, "passive": 0.5, "preposition": 0.75, "noun": 0.4, "hearsay": 0.3, "colon": 0.7}
"""How often what a rule adds to the model's reading is right (polnear/train, 150 texts, rounded)."""


def find_attributions(report: Report, sentences: Sequence[Sentence], cues: CueWords) -> tuple[Attribution, ...]:
    """Return every attribution of a report in the order of its cues; a credit at the head of the story is none."""
    text = report.text
    quotes = [quote for quote in find_quotes(text) if not quote.single]
    trees = [Tree(sentence, cues) for sentence in sentences]
    drafts = [draft for tree in trees for draft in _learned_drafts(tree, sentences, cues)]
    drafts = univocal([_tidied(draft, text) for draft in drafts], sentences)
    drafts = [drop_loose_end(draft, sentences[draft.sentence].span, text) for draft in drafts]
    drafts = carry_on([widen(draft, quotes, text) for draft in drafts], quotes, text)
    drafts += [widen(d, quotes, text) for tree in trees for d in _ruled_drafts(tree, cues, drafts, quotes, text)]
    drafts.sort(key=lambda draft: draft.cue)
    return tuple(_finished(draft, trees[draft.sentence], quotes, report, cues) for draft in drafts)


def find_outermost(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions whose cue does not stand in the content of a likelier one."""
    return tuple(
        inner
        for inner in attributions
        if not any(
            outer is not inner
            and outer.score > inner.score
            and any(c.overlaps(s) for c in inner.cue for s in outer.content)
            for outer in attributions
        )
    )


def _learned_drafts(tree: Tree, sentences: Sequence[Sentence], cues: CueWords) -> list[Draft]:
    """Return the attributions that the model found in one sentence."""
    gathered = [(words, found) for words, found in _gathered(tree) if max(c.score for c in found) >= LEAST_SCORE]
    everything = frozenset(i for words, _ in gathered for i in words)
    return [_learned(tree, words, found, everything, sentences, cues) for words, found in gathered]


def _ruled_drafts(
    tree: Tree, cues: CueWords, learned: Sequence[Draft], quotes: Sequence[Quote], text: str
) -> list[Draft]:
    """Return the attributions of one sentence that only a rule found."""
    found = []
    for saying in find_sayings(tree, cues):
        if not _is_reliable(saying, tree, cues):
            continue
        draft = _tidied(_ruled(tree, saying), text)
        near = [d for d in learned if abs(d.sentence - draft.sentence) <= FARTHEST_CONTENT]
        if draft.content and not any(a.overlaps(b) for d in near for a in d.cue for b in draft.cue):
            is_inside = any(a.overlaps(b) for d in near for a in d.content for b in draft.cue)
            if not is_inside or _nests(draft, saying, quotes):
                found.append(draft)
    return found


FARTHEST_CONTENT = 8
"""Sentences between a cue and the end of its content, at most."""


def _is_reliable(saying: Saying, tree: Tree, cues: CueWords) -> bool:
    """Say whether a rule is right often enough where the model saw no cue: no speech of "I" and "we"."""
    if saying.rule in {"preposition", "colon"}:
        return True
    stance = stance_of(tree, saying.head, cues)
    speaker = tree.tokens[saying.speaker].form.lower() if saying.speaker is not None else ""
    return (
        saying.rule in {"verb", "noun"}
        and stance not in {"", "believes"}
        and speaker not in {"", *cues.closed.near_speakers}
    )


def _nests(draft: Draft, saying: Saying, quotes: Sequence[Quote]) -> bool:
    """Say whether a saying is reported speech inside the content of another: "Reuters reported that officials said"."""
    return saying.rule == "verb" and not any(q.span.overlaps(c) for q in quotes for c in draft.cue)


def _gathered(tree: Tree) -> list[tuple[frozenset[int], list[Cue]]]:
    """Return the learned cues by their main word: pieces of one verb group are one cue."""
    groups: dict[int, tuple[frozenset[int], list[Cue]]] = {}
    for cue in tree.sentence.cues:
        words = frozenset(tree.sentence.tokens_in(cue.span))
        if words:
            head = carrier(tree, words)
            before, found = groups.get(head, (frozenset(), []))
            groups[head] = (before | words | {head}, [*found, cue])
    return list(groups.values())


def _learned(
    tree: Tree,
    words: frozenset[int],
    found: Sequence[Cue],
    all_cues: frozenset[int],
    sentences: Sequence[Sentence],
    cues: CueWords,
) -> Draft:
    """Return the reading of a cue that the model found; tree and model vote on source and content.

    Words of other cues (`all_cues` holds those of the sentence) end a content, unless the model counts them in.
    """
    reading, head = read_cue(tree, words), main_word(tree, words)
    arguments = [a for cue in found for a in cue.arguments]
    speaker, source = _source(tree, head, reading, arguments, cues)
    counted_in = {i for a in arguments if a.role == "content" for i in tree.sentence.tokens_in(a.span)}
    barred = reading.cue | (all_cues - words - counted_in)
    barred |= listeners_of(tree, head, cues)
    barred |= frozenset(i for i, t in enumerate(tree.tokens) if any(t.span.overlaps(s) for s in source))
    content = vote_content(
        tree,
        [a for a in arguments if a.role == "content"],
        reading.content - barred,
        certain=reading.certain,
        cue=reading.cue,
        barred=barred,
        sentences=sentences,
    )
    parts, content = _with_preposition(tree, reading.cue, content)
    score = max(cue.score for cue in found)
    return Draft(tree.sentence.index, source, tree.spans(parts), content, head, speaker, "model", score)


def _with_preposition(
    tree: Tree, cue: frozenset[int], content: tuple[Span, ...]
) -> tuple[frozenset[int], tuple[Span, ...]]:
    """Return cue and content with a preposition between them on the side of the cue: "called for"."""
    after = max(cue) + 1
    if after >= len(tree.tokens) or tree.tokens[after].upos != "ADP":
        return cue, content
    token = tree.tokens[after].span
    kept = tuple(Span(token.end, s.end) if s.start == token.start and s.end > token.end else s for s in content)
    return (cue | {after}, kept) if kept != content else (cue, content)


def _source(
    tree: Tree, head: int, reading: Reading, learned: Sequence[Argument], cues: CueWords
) -> tuple[int | None, tuple[Span, ...]]:
    """Return speaker and source: the noun phrase of the tree where the model points into it, else the model's."""
    sources = [a for a in learned if a.role == "source"]
    if not sources or _names_nobody(tree, head, reading, cues):
        return reading.speaker, tree.spans(reading.source)
    said = {i for a in learned if a.role == "content" for i in tree.sentence.tokens_in(a.span)} | reading.cue
    best = max(
        sources, key=lambda a: (bool(reading.source & {*tree.sentence.tokens_in(a.span)}), a.score, -a.span.start)
    )
    pointed = frozenset(tree.sentence.tokens_in(best.span)) - reading.cue
    if pointed & reading.source:
        return reading.speaker, tree.spans(_around(tree, pointed & reading.source, reading.source | pointed, said))
    speaker = tree.head_of(best.span)
    if speaker is None or not pointed:
        return None, (best.span,)
    phrase = full_phrase(tree, speaker, head) | pointed
    return antecedent_of(tree, speaker), tree.spans(_around(tree, pointed, phrase, said))


def _around(tree: Tree, core: frozenset[int], phrase: frozenset[int], barred: Iterable[int]) -> frozenset[int]:
    """Return the words of a phrase that reach from its core without a gap or a barred word."""
    allowed = (phrase - frozenset(barred)) | core
    first = last = min(core)
    while first - 1 in allowed:
        first -= 1
    while last + 1 in allowed:
        last += 1
    return trimmed(tree, range(first, last + 1))


def _names_nobody(tree: Tree, head: int, reading: Reading, cues: CueWords) -> bool:
    """Say whether a cue is a passive of saying without an agent: "it was reported", "are said to have"."""
    is_saying = stance_of(tree, head, cues) not in {"", "believes"}
    return is_saying and reading.speaker is None and reading.certain and is_passive(tree, head)


def _ruled(tree: Tree, saying: Saying) -> Draft:
    spans = (tree.spans(saying.source), tree.spans(saying.cue), tree.spans(saying.content))
    return Draft(tree.sentence.index, *spans, saying.head, saying.speaker, saying.rule, RULE_SCORES[saying.rule])


LEAST_SCORE = 0.65
"""Cues that the model holds less likely are left out: best F of all three parts on polnear (train and dev alike)."""


def _tidied(draft: Draft, text: str) -> Draft:
    """Return the draft with whole stretches, none of which belongs to two parts."""
    source = _in_one(draft.source, draft.cue)
    return replace(draft, source=source, content=tidy(draft.content, (*source, *draft.cue), text))


def _in_one(source: tuple[Span, ...], cue: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a source as one stretch, unless its cue stands inside."""
    whole = Span(source[0].start, source[-1].end) if source else None
    return source if whole is None or any(whole.overlaps(c) for c in cue) else (whole,)


def _finished(draft: Draft, tree: Tree, quotes: Sequence[Quote], report: Report, cues: CueWords) -> Attribution:
    quoted = share_inside(draft.content, quotes) >= 0.5
    voice = Voice(tree, draft.speaker, draft.source, draft.cue_word, draft.cue, quoted)
    described = describe_voice(voice, report, cues)
    return Attribution(draft.source, draft.cue, draft.content, described, quoted, draft.score)
