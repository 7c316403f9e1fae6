"""Which country a report, a sentence or a noun is about, where no word beside the noun says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.resolve.actors import BODIES

# How much a country's name tells of the scene, by the kind of word.
WEIGHTS = {"town": 2.0, "place": 2.0, "capital": 1.5, "name": 1.5, "adjective": 1.5, "demonym": 1.0, "person": 0.7}


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that points to a country: where it stands, which country, how much it tells, and the word itself."""

    sentence: int
    start: int
    country: str
    weight: float
    words: str
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """The countries that a report names, and the one that it is about ("" where none stands out).

    `breaks` are the ends of lines of its text.
    """

    hints: tuple[Hint, ...]
    main: str
    share: float
    breaks: tuple[int, ...] = ()

    def place_in(self, sentence: int, near: int) -> Hint | None:
        """Return the place named in a sentence that stands nearest to a character, None if there is none."""
        inside = [h for h in self.hints if h.sentence == sentence and h.is_place]
        return min(inside, key=lambda h: abs(h.start - near), default=None)

    def country_in(self, sentence: int, near: int) -> Hint | None:
        """Return the word of a sentence that names a country and stands nearest to a character."""
        inside = [h for h in self.hints if h.sentence == sentence and h.weight >= 1.0]
        return min(inside, key=lambda h: abs(h.start - near), default=None)

    def country_before(self, start: int) -> str:
        """Return the country of which the paragraph has spoken most up to a character, "" if of none."""
        begin = max((at for at in self.breaks if at < start), default=-1)
        weights: Counter[str] = Counter()
        for hint in self.hints:
            if begin < hint.start < start and hint.country not in BODIES:
                weights[hint.country] += hint.weight  # type: ignore[assignment]
        return max(weights, key=lambda country: weights[country], default="")

    def only_country_in(self, sentence: int) -> str:
        """Return the one country that a sentence names, "" if it names none or several."""
        found = {h.country for h in self.hints if h.sentence == sentence and h.weight >= 1.0}
        return found.pop() if len(found) == 1 else ""


def find_scene(hints: Sequence[Hint], has_title: bool, breaks: Sequence[int] = ()) -> Scene:
    """Return the scene of a report: title and first sentences tell more than what comes later."""
    weights: Counter[str] = Counter()
    for hint in hints:
        if hint.country not in BODIES:
            early = 2.0 if hint.sentence <= (1 if has_title else 0) else 1.3 if hint.sentence <= 3 else 1.0
            weights[hint.country] += hint.weight * early  # type: ignore[assignment]
    if not weights:
        return Scene(tuple(hints), "", 0.0, tuple(breaks))
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    total = sum(weights.values())
    return Scene(tuple(hints), ranked[0][0], ranked[0][1] / total, tuple(breaks))
