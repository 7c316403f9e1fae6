"""Addresses of stories in feeds and sitemaps."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from dateline.read.addresses import AddressError, normal_address
from dateline.read.entry import open_entry
from dateline.read.feed import ENTITY, load_feed
from dateline.read.kinds import judge_kind

SITEMAP = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
UNPACKED_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Links:
    """What an answer leads to: `pages` are stories, newest first where it says so; `more` are further sitemaps."""

    kind: str
    pages: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def find_links(data: bytes, base: str) -> Links:
    """Return the links of a feed or sitemap; of anything else none, with its kind."""
    if data.startswith(b"\x1f\x8b"):
        data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(UNPACKED_BYTES)
    if SITEMAP.search(data[:4096]) and not ENTITY.search(data[:4096]):
        return _sitemap(data, base)
    kind = judge_kind(open_entry(base, "", io.BytesIO(data)))
    if kind == "feed" and not ENTITY.search(data[:65536]):
        entries = (item.get("link", "") for item in load_feed(data)["entries"])
        return Links("feed", tuple(_addresses(entries, base)))
    return Links(kind)


def _addresses(found: Iterator[str], base: str) -> Iterator[str]:
    """Give web addresses, each once."""
    seen = set()
    for link in found:
        try:
            address = normal_address(urljoin(base, link)) if link else ""
        except (AddressError, ValueError):
            continue
        if address and address not in seen:
            seen.add(address)
            yield address


def _sitemap(data: bytes, base: str) -> Links:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    root = etree.fromstring(data, parser)
    if root is None:
        return Links("sitemap")
    entries = [(_child(node, "lastmod"), _child(node, "loc")) for node in root if isinstance(node.tag, str)]
    # Newest first; those without a day keep their order at the end.
    ordered = [place for _, place in sorted(entries, key=lambda entry: entry[0], reverse=True)]
    addresses = tuple(_addresses(iter(ordered), base))
    is_index = etree.QName(root).localname == "sitemapindex"
    return Links("sitemap", more=addresses) if is_index else Links("sitemap", pages=addresses)


def _child(node: Any, name: str) -> str:
    found = next((child for child in node if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name), None)
    return (found.text or "").strip() if found is not None else ""
