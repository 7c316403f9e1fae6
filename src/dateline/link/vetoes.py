"""What keeps two mentions apart whatever else speaks for them."""

from __future__ import annotations

from dateline.core import Status
from dateline.link.compare import MUTUAL, Comparer, compare_days, compare_numbers, compare_places
from dateline.link.profiles import Profile

DONE = frozenset({Status.ACTUAL, Status.HISTORICAL})
PLANNED = frozenset({Status.FUTURE, Status.HYPOTHETICAL})
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
EXACT = 7  # days: a longer time in words fixes no day


def find_veto(a: Profile, b: Profile, comparer: Comparer) -> str:
    """Return why two mentions can never be one event, "" if nothing forbids it."""
    if is_on_other_days(a, b):
        return "different days"
    if is_plan_and_deed(a, b):
        return "plan and deed"
    return "" if a.report_id == b.report_id else _find_veto_across(a, b, comparer)


def _find_veto_across(a: Profile, b: Profile, comparer: Comparer) -> str:
    """Return what forbids mentions of two reports; inside one, the thread of its sentences may explain as much."""
    if is_in_other_place(a, b):
        return "different places"
    if is_part_and_whole(a, b):
        return "part and whole"
    if a.event_type not in MUTUAL | {"AGREE"} and comparer.is_crossed(a, b):
        return "opposite roles"
    return ""


def is_on_other_days(a: Profile, b: Profile) -> bool:
    """Say whether the texts put the two on different days."""
    return compare_days(a, b) in {"next", "apart"}


def is_plan_and_deed(a: Profile, b: Profile) -> bool:
    """Say whether one is only planned and the other done, unless the plan names the very days of the deed."""
    if not ((a.status in PLANNED and b.status in DONE) or (b.status in PLANNED and a.status in DONE)):
        return False
    if Status.HYPOTHETICAL in (a.status, b.status):
        return a.report_id != b.report_id  # inside a report, doubt and claim of one act stand side by side
    plan, deed = (a, b) if a.status in PLANNED else (b, a)
    is_exact = plan.first and plan.last - plan.first < EXACT
    return not (is_exact and deed.since and plan.first <= deed.until and deed.since <= plan.last)


def is_in_other_place(a: Profile, b: Profile) -> bool:
    """Say whether two deeds happened in different places; where words were spoken settles nothing."""
    if a.event_type in SPOKEN or b.event_type in SPOKEN:
        return False
    return compare_places(a.spot, b.spot) in {"far", "differ"}


def is_part_and_whole(a: Profile, b: Profile) -> bool:
    """Say whether one is several acts and the other one of them: their numbers are not of the same size."""
    return a.is_many != b.is_many and compare_numbers(a, b) in {"close", "differ"}
