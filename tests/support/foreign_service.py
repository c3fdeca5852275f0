"""Services of other people, as they would write them with FastAPI from the protocol's base.

They know ``ping``, ``process_request`` and ``stream_chunk`` with ``services``, ``type``,
``timestamp`` and ``data``, and nothing else. Which one it is, is told by the path: the good
one is ``/plain``, the others have a fault each. It repeats the words that it is given.

    python foreign_service.py PORT
"""

import asyncio
import contextlib
import json
import os
import sys
import time

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
seen: list[str] = []
"""The words of all requests."""

SLOW_S = 2
"""How long a request takes that says so: twice what tests allow."""


def message(kind, services, data, **more):
    return {"services": services, "type": kind, "timestamp": int(time.time()), "data": data, **more}


def answer(asked, words=None, **more):
    words = asked["data"].get("text", "") if words is None else words
    return message("process_response", asked["services"], {"response": words}, **more)


async def plain(socket, asked):
    await socket.send_json(answer(asked))


async def late(socket, asked):
    if asked["data"]["text"] == "slow":
        await asyncio.sleep(SLOW_S)
    await socket.send_json(answer(asked))


async def dies(socket, asked):
    if asked["data"]["text"] == "die":
        os._exit(1)
    await socket.send_json(answer(asked))


async def twice(socket, asked):
    await socket.send_json(answer(asked))
    await socket.send_json(answer(asked))


async def other_session(socket, asked):
    await socket.send_json(answer(asked, "not for you", session_id="somebody else"))
    await socket.send_json(answer(asked, session_id=asked["session_id"]))


async def garbage(socket, asked):
    broken = {"garbage": "}{", "list": "[1, 2]", "number": json.dumps({"type": 7, "data": {}})}
    words = asked["data"]["text"]
    await socket.send_text(broken.get(words) or json.dumps(answer(asked)))


async def empty(socket, asked):
    words = {"nothing": {}, "wrong": {"response": 7}}.get(asked["data"]["text"])
    data = answer(asked)["data"] if words is None else words
    await socket.send_json(message("process_response", asked["services"], data))


async def floods(socket, asked):
    while asked["data"]["text"] == "flood":
        await socket.send_json(answer(asked, "and more", session_id="somebody else"))
        await asyncio.sleep(0)
    await socket.send_json(answer(asked))


async def huge(socket, asked):
    words = asked["data"]["text"]
    await socket.send_json(answer(asked, "x" * 2**21 if words == "huge" else words))


async def refuses(socket, asked):
    await socket.send_json(message("error", asked["services"], {"message": "I would rather not"}))


async def hangs_up(socket, asked):
    if asked["data"]["text"] == "hang up once" and seen.count("hang up once") == 1:
        await socket.close()
    else:
        await socket.send_json(answer(asked))


async def backwards(socket, asked):
    """Works at several requests at a time, and gives back what it does not know."""
    words = asked["data"]["text"]
    await asyncio.sleep(SLOW_S if words == "slow" else 0)
    await socket.send_json(asked | answer(asked))


WORK = (plain, late, dies, twice, other_session, garbage, empty, floods, huge)
MODES = {work.__name__: work for work in (*WORK, refuses, hangs_up, backwards)}


@app.websocket("/{mode}")
async def serve(socket: WebSocket, mode: str):
    await socket.accept()
    heard = []
    async with asyncio.TaskGroup() as tasks:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the AI server has gone
            while True:
                asked = await socket.receive_json()
                if asked["type"] == "ping":
                    if mode != "never_pong":
                        await socket.send_json(message("pong", asked["services"], {}))
                elif asked["type"] == "process_request":
                    seen.append(asked["data"].get("text", ""))
                    work = MODES[mode](socket, asked)
                    if mode == "backwards":
                        tasks.create_task(work)
                    else:
                        await work
                elif asked["type"] == "stream_chunk":
                    heard.append(asked["data"]["audio"])
                    words = {"transcription": f"{len(heard)} chunks"}
                    await socket.send_json(message("stream_result", asked["services"], words))


class _Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        sys.stdout.write("listening\n")
        sys.stdout.flush()


if __name__ == "__main__":
    config = uvicorn.Config(app, port=int(sys.argv[1]), log_level="critical", lifespan="off")
    _Server(config).run()
