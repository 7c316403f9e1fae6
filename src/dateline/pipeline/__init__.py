"""The hallway: the walk of one report, the walk of a corpus.

The walk takes values and gives values: the same report, model, codebook and knowledge give the same coding, alone or
among others, on one worker or on many. A report that cannot be coded becomes a problem and takes nothing with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from dateline import __version__
from dateline.codebook import Codebook, load_codebook
from dateline.core import (
    Attribution,
    Coding,
    EventMention,
    Evidence,
    Problem,
    Report,
    Sentence,
    Source,
    Story,
    Versions,
)
from dateline.core.record import with_ids
from dateline.extract.attributions import CueWords, find_attributions, find_sources, load_cues
from dateline.extract.contexts import find_contexts
from dateline.extract.mentions import find_mentions
from dateline.extract.own_types import OwnTypes, find_own, learn_own, with_own
from dateline.extract.sizes import with_size
from dateline.extract.status import judge_by_days, judge_status
from dateline.knowledge import Gazetteer, Knowledge, load_gazetteer, load_knowledge
from dateline.language import Model, load_model
from dateline.language.conllu import format_sentence
from dateline.link import find_records, link_mentions, link_reports
from dateline.pipeline.intake import Intake, mark_reprints, read_inputs
from dateline.pipeline.settings import Settings
from dateline.pipeline.survey import Fate, Surveyed, SurveyPlan, find_coder, survey_reports
from dateline.pipeline.workers import count_workers, do_alone, walk_reports
from dateline.resolve.attributed import resolve_attributions
from dateline.resolve.carried import resolve_carried
from dateline.resolve.implied import resolve_implied
from dateline.resolve.when import resolve_when
from dateline.resolve.where import resolve_where
from dateline.resolve.who import resolve_who
from dateline.store import load_events, load_judgements, load_stories, save_events, save_stories
from dateline.store.originals import Originals, load_reprints, load_strays
from dateline.store.rows import find_digest, find_maker
from dateline.store.store import Store

__all__ = [
    "Fate",
    "Intake",
    "Settings",
    "SurveyPlan",
    "Surveyed",
    "Tools",
    "attribute_reports",
    "code_into",
    "code_report",
    "code_reports",
    "count_workers",
    "group_corpus",
    "link_corpus",
    "load_tools",
    "parse_reports",
    "read_inputs",
    "survey_reports",
    "walk_reports",
]

REPORTS_PER_BATCH = 64


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that the walk of one report needs, loaded once."""

    model: Model
    codebook: Codebook
    knowledge: Knowledge
    gazetteer: Gazetteer
    cues: CueWords
    own: OwnTypes
    min_confidence: float | None = None

    @property
    def versions(self) -> Versions:
        """The versions that every record names."""
        return Versions(__version__, self.model.version, self.codebook.version, self.knowledge.version)


@lru_cache(maxsize=1)
def load_tools(settings: Settings) -> Tools:
    """Return model, codebook, knowledge and gazetteer, loaded. Raises `CodebookError` for a codebook with faults."""
    model, codebook = load_model(settings.model), load_codebook(settings.codebook)
    knowledge, gazetteer = load_knowledge(settings.entities), load_gazetteer()
    own = learn_own(codebook, model.parse)
    return Tools(model, codebook, knowledge, gazetteer, load_cues(), own, settings.min_confidence)


def code_report(report: Report, tools: Tools) -> Coding:
    """Return everything that Dateline says of one report."""
    if report.language not in {"", *tools.model.languages}:
        return _not_coded(report, tools)
    sentences = tools.model.parse(report)
    attributions = find_attributions(report, sentences, tools.cues)
    contexts = find_contexts(report, sentences, tools.codebook)
    mentions: list[EventMention] = []
    learned = find_mentions(report, sentences, tools.codebook, tools.min_confidence)
    own = find_own(report, sentences, tools.own, tools.min_confidence or 0.0)
    for found in with_own(learned, own):
        mention = _with_contexts(found, contexts, tools.codebook)
        mention = _with_status(mention, sentences[mention.sentence], attributions)
        mention = with_size(mention, sentences[mention.sentence])
        mention = _with_sources(mention, find_sources(mention, sentences, attributions, report))
        mention = judge_by_days(resolve_when(mention, report, sentences), report.published)
        mention = resolve_where(mention, report, sentences, tools.gazetteer)
        mentions.append(resolve_who(mention, report, sentences, tools.knowledge))
    mentions = [
        resolve_implied(mention, report, sentences, tools.knowledge, tools.codebook)
        for mention in resolve_carried(mentions, report, sentences, tools.codebook)
    ]
    problems = tuple(chain.from_iterable(map(tools.codebook.check, mentions)))
    spans = tuple(sentence.span for sentence in sentences)
    return Coding(report, spans, with_ids(mentions, tools.versions), attributions, problems, tools.versions)


def _not_coded(report: Report, tools: Tools) -> Coding:
    """Return the coding of a report in a language that the model does not read: no mention, one problem."""
    languages = ", ".join(sorted(tools.model.languages))
    problem = Problem(report.id, f"language {report.language!r} is not coded", f"the model reads: {languages}")
    return Coding(report, (), (), (), (problem,), tools.versions)


def _with_contexts(mention: EventMention, contexts: Sequence[tuple[str, Evidence]], codebook: Codebook) -> EventMention:
    """Return the mention with the contexts of its report, and the CAMEO code that goes with them."""
    codes = tuple(code for code, _ in contexts)
    cameo = codebook.cameo_of(mention.event_type, mention.modes, codes)
    return replace(mention, contexts=codes, cameo=cameo).with_evidence(*(evidence for _, evidence in contexts))


def _with_status(mention: EventMention, sentence: Sentence, attributions: Sequence[Attribution]) -> EventMention:
    """Return the mention with its factual status."""
    status, evidence = judge_status(mention, sentence, attributions)
    return replace(mention, status=status).with_evidence(*evidence)


def _with_sources(mention: EventMention, sources: tuple[Source, ...]) -> EventMention:
    """Return the mention with the chain of voices that the report makes responsible, nearest first."""
    mention = replace(mention, sources=sources)
    for i, source in enumerate(sources):
        rule = f"attribution: {source.kind}{', ' + source.stance if source.stance else ''}"
        mention = mention.with_evidence(Evidence(f"sources[{i}]", rule, source.cue or source.span))
    return mention


def code_reports(
    items: Iterable[Report | Problem | Coding], settings: Settings, workers: int = 1
) -> Iterator[Coding | Problem]:
    """Yield the coding of each report, and what else is among the items, in the order of the input."""
    return walk_reports(items, _code, settings, workers)


def _code(report: Report, settings: Settings) -> Coding:
    return code_report(report, load_tools(settings))


def parse_reports(items: Iterable[Report | Problem], workers: int = 1) -> Iterator[str | Problem]:
    """Yield the sentences of each report in CoNLL-U, and the problems among them, in the order of the input."""
    return walk_reports(items, _parse, Settings(), workers)


def _parse(report: Report, settings: Settings) -> str:
    sentences = load_model(settings.model).parse(report)
    return "".join(format_sentence(sentence, report.text, report.id) for sentence in sentences)


def attribute_reports(
    items: Iterable[Report | Problem], workers: int = 1
) -> Iterator[tuple[Report, tuple[Attribution, ...]] | Problem]:
    """Yield each report with who says what in it, and the problems among them, in the order of the input.

    Voices are named as of the report's day, where it has one.
    """
    return walk_reports(items, _attribute, Settings(), workers)


def _attribute(report: Report, settings: Settings) -> tuple[Report, tuple[Attribution, ...]]:
    sentences = load_model(settings.model).parse(report)
    found = find_attributions(report, sentences, load_cues())
    return report, resolve_attributions(found, report, sentences, load_knowledge(settings.entities))


def code_into(
    items: Iterable[Report | Problem],
    store: Store,
    settings: Settings,
    workers: int = 1,
    *,
    again: bool = False,
    reprints: bool = False,
) -> Iterator[Coding | Problem]:
    """Yield what becomes of each item, once it is kept in the store; what is there already is neither coded nor given.

    Codings are kept batch by batch, each in one transaction: whatever ends the run, what was yielded is there, and the
    next run goes on behind it. With `again`, everything is coded anew. A report that reprints one coded before (with
    `again`: in this run) is kept and marked instead of coded, unless `reprints` asks for it; those whose original has
    changed since are looked at once more in the end.
    """
    told, coder = settings.told, find_coder(settings)
    run = store.save_run(coder.versions, told)
    done = {} if again else store.coded_digests(coder.versions, told, reprints=not reprints)
    fresh = (item for item in items if isinstance(item, Problem) or done.get(item.id) != find_digest(item))
    originals = Originals(store, find_maker(coder.versions, told), run if again else None)
    problems: list[Problem] = []
    for some in (fresh, load_strays(store)):  # which are asked for when all else is kept
        coded = code_reports(mark_reprints(some, originals, coder, reprints=reprints), settings, workers)
        while batch := list(islice(coded, REPORTS_PER_BATCH)):
            marks, lost = originals.let_out(batch)
            for position, report in lost.items():
                batch[position] = do_alone(report, _code, settings)
            store.save([item for item in batch if isinstance(item, Coding)], run, marks, again=again)
            problems += [item for item in batch if isinstance(item, Problem)]
            yield from batch
    store.save_problems(problems, run)
    store.end_run(run)


def link_corpus(store: Store, *, afresh: bool = False) -> tuple[int, int, int]:
    """The events of a store hold for all its mentions; return the numbers of events, mentions and reports.

    With `afresh` nothing that was linked before is kept but the judgements.
    """
    pairs = list(store.load_mentions())
    mentions = {mention.id: mention for mention, _ in pairs}
    reports = {report.id: report for _, report in pairs}
    known = () if afresh else load_events(store)
    events = link_mentions(mentions.values(), reports.values(), judgements=load_judgements(store), known=known)
    save_events(store, events, (), find_records(events, mentions, reports, load_reprints(store)))
    return len(events), len(mentions), len(reports)


def group_corpus(store: Store, *, afresh: bool = False) -> tuple[tuple[Story, ...], tuple[Report, ...]]:
    """The stories of a store hold for all its reports; return both. `afresh` as in `link_corpus`."""
    reports = tuple(store.load_reports())
    known = () if afresh else load_stories(store)
    stories = link_reports(reports, judgements=load_judgements(store), known=known)
    save_stories(store, stories)
    return stories, reports
