"""What holds of linking whatever the mentions are."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.core import (
    Event,
    EventMention,
    Judgement,
    Label,
    Participant,
    Period,
    Report,
    Span,
    Status,
    Trigger,
    When,
    Where,
)
from dateline.link import agree, link_mentions

FIRST = date(2021, 3, 1)
TEXT = "Troops shelled the town. The shelling went on. Rebels fired back."
TRIGGERS = [(7, 14), (29, 37), (54, 59)]
PEOPLE = [
    Participant(None, "troops", "Army of Sarmia", "", "SAR", ("MIL",)),
    Participant(None, "Sarmia", "Sarmia", "SAR", "SAR", ("GOV",)),
    Participant(None, "rebels", "", "", "SAR", ("REB",)),
    Participant(None, "Borduria", "Borduria", "BOR", "BOR", ("GOV",)),
    Participant(None, "Ana Cruz", "Ana Cruz", "", "BOR", ("OPP",)),
]
PLACES = [None, Where(Span(0, 0), "Ostrand", "Ostrand", "SAR", precision="city")]
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[EventMention], list[Report]]:
    """Up to eight reports of five days with up to three mentions each."""
    reports, mentions = [], []
    for number in range(draw(st.integers(1, 8))):
        published = draw(st.one_of(st.none(), st.integers(0, 4).map(lambda days: FIRST + timedelta(days))))
        reports.append(Report(f"r{number}", "", TEXT, published, publisher=draw(st.sampled_from(["A", "B", ""]))))
        mentions.extend(draw(mention(number, sentence)) for sentence in range(draw(st.integers(0, 3))))
    return mentions, reports


@st.composite
def mention(draw: st.DrawFn, report: int, sentence: int) -> EventMention:
    """A mention of one sentence of the text, with anybody doing anything on any day."""
    day = draw(st.one_of(st.none(), st.integers(-2, 4)))
    period = Period.day(FIRST + timedelta(day)) if day is not None else None
    event_type = draw(st.sampled_from(["ASSAULT", "COERCE", "SANCTION", "CONSULT"]))
    return EventMention(
        id=f"m{report}{sentence}",
        report_id=f"r{report}",
        sentence=sentence,
        trigger=Trigger(Span(*TRIGGERS[sentence]), (Label(event_type, 0.9),)),
        event_type=event_type,
        status=draw(st.sampled_from(list(Status))),
        actors=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        recipients=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        when=When(period, "text", None, "then") if period else None,
        where=draw(st.sampled_from(PLACES)),
        confidence=0.9,
    )


def groups(events: tuple[Event, ...]) -> dict[str, tuple[str, ...]]:
    return {event.id: event.mentions for event in events}


@QUICK
@given(corpora(), st.randoms())
def test_order_free_idempotent_complete(corpus, chance) -> None:
    """Any order gives the same events; known events come back; every mention stands in one."""
    mentions, reports = corpus
    events = link_mentions(mentions, reports)
    chance.shuffle(mentions)
    chance.shuffle(reports)
    assert link_mentions(mentions, reports) == events
    assert link_mentions(mentions, reports, known=events) == events
    assert sorted(one for event in events for one in event.mentions) == sorted(one.id for one in mentions)


@QUICK
@given(corpora())
def test_day_by_day_is_all_at_once(corpus) -> None:
    """Linking each day when it comes gives what linking at the end gives."""
    mentions, reports = corpus
    day_of = {report.id: report.published or date.min for report in reports}
    events: tuple[Event, ...] = ()
    for day in sorted(set(day_of.values())):
        so_far = [one for one in mentions if day_of[one.report_id] <= day]
        events = link_mentions(so_far, reports, known=events)
    assert groups(events) == groups(link_mentions(mentions, reports))


@QUICK
@given(corpora(), st.data())
def test_a_judgement_always_holds(corpus, data) -> None:
    """Whatever a person says of two mentions is so, in a run afresh and in one that knows the events before."""
    mentions, reports = corpus
    if len(mentions) < 2:
        return
    first, second = data.draw(st.permutations([one.id for one in mentions]))[:2]
    same = data.draw(st.booleans())
    before = link_mentions(mentions, reports)
    for known in ((), before):
        events = link_mentions(mentions, reports, judgements=[Judgement(first, second, same)], known=known)
        home = {one: event.id for event in events for one in event.mentions}
        assert (home[first] == home[second]) is same


@QUICK
@given(corpora())
def test_every_event_has_an_agreed_record(corpus) -> None:
    """Each event agrees on values that its mentions carry, and counts what tells of it."""
    mentions, reports = corpus
    of_id = {one.id: one for one in mentions}
    for event in link_mentions(mentions, reports):
        agreed = agree(event, mentions, reports)
        told = [of_id[one] for one in event.mentions]
        assert agreed.event_type in {one.event_type for one in told}
        assert agreed.when in {one.when for one in told}
        assert set(agreed.actors) <= {person for one in told for person in one.actors}
        assert 1 <= agreed.n_independent <= agreed.n_reports == len({one.report_id for one in told})
