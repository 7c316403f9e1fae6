"""Head phrases whole, and whom "and" joins on one side."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.core import Argument, ArgumentRole, Label, Report, Span, Trigger
from dateline.extract.participants import is_nobody, pick_arguments, pick_object, with_joined
from dateline.language import load_model

TEXT = "Rebels attacked soldiers, nurses and farmers in Peru."


def argument(words: str, role: ArgumentRole, score: float) -> Argument:
    start = TEXT.index(words)
    return Argument(role, Span(start, start + len(words)), score)


@pytest.mark.parametrize(
    ("nurses", "farmers", "expected"),
    [
        (("actor", 0.5), ("recipient", 0.6), (["Rebels"], ["soldiers", "nurses", "farmers"])),
        (("recipient", 0.6), ("actor", 0.5), (["Rebels"], ["soldiers", "nurses", "farmers"])),
        (("actor", 0.95), ("actor", 0.5), (["Rebels", "soldiers", "nurses", "farmers"], [])),
    ],
)
def test_a_coordination_stands_where_its_surest_member_stands(
    nurses: tuple[ArgumentRole, float],
    farmers: tuple[ArgumentRole, float],
    expected: tuple[list[str], list[str]],
) -> None:
    """Members of one coordination are actors, or recipients, together; who is not joined is left alone."""
    (sentence,) = load_model().parse(Report("r", "", TEXT, date(2026, 3, 10)))
    told = (argument("Rebels", "actor", 0.4), argument("soldiers", "recipient", 0.9))
    told += (argument("nurses", *nurses), argument("farmers", *farmers))
    sides = (tuple(a for a in told if a.role == role) for role in ("actor", "recipient"))
    found = with_joined(*sides, sentence)
    assert tuple([a.span.of(TEXT) for a in side] for side in found) == expected
    assert [{a.role for a in side} for side in found] == [{"actor"}, {"recipient"} if expected[1] else set()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("General Antonio Guterres", "U.N. Secretary-General Antonio Guterres"),
        ("-General Antonio Guterres", "U.N. Secretary-General Antonio Guterres"),
        ("Antonio Guterres", "Antonio Guterres"),
    ],
)
def test_a_fragment_does_not_begin_within_a_word(words: str, expected: str) -> None:
    """What the model cuts off behind a hyphen has the whole head phrase; another sure fragment keeps its bounds."""
    text = "U.N. Secretary-General Antonio Guterres urged both sides to show restraint."
    (sentence,) = load_model().parse(Report("r", "", text, date(2026, 3, 10)))
    span, urged = (Span(text.index(part), text.index(part) + len(part)) for part in (words, "urged"))
    trigger = Trigger(urged, (Label("REQUEST", 1.0),), arguments=(Argument("actor", span, 0.99),))
    (found,) = pick_arguments(trigger, "actor", sentence)
    assert found.span.of(text) == expected


def test_a_number_of_the_act_itself_is_nobody() -> None:
    """A count of the words of the trigger takes part in nothing; one of other people does."""
    text = "Peru will send 2,000 troops and 300 nurses."
    (sentence,) = load_model().parse(Report("r", "", text, date(2026, 3, 10)))
    spans = {words: Span(text.index(words), text.index(words) + len(words)) for words in ("2,000", "troops", "300")}
    arguments = tuple(Argument("actor", spans[words], 0.99) for words in ("2,000", "300"))
    trigger = Trigger(spans["troops"], (Label("MOBILIZE", 1.0),), arguments=arguments)
    assert [a.span.of(text) for a in pick_arguments(trigger, "actor", sentence)] == ["300 nurses"]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Police in Lima beat her with sticks.", "beat her", ["her"]),
        ("The minister called on Tehran to act.", "called on Tehran", ["Tehran"]),
        ("Police in Lima beat her with sticks.", "beat", []),
        ("The minister made a threat.", "made a threat", []),
    ],
)
def test_a_trigger_may_hold_its_object(text: str, words: str, expected: list[str]) -> None:
    """A pronoun or a name that hangs on the verb within the trigger is whom it is done to; a common noun is the act."""
    (sentence,) = load_model().parse(Report("r", "", text, date(2026, 3, 10)))
    trigger = Trigger(Span(text.index(words), text.index(words) + len(words)), (Label("ASSAULT", 1.0),))
    assert [a.span.of(text) for a in pick_object(trigger, sentence)] == expected


def test_words_within_those_of_the_other_side_are_nobody() -> None:
    """A title that the model reads as somebody else belongs to its name."""
    text = "President Omar Brandt must name a successor."
    (sentence,) = load_model().parse(Report("r", "", text, date(2026, 3, 10)))
    actor, title = (Span(0, text.index(" must")), Span(0, text.index(" Omar")))
    found = with_joined((Argument("actor", actor, 0.9),), (Argument("recipient", title, 0.95),), sentence)
    assert [[a.span.of(text) for a in side] for side in found] == [["President Omar Brandt"], []]


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        # The sides of a clash are all actors.
        ({"Rebels": 0.7, "soldiers": 0.6}, {"soldiers": 0.9}, (["Rebels", "soldiers"], [])),
        ({"Rebels": 0.7}, {"soldiers": 0.9, "Rebels": 0.4}, ([], ["Rebels", "soldiers"])),
        ({"soldiers": 0.5}, {"soldiers": 0.9}, ([], ["soldiers"])),
        # Of two on both sides, one acts.
        ({"Rebels": 0.9, "soldiers": 0.8}, {"Rebels": 0.5, "soldiers": 0.6}, (["Rebels"], ["soldiers"])),
    ],
)
def test_the_same_words_stand_on_one_side(
    actors: dict[str, float], recipients: dict[str, float], expected: tuple[list[str], list[str]]
) -> None:
    """Nobody acts on himself."""
    (sentence,) = load_model().parse(Report("r", "", TEXT, date(2026, 3, 10)))
    sides = (
        tuple(argument(words, role, score) for words, score in side.items())
        for role, side in (("actor", actors), ("recipient", recipients))
    )
    found = with_joined(*sides, sentence)
    assert tuple([a.span.of(TEXT) for a in side] for side in found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No group", True),
        ("no one", True),
        ("No-one", True),
        ("Nobody", True),
        ("No 10", False),
        ("None of the men", False),
    ],
)
def test_words_may_name_nobody(text: str, expected: bool) -> None:
    """Nobody takes part; a house with a number and a part of some men do."""
    (sentence,) = load_model().parse(Report("r", "", text, date(2026, 3, 10)))
    assert is_nobody(sentence.tokens) == expected


def test_a_bomb_takes_no_part() -> None:
    """Who is behind it does; the model's word for the bomb is left out, its victims stay."""
    text = "A roadside bomb killed three soldiers in Peru."
    (sentence,) = load_model().parse(Report("r", "", text, date(2026, 3, 10)))

    def spoken(words: str, role: ArgumentRole) -> Argument:
        return Argument(role, Span(text.index(words), text.index(words) + len(words)), 0.9)

    said = (spoken("A roadside bomb", "actor"), spoken("three soldiers", "recipient"))
    killed = Trigger(Span(text.index("killed"), text.index(" three")), (Label("ASSAULT", 0.9),), arguments=said)
    assert pick_arguments(killed, "actor", sentence) == ()
    assert [a.span.of(text) for a in pick_arguments(killed, "recipient", sentence)] == ["three soldiers"]
