"""Models: which there are, how they get here, and how they travel without a network."""
