"""``serve`` as systemd starts it: a real socket is told when it is ready, alive and over."""

import contextlib
import socket
import threading
from pathlib import Path

from support.serving import command


def test_systemd_is_told_of_loading_readiness_life_and_the_end(tmp_path: Path):
    told: list[str] = []

    def hear(ears: socket.socket) -> None:
        with contextlib.suppress(OSError):  # time is up: what was not told shows below
            while "STOPPING=1" not in told:
                told.extend(ears.recv(4096).decode().splitlines())

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ears:
        ears.bind(str(tmp_path / "notify"))
        ears.settimeout(60)
        systemd = threading.Thread(target=hear, args=(ears,))
        systemd.start()
        environment = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
        with command("--profile", "embedded", **environment) as (process, url):
            process.terminate()
            assert process.wait(timeout=60) == 0
        systemd.join()
    assert told[0] == "STATUS=loading the engines"
    assert f"STATUS=listening on {url}" in told
    assert told.index("READY=1") < told.index("WATCHDOG=1") < told.index("STOPPING=1")
