"""Language models, one module per library."""
