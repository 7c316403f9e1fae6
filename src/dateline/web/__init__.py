"""Local pages over the store."""
