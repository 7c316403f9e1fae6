"""Which days an event has, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline.core import Argument, EventMention, Period, Report, Sentence, Status
from dateline.resolve.reckoning import resolve_time
from dateline.resolve.setting import Setting
from dateline.resolve.times import find_times_in
from dateline.resolve.when import publisher_country, resolve_when
from hand_trees import mention, span_of, text_of, tree

SUNDAY = date(2022, 3, 6)


def report(*sentences: Sentence, published: date | None = SUNDAY, **more: str) -> Report:
    return Report("r", "", text_of(*sentences), published, **more)


def days(found: EventMention) -> str:
    if found.when is None:
        return "none"
    period = found.when.period
    first, last = (d.isoformat() if d else "open" for d in (period.first, period.last))
    return first if first == last else f"{first} .. {last}"


ARRESTED = (
    "Police/NOUN/2/nsubj arrested/VERB/0/root/Tense=Past him/PRON/2/obj on/ADP/5/case "
    "Thursday/PROPN/2/obl ./PUNCT/2/punct"
)
TWO_EVENTS = (
    "They/PRON/2/nsubj condemned/VERB/0/root/Tense=Past on/ADP/4/case Saturday/PROPN/2/obl the/DET/6/det "
    "attack/NOUN/2/obj on/ADP/9/case the/DET/9/det town/NOUN/6/nmod on/ADP/11/case "
    "Thursday/PROPN/6/nmod ./PUNCT/2/punct"
)
KILLING = (
    "On/ADP/2/case Friday/PROPN/4/obl they/PRON/4/nsubj attacked/VERB/0/root/Tense=Past the/DET/6/det "
    "town/NOUN/4/obj ,/PUNCT/8/punct "
    "killing/VERB/4/advcl/VerbForm=Ger five/NUM/10/nummod men/NOUN/8/obj ./PUNCT/4/punct"
)
SAID = (
    "The/DET/2/det army/NOUN/3/nsubj said/VERB/0/root/Tense=Past on/ADP/5/case Saturday/PROPN/3/obl "
    "rebels/NOUN/7/nsubj attacked/VERB/3/ccomp/Tense=Past the/DET/9/det town/NOUN/7/obj ./PUNCT/3/punct"
)
HELD_TALKS = (
    "Ministers/NOUN/2/nsubj held/VERB/0/root/Tense=Past talks/NOUN/2/obj in/ADP/5/case Paris/PROPN/2/obl "
    "late/ADJ/7/amod Tuesday/PROPN/2/obl:unmarked ./PUNCT/2/punct"
)
WILL_MEET = (
    "They/PRON/3/nsubj will/AUX/3/aux meet/VERB/0/root/VerbForm=Inf on/ADP/5/case Tuesday/PROPN/3/obl ./PUNCT/3/punct"
)
PLAN_TO = (
    "They/PRON/2/nsubj planned/VERB/0/root/Tense=Past to/PART/4/mark march/VERB/2/xcomp/VerbForm=Inf on/ADP/6/case "
    "Tuesday/PROPN/4/obl ./PUNCT/2/punct"
)
ROW = (
    "On/ADP/2/case Friday/PROPN/4/obl police/NOUN/4/nsubj raided/VERB/0/root/Tense=Past homes/NOUN/4/obj "
    "and/CCONJ/7/cc arrested/VERB/4/conj/Tense=Past two/NUM/9/nummod men/NOUN/7/obj ./PUNCT/4/punct"
)
ROW_WITH_LATE_TIME = (
    "Police/NOUN/2/nsubj raided/VERB/0/root/Tense=Past homes/NOUN/2/obj and/CCONJ/5/cc arrested/VERB/2/conj/Tense=Past "
    "a/DET/7/det man/NOUN/5/obj on/ADP/9/case Friday/PROPN/5/obl ./PUNCT/2/punct"
)
ON_LAST_NOUN = (
    "Four/NUM/2/nummod men/NOUN/4/nsubj:pass were/AUX/4/aux:pass arrested/VERB/0/root/Tense=Past over/ADP/7/case "
    "the/DET/7/det death/NOUN/4/obl of/ADP/10/case a/DET/10/det boy/NOUN/7/nmod "
    "in/ADP/13/case the/DET/13/det port/NOUN/10/nmod on/ADP/15/case Friday/PROPN/10/nmod ./PUNCT/4/punct"
)
PLACE_BETWEEN = (
    "A/DET/2/det bomb/NOUN/3/nsubj killed/VERB/0/root/Tense=Past five/NUM/5/nummod men/NOUN/3/obj "
    "in/ADP/7/case Homs/PROPN/3/obl "
    "on/ADP/9/case Friday/PROPN/7/nmod ./PUNCT/3/punct"
)


@pytest.mark.parametrize(
    ("words", "trigger", "triggers", "cues", "expected"),
    [
        (ARRESTED, "arrested", [], [], "2022-03-03"),
        (TWO_EVENTS, "condemned", ["attack"], [], "2022-03-05"),
        (TWO_EVENTS, "attack", ["condemned"], [], "2022-03-03"),
        (KILLING, "attacked", ["killing"], [], "2022-03-04"),
        (KILLING, "killing", ["attacked"], [], "2022-03-04"),
        (HELD_TALKS, "talks", [], [], "2022-03-01"),
        (HELD_TALKS, "held talks", [], [], "2022-03-01"),
        (WILL_MEET, "meet", [], [], "2022-03-08"),
        (PLAN_TO, "march", [], [], "2022-03-08"),
        (ROW, "arrested", ["raided"], [], "2022-03-04"),
        (ROW_WITH_LATE_TIME, "arrested", ["raided"], [], "2022-03-04"),
        (PLACE_BETWEEN, "killed", [], [], "2022-03-04"),
        (ON_LAST_NOUN, "arrested", [], [], "2022-03-04"),
    ],
)
def test_time_belongs_to_its_event(
    words: str, trigger: str, triggers: list[str], cues: list[str], expected: str
) -> None:
    """The tree says which time belongs to which event, and its verbs whether it is past or to come."""
    sentence = tree(words, triggers=[trigger, *triggers], cues=cues)
    found = resolve_when(mention(sentence, trigger), report(sentence), (sentence,))
    assert days(found) == expected
    assert found.when
    assert found.when.basis == "text"
    assert found.when.span
    assert found.when.text == found.when.span.of(text_of(sentence))


def test_the_time_of_speaking_is_not_that_of_what_was_said() -> None:
    """A time that hangs on the verb of speaking is no time of the event that is told."""
    sentence = tree(SAID, triggers=["attacked"], cues=["said"])
    found = resolve_when(mention(sentence, "attacked"), report(sentence), (sentence,))
    assert found.when
    assert found.when.basis == "published"
    assert found.when.text == ""
    assert found.when.period == Period.day(SUNDAY)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (ROW.replace("arrested/VERB/4/conj/Tense=Past", "have/AUX/8/aux arrested/VERB/4/conj"), "published"),
        ("Police/NOUN/3/nsubj have/AUX/3/aux arrested/VERB/0/root on/ADP/5/case Friday/PROPN/3/obl", "text"),
    ],
)
def test_what_is_done_by_now_has_no_day_of_another_verb(words: str, expected: str) -> None:
    """The present perfect takes no past day from beside it, only one that the writer hangs on it."""
    sentence = tree(words.replace("two/NUM/9", "two/NUM/10").replace("men/NOUN/7", "men/NOUN/8"), triggers=["arrested"])
    trigger = mention(sentence, "arrested")
    told = Argument("time", span_of(text_of(sentence), "Friday"), 1.0)
    trigger = replace(trigger, trigger=replace(trigger.trigger, arguments=(told,)))
    found = resolve_when(trigger, report(sentence), (sentence,))
    assert found.when
    assert found.when.basis == expected


@pytest.mark.parametrize(
    ("aux", "event_type", "expected"),
    [("", "COERCE", "published"), ("", "ASSAULT", "text"), ("have/AUX/3/aux", "COERCE", "text")],
)
def test_how_long_a_ban_is_to_last_is_not_when_it_was_told(aux: str, event_type: str, expected: str) -> None:
    """A span behind a ban or a sentence is a term; behind another act, or one that has gone on, it is its days."""
    head = 3 if aux else 2
    words = (
        f"Police/NOUN/{head}/nsubj {aux} held/VERB/0/root him/PRON/{head}/obj for/ADP/{head + 4}/case "
        f"three/NUM/{head + 4}/nummod years/NOUN/{head}/obl"
    )
    sentence = tree(" ".join(words.split()), triggers=["held"])
    told = mention(sentence, "held")
    span = Argument("time", span_of(text_of(sentence), "for three years"), 1.0)
    told = replace(told, event_type=event_type, trigger=replace(told.trigger, arguments=(span,)))
    found = resolve_when(told, report(sentence), (sentence,))
    assert found.when
    assert found.when.basis == expected


def test_how_long_after_another_act_is_the_time_of_that_act() -> None:
    """A time that ends with the word that opens the clause of an event dates what governs the clause."""
    words = (
        "It/PRON/2/nsubj came/VERB/0/root/Tense=Past a/DET/4/det day/NOUN/2/obl:unmarked after/SCONJ/7/mark "
        "police/NOUN/7/nsubj arrested/VERB/2/advcl/Tense=Past him/PRON/7/obj"
    )
    sentence = tree(words, triggers=["arrested"])
    told = mention(sentence, "arrested")
    span = Argument("time", span_of(text_of(sentence), "a day after"), 1.0)
    told = replace(told, trigger=replace(told.trigger, arguments=(span,)))
    found = resolve_when(told, report(sentence), (sentence,))
    assert found.when
    assert found.when.basis == "published"


def test_time_of_a_later_verb_does_not_reach_back() -> None:
    """Of two verbs in a row the first does not take the time of the second."""
    sentence = tree(ROW_WITH_LATE_TIME, triggers=["raided", "arrested"])
    found = resolve_when(mention(sentence, "raided"), report(sentence), (sentence,))
    assert found.when
    assert found.when.basis == "published"


def test_evidence_shows_the_reckoning() -> None:
    """The evidence names words, days and reckoning."""
    sentence = tree(ARRESTED)
    found = resolve_when(mention(sentence, "arrested"), report(sentence), (sentence,))
    rule = next(e.rule for e in found.evidence if e.field == "when")
    assert "Thursday" in rule
    assert "2022-03-03, the last Thursday before Sunday 2022-03-06" in rule


STORM = (
    "Rebels/NOUN/2/nsubj attacked/VERB/0/root/Tense=Past the/DET/4/det town/NOUN/2/obj after/SCONJ/8/mark "
    "a/DET/7/det storm/NOUN/8/nsubj hit/VERB/2/advcl/Tense=Past Saturday/PROPN/8/obl:unmarked ./PUNCT/2/punct"
)


def test_the_model_points_at_the_time() -> None:
    """A time that the model takes for that of the event is taken wherever the tree has put it."""
    sentence = tree(STORM, triggers=["attacked"])
    told = Argument("time", span_of(text_of(sentence), "Saturday"), 0.9)
    found = resolve_when(mention(sentence, "attacked", arguments=[told]), report(sentence), (sentence,))
    assert days(found) == "2022-03-05"
    assert "model" in found.evidence[0].rule


NO_TIME = "Troops/NOUN/2/nsubj shelled/VERB/0/root/Tense=Past the/DET/4/det town/NOUN/2/obj ./PUNCT/2/punct"


@pytest.mark.parametrize(
    ("status", "basis"),
    [
        (Status.ACTUAL, "published"),
        (Status.NEGATED, "published"),
        (Status.HISTORICAL, None),
        (Status.FUTURE, None),
        (Status.HYPOTHETICAL, None),
    ],
)
def test_without_words_only_news_is_placed_at_publication(status: Status, basis: str | None) -> None:
    """What is told as new falls on the day of publication; the rest has no days, with a reason."""
    sentence = tree(NO_TIME)
    found = resolve_when(mention(sentence, "shelled", status=status), report(sentence), (sentence,))
    assert (found.when and found.when.basis) == basis
    assert bool(basis) != any(field == "when" for field, _ in found.missing)
    if basis:
        assert any(e.field == "when" for e in found.evidence)


def test_without_publication_day_only_full_dates_have_days() -> None:
    """Without a publication day "on Thursday" has no days, with the reason; "in 2019" has."""
    sentence = tree(ARRESTED)
    found = resolve_when(mention(sentence, "arrested"), report(sentence, published=None), (sentence,))
    assert found.when is None
    assert any("publication day" in reason for field, reason in found.missing if field == "when")
    dated = tree(ARRESTED.replace("Thursday/PROPN", "2019/NUM"))
    assert (
        days(resolve_when(mention(dated, "arrested"), report(dated, published=None), (dated,)))
        == "2019-01-01 .. 2019-12-31"
    )


@pytest.mark.parametrize(
    ("year", "status", "clashes"),
    [
        ("2019", Status.HISTORICAL, False),
        ("2022", Status.FUTURE, False),
        ("2019", Status.FUTURE, True),
        ("2024", Status.ACTUAL, True),
        ("2023", Status.HISTORICAL, True),
    ],
)
def test_status_and_days_agree_or_it_is_said(year: str, status: Status, clashes: bool) -> None:
    """A status that the days contradict leaves evidence of the conflict, and both values stand."""
    sentence = tree(ARRESTED.replace("Thursday/PROPN", f"{year}/NUM"))
    found = resolve_when(mention(sentence, "arrested", status=status), report(sentence), (sentence,))
    assert found.status is status
    assert found.when
    assert any(e.rule.startswith("conflict") for e in found.evidence) == clashes


def test_the_next_day_is_reckoned_from_the_time_told_before() -> None:
    """ "The following day" counts from the time of the sentence before."""
    first = tree(ARRESTED)
    second = tree(
        "The/DET/3/det following/ADJ/3/amod day/NOUN/5/obl:unmarked he/PRON/5/nsubj escaped/VERB/0/root/Tense=Past "
        "./PUNCT/5/punct",
        start=first.span.end + 1,
        index=1,
    )
    found = resolve_when(mention(second, "escaped"), report(first, second), (first, second))
    assert days(found) == "2022-03-04"


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [("Miami Herald", "2022-03-04"), ("The Guardian", "2022-04-03"), ("Gazette", "published")],
)
def test_numeric_dates_follow_the_publisher(publisher: str, expected: str) -> None:
    """03/04/2022 is in March for a paper of the United States, in April for a British one, open for an unknown one."""
    sentence = tree(ARRESTED.replace("Thursday/PROPN", "03\\04\\2022/NUM"))
    found = resolve_when(mention(sentence, "arrested"), report(sentence, publisher=publisher), (sentence,))
    assert found.when
    assert (days(found) if found.when.basis == "text" else found.when.basis) == expected


@pytest.mark.parametrize(
    ("publisher", "url", "country"),
    [
        ("The Guardian", "", "GBR"),
        ("", "https://www.voanews.com/a/1.html", "USA"),
        ("", "https://news.example.in/1", "IND"),
        ("Gazette", "https://gazette.example.org/", ""),
    ],
)
def test_publishers_have_a_country(publisher: str, url: str, country: str) -> None:
    """Name and address tell the publisher's country, where they do."""
    assert publisher_country(Report("r", "", "", publisher=publisher, url=url)) == country


def test_the_times_of_the_first_report(shared: Path) -> None:
    """The weekend and 2019 of the report that this began with are the days of its gold."""
    gold = json.loads((shared / "seeds" / "caracas.gold.jsonl").read_text(encoding="utf8"))
    whens = [m["when"] for m in gold["mentions"] if m["when"]]
    assert whens
    for when in whens:
        period = resolve_time(find_times_in(when["text"])[0], Setting(SUNDAY, "past")).period
        assert period
        assert (str(period.first), str(period.last)) == (when["first"], when["last"])


def test_a_since_clause_lasts_until_publication() -> None:
    """ "Since the protests began in June" gives the days from June to publication, not June."""
    sentence = tree(
        "Police/NOUN/3/nsubj have/AUX/3/aux arrested/VERB/0/root/VerbForm=Part 90/NUM/5/nummod people/NOUN/3/obj "
        "since/SCONJ/9/mark the/DET/8/det protests/NOUN/9/nsubj began/VERB/3/advcl/Tense=Past in/ADP/11/case "
        "June/PROPN/9/obl ./PUNCT/3/punct"
    )
    found = resolve_when(mention(sentence, "arrested"), report(sentence), (sentence,))
    assert days(found) == "2021-06-01 .. 2022-03-06"
