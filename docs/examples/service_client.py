"""An AI server in a few lines: hears a recording, analyses it, answers it and speaks.

    python service_client.py answer.wav reply.mp3 NAME=URL NAME=URL NAME=URL NAME=URL

The names are `speech_to_text`, `verbal_analyzer`, `llm` and `text_to_speech`. Each service may
be anywhere: one that runs alone (`ws://127.0.0.1:9001`), or one of an appliance
(`ws://127.0.0.1:8000/services/NAME`). It needs https://websockets.readthedocs.io/. The environment
variable TOKEN is shown to all of them.
"""

import base64
import contextlib
import json
import os
import sys
import time
from pathlib import Path

from websockets.sync.client import connect

TIMEOUT_S = 30


class Service:
    """A connection to one service."""

    def __init__(self, name, socket):
        self.name, self.socket = name, socket
        if self.exchange("ping", {})["type"] != "pong":
            sys.exit(f"{name} does not answer")

    def exchange(self, kind, data):
        """Send one message and return the next one that comes."""
        message = {
            "services": [self.name],
            "type": kind,
            "timestamp": int(time.time()),
            "data": data,
        }
        self.socket.send(json.dumps(message))
        return json.loads(self.socket.recv(timeout=TIMEOUT_S))

    def ask(self, **data):
        """Return what the service gives."""
        answer = self.exchange("process_request", data)
        if answer["type"] == "error":
            sys.exit(f"{self.name}: {answer['data']['code']} {answer['data']['message']}")
        return answer["data"]


def reach(url):
    """Connect to a service."""
    token = os.environ.get("TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else None
    return connect(url, additional_headers=headers, max_size=None)


def converse(services, recording, reply):
    """Do what an AI server does with one answer."""
    sound = base64.b64encode(Path(recording).read_bytes()).decode()
    heard = services["speech_to_text"].ask(audio=sound, format="audio/wav")
    print("heard:", heard["text"])
    found = services["verbal_analyzer"].ask(text=heard["text"], language=heard["language"])
    print("measured:", ", ".join(found["measures"]))
    answer = services["llm"].ask(text=heard["text"])
    print("answer:", answer["text"])
    spoken = services["text_to_speech"].ask(text=answer["text"])
    Path(reply).write_bytes(base64.b64decode(spoken["audio"]))
    print(f"spoken: {spoken['duration_s']:.1f} s of {spoken['format']}")


def main(recording, reply, *places):
    """Connect to all services, and ask each for its part."""
    with contextlib.ExitStack() as stack:
        services = {}
        for name, url in (place.split("=", 1) for place in places):
            services[name] = Service(name, stack.enter_context(reach(url)))
        converse(services, recording, reply)


if __name__ == "__main__":
    main(*sys.argv[1:])
