"""Configuration: the typed model and how it is read."""

from talkup_local.config.load import load
from talkup_local.config.model import Config

__all__ = ["Config", "load"]
