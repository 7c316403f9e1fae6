"""Bytes in, reports out."""

from dateline.read.settings import Limits, ReadSettings, read_fields
from dateline.read.walk import READERS, read

__all__ = ["READERS", "Limits", "ReadSettings", "read", "read_fields"]
