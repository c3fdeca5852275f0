"""Voice activity detection, one module per library."""
