"""What an interview's turns are opened with."""

from __future__ import annotations

from dataclasses import dataclass, field

from talkup_local.config.model import Delivery, Patience
from talkup_local.turn.ears import STALLED_S
from talkup_local.turn.listener import ListenerSettings


@dataclass(frozen=True, kw_only=True)
class TurnSettings:
    """What an interview was opened with; see the sections ``turn`` and ``interview``.

    delivery: how segments follow each other, see ``speech.Stage``. buffer_s: unrecognised audio
    that may wait. stalled_s: a client whose next sound is so late is silent. duplicate_window_s:
    see ``state.commit``. check_in_s: silence after which the candidate is asked whether anybody is
    there, linger_s: from the goodbye to the end, longest_pause_s: after which an interview that
    stands still is ended; 0: never.
    """

    delivery: Delivery = "paced"
    buffer_s: float = 120.0
    stalled_s: float = STALLED_S
    duplicate_window_s: float = 2.0
    patience: Patience = "relaxed"
    endpointing: bool = True
    barge_in: bool = True
    greeting_protected_s: float = 3.0
    half_duplex: bool = False
    longest_s: float = 300.0
    check_in_s: float = 0.0
    linger_s: float = 0.0
    longest_pause_s: float = 0.0
    listener: ListenerSettings = field(default_factory=ListenerSettings)
