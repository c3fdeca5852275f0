"""One small class per service; empty so far."""
