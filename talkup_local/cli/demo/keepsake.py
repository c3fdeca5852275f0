"""What a demo leaves behind: transcript, the whole conversation, every reply."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from talkup_local.audio import encode
from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.audio.resample import resample
from talkup_local.cli.demo.candidate import Candidate
from talkup_local.errors import ConfigError

_PAUSE_S: Final = 0.5
"""Between two speakers in the recording of the whole."""


def prepare(folder: Path) -> None:
    """Make the folder. Raises ConfigError when it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise ConfigError(f"can't make {folder}: {exc.strerror}", key="--out") from exc


def keep(folder: Path, candidate: Candidate, turns: Sequence[dict[str, Any]], head: Any) -> None:
    """Write ``transcript.json``, ``transcript.md``, ``conversation.mp3``, ``reply-NN.mp3``.

    turns: as they stand in the report. head: what the report says besides.
    folder: made by ``prepare``. Raises ConfigError when it can't be written.
    """
    try:
        for old in (*folder.glob("reply-*.mp3"), folder / "conversation.mp3"):
            old.unlink(missing_ok=True)
        record = {**head, "greeting": candidate.greeting, "turns": list(turns)}
        (folder / "transcript.json").write_bytes(
            msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"
        )
        (folder / "transcript.md").write_text(_markdown(record), encoding="utf-8")
        _keep_sound(folder, candidate)
    except OSError as exc:
        raise ConfigError(f"can't write {folder}: {exc.strerror}", key="--out") from exc


def _keep_sound(folder: Path, candidate: Candidate) -> None:
    rate_hz = encode.MP3_RATE_HZ
    greeting = _joined(candidate.greeting_mp3)
    encode.save(greeting, rate_hz, folder / "reply-00.mp3")
    whole: list[Samples] = [greeting]
    pause = silence(_PAUSE_S, rate_hz)
    for number, exchange in enumerate(candidate.exchanges, start=1):
        reply = _joined(exchange.reply_mp3)
        whole += [pause, resample(exchange.answer_samples, RATE_HZ, rate_hz), pause, reply]
        if len(reply):
            encode.save(reply, rate_hz, folder / f"reply-{number:02}.mp3")
    encode.save(np.concatenate(whole), rate_hz, folder / "conversation.mp3")


def _joined(segments: Sequence[bytes]) -> Samples:
    sounds = [decode(segment, encode.MP3_RATE_HZ) for segment in segments]
    return np.concatenate(sounds) if sounds else np.zeros(0, np.int16)


def _markdown(record: dict[str, Any]) -> str:
    engines = " · ".join(f"{job}: {name}" for job, name in record["engines"].items())
    lines = ["# Interview", "", f"*{engines}*", "", f"**Interviewer:** {record['greeting']}", ""]
    for turn in record["turns"]:
        if turn["said"] is not None:
            lines += [f"**Candidate said:** {turn['said']}", ""]
        wer = "" if turn["wer"] is None else f" *(word error rate {turn['wer']:.2f})*"
        lines += [f"**Was heard:** {turn['heard']}{wer}", ""]
        lines += [f"**Interviewer:** {turn['replied']}", ""]
    return "\n".join(lines)
