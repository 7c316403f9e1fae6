"""Who a source is: kinds over hand-written trees, channels, listeners, stance."""

from __future__ import annotations

import pytest

from dateline.core import Name, NameKind, Report, Sentence, Source, Span, Token
from dateline.extract.cues import load_cues
from dateline.extract.trees import Tree
from dateline.extract.voices import Voice, describe_voice, is_outlet_name

SAID = "said say VERB 0 root"


def sentence(lines: list[str], names: dict[str, NameKind]) -> tuple[Report, Tree]:
    """A sentence of lines "form lemma UPOS head relation [Number]", its words one blank apart."""
    tokens, at = [], 0
    for line in lines:
        form, lemma, upos, head, relation, *number = line.split()
        feats = (("Number", number[0]),) if number else ()
        tokens.append(
            Token(Span(at, at + len(form)), form, lemma, upos, feats, int(head) - 1 if head != "0" else None, relation)
        )
        at += len(form) + 1
    text = " ".join(token.form for token in tokens)
    found = tuple(Name(Span(text.index(w), text.index(w) + len(w)), kind, 1.0) for w, kind in names.items())
    return Report("r", "", text), Tree(Sentence(0, Span(0, len(text)), tuple(tokens), found), load_cues())


def voice_of(lines: list[str], size: int, names: dict[str, NameKind] | None = None, cue: int = -1) -> Source:
    """The voice whose source are the first `size` words; the cue is the last word unless it is named."""
    report, tree = sentence(lines, names or {})
    cue = cue % len(lines)
    source = (Span(0, tree.tokens[size - 1].span.end),)
    voice = describe_voice(Voice(tree, None, source, cue, (tree.tokens[cue].span,)), report, load_cues())
    assert voice is not None
    return voice


@pytest.mark.parametrize(
    ("lines", "names", "kind"),
    [
        (["She she PRON 2 nsubj", SAID], {}, "person"),
        (["They they PRON 2 nsubj", SAID], {}, "anonymous"),
        (["Witnesses witness NOUN 2 nsubj Plur", SAID], {}, "anonymous"),
        (["A a DET 2 det", "source source NOUN 3 nsubj Sing", SAID], {}, "anonymous"),
        (["The the DET 2 det", "governor governor NOUN 3 nsubj Sing", SAID], {}, "person"),
        (["A a DET 2 det", "governor governor NOUN 3 nsubj Sing", SAID], {}, "anonymous"),
        (["The the DET 2 det", "ministry ministry NOUN 3 nsubj Sing", SAID], {}, "organization"),
        (["Ghana Ghana PROPN 2 nsubj Sing", SAID], {"Ghana": "place"}, "organization"),
        (["Ama Ama PROPN 3 nsubj", "Mensah Mensah PROPN 1 flat", SAID], {"Ama Mensah": "person"}, "person"),
        (["Reuters Reuters PROPN 2 nsubj Sing", SAID], {"Reuters": "organization"}, "outlet"),
        (["State state NOUN 2 compound Sing", "television television NOUN 3 nsubj Sing", SAID], {}, "outlet"),
        (["The the DET 2 det", "report report NOUN 3 nsubj Sing", SAID], {}, "document"),
        (["A a DET 3 det", "Kremlin Kremlin PROPN 3 compound Sing", "spokesman spokesman NOUN 4 nsubj Sing", SAID],
         {"Kremlin": "organization"}, "organization"),
        (["A a DET 2 det", "spokesman spokesman NOUN 3 nsubj Sing", SAID], {}, "anonymous"),
        (["A a DET 2 det", "tweet tweet NOUN 3 nsubj Sing", SAID], {}, "social"),
    ],
)  # fmt: skip
def test_kinds(lines: list[str], names: dict[str, NameKind], kind: str) -> None:
    """Head word, names and article decide the kind."""
    assert voice_of(lines, len(lines) - 1, names).kind == kind


@pytest.mark.parametrize(
    ("cue", "stance"),
    [("said", "asserts"), ("denied", "denies"), ("confirmed", "confirms"), ("admitted", "admits"), ("walked", "")],
)
def test_stance(cue: str, stance: str) -> None:
    """The cue's word tells the stance; a word that is no cue tells none."""
    assert voice_of(["She she PRON 2 nsubj", f"{cue} {cue} VERB 0 root"], 1).stance == stance


def test_a_negated_cue_turns_round() -> None:
    """Who did not say so denies nothing less than who denies."""
    lines = ["She she PRON 4 nsubj", "did do AUX 4 aux", "not not PART 4 advmod", "say say VERB 0 root"]
    assert voice_of(lines, 1).stance == "denies"


def test_channel_and_listeners() -> None:
    """ "told reporters on Radio Ghana" gives listener and channel."""
    lines = [
        "She she PRON 2 nsubj",
        "told tell VERB 0 root",
        "reporters reporter NOUN 2 obj Plur",
        "on on ADP 6 case",
        "Radio Radio PROPN 6 compound Sing",
        "Ghana Ghana PROPN 2 obl Sing",
    ]
    report, _ = sentence(lines, {})
    voice = voice_of(lines, 1, cue=1)
    assert [span.of(report.text) for span in voice.told_to] == ["reporters"]
    assert voice.channel is not None
    assert voice.channel.of(report.text) == "Radio Ghana"


def test_who_had_it_first() -> None:
    """ "first reported" marks the voice."""
    lines = ["Reuters Reuters PROPN 3 nsubj Sing", "first first ADV 3 advmod", "reported report VERB 0 root"]
    assert voice_of(lines, 1).first
    assert not voice_of([lines[0].replace(" 3 ", " 2 "), SAID], 1).first


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("the Miami Herald", True),
        ("Reuters", True),
        ("The New York Times", True),
        ("the army", False),
        ("Winter", False),
    ],
)
def test_outlet_names(words: str, is_one: bool) -> None:
    """Known names and names that end like an outlet's are outlets."""
    assert is_outlet_name(words, load_cues()) == is_one
