"""The stream protocol: its messages, the order of chunks, and both ends of a connection."""
