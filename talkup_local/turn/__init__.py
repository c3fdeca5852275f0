"""One interview turn by turn: the state table and what performs it."""
