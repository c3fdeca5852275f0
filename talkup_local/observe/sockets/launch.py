"""``python -m``: begin to be watched, then become the program that is to be watched.

Arguments: the descriptor of a socket to the watcher, the method, the program's command.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from queue import SimpleQueue
from typing import Any

from talkup_local.observe.sockets import kernel
from talkup_local.observe.sockets.addresses import family_name


def main(arguments: Sequence[str]) -> None:
    """Report to the watcher, then run the command."""
    descriptor, method, *command = arguments
    link = socket.socket(fileno=int(descriptor))
    link.set_inheritable(False)
    kernel.die_with_parent(signal.SIGKILL)
    if method == "seccomp":
        _be_told_of(link)
    elif command[:2] == [sys.executable, "-m"]:
        _tell_of_python(link)
        sys.argv = ["", *command[3:]]
        runpy.run_module(command[2], run_name="__main__", alter_sys=True)
        return
    try:
        os.execvp(command[0], command)  # noqa: S606 # the watcher's own command
    except OSError as exc:
        sys.exit(f"{command[0]}: {exc.strerror}")


def _be_told_of(link: socket.socket) -> None:
    """Install the filter and hand over what it tells by.

    A thread that is not under the filter does that: under it, the call would wait for the
    watcher, who waits for the call.
    """
    installed: SimpleQueue[int | OSError] = SimpleQueue()
    messenger = threading.Thread(target=lambda: _hand_over(link, installed.get()))
    messenger.start()
    try:
        result: int | OSError = kernel.install_filter()
    except OSError as exc:
        result = exc
    installed.put(result)
    messenger.join()
    if isinstance(result, OSError):
        sys.exit(1)
    os.close(result)


def _hand_over(link: socket.socket, result: int | OSError) -> None:
    if isinstance(result, OSError):
        link.send(str(result.strerror).encode())
    else:
        socket.send_fds(link, [b"\0"], [result])


def _tell_of_python(link: socket.socket) -> None:
    descriptor = link.detach()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith("socket.") and (told := _told(event, arguments)) is not None:
            told["thread"] = threading.current_thread().name
            os.write(descriptor, json.dumps(told).encode())

    sys.addaudithook(hook)


def _told(event: str, arguments: tuple[Any, ...]) -> dict[str, Any] | None:
    """Return what an audit event says, None of those that say nothing of addresses."""
    match event, arguments:
        case "socket.__new__", (_, family, *_):
            return {"call": "socket", "family": family_name(family)}
        case "socket.connect" | "socket.bind" | "socket.sendto" | "socket.sendmsg", (made, place):
            call = {"connect": "connect", "bind": "bind"}.get(event.removeprefix("socket."), "send")
            return _with_address({"call": call}, made, place)
        case (
            "socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr",
            (str(name) | bytes(name), *_),
        ):
            text = name if isinstance(name, str) else name.decode(errors="replace")
            return {"call": "lookup", "family": "name", "host": text} if _is_asked(text) else None
    return None


def _with_address(told: dict[str, Any], made: socket.socket, place: Any) -> dict[str, Any] | None:
    told |= {
        "family": family_name(made.family),
        "protocol": kernel.protocol_of(made.family, made.type),
    }
    match place:
        case (str(host), int(port), *_):
            return told | {"host": host, "port": port}
        case str(path) | bytes(path):
            return told | {"host": os.fsdecode(path).replace("\0", "@", 1)}
        case None:
            return None  # goes where the socket is connected to
    return told


def _is_asked(name: str) -> bool:
    """Tell whether a name server would be asked for ``name``."""
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, name.partition("%")[0])
        except OSError:
            continue
        return False
    return name not in {"", "localhost"}


if __name__ == "__main__":
    main(sys.argv[1:])
