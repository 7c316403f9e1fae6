"""Mentions of many reports in, events out; reports in, stories out."""

from dateline.link.mentions import link_mentions
from dateline.link.settings import LinkSettings

__all__ = ["LinkSettings", "link_mentions"]
