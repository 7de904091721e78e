"""The nouns of the project: small frozen dataclasses without dependencies."""
