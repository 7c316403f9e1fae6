"""What reports of one event agree on, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.core import (
    Agreed,
    Claim,
    Count,
    Disagreement,
    Event,
    EventMention,
    Participant,
    Report,
    Size,
    Status,
    StatusTold,
    When,
    Where,
)
from dateline.link.compare import compare_persons, compare_places
from dateline.link.copies import find_copies
from dateline.link.profiles import Person, find_person, find_spot
from dateline.link.vetoes import DONE

SAME_SLOT = frozenset({"entity", "words", "part", "office"})
SAME_PLACE = frozenset({"same", "within", "near"})
STATE = frozenset({"GOV", ""})
FINENESS = ("country", "region", "city", "point")
NUMBERS = ("dead", "injured", "arrested")
Support = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention of the event with what is needed to weigh it.

    Attributes:
        voice: the text that it stands in; copies of one text are one voice.
        by: who says so: the voice that the report names, else the publisher, else the report's id.
    """

    mention: EventMention
    published: date | None
    voice: str
    by: str


def agree(
    event: Event,
    mentions: Iterable[EventMention],
    reports: Iterable[Report],
    copies: Mapping[str, str] | None = None,
    reprints: Iterable[Report] = (),
) -> Agreed:
    """Return the agreed record of an event: what most independent reports say, the most specific where several fit.

    `mentions` and `reports` may hold more than the event's own. `copies` is what `find_copies` says of all reports; it
    is found for the event's own reports if it is not given. `reprints` tell of the event too, in the words of one of
    its reports: they count as reports, and their publishers as publishers, but never as independent.
    """
    of_id = {mention.id: mention for mention in mentions}
    own = [of_id[one] for one in event.mentions if one in of_id]
    if not own:
        raise ValueError(f"no mention of event {event.id} was given")
    wanted = {mention.report_id for mention in own}
    named = {report.id: report for report in reports if report.id in wanted}
    same_text = copies if copies is not None else find_copies(named.values())
    told = [_tell(mention, named.get(mention.report_id), same_text) for mention in own]
    return _agree(event, told, named, sorted(reprints, key=lambda report: report.id))


def _tell(mention: EventMention, report: Report | None, copies: Mapping[str, str]) -> Told:
    source = mention.sources[0] if mention.sources else None
    outlet = (report.publisher if report else "") or mention.report_id
    by = (source.name or source.text) if source else ""
    voice = copies.get(mention.report_id, mention.report_id)
    return Told(mention, report.published if report else None, voice, by or outlet)


def _agree(event: Event, told: Sequence[Told], named: Mapping[str, Report], reprints: Sequence[Report]) -> Agreed:
    best_type, support = _choose(told, lambda t: t.mention.event_type, "event_type")
    typed = [t for t in told if t.mention.event_type == best_type]
    model = max(typed, key=lambda t: (t.mention.confidence, -told.index(t))).mention
    actors, actor_support = _choose_people(told, "actors")
    recipients, recipient_support = _choose_people(told, "recipients")
    when, when_support = _choose_when(told)
    where, where_support = _choose_where(told)
    size, size_support = _choose_size(told)
    days = [day for day in (*(t.published for t in told), *(report.published for report in reprints)) if day]
    reports = _order_reports(told, reprints)
    publishers = {**named, **{report.id: report for report in reprints}}
    return Agreed(
        event_id=event.id,
        mentions=tuple(t.mention.id for t in told),
        reports=reports,
        n_reports=len(reports),
        n_publishers=len({publishers[r].publisher or r for r in reports if r in publishers}) or len(reports),
        n_independent=len({t.voice for t in told}),
        event_type=best_type,
        modes=_choose_codes(typed, "modes"),
        contexts=_choose_codes(told, "contexts"),
        status=_judge_status(told),
        actors=actors,
        recipients=recipients,
        when=when,
        where=where,
        size=size,
        score=model.score,
        quad=model.quad,
        cameo=model.cameo,
        confidence=max(t.mention.confidence for t in told),
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        support=(*support, *actor_support, *recipient_support, *when_support, *where_support, *size_support),
        timeline=_tell_timeline(told),
        disagreements=find_disagreements(told),
    )


def _order_reports(told: Sequence[Told], reprints: Sequence[Report]) -> tuple[str, ...]:
    """Return the ids of all reports in the order of publication; of a day, reprints come last."""
    days = {t.mention.report_id: t.published for t in reversed(told)}
    order = list(dict.fromkeys(t.mention.report_id for t in told)) + [report.id for report in reprints]
    days.update((report.id, report.published) for report in reprints)
    return tuple(sorted(order, key=lambda one: days[one] or date.min) if reprints else order)


def _voices(told: Iterable[Told]) -> int:
    return len({t.voice for t in told})


def _choose(told: Sequence[Told], value_of: Callable[[Told], str], field: str) -> tuple[str, list[Support]]:
    """Return the value that most voices give, the first told where several are level."""
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    for t in told:
        groups[value_of(t)].append(t)
    best = max(groups, key=lambda value: (_voices(groups[value]), -told.index(groups[value][0])))
    return best, [(field, groups[best][0].mention.id, _voices(groups[best]), _voices(told))]


def _choose_codes(told: Sequence[Told], field: str) -> tuple[str, ...]:
    """Return the codes that at least half of the voices give which give any."""
    giving = [t for t in told if getattr(t.mention, field)]
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    for t in giving:
        for code in getattr(t.mention, field):
            groups[code].append(t)
    return tuple(sorted(code for code, by in groups.items() if 2 * _voices(by) >= _voices(giving)))


def _choose_people(told: Sequence[Told], field: str) -> tuple[tuple[Participant, ...], list[Support]]:
    """Return whom at least half of the voices name which name anybody, each by the fullest of its names."""
    giving = [t for t in told if getattr(t.mention, field)]
    slots: list[list[tuple[Participant, Told]]] = []
    for t in giving:
        for person in getattr(t.mention, field):
            home = next((slot for slot in slots if _is_same_slot(slot[0][0], person)), None)
            slots.append([(person, t)]) if home is None else home.append((person, t))
    kept = [slot for slot in slots if 2 * _voices(t for _, t in slot) >= _voices(giving)]
    chosen = [max(slot, key=lambda pair: _fullness(pair[0])) for slot in kept]
    support = [
        (f"{field}[{i}]", pair[1].mention.id, _voices(t for _, t in slot), _voices(giving))
        for i, (pair, slot) in enumerate(zip(chosen, kept, strict=True))
    ]
    return tuple(person for person, _ in chosen), support


def _is_same_slot(one: Participant, other: Participant) -> bool:
    return compare_persons(find_person(one), find_person(other)) in SAME_SLOT


def _fullness(person: Participant) -> tuple[bool, bool, bool, int]:
    name = person.name or person.text
    return bool(person.role), bool(person.entity_id), bool(person.country and person.sectors), len(name)


def _choose_when(told: Sequence[Told]) -> tuple[When | None, list[Support]]:
    """Return the days that most voices allow, the fewest days where several are level; days in words come first."""
    giving = [t for t in told if t.mention.when and t.mention.when.basis == "text"]
    giving = giving or [t for t in told if t.mention.when]
    if not giving:
        return None, []

    def worth(t: Told) -> tuple[int, int, int]:
        return (
            _voices(other for other in giving if _allows(other.mention, t.mention)),
            -_days(t.mention),
            -giving.index(t),
        )

    best = max(giving, key=worth)
    return best.mention.when, [("when", best.mention.id, worth(best)[0], _voices(giving))]


def _allows(vague: EventMention, exact: EventMention) -> bool:
    assert vague.when
    assert exact.when
    return vague.when.period.covers(exact.when.period)


def _days(mention: EventMention) -> int:
    assert mention.when
    period = mention.when.period
    return (period.last - period.first).days if period.first and period.last else 9**6


def _choose_where(told: Sequence[Told]) -> tuple[Where | None, list[Support]]:
    """Return the place that most voices allow, the finest where several are level."""
    giving = [t for t in told if t.mention.where]
    if not giving:
        return None, []

    def worth(t: Told) -> tuple[int, int, int]:
        spot = find_spot(t.mention)
        allowing = (other for other in giving if compare_places(spot, find_spot(other.mention)) in SAME_PLACE)
        assert t.mention.where
        return _voices(allowing), FINENESS.index(t.mention.where.precision), -giving.index(t)

    best = max(giving, key=worth)
    return best.mention.where, [("where", best.mention.id, worth(best)[0], _voices(giving))]


def _choose_size(told: Sequence[Told]) -> tuple[Size, list[Support]]:
    """Return each number that most voices give; where several are level the last told, for tolls are corrected."""
    size, support = Size(), list[Support]()
    for field in NUMBERS:
        groups = _group_counts(told, field)
        if not groups:
            continue
        best = max(groups.values(), key=lambda group: (_voices(group), told.index(group[-1])))
        size = replace(size, **{field: getattr(best[-1].mention.size, field)})
        giving = _voices(t for group in groups.values() for t in group)
        support.append((f"size.{field}", best[-1].mention.id, _voices(best), giving))
    return size, support


def _group_counts(told: Iterable[Told], field: str) -> dict[int, list[Told]]:
    groups: defaultdict[int, list[Told]] = defaultdict(list)
    for t in told:
        count: Count | None = getattr(t.mention.size, field)
        if count and count.best is not None:
            groups[count.best].append(t)
    return groups


def _judge_status(told: Sequence[Told]) -> Status:
    """Return the status that most voices gave last; done outweighs planned, and news outweighs background."""
    last = {t.voice: t.mention.status for t in told}
    votes = list(last.values())
    if any(status in DONE for status in votes):
        votes = [status for status in votes if status in DONE or status == Status.NEGATED]
    order = list(Status)
    return max(votes, key=lambda status: (votes.count(status), -order.index(status)))


def _tell_timeline(told: Sequence[Told]) -> tuple[StatusTold, ...]:
    """Return what was said of the event, each time it was said by a new voice or in a new way."""
    line, seen = list[StatusTold](), set[tuple[Status, str]]()
    for t in told:
        stance = t.mention.sources[0].stance if t.mention.sources else ""
        if (t.mention.status, stance) not in seen:
            seen.add((t.mention.status, stance))
            line.append(StatusTold(t.published, t.mention.status, stance, t.by, t.mention.id))
    return tuple(line)


def find_disagreements(told: Sequence[Told]) -> tuple[Disagreement, ...]:
    """Return every field on which the mentions differ so that both cannot be right."""
    found = []
    for field in NUMBERS:
        groups = {str(number): group for number, group in _group_counts(told, field).items()}
        found.append(_disagree(f"size.{field}", groups))
    for name, value_of in (("status", _stand), ("when", _exact_day), ("where.country", _country)):
        found.append(_disagree(name, _group(told, value_of)))
    found.extend(_disagree(side, _group_clashing(told, side)) for side in ("actors", "recipients"))
    return tuple(one for one in found if one)


def _group(told: Iterable[Told], value_of: Callable[[Told], str]) -> dict[str, list[Told]]:
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    for t in told:
        if value := value_of(t):
            groups[value].append(t)
    return groups


def _stand(t: Told) -> str:
    status = t.mention.status
    return "happened" if status in DONE else "did not happen" if status == Status.NEGATED else ""


def _exact_day(t: Told) -> str:
    when = t.mention.when
    is_exact = when and when.basis == "text" and when.period.first == when.period.last
    return str(when.period.first) if when and is_exact else ""


def _country(t: Told) -> str:
    return t.mention.where.country if t.mention.where else ""


def _group_clashing(told: Iterable[Told], side: str) -> dict[str, list[Told]]:
    """Return the mentions by whom they name on a side, none if somebody may be meant by all of them."""
    giving = [t for t in told if any(p.entity_id or p.country for p in getattr(t.mention, side))]
    sides = list(dict.fromkeys(tuple(map(find_person, getattr(t.mention, side))) for t in giving))
    everybody = dict.fromkeys(person for people in sides for person in people)
    if any(all(any(_may_be(person, other) for other in people) for people in sides) for person in everybody):
        return {}
    return _group(
        giving, lambda t: ", ".join(sorted({p.name or p.text or p.country for p in getattr(t.mention, side)}))
    )


def _may_be(one: Person, other: Person) -> bool:
    """Say whether two may be the same; a state stands for its forces and offices, an army for no rebels."""
    level = compare_persons(one, other)
    is_state = bool(STATE & {one.sector, other.sector})
    return level in SAME_SLOT or level == "unknown" or (level == "country" and is_state)


def _disagree(field: str, groups: Mapping[str, Sequence[Told]]) -> Disagreement | None:
    if len(groups) < 2:
        return None
    claims = [
        Claim(value, tuple(t.mention.id for t in by), _voices(by), by[0].published, by[0].by)
        for value, by in groups.items()
    ]
    return Disagreement(field, tuple(sorted(claims, key=lambda c: (-c.n_independent, str(c.first_on), c.value))))
