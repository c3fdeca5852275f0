"""``talkup-local transcribe``: audio files to text."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.cli.options import (
    AsJson,
    ConfigPath,
    LanguageCode,
    ProfileName,
    configure,
    print_json,
)
from talkup_local.config import Config
from talkup_local.engines.base import SpeechToText, VoiceActivityDetector
from talkup_local.engines.vad.parts import find_speech, parts
from talkup_local.engines.vad.regions import Region
from talkup_local.errors import AudioError
from talkup_local.wiring import load_engine


def transcribe(
    files: Annotated[list[Path], typer.Argument(help="Audio files of any format.")],
    *,
    json: AsJson = False,
    language: LanguageCode = None,
    profile: ProfileName = None,
    config: ConfigPath = None,
) -> None:
    """Print what is said in FILES; with --json, the segments with their times in seconds."""
    flags = {"profile": profile, "interview.language": language}
    settings, folder = configure(config, flags, log="warning")
    results, failed = asyncio.run(_transcribe(settings, folder, files))
    if json:
        print_json({"files": results, "ok": not failed})
    else:
        for result in results:
            if "text" in result:
                typer.echo(f"{result['file']}: {result['text']}" if files[1:] else result["text"])
    for error in failed:
        typer.echo(f"talkup-local: {error}", err=True)
    if failed:
        raise typer.Exit(1)


async def _transcribe(
    config: Config, folder: Path, files: list[Path]
) -> tuple[list[dict[str, Any]], list[AudioError]]:
    stt: SpeechToText = (await load_engine(config, folder, "stt")).engine
    vad: VoiceActivityDetector = (await load_engine(config, folder, "vad")).engine
    results: list[dict[str, Any]] = []
    failed: list[AudioError] = []
    try:
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            for file in files:
                try:
                    samples = await asyncio.to_thread(decode, file)
                except AudioError as exc:
                    failed.append(exc)
                    results.append({"file": str(file), "error": {"code": exc.code}})
                    continue
                task = progress.add_task(file.name, total=len(samples))
                segments = []
                speech = find_speech(
                    samples,
                    vad,
                    threshold=config.vad.threshold,
                    min_speech_ms=config.vad.min_speech_ms,
                    padding_ms=config.vad.padding_ms,
                )
                for part in parts(speech):
                    progress.update(task, completed=part.end)
                    segments += await _recognise(stt, samples, part, config.interview.language)
                progress.update(task, completed=len(samples))
                results.append(
                    {
                        "file": str(file),
                        "engine": str(stt.info),
                        "language": config.interview.language,
                        "duration_s": round(len(samples) / RATE_HZ, 3),
                        "text": " ".join(segment["text"] for segment in segments),
                        "segments": segments,
                    }
                )
    finally:
        await stt.close()
    return results, failed


async def _recognise(
    stt: SpeechToText, samples: Samples, part: Region, language: str
) -> list[dict[str, Any]]:
    transcript = await stt.transcribe(samples[part.start : part.end], language=language)
    begin_s = part.start / RATE_HZ
    return [
        {
            "text": segment.text,
            "start_s": round(begin_s + segment.start_s, 3),
            "end_s": round(begin_s + segment.end_s, 3),
            "confidence": segment.confidence,
        }
        for segment in transcript.segments
    ]
