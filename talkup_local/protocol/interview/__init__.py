"""The interview protocol: its messages, their order, and both ends of a connection."""
