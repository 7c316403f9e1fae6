"""Actors that a report leaves unsaid are added only where type and country are clear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.codebook import load_codebook
from dateline.core import EventMention, Label, Participant, Report, Sentence, Span, Trigger, Where
from dateline.knowledge import load_knowledge
from dateline.language import load_model
from dateline.resolve.implied import resolve_implied


def told(text: str, words: str, event_type: str, mode: str) -> tuple[EventMention, Report, tuple[Sentence, ...]]:
    """A mention whose trigger are `words` of a report of one sentence."""
    report = Report("r", "", text, date(2026, 3, 10))
    span = Span(text.index(words), text.index(words) + len(words))
    mention = EventMention("m", "r", 0, Trigger(span, (Label(event_type, 1.0),)), event_type, (mode,))
    return mention.without("actors", "none"), report, load_model().parse(report)


def resolved(mention: EventMention, report: Report, sentences: tuple[Sentence, ...]) -> EventMention:
    return resolve_implied(mention, report, sentences, load_knowledge(), load_codebook(None))


def test_an_arrest_implies_the_police_of_the_place() -> None:
    """Without an agent, an arrest in a known country has that country's police as its actor, without words."""
    mention, report, sentences = told("Two lawyers were arrested in Nairobi on Monday.", "arrested", "COERCE", "arrest")
    where = Where(Span(29, 36), "Nairobi", "Nairobi", "KEN")
    found = resolved(replace(mention, where=where), report, sentences)
    assert [(a.text, a.country, a.sectors) for a in found.actors] == [("", "KEN", ("COP",))]
    assert {e.field for e in found.evidence} >= {"actors[0].sector", "actors[0].country"}
    assert "actors" not in dict(found.missing)


def test_nothing_is_added_without_a_country() -> None:
    """Where no country is clear, nobody is added and the reason stays."""
    mention, report, sentences = told("Two lawyers were arrested.", "arrested", "COERCE", "arrest")
    found = resolved(mention, report, sentences)
    assert found.actors == ()
    assert "actors" in dict(found.missing)


def test_a_named_actor_is_left_alone() -> None:
    """Where the text names an actor, nothing is implied; nor for types that imply nobody."""
    mention, report, sentences = told("Kenya arrested two lawyers in Nairobi.", "arrested", "COERCE", "arrest")
    kenya = Participant(Span(0, 5), "Kenya", country="KEN")
    assert resolved(replace(mention, actors=(kenya,)), report, sentences).actors == (kenya,)
    attack = replace(mention, event_type="ASSAULT", modes=())
    assert resolved(attack, report, sentences).actors == ()


def addressed(text: str, words: str, event_type: str, mode: str) -> EventMention:
    """The mention of a sentence in which the first word acts, resolved."""
    mention, report, sentences = told(text, words, event_type, mode)
    end = text.index(" ")
    actor = Participant(Span(0, end), text[:end], country="PER")
    return resolved(replace(mention.without("recipients", "none"), actors=(actor,)), report, sentences)


def test_criticism_in_one_country_is_of_its_government() -> None:
    """Criticism without an addressee goes to the state that the report is about, without words and with evidence."""
    found = addressed("Farmers in Peru criticised the new water law in Lima.", "criticised", "ACCUSE", "disapprove")
    assert [(r.text, r.country, r.sectors) for r in found.recipients] == [("", "PER", ("GOV",))]
    assert {e.field for e in found.evidence} >= {"recipients[0].sector", "recipients[0].country"}
    assert "recipients" not in dict(found.missing)


def test_nobody_is_addressed_where_two_countries_are_spoken_of() -> None:
    """Between two countries nobody can be told, nor in an inquiry, which may be into anybody."""
    text = "Farmers from Peru criticised a water law of Chile."
    assert addressed(text, "criticised", "ACCUSE", "disapprove").recipients == ()
    text = "Farmers in Peru examined the new water law in Lima."
    assert addressed(text, "examined", "ACCUSE", "investigate").recipients == ()


def test_the_host_of_a_visit_is_the_state_of_the_place() -> None:
    """A visitor abroad is received by the state of the place; one at home by nobody."""
    mention, report, sentences = told("Ministers went to Nairobi on Monday.", "went", "CONSULT", "visit")
    where = Where(Span(18, 25), "Nairobi", "Nairobi", "KEN")
    for country, hosts in (("PER", ["KEN"]), ("KEN", [])):
        guest = Participant(Span(0, 9), "Ministers", country=country)
        found = resolved(replace(mention, where=where, actors=(guest,)), report, sentences)
        assert [r.country for r in found.recipients] == hosts


def test_a_bomb_hits_people_of_the_place() -> None:
    """Whom a bomb hits, where nobody is named, are people of the place."""
    mention, report, sentences = told("A bomb exploded in Nairobi on Monday.", "exploded", "ASSAULT", "explosives")
    where = Where(Span(19, 26), "Nairobi", "Nairobi", "KEN")
    found = resolved(replace(mention, where=where), report, sentences)
    assert [(r.country, r.sectors) for r in found.recipients] == [("KEN", ("CVL",))]
    assert resolved(mention, report, sentences).recipients == ()


def test_demands_in_one_country_are_of_its_people() -> None:
    """A demand that nobody is named to make is made by people of the country that the report is about."""
    mention, report, sentences = told("There were calls in Peru for a new vote in Lima.", "calls", "REQUEST", "change")
    assert [(a.country, a.sectors) for a in resolved(mention, report, sentences).actors] == [("PER", ("CVL",))]


def test_words_of_the_trigger_tell_who_holds_somebody() -> None:
    """Who is jailed is held by a government, who gets a prison term, by a court; who is seized, by police."""
    codebook = load_codebook(None)
    said = ("was arrested", "was jailed", "a prison term", "taken into custody")
    assert [codebook.implied_actor_of("COERCE", ("arrest",), t) for t in said] == ["COP", "GOV", "JUD", "COP"]
    assert codebook.implied_actor_of("PROTEST", ("strike",), "walked out") == "LAB"
    assert codebook.implied_actor_of("ASSAULT", ("targeted",), "execution") == "GOV"
    assert codebook.implied_actor_of("ASSAULT", ("targeted",), "killing") == ""


def test_the_paragraph_tells_where_the_report_does_not() -> None:
    """In a report on many countries, the paragraph tells who arrests; a place behind the word does not."""
    peru, ghana = "Mali closed two roads near Bamako. Two men were held.", "Ghana and Togo met. Peru and Chile met."
    mention, report, sentences = told(f"{ghana}\n{peru}\nKenya and Fiji met.", "held", "COERCE", "arrest")
    mention = replace(mention, sentence=3)
    assert [a.country for a in resolved(mention, report, sentences).actors] == ["MLI"]
    mention, report, sentences = told(
        f"{ghana}\nTwo men were held near Paris.\nKenya and Fiji met.", "held", "COERCE", "arrest"
    )
    assert resolved(replace(mention, sentence=2), report, sentences).actors == ()


def test_who_held_hostages_is_not_implied() -> None:
    """Prisoners are let go by the state whose they were; hostages by nobody whom their release tells."""
    for words, expected in (("prisoners", ["KEN"]), ("hostages", [])):
        text = f"Twelve {words} were freed in Kenya."
        mention, report, sentences = told(text, "freed", "RETREAT", "release")
        start = text.index("Kenya")
        where = Where(Span(start, start + 5), "Kenya", "Kenya", "KEN")
        freed = Participant(Span(0, text.index(" were")), text[: text.index(" were")])
        found = resolved(replace(mention, where=where, recipients=(freed,)), report, sentences)
        assert [actor.country for actor in found.actors] == expected
