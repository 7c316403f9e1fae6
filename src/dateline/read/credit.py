"""The credit at the head of a story: place, day and agency ("KHARTOUM, Nov 18 (Reuters) -")."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from dateline.core import Credit, Span
from dateline.read.days import MONTH, MONTHS
from dateline.read.words import load_words

WINDOW = 160
DASH = r"(?:--+|[-–—―])"
CAPS = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+\.?|(?:[A-Z]\.)+)"
WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|of|the|de|la|el|al|del|du|da|do|d’|and|e)"
NAME = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ-]{2,20}"
# "KHARTOUM", "UNITED NATIONS", "GENEVA/KYIV"; then mixed case for what stands in front of an agency or a day.
CAPS_PLACE = rf"(?=[A-ZÀ-Þ’'.-]{{3}}){CAPS}(?:[ /-]{CAPS}){{0,3}}"
NO_WEEKDAY = r"(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b)"
PLACE = rf"{NO_WEEKDAY}[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:[ /-]{WORD}){{0,4}}"
REGION = rf"(?:, ?(?!(?i:{MONTH})\b)[A-Z][\w.’' -]{{1,30}}?)?"
DAY = (
    rf"(?:(?P<m>{MONTH})\b\.? ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{MONTH})\b\.?)"
    r"(?:,? (?P<y>\d{4}))?"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
AGENCY = r"[(\[](?P<agency>[A-Z][\w&’' ./-]{1,40}?)[)\]]"


@lru_cache(maxsize=1)
def _load_forms() -> tuple[re.Pattern[str], ...]:
    """Return the forms of credits; where a party or a label could stand, they ask for what is known or rule it out."""
    known = "|".join(map(re.escape, sorted(load_words("agencies"), key=len, reverse=True)))
    known_agency = rf"[(\[](?P<agency>{known})[)\]]"
    colon_place = "|".join(map(re.escape, load_words("colon_places")))
    labels = "|".join(map(re.escape, load_words("no_places")))
    no_label = rf"(?!(?:{labels})\b)"
    mixed_place = rf"{NO_WEEKDAY}(?!(?i:{labels})\b){NAME}(?: {NAME})?(?:, {NAME}(?: {NAME})?)?"
    forms = (
        # KHARTOUM, Sudan, Nov 18 (Reuters) -   |   Moscow. March 6 (Interfax) -
        rf"(?P<place>{PLACE}{REGION})[,.]? {WEEKDAY}(?i:{DAY}),? ?{AGENCY} ?(?:{DASH}|:) *",
        # LONDON (AP) —   |   KYIV, Ukraine (Example Wire) —
        rf"(?P<place>{CAPS_PLACE}{REGION}),? ?{AGENCY} ?(?:{DASH}|:) *",
        # Warsaw (AFP) -
        rf"(?P<place>{PLACE}{REGION}),? ?{known_agency} ?(?:{DASH}|:) *",
        # March 6 (Example Wire) -
        rf"(?P<place>)(?i:{DAY}) {AGENCY} ?{DASH} *",
        # (AFP) —
        rf"(?P<place>){known_agency} ?{DASH} *",
        # NAIROBI, March 10 —   |   Lagos, Nigeria, 3 March 2022 -
        rf"(?P<place>{no_label}{PLACE}{REGION}),? {WEEKDAY}(?i:{DAY})(?P<agency>)(?: {DASH}| ?[–—]|:) +",
        # CAIRO | Reuters
        rf"(?P<place>{CAPS_PLACE}{REGION}) \| (?P<agency>{known}) *(?:{DASH})? *\n*",
        # WHITE HOUSE —   |   KYIV, Ukraine —
        rf"(?P<place>{no_label}{CAPS_PLACE}{REGION})(?P<agency>)(?: --+| ?[–—―]) *(?=[A-ZÀ-ÞŁŚ0-9“\"'‘])",
        # CAIRO - 25 July 2022: The minister
        rf"(?P<place>{no_label}{CAPS_PLACE}) {DASH} (?i:{DAY})(?P<agency>): +",
        # TEHRAN - Turkey plans
        rf"(?P<place>{no_label}{CAPS}(?: {CAPS})?(?<=[A-Z]{{4}}))(?P<agency>) - (?=[A-Z][a-z])",
        # Mumbai, India – In February   |   Nairobi — A recent poll; not "Merkel — Germany's chancellor — said"
        rf"(?P<place>{mixed_place})(?P<agency>) (?:--|[-–—]) (?=[A-Z“\"])(?![^.]*? (?:--|[-–—]) )",
        # ISLAMABAD: Pakistan said
        rf"(?P<place>(?i:{colon_place}))(?P<agency>): (?=[A-ZÀ-ÞŁŚ0-9“\"'‘])",
    )
    return tuple(re.compile(form) for form in forms)


def find_credit(title: str, body: str, published: date | None) -> Credit | None:
    """Return the credit at the head of `body`, with spans in the text of record of `title` and `body`; None if none.

    The day gets the year that lies nearest to publication; it stays None where neither is written nor known.
    """
    start = len(body) - len(body.lstrip())
    head = body[start : start + WINDOW]
    match = next(filter(None, (form.match(head) for form in _load_forms())), None)
    if match is None or not match[0].strip(" \n-–—:"):
        return None
    shift = start + (len(title) + 2 if title else 0)
    words = re.sub(r"(?<=[^\W\d_]{4})\.$", "", match["place"])
    place = Span(shift + match.start("place"), shift + match.start("place") + len(words)) if words else None
    whole = Span(shift, shift + len(match[0].rstrip()))
    return Credit(whole, place, _day(match, published), match["agency"] or "")


def _day(match: re.Match[str], published: date | None) -> date | None:
    found = match.groupdict()
    month, day = found.get("m") or found.get("m2"), found.get("d") or found.get("d2")
    if not month or not day:
        return None
    years = [int(found["y"])] if found.get("y") else [published.year + n for n in (-1, 0, 1)] if published else []
    days = [made for year in years if (made := _make(year, MONTHS[month.lower()], int(day)))]
    if published is None:
        return days[0] if days else None
    near = min(days, key=lambda made: abs(made - published), default=None)
    # A story is filed at most weeks before it is printed; a day far off belongs to something else.
    return near if near and (found.get("y") or abs(near - published) <= timedelta(days=60)) else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
