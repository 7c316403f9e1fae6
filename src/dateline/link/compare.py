"""Two mentions side by side: every likeness and difference gets a name, and every name a weight."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

from dateline.link.profiles import Person, Profile, Spot
from dateline.link.settings import Weights

# Types under which one act is told: who is jailed is coerced and sanctioned, who invades also mobilises.
NEAR_TYPES = frozenset(
    map(
        frozenset,
        (
            ("AGREE", "AID"),
            ("AGREE", "CONCEDE"),
            ("AGREE", "CONSULT"),
            ("AGREE", "SUPPORT"),
            ("AID", "SUPPORT"),
            ("ASSAULT", "COERCE"),
            ("ASSAULT", "MOBILIZE"),
            ("ASSAULT", "PROTEST"),
            ("ACCUSE", "REJECT"),
            ("COERCE", "SANCTION"),
            ("CONCEDE", "RETREAT"),
            ("CONSULT", "COOPERATE"),
            ("COOPERATE", "SUPPORT"),
        ),
    )
)

# How alike two participants are, best first.
LEVELS = ("entity", "words", "part", "office", "country", "unknown", "person", "other")
# Who met whom is the same from both sides.
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
UNKNOWN_GAP = 99  # days
MONTH = 31
OFFICE = LEVELS.index("office")
STRONG = frozenset({"entity", "words", "part"})
CLOSE = STRONG | {"office", "country"}


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares profiles and remembers how alike the participants were that it has met; one per run.

    The memory changes no answer: it only saves work.
    """

    sides: dict[tuple[tuple[Person, ...], tuple[Person, ...]], str] = field(default_factory=dict)

    def compare_sides(self, left: tuple[Person, ...], right: tuple[Person, ...]) -> str:
        """Return how alike two lists of participants are: a level of `LEVELS`, "half" or "none".

        A "+" at the end says that somebody is left over on one side.
        """
        if not left or not right:
            return "none" if left is right or not (left or right) else "half"
        key = (left, right)
        found = self.sides.get(key)
        if found is None:
            found = self.sides[key] = _compare_lists(left, right)
        return found

    def find_features(self, a: Profile, b: Profile) -> list[str]:
        """Return the names of all likenesses and differences of two mentions."""
        found = [
            *self._compare_people(a, b),
            *(
                ["type:same", "modes:" + compare_sets(a.modes, b.modes)]
                if a.event_type == b.event_type
                else ["type:near"]
            ),
            "days:" + compare_days(a, b),
            "place:" + compare_places(a.spot, b.spot),
            "status:" + ("same" if a.status == b.status else "+".join(sorted((a.status.value, b.status.value)))),
            "trigger:" + compare_triggers(a, b),
            "numbers:" + compare_numbers(a, b),
            "around:" + str(min(len(a.around & b.around), 4)),
        ]
        if a.is_many != b.is_many:
            found.append("acts:one and many")
        if a.is_other or b.is_other:
            found.append("acts:" + ("both set apart" if a.is_other and b.is_other else "one set apart"))
        if self.is_crossed(a, b):
            found.append("sides:crossed")
        if a.vector and b.vector:
            found.append("meaning:" + compare_vectors(a.vector, b.vector))
        found.extend(_compare_within(a, b) if a.report_id == b.report_id else _compare_across(a, b))
        return found

    def _compare_people(self, a: Profile, b: Profile) -> list[str]:
        if a.event_type == b.event_type and a.event_type in MUTUAL and (a.recipients or b.recipients):
            return ["together:" + self.compare_sides(a.actors + a.recipients, b.actors + b.recipients)]
        actors = self.compare_sides(a.actors, b.actors)
        recipients = self.compare_sides(a.recipients, b.recipients)
        return ["actor:" + actors, "recipient:" + recipients, "sides:" + _strength(actors) + _strength(recipients)]

    def is_crossed(self, a: Profile, b: Profile) -> bool:
        """Say whether the actor of each is the recipient of the other, and neither side fits straight."""
        if not (a.recipients and b.recipients and a.actors and b.actors):
            return False
        if _bare(self.compare_sides(a.actors, b.actors)) in STRONG:
            return False
        if _bare(self.compare_sides(a.recipients, b.recipients)) in STRONG:
            return False
        turned = {_bare(self.compare_sides(a.actors, b.recipients)), _bare(self.compare_sides(a.recipients, b.actors))}
        return turned <= CLOSE and bool(turned & STRONG)

    def find_logit(self, a: Profile, b: Profile, weights: Weights) -> float:
        """Return the log-odds that two mentions tell of one event."""
        table = weights.within if a.report_id == b.report_id else weights.across
        return table["bias"] + sum(table.get(name, 0.0) for name in self.find_features(a, b))


def _bare(level: str) -> str:
    return level.rstrip("+")


def _strength(level: str) -> str:
    bare = _bare(level)
    if bare in STRONG:
        return "S"
    return {"office": "W", "country": "W", "other": "C", "person": "C"}.get(bare, "O")


def _compare_lists(left: tuple[Person, ...], right: tuple[Person, ...]) -> str:
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    ranks = [min(LEVELS.index(compare_persons(p, q)) for q in long) for p in short]
    best = min(ranks)
    return LEVELS[best] + ("+" if len(short) != len(long) or max(ranks) > OFFICE >= best else "")


def compare_persons(p: Person, q: Person) -> str:
    """Return how alike two participants are, as one of `LEVELS`."""
    if p.entity_id and p.entity_id == q.entity_id:
        return "entity"
    clash = bool(p.country and q.country and p.country != q.country)
    if not clash and p.words and p.words == q.words:
        return "entity" if p.is_proper and q.is_proper else "words"
    if not clash and p.words & q.words and (p.words <= q.words or q.words <= p.words):
        return "part"
    if not clash and p.is_personal and q.is_personal and not p.words & q.words:
        return "person"
    if p.country and p.country == q.country:
        return "office" if p.sector == q.sector else "country"
    return "other" if clash else "unknown"


def compare_sets(left: frozenset[str], right: frozenset[str]) -> str:
    """Return how two sets relate: "none", "half" (one is empty), "equal", "share" or "differ"."""
    if not left or not right:
        return "half" if left or right else "none"
    if left == right:
        return "equal"
    return "share" if left & right else "differ"


def compare_days(a: Profile, b: Profile) -> str:
    """Return how the days given in the texts relate; the same year or season is no more than an overlap."""
    if not (a.first or a.last) or not (b.first or b.last):
        return "half" if a.first or a.last or b.first or b.last else "none"
    if (a.first, a.last) == (b.first, b.last) and a.first and 0 <= a.last - a.first < MONTH:
        return "equal"
    gap = max((a.first or 0) - (b.last or 9**9), (b.first or 0) - (a.last or 9**9))
    if gap <= 0:
        return "overlap"
    return "next" if gap == 1 else "apart"


def compare_places(p: Spot | None, q: Spot | None) -> str:
    """Return how two places relate: the same, one in the other, different, unknown."""
    if p is None or q is None:
        return "half" if p or q else "none"
    if p.words == q.words or (p.geonameid is not None and p.geonameid == q.geonameid):
        return "same"
    if p.country and q.country and p.country != q.country:
        return "far"
    if "country" in (p.precision, q.precision) and p.country == q.country:
        return "within"
    if p.words & q.words or ("region" in (p.precision, q.precision) and p.admin1 == q.admin1):
        return "within"
    return "near" if _distance(p, q) < 30 else "differ"


def _distance(p: Spot, q: Spot) -> float:
    """Return the kilometres between two places along the great circle, infinity where one has no coordinates."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return float("inf")
    rise, run = radians(q.lat - p.lat) / 2, radians(q.lon - p.lon) / 2
    chord = sin(rise) ** 2 + cos(radians(p.lat)) * cos(radians(q.lat)) * sin(run) ** 2
    return 12742 * asin(sqrt(min(1.0, chord)))


def compare_triggers(a: Profile, b: Profile) -> str:
    """Return how alike the words of two triggers are."""
    if a.stems == b.stems and a.stems:
        return "equal"
    if a.stems & b.stems:
        return "share"
    return "named" if a.stems & b.around or b.stems & a.around else "differ"


def compare_vectors(left: tuple[float, ...], right: tuple[float, ...]) -> str:
    """Return how near the meanings of two triggers are, as a tenth of the cosine."""
    product = sum(x * y for x, y in zip(left, right, strict=True))
    return str(max(0, min(9, int(product * 10))))


def compare_numbers(a: Profile, b: Profile) -> str:
    """Return how the numbers of dead, injured and arrested relate."""
    pairs = [(x, y) for x, y in zip(a.numbers, b.numbers, strict=True) if x is not None and y is not None]
    if not pairs:
        return "none"
    if all(x == y for x, y in pairs):
        return "equal"
    return "close" if all(2 * min(pair) >= max(pair) for pair in pairs) else "differ"


def _compare_within(a: Profile, b: Profile) -> list[str]:
    steps = abs(a.sentence - b.sentence)
    later = b if b.start > a.start else a
    found = [
        "sentences apart:"
        + ("0" if steps == 0 else "1" if steps == 1 else "2" if steps < 4 else "4" if steps < 9 else "9"),
        "act:" + (a.event_type if a.event_type == b.event_type else "near"),
        "rivals:" + str(min(a.rivals, 9) // 3),
        "voice:" + compare_sets(a.voice, b.voice),
    ]
    if a.is_title != b.is_title:
        found.append("title:and lead" if later.sentence <= 3 else "title:and later")
    if later.is_definite:
        found.append("points back:" + ("like" if a.stems & b.stems else "unlike"))
    return found


def _compare_across(a: Profile, b: Profile) -> list[str]:
    if (a.first or a.last) and (b.first or b.last):
        return []
    gap = abs(a.published - b.published) if a.published and b.published else UNKNOWN_GAP
    found = ["told:" + ("same day" if gap == 0 else "next day" if gap == 1 else "later")]
    if a.since and b.since:
        found.append("days meant:" + ("meet" if a.since <= b.until and b.since <= a.until else "apart"))
    return found
