"""Bytes in, reports out."""

from dateline.read.copies import Copy, find_copies
from dateline.read.settings import Limits, ReadSettings, read_fields
from dateline.read.walk import READERS, read

__all__ = ["READERS", "Copy", "Limits", "ReadSettings", "find_copies", "read", "read_fields"]
