"""``talkup-local demo``: a whole spoken interview with a candidate that speaks too."""
