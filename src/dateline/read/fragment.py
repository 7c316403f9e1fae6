"""HTML in feeds and mails: a few marked-up paragraphs, not a page."""

from __future__ import annotations

import re

from dateline.read.words import load_words


def text_of_fragment(markup: str) -> str:
    """Return the paragraphs of marked-up text, an empty line between them; text without markup as it came."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html
    from lxml.etree import LxmlError

    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (LxmlError, ValueError, AssertionError):
        return re.sub(r"<[^<>]*>", " ", markup).strip()
    parts: list[str] = []
    _collect(tree, parts)
    blocks = (re.sub(r"\s+", " ", block).strip() for block in "".join(parts).split("\0"))
    return "\n\n".join(block for block in blocks if block)


def _collect(tree: object, parts: list[str]) -> None:
    """Append the words below `tree`, with NUL at the bounds of paragraphs; without recursion, however deep it is."""
    paragraph, without = frozenset(load_words("block_tags")), frozenset(load_words("skipped_tags"))
    stack: list[tuple[object, bool]] = [(tree, False)]
    while stack:
        node, closing = stack.pop()
        tag = getattr(node, "tag", None)
        bound = "\0" if tag in paragraph else ""
        if closing:
            parts.append(bound + (_clean(getattr(node, "tail", None)) if node is not tree else ""))
            continue
        skipped = not isinstance(tag, str) or tag in without
        if not skipped:
            parts.append(bound + _clean(getattr(node, "text", None)))
        stack.append((node, True))
        if not skipped:
            stack.extend((child, False) for child in reversed(list(node)))  # type: ignore[call-overload]


def _clean(text: str | None) -> str:
    return (text or "").replace("\0", "")
