"""Continuous measures of a reply, each explained by the words that moved it."""
