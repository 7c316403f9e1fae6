"""What a codebook must keep: every code that it names is there, every quoted word stands in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized

from dateline.codebook.codebook import Codebook
from dateline.codebook.draft import Draft
from dateline.codebook.nouns import EventType, Example, Expected, Frame
from dateline.codebook.positions import Document, KeyPath
from dateline.codebook.schema import did_you_mean
from dateline.core import Problem, Status

MIN_EXAMPLES, MIN_COUNTER_EXAMPLES = 8, 2
MIN_OWN_EXAMPLES = 1
MAX_SCORE = 10
PLOVER_NAME = "plover"


def check_draft(draft: Draft, codebook: Codebook, base: Codebook | None) -> tuple[Problem, ...]:
    """Return everything that holds one file of the folder against another."""
    known = {**(base.event_types if base else {}), **{code: kind for code, (kind, _) in draft.types.items()}}
    complete = Codebook(codebook.version, codebook.base, known, codebook.contexts, codebook.statuses)
    problems = [*_check_header(draft, known)]
    for kind, document in draft.types.values():
        problems.extend(_check_type(kind, document, complete))
    problems.extend(_check_crosswalk(draft, complete))
    problems.extend(_check_statuses(codebook))
    return tuple(problems)


def _unknown(
    document: Document, path: KeyPath, what: str, word: str, known: Iterable[str], *, key: bool = False
) -> Problem:
    return Problem(document.where(path, key=key), f'unknown {what} "{word}"', did_you_mean(word, known))


def _unknown_mode(document: Document, path: KeyPath, mode: str, kind: EventType) -> Problem:
    hint = did_you_mean(mode, kind.modes) or f'{kind.code} has no modes: add "{mode}" under its "modes"'
    return Problem(document.where(path), f'unknown mode "{mode}"', hint)


def _check_header(draft: Draft, known: Iterable[str]) -> Iterator[Problem]:
    header, document = draft.header, draft.header_file
    if header is None or document is None:
        return
    if header.extends not in {"", PLOVER_NAME}:
        yield _unknown(document, ("extends",), "codebook", header.extends, [PLOVER_NAME])
    elif not known:
        yield Problem(document.where(()), "no event types", "write one events/TYPE.yaml for each, or extends: plover")
    if header.extends not in {"", PLOVER_NAME}:
        return  # which types there are is not known
    for index, code in enumerate(header.types):
        if code not in known and code not in draft.faulty:
            yield _unknown(document, ("types", index), "event type", code, known)


def _check_type(kind: EventType, document: Document, complete: Codebook) -> Iterator[Problem]:
    yield from _check_contexts(kind, document, complete)
    yield from _check_scores(kind, document)
    least = MIN_OWN_EXAMPLES if kind.own else MIN_EXAMPLES
    if len(kind.examples) + len(kind.frames) < least:
        yield Problem(document.where(("examples",)), _number(kind.examples, "example"), f"write at least {least}")
    if not kind.own and len(kind.counter_examples) < MIN_COUNTER_EXAMPLES:
        where = document.where(("counter_examples",))
        told = _number(kind.counter_examples, "counter-example")
        yield Problem(where, told, f"write at least {MIN_COUNTER_EXAMPLES}")
    for name, examples in (("examples", kind.examples), ("counter_examples", kind.counter_examples)):
        for index, example in enumerate(examples):
            yield from _check_example(example, kind, document, (name, index), complete)
    for index, frame in enumerate(kind.frames):
        yield from _check_frame(frame, kind, document, ("frames", index))


def _number(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) != 1)}"


def _check_contexts(kind: EventType, document: Document, complete: Codebook) -> Iterator[Problem]:
    places: list[tuple[KeyPath, Iterable[str]]] = [(("cameo_in",), kind.cameo_in)]
    places += [(("modes", code, "cameo_in"), mode.cameo_in) for code, mode in kind.modes.items()]
    for path, contexts in places:
        for context in contexts:
            if context not in complete.contexts:
                yield _unknown(document, (*path, context), "context", context, complete.contexts, key=True)


def _check_scores(kind: EventType, document: Document) -> Iterator[Problem]:
    scores: list[tuple[KeyPath, float | None]] = [(("score",), kind.score)]
    scores += [(("modes", code, "score"), mode.score) for code, mode in kind.modes.items()]
    for path, score in scores:
        if score is not None and not -MAX_SCORE <= score <= MAX_SCORE:
            hint = "write -10 (most conflict) to 10 (most cooperation)"
            yield Problem(document.where(path), f"the score {score:g} is off the scale", hint)


def _check_example(
    example: Example, kind: EventType, document: Document, path: KeyPath, complete: Codebook
) -> Iterator[Problem]:
    is_counter = path[0] == "counter_examples"
    if is_counter and not example.why:
        yield Problem(document.where(path), 'a counter-example without "why"', f"say why it is not {kind.code}")
    if not is_counter and not any(mention.type in {"", kind.code} for mention in example.mentions):
        yield Problem(document.where(path), f"an example without a mention of {kind.code}")
    for index, mention in enumerate(example.mentions):
        here = (*path, "mentions", index)
        if is_counter and mention.type in {"", kind.code}:
            yield Problem(document.where(here), f"a counter-example with a mention of {kind.code}", "name its type")
        yield from _check_expected(mention, example.text, kind, document, here, complete)


def _check_expected(
    mention: Expected, text: str, kind: EventType, document: Document, path: KeyPath, complete: Codebook
) -> Iterator[Problem]:
    meant = complete.event_types.get(mention.type or kind.code)
    if meant is None:
        yield _unknown(document, (*path, "type"), "event type", mention.type, complete.event_types)
        return
    for index, mode in enumerate(mention.modes):
        if mode not in meant.modes:
            yield _unknown_mode(document, (*path, "modes", index), mode, meant)
    words: list[tuple[KeyPath, str]] = [(("trigger",), mention.trigger)]
    words += [(("actors", index), word) for index, word in enumerate(mention.actors)]
    words += [(("recipients", index), word) for index, word in enumerate(mention.recipients)]
    for place, word in words:
        if word not in text:
            yield Problem(document.where((*path, *place)), f'"{word}" does not stand in the text of the example')


def _check_frame(frame: Frame, kind: EventType, document: Document, path: KeyPath) -> Iterator[Problem]:
    if not frame.words or not all(group.strip("| ") for group in frame.words):
        yield Problem(document.where((*path, "words")), "a frame without words", "write [close|shut, border|frontier]")
    for index, mode in enumerate(frame.modes):
        if mode not in kind.modes:
            yield _unknown_mode(document, (*path, "modes", index), mode, kind)


def _check_crosswalk(draft: Draft, complete: Codebook) -> Iterator[Problem]:
    document = draft.crosswalk_file
    if document is None:
        return
    for code, row in draft.crosswalk.items():
        kind = complete.event_types.get(row.type)
        if kind is None:
            yield _unknown(document, (code, "type"), "event type", row.type, complete.event_types)
            continue
        for index, mode in enumerate(row.modes):
            if mode not in kind.modes:
                yield _unknown_mode(document, (code, "modes", index), mode, kind)
        for index, context in enumerate(row.contexts):
            if context not in complete.contexts:
                yield _unknown(document, (code, "contexts", index), "context", context, complete.contexts)


def _check_statuses(codebook: Codebook) -> Iterator[Problem]:
    for code in codebook.statuses:
        if code not in list(Status):
            yield Problem("statuses.yaml", f'unknown status "{code}"', did_you_mean(code, list(Status)))
