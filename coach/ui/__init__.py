"""The terminal UI: what an agent practises in."""
