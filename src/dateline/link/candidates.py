"""Which mentions are worth comparing: those of one report, and those of one day, kind of act and participant."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import product

from dateline.link.compare import NEAR_TYPES
from dateline.link.profiles import Person, Profile

# Types that are looked up together, since one act is often told as either.
FAMILIES = {"SANCTION": "COERCE", "RETREAT": "CONCEDE"}
LONG = 7  # days: a longer time is one block of its own
Key = tuple[object, ...]


def find_candidates(profiles: Sequence[Profile], new: Sequence[bool], look_back: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions (earlier, later) worth comparing; the later one is always new.

    `profiles` stand in the order in which they are to be linked. A mention is compared with all of its report and with
    the last `look_back` of each block that it belongs to, so the work grows with the number of mentions. What comes
    later never changes which earlier pairs are compared.
    """
    blocks: defaultdict[Key, deque[int]] = defaultdict(lambda: deque(maxlen=look_back))
    of_report: defaultdict[str, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        keys = find_keys(profile)
        if new[position]:
            near = {p for p in of_report[profile.report_id] if is_comparable(profiles[p], profile)}
            near.update(p for key in keys for p in blocks[key] if profiles[p].report_id != profile.report_id)
            yield from ((earlier, position) for earlier in sorted(near))
        of_report[profile.report_id].append(position)
        for key in keys:
            blocks[key].append(position)


def is_comparable(a: Profile, b: Profile) -> bool:
    """Say whether the types of two mentions can tell of one act."""
    return a.event_type == b.event_type or frozenset((a.event_type, b.event_type)) in NEAR_TYPES


def find_keys(profile: Profile) -> list[Key]:
    """Return the blocks that a mention belongs to: each of its days with each of its participants and its place."""
    family = FAMILIES.get(profile.event_type, profile.event_type)
    who = {name for person in (*profile.actors, *profile.recipients) for name in _names(person)}
    who.update(f"{a}>{b}" for a, b in product(_countries(profile.actors), _countries(profile.recipients)))
    if profile.spot:
        who.add("at " + " ".join(sorted(profile.spot.words)))
    return [(family, day, name) for day in _days(profile) for name in sorted(who)]


def _names(person: Person) -> list[str]:
    if person.entity_id:
        return [person.entity_id]
    return [" ".join(sorted(person.words))] if person.is_proper and person.words else []


def _countries(people: tuple[Person, ...]) -> list[str]:
    return sorted({person.country for person in people if person.country})


def _days(profile: Profile) -> list[object]:
    since, until = profile.since, profile.until
    if not since:
        return [("told", profile.published)] if profile.published else []
    return list(range(since, until + 1)) if until - since < LONG else [(since, until)]
