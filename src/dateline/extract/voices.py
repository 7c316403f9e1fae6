"""Who a source is: its kind, its stance, the channel it spoke through, whom it told, whether it had it first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.core import NameKind, Report, Source, SourceKind, Span
from dateline.extract.channels import find_channel, find_listeners
from dateline.extract.cues import CueWords
from dateline.extract.reading import full_phrase
from dateline.extract.speech import stance_of
from dateline.extract.trees import Tree

_PAIR = re.compile(r"[\w.’'-]+")
_NEGATED = {"asserts": "denies", "claims": "denies", "confirms": "", "denies": "", "admits": "denies", "believes": ""}
_ENDS_A_NOUN = frozenset({"ADP", "VERB", "AUX", "CCONJ", "SCONJ"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A source in one sentence: `speaker` is the word that stands for it, `cue` the main word that attributes."""

    tree: Tree
    speaker: int | None
    source: tuple[Span, ...]
    cue: int | None
    cue_spans: tuple[Span, ...]
    quoted: bool = False


def describe_voice(voice: Voice, report: Report, cues: CueWords) -> Source | None:
    """Return who speaks, None where the text names nobody ("it was reported")."""
    if not voice.source:
        return None
    span = _span_of_speaker(voice)
    kind = judge_kind(voice.tree, voice.speaker, span, report, cues)
    return Source(
        span,
        span.of(report.text),
        kind,
        cue=_joined(voice.cue_spans),
        quoted=voice.quoted,
        stance=find_stance(voice, cues) if _can_speak(voice, span, kind, cues) else "",
        channel=None if voice.cue is None else find_channel(voice.tree, voice.cue, voice.source, cues),
        told_to=() if voice.cue is None else find_listeners(voice.tree, voice.cue, voice.source, cues),
        first=had_it_first(voice, cues),
    )


def _can_speak(voice: Voice, span: Span, kind: SourceKind, cues: CueWords) -> bool:
    """Say whether a source is somebody or a writing: "the meeting suggests" has no voice."""
    head = _surface_head(voice.tree, span, voice.speaker)
    if head is None or kind not in {"organization", "anonymous"} or voice.tree.tokens[head].upos != "NOUN":
        return True
    form, names = voice.tree.form(head), voice.tree.sentence.names
    lists = (cues.organizations, cues.mouthpieces, cues.anonymous, cues.offices)
    is_person = form.removesuffix("s").endswith(tuple(cues.closed.person_endings))
    return is_person or any(form in words for words in lists) or any(name.span.overlaps(span) for name in names)


def _span_of_speaker(voice: Voice) -> Span:
    """Return the words of the source; where a relative pronoun stands for it, those of its noun."""
    whole = Span(voice.source[0].start, voice.source[-1].end)
    if voice.speaker is None or voice.cue is None or voice.tree.tokens[voice.speaker].span.overlaps(whole):
        return whole
    spans = voice.tree.spans(full_phrase(voice.tree, voice.speaker, voice.cue))
    return Span(spans[0].start, spans[-1].end) if spans else whole


def _joined(spans: tuple[Span, ...]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def judge_kind(tree: Tree, speaker: int | None, span: Span, report: Report, cues: CueWords) -> SourceKind:
    """Return the kind of a source, judged by its head word, by the names in it and by how it is described.

    `speaker` is the word that speaks, if it is known; "organization" where nothing tells.
    """
    speaker = _surface_head(tree, span, speaker)
    if speaker is None:
        return "organization"
    token = tree.tokens[speaker]
    form = token.form.lower()
    named = _name_kinds(tree, speaker, span)
    if token.upos in {"PRON", "DET", "NUM", "ADJ"} and not named:
        return _kind_of_pronoun(form, cues)
    is_body = "person" in named or _is_called_body(tree, speaker, cues)
    if is_outlet(span.of(report.text), tree, speaker, cues) and not is_body:
        return "outlet"
    kind = _kind_of_noun(tree, speaker, form, named, cues)
    return "anonymous" if kind == "person" and "person" not in named and _asks_not_to_be_named(tree, cues) else kind


def _asks_not_to_be_named(tree: Tree, cues: CueWords) -> bool:
    """Say whether the sentence tells of a voice without a name ("on condition of anonymity")."""
    return any(tree.form(i) in cues.unnamed for i in range(len(tree.tokens)))


def _surface_head(tree: Tree, span: Span, speaker: int | None) -> int | None:
    """Return the last noun before a comma, a preposition or a clause: it holds where the tree is wrong, too."""
    inside = [i for i, token in enumerate(tree.tokens) if token.span.overlaps(span)]
    last = None
    for index in inside:
        token = tree.tokens[index]
        if token.upos in {"NOUN", "PROPN", "PRON"} and tree.form(index) not in tree.closed.relatives:
            last = index
        elif last is not None and (token.upos in _ENDS_A_NOUN or token.form in {",", "(", "—", "–"}):
            break
    return speaker if last is None else last


def _name_kinds(tree: Tree, speaker: int, span: Span) -> dict[NameKind, bool]:
    """Return the kinds of names in a source, each with whether one stands at its head (or in apposition to it)."""
    heads = [speaker, *tree.children(speaker, "appos", "flat")]
    found: dict[NameKind, bool] = {}
    for name in tree.sentence.names:
        if name.span.overlaps(span):
            at_head = any(name.span.overlaps(tree.tokens[i].span) for i in heads)
            found[name.kind] = found.get(name.kind, False) or at_head
    return found


def _kind_of_pronoun(form: str, cues: CueWords) -> SourceKind:
    if form in cues.closed.things:
        return "organization"
    if form in cues.closed.many or form in cues.anonymous or form not in cues.persons:
        return "anonymous"
    return "person"


def _kind_of_noun(tree: Tree, speaker: int, form: str, named: dict[NameKind, bool], cues: CueWords) -> SourceKind:
    """Return the kind of a source with a noun or a name at its head: the first row that holds."""
    word = tree.tokens[speaker]
    is_mouthpiece = form in cues.mouthpieces and not named.get("organization")
    is_office = form in cues.offices or form in cues.anonymous
    before = tree.form(speaker - 1) if speaker else ""
    rows: tuple[tuple[object, SourceKind], ...] = (
        (f"{before} {form}" in cues.organizations, "organization"),  # "the coast guard"
        (_is_called_body(tree, speaker, cues), "organization"),
        (named.get("person") or _has_title(tree, speaker, cues), "person"),
        (_is_called_people(tree, speaker), "organization"),
        ("person" in named and (form in cues.offices or form in cues.mouthpieces), "person"),
        (form in cues.social, "social"),
        (form in cues.documents and (word.upos == "NOUN" or not named.get("organization")), "document"),
        (is_mouthpiece and _speaks_for_body(tree, speaker, form, named, cues), "organization"),
        (is_mouthpiece, "anonymous"),
        (is_office and _is_definite_office(tree, speaker), "person"),
        (is_office and word.upos == "NOUN", "anonymous"),
        (named.get("organization") or named.get("place") or form in cues.organizations, "organization"),
        (is_office, "anonymous"),
        (named.get("group"), "organization"),
        (word.upos == "PROPN" and "person" in named, "person"),
    )
    return next((kind for holds, kind in rows if holds), _last_resort(tree, speaker))


def _is_called_body(tree: Tree, speaker: int, cues: CueWords) -> bool:
    """Say whether a name stands behind a noun for a body: "the opposition party Umma"."""
    first = speaker
    while first and tree.tokens[first].upos == "PROPN":
        first -= 1
    form = tree.form(first)
    is_body = form in cues.organizations and form not in tree.closed.news_bodies
    return first < speaker and tree.tokens[first].upos == "NOUN" and is_body


def _is_called_people(tree: Tree, speaker: int) -> bool:
    """Say whether a body is called by its members: "Doctors Without Borders", "Lawyers for Human Rights"."""
    after = tree.tokens[speaker + 1 : speaker + 3]
    named = len(after) == 2 and after[0].upos == "ADP" and after[1].form[:1].isupper()
    return named and tree.tokens[speaker].upos == "PROPN" and is_plural(tree, speaker)


def _has_title(tree: Tree, speaker: int, cues: CueWords) -> bool:
    """Say whether a name stands behind an office: "Representative Kildee"."""
    before = tree.children(speaker, "compound", "nmod", "amod", "appos", "flat")
    is_name = tree.tokens[speaker].upos == "PROPN" and tree.tokens[speaker].form.lower() not in cues.organizations
    return is_name and any(tree.tokens[i].form.lower() in cues.offices for i in before)


def _speaks_for_body(tree: Tree, speaker: int, form: str, named: dict[NameKind, bool], cues: CueWords) -> bool:
    """Say whether a spokesman or an official speaks for a body that is named: "a Kremlin spokesman"."""
    body = any(tree.tokens[i].form.lower() in cues.organizations for i in tree.children(speaker, "compound", "nmod"))
    is_stranger = form in cues.closed.strangers and (is_plural(tree, speaker) or form not in cues.offices)
    return ("organization" in named or body) and not is_stranger


def _is_definite_office(tree: Tree, speaker: int) -> bool:
    """Say whether "the governor", "his lawyer" or "Governor" alone stands for one person known to the reader."""
    if is_plural(tree, speaker) or tree.form(speaker) in tree.closed.strangers:
        return False
    article = tree.child(speaker, "det")
    definite = article is not None and tree.form(article) in tree.closed.definite
    return definite or tree.child(speaker, "nmod:poss") is not None


def is_plural(tree: Tree, index: int) -> bool:
    """Say whether a noun means several."""
    return tree.tokens[index].feat("Number") == "Plur"


def _last_resort(tree: Tree, speaker: int) -> SourceKind:
    token = tree.tokens[speaker]
    if token.upos == "PROPN":
        return "person" if tree.child(speaker, "flat", "compound") is not None else "organization"
    if is_plural(tree, speaker):
        return "anonymous"
    return "person" if tree.form(speaker).endswith(tuple(tree.closed.person_endings)) else "organization"


def is_outlet_name(words: str, cues: CueWords) -> bool:
    """Say whether words are the name of a news organisation, or end like one ("the Miami Herald")."""
    parts = [part.lower().removesuffix("’s").removesuffix("'s").strip(".") for part in _PAIR.findall(words)]
    if len(parts) > 1 and parts[0] in cues.closed.articles:
        parts = parts[1:]
    if any(" ".join(part) in cues.outlets for part in (parts, parts[-2:], parts[:2])):
        return True
    return len(parts) > 1 and parts[-1] in cues.outlet_words and words.rsplit(maxsplit=1)[-1][:1].isupper()


def is_outlet(words: str, tree: Tree, speaker: int, cues: CueWords) -> bool:
    """Say whether a source is a news organisation, by its name or by the word that ends it."""
    if is_outlet_name(words, cues):
        return True
    token = tree.tokens[speaker]
    form = token.form.lower()
    if token.upos == "PROPN" and form in cues.outlets:
        return True
    return _is_press(tree, speaker, form) or (form in cues.outlet_words and token.upos == "PROPN")


def _is_press(tree: Tree, speaker: int, form: str) -> bool:
    """Say whether a common noun means a news organisation ("state television", "the news agency Fars")."""
    before = tree.tokens[speaker - 1].form.lower() if speaker else ""
    if form in tree.closed.news_bodies:
        return before in tree.closed.news_words
    return form in tree.closed.press


def find_stance(voice: Voice, cues: CueWords) -> str:
    """Return what the cue says of the speaker's stance, "" if nothing."""
    if voice.cue is None:
        return ""
    tree, index = voice.tree, voice.cue
    stance = stance_of(tree, _deciding(tree, index, cues), cues) or _stance_within(voice, cues)
    if not stance and (tree.tokens[index].upos in {"ADP", "PUNCT"} or _is_citing(tree, index, cues)):
        return "asserts"
    if any(tree.form(i) in tree.closed.negators for i in tree.children(index, "advmod")):
        return _NEGATED.get(stance, "")
    return stance


def _stance_within(voice: Voice, cues: CueWords) -> str:
    """Return the stance of another word of the cue: "has been giving signals"."""
    tree = voice.tree
    words = [i for span in voice.cue_spans for i in tree.sentence.tokens_in(span)]
    found = (stance_of(tree, i, cues) for i in words if tree.tokens[i].upos in {"NOUN", "VERB"})
    return next((stance for stance in found if stance), "")


def _is_citing(tree: Tree, index: int, cues: CueWords) -> bool:
    """Say whether the cue begins a phrase such as "according to"."""
    return tree.form(index) in cues.prepositions


def _deciding(tree: Tree, index: int, cues: CueWords) -> int:
    """Return the word that tells the stance: for "rejected claims that" the verb."""
    before = index - 1
    while before >= 0 and tree.tokens[before].upos in {"DET", "ADJ"}:
        before -= 1
    apart = tree.is_a(index, "conj", "parataxis", "advcl")  # "denied it and accused them", "denied it, saying"
    above = None if apart else tree.tokens[index].head
    near = [i for i in (before, above) if i is not None and 0 <= i < index]
    return next((i for i in near if _takes_a_stand(tree, i, cues)), index)


def _takes_a_stand(tree: Tree, index: int, cues: CueWords) -> bool:
    return tree.tokens[index].upos == "VERB" and stance_of(tree, index, cues) in {"denies", "confirms", "admits"}


def had_it_first(voice: Voice, cues: CueWords) -> bool:
    """Say whether the cue says that this voice had it first ("first reported")."""
    if voice.cue is None:
        return False
    tree = voice.tree
    near = tree.children(voice.cue, "advmod", "amod", "xcomp", "obl")
    return any(tree.tokens[i].form.lower() in cues.first for i in near) or _was_first_to(tree, voice.cue)


def _was_first_to(tree: Tree, cue: int) -> bool:
    """Say whether the cue stands in "was the first to report"."""
    head = tree.tokens[cue].head
    return head is not None and tree.is_a(cue, "acl", "advcl") and tree.tokens[head].form.lower() == "first"
