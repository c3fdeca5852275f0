"""What came of asking services: of each one, and of all together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from talkup_local.config.model import Language
from talkup_local.errors import (
    PeerError,
    ServiceDisabled,
    ServiceError,
    ServiceRefused,
    TalkupError,
)
from talkup_local.protocol.services.codes import ERROR_CODES
from talkup_local.protocol.services.contents import Result, built

By = Literal["local", "remote"]
Status = Literal["ok", "error", "timeout", "disabled"]

_OURS: Final = "INTERNAL_ERROR"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a service gave. by: whether it was done in this process or elsewhere."""

    data: Result
    by: By


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one service.

    service: its name, as it was asked for where there is none of that name. ms: from when it
    had what it needs. by, data: where it went well; code, message: where it did not, the
    sentence being for the peer.
    """

    service: str
    status: Status
    ms: float = 0.0
    by: By | None = None
    data: Result | None = None
    code: str = ""
    message: str = ""

    def report(self) -> dict[str, Any]:
        """Return it as JSON has it, but for bytes, which are left as they are."""
        report: dict[str, Any] = {"status": self.status, "ms": round(self.ms, 1)}
        if self.data is not None:
            return report | {"by": self.by, "result": built(self.data)}
        return report | {"code": self.code, "message": self.message}


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """What came of all the services that were asked, by name. ms: from first to last."""

    outcomes: Mapping[str, Outcome]
    ms: float

    def report(self) -> dict[str, Any]:
        """Return what each service gave, as ``Outcome.report`` does."""
        return {name: outcome.report() for name, outcome in self.outcomes.items()}


def status_of(exc: Exception) -> Status:
    """Return how what raised ``exc`` ended."""
    if isinstance(exc, ServiceDisabled):
        return "disabled"
    return "timeout" if isinstance(exc, ServiceError) and exc.status == "timeout" else "error"


def failure(service: str, exc: Exception, ms: float, language: Language) -> Outcome:
    """Return the outcome of a service that raised ``exc``; of ours the peer sees only a code."""
    code = exc.code if isinstance(exc, TalkupError) else _OURS
    if isinstance(exc, ServiceRefused) and exc.remote_code in ERROR_CODES:
        code = exc.remote_code
    known = ERROR_CODES.get(code, ERROR_CODES[_OURS])
    message = known.sentence(language)
    if isinstance(exc, PeerError) and not isinstance(exc, ServiceDisabled):
        message = exc.message  # it knows what is wrong; why a service is off, the table knows
    return Outcome(
        service=service,
        status=status_of(exc),
        ms=ms,
        code=code if code in ERROR_CODES else _OURS,
        message=message,
    )
