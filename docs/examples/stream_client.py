"""Send a recording to the server and print what it hears.

    python stream_client.py ws://127.0.0.1:8000/ws answer.webm "audio/webm;codecs=opus"

It needs https://websockets.readthedocs.io/. A fourth argument is a token.
"""

import json
import sys
import threading
import time
from pathlib import Path

from websockets.sync.client import connect

SLICE_BYTES = 4096


def send(socket, path, media_format):
    """Send a file as one stream, each slice as a binary frame."""
    start = {"stream_id": "recording", "format": media_format, "services": ["speech_to_text"]}
    say(socket, "stream_start", **start)
    data = Path(path).read_bytes()
    for at in range(0, len(data), SLICE_BYTES):
        socket.send(data[at : at + SLICE_BYTES])  # the only open stream is meant
    say(socket, "stream_end", stream_id="recording")


def say(socket, kind, **fields):
    """Send one message."""
    socket.send(json.dumps({"type": kind, "timestamp": int(time.time()), **fields}))


def listen(socket):
    """Print what comes until the result of the whole stream."""
    for data in socket:
        message = json.loads(data)
        match message["type"]:
            case "transcript_update" if message["final"] and message["scope"] == "utterance":
                print(f"{message['confidence']:.2f} {message['text']}")
            case "error":
                print("error:", message["code"], message["message"], file=sys.stderr)
                if message["code"] in ("UNSUPPORTED_FORMAT", "LANGUAGE_UNAVAILABLE"):
                    return None
            case "analysis_result" if message["final"]:
                return message
    return None


def main(url, path, media_format, token=None):
    """Send and listen at the same time, for the server answers while it hears."""
    headers = {"Authorization": f"Bearer {token}"} if token else None
    with connect(url, additional_headers=headers) as socket:
        sender = threading.Thread(target=send, args=(socket, path, media_format))
        sender.start()
        result = listen(socket)
        sender.join()
    if result is None:
        sys.exit("the stream was not transcribed")
    print("whole:", result["transcript"])


if __name__ == "__main__":
    main(*sys.argv[1:])
