"""Simulated candidates hold whole interviews on virtual time."""
