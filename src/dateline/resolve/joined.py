"""Words that name those of several states at once, taken apart: "Thai and Cambodian soldiers", "U.S.-Russian"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME = r"[A-Z][\w.’'-]*(?: (?:of )?[A-Z][\w.’'-]*)*"
_LIST = rf"(?:the )?{_NAME}(?:, (?:the )?{_NAME})*(?:,? (?:and|or) |, )(?:the )?{_NAME}"
_WORD = r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)?"
# "Thai and Cambodian soldiers", "Sierra Leonean and Liberian refugees"
_COLOURS = re.compile(
    rf"(?:[a-z]+ )*(?P<first>{_WORD}(?:, {_WORD})*),? (?:and|or) (?P<last>{_WORD}) "
    r"(?P<noun>[\w-]* ?[a-z].*)"
)
# "the foreign ministers of Chad, Mali and Niger", "countries such as Chad and Mali"
_OF = re.compile(rf"(?P<head>[A-Za-z][a-z-]*(?: [a-z-]+)*) (?P<link>of|from|such as|like|including) (?P<list>{_LIST})")
# "U.S.-Russian", "Israeli-Palestinian negotiators"
_PAIR = re.compile(
    r"(?:[Aa]n? |[Tt]he |[a-z]+ )*(?!(?:Pro|Anti|Non|Ex|Post|Pan)\b)(?P<first>[A-Z][\w.]*(?: [A-Z][\w.]*)?)[-–]"
    r"(?P<last>[A-Z][\w. ]*?)(?P<noun> [a-z].*)?"
)
# "President Kagame and Prime Minister Abiy"
_BOTH = re.compile(rf"(?P<first>(?:[Tt]he )?{_NAME}) and (?P<last>(?:the )?{_NAME})")
_SPLIT = re.compile(r",? (?:and|or) |, ")
# Nationals by descent: "Korean-American voters" are of one state.
_BY_DESCENT = ("American", "Canadian", "Australian", "British")


def take_apart(words: str) -> Iterator[list[str]]:
    """Yield ways to read words as several phrases, each of which may name those of one state."""
    words = words.strip()
    if found := _COLOURS.fullmatch(words):
        yield [f"{word} {found['noun']}" for word in (*found["first"].split(", "), found["last"])]
    if found := _OF.fullmatch(words):
        states = _SPLIT.split(found["list"])
        head = f"{found['head']} {found['link']} " if found["link"] in {"of", "from"} else ""
        yield [head + state for state in states]
    if (found := _PAIR.fullmatch(words)) and not found["last"].startswith(_BY_DESCENT):
        yield [side + (found["noun"] or "") for side in (found["first"], found["last"])]
    if found := _BOTH.fullmatch(words):
        yield [found["first"], found["last"]]
