"""Speech to text, one module per library."""
