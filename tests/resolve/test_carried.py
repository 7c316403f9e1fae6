"""Sides that a mention leaves open are those of the mention like it before, or of a headline's first sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.codebook import load_codebook
from dateline.core import EventMention, Label, Participant, Period, Report, Span, Trigger, When, Where
from dateline.language import load_model
from dateline.resolve.carried import LEAD, SCORE, resolve_carried

TEXT = "Raid in the north.\nKenya raided Uganda. Later, there was a second attack. Then came the attack. Talks went on."
REPORT = Report("r", "", TEXT, date(2026, 3, 10))
KENYA = (Participant(Span(19, 24), "Kenya", "Kenya", country="KEN", sectors=("MIL",)),)
UGANDA = (Participant(Span(32, 38), "Uganda", "Uganda", country="UGA"),)


def told(
    words: str,
    sentence: int,
    actors: tuple[Participant, ...] = (),
    recipients: tuple[Participant, ...] = (),
    event_type: str = "ASSAULT",
    modes: tuple[str, ...] = (),
) -> EventMention:
    """A mention of the report whose trigger are the last such words."""
    start = TEXT.rindex(words)
    trigger = Trigger(Span(start, start + len(words)), (Label(event_type, 1.0),))
    mention = EventMention("m", "r", sentence, trigger, event_type, modes, actors=actors, recipients=recipients)
    mention = mention if actors else mention.without("actors", "none")
    return mention if recipients else mention.without("recipients", "none")


def carried(*mentions: EventMention, report: Report = REPORT) -> list[tuple[list[str], list[str]]]:
    found = resolve_carried(mentions, report, load_model().parse(report), load_codebook(None))
    assert len(found) == len(mentions)
    return [([p.country for p in m.actors], [p.country for p in m.recipients]) for m in found]


FIRST = told("raided", 1, KENYA, UGANDA)


def test_what_is_taken_up_again_has_the_sides_told_before() -> None:
    """Both sides are carried without words, with evidence at the words that name them, and are no gap any more."""
    sentences = load_model().parse(REPORT)
    (_, found) = resolve_carried((FIRST, told("attack", 3)), REPORT, sentences, load_codebook(None))
    assert [(p.span, p.text, p.name, p.country) for p in (*found.actors, *found.recipients)] == [
        (None, "", "Kenya", "KEN"),
        (None, "", "Uganda", "UGA"),
    ]
    at = {e.field: e.span for e in found.evidence if e.score == SCORE}
    assert at["actors"] == at["recipients"] == FIRST.trigger.span
    assert (at["actors[0].country"], at["recipients[0].country"]) == (KENYA[0].span, UGANDA[0].span)
    assert "actors[0].sector" in at
    assert "recipients[0].sector" not in at
    assert not {"actors", "recipients"} & dict(found.missing).keys()


def test_what_is_named_stays_and_must_not_contradict() -> None:
    """A side with words is left alone; another country on it tells that it is another act."""
    assert carried(FIRST, told("attack", 3, KENYA))[1] == (["KEN"], ["UGA"])
    assert carried(FIRST, told("attack", 3, UGANDA))[1] == (["UGA"], [])
    assert carried(FIRST, told("attack", 3, recipients=KENYA))[1] == ([], ["KEN"])


@pytest.mark.parametrize(
    ("event_type", "modes", "expected"),
    [("ACCUSE", (), ([], [])), ("ASSAULT", ("aerial",), (["KEN"], ["UGA"])), ("CONSULT", (), ([], []))],
)
def test_only_the_same_kind_of_act_tells(
    event_type: str, modes: tuple[str, ...], expected: tuple[list[str], list[str]]
) -> None:
    """Another type tells nothing; modes must be the same, or one takes up the other and tells none."""
    assert carried(FIRST, told("attack", 3, event_type=event_type, modes=modes))[1] == expected
    other = told("raided", 1, KENYA, UGANDA, modes=("beat",))
    assert carried(other, told("attack", 3, modes=("aerial",)))[1] == ([], [])


def test_who_attacked_is_not_guessed() -> None:
    """An attack that is brought in anew has not the attackers of another, unless it was done in the same way."""
    assert carried(FIRST, told("second", 2))[1] == ([], [])
    assert carried(FIRST, told("second", 2, modes=("aerial",)))[1] == ([], [])
    aerial = replace(FIRST, modes=("aerial",))
    assert carried(aerial, told("second", 2, modes=("aerial",)))[1] == (["KEN"], ["UGA"])
    assert carried(replace(FIRST, event_type="COERCE"), told("second", 2, event_type="COERCE"))[1] == (["KEN"], ["UGA"])


def test_what_is_said_anew_is_said_to_anybody() -> None:
    """Words without modes that take nothing up have not the addressee of others; deeds without modes have the sides."""
    asked = replace(FIRST, event_type="REQUEST", modes=("assist",))
    assert carried(asked, told("second", 2, event_type="REQUEST"))[1] == ([], [])
    assert carried(asked, told("attack", 3, event_type="REQUEST"))[1] == (["KEN"], ["UGA"])
    seized = replace(FIRST, event_type="COERCE", modes=("seize",))
    assert carried(seized, told("second", 2, event_type="COERCE"))[1] == (["KEN"], ["UGA"])


def test_days_and_places_must_not_contradict() -> None:
    """An act on other days, in another country or in another town is another act; a region may hold the town."""
    then, later = (When(Period.day(date(2026, 3, day)), "text", Span(0, 4), "Raid") for day in (3, 5))
    again = told("attack", 3)
    assert carried(replace(FIRST, when=then), replace(again, when=later))[1] == ([], [])
    assert carried(replace(FIRST, when=then), replace(again, when=then))[1] == (["KEN"], ["UGA"])
    published = replace(later, basis="published")
    assert carried(replace(FIRST, when=then), replace(again, when=published))[1] == (["KEN"], ["UGA"])
    gulu, lira, north = (
        Where(Span(0, 4), name, name, "UGA", precision=kind)
        for name, kind in (("Gulu", "city"), ("Lira", "city"), ("Northern", "region"))
    )
    assert carried(replace(FIRST, where=gulu), replace(again, where=lira))[1] == ([], [])
    assert carried(replace(FIRST, where=gulu), replace(again, where=north))[1] == (["KEN"], ["UGA"])
    abroad = replace(north, country="SDN")
    assert carried(replace(FIRST, where=gulu), replace(again, where=abroad))[1] == ([], [])


def test_partners_have_no_recipient() -> None:
    """Acts of cooperation carry who acts; whom they meet stands among the actors."""
    first = told("raided", 1, KENYA, UGANDA, event_type="CONSULT")
    assert carried(first, told("Talks", 4, event_type="CONSULT"))[1] == (["KEN"], [])


def test_the_last_that_names_somebody_counts() -> None:
    """A mention that was itself filled hands on nothing of its own; one in the same sentence tells of another act."""
    assert carried(FIRST, told("second", 2, UGANDA, KENYA), told("attack", 3))[2] == (["UGA"], ["KEN"])
    nobody = (Participant(Span(40, 45), "Later", "Later"),)
    assert carried(FIRST, told("second", 2, nobody), told("attack", 3))[2] == (["KEN"], ["UGA"])
    seized = replace(FIRST, event_type="COERCE")
    assert carried(seized, told("second", 2, event_type="COERCE"), told("attack", 3, event_type="COERCE"))[2] == (
        ["KEN"],
        ["UGA"],
    )
    assert carried(seized, told("Uganda", 1, event_type="COERCE"))[1] == ([], [])


def test_a_headline_is_told_in_full_below() -> None:
    """The title takes the sides of the first sentences; without a title the first sentence takes none."""
    titled = Report("r", "Raid in the north.", TEXT[19:], date(2026, 3, 10))
    headline = told("Raid", 0, modes=("aerial",))
    first, late = (told("raided", n, KENYA, UGANDA, modes=("aerial",)) for n in (1, LEAD + 1))
    assert carried(headline, first, report=titled)[0] == (["KEN"], ["UGA"])
    assert carried(headline, first)[0] == ([], [])
    assert carried(headline, late, report=titled)[0] == ([], [])
