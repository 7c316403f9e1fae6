"""Dateline: news reports in, an auditable record of political events out."""

__version__ = "0.1.0"
