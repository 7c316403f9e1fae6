"""Mentions of many reports in, events out; reports in, stories out."""

from dateline.link.agree import agree
from dateline.link.copies import find_copies
from dateline.link.explain import compare_mentions
from dateline.link.mentions import link_mentions
from dateline.link.records import find_records
from dateline.link.reprints import compare_wording, find_marks, least_shared
from dateline.link.settings import LinkSettings
from dateline.link.stories import StorySettings, link_reports

__all__ = [
    "LinkSettings",
    "StorySettings",
    "agree",
    "compare_mentions",
    "compare_wording",
    "find_copies",
    "find_marks",
    "find_records",
    "least_shared",
    "link_mentions",
    "link_reports",
]
