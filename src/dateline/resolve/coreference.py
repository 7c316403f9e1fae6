"""Who is who inside one report: full names and surnames, acronyms, nouns and pronouns; reckoned once per report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.core import NameKind, Period, Report, Sentence, Span
from dateline.knowledge.entities import Knowledge
from dateline.knowledge.spelling import name_key
from dateline.resolve.actors import Actor, Rule, Setting, person_during
from dateline.resolve.phrases import read_around, read_pieces
from dateline.resolve.pieces import Piece, find_pieces
from dateline.resolve.scene import WEIGHTS, Hint, Scene, find_scene

# Peoples whose family name comes first.
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "VNM", "TWN", "HKG", "KHM", "MMR"})
_SITES = frozenset({"in", "at", "near", "outside", "inside", "around", "from", "to"})
_OPEN = '“"'
_CLOSE = '”"'
SPEECH = frozenset({
    "said", "says", "say", "told", "tells", "added", "adds", "wrote", "tweeted", "stated", "announced", "declared",
    "warned", "insisted", "argued", "claimed", "explained", "noted", "remarked", "commented", "replied", "asked",
    "according", "saying", "stressed", "vowed", "testified", "posted",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody named or called by a noun at a place of the report.

    Attributes:
        actor: who it is.
        span: the words, in the text of record.
        sentence: index of the sentence.
        is_subject: whether the words are the subject of their clause.
        is_quoted: whether they stand inside quotation marks.
    """

    actor: Actor
    span: Span
    sentence: int
    is_subject: bool
    is_quoted: bool


@dataclass(frozen=True, eq=False, slots=True)
class Referents:
    """Everybody whom a report speaks of, in the order of the text.

    Attributes:
        own: key → actor that the report has introduced ("johnson" → Boris Johnson, "fsa" → Free Syrian Army).
        kinds: key → kind of name, as the model reads it.
        references: every naming and every noun for somebody.
        speakers: sentence → who is quoted or reported in it.
        scene: which countries the report is about.
        quotes: the quoted stretches of the text.
        genders: name → F or M, where a title or a given name tells.
        counts: name → how often the report speaks of somebody by name.
        interviewed: who says "I" where the report is an interview, None where it is none.
    """

    own: dict[str, Actor]
    kinds: dict[str, NameKind]
    references: tuple[Reference, ...]
    speakers: dict[int, Actor]
    scene: Scene
    quotes: tuple[Span, ...]
    genders: dict[str, str]
    counts: dict[str, int]
    interviewed: Actor | None = None

    def times(self, name: str) -> int:
        """Return how often somebody of this name is spoken of, 0 for the nameless."""
        return self.counts.get(name, 0) if name else 0

    def is_quoted(self, place: int) -> bool:
        """Say whether a character stands inside quotation marks."""
        return any(q.start < place < q.end for q in self.quotes)


def find_referents(report: Report, sentences: Sequence[Sentence], knowledge: Knowledge) -> Referents:
    """Return everybody whom a report names or calls by a noun."""
    text = report.text
    day = Period(report.published, report.published)
    kinds = _kinds(sentences, text)
    unknown = _unknown_people(kinds, knowledge)
    read = [(s, find_pieces(s.span.of(text), knowledge, unknown)) for s in sentences]
    setting = Setting(knowledge, day, {}, kinds, day)
    own: dict[str, Actor] = {}
    genders: dict[str, str] = {}
    for _, pieces in read:
        _introduce(pieces, setting, own, genders)
    for sentence, pieces in read:
        _introduce_acronyms(sentence.span.of(text), pieces, replace(setting, own=own), own)
    setting = replace(setting, own=own)
    names = {**unknown, **own}
    called = {word for key in own for word in key.split()}
    reread = [(s, find_pieces(s.span.of(text), knowledge, names) if _calls(p, called) else p) for s, p in read]
    for _, pieces in reread:
        _colour_in(pieces, setting, own)
    quotes = _quotes(text)
    references = tuple(r for s, pieces in reread for r in _references(s, pieces, setting, quotes))
    hints = [h for s, pieces in reread for h in _hints(s, pieces, setting)]
    scene = find_scene(hints, bool(report.title))
    speakers = _speakers(sentences, references, quotes)
    counts = Counter(r.actor.name for r in references)
    asked = _interviewed(report, references, counts)
    return Referents(own, kinds, references, speakers, scene, quotes, genders, dict(counts), asked)


def _interviewed(report: Report, references: tuple[Reference, ...], counts: Counter[str]) -> Actor | None:
    """Return who is interviewed: the person named in the heading of an interview, else the one most often named."""
    if "interview" not in report.text[:200].split("\n")[0].lower():
        return None
    people = [r for r in references if r.actor.kind == "person" and r.actor.name]
    heading = next((r.actor for r in people if r.sentence == 0), None)
    return heading or max((r.actor for r in people), key=lambda a: counts[a.name], default=None)


def _calls(pieces: tuple[Piece, ...], called: set[str]) -> bool:
    """Say whether a sentence has a word of a name that the report has introduced, so that it must be read again."""
    return any(not called.isdisjoint(p.key.split()) for p in pieces if p.kind != "plain" or p.text[:1].isupper())


def _kinds(sentences: Iterable[Sentence], text: str) -> dict[str, NameKind]:
    """Return the kind of every name that the model reads; the first reading stands."""
    kinds: dict[str, NameKind] = {}
    for sentence in sentences:
        for name in sentence.names:
            kinds.setdefault(name_key(name.span.of(text)), name.kind)
    return kinds


def _unknown_people(kinds: dict[str, NameKind], knowledge: Knowledge) -> dict[str, object]:
    """Return the keys of full names that the model reads as people and nobody knows, so that they stay in one piece."""
    return {k: None for k, kind in kinds.items() if kind == "person" and " " in k and not knowledge.find_forms(k)}


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
    return (key, *last, *last_two, *first)


def _enter(key: str, actor: Actor, setting: Setting, own: dict[str, Actor]) -> None:
    """Enter a person under every key; the given name alone only where nobody else goes by it."""
    for name in _keys_of(key, actor):
        own[name] = _joined(own[name], actor) if name in own else actor
    given = key.split(maxsplit=1)[0]
    if given in setting.knowledge.tables.get("given", {}):
        own.setdefault(given, actor)


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


def _introduce_acronyms(text: str, pieces: tuple[Piece, ...], setting: Setting, own: dict[str, Actor]) -> None:
    """Enter names given in brackets behind what they stand for: "the Free Syrian Army (FSA)"."""
    for place in range(2, len(pieces) - 1):
        piece = pieces[place]
        if pieces[place - 1].text != "(" or pieces[place + 1].text != ")" or not piece.text.isupper():
            continue
        if piece.found or not 2 <= len(piece.text) <= 8:
            continue
        begin = place - 2
        while begin > 0 and _is_part_of_name(pieces[begin - 1]):
            begin -= 1
        actor = read_pieces(text, pieces[begin : place - 1], setting)
        words = text[pieces[begin].start : pieces[place - 2].end].removeprefix("the ").removeprefix("The ")
        if actor.kind and piece.key not in own:
            named = actor if actor.entity_id else replace(actor, name=words, kind="organization")
            own[piece.key] = replace(named, rules=(*named.rules, Rule("name", f'"{piece.text}" stands for {words}')))


def _is_part_of_name(piece: Piece) -> bool:
    return (piece.kind in {"name", "unknown", "agent", "modifier", "town"} and piece.text[:1].isupper()) or (
        piece.key in {"of", "for", "and", "the"}
    )


def _quotes(text: str) -> tuple[Span, ...]:
    """Return the stretches of a text between quotation marks; a new paragraph ends one that was never closed."""
    found, begin = [], -1
    for place, letter in enumerate(text):
        if begin < 0 and letter in _OPEN:
            begin = place
        elif begin >= 0 and (letter in _CLOSE or text[place : place + 2] == "\n\n"):
            found.append(Span(begin, place + 1))
            begin = -1
    if begin >= 0:
        found.append(Span(begin, len(text)))
    return tuple(found)


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
        yield Reference(actor, span, sentence.index, subject, any(q.covers(span) for q in quotes))


def _is_site(pieces: tuple[Piece, ...], place: int) -> bool:
    """Say whether a capital or a seat of government stands for the place it is ("met in Brussels")."""
    forms = {form for _, form in pieces[place].found}
    return (
        place > 0 and pieces[place - 1].key in _SITES and bool(forms & {"capital", "metonym"}) and "name" not in forms
    )


def _hints(sentence: Sentence, pieces: tuple[Piece, ...], setting: Setting) -> Iterable[Hint]:
    """Yield every word of a sentence that points to a country."""
    for place, piece in enumerate(pieces):
        if piece.kind not in {"name", "town"}:
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


def _speakers(
    sentences: Sequence[Sentence], references: tuple[Reference, ...], quotes: tuple[Span, ...]
) -> dict[int, Actor]:
    """Return who speaks in each sentence: the person or body nearest to a word of saying, outside quotation marks."""
    speakers: dict[int, Actor] = {}
    last: Actor | None = None
    for sentence in sentences:
        said = [t.span.start for t in sentence.tokens if t.form.lower() in SPEECH and not _inside(t.span.start, quotes)]
        voices = [
            r for r in references if r.sentence == sentence.index and not r.is_quoted and r.actor.kind != "country"
        ]
        if said and voices:
            last = min(voices, key=lambda r: (min(abs(r.span.start - s) for s in said), r.span.start)).actor
        if last is not None and (said or _inside(sentence.span.start + 1, quotes)):
            speakers[sentence.index] = last
    return speakers


def _inside(place: int, quotes: tuple[Span, ...]) -> bool:
    return any(q.start < place < q.end for q in quotes)


def actor_during(actor: Actor, knowledge: Knowledge, during: Period) -> Actor:
    """Return an actor as of other days: a known person with the roles held then."""
    entity = knowledge.lookup_entity(actor.entity_id) if actor.kind == "person" and actor.entity_id else None
    return person_during(entity, during) if entity is not None else actor
