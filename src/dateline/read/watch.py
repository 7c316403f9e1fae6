"""Feeds that are polled: each when it is due, the new stories in it fetched and kept."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.read.client import Client
from dateline.read.fetch import Outcome, fetch_all
from dateline.read.keep import Shelf

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST = 60.0
KEYS = {"into", "every", "limit", "feed"}
FEED_KEYS = {"url", "every", "limit"}


class WatchError(ValueError):
    """A file of feeds is wrong; the message names what, and how to write it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed or sitemap to poll every so many seconds, with at most `limit` stories each time."""

    url: str
    every: float
    limit: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What a file of feeds says: where to keep what comes, and what to poll."""

    into: Path
    feeds: tuple[Feed, ...]


def load_watch(path: Path) -> Watch:
    """Return what a TOML file of feeds says. Raises `WatchError`, naming file and fault."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WatchError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WatchError(f"{path}: {error}") from error
    unknown = sorted(values.keys() - KEYS)
    if unknown:
        raise WatchError(f"{path}: unknown setting {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    feeds = values.get("feed", [])
    if not isinstance(feeds, list) or not feeds:
        raise WatchError(f'{path}: no feeds; write [[feed]] and url = "https://…"')
    every, limit = values.get("every", "15m"), values.get("limit", 100)
    made = tuple(_feed(f"{path}: feed {number}", feed, every, limit) for number, feed in enumerate(feeds, start=1))
    into = values.get("into", "pages")
    if not isinstance(into, str):
        raise WatchError(f'{path}: into is a folder, as in into = "pages"')
    return Watch(path.parent / into, made)


def _feed(where: str, values: object, every: object, limit: object) -> Feed:
    if not isinstance(values, dict) or not isinstance(values.get("url"), str):
        raise WatchError(f'{where}: no url; write url = "https://…"')
    unknown = sorted(values.keys() - FEED_KEYS)
    if unknown:
        raise WatchError(f"{where}: unknown setting {unknown[0]!r}; known are {', '.join(sorted(FEED_KEYS))}")
    most = values.get("limit", limit)
    if not isinstance(most, int) or isinstance(most, bool) or most < 1:
        raise WatchError(f"{where}: limit is a number from 1")
    return Feed(values["url"], _seconds(where, values.get("every", every)), most)


def _seconds(where: str, words: object) -> float:
    match = re.fullmatch(r"(\d+)([smhd])", words) if isinstance(words, str) else None
    seconds = int(match[1]) * SECONDS[match[2]] if match else 0.0
    if seconds < SHORTEST:
        raise WatchError(f'{where}: every is a time from one minute, as in every = "15m"')
    return float(seconds)


def poll(
    watch: Watch,
    client: Client,
    shelf: Shelf,
    *,
    once: bool,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Outcome]:
    """Poll each feed when it is due and give what comes of every address; one round where `once` is set."""
    due = dict.fromkeys(watch.feeds, clock())
    while True:
        for feed in sorted(watch.feeds, key=lambda feed: (due[feed], feed.url)):
            if due[feed] <= clock():
                yield from fetch_all([feed.url], client, shelf, limit=feed.limit)
                due[feed] = clock() + feed.every
        if once:
            return
        sleep(max(0.0, min(due.values()) - clock()))
