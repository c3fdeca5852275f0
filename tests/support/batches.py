"""A Ray Serve application that hears utterances together and tells what came of it."""

import asyncio

import numpy as np
from ray import serve

from talkup_local.cluster.batching import Batched
from talkup_local.engines.base import BatchSpeechToText, EngineInfo, Transcript
from talkup_local.errors import RecognitionError

MOST = 4
"""Utterances that go together."""

CASES = {
    "together": [(1, "en"), (2, "en"), (3, "en")],
    "many": [(length, "en") for length in range(1, 7)],
    "languages": [(1, "en"), (2, "fr"), (3, "en")],
    "failing": [(0, "en"), (2, "en")],
}
"""By name: how many samples each utterance has, and its language."""


class Together(BatchSpeechToText):
    """Hears the number of samples, and notes what came together; fails over nothing."""

    info = EngineInfo(name="together", job="stt")
    waiting = 0

    def __init__(self):
        self.batches = []

    async def start(self):
        pass

    async def close(self):
        pass

    async def transcribe(self, samples, **_settings):
        raise NotImplementedError

    async def transcribe_many(self, utterances, *, language):
        if not all(len(one) for one in utterances):
            raise RecognitionError("together", "nothing to hear")
        self.batches.append([len(one) for one in utterances])
        return [Transcript(text=str(len(one)), language=language) for one in utterances]


@serve.deployment(ray_actor_options={"num_cpus": 0})
class Hearing:
    """Answers every request with what came of all the cases, by name."""

    async def __call__(self, _request):
        return {name: await _hear(utterances) for name, utterances in CASES.items()}


async def _hear(utterances):
    engine = Together()
    recogniser = Batched(engine, MOST)
    jobs = [
        recogniser.transcribe(np.zeros(length, np.int16), language=language)
        for length, language in utterances
    ]
    found = await asyncio.gather(*jobs, return_exceptions=True)
    heard = [one.text if isinstance(one, Transcript) else type(one).__name__ for one in found]
    return {"heard": heard, "batches": engine.batches}


app = Hearing.bind()
