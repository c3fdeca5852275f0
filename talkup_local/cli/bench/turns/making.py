"""Makes the scenarios, the same ones every time."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.bench.turns import answers as texts
from talkup_local.cli.bench.turns import sounds
from talkup_local.cli.bench.turns.answers import Answer, answers
from talkup_local.cli.bench.turns.humans import Recording, recordings
from talkup_local.cli.bench.turns.scenario import Kind, Pause, Scenario
from talkup_local.cli.bench.turns.sounds import Wave
from talkup_local.cli.bench.turns.voices import Candidates, candidates

SHORTEST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 3.0

_SENTENCE_GAP_S: Final = (0.2, 0.4)
"""What people leave between two sentences without thinking about it."""

_LEAD_S: Final = 0.4
_HUMAN_PAUSES: Final = 2
_LONG_SENTENCE: Final = 8
"""Words from which a sentence gets two pauses."""

_OVER_QUESTION: Final = (
    "Before we begin, let me tell you how this conversation will go, so that nothing comes as a "
    "surprise. I will ask you several questions about your work, about your training, and about "
    "the things that you like to do. There are no right or wrong answers, and you can take a break "
    "at any time. At the end you will have the chance to ask questions of your own."
)
_OVER_AFTER_S: Final = 4.5
"""Past the seconds in which the greeting can't be interrupted."""

_INTERRUPTIONS: Final = (
    "Sorry, may I ask something first?",
    "Excuse me, I could not hear that very well.",
    "Wait, could you say that again please?",
    "Sorry, somebody is at the door.",
    "One moment, I have to close the window.",
    "I know all this already, thank you.",
    "Stop, please, my headphones are not working.",
    "Can we skip this part?",
)
_BACKCHANNELS: Final = ("Mm-hm.", "Uh-huh.", "Okay.")

_NOISES: Final[Mapping[Kind, Callable[[Generator, float], Wave]]] = {
    Kind.SILENCE: lambda rng, duration_s: sounds.room(rng, round(duration_s * RATE_HZ)),
    Kind.HUM: sounds.hum,
    Kind.KEYBOARD: sounds.keyboard,
    Kind.MUSIC: sounds.music,
}


@dataclass(frozen=True)
class Rest:
    """A silence between two stretches of speech.

    meant: whether it is one of the pauses. sound: what the room sounds like in it,
    repeated as often as needed; None for no sound beyond the room's own.
    """

    duration_s: float
    meant: bool = True
    sound: Wave | None = None

    def wave(self) -> Wave:
        """Return how it sounds."""
        count = round(self.duration_s * RATE_HZ)
        if self.sound is None:
            return np.zeros(count, np.float32)
        # forth and back again, so that nothing clicks where it is joined
        return np.resize(np.concatenate((self.sound, self.sound[::-1])), count)


def scenarios(folder: Path | None = None) -> list[Scenario]:
    """Return everything but the noises. ``folder``: recordings of people, besides our own.

    Raises EngineUnavailable without espeak-ng, AudioError for a recording that can't be read.
    """
    return asyncio.run(_scenarios(folder))


def noises(duration_s: float) -> list[Scenario]:
    """Return each noise for so long."""
    made = []
    for kind, make in _NOISES.items():
        wave = sounds.long_noise(make, _rng(kind.value), duration_s)
        made.append(
            Scenario(
                id=kind.value,
                kind=kind,
                asked="How are you today?",
                samples=sounds.to_samples(wave),
            )
        )
    return made


def assemble(
    name: str, kind: Kind, answer: Answer, parts: Sequence[Wave | Rest], *, wait_s: float = 0.3
) -> Scenario:
    """Join stretches of speech and the rests between them, in a quiet room.

    The speech must begin and end with sound, so that the marks are true.
    """
    pieces: list[Wave] = [np.zeros(round(_LEAD_S * RATE_HZ), np.float32)]
    pauses: list[Pause] = []
    at_s = _LEAD_S
    for part in parts:
        if isinstance(part, Rest):
            pieces.append(part.wave())
            if part.meant:
                pauses.append(Pause(at_s, at_s + len(pieces[-1]) / RATE_HZ))
        else:
            pieces.append(part)
        at_s += len(pieces[-1]) / RATE_HZ
    wave = np.concatenate(pieces)
    return Scenario(
        id=name,
        kind=kind,
        asked=answer.question,
        samples=sounds.to_samples(wave + sounds.room(_rng(name), len(wave))),
        start_s=_LEAD_S,
        end_s=at_s,
        pauses=tuple(pauses),
        text=answer.answer,
        wait_s=wait_s,
    )


async def _scenarios(folder: Path | None) -> list[Scenario]:
    async with candidates() as voices:
        maker = _Maker(voices)
        made = [
            *[await maker.plain(Kind.FINISHED, n, a) for n, a in enumerate(answers().open)],
            *[await maker.plain(Kind.CLOSED, n, a) for n, a in enumerate(answers().closed)],
            *[await maker.plain(Kind.SHORT, n, a) for n, a in enumerate(answers().short)],
            *[await maker.clause(n, a) for n, a in enumerate(answers().open)],
            *[await maker.filler(n, a) for n, a in enumerate(answers().open)],
            *[await maker.sentence(n, a) for n, a in enumerate(answers().open)],
            *[await maker.listed(n, a) for n, a in enumerate(answers().lists)],
            *[await maker.barge_in(n, text) for n, text in enumerate(_INTERRUPTIONS)],
            *[await maker.backchannel(n, text) for n, text in enumerate(_BACKCHANNELS)],
        ]
    found = recordings(folder)
    made += [_human(recording) for recording in found]
    made += [_human_pause(recording) for recording in found if recording.gaps]
    return [*made, *_noisy_barge_ins()]


class _Maker:
    """Makes scenarios from texts, each in the next voice."""

    def __init__(self, voices: Candidates) -> None:
        self._voices = voices

    async def plain(self, kind: Kind, number: int, answer: Answer) -> Scenario:
        """An answer without any pause that is meant."""
        name, rng = _name(kind, number)
        parts: list[Wave | Rest] = []
        for sentence in answer.sentences:
            parts += [Rest(rng.uniform(*_SENTENCE_GAP_S), meant=False)] if parts else []
            parts.append((await self._voices.say(sentence)).wave)
        self._voices.next()
        return assemble(name, kind, answer, parts)

    async def clause(self, number: int, answer: Answer) -> Scenario:
        """Pauses at any word that continues a clause; two in a long sentence."""
        name, rng = _name(Kind.CLAUSE, number)
        sentence = answer.sentences[number % len(answer.sentences)]
        wanted = 2 if len(sentence.split()) >= _LONG_SENTENCE else 1
        parts = await self._cut(sentence, texts.within_clauses(sentence), wanted, rng)
        return assemble(name, Kind.CLAUSE, Answer(answer.question, sentence), parts)

    async def filler(self, number: int, answer: Answer) -> Scenario:
        """A filler before any word that continues a clause, and then the pause."""
        name, rng = _name(Kind.FILLER, number)
        sentence = answer.sentences[0]
        place = int(rng.choice(texts.within_clauses(sentence)))
        filler = texts.FILLERS[number % len(texts.FILLERS)]
        sentence, place = texts.with_filler(sentence, place, filler)
        parts = await self._cut(sentence, [place], 1, rng)
        return assemble(name, Kind.FILLER, Answer(answer.question, sentence), parts)

    async def sentence(self, number: int, answer: Answer) -> Scenario:
        """A pause after the first sentence, and one after the second if there is a third.

        Every other candidate ends these sentences on the tune of a comma, as people do who
        have more to say, the others on that of a full stop.
        """
        name, rng = _name(Kind.SENTENCE, number)
        parts: list[Wave | Rest] = []
        for place, sentence in enumerate(answer.sentences, start=1):
            goes_on = number % 2 and place < len(answer.sentences)
            tune = f"{sentence.rstrip('.?!')}," if goes_on else sentence
            parts += [Rest(_pause_s(rng))] if parts else []
            parts.append((await self._voices.say(tune)).wave)
        self._voices.next()
        return assemble(name, Kind.SENTENCE, answer, parts)

    async def listed(self, number: int, answer: Answer) -> Scenario:
        """Two pauses between the items of a list."""
        name, rng = _name(Kind.LIST, number)
        parts = await self._cut(answer.answer, texts.between_items(answer.answer), 2, rng)
        return assemble(name, Kind.LIST, answer, parts)

    async def barge_in(self, number: int, text: str) -> Scenario:
        """Words over the interviewer's."""
        name, _ = _name(Kind.BARGE_IN, number)
        wave = (await self._voices.say(text)).wave
        self._voices.next()
        over = Answer(_OVER_QUESTION, text)
        return assemble(name, Kind.BARGE_IN, over, [wave], wait_s=_OVER_AFTER_S)

    async def backchannel(self, number: int, text: str) -> Scenario:
        """A word that only says: I am listening."""
        wave = (await self._voices.say(text)).wave
        self._voices.next()
        return _false_barge_in(f"backchannel-{number}", text, wave)

    async def _cut(
        self, sentence: str, places: Sequence[int], wanted: int, rng: Generator
    ) -> list[Wave | Rest]:
        """Say a sentence in one breath, then put pauses in at ``wanted`` of the places."""
        spoken = await self._voices.say(sentence)
        self._voices.next()
        usable = [place for place in places if place in spoken.cuts]
        chosen = sorted(rng.choice(usable, min(wanted, len(usable)), replace=False))
        parts: list[Wave | Rest] = []
        rest = spoken
        for character in reversed([int(place) for place in chosen]):
            before, after = rest.split(character)
            parts = [Rest(_pause_s(rng)), after, *parts]
            rest = type(spoken)(before, spoken.cuts)
        return [rest.wave, *parts]


def _human(recording: Recording) -> Scenario:
    """A recording as it is; rests that are as long as a pause are one."""
    long = [(s, e) for s, e in recording.gaps if e - s >= SHORTEST_PAUSE_S * RATE_HZ]
    return _parted(f"human-{recording.name}", Kind.HUMAN, recording, long, lambda own_s: own_s)


def _human_pause(recording: Recording) -> Scenario:
    """Make the longest rests of a recording, two at most, longer."""
    name = f"human-pause-{recording.name}"
    rng = _rng(name)
    longest = sorted(recording.gaps, key=lambda gap: gap[0] - gap[1])[:_HUMAN_PAUSES]
    return _parted(
        name,
        Kind.HUMAN_PAUSE,
        recording,
        sorted(longest),
        lambda own_s: max(own_s, _pause_s(rng)),
    )


def _parted(
    name: str,
    kind: Kind,
    recording: Recording,
    gaps: Sequence[tuple[int, int]],
    length_s: Callable[[float], float],
) -> Scenario:
    """Return a recording with these rests as its pauses, each as long as ``length_s`` says."""
    parts: list[Wave | Rest] = []
    at = 0
    for start, end in gaps:
        rest = Rest(length_s((end - start) / RATE_HZ), sound=recording.wave[start:end])
        parts += [recording.wave[at:start], rest]
        at = end
    answer = Answer(recording.asked, recording.text)
    return assemble(name, kind, answer, [*parts, recording.wave[at:]])


def _noisy_barge_ins() -> list[Scenario]:
    return [
        _false_barge_in(f"{make.__name__}-{number}", "", make(_rng(f"{make.__name__}-{number}")))
        for make in (sounds.cough, sounds.knock)
        for number in range(3)
    ]


def _false_barge_in(name: str, text: str, wave: Wave) -> Scenario:
    answer = Answer(_OVER_QUESTION, text)
    return assemble(name, Kind.FALSE_BARGE_IN, answer, [wave], wait_s=_OVER_AFTER_S)


def _pause_s(rng: Generator) -> float:
    return float(rng.uniform(SHORTEST_PAUSE_S, LONGEST_PAUSE_S))


def _name(kind: Kind, number: int) -> tuple[str, Generator]:
    name = f"{kind.value.replace(' ', '-')}-{number}"
    return name, _rng(name)


def _rng(name: str) -> Generator:
    """Return the dice of one scenario: what others do does not change it."""
    return np.random.default_rng(zlib.crc32(name.encode()))
