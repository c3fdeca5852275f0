"""Phases of an interview that have something in common."""

from __future__ import annotations

from typing import Final

from talkup_local.turn.state import Event, Phase

OURS: Final = frozenset(
    {Phase.GREETING, Phase.GREETING_HELD, Phase.ENCOURAGING, Phase.SPEAKING, Phase.HELD}
)
"""We speak, or are about to."""

TURN: Final = frozenset(
    {
        Phase.HEARING,
        Phase.PAUSING,
        Phase.ENCOURAGING,
        Phase.CLOSING,
        Phase.THINKING,
        Phase.ANSWERING,
    }
)
"""An answer is being given."""

UNDECIDED: Final = frozenset({Phase.LISTENING, Phase.HEARING, Phase.PAUSING, Phase.ENCOURAGING})
"""What was said so far waits for an answer."""

EXPECTING: Final = frozenset({Phase.HEARING, Phase.PAUSING, Phase.GREETING_HELD, Phase.HELD})
"""Silence means something, even that of a client that sends nothing."""

BY_CLIENT: Final = frozenset({Event.COMMIT, Event.BY_HAND})
"""Events with which the client declares an answer over."""
