"""Publication days: what is written becomes a day only where it can mean one day alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
EARLIEST, LATEST = 1700, 2100

ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:[T ]+\d.*)?", re.IGNORECASE)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?|T\d{6}\S*)?")
NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)(?:[ ,T]+\d.*)?")
DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ .-]+(?:of )?({MONTH})\b[., -]*(\d{{4}})(?!\d)", re.IGNORECASE)
MONTH_DAY = re.compile(
    rf"\b({MONTH})\b\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(?:at .{{1,20}}? )?(\d{{4}})(?!\d)", re.IGNORECASE
)
URL_DAY = re.compile(
    rf"[/-](?P<y>(?:19|20)\d\d)[/-](?P<m>\d{{1,2}}|{MONTH})[/-](?P<d>\d{{1,2}})(?=[/_.?#-]|$)"
    r"|[/_.-](?P<y2>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3]\d)(?=[/_.?#-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication day with the words that give it and the place where they stand."""

    day: date
    text: str
    basis: str


def read_day(words: str) -> date | None:
    """Return the day that `words` name, None where they name none or could mean two ("03/04/2022")."""
    words = words.strip()
    for read in (_iso, _compact, _numeric, _spelled, _epoch):
        if (day := read(words)) is not None:
            return day
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if EARLIEST <= made.year <= LATEST else None


def _iso(words: str) -> date | None:
    match = ISO.fullmatch(words)
    return _day(match[1], match[3], match[4]) if match else None


def _compact(words: str) -> date | None:
    match = COMPACT.fullmatch(words)
    return _day(match[1], match[2], match[3]) if match else None


def _numeric(words: str) -> date | None:
    """Return a day of the form 13/4/2022 or 4/13/2022; None for 3/4/2022, which is two days."""
    match = NUMERIC.fullmatch(words)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if first == second or second > 12:
        return _day(match[4], match[1], match[3])
    return _day(match[4], match[3], match[1]) if first > 12 else None


def _spelled(words: str) -> date | None:
    if match := DAY_MONTH.search(words):
        return _day(match[3], MONTHS[match[2].lower()], match[1])
    if match := MONTH_DAY.search(words):
        return _day(match[3], MONTHS[match[1].lower()], match[2])
    return None


def _epoch(words: str) -> date | None:
    """Return the UTC day of seconds or milliseconds since 1970, 2001 to 2096."""
    if not re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d+)?", words):
        return None
    seconds = float(words) if float(words) < 1e11 else float(words) / 1000
    return datetime.fromtimestamp(seconds, UTC).date() if 1e9 <= seconds < 4e9 else None


def find_url_day(url: str) -> Published | None:
    """Return the day that the path of an address carries (/2022/03/06/, /2022/mar/06/, -20220306.), None if none."""
    for match in URL_DAY.finditer(url.partition("://")[2].partition("/")[2].join(("/", ""))):
        year, month, day = (match[name] or match[name + "2"] for name in "ymd")
        found = _day(year, MONTHS.get(month.lower(), month), day)
        if found:
            return Published(found, match[0].strip("/-_."), "address of the page")
    return None
