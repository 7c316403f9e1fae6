"""What the other names of a text say for a name's candidates before any of them is settled.

"Athens" and "Henderson County" mean many places each, but one Athens alone lies in a Henderson County. All candidates
of all names speak here, so a wrong first guess of one cannot mislead the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.knowledge.places import PlaceTable

# Two places in neighbouring cells are near: at most about 150 km apart.
_CELL = 0.75
_WIDE = frozenset(("country", "land", "continent"))
_MOST_NEAR = 3
_MOST_HELD = 2
_FEWEST = 3
_NONE: frozenset[int] = frozenset()
Rows = tuple[tuple[int, float], ...]
Features = tuple[tuple[str, float], ...]
_Cell = tuple[int, int]


def find_company(names: Sequence[Rows], table: PlaceTable) -> tuple[dict[int, Features], ...]:
    """Return for each name row → the features that the candidates of the others give it, where they give any.

    Args:
        names: (row, worth) of the candidates of each name.
        table: the places.
    """
    grounds = _Grounds(names, table)
    return tuple(
        {row: said for row, _ in rows if (said := grounds.features(number, row))} for number, rows in enumerate(names)
    )


class _Grounds:
    """Where the names of a text may lie: by cell, region and district."""

    def __init__(self, names: Sequence[Rows], table: PlaceTable) -> None:
        self.table, self.others = table, max(_FEWEST, len(names) - 1)
        self.cells: dict[_Cell, set[int]] = defaultdict(set)
        self.regions: dict[int, set[int]] = defaultdict(set)
        self.districts: dict[int, set[int]] = defaultdict(set)
        self.within: dict[int, set[int]] = defaultdict(set)
        for number, rows in enumerate(names):
            for row, _ in rows:
                self._note(number, row)

    def _note(self, number: int, row: int) -> None:
        """Add one candidate of one name."""
        table, kind = self.table, self.table.class_of(row)
        if kind == "district":
            self.districts[row].add(number)
        elif table.district[row]:
            self.within[table.district[row]].add(number)
        if kind in _WIDE:
            return
        if (cell := self._cell(row)) is not None:
            self.cells[cell].add(number)
        if table.region[row]:
            self.regions[table.region[row]].add(number)

    def _cell(self, row: int) -> _Cell | None:
        """Return the cell in which a place lies, None for what is no point."""
        point = self.table.point(row)
        return (int(point[0] // _CELL), int(point[1] // _CELL)) if point else None

    def features(self, number: int, row: int) -> Features:
        """Return what the names other than that of a number say for one of its candidates."""
        kind = self.table.class_of(row)
        holding = self.within.get(row) if kind == "district" else self.districts.get(self.table.district[row])
        near = 0 if kind in _WIDE or kind == "region" else self._near(number, row)
        sisters = len(self.regions.get(self.table.region[row], _NONE) - {number})
        found = (
            ("company_holds", float(min(_MOST_HELD, len((holding or _NONE) - {number})))),
            ("company_near", float(min(_MOST_NEAR, near))),
            ("company_near_share", near / self.others),
            ("company_region_share", sisters / self.others),
        )
        return tuple(feature for feature in found if feature[1])

    def _near(self, number: int, row: int) -> int:
        """Return how many other names have a candidate near a row."""
        if (cell := self._cell(row)) is None:
            return 0
        found: set[int] = set()
        for east in (-1, 0, 1):
            for north in (-1, 0, 1):
                found |= self.cells.get((cell[0] + east, cell[1] + north), _NONE)
        return len(found - {number})
