"""What a page says of itself: headline, day, publisher, author, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.read.byline import find_byline_author
from dateline.read.days import Published
from dateline.read.linked_data import find_article, names_of, text_of
from dateline.read.published import find_published

SITE_TAIL = re.compile(r"(.*\S)(?:\s+[|·•»]\s+|\s+[–—-]\s+(?=[^–—-]{2,30}$))(.*)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; "" and None where it says nothing."""

    title: str = ""
    published: Published | None = None
    publisher: str = ""
    author: str = ""
    language: str = ""
    url: str = ""
    article_body: str = ""
    is_paid: bool = False
    kind: str = ""


def find_facts(tree: Any, url: str) -> Facts:
    """Return what a page says of itself, the strongest voice first: JSON-LD, meta tags, marked-up text, its address."""
    meta = _meta(tree)
    article = find_article(tree)
    address = _address(tree, meta) or url
    return Facts(
        title=find_title(tree, meta, article),
        published=find_published(tree, meta, article, address or url),
        publisher=_publisher(article, meta),
        author=_author(article, meta, tree),
        language=text_of(article.get("inLanguage")) or tree.get("lang", "") or meta.get("content-language", ""),
        url=address,
        article_body=text_of(article.get("articleBody")),
        is_paid=str(article.get("isAccessibleForFree", "")).lower() == "false",
        kind=meta.get("og:type", "").lower(),
    )


def _meta(tree: Any) -> dict[str, str]:
    """Return the contents of meta tags by name, property or itemprop in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := tag.get(attribute)):
                found.setdefault(name.strip().lower(), content)
    return found


def _address(tree: Any, meta: Mapping[str, str]) -> str:
    links = (link.get("href", "") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower())
    address = next(links, "") or meta.get("og:url", "")
    return address if address.startswith(("http://", "https://")) else ""


def _author(article: Mapping[str, Any], meta: Mapping[str, str], tree: Any) -> str:
    said = names_of(article.get("author"))
    if not said:
        tags = ("author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "article:author_name")
        said = next((meta[tag] for tag in tags if meta.get(tag) and not meta[tag].startswith("http")), "")
    publisher = _publisher(article, meta).lower()
    return said if said and said.lower() != publisher else "" if said else find_byline_author(tree)


def _publisher(article: Mapping[str, Any], meta: Mapping[str, str]) -> str:
    names = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
    return names_of(article.get("publisher")) or next((meta[name] for name in names if meta.get(name)), "")


def find_title(tree: Any, meta: Mapping[str, str], article: Mapping[str, Any]) -> str:
    """Return the headline: the page's one h1 where it has one, else what it calls itself, without the site's name."""
    called = [
        text_of(article.get("headline")),
        meta.get("og:title", ""),
        meta.get("twitter:title", ""),
        _title_tag(tree),
    ]
    called = [_squeezed(words) for words in called if words]
    heads = [words for node in tree.iter("h1") if (words := _squeezed(node.text_content())) and len(words) > 10]
    for head in heads:
        if any(_agree(head, words) for words in called):
            return head
    if called:
        if shown := _shown_part(tree, called[0]):
            return shown
        return _without_site(called[0], _publisher(article, meta))
    return heads[0] if len(heads) == 1 else ""


def _title_tag(tree: Any) -> str:
    return next((node.text_content() for node in tree.iter("title")), "")


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def _agree(head: str, called: str) -> bool:
    """Say whether two headlines share most of their words."""
    first, second = (set(re.findall(r"\w+", words.lower())) for words in (head, called))
    return bool(first) and len(first & second) >= 0.6 * min(len(first), len(second))


def _shown_part(tree: Any, title: str) -> str:
    """Return the end of "Example Gazette: Ministers meet" where the page shows it as a line of its own, else ""."""
    part = title.partition(": ")[2]
    if len(part) < 15:
        return ""
    lines = (
        _squeezed(node.text or "") for node in tree.iter("b", "strong", "div", "span", "font", "h2", "h3", "td", "p")
    )
    return part if part in lines else ""


def _without_site(title: str, site: str) -> str:
    """Return a title without " | Example Gazette" at its end."""
    if site and title.lower().endswith(site.lower()):
        return title[: -len(site)].rstrip(" |-–—·:•") or title
    match = SITE_TAIL.fullmatch(title)
    return match[1] if match and len(match[1]) > 15 and len(match[2].split()) <= 5 else title
