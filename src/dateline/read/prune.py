"""What stands around a story on a page is cut off before the story is looked for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from dateline.read.words import load_words

# An element that holds more of the page's paragraphs than this is the story itself, whatever its class says.
LARGEST_SHARE = 0.4
# Paragraphs of a story are marked for many ends ("paywall"); only what stands under pictures is cut out.
CAPTION = re.compile(r"caption|credit", re.IGNORECASE)
FEW_PARAGRAPHS, LONGEST_NAMES = 500, 400
NAME_PARTS = re.compile(r"__|--|\s+")
GONE = (
    *("script", "style", "noscript", "template", "iframe", "figcaption"),
    *("nav", "button", "svg", "amp-consent", "amp-sidebar", "dialog"),
)


@lru_cache(maxsize=1)
def _load_frames() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in load_words("frames")), re.IGNORECASE)


@lru_cache(maxsize=4096)
def _is_frame_name(names: str) -> bool:
    return any(_load_frames().fullmatch(name) for name in NAME_PARTS.split(names) if name)


def prune_tree(tree: Any) -> None:
    """Take the elements out of `tree` that frame a story: menus, other stories, banners, embedded posts, captions."""
    from lxml import etree

    etree.strip_elements(tree, *GONE, with_tail=False)
    frames = [node for node in tree.xpath("//*[@class or @id]") if _is_frame(node)]
    weigh = _paragraph_weight if _paragraph_weight(tree) > FEW_PARAGRAPHS else _text_weight
    whole = weigh(tree) or 1
    for node in frames:
        if node.getparent() is None or node.tag in {"html", "body", "main"}:
            continue
        if node.tag == "p" and not CAPTION.search(_names(node)):
            continue
        if weigh(node) <= LARGEST_SHARE * whole:
            node.drop_tree()


def _is_frame(node: Any) -> bool:
    names = _names(node)
    return len(names) < LONGEST_NAMES and _is_frame_name(names)


def _names(node: Any) -> str:
    return f"{node.get('class', '')} {node.get('id', '')}"


def _paragraph_weight(node: Any) -> int:
    """Return the characters in the paragraphs of a node: menus and lists of links weigh nothing."""
    return sum(_weight(inner) for inner in node.iter("p"))


def _text_weight(node: Any) -> int:
    """Return all characters of a node, for pages that mark no paragraphs."""
    return len(node.text_content())


def _weight(node: Any) -> int:
    return len(node.text or "") + sum(len(child.tail or "") + len(child.text or "") for child in node)


def open_tables(tree: Any) -> None:
    """Turn tables into plain blocks: pages of a certain age lay their text out in them."""
    for node in tree.iter("table", "tbody", "tr", "td", "center", "font"):
        node.tag = "span" if node.tag == "font" else "div"
