"""The report of an interview: what was asked and said, and what that shows."""

from __future__ import annotations

from talkup_local.assessment.report.build import build
from talkup_local.assessment.report.model import Report

__all__ = ["Report", "build"]
