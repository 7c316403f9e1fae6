"""The place of an event: the words that tell it, and the place of the gazetteer that they name.

The words are the model's place argument of the trigger if it has one; else a place name that stands to the trigger, in
the tree, as places of events do. Names that act ("Washington said") and adjectives ("Iraqi troops") are no places. What
the gazetteer does not know is kept with the country that the text gives, and no point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from dateline.core import Argument, EventMention, Evidence, Report, Sentence, Span, Where
from dateline.knowledge.gazetteer import Gazetteer, PlaceContext
from dateline.resolve.described import is_embassy, resolve_described
from dateline.resolve.landscape import Landscape, Named, find_landscape, is_trusted, names_in
from dateline.resolve.sites import Site, embassy_of, find_described, find_sites, is_acting, likelihood

LEAST = 0.35
"""A place is given from this likelihood on; below it, the mention says that it has none."""

_ARGUMENT_ODDS = 1.0
_ARGUMENT_TRUST = 0.7
_OTHER_ODDS = -0.5
_LEAST_DESCRIPTION = 0.6
_TOWN = 15_000  # people; smaller places share their names with everything
_SPECIFIC = {"point": 0, "city": 1, "region": 2, "country": 3}
# What stands between a place and what holds it: "Tellmar, Peru".
_HOLDS = re.compile(r",? \(?(?:in )?(?:the )?|\(")
_CAN_ACT = frozenset(("country", "capital", "site"))
_NO_POINT = frozenset(("land", "continent", "sea", "historical", "disputed"))


@dataclass(frozen=True, slots=True)
class _Choice:
    """The words of a place, why they were taken, and what they name (None: a described place)."""

    span: Span
    rule: str
    score: float
    named: Named | None


def resolve_where(
    mention: EventMention, report: Report, sentences: tuple[Sentence, ...], gazetteer: Gazetteer
) -> EventMention:
    """Return the mention with its place and the evidence for it, or with the reason why it has none."""
    landscape = find_landscape(report, sentences, gazetteer)
    sentence, people = sentences[mention.sentence], landscape.people
    arguments = tuple(a for a in mention.trigger.arguments if a.role == "place")
    named = _namings(sentence, arguments, report.text, landscape, gazetteer)
    choice = (
        _by_site(mention, sentence, named, arguments, gazetteer)
        or _beside(sentence, arguments, landscape)
        or _by_description(mention, sentence, named, [a for a in arguments if a.span.of(report.text) not in people])
    )
    if choice is None:
        told = any(not n.described for n in named)
        reason = "no place name of the sentence belongs to this event" if told else "no place in the sentence"
        return mention.without("where", reason)
    return _with_place(mention, choice, report.text, landscape, gazetteer)


def _namings(
    sentence: Sentence, arguments: tuple[Argument, ...], text: str, landscape: Landscape, gazetteer: Gazetteer
) -> tuple[Named, ...]:
    """Return the place names of a sentence, further ones in its place arguments, and descriptions."""
    named = tuple(n for n in landscape.within(sentence.span) if n.sentence == sentence.index)
    for argument in arguments:
        found = _looked_up(argument.span, sentence.index, text, landscape, gazetteer)
        named += tuple(f for f in found if not any(f.span.overlaps(n.span) for n in named))
    known = {n.candidate.row for n in named if n.candidate}
    described = [d for d in find_described(sentence, gazetteer) if not any(_touch(d.span, n.span) for n in named)]
    further = (d for d in described if _row_of(d, text, landscape, gazetteer) not in known)
    return (*named, *further)


def _touch(described: Span, named: Span) -> bool:
    """Say whether a name lies in a description or follows it ("the capital Kampala")."""
    return described.overlaps(named) or 0 <= named.start - described.end <= 2


def _row_of(described: Named, text: str, landscape: Landscape, gazetteer: Gazetteer) -> int | None:
    """Return the row that a description takes up: named in the same sentence, the name is the better word for it."""
    found = resolve_described(described.span, text, landscape, gazetteer)
    return found.row if found else None


def _looked_up(span: Span, sentence: int, text: str, landscape: Landscape, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """Return the names in a span that the model did not mark as names, looked up in the light of the report."""
    countries = {landscape.country: 1.0} if landscape.country else {}
    context = PlaceContext(countries=countries, publisher=landscape.publisher)
    found = ((part, gazetteer.lookup_place(part.of(text), context)) for part in names_in(span, text, gazetteer))
    named = (Named(part, sentence, ranked[0]) for part, ranked in found if ranked)
    return tuple(n for n in named if n.candidate and is_trusted(n.candidate, landscape.spoken_of, gazetteer))


def _by_site(
    mention: EventMention,
    sentence: Sentence,
    named: tuple[Named, ...],
    arguments: tuple[Argument, ...],
    gazetteer: Gazetteer,
) -> _Choice | None:
    """Return the likeliest of the sentence's place names, by how it stands and by the model; None if none is likely."""
    sites = [
        (_odds(site, arguments), site)
        for site in find_sites(mention, sentence, named, gazetteer)
        if not _acts(site, mention, sentence, arguments, gazetteer)
    ]
    if not sites:
        return None
    odds, site = max(sites, key=lambda item: (item[0], -item[1].named.span.start))
    if likelihood(odds) < LEAST:
        return None
    site = _most_specific(site, odds, sites, gazetteer)
    words = embassy_of(sentence, site.named.span) or site.named.span
    argument = next((a for a in arguments if a.span.overlaps(site.named.span)), None)
    rule = f"where: a name that stands as places do ({', '.join(part for part in site.way if part)})"
    if argument is None:
        return _Choice(words, rule, likelihood(odds), site.named)
    span = Span(min(_begin(argument.span, sentence), words.start), max(argument.span.end, words.end))
    return _Choice(span, f"{rule}; the model's place of this trigger", likelihood(odds), site.named)


def _begin(span: Span, sentence: Sentence) -> int:
    """Return where words begin without a preposition ("of Nalut")."""
    words = [sentence.tokens[i] for i in sentence.tokens_in(span)]
    return next((word.span.start for word in words if word.upos != "ADP"), span.start)


def _acts(
    site: Site, mention: EventMention, sentence: Sentence, arguments: tuple[Argument, ...], gazetteer: Gazetteer
) -> bool:
    """Say whether a name acts; where the model calls it the place, only one that can stand for a government does."""
    if not is_acting(site.named.span, mention, sentence):
        return False
    candidate = site.named.candidate
    taken = any(a.span.overlaps(site.named.span) for a in arguments)
    return not taken or candidate is None or gazetteer.table.class_of(candidate.row) in _CAN_ACT


def _odds(site: Site, arguments: tuple[Argument, ...]) -> float:
    """Return the log-odds of a site, more where the model takes its words for the place, less where it takes others."""
    score = max((a.score for a in arguments if a.span.overlaps(site.named.span)), default=0.0)
    if not score:
        return site.odds + (_OTHER_ODDS if arguments else 0.0)
    sure = min(max(score, 0.01), 0.99)
    return site.odds + _ARGUMENT_ODDS + _ARGUMENT_TRUST * log(sure / (1 - sure))


def _most_specific(site: Site, odds: float, sites: list[tuple[float, Site]], gazetteer: Gazetteer) -> Site:
    """Return a site inside the chosen one that is nearly as likely, if there is one: Mosul rather than Iraq."""
    chosen = site.named.candidate
    if chosen is None:
        return site
    inside = [
        other
        for other_odds, other in sites
        if other.named.candidate
        and other_odds > odds - 1.0
        and _vagueness(other.named, gazetteer) < _vagueness(site.named, gazetteer)
        and gazetteer.is_inside(other.named.candidate.row, chosen.row)
    ]
    return min(inside, key=lambda other: _vagueness(other.named, gazetteer), default=site)


def _vagueness(named: Named, gazetteer: Gazetteer) -> int:
    """Return 0 for a point to 3 for a country; 4 for a name that the gazetteer lacks: the best known point counts."""
    return _SPECIFIC[gazetteer.place(named.candidate).precision] if named.candidate else 4


def _beside(sentence: Sentence, arguments: tuple[Argument, ...], landscape: Landscape) -> _Choice | None:
    """Return the name that the model takes for the place though it stands in another sentence, beside this one."""
    found = [
        (argument.score, named)
        for argument in arguments
        for named in landscape.within(argument.span)
        if named.candidate and named.sentence != sentence.index and argument.score >= LEAST
    ]
    score, named = max(found, key=lambda item: item[0], default=(0.0, None))
    rule = "where: the model's place of this trigger, carried over"
    return _Choice(named.span, rule, score, named) if named else None


def _by_description(
    mention: EventMention, sentence: Sentence, named: tuple[Named, ...], arguments: Sequence[Argument]
) -> _Choice | None:
    """Return the words of a place that the model is sure of and that hold no name ("a gas station")."""
    taken = [n.span for n in named] + [name.span for name in sentence.names if name.kind == "person"]
    sure = [
        a
        for a in arguments
        if a.score >= _LEAST_DESCRIPTION
        and not any(span.overlaps(a.span) for span in taken)
        and not is_acting(a.span, mention, sentence)
    ]
    best = max(sure, key=lambda a: a.score, default=None)
    rule = "where: the model's place of this trigger"
    return _Choice(best.span, rule, best.score, None) if best else None


def _with_place(
    mention: EventMention, choice: _Choice, text: str, landscape: Landscape, gazetteer: Gazetteer
) -> EventMention:
    """Return the mention with the place that a choice comes to."""
    words = choice.span.of(text)
    bare = Where(choice.span, words, words, precision="country")
    if choice.named and choice.named.candidate:
        where, rule = _placed(bare, choice.named.candidate.row, words, gazetteer)
    elif choice.named and not choice.named.described:
        where, rule = _unknown(bare, choice.named, text, landscape, gazetteer)
    else:
        where, rule = _described(bare, text, landscape, gazetteer)
    mention = replace(mention, where=where).with_evidence(
        Evidence("where", choice.rule, choice.span, choice.score),
        Evidence("where.name", rule, choice.named.span if choice.named else choice.span),
    )
    return mention if where.country or where.geonameid else mention.without("where.country", rule)


def _placed(bare: Where, row: int, words: str, gazetteer: Gazetteer) -> tuple[Where, str]:
    """Return a place of the gazetteer; an embassy in a country stands in its capital."""
    table, note = gazetteer.table, ""
    if table.class_of(row) == "country" and is_embassy(words) and (capital := table.capital_of(row)) is not None:
        row, note = capital, "; an embassy stands in the capital"
    place = gazetteer.table.place(row)
    no_point = table.class_of(row) in _NO_POINT
    where = replace(
        bare,
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lat=None if no_point else place.lat,
        lon=None if no_point else place.lon,
        geonameid=place.geonameid,
        precision=place.precision,
    )
    if table.class_of(row) == "disputed":
        note += f"; disputed, claimed by {', '.join(table.lands.get(row, ()))}"
    inside = ", ".join(part for part in (place.admin1 if place.admin1 != place.name else "", place.country) if part)
    return where, f"gazetteer: {place.name}, {table.class_of(row)}{f' in {inside}' if inside else ''}{note}"


def _unknown(bare: Where, named: Named, text: str, landscape: Landscape, gazetteer: Gazetteer) -> tuple[Where, str]:
    """Return a name that the gazetteer lacks, with the country of what is named beside it or most."""
    table = gazetteer.table
    bare = replace(bare, name=named.span.of(text))
    beside = (n for n in landscape.named if n.candidate and _HOLDS.fullmatch(text[named.span.end : n.span.start]))
    code = next((code for n in beside if n.candidate and (code := table.country_code(n.candidate.row))), "")
    if code:
        return replace(bare, country=code), "not in the gazetteer; the country is that of the place beside it"
    held = {table.country_code(row) for row, _ in gazetteer.rows(bare.name) if table.population[row] >= _TOWN}
    if held and landscape.country not in held:
        return bare, "towns of this name lie only in countries of which the report does not speak"
    if landscape.country:
        return replace(
            bare, country=landscape.country
        ), "not in the gazetteer; the country is the one that the report is about"
    return bare, "not in the gazetteer, and no country is named"


def _described(bare: Where, text: str, landscape: Landscape, gazetteer: Gazetteer) -> tuple[Where, str]:
    found = resolve_described(bare.span, text, landscape, gazetteer)
    if found is None:
        return bare, "described, not named, and the report does not tell which place it is"
    if found.row is None:
        return replace(bare, country=found.country), f"described: {found.rule}"
    where, rule = _placed(bare, found.row, bare.text, gazetteer)
    return where, f"described: {found.rule}; {rule}"
