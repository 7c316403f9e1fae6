"""Union-find with cannot-link: groups that grow along scored edges and refuse what must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

REPRESENTATIVES = 6  # of a group, when it is compared with another as a whole

Refusal = Callable[[int, int], str]
Score = Callable[[int, int], float]


class Groups:
    """Groups of positions 0..n-1, each at first alone.

    Args:
        rounds: when each position arrives. A group that was there before a round is settled: in that round it may take
            newcomers in, but two settled groups never become one.
        enemies: pairs that a person keeps apart.
    """

    def __init__(self, rounds: Sequence[int], enemies: Sequence[tuple[int, int]] = ()) -> None:
        self.rounds = rounds
        self.group_of = list(range(len(rounds)))
        self.members = {position: [position] for position in range(len(rounds))}
        self.enemies: dict[int, set[int]] = {}
        for one, other in enemies:
            self.enemies.setdefault(one, set()).add(other)
            self.enemies.setdefault(other, set()).add(one)
        self.refused: dict[tuple[int, int], tuple[int, str]] = {}

    def join(self, one: int, other: int) -> None:
        """Make the groups of two positions one, whatever speaks against it."""
        left, right = sorted((self.group_of[one], self.group_of[other]))
        if left == right:
            return
        moved = self.members.pop(right)
        for position in moved:
            self.group_of[position] = left
        self.members[left] = sorted([*self.members[left], *moved])

    def judge_join(self, one: int, other: int, now: int, veto: Refusal, score: Score, mean: float) -> str:
        """Join the groups of two positions, or return why they stay apart ("" when they are one)."""
        left, right = sorted((self.group_of[one], self.group_of[other]))
        if left == right:
            return ""
        size = len(self.members[left]) + len(self.members[right])
        known = self.refused.get((left, right))
        if known and known[0] == size:
            return known[1]
        why = self._find_refusal(left, right, now, veto, score, mean)
        if why:
            self.refused[left, right] = (size, why)
        else:
            self.join(one, other)
        return why

    def _find_refusal(self, left: int, right: int, now: int, veto: Refusal, score: Score, mean: float) -> str:
        here, there = self.members[left], self.members[right]
        if self.rounds[here[0]] < now and self.rounds[there[0]] < now:
            return "both were told before this day, as two"
        if any(not self.enemies.get(position, set()).isdisjoint(there) for position in here):
            return "kept apart by a person"
        pairs = [(p, q) for p in here[:REPRESENTATIVES] for q in there[:REPRESENTATIVES]]
        why = next((found for p, q in pairs if (found := veto(p, q))), "")
        if why:
            return f"another mention of the event: {why}"
        average = sum(max(-4.0, score(p, q)) for p, q in pairs) / len(pairs)
        return "" if average >= mean else f"the events as a whole are not alike ({average:+.2f})"
