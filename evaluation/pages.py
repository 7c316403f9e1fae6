"""Measures what is taken out of the saved pages, beside trafilatura alone with the same settings.

usage: python evaluation/pages.py [--pages FOLDER]

A page is NAME.html beside NAME.json with title, body (a list of paragraphs), published and author. Printed: F1 of the
words of the story (as a bag, over all pages), how many publication days are right of those that pages carry, and how
many mentions are coded from sentences that are not the story's.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from dateline.core import Coding, Report
from dateline.pipeline import Settings, code_reports
from dateline.read import read

PAGES = Path(__file__).resolve().parent.parent / "tests" / "reports" / "pages"


def words(text: str) -> Counter[str]:
    """Return the words of a text, counted."""
    return Counter(re.findall(r"\w+", text.lower()))


def take_directly(markup: str) -> str:
    """Return the text that trafilatura alone takes out of a page."""
    from trafilatura import extract

    return extract(markup, favor_precision=True, include_comments=False, include_tables=False) or ""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    pages = sorted(parser.parse_args().pages.glob("*.html"))
    counts: Counter[str] = Counter()
    for page in pages:
        wanted = json.loads(page.with_suffix(".json").read_text(encoding="utf8"))
        report = next((item for item in read(page) if isinstance(item, Report)), None)
        story = words("\n".join(wanted["body"]))
        direct = take_directly(page.read_text(encoding="utf8", errors="replace"))
        for name, text in (("dateline", report.body if report else ""), ("trafilatura", direct)):
            found = words(text)
            counts[f"{name} right"] += (found & story).total()
            counts[f"{name} found"] += found.total()
        counts["wanted"] += story.total()
        counts["days"] += wanted["published"] != "None"
        counts["days right"] += report is not None and str(report.published) == wanted["published"] != "None"
        for coding in code_reports([report] if report else [], Settings()):
            if isinstance(coding, Coding) and report:
                told = report.title + "\n" + "\n".join(wanted["body"])
                sentences = (coding.sentence_spans[m.sentence].of(report.text) for m in coding.mentions)
                counts["mentions"] += len(coding.mentions)
                counts["mentions of boilerplate"] += sum(sentence not in told for sentence in sentences)
    for name in ("dateline", "trafilatura"):
        print(f"{name}: F1 {2 * counts[f'{name} right'] / (counts[f'{name} found'] + counts['wanted']):.4f}")
    print(f"{len(pages)} pages; days right {counts['days right']} of {counts['days']}")
    print(f"{counts['mentions']} mentions, {counts['mentions of boilerplate']} of them from no sentence of the story")


if __name__ == "__main__":
    main()
