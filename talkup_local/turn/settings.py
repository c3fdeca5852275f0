"""What an interview's turns are opened with."""

from __future__ import annotations

from dataclasses import dataclass, field

from talkup_local.config.model import Patience
from talkup_local.turn.listener import ListenerSettings


@dataclass(frozen=True, kw_only=True)
class TurnSettings:
    """What an interview was opened with; see the sections ``turn`` and ``interview``.

    paced: segments follow each other in step with their sound. buffer_s: unrecognised audio
    that may wait. duplicate_window_s: see ``state.commit``. check_in_s: silence after which the
    candidate is asked whether anybody is there, linger_s: from the goodbye to the end; 0: never.
    """

    paced: bool = True
    buffer_s: float = 120.0
    duplicate_window_s: float = 2.0
    patience: Patience = "relaxed"
    endpointing: bool = True
    barge_in: bool = True
    greeting_protected_s: float = 3.0
    half_duplex: bool = False
    longest_s: float = 300.0
    check_in_s: float = 0.0
    linger_s: float = 0.0
    listener: ListenerSettings = field(default_factory=ListenerSettings)
