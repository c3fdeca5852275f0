"""Text to speech, one module per library."""
