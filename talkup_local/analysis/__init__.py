"""Pure analysis of what was said and how; empty so far."""
