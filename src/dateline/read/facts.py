"""What a page says of itself: headline, day, publisher, author, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.read.days import Published, find_url_day, read_day
from dateline.read.words import load_words

SITE_TAIL = re.compile(r"(.*\S)(?:\s+[|·•»]\s+|\s+[–—-]\s+(?=[^–—-]{2,30}$))(.*)")
UPDATED = re.compile(
    r"\b(?:updated?|modified|revised|last|corrected|aktualisiert|actualizado|mis à jour)\b", re.IGNORECASE
)
BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|dateline|pub-?date|publish(?:ed)?|posted|date|timestamp|article-?(?:meta|info|date)|time|meta|author)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"related|recommend|sidebar|footer|comment|trending|popular|most-?read|teaser|promo|newsletter|latest|more-|ticker",
    re.IGNORECASE,
)


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
        publisher=_name(article.get("publisher")) or meta.get("og:site_name", "") or meta.get("application-name", ""),
        author=_name(article.get("author")) or _author(meta, tree),
        language=_text(article.get("inLanguage")) or tree.get("lang", "") or meta.get("content-language", ""),
        url=address,
        article_body=_text(article.get("articleBody")),
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


def find_article(tree: Any) -> Mapping[str, Any]:
    """Return the JSON-LD object that describes the page's article, {} if there is none."""
    found = [
        item for script in tree.iter("script") if _is_json_ld(script) for item in _objects(_load(script.text or ""), 0)
    ]
    news = [item for item in found if _types(item) & set(load_words("article_types"))]
    return next((item for item in news if "datePublished" in item), news[0] if news else {})


def _is_json_ld(script: Any) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _load(text: str) -> object:
    text = re.sub(r"^\s*(?://)?\s*<!(?:\[CDATA\[|--)|(?://)?\s*(?:\]\]|--)>\s*$", "", text).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Give every object of a JSON-LD value that may be an article: in lists, graphs and main entities."""
    if isinstance(value, list) and depth < 6:
        for item in value[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, Mapping) and depth < 6:
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate"):
            if key in value and key != "liveBlogUpdate":
                yield from _objects(value[key], depth + 1)


def _types(item: Mapping[str, Any]) -> set[str]:
    kinds = item.get("@type", "")
    return {str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value") or ""
    return value.strip() if isinstance(value, str) else ""


def _name(value: object) -> str:
    """Return the name or names of people or bodies in JSON-LD."""
    values = value if isinstance(value, list) else [value]
    return ", ".join(dict.fromkeys(filter(None, map(_text, values))))


def _author(meta: Mapping[str, str], tree: Any) -> str:
    said = (
        meta.get("author", "")
        or meta.get("parsely-author", "")
        or meta.get("sailthru.author", "")
        or meta.get("dc.creator", "")
    )
    if said and not said.startswith("http"):
        return said
    for node in tree.xpath('//*[@rel="author" or @itemprop="author"]')[:3]:
        words = " ".join(node.text_content().split())
        if 3 < len(words) < 80:
            return re.sub(r"^by\s+", "", words, flags=re.IGNORECASE)
    return ""


# Headlines


def find_title(tree: Any, meta: Mapping[str, str], article: Mapping[str, Any]) -> str:
    """Return the headline: the page's one h1 where it has one, else what it calls itself, without the site's name."""
    called = [_text(article.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", ""), _title_tag(tree)]
    called = [_squeezed(words) for words in called if words]
    heads = [words for node in tree.iter("h1") if (words := _squeezed(node.text_content())) and len(words) > 10]
    for head in heads:
        if any(_agree(head, words) for words in called):
            return head
    if called:
        return _without_site(called[0], _site(meta, article))
    return heads[0] if len(heads) == 1 else ""


def _site(meta: Mapping[str, str], article: Mapping[str, Any]) -> str:
    return _name(article.get("publisher")) or meta.get("og:site_name", "")


def _title_tag(tree: Any) -> str:
    return next((node.text_content() for node in tree.iter("title")), "")


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def _agree(head: str, called: str) -> bool:
    """Say whether two headlines share most of their words."""
    first, second = (set(re.findall(r"\w+", words.lower())) for words in (head, called))
    return bool(first) and len(first & second) >= 0.6 * min(len(first), len(second))


def _without_site(title: str, site: str) -> str:
    """Return a title without " | Example Gazette" at its end."""
    if site and title.lower().endswith(site.lower()):
        return title[: -len(site)].rstrip(" |-–—·:•") or title
    match = SITE_TAIL.fullmatch(title)
    return match[1] if match and len(match[1]) > 15 and len(match[2].split()) <= 5 else title


# Days


def find_published(tree: Any, meta: Mapping[str, str], article: Mapping[str, Any], url: str) -> Published | None:
    """Return the day of first publication with what it rests on; None where the page carries none.

    In this order: JSON-LD, meta tags, `time` tags, the address, the byline. Days of updates never count.
    """
    voices = (_ld_days(article), _meta_days(meta), _time_days(tree))
    for voice in voices:
        for basis, words in voice:
            if (day := read_day(words)) is not None:
                return Published(day, words, basis)
    return find_url_day(url) or _byline_day(tree)


def _ld_days(article: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield f"JSON-LD {key}", _text(article.get(key))


def _meta_days(meta: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in load_words("meta_days"):
        yield f"meta tag {name}", meta.get(name, "")


def _time_days(tree: Any) -> Iterator[tuple[str, str]]:
    """Give the days of `time` tags outside of teasers, those that are marked as publication first."""
    times = [
        node
        for node in tree.iter("time", "abbr", "span", "p", "div")
        if node.get("datetime") or node.get("itemprop") == "datePublished"
    ]
    marked = [node for node in times if node.get("itemprop") == "datePublished" or node.get("pubdate") is not None]
    for node in marked + times:
        if not _is_elsewhere(node) and not _is_update(node):
            yield "time tag", node.get("datetime") or node.get("content") or _squeezed(node.text_content())


def _is_elsewhere(node: Any) -> bool:
    """Say whether a node lies in a teaser, a list of other stories or the frame of the page."""
    steps = 0
    while node is not None and steps < 12:
        if node.tag in {"aside", "footer", "nav"} or ELSEWHERE.search(f"{node.get('class', '')} {node.get('id', '')}"):
            return True
        node, steps = node.getparent(), steps + 1
    return False


def _is_update(node: Any) -> bool:
    said = [node.get("class", ""), node.get("itemprop", ""), node.text or ""]
    before = node.getprevious()
    said.append(
        (before.tail if before is not None else node.getparent().text if node.getparent() is not None else "") or ""
    )
    return any(UPDATED.search(re.sub(r"[_-]", " ", words[-60:])) or "odified" in words for words in said)


def _byline_day(tree: Any) -> Published | None:
    """Return the day written in a short line that is marked as byline or date and speaks of no update."""
    for node in tree.iter("p", "div", "span", "li", "time", "small", "em", "strong"):
        if not BYLINE.search(f" {node.get('class', '')} {node.get('id', '')}") or _is_elsewhere(node):
            continue
        words = _squeezed(node.text_content())[:200]
        first = UPDATED.split(words)[0]
        if len(words) < 160 and (day := read_day(first)) is not None:
            return Published(day, first.strip(" |·•-,"), "byline")
    return None
