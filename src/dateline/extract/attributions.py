"""Who says what in a report: source, cue and content of every attribution, learned and by rule.

The model's reading comes first; rules over the tree (`speech`) fill in what it leaves open and add what it missed;
quotation marks (`quotes`) widen a content to the whole quotation and carry it on over sentences and paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.core import Argument, Attribution, Cue, Report, Sentence, Span
from dateline.extract.contents import Draft, carry_on, share_inside, tidy, widen
from dateline.extract.cues import CueWords, load_cues
from dateline.extract.quotes import Quote, find_quotes
from dateline.extract.reading import Reading, antecedent_of, full_phrase, main_word, read_cue
from dateline.extract.sources import find_sources, is_denied
from dateline.extract.speech import Saying, find_sayings
from dateline.extract.trees import Tree
from dateline.extract.voices import Voice, describe_voice
from dateline.extract.votes import vote_content

__all__ = ["CueWords", "find_attributions", "find_sources", "is_denied", "load_cues"]

RULE_SCORES = {"verb": 0.6, "passive": 0.5, "preposition": 0.9, "noun": 0.5, "hearsay": 0.5, "colon": 0.7, "quote": 0.6}
"""How often what a rule adds to the model's reading is right."""


def find_attributions(report: Report, sentences: Sequence[Sentence], cues: CueWords) -> tuple[Attribution, ...]:
    """Return every attribution of a report in the order of its cues; a credit at the head of the story is none."""
    text = report.text
    quotes = [quote for quote in find_quotes(text) if not quote.single]
    trees = [Tree(sentence) for sentence in sentences]
    drafts = [draft for tree in trees for draft in _drafts_of(tree, sentences, cues)]
    drafts = carry_on([widen(_tidied(draft, text), quotes, text) for draft in drafts], quotes, text)
    return tuple(_finished(draft, trees[draft.sentence], quotes, report, cues) for draft in drafts)


def _drafts_of(tree: Tree, sentences: Sequence[Sentence], cues: CueWords) -> list[Draft]:
    """Return the attributions whose cue stands in one sentence: the learned ones, then those that only a rule found."""
    drafts = [_learned(tree, cue, sentences) for cue in tree.sentence.cues]
    taken = [span for draft in drafts for span in draft.cue]
    sayings = find_sayings(tree, cues)
    drafts += [_ruled(tree, saying) for saying in sayings if _adds(tree, saying, taken)]
    return sorted(drafts, key=lambda draft: draft.cue)


def _learned(tree: Tree, cue: Cue, sentences: Sequence[Sentence]) -> Draft:
    """Return the reading of a cue that the model found; the tree and the model's arguments vote on source and content."""
    words = tree.sentence.tokens_in(cue.span)
    reading = read_cue(tree, words)
    speaker, source = _source(tree, reading, [a for a in cue.arguments if a.role == "source"])
    barred = reading.cue | frozenset(i for i, t in enumerate(tree.tokens) if any(t.span.overlaps(s) for s in source))
    content = vote_content(
        tree,
        [a for a in cue.arguments if a.role == "content"],
        reading.content - barred,
        certain=reading.certain,
        barred=barred,
        sentences=sentences,
    )
    span = tree.spans(reading.cue)
    return Draft(tree.sentence.index, source, span, content, main_word(tree, frozenset(words)), speaker, "model", cue.score)


def _source(tree: Tree, reading: Reading, learned: Sequence[Argument]) -> tuple[int | None, tuple[Span, ...]]:
    """Return speaker and source: the noun phrase of the tree where the model points into it, else the model's."""
    if not learned:
        return reading.speaker, tree.spans(reading.source)
    best = max(learned, key=lambda a: (a.score, -a.span.start))
    pointed = frozenset(tree.sentence.tokens_in(best.span))
    if pointed & reading.source:
        return reading.speaker, tree.spans(reading.source)
    head = tree.head_of(best.span)
    if head is None:
        return None, (best.span,)
    return antecedent_of(tree, head), tree.spans((full_phrase(tree, head, main_word(tree, reading.cue)) | pointed) - reading.cue)


def _ruled(tree: Tree, saying: Saying) -> Draft:
    spans = (tree.spans(saying.source), tree.spans(saying.cue), tree.spans(saying.content))
    return Draft(tree.sentence.index, *spans, saying.head, saying.speaker, saying.rule, RULE_SCORES[saying.rule])


def _adds(tree: Tree, saying: Saying, taken: Sequence[Span]) -> bool:
    """Say whether a rule found something that the model did not."""
    found = tree.spans(saying.cue)
    return bool(saying.content) and not any(a.overlaps(b) for a in found for b in taken) and ADD


ADD = True


def _tidied(draft: Draft, text: str) -> Draft:
    """Return the draft with whole stretches, none of which belongs to two parts."""
    source = tidy(draft.source, draft.cue, text)
    return replace(draft, source=source, content=tidy(draft.content, (*source, *draft.cue), text))


def _finished(draft: Draft, tree: Tree, quotes: Sequence[Quote], report: Report, cues: CueWords) -> Attribution:
    quoted = share_inside(draft.content, quotes) >= 0.5
    voice = Voice(tree, draft.speaker, draft.source, draft.cue_word, draft.cue, quoted)
    described = describe_voice(voice, report, cues)
    return Attribution(draft.source, draft.cue, draft.content, described, quoted, draft.score)
