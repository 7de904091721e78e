"""coach: practise and score answers to customers on social channels."""

__version__ = "0.1.0"
