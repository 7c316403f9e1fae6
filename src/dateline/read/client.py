"""A polite client: one request at a time to a host, robots.txt, retries, and limits on size, time and redirects."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from dateline import __version__
from dateline.core import Problem
from dateline.read.addresses import AddressError, normal_address
from dateline.read.settings import MIB

if TYPE_CHECKING:
    import httpx2
    from protego import Protego

AGENT = f"Dateline/{__version__} (reads news reports; obeys robots.txt)"
ROBOTS_BYTES = 512 * 1024
LONGEST_DELAY = 60.0
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages are fetched.

    Attributes:
        delay: seconds between two requests to one host; a longer delay that robots.txt asks for is kept.
        timeout: seconds without a byte, and for a connection.
        deadline: seconds for one answer in all.
        largest: bytes of one answer, packed and unpacked.
        redirects: at most so many for one address.
        attempts: tries when a server is busy or a connection breaks.
        retry_wait: seconds before the second try; later ones wait longer.
        allow_private: also fetch from this machine and private networks.
        agent: name given to servers, and looked for in robots.txt.
    """

    delay: float = 1.0
    timeout: float = 15.0
    deadline: float = 60.0
    largest: int = 16 * MIB
    redirects: int = 5
    attempts: int = 3
    retry_wait: float = 1.0
    allow_private: bool = False
    agent: str = AGENT


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer as it came.

    Attributes:
        url: the address asked for; `final_url` is that of the answer, after redirects.
        at: when it was fetched (UTC).
        status, reason, headers: as the server said; `data` is the body, unpacked, `wire` as it came.
    """

    url: str
    final_url: str
    at: datetime
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    data: bytes
    wire: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the unpacked body, in hexadecimal."""
        return sha256(self.data).hexdigest()

    def header(self, name: str) -> str:
        """Return a header, "" if it is absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class FetchError(Exception):
    """An address could not be fetched; the message says why."""


class _BusyError(FetchError):
    """A server asks to come again later."""

    def __init__(self, message: str, after: float | None) -> None:
        super().__init__(message)
        self.after = after


@dataclass(slots=True)
class Client:
    """Fetches addresses one after another; remembers when each host was asked last and what its robots.txt says."""

    settings: FetchSettings = field(default_factory=FetchSettings)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _http: httpx2.Client | None = None

    def __enter__(self) -> Self:
        import httpx2

        from dateline.read.transport import CheckedTransport

        timeout = httpx2.Timeout(self.settings.timeout)
        transport = CheckedTransport(allow_private=self.settings.allow_private)
        headers = {"User-Agent": self.settings.agent, "Accept-Encoding": "gzip"}
        self._http = httpx2.Client(
            transport=transport, timeout=timeout, headers=headers, trust_env=False, follow_redirects=False
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http is not None:
            self._http.close()

    def fetch(self, url: str, conditions: Mapping[str, str] | None = None) -> Fetched | Problem:
        """Return the answer to `url`, or the problem that kept it from coming.

        Args:
            url: an http or https address.
            conditions: headers such as If-None-Match; an answer of 304 then says that nothing changed.
        """
        try:
            return self._follow(normal_address(url), dict(conditions or {}))
        except (AddressError, FetchError) as error:
            return Problem(url, str(error), "")

    def _follow(self, url: str, conditions: dict[str, str]) -> Fetched:
        seen = [url]
        while True:
            if not self._is_allowed(seen[-1]):
                raise FetchError("robots.txt forbids it")
            found = self._try(seen[-1], conditions)
            target = found.header("location")
            if found.status not in {301, 302, 303, 307, 308} or not target:
                return Fetched(
                    url, seen[-1], found.at, found.status, found.reason, found.headers, found.data, found.wire
                )
            following = normal_address(urljoin(seen[-1], target))
            if following in seen:
                raise FetchError(f"redirects in a circle ({following})")
            if len(seen) > self.settings.redirects:
                raise FetchError(f"more than {self.settings.redirects} redirects")
            seen.append(following)

    def _try(self, url: str, conditions: dict[str, str]) -> Fetched:
        """Return the answer of the last of several tries. Raises `FetchError` when none got one."""
        import stamina

        wait = self.settings.retry_wait
        tries = stamina.retry_context(
            on=_pause,
            attempts=self.settings.attempts,
            timeout=None,
            wait_initial=wait,
            wait_max=30,
            wait_jitter=wait / 4,
        )
        for attempt in tries:
            with attempt:
                return self._ask(url, conditions, self.settings.largest)
        raise FetchError("no answer")  # pragma: no cover - the last try either answers or raises

    def _ask(self, url: str, conditions: dict[str, str], largest: int) -> Fetched:
        import httpx2

        assert self._http is not None
        self._wait_for(url)
        begun = self.clock()
        try:
            with self._http.stream("GET", url, headers=conditions) as answer:
                wire = _read_body(answer, largest, lambda: self.clock() - begun > self.settings.deadline)
        except httpx2.TimeoutException as error:
            raise _BusyError(f"no answer within {self.settings.timeout:g} s", None) from error
        except httpx2.TransportError as error:
            if isinstance(error.__cause__, AddressError):
                raise error.__cause__ from None
            raise _BusyError(f"the connection failed ({error or type(error).__name__})", None) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise FetchError(f"the answer is no HTTP ({error})") from error
        if answer.status_code in RETRIED:
            raise _BusyError(f"HTTP {answer.status_code} {answer.reason_phrase}", _retry_after(answer.headers))
        headers = tuple((key, value) for key, value in answer.headers.multi_items())
        data = _unpacked(wire, answer.headers.get("content-encoding", ""), largest)
        return Fetched(url, url, datetime.now(UTC), answer.status_code, answer.reason_phrase, headers, data, wire)

    def _wait_for(self, url: str) -> None:
        """Sleep until the host may be asked again."""
        host = urlsplit(url).netloc
        robots = self._robots.get(_site(url))
        asked_for = robots.crawl_delay(self.settings.agent) if robots else None
        delay = max(self.settings.delay, min(float(asked_for or 0), LONGEST_DELAY))
        left = self._asked.get(host, -LONGEST_DELAY) + delay - self.clock()
        if host in self._asked and left > 0:
            self.sleep(left)
        self._asked[host] = self.clock()

    def _is_allowed(self, url: str) -> bool:
        """Say whether robots.txt allows `url`: one that cannot be had allows nothing, one that is absent all."""
        site = _site(url)
        if site not in self._robots:
            self._robots[site] = self._load_robots(site)
        robots = self._robots[site]
        return robots is not None and bool(robots.can_fetch(url, self.settings.agent))

    def _load_robots(self, site: str) -> Protego | None:
        from protego import Protego

        url = f"{site}/robots.txt"
        for _ in range(self.settings.redirects):
            try:
                found = self._ask(url, {}, ROBOTS_BYTES)
            except _BusyError as error:
                raise FetchError(f"robots.txt cannot be had: {error}") from error
            if found.status in {301, 302, 303, 307, 308}:
                url = normal_address(urljoin(url, found.header("location")))
                continue
            return Protego.parse(found.data.decode("utf-8", "replace") if found.status == 200 else "")
        return Protego.parse("")


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _pause(error: Exception) -> bool | timedelta:
    """Return whether, or when, to try again."""
    if not isinstance(error, _BusyError):
        return False
    return True if error.after is None else timedelta(seconds=error.after)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a busy server asks for, at most a minute."""
    said = headers.get("retry-after", "")
    if said.isdigit():
        return min(float(said), LONGEST_DELAY)
    try:
        left = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds() if said else None
    except (ValueError, TypeError):
        return None
    return None if left is None else min(max(left, 0.0), LONGEST_DELAY)


def _read_body(answer: httpx2.Response, largest: int, is_late: Callable[[], bool]) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_raw():
        size += len(piece)
        if size > largest:
            raise FetchError(f"an answer of more than {largest >> 10} KiB")
        if is_late():
            raise FetchError("the answer takes too long")
        pieces.append(piece)
    return b"".join(pieces)


def _unpacked(wire: bytes, encoding: str, largest: int) -> bytes:
    """Return the body unpacked. Raises `FetchError` when it exceeds `largest`, or is packed in another way."""
    if encoding.strip().lower() in {"", "identity"}:
        return wire
    if encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(f"packed as {encoding!r}, which was not asked for")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        data = unpacker.decompress(wire, largest + 1)
    except zlib.error as error:
        raise FetchError(f"broken packing ({error})") from error
    if len(data) > largest:
        raise FetchError(f"unpacks to more than {largest >> 10} KiB")
    return data
