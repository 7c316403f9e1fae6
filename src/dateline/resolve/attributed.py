"""Who the voices of a report's attributions are: names, countries and sectors, as of the report's day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.core import Attribution, Period, Report, Sentence
from dateline.knowledge.entities import Knowledge
from dateline.resolve.actors import Setting
from dateline.resolve.conduct import Place
from dateline.resolve.voiced import as_voice
from dateline.resolve.who import referents_of, resolve_actor


def resolve_attributions(
    attributions: Iterable[Attribution], report: Report, sentences: Sequence[Sentence], knowledge: Knowledge
) -> tuple[Attribution, ...]:
    """Return the attributions with name, country and sector of their voices filled in, "" where nothing tells."""
    referents = referents_of(report, sentences, knowledge)
    told = Period(report.published, report.published)
    setting = Setting(knowledge, told, referents.own, referents.kinds, told, referents.lands)
    starts = [sentence.span.start for sentence in sentences]

    def named(one: Attribution) -> Attribution:
        voice = one.voice
        if voice is None or voice.span is None or not voice.text:
            return one
        sentence = sentences[max(0, bisect_right(starts, voice.span.start) - 1)].index
        actor = resolve_actor(Place(voice.span, voice.text, sentence, side="sources"), referents, setting)
        return replace(one, voice=as_voice(voice, actor))

    return tuple(named(one) for one in attributions)
