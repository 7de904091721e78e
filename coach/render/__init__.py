"""Scorecards as lines, JSON, tables and pages; each output escapes foreign text in its own way."""
