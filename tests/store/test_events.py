"""Events, edges, stories and judgements are kept as linking hands them over."""

from __future__ import annotations

from datetime import date

import pytest
from made import VERSIONS, many

from dateline.core import Edge, Event, Evidence, Span
from dateline.core.event import Judgement, Story
from dateline.store import (
    Store,
    load_edges,
    load_events,
    load_judgements,
    load_records,
    load_stories,
    remove_judgement,
    save_events,
    save_judgement,
    save_stories,
)

CODINGS = many(4, 2)
IDS = [mention.id for coding in CODINGS for mention in coding.mentions]
EDGE = Edge(
    *sorted(IDS[:2]),
    0.9,
    joins=True,
    evidence=(Evidence("when", "same day", None, 1.0), Evidence("type", "same", Span(1, 2))),
)
APART = Edge(*sorted(IDS[1:3]), 0.1, joins=False, evidence=(Evidence("when", "other day"),))
EVENTS = (Event("e-1", (IDS[0], IDS[1])), Event("e-2", (IDS[2],)))
RECORDS = {
    "e-1": {
        "event_type": "SANCTION",
        "modes": ["discontinue"],
        "when": {"first": "2023-01-01", "last": None},
        "where": {"name": "Lima", "country": "PER", "lat": -12.0, "lon": -77.0},
        "size": {"dead": 3},
        "actors": [{"name": "State", "country": "USA", "sectors": ["GOV", "MIL"]}],
        "n_reports": 2,
    },
    "e-2": {"event_type": "AID"},
}


@pytest.fixture(autouse=True)
def _told(store: Store) -> None:
    store.save(CODINGS, store.save_run(VERSIONS))
    save_events(store, EVENTS, [EDGE, APART], RECORDS)


def ask(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.session() as connection:
        return connection.execute(query).fetchall()


def test_events_come_back_with_their_edges(store: Store) -> None:
    """An edge that joins is its event's, one that keeps apart is that of both."""
    first, second = load_events(store)
    assert (first.id, first.mentions, set(first.edges)) == ("e-1", (IDS[0], IDS[1]), {EDGE, APART})
    assert second == Event("e-2", (IDS[2],), (APART,))
    assert set(load_edges(store)) == {EDGE, APART}
    assert load_records(store) == RECORDS


def test_agreed_fields_are_columns(store: Store) -> None:
    """What the record says can be asked for in SQL."""
    query = (
        "SELECT event_type, modes, when_first::VARCHAR, place, dead, n_mentions, n_reports FROM events ORDER BY 1 DESC"
    )
    assert ask(store, query)[0] == ("SANCTION", ["discontinue"], "2023-01-01", "Lima", 3, 2, 2)
    assert ask(store, "SELECT part, country, sector, sectors FROM event_participants") == [
        ("actor", "USA", "GOV", ["GOV", "MIL"])
    ]


def test_an_event_that_is_not_given_again_is_retired(store: Store) -> None:
    """A full linking replaces what held before; the older event stays addressable and can come back."""
    save_events(store, EVENTS[1:], [], RECORDS)
    assert [event.id for event in load_events(store)] == ["e-2"]
    assert ask(store, "SELECT count(*) FROM kept.events") == [(2,)]
    save_events(store, EVENTS, [], RECORDS)
    assert [event.id for event in load_events(store)] == ["e-1", "e-2"]


def test_an_edge_keeps_its_direction(store: Store) -> None:
    """An edge comes back as it was given, and replaces one that names the same two the other way round."""
    turned = Edge(EDGE.second, EDGE.first, 0.8, joins=True, evidence=EDGE.evidence)
    save_events(store, EVENTS, [turned], RECORDS, retire=())
    assert set(load_edges(store)) == {turned, APART}


def test_edges_of_an_earlier_linking_are_gone(store: Store) -> None:
    """After a full linking only its own edges are left; after a new day's, the others stay."""
    save_events(store, EVENTS, [], RECORDS, retire=())
    assert set(load_edges(store)) == {EDGE, APART}
    save_events(store, EVENTS, [APART], RECORDS)
    assert load_edges(store) == (APART,)


def test_a_new_day_leaves_the_past_alone(store: Store) -> None:
    """With `retire` only the named events go; all others hold on."""
    grown = Event("e-3", (IDS[2], IDS[3]))
    save_events(store, [grown], [], {"e-3": {"event_type": "AID"}}, retire=["e-2"])
    assert [event.id for event in load_events(store)] == ["e-1", "e-3"]


def test_an_event_that_grows_keeps_its_id(store: Store) -> None:
    """The same id with more mentions holds the new mentions, once."""
    grown = Event("e-2", (IDS[2], IDS[3]))
    save_events(store, [grown], [], RECORDS, retire=())
    assert load_events(store)[1].mentions == grown.mentions
    assert ask(store, "SELECT count(*) FROM events WHERE event_id = 'e-2'") == [(1,)]


def test_saving_twice_changes_nothing(store: Store) -> None:
    """Saving the same events and edges again leaves the same rows."""
    before = [ask(store, f"FROM kept.{table} ORDER BY ALL") for table in ("events", "event_mentions", "edges")]
    save_events(store, EVENTS, [EDGE, APART], RECORDS)
    assert [ask(store, f"FROM kept.{table} ORDER BY ALL") for table in ("events", "event_mentions", "edges")] == before


def test_stories_come_back(store: Store) -> None:
    """Stories are replaced as a whole, edges and all."""
    edge = Edge("n000000", "n000001", 0.8, joins=True, evidence=(Evidence("names", "both name Lima"),))
    first = Story("s-1", ("n000001", "n000000"), (edge,))
    save_stories(store, [first, Story("s-2", ("n000002",))])
    assert load_stories(store) == (first, Story("s-2", ("n000002",)))
    save_stories(store, [first])
    assert load_stories(store) == (first,)


def test_a_judgement_is_kept_until_it_is_taken_back(store: Store) -> None:
    """The last word about two mentions holds, in whichever order they are named."""
    save_judgement(store, Judgement("m-b", "m-a", same=True, by="me"))
    last = Judgement("m-a", "m-b", same=False, by="", on=date(2024, 5, 9), why="other day")
    save_judgement(store, last)
    assert load_judgements(store) == (last,)
    remove_judgement(store, "m-b", "m-a")
    assert load_judgements(store) == ()
