"""Spans in; days, places and entities with the role they held then out."""
