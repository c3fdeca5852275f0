"""Job descriptions and CVs: text out of the files that people send."""
