"""What counts as an event, and what it is called: loads and checks codebooks."""
