"""The models that can be had; empty so far."""
