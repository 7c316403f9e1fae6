"""What was fetched, kept: each answer a small web archive named by its hash, and a log with a line for each request."""

from __future__ import annotations

import gzip
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.core import Problem
from dateline.read.client import Fetched

LOG = ".fetched.jsonl"
LISTS = ".lists"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request that was made: what came of it, and where it lies.

    Attributes:
        url, final_url: asked for, and answered after redirects.
        at: when, ISO 8601 in UTC.
        status: of the answer, 0 if there was none.
        file: path of the kept answer below the folder, "" if none was kept.
        digest: SHA-256 of its body.
        etag, last_modified: for the next visit.
        problem: why there is no report in it, "" if there may be one.
    """

    url: str
    at: str
    status: int = 0
    final_url: str = ""
    file: str = ""
    digest: str = ""
    etag: str = ""
    last_modified: str = ""
    problem: str = ""


@dataclass(slots=True)
class Shelf:
    """A folder of kept answers. A run that is killed loses at most the answer it was about to write."""

    folder: Path
    visits: dict[str, Visit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for visit in _load_log(self.folder / LOG):
            self.visits[visit.url] = visit

    def conditions(self, url: str) -> dict[str, str]:
        """Return the headers that ask only for what changed since the last visit."""
        last = self.visits.get(url)
        if last is None or not last.file or not (self.folder / last.file).is_file():
            return {}
        found = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
        return {name: value for name, value in found.items() if value}

    def has(self, url: str) -> bool:
        """Say whether the answer to `url` was kept."""
        last = self.visits.get(url)
        return last is not None and bool(last.file) and (self.folder / last.file).is_file()

    def save(self, found: Fetched, problem: str = "", *, is_list: bool = False) -> Visit:
        """Keep an answer, once however often it comes, and return the line of the log that was written for it.

        Args:
            found: the answer.
            problem: why there is no report in it.
            is_list: whether it is a feed or sitemap: kept out of the way of those who read the folder as reports.
        """
        file = f"{LISTS + '/' if is_list else ''}{found.at:%Y-%m-%d}/{found.digest[:20]}.warc.gz"
        last = self.visits.get(found.url)
        if last is not None and last.digest == found.digest and (self.folder / last.file).is_file():
            file = last.file
        path = self.folder / file
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, gzip.compress(warc_record(found), mtime=0))
        return self._note(
            Visit(
                found.url,
                found.at.isoformat(timespec="seconds"),
                found.status,
                found.final_url,
                file,
                found.digest,
                found.header("etag"),
                found.header("last-modified"),
                problem,
            )
        )

    def save_problem(self, problem: Problem, at: str) -> Visit:
        """Write down that an address gave nothing, and why."""
        return self._note(Visit(problem.where, at, problem=problem.message))

    def _note(self, visit: Visit) -> Visit:
        line = json.dumps({name: getattr(visit, name) for name in Visit.__slots__}, ensure_ascii=False)
        with (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(line + "\n")
            log.flush()
            os.fsync(log.fileno())
        self.visits[visit.url] = visit
        return visit


def _load_log(path: Path) -> Iterator[Visit]:
    """Give the lines of a log; one that a killed run left unfinished is passed over."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            values = json.loads(line) if line.strip() else None
        except ValueError:
            continue
        if isinstance(values, Mapping) and "url" in values and "at" in values:
            yield Visit(**{name: values[name] for name in Visit.__slots__ if name in values})


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


def warc_record(found: Fetched) -> bytes:
    """Return an answer as a WARC 1.1 response record: as it came, but for the framing of chunks."""
    gone = {"transfer-encoding", "content-length"}
    headers = "".join(f"{key}: {value}\r\n" for key, value in found.headers if key.lower() not in gone)
    start = f"HTTP/1.1 {found.status} {found.reason}\r\n{headers}Content-Length: {len(found.wire)}\r\n\r\n"
    block = start.encode("utf-8", "replace") + found.wire
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{found.final_url} {found.digest} {found.at.isoformat()}")
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Date": f"{found.at:%Y-%m-%dT%H:%M:%SZ}",
        "WARC-Target-URI": found.final_url,
        "WARC-Payload-Digest": f"sha256:{found.digest}",
        "Content-Type": "application/http;msgtype=response",
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in fields.items()) + "\r\n"
    return head.encode("utf-8") + block + b"\r\n\r\n"
