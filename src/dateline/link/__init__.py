"""Mentions of many reports in, events out; reports in, stories out."""
