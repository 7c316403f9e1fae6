"""Who is who inside one report: full names and surnames, acronyms, nouns and pronouns; reckoned once per report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.core import NameKind, Period, Report, Sentence, Span
from dateline.knowledge.entities import Knowledge
from dateline.knowledge.spelling import name_key
from dateline.resolve.actors import BODIES, Actor, Rule, Setting, name_during, person_during
from dateline.resolve.beside import country_of, parted, sector_of
from dateline.resolve.offices import find_offices
from dateline.resolve.phrases import read_around, read_pieces
from dateline.resolve.pieces import Piece, find_pieces
from dateline.resolve.ranking import place_in_tree
from dateline.resolve.references import Reference, Referents
from dateline.resolve.scene import WEIGHTS, Hint, find_scene
from dateline.resolve.speakers import find_quotes

# Peoples whose family name comes first.
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "VNM", "TWN", "HKG", "KHM", "MMR"})
# What somebody does for a living, or has done wrong, is no office.
_NO_OFFICE = (("CVL",), ("LAB",), ("AGR",), ("CRM",), ("UAF",), ("BUS",))
# How many words behind an office may tell its country.
_NEAR = 4
# Acronyms long enough to be told by their letters.
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_BODIES = frozenset({"organization", "group"})
_SITES = frozenset({"in", "at", "near", "outside", "inside", "around", "from", "to"})


def find_referents(report: Report, sentences: Sequence[Sentence], knowledge: Knowledge) -> Referents:
    """Return everybody whom a report names or calls by a noun."""
    text = report.text
    day = Period(report.published, report.published)
    kinds = _kinds(sentences, text)
    unknown = _unknown_people(kinds, knowledge)
    read = [(s, find_pieces(s.span.of(text), knowledge, unknown)) for s in sentences]
    lands = frozenset(land for _, pieces in read for piece in pieces for land in _lands(piece, knowledge))
    setting = Setting(knowledge, day, {}, kinds, day, lands)
    own: dict[str, Actor] = {}
    genders: dict[str, str] = {}
    for _, pieces in read:
        _introduce(pieces, setting, own, genders)
    for sentence, pieces in read:
        _introduce_outlets(text, pieces, setting, own)
        _introduce_acronyms(sentence.span.of(text), pieces, replace(setting, own=own), own)
    _introduce_initials(read, text, replace(setting, own=own), own)
    setting = replace(setting, own=own)
    names = {**unknown, **own}
    called = {word for key in own for word in key.split()}
    reread = [(s, find_pieces(s.span.of(text), knowledge, names) if _calls(p, called) else p) for s, p in read]
    for _, pieces in reread:
        _colour_in(pieces, setting, own)
    for sentence, pieces in reread:
        _give_offices(sentence, pieces, setting, own)
    _share_families(own)
    quotes = find_quotes(text)
    references = tuple(r for s, pieces in reread for r in _references(s, pieces, setting, quotes))
    hints = [h for s, pieces in reread for h in _hints(s, pieces, setting)]
    scene = find_scene(hints, bool(report.title), [m.start() for m in re.finditer("\n", text)])
    counts = Counter(r.actor.name for r in references)
    return Referents(
        own, kinds, references, {}, scene, quotes, genders, dict(counts), lands=lands, rebels=_rebels(references)
    )


def _lands(piece: Piece, knowledge: Knowledge) -> Iterable[str]:
    """Yield the countries that a name names or lies in; of people and bodies none."""
    if piece.kind == "town":
        yield piece.sector
    kinds = knowledge.tables["entities"]
    found = {p for p, _ in piece.found if kinds[p][1] == "country"} if piece.kind == "name" else set()
    lands = [knowledge.entity_at(p) for p in sorted(found)]
    if len(lands) > 1 and any(land.id == "USA" for land in lands):
        return  # "Georgia": what else the report names tells which one it is
    for land in lands:
        yield land.roles[0].country if land.roles else land.id


def _rebels(references: Iterable[Reference]) -> str:
    """Return the country of the armed group that is named most, "" where none is or two are as often."""
    named = Counter(
        (r.actor.entity_id, r.actor.country)
        for r in references
        if r.actor.kind == "group" and r.actor.entity_id and r.actor.sectors[:1] == ("REB",)
    )
    ranked = named.most_common(2)
    clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1] or ranked[0][0][1] == ranked[1][0][1])
    return ranked[0][0][1] if clear else ""


def _calls(pieces: tuple[Piece, ...], called: set[str]) -> bool:
    """Say whether a sentence has a word of a name that the report has introduced, so that it must be read again."""
    return any(not called.isdisjoint(p.key.split()) for p in pieces if p.kind != "plain" or p.text[:1].isupper())


def _kinds(sentences: Iterable[Sentence], text: str) -> dict[str, NameKind]:
    """Return the kind of every name that the model reads: the reading that it is surest of, all places together."""
    scores: dict[str, Counter[NameKind]] = defaultdict(Counter)
    for sentence in sentences:
        for name in sentence.names:
            lines = name.span.of(text).split("\n")  # a full name ends with its line, as in headings
            for words in lines if any(" " in line for line in lines) else (" ".join(lines),):
                scores[name_key(words)][name.kind] += name.score  # type: ignore[assignment]
    return {key: max(found, key=lambda kind: found[kind]) for key, found in scores.items()}


def _unknown_people(kinds: dict[str, NameKind], knowledge: Knowledge) -> dict[str, object]:
    """Return the keys of names that the model reads as people and nobody knows.

    Full names so stay in one piece, and those of one word ("Pelé") are seen at the beginning of a sentence too.
    """
    people = [k for k, kind in kinds.items() if kind == "person" and not knowledge.find_forms(k)]
    full = {word for key in people if " " in key for word in key.split()}
    return {k: None for k in people if " " in k or (len(k) > 2 and k not in full and not knowledge.lookup_agent(k))}


def _introduce(pieces: tuple[Piece, ...], setting: Setting, own: dict[str, Actor], genders: dict[str, str]) -> None:
    """Enter the people that a sentence names in full, with what it says of them."""
    for place, piece in enumerate(pieces):
        if " " not in piece.key or piece.kind not in {"name", "unknown"}:
            continue
        if not _is_full_name(piece, setting):
            continue
        actor = read_around(pieces, place, setting)
        gender = _gender(pieces, place, setting)
        if gender:
            genders.setdefault(actor.name, gender)
        _enter(piece.key, actor, setting, own)


def _colour_in(pieces: tuple[Piece, ...], setting: Setting, own: dict[str, Actor]) -> None:
    """Fill what is open about people from what stands beside their family names ("local journalist Ortega")."""
    for place, piece in enumerate(pieces):
        known = own.get(piece.key) if piece.kind in {"unknown", "name"} else None
        if known is None or " " in piece.key or (known.country and known.sectors) or known.kind != "person":
            continue
        told = _joined(known, read_around(pieces, place, replace(setting, own=own)))
        own.update({key: told for key, other in own.items() if other is known})


def _give_offices(sentence: Sentence, pieces: tuple[Piece, ...], setting: Setting, own: dict[str, Actor]) -> None:
    """Fill in what is open of people from the office that a verb or a comma gives them ("served as mayor")."""
    if not any(_is_open(own.get(p.key)) for p in pieces if p.kind in {"name", "unknown"}):
        return
    begin = sentence.span.start
    for name, words, led in find_offices(sentence):
        holder = next((p for p in pieces if p.kind in {"name", "unknown"} and begin + p.end == name.end), None)
        known = own.get(holder.key) if holder is not None else None
        if known is None or not _is_open(known):
            continue
        office = _office(tuple(p for p in pieces if words.overlaps(Span(begin + p.start, begin + p.end))), setting)
        verb = "leads" if led else "is"
        rules = tuple(replace(r, words=f"{known.name} {verb} {r.words}", score=0.7) for r in office.rules)
        told = _joined(known, replace(office, name=known.name, entity_id=known.entity_id, rules=rules))
        own.update({key: told for key, other in own.items() if other is known})


def _office(pieces: tuple[Piece, ...], setting: Setting) -> Actor:
    """Return sector and country of the office that pieces call; of a trade or a crime, which is none, nothing."""
    core, rest = parted(pieces)
    if rest and rest[0].key == "of" and [p.key for p in core][-1:] == ["one"]:  # "one of the country's scientists"
        core, rest = parted(rest[1:])
    near = tuple(p for p in rest[:_NEAR] if p.kind != "name" or any(_lands(p, setting.knowledge)))
    told, country = sector_of(core, rest, setting), country_of(core, near, setting, by_hand=False)
    if told.sectors[:1] in _NO_OFFICE:
        told = Actor()
    return replace(told, country=country.country, rules=(*told.rules, *country.rules))


def _is_open(actor: Actor | None) -> bool:
    """Say whether somebody is a person of whom no sector or no country is told."""
    if actor is None or actor.kind != "person" or actor.country in BODIES:
        return False
    return not (actor.sectors and actor.country)


def _is_full_name(piece: Piece, setting: Setting) -> bool:
    """Say whether a piece is the full name of a person: known as one, or read as one by the model."""
    if piece.found:
        return all(setting.knowledge.tables["entities"][p][1] == "person" for p, _ in piece.found)
    if piece.kind != "unknown":
        return False
    kind = setting.kinds.get(piece.key)
    if kind is not None:
        return kind == "person"
    words = piece.text.split()
    if name_key(words[0]) in setting.knowledge.tables.get("given", {}):
        return 2 <= len(words) <= 4
    return not setting.kinds and 2 <= len(words) <= 4 and not piece.text.isupper()


def _keys_of(key: str, actor: Actor) -> tuple[str, ...]:
    """Return the keys by which a report may go on to call somebody."""
    words = key.split()
    first = (words[0],) if actor.country in _FAMILY_FIRST and len(words) <= 3 else ()
    last_two = (" ".join(words[-2:]),) if len(words) > 2 else ()
    last = (words[-1],) if len(words[-1]) > 2 else ()
    bare = [word for n, word in enumerate(words) if not n or len(word) > 1]
    without_initials = (" ".join(bare),) if 1 < len(bare) < len(words) else ()
    return (key, *last, *last_two, *first, *without_initials)


def _enter(key: str, actor: Actor, setting: Setting, own: dict[str, Actor]) -> None:
    """Enter a person under every key; the given name alone only where nobody else goes by it."""
    for name in _keys_of(key, actor):
        old = own.get(name)
        told = _joined(old, actor) if old is not None else actor
        if old is not None and _is_variant(old.name, actor.name):
            own.update({other: told for other, known in own.items() if known is old})
        own[name] = told
    given = key.split(maxsplit=1)[0]
    if given in setting.knowledge.tables.get("given", {}):
        own.setdefault(given, actor)


def _is_variant(one: str, other: str) -> bool:
    """Say whether two full names differ by initials alone ("Leo J. Ryan", "Leo Ryan")."""
    names = [[word for word in name_key(name).split() if len(word) > 1] for name in (one, other)]
    return names[0] == names[1] and len(names[0]) > 1


def _share_families(own: dict[str, Actor]) -> None:
    """Give people of whom no country is told that of whoever bears their family name ("his wife, Ann Lee")."""
    families: dict[str, list[Actor]] = {}
    for key, actor in own.items():
        if " " in key and actor.kind == "person" and actor.country:
            families.setdefault(key.split()[-1], []).append(actor)
    for key, actor in list(own.items()):
        kin = families.get(key.split()[-1], []) if actor.kind == "person" and not actor.country else []
        if kin and len({a.country for a in kin}) == 1:
            rule = Rule("country", f"bears the family name of {kin[0].name}", 0.6)
            own[key] = replace(actor, country=kin[0].country, rules=(*actor.rules, rule))


def _joined(old: Actor, new: Actor) -> Actor:
    """Return one actor of two tellings: the earlier one leads, the later one fills what it left open."""
    if old.name != new.name and old.entity_id != new.entity_id:
        return old
    gained = tuple(r for r in new.rules if old.rule(r.field) is None)
    return replace(
        old,
        country=old.country or new.country,
        sectors=old.sectors or new.sectors,
        noun=old.noun or new.noun,
        role=old.role or new.role,
        rules=old.rules + gained,
    )


def _gender(pieces: tuple[Piece, ...], place: int, setting: Setting) -> str:
    """Return F or M where a word before the name or the given name tells, "" otherwise."""
    before = pieces[place - 1].key if place else ""
    marked = {"mr": "M", "mrs": "F", "ms": "F", "miss": "F", "king": "M", "queen": "F", "pope": "M", "lady": "F"}
    if before in marked:
        return marked[before]
    given = setting.knowledge.tables.get("given", {})
    return str(given.get(pieces[place].key.split()[0], ""))


def _introduce_outlets(text: str, pieces: tuple[Piece, ...], setting: Setting, own: dict[str, Actor]) -> None:
    """Enter outlets by the last word of their names where the text goes on to call them so ("the Times")."""
    for piece in pieces:
        short = piece.text.split()[-1]
        if piece.kind != "name" or " " not in piece.key or not re.search(rf"\b[Tt]he {re.escape(short)}\b", text):
            continue
        actor = name_during(piece, setting)
        if actor is not None and actor.kind == "organization" and actor.sectors[:1] == ("JRN",):
            rule = Rule("name", f'"{short}" is {actor.name} in this report', 0.8)
            own.setdefault(
                name_key(short), replace(actor, rules=(*(r for r in actor.rules if r.field != "name"), rule))
            )


def _introduce_acronyms(text: str, pieces: tuple[Piece, ...], setting: Setting, own: dict[str, Actor]) -> None:
    """Enter names given in brackets behind what they stand for: "the Free Syrian Army (FSA)"."""
    for place in range(2, len(pieces) - 1):
        piece = pieces[place]
        if pieces[place - 1].text != "(" or pieces[place + 1].text != ")" or not piece.text.isupper():
            continue
        if piece.kind == "agent" or not 2 <= len(piece.text) <= 8:  # "(MP)" is nobody's name
            continue
        begin = place - 2
        while begin > 0 and _is_part_of_name(pieces[begin - 1]):
            begin -= 1
        actor = read_pieces(text, pieces[begin : place - 1], setting)
        words = text[pieces[begin].start : pieces[place - 2].end].removeprefix("the ").removeprefix("The ")
        if actor.kind and piece.key not in own and (actor.entity_id or not piece.found):
            named = actor if actor.entity_id else replace(actor, name=words, kind="organization")
            own[piece.key] = replace(named, rules=(*named.rules, Rule("name", f'"{piece.text}" stands for {words}')))


def _introduce_initials(
    read: Iterable[tuple[Sentence, tuple[Piece, ...]]], text: str, setting: Setting, own: dict[str, Actor]
) -> None:
    """Enter acronyms of bodies that the report names in full: "the RSF" where "Rapid Support Forces" stands, too.

    A body that is known comes before another that goes by those letters: elsewhere RSF is Reporters sans frontières.
    """
    read = tuple(read)
    short = {p.text: p for _, pieces in read for p in pieces if _ACRONYM.fullmatch(p.text) and p.key not in own}
    for sentence, pieces in read if short else ():
        begin, said = sentence.span.start, sentence.span.of(text)
        bodies = [Span(n.span.start - begin, n.span.end - begin) for n in sentence.names if n.kind in _BODIES]
        for span in (*(Span(p.start, p.end) for p in pieces if p.found and " " in p.text), *bodies):
            words = span.of(said).removeprefix("the ").removeprefix("The ")
            acronym = "".join(word[0] for word in words.split() if word[0].isupper())
            if acronym not in short or acronym == words:
                continue
            actor = read_pieces(said, tuple(p for p in pieces if span.covers(Span(p.start, p.end))), setting)
            if actor.kind and (actor.entity_id or not short[acronym].found):
                named = actor if actor.entity_id else replace(actor, name=words, kind="organization")
                rule = Rule("name", f'"{acronym}" has the initials of {words}', 0.9)
                own[short.pop(acronym).key] = replace(named, rules=(*named.rules, rule))


def _is_part_of_name(piece: Piece) -> bool:
    return (piece.kind in {"name", "unknown", "agent", "modifier", "town"} and piece.text[:1].isupper()) or (
        piece.key in {"of", "for", "and", "the"}
    )


def _references(
    sentence: Sentence, pieces: tuple[Piece, ...], setting: Setting, quotes: tuple[Span, ...]
) -> Iterable[Reference]:
    """Yield everybody whom a sentence names or calls by a noun."""
    subjects = {t.span.start for t in sentence.tokens if t.deprel.startswith("nsubj")}
    begin = sentence.span.start
    for place, piece in enumerate(pieces):
        if piece.kind not in {"name", "unknown", "agent"}:
            continue
        actor = read_around(pieces, place, setting)
        if not actor.kind or actor.kind == "place" or (actor.kind != "person" and _is_site(pieces, place)):
            continue
        span = Span(begin + piece.start, begin + piece.end)
        subject = any(span.start <= s < span.end for s in subjects)
        quoted = any(q.covers(span) for q in quotes)
        role, governor = place_in_tree(sentence, span)
        yield Reference(actor, span, sentence.index, subject, quoted, role=role, governor=governor)


def _is_site(pieces: tuple[Piece, ...], place: int) -> bool:
    """Say whether a capital or a seat of government stands for the place it is ("met in Brussels")."""
    forms = {form for _, form in pieces[place].found}
    return (
        place > 0 and pieces[place - 1].key in _SITES and bool(forms & {"capital", "metonym"}) and "name" not in forms
    )


def _hints(sentence: Sentence, pieces: tuple[Piece, ...], setting: Setting) -> Iterable[Hint]:
    """Yield every word of a sentence that points to a country."""
    for place, piece in enumerate(pieces):
        if piece.kind not in {"name", "town"} or (place and pieces[place - 1].key == "ethnic"):
            continue
        if piece.kind == "town":
            country, form = piece.sector, "town"
        elif piece.key in setting.own:
            country, form = setting.own[piece.key].country, "person"
        else:
            form = min(f for _, f in piece.found) if piece.found else "name"
            actor = read_around(pieces, place, setting)
            country = "" if actor.sectors[:1] == ("JRN",) else actor.country  # who reports is not what is reported
            form = "person" if actor.kind == "person" else "name" if actor.kind == "organization" else form
        if country:
            after = (
                pieces[place - 1].key in {"in", "at", "near", "from", "outside", "inside", "across"} if place else False
            )
            is_place = form in {"town", "place", "capital"} or (after and form == "name")
            yield Hint(
                sentence.index, sentence.span.start + piece.start, country, WEIGHTS.get(form, 0.7), piece.text, is_place
            )


def actor_during(actor: Actor, knowledge: Knowledge, during: Period) -> Actor:
    """Return an actor as of other days: a known person with the roles held then."""
    entity = knowledge.lookup_entity(actor.entity_id) if actor.kind == "person" and actor.entity_id else None
    return person_during(entity, during) if entity is not None else actor
