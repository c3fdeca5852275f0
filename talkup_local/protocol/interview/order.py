"""The order of the interview protocol: one table, phase x kind -> phase.

Seen from the server. A kind is a message that it sends, except ``START``, which is
the client's accepted ``start_interview``. What is not in the table is forbidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Phase(StrEnum):
    """Where a connection stands."""

    IDLE = "idle"
    STARTING = "starting"
    GREETING = "greeting"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    ENDED = "ended"


class Kind(StrEnum):
    """What happens. Errors are of three kinds, told by their code: see ``codes``."""

    START = "start_interview"
    THINKING = "thinking"
    LEVEL = "ai_audio_chunk"
    SEGMENT = "binary message"
    STARTED = "interview_started"
    AMPLITUDE = "amplitude"
    THINKING_COMPLETE = "thinking_complete"
    COMPLETE = "ai_response_complete"
    TURN_STATE = "turn_state"
    TRANSCRIPT = "transcript_update"
    AI_TEXT = "ai_text"
    AI_INTERRUPTED = "ai_interrupted"
    SESSION = "session"
    PROGRESS = "progress"
    ANSWER_TAKEN = "answer_taken"
    SOUND_CHECKED = "sound_checked"
    PONG = "pong"
    ENDED = "interview_ended"
    NOTICE = "error"
    REFUSAL = "error that refuses the start"
    FAILURE = "error that ends the reply"


_ANY_TIME = (Kind.PONG,)
_UNTIL_THE_END = (Kind.NOTICE, Kind.REFUSAL, Kind.FAILURE, Kind.SOUND_CHECKED)
_DURING_THE_INTERVIEW = (
    Kind.AMPLITUDE,
    Kind.TURN_STATE,
    Kind.TRANSCRIPT,
    Kind.PROGRESS,
    Kind.ANSWER_TAKEN,
)
_WHILE_SPEAKING = (Kind.AI_TEXT, Kind.AI_INTERRUPTED)

_OPEN = tuple(phase for phase in Phase if phase is not Phase.ENDED)
_INTERVIEW = tuple(phase for phase in _OPEN if phase is not Phase.IDLE)
_SPOKEN = (Phase.GREETING, Phase.SPEAKING)

TRANSITIONS: Mapping[tuple[Phase, Kind], Phase] = MappingProxyType(
    {
        # these change nothing, unless a line below says so
        **{(phase, kind): phase for phase in Phase for kind in _ANY_TIME},
        **{(phase, kind): phase for phase in _OPEN for kind in _UNTIL_THE_END},
        **{(phase, kind): phase for phase in _INTERVIEW for kind in _DURING_THE_INTERVIEW},
        **{(phase, kind): phase for phase in _SPOKEN for kind in _WHILE_SPEAKING},
        # the greeting
        (Phase.IDLE, Kind.START): Phase.STARTING,
        (Phase.STARTING, Kind.REFUSAL): Phase.IDLE,
        (Phase.STARTING, Kind.SESSION): Phase.STARTING,
        (Phase.STARTING, Kind.THINKING): Phase.GREETING,
        (Phase.GREETING, Kind.LEVEL): Phase.GREETING,
        (Phase.GREETING, Kind.SEGMENT): Phase.GREETING,
        (Phase.GREETING, Kind.STARTED): Phase.LISTENING,
        # a reply
        (Phase.LISTENING, Kind.THINKING): Phase.THINKING,
        (Phase.THINKING, Kind.FAILURE): Phase.LISTENING,
        (Phase.THINKING, Kind.THINKING_COMPLETE): Phase.SPEAKING,
        (Phase.SPEAKING, Kind.LEVEL): Phase.SPEAKING,
        (Phase.SPEAKING, Kind.SEGMENT): Phase.SPEAKING,
        (Phase.SPEAKING, Kind.FAILURE): Phase.LISTENING,
        (Phase.SPEAKING, Kind.COMPLETE): Phase.LISTENING,
        # the end, which may break off anything
        **{(phase, Kind.ENDED): Phase.ENDED for phase in _OPEN},
    }
)


def next_phase(phase: Phase, kind: Kind) -> Phase | None:
    """Return the phase after ``kind``, or None where ``kind`` is forbidden."""
    return TRANSITIONS.get((phase, kind))
