"""Who says what in a report: source, cue and content of every attribution, learned and by rule.

The model's reading comes first; rules over the tree (`speech`) fill in what it leaves open and add what it missed;
quotation marks (`quotes`) widen a content to the whole quotation and carry it on over sentences and paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.core import Attribution, Cue, Report, Sentence, Span
from dateline.extract.contents import Draft, carry_on, share_inside, tidy, widen
from dateline.extract.cues import CueWords, load_cues
from dateline.extract.quotes import Quote, find_quotes
from dateline.extract.sources import find_sources, is_denied
from dateline.extract.speech import Saying, find_sayings
from dateline.extract.trees import Tree
from dateline.extract.voices import Voice, describe_voice

__all__ = ["CueWords", "find_attributions", "find_sources", "is_denied", "load_cues"]

RULE_SCORES = {"verb": 0.6, "passive": 0.5, "preposition": 0.9, "noun": 0.5, "hearsay": 0.5, "colon": 0.7, "quote": 0.6}
"""How often what a rule adds to the model's reading is right."""


def find_attributions(report: Report, sentences: Sequence[Sentence], cues: CueWords) -> tuple[Attribution, ...]:
    """Return every attribution of a report in the order of its cues; a credit at the head of the story is none."""
    text = report.text
    quotes = [quote for quote in find_quotes(text) if not quote.single]
    trees = [Tree(sentence) for sentence in sentences]
    drafts = [draft for tree in trees for draft in _drafts_of(tree, cues)]
    drafts = carry_on([widen(_tidied(draft, text), quotes, text) for draft in drafts], quotes, text)
    return tuple(_finished(draft, trees[draft.sentence], quotes, report, cues) for draft in drafts)


def _drafts_of(tree: Tree, cues: CueWords) -> list[Draft]:
    """Return the attributions whose cue stands in one sentence: the learned ones, then those that only a rule found."""
    sayings = list(find_sayings(tree, cues))
    drafts = []
    for cue in tree.sentence.cues:
        same = next((s for s in sayings if tree.tokens[s.head].span.overlaps(cue.span)), None)
        if same is not None:
            sayings.remove(same)
        drafts.append(_learned(tree, cue, same))
    drafts += [_ruled(tree, saying) for saying in sayings if _adds(tree, saying, drafts)]
    return sorted(drafts, key=lambda draft: draft.cue)


def _learned(tree: Tree, cue: Cue, same: Saying | None) -> Draft:
    """Return the model's reading of a cue, with what it leaves open taken from the rule that found the same cue."""
    source = tuple(sorted(a.span for a in cue.arguments if a.role == "source"))
    content = tuple(sorted(a.span for a in cue.arguments if a.role == "content"))
    speaker = tree.head_of(Span(source[0].start, source[-1].end)) if source else None
    word = tree.head_of(cue.span)
    if same is not None:
        word = same.head
        content = content or tree.spans(same.content)
        if not source or (speaker is not None and speaker in same.source):
            speaker = same.speaker
        source = source or tree.spans(same.source)
    return Draft(tree.sentence.index, source, (cue.span,), content, word, speaker, "model", cue.score)


def _ruled(tree: Tree, saying: Saying) -> Draft:
    spans = (tree.spans(saying.source), tree.spans(saying.cue), tree.spans(saying.content))
    return Draft(tree.sentence.index, *spans, saying.head, saying.speaker, saying.rule, RULE_SCORES[saying.rule])


def _adds(tree: Tree, saying: Saying, learned: Iterable[Draft]) -> bool:
    """Say whether a rule found something that the model did not read in another way."""
    return bool(saying.content)


def _tidied(draft: Draft, text: str) -> Draft:
    """Return the draft with whole stretches, none of which belongs to two parts."""
    source = tidy(draft.source, draft.cue, text)
    return replace(draft, source=source, content=tidy(draft.content, (*source, *draft.cue), text))


def _finished(draft: Draft, tree: Tree, quotes: Sequence[Quote], report: Report, cues: CueWords) -> Attribution:
    quoted = share_inside(draft.content, quotes) >= 0.5
    voice = Voice(tree, draft.speaker, draft.source, draft.cue_word, draft.cue, quoted)
    described = describe_voice(voice, report, cues)
    return Attribution(draft.source, draft.cue, draft.content, described, quoted, draft.score)
