"""Be interviewed by a running server, by voice: ``python candidate.py URL``.

Runs in the environment of what was installed, which has no test in it, so it needs nothing
but that. It speaks in the tones that the stand-in recogniser knows; prints what came.
"""

import json
import sys

import numpy as np
from websockets.sync.client import connect

RATE_HZ = 16_000
ANSWERS_HZ = (300, 350)


def tone(pitch_hz: int, duration_s: float = 2.0) -> bytes:
    """Return an answer."""
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    return (10_000 * np.sin(2 * np.pi * pitch_hz * time_s)).astype("<i2").tobytes()


def main(url: str) -> None:
    """Answer twice, then end."""
    messages: list[dict[str, object]] = []
    sound_bytes = 0
    with connect(f"{url}/ws/candidate", compression=None, max_size=None) as socket:

        def send(kind: str, **fields: object) -> None:
            socket.send(json.dumps({"type": kind, **fields}))

        def until(*kinds: str) -> None:
            nonlocal sound_bytes
            while not messages or messages[-1]["type"] not in kinds:
                message = socket.recv(timeout=60)
                if isinstance(message, bytes):
                    sound_bytes += len(message)
                else:
                    messages.append(json.loads(message))

        send(
            "start_interview", sample_rate=RATE_HZ, delivery="burst", language="en", questions=2,
            capabilities=["transcript_update"],
        )  # fmt: skip
        until("interview_started", "error")
        for pitch_hz in ANSWERS_HZ:
            socket.send(tone(pitch_hz))
            send("send_for_AI_processing")
            until("ai_response_complete", "error")
            messages.append({"type": "answered"})
        send("end_interview")
        until("interview_ended")
    json.dump({"messages": messages, "sound_bytes": sound_bytes}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
