"""Days: the one time type, for an event's days and for a role's term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; None leaves that end open.

    Raises `ValueError` when `last` comes before `first`.
    """

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"period ends before it begins: {self.first} .. {self.last}")

    @classmethod
    def day(cls, day: date) -> Period:
        """Return the period of that one day."""
        return cls(day, day)

    def overlaps(self, other: Period) -> bool:
        """Say whether at least one day lies in both periods."""
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )

    def covers(self, other: Period) -> bool:
        """Say whether every day of `other` lies in this period."""
        begins = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return begins and ends

    def has(self, day: date) -> bool:
        """Say whether `day` lies in the period."""
        return self.overlaps(Period.day(day))
