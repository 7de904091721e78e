"""The use cases both front ends call."""
