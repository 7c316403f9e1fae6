"""Fetching, tried on a real server on this machine: well behaved, slow, broken, redirecting, bombing and looping."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from protego import Protego
from typer.testing import CliRunner

from dateline.cli import build
from dateline.core import Problem, Report
from dateline.read import read
from dateline.read.addresses import AddressError, is_open, normal_address, resolve_host
from dateline.read.client import Client, Fetched, FetchSettings
from dateline.read.fetch import fetch_all
from dateline.read.keep import LOG, Shelf
from dateline.read.links import find_links
from dateline.read.watch import Feed, Watch, WatchError, load_watch, poll

pytest.importorskip("httpx2")

PAGES = Path(__file__).parent.parent / "reports" / "pages"
STORY = (PAGES / "wordpress_classic.html").read_bytes()
FAST = FetchSettings(delay=0, timeout=20.0, deadline=60.0, attempts=2, retry_wait=0.01, allow_private=True)
IMPATIENT = replace(FAST, timeout=0.5, deadline=1.0)
BOMB = gzip.compress(b"\0" * (20 << 20))


@dataclass
class Site:
    """A server with its address, the requests that reached it, and what it is told to answer."""

    address: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    robots: str = "User-agent: *\nDisallow: /private/\n"
    robots_status: int = 200
    busy: int = 0

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


def feed_of(address: str) -> bytes:
    items = "".join(f"<item><title>S{n}</title><link>{address}/story/{n}</link></item>" for n in range(3))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode()


class Handler(BaseHTTPRequestHandler):
    site: Site

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def answer(self, data: bytes, status: int = 200, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").partition("/")[0].replace(".", "_") or "root"
        getattr(self, f"at_{name}", lambda: self.answer(b"gone", 404))()

    def at_robots_txt(self) -> None:
        self.answer(self.site.robots.encode(), self.site.robots_status, "text/plain")

    def at_story(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.answer(b"", 304)
        else:
            self.answer(
                STORY.replace(b"Korvin", self.path.encode()), ETag='"v1"', Last_Modified="Tue, 14 May 2024 10:00:00 GMT"
            )

    def at_packed(self) -> None:
        self.answer(gzip.compress(STORY), Content_Encoding="gzip")

    def at_bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def at_brotli(self) -> None:
        self.answer(b"xxxx", Content_Encoding="br")

    def at_badgzip(self) -> None:
        self.answer(b"\x1f\x8b\x08 not really", Content_Encoding="gzip")

    def at_large(self) -> None:
        self.answer(b"x" * (18 << 20))

    def at_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(0.1)

    def at_silent(self) -> None:
        time.sleep(1.5)

    def at_broken(self) -> None:
        self.wfile.write(b"this is no HTTP at all\r\n\r\n")

    def at_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b"<html>")

    def at_moved(self) -> None:
        self.answer(b"", 301, Location="/story/9")

    def at_circle(self) -> None:
        self.answer(b"", 302, Location="/circle")

    def at_endless(self) -> None:
        number = int(self.path.rpartition("/")[2] or 0)
        self.answer(b"", 302, Location=f"/endless/{number + 1}")

    def at_tofile(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def at_busy(self) -> None:
        self.site.busy += 1
        if self.site.busy == 1:
            self.answer(b"", 503, Retry_After="0")
        else:
            self.answer(STORY)

    def at_down(self) -> None:
        self.answer(b"", 500)

    def at_empty(self) -> None:
        self.answer(b"")

    def at_paid(self) -> None:
        self.answer(
            b'<html><head><script type="application/ld+json">'
            b'{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
            b"</head><body><p>Subscribe</p></body></html>"
        )

    def at_feed_xml(self) -> None:
        self.answer(feed_of(self.site.address), kind="application/rss+xml", ETag='"f"')

    def at_sitemap_xml(self) -> None:
        places = "".join(f"<sitemap><loc>{self.site.address}/map/{n}</loc></sitemap>" for n in range(2))
        self.answer(
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</sitemapindex>'.encode()
        )

    def at_map(self) -> None:
        number = self.path.rpartition("/")[2]
        days = "".join(
            f"<url><loc>{self.site.address}/story/{number}{n}</loc><lastmod>2024-05-1{n}</lastmod></url>"
            for n in range(3)
        )
        self.answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{days}</urlset>'.encode())


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that runs as long as the test does."""
    state = Site()
    handler = type("Bound", (Handler,), {"site": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - clients that hang up are part of the test
    state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()


def fetched(site: Site, path: str, settings: FetchSettings = FAST) -> Fetched | Problem:
    with Client(settings) as client:
        return client.fetch(f"{site.address}{path}")


def test_a_page_comes_as_it_is(site: Site) -> None:
    """A page is fetched under the client's own name, with its headers."""
    found = fetched(site, "/story/1")
    assert isinstance(found, Fetched)
    assert (found.status, found.header("etag")) == (200, '"v1"')
    assert site.asked[-1][1]["User-Agent"].startswith("Dateline/")
    assert site.paths() == ["/story/1"]


def test_a_packed_page_is_unpacked(site: Site) -> None:
    """A gzip answer gives the page; what came over the wire is kept beside it."""
    found = fetched(site, "/packed")
    assert isinstance(found, Fetched)
    assert found.data == STORY
    assert gzip.decompress(found.wire) == STORY


def test_a_redirect_is_followed(site: Site) -> None:
    """The answer says both what was asked for and where it came from."""
    found = fetched(site, "/moved")
    assert isinstance(found, Fetched)
    assert (found.url, found.final_url) == (f"{site.address}/moved", f"{site.address}/story/9")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/bomb", "unpacks to more"),
        ("/brotli", "packed as 'br'"),
        ("/badgzip", "broken packing"),
        ("/large", "more than 16384 KiB"),
        ("/broken", "connection failed"),
        ("/short", "connection failed"),
        ("/circle", "in a circle"),
        ("/endless/0", "more than 5 redirects"),
        ("/tofile", "no http or https address"),
        ("/down", "HTTP 500"),
        ("/private/x", "robots.txt forbids it"),
    ],
)
def test_bad_answers_are_problems(site: Site, path: str, reason: str) -> None:
    """Whatever a server does, the client says what it was, soon."""
    found = fetched(site, path)
    assert isinstance(found, Problem)
    assert reason in found.message


@pytest.mark.parametrize(("path", "reason"), [("/slow", "takes too long"), ("/silent", "no answer within")])
def test_slow_answers_are_given_up(site: Site, path: str, reason: str) -> None:
    """An answer that trickles, or never comes, is a problem after the time that was set."""
    with Client(IMPATIENT) as client:
        client._robots[site.address] = Protego.parse("")
        found = client.fetch(f"{site.address}{path}")
    assert isinstance(found, Problem)
    assert reason in found.message


def test_a_busy_server_is_asked_again(site: Site) -> None:
    """A server that is busy once is tried a second time."""
    found = fetched(site, "/busy")
    assert isinstance(found, Fetched)
    assert site.paths() == ["/busy", "/busy"]


def test_robots_that_cannot_be_had_forbid_everything(site: Site) -> None:
    """A robots.txt that fails forbids; one that is absent allows."""
    site.robots_status = 503
    found = fetched(site, "/story/1")
    assert isinstance(found, Problem)
    assert "robots.txt" in found.message
    site.robots_status = 404
    assert isinstance(fetched(site, "/private/x"), Fetched)


def test_a_host_is_not_hurried(site: Site) -> None:
    """Between two requests to a host lies the delay, or the longer one that its robots.txt asks for."""
    site.robots = "User-agent: *\nCrawl-delay: 7\n"
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    with Client(replace(FAST, delay=2.0), clock=lambda: now[0], sleep=sleep) as client:
        client.fetch(f"{site.address}/story/1")
        client.fetch(f"{site.address}/story/2")
    assert slept == [7.0, 7.0]


def test_private_addresses_are_refused(site: Site) -> None:
    """Without leave, neither this machine nor a private network is asked for anything."""
    found = fetched(site, "/story/1", replace(FAST, allow_private=False))
    assert isinstance(found, Problem)
    assert found.message.endswith(" is on this machine or a private network: refused without --allow-private")
    assert site.asked == []


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1%eth0", "fc00::1",
                "::ffff:127.0.0.1", "100.64.0.1", "224.0.0.1", "2002:7f00:1::"]
)  # fmt: skip
def test_addresses_of_private_networks_are_known(address: str) -> None:
    """Every range that does not belong to the open web is known as such."""
    assert not is_open(address)
    assert is_open("93.184.216.34")


def test_addresses_are_checked() -> None:
    """Only web addresses without passwords are fetched; an unknown host is a problem."""
    assert normal_address("https://news.example/a b#part") == "https://news.example/a b"
    for bad in (
        "file:///etc/passwd",
        "ftp://x.example/",
        "http://user:secret@x.example/",
        "news",
        "http://[::1",
        "http://x:99999/",
    ):
        with pytest.raises(AddressError):
            normal_address(bad)
    with pytest.raises(AddressError):
        resolve_host("host.invalid", 80, allow_private=True)


def run(site: Site, shelf: Shelf, *paths: str, **options: bool) -> list[tuple[str, str]]:
    with Client(FAST) as client:
        outcomes = list(fetch_all([site.address + path for path in paths], client, shelf, limit=10, **options))
    return [(outcome.visit.url.removeprefix(site.address), outcome.news) for outcome in outcomes]


def test_what_was_fetched_can_be_read_and_traced(site: Site, tmp_path: Path) -> None:
    """A kept page is a web archive that gives its report; the log has time, hash and headers."""
    shelf = Shelf(tmp_path)
    assert run(site, shelf, "/story/1") == [("/story/1", "kept")]
    visit = shelf.visits[f"{site.address}/story/1"]
    assert visit.etag == '"v1"'
    assert datetime.fromisoformat(visit.at).tzinfo == UTC
    (report,) = read(tmp_path)
    assert isinstance(report, Report)
    assert (report.url, str(report.published)) == (f"{site.address}/story/1", "2024-05-14")
    logged = json.loads((tmp_path / LOG).read_text(encoding="utf-8"))
    assert (logged["digest"], logged["file"]) == (visit.digest, visit.file)


def test_the_second_visit_asks_only_for_changes(site: Site, tmp_path: Path) -> None:
    """A page that has not changed is not sent again, also in a later run; nothing is kept twice."""
    run(site, Shelf(tmp_path), "/story/1")
    kept = sorted(tmp_path.rglob("*.warc.gz"))
    assert run(site, Shelf(tmp_path), "/story/1") == [("/story/1", "unchanged")]
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 14 May 2024 10:00:00 GMT"
    assert sorted(tmp_path.rglob("*.warc.gz")) == kept


def test_feeds_and_sitemaps_lead_to_stories(site: Site, tmp_path: Path) -> None:
    """Each story of a feed is fetched once; sitemaps are followed, newest stories first."""
    shelf = Shelf(tmp_path)
    stories = [(f"/story/{n}", "kept") for n in range(3)]
    assert run(site, shelf, "/feed.xml") == [("/feed.xml", "kept"), *stories]
    assert run(site, shelf, "/feed.xml")[1:] == [(path, "known") for path, _ in stories]
    found = [path for path, _ in run(site, shelf, "/sitemap.xml") if path.startswith("/story")]
    assert found == ["/story/02", "/story/01", "/story/00", "/story/12", "/story/11", "/story/10"]


def test_pages_without_report_are_problems_with_a_reason(site: Site, tmp_path: Path) -> None:
    """Paywalls, empty answers and missing pages are told apart."""
    with Client(FAST) as client:
        urls = [f"{site.address}/{name}" for name in ("paid", "empty", "nothing")]
        outcomes = list(fetch_all(urls, client, Shelf(tmp_path), limit=5))
    reasons = [outcome.problem.message for outcome in outcomes if outcome.problem]
    assert [("paywall" in reasons[0]), reasons[1], reasons[2]] == [True, "an empty answer", "HTTP 404 Not Found"]


def test_a_log_cut_off_by_a_kill_is_read(site: Site, tmp_path: Path) -> None:
    """Half a line at the end of the log costs that line alone."""
    run(site, Shelf(tmp_path), "/story/1")
    with (tmp_path / LOG).open("a", encoding="utf-8") as log:
        log.write('{"url": "http://x.example/", "at"')
    assert list(Shelf(tmp_path).visits) == [f"{site.address}/story/1"]


def test_polling_asks_each_feed_when_it_is_due(site: Site, tmp_path: Path) -> None:
    """A feed is asked at once and then every so often; between, nobody is."""
    now, rounds = [0.0], []

    def sleep(seconds: float) -> None:
        rounds.append(seconds)
        now[0] += seconds
        if len(rounds) == 3:
            raise KeyboardInterrupt

    watch = Watch(tmp_path, (Feed(f"{site.address}/feed.xml", 600, 1), Feed(f"{site.address}/sitemap.xml", 900, 1)))
    with Client(FAST) as client, pytest.raises(KeyboardInterrupt):
        list(poll(watch, client, Shelf(tmp_path), once=False, clock=lambda: now[0], sleep=sleep))
    assert rounds == [600, 300, 300]
    assert [path for path in site.paths() if path.endswith(".xml")] == [
        "/feed.xml",
        "/sitemap.xml",
        "/feed.xml",
        "/sitemap.xml",
    ]


def test_a_file_of_feeds_is_checked(tmp_path: Path) -> None:
    """What is wrong in a file of feeds is named with the file and the remedy."""
    path = tmp_path / "FEEDS.toml"
    path.write_text(
        'every = "30m"\n[[feed]]\nurl = "https://a.example/f"\n[[feed]]\nurl = "https://b.example/f"\nevery = "2h"\n',
        encoding="utf-8",
    )
    assert [feed.every for feed in load_watch(path).feeds] == [1800, 7200]
    for text, reason in (
        ("", "no feeds"),
        ("[[feed]]\n", "no url"),
        ('evry = "1h"\n', "unknown setting 'evry'"),
        ('[[feed]]\nurl = "u"\nevery = "5s"\n', "from one minute"),
        ('[[feed]]\nurl = "u"\nlimit = 0\n', "limit is a number"),
        ("[[feed]\n", "line 1"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(WatchError, match=reason):
            load_watch(path)
    with pytest.raises(WatchError, match="No such file"):
        load_watch(tmp_path / "none.toml")


def test_links_of_hostile_sitemaps_are_not_expanded() -> None:
    """A sitemap with entities of its own gives no links; addresses that are none are passed over."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>https://x.example/&a;</loc></url></urlset>'
    assert find_links(bomb, "https://x.example/").pages == ()
    odd = b"<urlset><url><loc>javascript:alert(1)</loc></url><url><loc>/ok</loc></url></urlset>"
    assert find_links(odd, "https://x.example/").pages == ("https://x.example/ok",)


def test_the_commands_print_what_came(site: Site, tmp_path: Path) -> None:
    """`fetch` and `watch` print one line of JSON an address and leave with the right exit code."""
    runner = CliRunner()
    arguments = ["fetch", f"{site.address}/story/1", "--into", str(tmp_path), "--allow-private", "--delay", "0"]
    done = runner.invoke(build(arguments), arguments)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["news"] == "kept"
    assert runner.invoke(build(["fetch"]), ["fetch"]).exit_code == 2
    refused = runner.invoke(build(arguments), arguments[:4])
    assert refused.exit_code == 3
    assert "private network" in refused.stderr
    feeds = tmp_path / "FEEDS.toml"
    feeds.write_text(f'into = "pages"\n[[feed]]\nurl = "{site.address}/feed.xml"\n', encoding="utf-8")
    arguments = ["watch", str(feeds), "--once", "--allow-private", "--delay", "0"]
    done = runner.invoke(build(arguments), arguments)
    assert done.exit_code == 0, done.output
    assert [json.loads(line)["news"] for line in done.stdout.splitlines()] == ["kept"] * 4
    assert [type(item) for item in read(tmp_path / "pages")] == [Report] * 3
    assert runner.invoke(build(arguments), ["watch", str(tmp_path / "no.toml")]).exit_code == 2
