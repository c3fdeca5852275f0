"""Job descriptions and CVs: bytes to text, and text to what may be used of it."""
