"""Days on the command line."""

from __future__ import annotations

import re
from datetime import date, datetime

import typer

LITTLE_ENDIAN = re.compile(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*")


def suggest_day(text: str) -> str:
    """Return how a day that was written 4.3.2026 is to be written, in words that end a message; "" for others."""
    found = LITTLE_ENDIAN.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return ""
    return f" ({text.strip()} is {day})" if day else ""


def read_day(text: str) -> date:
    """Return the day of an option. Raises `typer.BadParameter`, with the form to write, for anything else."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day of the calendar, in no zone
    except ValueError:
        told = f"{text!r} is no day: write YYYY-MM-DD, such as 2022-03-06{suggest_day(text)}"
        raise typer.BadParameter(told) from None
