"""Mentions of many reports in, events out; reports in, stories out."""

from dateline.link.agree import agree
from dateline.link.copies import find_copies
from dateline.link.explain import compare_mentions
from dateline.link.mentions import link_mentions
from dateline.link.settings import LinkSettings
from dateline.link.stories import StorySettings, link_reports

__all__ = [
    "LinkSettings",
    "StorySettings",
    "agree",
    "compare_mentions",
    "find_copies",
    "link_mentions",
    "link_reports",
]
