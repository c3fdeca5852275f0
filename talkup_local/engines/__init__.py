"""Speech to text, language models, text to speech, voice activity."""
