"""What is kept on disk; empty so far."""
