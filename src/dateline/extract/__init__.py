"""Sentences in; attributions, mentions, status, contexts and sizes out."""
