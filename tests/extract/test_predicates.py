"""Triggers of one predicate are one mention; those of several stay apart; participants are whole phrases."""

from __future__ import annotations

import pytest

from dateline.core import Argument, Label, Sentence, Span, Trigger
from dateline.extract.participants import pick_arguments
from dateline.extract.predicates import join_triggers
from hand_trees import span_of, text_of, tree

OPENED = "Police/NOUN/2/nsubj opened/VERB/0/root an/DET/4/det inquiry/NOUN/2/obj"
ARRESTED = "They/PRON/3/nsubj:pass were/AUX/3/aux:pass arrested/VERB/0/root and/CCONJ/5/cc jailed/VERB/3/conj"
ENVOY = (
    "France/PROPN/2/nmod:poss minister/NOUN/7/nsubj Jean/PROPN/2/flat Example/PROPN/3/flat ,/PUNCT/6/punct"
    " envoy/NOUN/2/appos met/VERB/0/root Kenyan/ADJ/9/amod leaders/NOUN/7/obj and/CCONJ/11/cc rebels/NOUN/9/conj"
)


def trigger(sentence: Sentence, words: str, event_type: str, score: float, **roles: str) -> Trigger:
    text = text_of(sentence)
    arguments = tuple(Argument(role, span_of(text, w), 0.6) for role, w in roles.items())  # type: ignore[arg-type]
    return Trigger(span_of(text, words), (Label(event_type, score),), arguments=arguments)


def words(sentence: Sentence, triggers: tuple[Trigger, ...]) -> list[str]:
    return [t.span.of(text_of(sentence)) for t in triggers]


def test_verb_and_its_object_are_one() -> None:
    """A light verb and its noun of one type are one, told by the surer word, with the arguments of both."""
    sentence = tree(OPENED)
    verb = trigger(sentence, "opened", "ACCUSE", 0.5, actor="Police")
    noun = trigger(sentence, "inquiry", "ACCUSE", 0.8)
    (found,) = join_triggers((verb, noun), sentence)
    assert words(sentence, (found,)) == ["inquiry"]
    assert found.spans("actor") == (Span(0, 6),)


def test_other_types_stay_apart() -> None:
    """Triggers of different types are never joined."""
    sentence = tree(OPENED)
    found = join_triggers(
        (trigger(sentence, "opened", "COERCE", 0.5), trigger(sentence, "inquiry", "ACCUSE", 0.8)), sentence
    )
    assert words(sentence, found) == ["opened", "inquiry"]


@pytest.mark.parametrize(("one", "other", "kept"), [("were", "arrested", 1), ("arrested", "jailed", 2)])
def test_auxiliaries_join_and_coordination_does_not(one: str, other: str, kept: int) -> None:
    """An auxiliary belongs to its verb; a second verb is a second mention."""
    sentence = tree(ARRESTED)
    found = join_triggers((trigger(sentence, one, "COERCE", 0.6), trigger(sentence, other, "COERCE", 0.7)), sentence)
    assert len(found) == kept


def picked(sentence: Sentence, role: str, *fragments: str) -> list[str]:
    text = text_of(sentence)
    arguments = tuple(Argument(role, span_of(text, w), 0.6) for w in fragments)  # type: ignore[arg-type]
    met = Trigger(span_of(text, "met"), (Label("CONSULT", 0.9),), arguments=arguments)
    return [a.span.of(text) for a in pick_arguments(met, role, sentence)]  # type: ignore[arg-type]


def test_fragments_of_a_name_are_one_phrase() -> None:
    """Pieces of one noun phrase become one participant; its apposition is left out."""
    assert picked(tree(ENVOY), "actor", "France", "Jean", "Example", "envoy") == ["France minister Jean Example"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("NAIROBI/PROPN (/PUNCT AP/PROPN )/PUNCT —/PUNCT", ["Kenya"]),
        ("Nairobi/PROPN ,/PUNCT 14/NUM April/PROPN -/PUNCT", ["Kenya"]),
        ("MOSCOW/PROPN --/PUNCT", ["Kenya"]),
        ("Russia/PROPN -/PUNCT", ["Russia", "Kenya"]),
        ("Officials/NOUN ,/PUNCT then/ADV -/PUNCT", ["Officials", "Kenya"]),
    ],
)
def test_dateline_takes_no_part(line: str, kept: list[str]) -> None:
    """Where a report was filed is no participant; a name or noun that only stands before a dash still may be."""
    before = line.split()
    met = len(before) + 2
    filed = " ".join(f"{word}/{met}/dep" for word in before)
    sentence = tree(f"{filed} Kenya/PROPN/{met}/dep met/VERB/0/root rebels/NOUN/{met}/obj")
    assert picked(sentence, "actor", before[0].split("/")[0], "Kenya") == kept


def test_members_of_a_coordination_are_several() -> None:
    """Coordinated participants stay apart, each with its own words."""
    assert picked(tree(ENVOY), "recipient", "leaders", "rebels") == ["Kenyan leaders", "rebels"]


def test_marks_name_nobody() -> None:
    """A verb or a mark alone is no participant."""
    assert picked(tree("He/PRON/2/nsubj met/VERB/0/root quickly/ADV/2/advmod"), "recipient", "quickly") == []


def test_numbers_and_what_stands_before_them_belong_to_the_noun() -> None:
    """ "At least 23 people" is one phrase, however small the piece that was marked."""
    sentence = tree(
        "At/ADP/2/case least/ADJ/3/nmod 23/NUM/4/nummod people/NOUN/6/nsubj:pass were/AUX/6/aux:pass met/VERB/0/root"
    )
    assert picked(sentence, "recipient", "least") == ["At least 23 people"]


def test_beside_a_subject_others_must_be_likely() -> None:
    """Beside a marked subject, an unlikely participant of another clause is left out; a joined one stays."""
    sentence = tree(
        "Iran/PROPN/5/nsubj and/CCONJ/3/cc Iraq/PROPN/1/conj today/NOUN/5/obl met/VERB/0/root after/SCONJ/8/mark"
        " Paris/PROPN/8/nsubj called/VERB/5/advcl"
    )
    assert picked(sentence, "actor", "Iran", "Iraq", "Paris") == ["Iran", "Iraq"]


@pytest.mark.parametrize(("holding", "kept"), [("THREATEN", ["threatened"]), ("ACCUSE", ["threatened", "strike"])])
def test_what_is_threatened_is_no_mention_of_its_own(holding: str, kept: list[str]) -> None:
    """The content of a threat is told by the threat; that of an accusation is an event too."""
    sentence = tree("They/PRON/2/nsubj threatened/VERB/0/root to/PART/4/mark strike/VERB/2/xcomp")
    one, other = trigger(sentence, "threatened", holding, 0.8), trigger(sentence, "strike", "PROTEST", 0.7)
    assert words(sentence, join_triggers((one, other), sentence)) == kept


def test_coordinated_adjectives_stay_with_their_noun() -> None:
    """ "Thai and Cambodian soldiers" is one phrase, also where the model marks its parts apart."""
    sentence = tree(
        "Thai/ADJ/4/amod and/CCONJ/3/cc Cambodian/ADJ/1/conj soldiers/NOUN/5/nsubj met/VERB/0/root quickly/ADV/5/advmod"
    )
    assert picked(sentence, "actor", "Thai", "Cambodian soldiers") == ["Thai and Cambodian soldiers"]


def test_auxiliaries_alone_tell_no_event() -> None:
    """An auxiliary without its verb is no trigger; beside a surer reading of the verb, the verb tells the mention."""
    sentence = tree(ARRESTED)
    were, arrested = trigger(sentence, "were", "COERCE", 0.9), trigger(sentence, "arrested", "COERCE", 0.7)
    assert join_triggers((were,), sentence) == ()
    assert words(sentence, join_triggers((were, arrested), sentence)) == ["arrested"]
