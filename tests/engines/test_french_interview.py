"""A whole interview in French: espeak's French voice, scripted ears, rules or a real GGUF."""

import asyncio
import re

import numpy as np
import pytest
from support.serving import running as serving

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.demo.answers import ScriptedAnswers, script_for
from talkup_local.cli.demo.candidate import Candidate, Wanted
from talkup_local.cli.demo.keepsake import PLAN, keep_plan, keep_report
from talkup_local.clock import SystemClock
from talkup_local.engines.llm import llama_cpp
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer
from talkup_local.engines.tts import espeak
from talkup_local.wiring import Engines

pytestmark = pytest.mark.engine


class Quiet:
    """Watches and says nothing. codes: of the errors that it saw."""

    def __init__(self):
        self.codes = set()

    def speaking(self, who, level):
        pass

    def interviewer_said(self, text):
        pass

    def candidate_says(self, answer):
        pass

    def failed(self, code, message):
        self.codes.add(code)


def falling_voice():
    """Return a tone that falls like the voice at an answer's end, after which none waits long."""
    time_s = np.arange(round(1.5 * RATE_HZ)) / RATE_HZ
    return (9_000 * np.sin(2 * np.pi * (320 - 60 * time_s) * time_s)).astype(np.int16)


async def interviewed(folder, configured, running, *, count, llm=None):
    """Hold an interview; return the candidate, the errors, and the page of the report."""
    script = script_for("fr")
    questions, audience = script.questions[:count], Quiet()

    async def voice(text):
        return falling_voice()

    candidate = Candidate(
        voice=voice,
        answers=ScriptedAnswers(script, questions).next,
        audience=audience,
        clock=SystemClock(),
        fast=True,
    )
    keep_plan(folder / "plans", questions, script.role, "fr")
    flags = {
        "interview.language": "fr",
        "interview.plans": str(folder / "plans"),
        "interview.linger_s": 0.5,
        "turn.patience": "brisk",
        "store.enabled": True,
        "data": str(folder / "data"),
    }
    heard = ScriptedRecognizer(lambda _: candidate.exchanges[-1].said or "")
    async with running(espeak.build(configured(), folder, "fr")) as speaker:
        engines = Engines(stt=heard, tts=speaker, vad=ScriptedDetector(), llm=llm)
        async with serving(engines, flags=flags, folder=folder) as server:
            wanted = Wanted(language="fr", plan=PLAN)
            await candidate.interview(f"{server.url}/ws/camille", wanted)
            async with asyncio.timeout(60):
                while not keep_report(folder, candidate.session_id):
                    await asyncio.sleep(0.1)
    page = (folder / "report.html").read_text(encoding="utf-8")
    return candidate, audience.codes, re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)


def check(candidate, page):
    script = script_for("fr")
    said = [exchange.said for exchange in candidate.exchanges]
    assert candidate.ended_because == "finished"
    assert "intelligence artificielle" in candidate.greeting
    assert candidate.greeting.endswith("Est-ce que cela vous convient ?")
    assert {script.yes, script.asks, script.no_more} <= set(said)
    assert "Au revoir" in candidate.exchanges[-1].reply
    assert '<html lang="fr"' in page
    assert "technicien support" in page
    assert "je réponds à une vingtaine de demandes" in page


async def test_by_the_rules(tmp_path, configured, running):
    candidate, codes, page = await interviewed(tmp_path, configured, running, count=2)
    check(candidate, page)
    assert not codes
    assert script_for("fr").again in [exchange.said for exchange in candidate.exchanges]
    assert "trente bibliothèques ne pouvaient plus prêter de livres" in page


@pytest.mark.usefixtures("llama")
async def test_with_a_language_model_that_speaks_english(tmp_path, configured, running):
    async with running(llama_cpp.build(configured(), tmp_path, "fr")) as model:
        found = await interviewed(tmp_path, configured, running, count=1, llm=model)
    candidate, codes, page = found
    check(candidate, page)
    assert codes <= {"AI_RESPONSE_ERROR"}
    asked = [exchange.asked for exchange in candidate.exchanges]
    assert not any(re.search(r"\b(?:the|you|what)\b", text.lower()) for text in asked)
