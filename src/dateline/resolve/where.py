"""The place of an event: the words that tell it, and the place of the gazetteer that they name.

The words are the model's place argument of the trigger if it has one; else a place name that stands to the trigger, in
the tree, as places of events do. Names that act ("Washington said") and adjectives ("Iraqi troops") are no places. What
the gazetteer does not know is kept with the country that the text gives, and no point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.core import Argument, EventMention, Evidence, Report, Sentence, Span, Where
from dateline.knowledge.gazetteer import Gazetteer, PlaceContext
from dateline.resolve.described import is_embassy, resolve_described
from dateline.resolve.landscape import Landscape, Named, find_landscape, names_in
from dateline.resolve.sites import Site, find_sites, is_acting, worth_of

LEAST_ARGUMENT = 0.3
LEAST_SITE = 0.35
_SPECIFIC = {"point": 0, "city": 1, "region": 2, "country": 3}
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
    sentence = sentences[mention.sentence]
    named = tuple(n for n in landscape.within(sentence.span) if n.sentence == sentence.index)
    choice = _by_argument(mention, sentence, report, landscape, gazetteer)
    if choice is None or choice.named is None:
        choice = _by_tree(mention, sentence, named, gazetteer) or choice
    if choice is None:
        return mention.without(
            "where", "no place in the sentence" if not named else "no place name of the sentence belongs to this event"
        )
    return _with_place(mention, choice, report.text, landscape, gazetteer)


def _by_argument(
    mention: EventMention, sentence: Sentence, report: Report, landscape: Landscape, gazetteer: Gazetteer
) -> _Choice | None:
    """Return the choice that the model's place arguments give: one that holds a name, if any does."""
    arguments = [
        a
        for a in mention.trigger.arguments
        if a.role == "place" and a.score >= LEAST_ARGUMENT and not is_acting(a.span, mention, sentence)
    ]
    choices = [_choice_of(argument, report.text, landscape, gazetteer) for argument in arguments]
    return min(choices, key=lambda c: (c.named is None, -c.score), default=None)


def _choice_of(argument: Argument, text: str, landscape: Landscape, gazetteer: Gazetteer) -> _Choice:
    rule = "where: the model's place of this trigger"
    named = landscape.within(argument.span)
    if not any(n.candidate for n in named):
        named += _looked_up(argument.span, text, landscape, gazetteer)
    best = min(named, key=lambda n: _vagueness(n, gazetteer), default=None)
    return _Choice(argument.span, rule, argument.score, best)


def _looked_up(span: Span, text: str, landscape: Landscape, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """Return the names in a span that the model did not mark as names, looked up in the light of the report."""
    context = PlaceContext(
        countries={landscape.country: 1.0} if landscape.country else {}, publisher=landscape.publisher
    )
    found = ((part, gazetteer.lookup_place(part.of(text), context)) for part in names_in(span, text, gazetteer))
    return tuple(Named(part, -1, ranked[0]) for part, ranked in found if ranked)


def _vagueness(named: Named, gazetteer: Gazetteer) -> int:
    """Return 0 for a point to 3 for a country; 4 for a name that the gazetteer lacks: the best known point counts."""
    return _SPECIFIC[gazetteer.place(named.candidate).precision] if named.candidate else 4


def _by_tree(
    mention: EventMention, sentence: Sentence, named: tuple[Named, ...], gazetteer: Gazetteer
) -> _Choice | None:
    """Return the place name that stands to the trigger as places of events do, None if none is likely enough."""
    sites = [s for s in find_sites(mention, sentence, named) if not is_acting(s.named.span, mention, sentence)]
    scored = [(worth_of(site), site) for site in sites]
    likely = [(worth, site) for worth, site in scored if worth >= LEAST_SITE]
    if not likely:
        return None
    worth, site = max(
        likely, key=lambda item: (item[0], -_vagueness(item[1].named, gazetteer), -item[1].named.span.start)
    )
    return _Choice(site.named.span, f"where: {_told(site)}", worth, site.named)


def _told(site: Site) -> str:
    return f"a place name stands to the trigger as places do ({', '.join(part for part in site.key if part)})"


def _with_place(
    mention: EventMention, choice: _Choice, text: str, landscape: Landscape, gazetteer: Gazetteer
) -> EventMention:
    """Return the mention with the place that a choice comes to."""
    words = choice.span.of(text)
    bare = Where(choice.span, words, words, precision="country")
    if choice.named and choice.named.candidate:
        where, rule = _placed(bare, choice.named.candidate.row, words, gazetteer)
    elif choice.named:
        where, rule = _unknown(bare, choice.named, landscape, gazetteer)
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


def _unknown(bare: Where, named: Named, landscape: Landscape, gazetteer: Gazetteer) -> tuple[Where, str]:
    """Return a name that the gazetteer lacks, with the country of what is named beside it or most."""
    table = gazetteer.table
    beside = (n for n in landscape.named if n.candidate and 0 <= n.span.start - named.span.end <= 5)
    code = next((code for n in beside if n.candidate and (code := table.country_code(n.candidate.row))), "")
    if code:
        return replace(bare, country=code), "not in the gazetteer; the country is that of the place beside it"
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
