"""``talkup-local say``: text to an audio file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from talkup_local.cli.options import ConfigPath, LanguageCode, ProfileName, configure
from talkup_local.config import Config
from talkup_local.errors import ConfigError


def say(
    text: Annotated[str, typer.Argument(help="What to say.")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="An .mp3 or .wav file.")],
    voice: Annotated[str | None, typer.Option(help="Name of a voice.")] = None,
    language: LanguageCode = None,
    profile: ProfileName = None,
    config: ConfigPath = None,
) -> None:
    """Speak TEXT into a file, with the voice that interviews would have."""
    if output.suffix.lower() not in (".mp3", ".wav"):
        raise ConfigError(f"can't write {output.name}", key="--output", mend="Use .mp3 or .wav")
    flags = {"profile": profile, "interview.language": language, "tts.voice": voice}
    settings, folder = configure(config, flags, log="warning")
    duration_s = asyncio.run(_say(settings, folder, text, output))
    typer.echo(f"{output}: {duration_s:.1f} s")


async def _say(config: Config, folder: Path, text: str, output: Path) -> float:
    import numpy as np

    from talkup_local.audio import encode
    from talkup_local.dialogue.sentences import SentenceSplitter
    from talkup_local.engines.base import TextToSpeech
    from talkup_local.wiring import load_engine

    tts: TextToSpeech = (await load_engine(config, folder, "tts")).engine
    try:
        voice = tts.voice(config.interview.language, config.tts.voice)
        splitter = SentenceSplitter()
        sentences = [*splitter.push(text), *splitter.flush()]
        if not sentences:
            raise ConfigError("there is nothing to say", key="TEXT")
        spoken = [await tts.synthesize(sentence, voice) for sentence in sentences]
    finally:
        await tts.close()
    samples = np.concatenate([speech.samples for speech in spoken])
    encode.save(samples, spoken[0].sample_rate_hz, output)
    return sum(speech.duration_s for speech in spoken)
