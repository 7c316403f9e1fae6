"""Rules over trees that were written by hand: one word a line as "form lemma UPOS head relation"."""

from __future__ import annotations

import pytest

from dateline.core import Name, Sentence, Span, Token
from dateline.extract.cues import load_cues
from dateline.extract.speech import find_sayings
from dateline.extract.trees import Tree


def read_tree(words: str, index: int = 1, person: str = "") -> tuple[str, Tree]:
    """The sentence of lines "form lemma UPOS head relation", its words one blank apart."""
    rows = [line.split() for line in words.strip().splitlines()]
    tokens, at = [], 0
    for form, lemma, upos, head, relation in rows:
        governor = int(head) - 1 if head != "0" else None
        tokens.append(Token(Span(at, at + len(form)), form, lemma, upos, (), governor, relation))
        at += len(form) + 1
    text = " ".join(row[0] for row in rows)
    names = (Name(Span(text.index(person), text.index(person) + len(person)), "person", 1.0),) if person else ()
    return text, Tree(Sentence(index, Span(0, len(text)), tuple(tokens), names), load_cues())


def found(text: str, tree: Tree) -> list[tuple[str, str, str, str]]:
    """Rule, source, cue and content of every saying, in words."""
    return [
        (s.rule, *(" … ".join(span.of(text) for span in tree.spans(part)) for part in (s.source, s.cue, s.content)))
        for s in find_sayings(tree, load_cues())
    ]


DENIED = """
The the DET 2 det
army army NOUN 4 nsubj
has have AUX 4 aux
denied deny VERB 0 root
that that SCONJ 7 mark
it it PRON 7 nsubj
shelled shell VERB 4 ccomp
towns town NOUN 7 obj
. . PUNCT 4 punct
"""

CLOSING = """
Rebels rebel NOUN 2 nsubj
fled flee VERB 0 root
, , PUNCT 5 punct
she she PRON 5 nsubj
said say VERB 2 parataxis
. . PUNCT 2 punct
"""

ACCORDING = """
According accord VERB 3 case
to to ADP 1 fixed
residents resident NOUN 6 obl
, , PUNCT 6 punct
rebels rebel NOUN 6 nsubj
fled flee VERB 0 root
. . PUNCT 6 punct
"""

PASSIVE = """
Rebels rebel NOUN 3 nsubj:pass
are be AUX 3 aux:pass
said say VERB 0 root
to to PART 5 mark
flee flee VERB 3 xcomp
. . PUNCT 3 punct
"""

CLAIM = """
Their their PRON 2 nmod:poss
claim claim NOUN 6 nsubj
that that SCONJ 5 mark
rebels rebel NOUN 5 nsubj
fled flee VERB 2 acl
spread spread VERB 0 root
. . PUNCT 6 punct
"""

WHO = """
Okello Okello PROPN 0 root
, , PUNCT 4 punct
who who PRON 4 nsubj
added add VERB 1 acl:relcl
that that SCONJ 7 mark
rebels rebel NOUN 7 nsubj
fled flee VERB 4 ccomp
"""

RAIN = """
Rain rain NOUN 2 nsubj
fell fall VERB 0 root
in in ADP 4 case
towns town NOUN 2 obl
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (DENIED, [("verb", "The army", "has denied", "that it shelled towns")]),
        (CLOSING, [("verb", "she", "said", "Rebels fled")]),
        (ACCORDING, [("preposition", "residents", "According to", "rebels fled")]),
        (PASSIVE, [("passive", "", "are said", "Rebels … to flee")]),
        (CLAIM, [("noun", "Their", "claim", "that rebels fled")]),
        (WHO, [("verb", "who", "added", "that rebels fled")]),
        (RAIN, []),
    ],
)
def test_sayings(words: str, wanted: list[tuple[str, str, str, str]]) -> None:
    """Source, cue and content stand where the tree says."""
    assert found(*read_tree(words)) == wanted


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    """The speaker of "who added" is the noun before it."""
    text, tree = read_tree(WHO)
    (saying,) = find_sayings(tree, load_cues())
    assert saying.speaker is not None
    assert tree.tokens[saying.speaker].span.of(text) == "Okello"


def test_a_colon_speaks_in_headlines_only() -> None:
    """ "Okello : Rebels fled" names its speaker as a title, and nobody in the body of a report."""
    words = "Okello Okello PROPN 4 nsubj\n: : PUNCT 1 punct\nRebels rebel NOUN 4 nsubj\nfled flee VERB 0 root"
    assert found(*read_tree(words, 0, "Okello")) == [("colon", "Okello", ":", "Rebels fled")]
    assert found(*read_tree(words, 1, "Okello")) == []
