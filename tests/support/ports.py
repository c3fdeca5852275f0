"""Ports for servers that can't choose one themselves, or that come back to theirs."""

import random
import socket

_OURS = range(20_000, 30_000)
"""Below those that systems hand out by themselves: nobody gets it before its server does."""


def free_port() -> int:
    """Return a port of loopback that nobody listens at."""
    for port in random.sample(_OURS, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:  # taken
                continue
            return port
    raise AssertionError("a hundred ports are taken")
