"""An operator's list of interviews, and the newest report, in a few lines.

    python desk_client.py ws://127.0.0.1:8000

It needs https://websockets.readthedocs.io/. The environment variable TOKEN holds a token of the
scope admin, where one is asked for.
"""

import json
import os
import sys
from pathlib import Path

from websockets.sync.client import connect

TIMEOUT_S = 60


def ask(socket, kind, **fields):
    """Ask for something and return the answer."""
    socket.send(json.dumps({"type": kind, **fields}))
    answer = json.loads(socket.recv(timeout=TIMEOUT_S))
    if answer["type"] == "error":
        sys.exit(f"{answer['code']}: {answer['message']}")
    return answer


def main(url):
    """Show what is kept, and save the report of the latest interview that has one."""
    token = os.environ.get("TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else None
    with connect(f"{url}/desk", additional_headers=headers, max_size=None) as socket:
        listed = ask(socket, "sessions", limit=20)
        print(f"{listed['count']} interviews are kept")
        for one in listed["sessions"]:
            print(one["session_id"], one["created"], one["state"], one["kind"], one["report"])
        ready = [one["session_id"] for one in listed["sessions"] if one["report"] == "ready"]
        if ready:
            report = ask(socket, "report", session_id=ready[0], format="html")
            Path(report["name"]).write_text(report["text"], encoding="utf-8")
            print("the report is in", report["name"])


if __name__ == "__main__":
    main(*sys.argv[1:])
