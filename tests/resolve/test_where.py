"""The place of an event, on trees written out by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dateline.core import Argument, EventMention, Name, Participant, Report, Sentence, Span, Token, Trigger
from dateline.knowledge.gazetteer import load_gazetteer
from dateline.resolve.landscape import find_landscape
from dateline.resolve.sites import find_sites
from dateline.resolve.toponyms import resolve_toponyms
from dateline.resolve.where import resolve_where


def sentence(text: str, words: str, names: str = "", *, index: int = 0, offset: int = 0) -> Sentence:
    """A sentence from "form/UPOS/head/relation" words (heads count from 1, 0 is the root) and "name=kind" names."""
    tokens, at = [], 0
    for word in words.split():
        form, upos, head, deprel = word.split("/")
        at = text.index(form, at)
        span = Span(offset + at, offset + at + len(form))
        tokens.append(Token(span, form, form.lower(), upos, (), int(head) - 1 if head != "0" else None, deprel))
        at += len(form)
    found = []
    for entry in filter(None, names.split("|")):
        words_of, kind = entry.split("=")
        begin = offset + text.index(words_of)
        found.append(Name(Span(begin, begin + len(words_of)), kind, 0.99))  # type: ignore[arg-type]
    return Sentence(index, Span(offset, offset + len(text)), tuple(tokens), tuple(found))


def resolved(
    text: str, words: str, names: str, trigger: str, event_type: str, *, place: str = "", actor: str = "", url: str = ""
) -> EventMention:
    """The mention of `trigger`, resolved; `place` and `actor` are words that the model gives those roles."""
    report = Report("r", "", text, published=date(2024, 5, 2), url=url)
    spans = {word: Span(text.index(word), text.index(word) + len(word)) for word in (trigger, place, actor) if word}
    arguments = (Argument("place", spans[place], 0.9),) if place else ()
    actors = (Participant(spans[actor], actor),) if actor else ()
    mention = EventMention("m", "r", 0, Trigger(spans[trigger], (), arguments=arguments), event_type, actors=actors)
    return resolve_where(mention, report, (sentence(text, words, names),), load_gazetteer())


SPEAKING = "Speaking in Berlin about fighting in Homs , he called for calm ."
SPEAKING_TREE = (
    "Speaking/VERB/10/advcl in/ADP/3/case Berlin/PROPN/1/obl about/SCONJ/5/mark fighting/VERB/1/advcl in/ADP/7/case "
    "Homs/PROPN/5/obl ,/PUNCT/1/punct he/PRON/10/nsubj called/VERB/0/root for/ADP/12/case "
    "calm/NOUN/10/obl ./PUNCT/10/punct"
)


def test_each_event_has_its_own_place() -> None:
    """The fighting is in Homs, the speech in Berlin."""
    names = "Berlin=place|Homs=place"
    fighting = resolved(SPEAKING, SPEAKING_TREE, names, "fighting", "ASSAULT").where
    speaking = resolved(SPEAKING, SPEAKING_TREE, names, "Speaking", "CONSULT").where
    assert fighting is not None
    assert speaking is not None
    assert (fighting.text, fighting.country, speaking.text, speaking.country) == ("Homs", "SYR", "Berlin", "DEU")


def test_what_is_filled() -> None:
    """A city has name, country, region, point, GeoNames id and precision, and evidence that points at its words."""
    text = "Gunmen killed a judge in Caracas ."
    tree = (
        "Gunmen/NOUN/2/nsubj killed/VERB/0/root a/DET/4/det judge/NOUN/2/obj in/ADP/6/case "
        "Caracas/PROPN/2/obl ./PUNCT/2/punct"
    )
    mention = resolved(text, tree, "Caracas=place", "killed", "ASSAULT")
    where = mention.where
    assert where is not None
    assert (where.name, where.country, where.precision, where.geonameid) == ("Caracas", "VEN", "city", 3646738)
    assert (where.lat, where.lon) == (pytest.approx(10.49, abs=0.05), pytest.approx(-66.88, abs=0.05))
    assert {e.field for e in mention.evidence} == {"where", "where.name"}
    assert all(e.span is not None and e.span.of(text) == "Caracas" for e in mention.evidence)
    assert all(0 <= e.score <= 1 for e in mention.evidence)


@pytest.mark.parametrize(
    ("text", "tree", "names", "trigger", "event_type"),
    [
        (
            "Washington accused Beijing of spying .",
            (
                "Washington/PROPN/2/nsubj accused/VERB/0/root Beijing/PROPN/2/obj of/SCONJ/5/mark "
                "spying/VERB/2/advcl ./PUNCT/2/punct"
            ),
            "Washington=place|Beijing=place",
            "accused",
            "ACCUSE",
        ),
        (
            "The Kremlin rejected the plan .",
            "The/DET/2/det Kremlin/PROPN/3/nsubj rejected/VERB/0/root the/DET/5/det plan/NOUN/3/obj ./PUNCT/3/punct",
            "Kremlin=place",
            "rejected",
            "REJECT",
        ),
        (
            "Iraqi troops attacked .",
            "Iraqi/ADJ/2/amod troops/NOUN/3/nsubj attacked/VERB/0/root ./PUNCT/3/punct",
            "Iraqi=place",
            "attacked",
            "ASSAULT",
        ),
    ],
)
def test_what_acts_is_no_place(text: str, tree: str, names: str, trigger: str, event_type: str) -> None:
    """Capitals and palaces that act, and adjectives, are no places; the reason is kept."""
    mention = resolved(text, tree, names, trigger, event_type)
    assert mention.where is None
    assert dict(mention.missing)["where"]


def test_target_of_an_invasion_is_its_place() -> None:
    """An invasion is where it goes, and the invader is no place."""
    text = "He condemned Russia ’s invasion of Ukraine ."
    tree = (
        "He/PRON/2/nsubj condemned/VERB/0/root Russia/PROPN/5/nmod:poss ’s/PART/3/case "
        "invasion/NOUN/2/obj of/ADP/7/case "
        "Ukraine/PROPN/5/nmod ./PUNCT/2/punct"
    )
    mention = resolved(text, tree, "Russia=place|Ukraine=place", "invasion", "ASSAULT", actor="Russia")
    assert mention.where is not None
    assert (mention.where.text, mention.where.precision) == ("Ukraine", "country")


def test_model_decides_between_likely_names() -> None:
    """The words that the model takes for the place count beside the tree, and the span covers them all."""
    text = "Crowds marched in the old town of Riga ."
    tree = (
        "Crowds/NOUN/2/nsubj marched/VERB/0/root in/ADP/6/case the/DET/6/det old/ADJ/6/amod "
        "town/NOUN/2/obl of/ADP/8/case "
        "Riga/PROPN/6/nmod ./PUNCT/2/punct"
    )
    where = resolved(text, tree, "Riga=place", "marched", "PROTEST", place="the old town of Riga").where
    assert where is not None
    assert (where.text, where.name, where.country) == ("the old town of Riga", "Riga", "LVA")


def test_embassy_is_in_the_capital() -> None:
    """An embassy in a country has the point of its capital; the state that sends it is not the place."""
    text = "Workers protested outside the Philippine embassy in Kuwait ."
    tree = (
        "Workers/NOUN/2/nsubj protested/VERB/0/root outside/ADP/6/case the/DET/6/det "
        "Philippine/ADJ/6/amod embassy/NOUN/2/obl "
        "in/ADP/8/case Kuwait/PROPN/6/nmod ./PUNCT/2/punct"
    )
    where = resolved(text, tree, "Kuwait=place", "protested", "PROTEST").where
    assert where is not None
    assert (where.country, where.precision) == ("KWT", "city")
    assert where.lat == pytest.approx(29.4, abs=0.2)


def test_lands_have_no_point_and_disputed_ones_say_so() -> None:
    """A region that is no country has no coordinates; a disputed one names who claims it."""
    text = "Troops fought in the Donbas ."
    tree = "Troops/NOUN/2/nsubj fought/VERB/0/root in/ADP/5/case the/DET/5/det Donbas/PROPN/2/obl ./PUNCT/2/punct"
    mention = resolved(text, tree, "Donbas=place", "fought", "ASSAULT")
    assert mention.where is not None
    assert (mention.where.lat, mention.where.lon, mention.where.country) == (None, None, "UKR")
    assert any("claimed by" in e.rule for e in mention.evidence)


def test_unknown_name_keeps_the_country_beside_it() -> None:
    """A village that the gazetteer lacks keeps its words, the country told beside it, and no point."""
    text = "Gunmen burned Qamburela , Mozambique ."
    tree = (
        "Gunmen/NOUN/2/nsubj burned/VERB/0/root Qamburela/PROPN/2/obj ,/PUNCT/5/punct "
        "Mozambique/PROPN/3/appos ./PUNCT/2/punct"
    )
    mention = resolved(text, tree, "Qamburela=place|Mozambique=place", "burned", "ASSAULT", place="Qamburela")
    assert mention.where is not None
    assert (mention.where.country, mention.where.lat) == ("MOZ", None)


def test_described_place_of_the_model_without_a_country_says_so() -> None:
    """Words that name nothing are kept, with the reason why no country is known."""
    text = "Shots were fired at a gas station ."
    tree = (
        "Shots/NOUN/3/nsubj:pass were/AUX/3/aux:pass fired/VERB/0/root at/ADP/7/case a/DET/7/det gas/NOUN/7/compound "
        "station/NOUN/3/obl ./PUNCT/3/punct"
    )
    mention = resolved(text, tree, "", "fired", "ASSAULT", place="a gas station")
    assert mention.where is not None
    assert (mention.where.text, mention.where.country) == ("a gas station", "")
    assert dict(mention.missing)["where.country"]


def test_no_place_at_all() -> None:
    """Without any place the mention says that there is none."""
    text = "Police arrested him ."
    mention = resolved(
        text, "Police/NOUN/2/nsubj arrested/VERB/0/root him/PRON/2/obj ./PUNCT/2/punct", "", "arrested", "COERCE"
    )
    assert mention.where is None
    assert dict(mention.missing)["where"] == "no place in the sentence"


def test_one_unknown_place_never_drops_the_others() -> None:
    """Names that the gazetteer lacks leave the rest as they are."""
    text = "Qwxyzabad and Mosul were shelled ."
    spans = [Span(0, 9), Span(14, 19)]
    unknown, mosul = resolve_toponyms(text, spans, load_gazetteer())
    assert unknown is None
    assert mosul is not None
    assert load_gazetteer().place(mosul).country == "IRQ"


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("He drove from Dallas to Paris, Texas, by night.", "Paris", "Texas"),
        ("The mayor of London, Ontario, resigned.", "London", "Ontario"),
        ("Police in the Pakistani city of Hyderabad made arrests.", "Hyderabad", "Sindh"),
        ("From Bangor and Augusta they went on to Portland.", "Portland", "Maine"),
        ("From Salem and Eugene they went on to Portland.", "Portland", "Oregon"),
    ],
)
def test_names_of_one_text_tell_of_each_other(text: str, name: str, region: str) -> None:
    """The holder beside a name, an adjective before it and the places around it decide among its namesakes."""
    gazetteer = load_gazetteer()
    towns = [word for word in ("Dallas", "Bangor", "Augusta", "Salem", "Eugene", name) if word in text]
    found = resolve_toponyms(text, [Span(text.index(t), text.index(t) + len(t)) for t in towns], gazetteer)
    candidate = found[towns.index(name)]
    assert candidate is not None
    assert gazetteer.place(candidate).admin1 == region


def test_one_name_means_one_place_in_a_text() -> None:
    """What one naming says of a place holds for the others too."""
    text = "A fire broke out in Athens. The mayor of Athens, Georgia, thanked the crews."
    first = text.index("Athens")
    second = text.index("Athens", first + 1)
    found = resolve_toponyms(text, [Span(first, first + 6), Span(second, second + 6)], load_gazetteer())
    assert found[0] == found[1]
    assert found[0] is not None
    assert load_gazetteer().place(found[0]).country == "USA"


def test_landscape_is_surveyed_once() -> None:
    """The places of a report are resolved once for all its mentions."""
    text = "Crowds marched in Riga ."
    tree = "Crowds/NOUN/2/nsubj marched/VERB/0/root in/ADP/4/case Riga/PROPN/2/obl ./PUNCT/2/punct"
    report, sentences = Report("r", "", text), (sentence(text, tree, "Riga=place"),)
    gazetteer = load_gazetteer()
    assert find_landscape(report, sentences, gazetteer) is find_landscape(report, sentences, gazetteer)
    again = (sentence(text, tree, "Riga=place"),)
    assert find_landscape(report, again, gazetteer) is not find_landscape(report, sentences, gazetteer)


def test_features_are_readable() -> None:
    """How a name stands is told in words that the evidence repeats."""
    report_tree = sentence(SPEAKING, SPEAKING_TREE, "Berlin=place|Homs=place")
    report = Report("r", "", SPEAKING)
    named = find_landscape(report, (report_tree,), load_gazetteer()).named
    begin = SPEAKING.index("fighting")
    mention = EventMention("m", "r", 0, Trigger(Span(begin, begin + 8), ()), "ASSAULT")
    ways = {s.named.span.of(SPEAKING): s.way for s in find_sites(mention, report_tree, named, load_gazetteer())}
    assert ways == {"Berlin": ("in", "apart", "phrase"), "Homs": ("in", "trigger", "phrase")}


def test_acceptance_report(shared: Path) -> None:
    """In the acceptance report Caracas and Ukraine are places; Washington and Moscow are not."""
    from dateline.language import load_model

    gold = json.loads((shared / "seeds" / "caracas.gold.jsonl").read_text(encoding="utf-8").splitlines()[0])
    title, full = gold["title"], gold["full"]
    report = Report("caracas", title, full[len(title) + 2 :], published=date.fromisoformat(gold["published"]))
    sentences = load_model().parse(report)
    found: dict[str, set[str]] = {}
    for told in gold["mentions"]:
        span = Span(told["start"], told["end"])
        holder = next(s for s in sentences if s.span.overlaps(span))
        arguments = tuple(a for t in holder.triggers if t.span.overlaps(span) for a in t.arguments)
        mention = EventMention("m", "r", holder.index, Trigger(span, (), arguments=arguments), told["event_type"])
        where = resolve_where(mention, report, sentences, load_gazetteer()).where
        if where is not None:
            found.setdefault(where.country, set()).add(where.text)
    assert "Caracas" in found["VEN"]
    assert found["UKR"] == {"Ukraine"}
    assert not {"Washington", "Moscow"} & {text for texts in found.values() for text in texts}


MET = "An envoy met Brandt . Later Lena Brandt spoke in Oslo ."
MET_TREE = (
    "An/DET/2/det envoy/NOUN/3/nsubj met/VERB/0/root Brandt/PROPN/3/obj ./PUNCT/3/punct Later/ADV/9/advmod "
    "Lena/PROPN/9/nsubj Brandt/PROPN/7/flat spoke/VERB/3/parataxis in/ADP/11/case Oslo/PROPN/9/obl ./PUNCT/9/punct"
)


@pytest.mark.parametrize(("names", "expected"), [("Brandt=place|Lena Brandt=person", None), ("Brandt=place", "Brandt")])
def test_who_is_met_is_no_place(names: str, expected: str | None) -> None:
    """What the model reads as a place and nobody knows is none if the report names somebody so in full."""
    where = resolved(MET, MET_TREE, names, "met", "CONSULT", place="Brandt").where
    assert (where and where.name) == expected


def test_a_place_is_named_without_its_preposition() -> None:
    """Words of a place begin behind the preposition that the model takes in, and an unknown name stays one."""
    tree = "They/PRON/2/nsubj shelled/VERB/0/root the/DET/4/det town/NOUN/2/obj of/ADP/6/case Zalambe/PROPN/4/nmod"
    where = resolved(
        "They shelled the town of Zalambe", tree, "Zalambe=place", "shelled", "ASSAULT", place="of Zalambe"
    ).where
    assert where
    assert (where.text, where.name, where.geonameid) == ("Zalambe", "Zalambe", None)


@pytest.mark.parametrize(("link", "country"), [(",", "PER"), ("as", "")])
def test_only_what_holds_a_place_tells_its_country(link: str, country: str) -> None:
    """An unknown name is in the country behind a comma, not in one that merely stands near it."""
    upos = "PUNCT" if link == "," else "SCONJ"
    tree = (
        f"They/PRON/2/nsubj marched/VERB/0/root in/ADP/4/case Zalambe/PROPN/2/obl {link}/{upos}/6/mark "
        "Peru/PROPN/4/appos spoke/VERB/2/advcl with/ADP/9/case Chile/PROPN/7/obl and/CCONJ/11/cc Ghana/PROPN/9/conj"
    )
    text = f"They marched in Zalambe {link} Peru spoke with Chile and Ghana".replace(" ,", ",")
    names = "Zalambe=place|Peru=place|Chile=place|Ghana=place"
    where = resolved(text, tree, names, "marched", "PROTEST", place="Zalambe").where
    assert where
    assert (where.name, where.country) == ("Zalambe", country)


@pytest.mark.parametrize(
    ("place", "names", "country"),
    [
        ("U.N.", "U.N.=place", ""),
        ("NGO", "NGO=place", ""),
        ("L.A.", "L.A.=place", "USA"),
        ("U.K.", "U.K.=place", "GBR"),
    ],
)
def test_letters_of_a_body_are_no_small_town(place: str, names: str, country: str) -> None:
    """Letters name a country or a large city; those of a village that happens to be called so name a body."""
    tree = f"Police/NOUN/2/nsubj marched/VERB/0/root in/ADP/4/case {place}/PROPN/2/obl today/NOUN/2/obl:unmarked"
    where = resolved(f"Police marched in {place} today", tree, names, "marched", "PROTEST", place=place).where
    assert where
    assert where.country == country


def test_the_country_is_that_of_most_names_and_adjectives() -> None:
    """Adjectives tell what a report is about as its places do."""
    tree = (
        "Peruvian/ADJ/2/amod men/NOUN/5/nsubj and/CCONJ/4/cc Peruvians/PROPN/2/conj marched/VERB/0/root "
        "across/ADP/8/case the/DET/8/det country/NOUN/5/obl after/SCONJ/11/mark "
        "Zambia/PROPN/11/nsubj spoke/VERB/5/advcl"
    )
    text = "Peruvian men and Peruvians marched across the country after Zambia spoke"
    names = "Peruvian=group|Peruvians=group|Zambia=place"
    where = resolved(text, tree, names, "marched", "PROTEST", place="the country").where
    assert where
    assert where.country == "PER"


def test_a_town_known_elsewhere_is_not_in_the_country_of_the_report() -> None:
    """The one Khost that the gazetteer holds is Afghanistan's; that a report on Peru means another is a guess."""
    tree = (
        "Peruvian/ADJ/2/amod men/NOUN/3/nsubj marched/VERB/0/root in/ADP/5/case Khost/PROPN/3/obl after/SCONJ/8/mark "
        "Peruvians/PROPN/8/nsubj spoke/VERB/3/advcl"
    )
    names = "Peruvian=group|Khost=place|Peruvians=group"
    where = resolved(
        "Peruvian men marched in Khost after Peruvians spoke", tree, names, "marched", "PROTEST", place="Khost"
    ).where
    assert where
    assert (where.text, where.country) == ("Khost", "")


@pytest.mark.parametrize(("place", "name"), [("St. John's", "St. John's"), ("Zambia's", "Zambia")])
def test_a_possessive_ending_stays_where_the_name_needs_it(place: str, name: str) -> None:
    """Zambia's is Zambia, St. John's is no St. John."""
    text = f"Police marched in {place} today"
    report = Report("r", "", text)
    start = text.index(place)
    span = Span(start, start + len(place))
    whole = Sentence(0, Span(0, len(text)), (), (Name(span, "place", 0.9),))
    named = find_landscape(report, (whole,), load_gazetteer()).named
    assert [one.span.of(text) for one in named] == [name]
