"""talkup-local: a voice interviewer that runs whole on one machine."""

__version__ = "0.1.0"
