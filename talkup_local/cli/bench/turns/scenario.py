"""What is played to the server, and where in it what happens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import zip_longest
from typing import Final

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.config.model import Language


class Kind(Enum):
    """What a scenario tries."""

    FINISHED = "finished"
    """A whole answer to an open question."""
    CLOSED = "closed"
    """A direct answer to a closed question."""
    SHORT = "short"
    """An answer of a word or a few."""
    HUMAN = "person"
    """A recording of a person, as it is, to its end."""
    CLAUSE = "pause in a clause"
    FILLER = "pause after a filler"
    SENTENCE = "pause after a sentence"
    LIST = "pause in a list"
    HUMAN_PAUSE = "lengthened pause of a person"
    """A recording of a person, with a pause of its own made longer."""
    BARGE_IN = "barge-in"
    """Words over the interviewer's speech."""
    FALSE_BARGE_IN = "false barge-in"
    """A sound over it that is none."""
    SILENCE = "silence"
    HUM = "hum"
    KEYBOARD = "keyboard"
    MUSIC = "music"


ANSWERS: Final = (Kind.FINISHED, Kind.CLOSED, Kind.SHORT, Kind.HUMAN)
PAUSES: Final = (Kind.CLAUSE, Kind.FILLER, Kind.SENTENCE, Kind.LIST, Kind.HUMAN_PAUSE)
WITH_PAUSES: Final = (*PAUSES, Kind.HUMAN)
OVER_SPEECH: Final = (Kind.BARGE_IN, Kind.FALSE_BARGE_IN)
NOISES: Final = (Kind.SILENCE, Kind.HUM, Kind.KEYBOARD, Kind.MUSIC)


@dataclass(frozen=True)
class Pause:
    """A pause within an answer: from the last sound before it to the first after it."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What one candidate does on one connection.

    asked: what the interviewer says first. samples: int16, shape (n,), 16 kHz mono, room
    noise included. start_s, end_s: where in it the first and the last sound of the
    candidate is. pauses: between them, in their order. text: the words, "" where nobody
    knows them. wait_s: how long after the question's end the samples begin, or after its
    beginning for those of ``OVER_SPEECH``.
    """

    id: str
    kind: Kind
    asked: str
    samples: Samples = field(repr=False)
    start_s: float = 0.0
    end_s: float = 0.0
    pauses: tuple[Pause, ...] = ()
    text: str = ""
    wait_s: float = 0.3
    language: Language = "en"

    @property
    def duration_s(self) -> float:
        """Length of the samples."""
        return len(self.samples) / RATE_HZ


_REPLY_S: Final = 2.0
"""What a scenario takes beyond its samples: the greeting before, the reply after."""


def planned_s(scenario: Scenario) -> float:
    """Return about how long it takes to play a scenario."""
    return scenario.wait_s + scenario.duration_s + _REPLY_S


def within(scenarios: Iterable[Scenario], budget_s: float) -> list[Scenario]:
    """Return as many scenarios as can be played one after the other in ``budget_s``.

    They are taken in turn from each kind, in their order, so that no kind is left out
    for being long; at least one of each.
    """
    kinds: dict[Kind, list[Scenario]] = {}
    for scenario in scenarios:
        kinds.setdefault(scenario.kind, []).append(scenario)
    taken: list[Scenario] = []
    left_s = budget_s
    for place, row in enumerate(zip_longest(*kinds.values())):
        for scenario in row:
            if scenario is not None and (place == 0 or planned_s(scenario) <= left_s):
                taken.append(scenario)
                left_s -= planned_s(scenario)
    return taken


def of(scenarios: Iterable[Scenario], kinds: Sequence[Kind]) -> list[Scenario]:
    """Return the scenarios of these kinds."""
    return [scenario for scenario in scenarios if scenario.kind in kinds]
