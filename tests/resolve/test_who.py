"""Participants get name, country, sectors and office, each with evidence or a reason why not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dateline.core import (
    EventMention,
    Evidence,
    Name,
    Participant,
    Period,
    Report,
    Sentence,
    Source,
    Span,
    Token,
    Trigger,
    When,
    Where,
)
from dateline.knowledge import load_knowledge
from dateline.resolve.who import resolve_who

PUBLISHED = date(2017, 9, 20)


def read(
    text: str, people: tuple[str, ...] = (), subjects: tuple[str, ...] = ()
) -> tuple[Report, tuple[Sentence, ...]]:
    """A report with one sentence a line: words without a tree, names where they are given, subjects where named."""
    sentences, at = [], 0
    for index, line in enumerate(text.split("\n")):
        spans = [Span(at + m.start(), at + m.end()) for m in re.finditer(r"\w+(?:[-'’]\w+)*|[^\w\s]", line)]
        tokens = tuple(_token(s, s.of(text), subjects) for s in spans)
        names = tuple(
            Name(Span(at + line.index(n), at + line.index(n) + len(n)), "person", 0.9) for n in people if n in line
        )
        sentences.append(Sentence(index, Span(at, at + len(line)), tokens, names))
        at += len(line) + 1
    return Report("r", "", text, PUBLISHED), tuple(sentences)


def _token(span: Span, form: str, subjects: tuple[str, ...]) -> Token:
    pronoun = form.lower() in {"he", "she", "they", "it", "we", "i", "him", "her"}
    return Token(span, form, form.lower(), "PRON" if pronoun else "X", (), None, "nsubj" if form in subjects else "dep")


def mention_in(
    report: Report,
    sentences: tuple[Sentence, ...],
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    event_type: str = "ACCUSE",
    modes: tuple[str, ...] = (),
    trigger: str = "",
) -> EventMention:
    """A mention whose participants are the last places where their words stand."""
    found = [[_participant(report.text, words) for words in side] for side in (actors, recipients)]
    start = report.text.rindex(trigger) if trigger else found[0][0].span.start  # type: ignore[union-attr]
    index = next(s.index for s in sentences if s.span.start <= start < s.span.end)
    span = Span(start, start + max(1, len(trigger)))
    return EventMention(
        "m", "r", index, Trigger(span, ()), event_type, modes, actors=tuple(found[0]), recipients=tuple(found[1])
    )


def _participant(text: str, words: str) -> Participant:
    start = text.rindex(words)
    return Participant(Span(start, start + len(words)), words)


def resolved(text: str, *actors: str, people: tuple[str, ...] = (), **more: object) -> EventMention:
    report, sentences = read(text, people, ("He", "She", "They"))
    return resolve_who(mention_in(report, sentences, actors, **more), report, sentences, load_knowledge())  # type: ignore[arg-type]


def test_title_and_nationality() -> None:
    """A nationality and a title give country and sector to somebody whom nobody knows."""
    actor = resolved("Bolivian senator Marta Quispe denied it.", "Marta Quispe", people=("Marta Quispe",)).actors[0]
    assert (actor.name, actor.country, actor.sector) == ("Marta Quispe", "BOL", "LEG")


def test_apposition() -> None:
    """What stands behind a name between commas tells of it."""
    text = "Lena Brandt, a German lawmaker, objected.\nBrandt filed a complaint."
    actor = resolved(text, "Brandt", people=("Lena Brandt",)).actors[0]
    assert (actor.name, actor.country, actor.sector) == ("Lena Brandt", "DEU", "LEG")


def test_surname_goes_to_the_full_name() -> None:
    """A family name means whoever the report named in full."""
    text = "Peruvian police chief Raul Ortega spoke first.\nLater Ortega blamed the courts."
    actor = resolved(text, "Ortega", people=("Raul Ortega",)).actors[0]
    assert (actor.name, actor.country, actor.sector) == ("Raul Ortega", "PER", "COP")


def test_pronoun() -> None:
    """A pronoun means the last person who fits in gender."""
    text = "Prime Minister Theresa May met Michel Barnier.\nShe criticised the plan."
    actor = resolved(text, "She", people=("Theresa May", "Michel Barnier")).actors[0]
    assert (actor.name, actor.country) == ("Theresa May", "GBR")


def test_party_and_state() -> None:
    """Party and state in brackets make a member of the Congress of the United States."""
    text = "Joan Tilley (D-NY) spoke in Ottawa.\nTilley condemned the raid."
    actor = resolved(text, "Tilley", people=("Joan Tilley",)).actors[0]
    assert (actor.name, actor.country, actor.sector) == ("Joan Tilley", "USA", "LEG")


def test_the_two_leaders() -> None:
    """Words for two mean the last two who were named, each as a participant of its own."""
    text = "Angela Merkel received Theresa May in Berlin.\nThe two leaders discussed trade."
    actors = resolved(text, "The two leaders", people=("Angela Merkel", "Theresa May"), event_type="CONSULT").actors
    assert [(a.text, a.country) for a in actors] == [("The two leaders", "DEU"), ("The two leaders", "GBR")]


def test_acronym() -> None:
    """Letters in brackets stand for the name before them."""
    text = "The Sahel Farmers Union (SFU) of Niger met.\nSFU condemned the minister."
    actor = resolved(text, "SFU").actors[0]
    assert actor.name == "Sahel Farmers Union"
    assert actor.sector == "LAB"


def test_we_in_a_quotation() -> None:
    """The first person inside quotation marks is the side of whoever speaks."""
    text = "“We reject the charge,” Turkish Foreign Minister Mevlut Cavusoglu said."
    actor = resolved(text, "We", people=("Mevlut Cavusoglu",)).actors[0]
    assert (actor.name, actor.country, actor.sector) == ("", "TUR", "GOV")


def test_police_of_the_place() -> None:
    """Somebody called by a noun alone belongs to the country of the event's place."""
    report, sentences = read("Police detained three marchers in Lusaka.")
    mention = mention_in(report, sentences, ("Police",), ("three marchers",), "COERCE")
    start = report.text.index("Lusaka")
    mention = EventMention(
        **{
            **{f: getattr(mention, f) for f in EventMention.__slots__},
            "where": Where(Span(start, start + 6), "Lusaka", "Lusaka", "ZMB"),
        }
    )
    done = resolve_who(mention, report, sentences, load_knowledge())
    assert [p.country for p in (*done.actors, *done.recipients)] == ["ZMB", "ZMB"]
    assert [p.sector for p in (*done.actors, *done.recipients)] == ["COP", "CVL"]


def test_state_that_fights() -> None:
    """A state that attacks does so by its armed forces; one that accuses is its government."""
    text = "Israel struck a depot in Syria."
    assert resolved(text, "Israel", event_type="ASSAULT").actors[0].sectors == ("MIL", "GOV")
    assert resolved(text, "Israel", event_type="ACCUSE").actors[0].sectors == ("GOV",)


def test_role_on_the_days_of_the_event() -> None:
    """An event of long ago finds people in the office that they held then."""
    report, sentences = read("Angela Merkel criticised the plan in 2003.", ("Angela Merkel",))
    mention = mention_in(report, sentences, ("Angela Merkel",))
    year = When(Period(date(2003, 1, 1), date(2003, 12, 31)), "text")
    fields = {f: getattr(mention, f) for f in EventMention.__slots__}
    then = resolve_who(EventMention(**{**fields, "when": year}), report, sentences, load_knowledge())
    now = resolve_who(mention, report, sentences, load_knowledge())
    assert (then.actors[0].sector, now.actors[0].sector) == ("PTY", "GOV")
    assert now.actors[0].role == "chancellor"


def test_sources_are_resolved() -> None:
    """Voices get a name, a country and a sector."""
    report, sentences = read("The Kremlin said that rebels had attacked.")
    mention = mention_in(report, sentences, ("rebels",), (), "ASSAULT")
    source = Source(Span(0, 11), "The Kremlin", "organization")
    fields = {f: getattr(mention, f) for f in EventMention.__slots__}
    done = resolve_who(EventMention(**{**fields, "sources": (source,)}), report, sentences, load_knowledge())
    assert (done.sources[0].name, done.sources[0].country, done.sources[0].sector) == ("Russia", "RUS", "GOV")


def test_every_value_has_evidence_and_every_gap_a_reason() -> None:
    """No value stands without evidence, no empty field without a reason."""
    for words in ("Turkish police", "the blue teapots", "NATO", "they", "Angela Merkel"):
        mention = resolved(f"A crowd gathered.\nThen {words} came.", words, people=("Angela Merkel",))
        fields = {e.field for e in mention.evidence}
        missing = dict(mention.missing)
        actor = mention.actors[0]
        for name, value in (("name", actor.name), ("country", actor.country)):
            assert (f"actors[0].{name}" in fields) == bool(value), (words, name)
            assert (f"actors[0].{name}" in missing) == (not value), (words, name)
        assert ("actors[0].sector" in fields) == bool(actor.sectors)
        assert ("actors[0].entity_id" in fields) == bool(actor.entity_id)
        assert ("actors[0].role" in fields) == bool(actor.role)


def test_the_same_twice() -> None:
    """Resolving a mention again gives the same mention."""
    report, sentences = read("Kenyan police fired on marchers.")
    mention = mention_in(report, sentences, ("Kenyan police",), ("marchers",), "ASSAULT")
    first = resolve_who(mention, report, sentences, load_knowledge())
    assert first == resolve_who(mention, report, sentences, load_knowledge())
    assert [p.country for p in (*first.actors, *first.recipients)] == ["KEN", "KEN"]


def test_those_of_several_states_are_several() -> None:
    """Adjectives of two states before one noun make two participants with the same words; of one state, one."""
    text = "Thai and Cambodian soldiers exchanged fire."
    found = resolved(text, "Thai and Cambodian soldiers", event_type="ASSAULT")
    assert [a.country for a in found.actors] == ["THA", "KHM"]
    assert {a.text for a in found.actors} == {"Thai and Cambodian soldiers"}
    text = "Senate and House leaders in Washington agreed on the bill."
    assert len(resolved(text, "Senate and House leaders").actors) == 1


def test_a_pronoun_is_nobody_on_the_other_side() -> None:
    """Whom a state plans to attack is not that state itself."""
    text = "Bolivia closed its border with Chile.\nChile planned to attack it."
    found = resolved(text, "Chile", recipients=("it",), event_type="ASSAULT")
    assert [p.country for p in (*found.actors, *found.recipients)] == ["CHL", "BOL"]


def test_he_without_a_name() -> None:
    """Where nobody has a name, "he" is whoever was called last by a noun for one person."""
    text = "A gunman entered a shop in Oslo.\nHe wounded two customers."
    (actor,) = resolved(text, "He", event_type="ASSAULT").actors
    assert actor.sector == "CRM"


def test_the_prime_minister_in_office() -> None:
    """A title means whoever holds it, not who held it once, even if that one was named last."""
    text = (
        "Prime Minister Theresa May praised the work.\nIt honours the late Prime Minister Jim Callaghan.\n"
        "The prime minister criticised the delay."
    )
    actor = resolved(text, "The prime minister", people=("Theresa May", "Jim Callaghan")).actors[0]
    assert (actor.name, actor.sector) == ("Theresa May", "GOV")


def test_a_name_that_the_words_cut() -> None:
    """Words that are only the end of a place's name are read by the whole of it."""
    text = "She visited Northern Ireland."
    report, (sentence,) = read(text)
    name = Name(Span(12, 28), "place", 0.9)
    sentences = (replace(sentence, names=(name,)),)
    found = resolve_who(mention_in(report, sentences, ("Ireland",)), report, sentences, load_knowledge())
    assert found.actors[0].country == "GBR"


def test_a_namesake_of_a_state() -> None:
    """Georgia is a state of the United States in a report that otherwise speaks of those."""
    american = resolved("An American judge spoke first.\nGeorgia rejected the ruling.", "Georgia").actors[0]
    caucasian = resolved("Officials in Tbilisi met.\nGeorgia rejected the ruling.", "Georgia").actors[0]
    assert (american.country, caucasian.country) == ("USA", "GEO")


def test_the_countrys_own_bodies() -> None:
    """A body of "the country" is of the state named last, not of what the report is about."""
    text = "Bolivia, Bolivia and Bolivia again.\nBolivian papers say so.\nIn Chile the country's regulator fined it."
    actor = resolved(text, "the country's regulator", event_type="SANCTION").actors[0]
    assert actor.country == "CHL"


def test_people_in_the_hands_of_a_state() -> None:
    """Unnamed people whom a state jails are of that state where nothing else tells."""
    text = "Bolivia, Bolivia and Bolivia again.\nBolivian papers say so.\nChile jailed two bloggers."
    report, sentences = read(text)
    mention = mention_in(report, sentences, ("Chile",), ("two bloggers",), "COERCE", ("arrest",), "jailed")
    assert resolve_who(mention, report, sentences, load_knowledge()).recipients[0].country == "CHL"


def test_a_neighbour_that_bears_the_name_of_a_region() -> None:
    """Niger stays a state of its own beside Nigeria, which has a region of that name."""
    actor = resolved("Nigerian officials spoke first.\nNiger rejected the claim.", "Niger").actors[0]
    assert actor.country == "NER"


def test_the_two_are_people_before_states() -> None:
    """ "The two" are the last two people with names, whatever states stand nearer."""
    text = "Angela Merkel called Theresa May about Syria and Yemen.\nThe two discussed trade."
    actors = resolved(text, "The two", people=("Angela Merkel", "Theresa May"), event_type="CONSULT").actors
    assert [a.country for a in actors] == ["DEU", "GBR"]


def test_the_accused_is_the_private_person() -> None:
    """The accused is whoever was named last without an office, not the judge."""
    text = "Nils Dahl, a Norwegian, appeared before Judge Ana Ruiz in Lima.\nThe accused rejected the charge."
    actor = resolved(text, "The accused", people=("Nils Dahl", "Ana Ruiz"), event_type="REJECT").actors[0]
    assert (actor.name, actor.country) == ("Nils Dahl", "NOR")


def test_letters_that_are_a_noun_are_no_name() -> None:
    """A noun in brackets introduces nobody: a later MP is a member of parliament."""
    text = "A Member of Parliament (MP) spoke first.\nConservative MP Alan Pryce rejected the plan."
    actor = resolved(text, "Conservative MP Alan Pryce", people=("Alan Pryce",)).actors[0]
    assert (actor.name, actor.sector) == ("Alan Pryce", "LEG")


def test_an_adjective_that_the_words_cut() -> None:
    """ "A Russian" of "a Russian raid" is the state; "a Russian" alone is a person."""
    text = "A Russian raid killed three people."
    report = Report("r", "", text, PUBLISHED)
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"\w+|[^\w\s]", text)]
    heads = ((2, "det"), (2, "amod"), (3, "nsubj"), (None, "root"), (5, "nummod"), (3, "obj"), (3, "punct"))
    tokens = tuple(
        Token(s, s.of(text), s.of(text).lower(), "X", (), *head) for s, head in zip(spans, heads, strict=True)
    )
    sentences = (Sentence(0, Span(0, len(text)), tokens),)
    found = resolve_who(
        mention_in(report, sentences, ("A Russian",), event_type="ASSAULT"), report, sentences, load_knowledge()
    )
    assert found.actors[0].sector == "MIL"


def test_words_keep_their_evidence_where_others_are_left_out() -> None:
    """Who is told twice is one participant, and whoever stands behind has the evidence of his own words."""
    text = "Angela Merkel said Merkel and Turkish police met."
    report, sentences = read(text, ("Angela Merkel",))
    mention = mention_in(report, sentences, ("Angela Merkel", "Merkel", "Turkish police"))
    told = tuple(Evidence(f"actors[{i}].text", "words", actor.span) for i, actor in enumerate(mention.actors))
    found = resolve_who(replace(mention, evidence=told), report, sentences, load_knowledge())
    assert [actor.text for actor in found.actors] == ["Angela Merkel", "Turkish police"]
    shown = {e.field: e.span for e in found.evidence if e.field.endswith("].text")}
    assert shown == {f"actors[{i}].text": actor.span for i, actor in enumerate(found.actors)}


def test_words_for_several_are_evidence_for_each() -> None:
    """Of soldiers of two states each has the words, and whoever comes after them his own."""
    text = "Thai and Cambodian soldiers and Turkish police exchanged fire."
    report, sentences = read(text)
    mention = mention_in(report, sentences, ("Thai and Cambodian soldiers", "Turkish police"), event_type="ASSAULT")
    told = tuple(Evidence(f"actors[{i}].text", "words", actor.span) for i, actor in enumerate(mention.actors))
    found = resolve_who(replace(mention, evidence=told), report, sentences, load_knowledge())
    assert [actor.country for actor in found.actors] == ["THA", "KHM", "TUR"]
    shown = {e.field: e.span for e in found.evidence if e.field.endswith("].text")}
    assert shown == {f"actors[{i}].text": actor.span for i, actor in enumerate(found.actors)}


def test_a_side_left_empty_has_its_reason() -> None:
    """A state that its own government is said to threaten is no recipient, and the record says why there is none."""
    found = resolved(
        "Turkey warned Turkey.\nThe Turkish government spoke.",
        "The Turkish government",
        recipients=("Turkey",),
        event_type="THREATEN",
    )
    assert found.recipients == ()
    assert "recipients" in dict(found.missing)
