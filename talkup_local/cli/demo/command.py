"""The command: a real server, a real socket, a candidate that speaks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.audio.resample import resample
from talkup_local.cli.demo.answers import FolderAnswers, ScriptedAnswers, script_for
from talkup_local.cli.demo.candidate import Candidate, DemoError, Wanted
from talkup_local.cli.demo.keepsake import DATA, PLAN, keep, keep_plan, keep_report, prepare
from talkup_local.cli.demo.screen import Screen
from talkup_local.cli.options import (
    AsJson,
    ConfigPath,
    LanguageCode,
    ProfileName,
    configure,
    print_json,
)
from talkup_local.cli.wer import word_error_rate
from talkup_local.clock import SystemClock
from talkup_local.config import Config
from talkup_local.engines.base import TextToSpeech, Voice
from talkup_local.engines.tts import espeak
from talkup_local.server.app import Server
from talkup_local.turn.timing import TurnRecord
from talkup_local.wiring import Appliance


def demo(
    *,
    turns: Annotated[int, typer.Option(min=1, max=10, help="Questions of the interview.")] = 4,
    answers: Annotated[
        Path | None,
        typer.Option(help="Folder of recordings to answer with, in place of a voice."),
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="As fast as can be, not in real time.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Folder for what remains.")] = Path("demo-out"),
    language: LanguageCode = None,
    profile: ProfileName = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Hold a whole spoken interview on this machine, and keep it."""
    flags = {
        "profile": profile,
        "interview.language": language,
        "interview.plans": str(out.resolve() / "plans"),
        "interview.linger_s": 1,
        "server.host": "127.0.0.1",
        "server.port": 0,
        # a candidate of our own, on this machine, needs neither
        "tls.cert": "",
        "tls.key": "",
        "auth.required": "never",
        "data": str(out.resolve() / DATA),  # what it keeps is none of this machine's interviews
    }
    settings, folder = configure(config, flags, log="warning")
    console = Console(stderr=json, highlight=False)
    run = _Demo(settings, folder, Screen(console), turns=turns, answers=answers, fast=fast)
    prepare(out)  # before the interview: nobody wants to be told after it
    run.keep_plan(out / "plans")
    report = asyncio.run(run.report(out.resolve()))
    if json:
        print_json(report)
    else:
        console.print(f"\nkept in {out}/: {', '.join(report['files'])}")
    if not report["ok"]:
        raise typer.Exit(1)


class _Demo:
    """One run."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        screen: Screen,
        *,
        turns: int,
        answers: Path | None,
        fast: bool,
    ) -> None:
        self._config, self._folder, self._screen = config, folder, screen
        self._turns, self._language = turns, config.interview.language
        self._script = script = script_for(self._language)
        self._questions = script.questions[:turns]
        scripted = ScriptedAnswers(script, self._questions)
        self._answers = scripted if answers is None else FolderAnswers(answers)
        self._wanted = Wanted(
            language=self._language,
            plan=PLAN,
            # who gives recordings has agreed, and nobody knows what they answer
            consent=None if answers is None else True,
            answers=None if answers is None else turns,
        )
        self._records: list[TurnRecord] = []
        self._appliance = Appliance(config, folder, on_turn=self._note)
        self._server = Server(self._appliance)
        self._voice: TextToSpeech = espeak.build(config, folder, self._language)
        self._candidate = Candidate(
            voice=self._speak,
            answers=self._answers.next,
            audience=screen,
            clock=SystemClock(),
            fast=fast,
        )
        self._engines: dict[str, str] = {}

    async def report(self, out: Path) -> dict[str, Any]:
        """Hold the interview, keep it in ``out``, and return the report."""
        problem = ""
        try:
            with self._screen:
                await self._hold()
        except DemoError as exc:
            problem = str(exc)
            self._screen.failed(exc.code, problem)
        turns = [
            _turn(exchange.asked, exchange.said, exchange.reply, record)
            for exchange, record in zip(self._candidate.exchanges, self._records, strict=False)
        ]
        reported = await asyncio.to_thread(keep_report, out, self._candidate.session_id)
        whole = len(turns) == self._turns if self._wanted.answers else self._ended_well
        ok = not problem and whole and reported and all(turn["heard"] for turn in turns)
        head = {"engines": self._engines, "language": self._language, "ok": ok}
        files = keep(out, self._candidate, turns, head)
        return {
            "engines": self._engines,
            "role": self._script.role,
            "session": self._candidate.session_id,
            "turns": turns,
            "ok": ok,
            "out_dir": str(out),
            "files": [*(("report.html", "report.pdf") if reported else ()), *files],
        }

    def keep_plan(self, folder: Path) -> None:
        """Write the plan of the interview where the server looks for it."""
        keep_plan(folder, self._questions, self._script.role, self._language)

    @property
    def _ended_well(self) -> bool:
        """Whether the interview came to its own end, with an answer to every question."""
        return self._candidate.ended_because == "finished" and self._turns <= len(self._records)

    async def _hold(self) -> None:
        stop, ready = asyncio.Event(), asyncio.Event()
        serving = asyncio.ensure_future(self._server.run(stop, lambda _url: ready.set()))
        waiting = asyncio.ensure_future(ready.wait())
        try:
            await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
            if not ready.is_set():
                await serving  # it ended instead of getting ready: say why
            await self._voice.start()
            self._introduce()
            await self._candidate.interview(f"{self._server.url}/ws/demo-candidate", self._wanted)
            await self._appliance.interviews.reported()
        finally:
            waiting.cancel()
            stop.set()
            await asyncio.gather(serving, waiting, return_exceptions=True)
            await self._voice.close()

    def _introduce(self) -> None:
        engines = self._appliance.engines
        assert engines is not None, "the server is ready"
        self._engines = {job: str(info) for job, info in engines.infos().items()}
        for job, why in engines.notes:
            self._screen.line(job, f"{self._engines[job]}: {why}", style="dim")
        self._screen.line("server", f"{self._server.url}\n", style="dim")

    def _note(self, record: TurnRecord) -> None:
        if record.outcome != "replied":
            return
        said = self._candidate.exchanges[-1].said
        self._records.append(record)
        wer = None if said is None else word_error_rate(said, record.heard)
        self._screen.heard(record, wer)

    async def _speak(self, text: str) -> Samples:
        speech = await self._voice.synthesize(text, self._candidate_voice())
        return resample(speech.samples, speech.sample_rate_hz, RATE_HZ)

    def _candidate_voice(self) -> Voice:
        """Return a voice of the other gender than the interviewer's, to be told from it."""
        voices = [v for v in self._voice.voices if v.language == self._language]
        return next((v for v in voices if v.gender != voices[0].gender), voices[-1])


def _turn(asked: str, said: str | None, replied: str, record: TurnRecord) -> dict[str, Any]:
    return {
        "asked": asked,
        "said": said,
        "heard": record.heard,
        "replied": replied,
        "wer": None if said is None else word_error_rate(said, record.heard),
        "endpoint_ms": record.endpoint_ms,
        "stt_ms": record.stt_ms,
        "llm_first_ms": record.llm_first_ms,
        "tts_first_ms": record.tts_first_ms,
        "compute_ms": record.compute_ms,
        "gap_ms": record.gap_ms,
        "audio_s": round(record.audio_s, 2),
        "error": record.error or None,
    }
