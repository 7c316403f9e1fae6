"""The hallway: the walk of one report, the walk of a corpus."""
