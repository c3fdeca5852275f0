"""A whole chain of services of other people, which go bad in the middle of an interview.

Plain FastAPI from the protocol's base: ``ping``, ``process_request`` and ``stream_chunk``
with ``services``, ``type``, ``timestamp`` and ``data``. ``/good/NAME`` does its work; at any
other first word the service works until somebody has been answered by the language model,
and then has the fault of that name.

    python foreign_chain.py PORT
"""

import asyncio
import base64
import contextlib
import io
import itertools
import json
import math
import os
import struct
import sys
import time
import wave
from collections import defaultdict

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
answered: set[str] = set()
"""The faults whose language model has answered."""

HEARD = "I bake bread in a small town."
SAID = (
    "What do you like about your bread?",
    "How did you get there?",
    "Who helped you to get there?",
    "What did you have to learn to get there?",
)
# by the fault: an interviewer never says the same twice
said = defaultdict(lambda: itertools.cycle(SAID))


def speech(text):
    """Return a WAV file as long as ``text`` takes."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22_050)
        tone = (int(8_000 * math.sin(n / 12)) for n in range(len(text) * 500))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))
    return base64.b64encode(file.getvalue()).decode()


WORK = {
    "speech_to_text": lambda data, _: {"transcription": HEARD} if data["audio"] else {},
    "verbal_analyzer": lambda data, _: {"words": len(data["text"].split())},
    "llm": lambda _, fault: {"response": next(said[fault])},
    "text_to_speech": lambda data, _: {"audio": speech(data["text"]), "format": "audio/wav"},
}


def message(kind, services, data, **more):
    return {"services": services, "type": kind, "timestamp": int(time.time()), "data": data, **more}


async def misbehave(fault, socket, answer):
    """Have the fault; what it does not prevent is answered all the same."""
    other = json.dumps(message("process_response", ["x"], {"text": "no"}, session_id="another"))
    match fault:
        case "dies":
            os._exit(1)
        case "hangs_up":
            await socket.close()
        case "garbage":
            await socket.send_text("}{ [1, 2")
        case "late":
            await asyncio.sleep(2)
            await socket.send_json(answer)
        case "silent":
            await asyncio.sleep(60)
        case "twice":
            await socket.send_json(answer)
            await socket.send_json(answer)
        case "other_session":
            await socket.send_text(other)
            await socket.send_json(answer)
        case "floods":
            while True:
                await socket.send_text(other)


@app.websocket("/{fault}/{name}")
async def serve(socket: WebSocket, fault: str, name: str):
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the AI server has gone
        while True:
            asked = await socket.receive_json()
            if asked["type"] == "ping":
                await socket.send_json(message("pong", asked["services"], {}))
                continue
            done = WORK[name](asked["data"], fault)
            answer = message("process_response", asked["services"], done)
            if fault in answered:
                await misbehave(fault, socket, answer)
            else:
                await socket.send_json(answer)
            if name == "llm" and fault != "good":
                answered.add(fault)


class _Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        sys.stdout.write("listening\n")
        sys.stdout.flush()


if __name__ == "__main__":
    config = uvicorn.Config(app, port=int(sys.argv[1]), log_level="critical", lifespan="off")
    _Server(config).run()
