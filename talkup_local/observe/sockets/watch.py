"""Run a program and see which sockets it uses.

By a seccomp filter: before each call that carries an address, the kernel halts the caller
and asks us; we read the address from its memory and let it go on. So native code is seen
as well as Python, and every process and thread that the program starts. It is an observer
of our own program, not a prison: another thread could change the address after we read it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from talkup_local.observe.sockets import kernel, polled, told
from talkup_local.observe.sockets.family import Family
from talkup_local.observe.sockets.seen import Contact, Method, Watched, gather

_START_TIMEOUT_S: Final = 30.0


class _NotAllowed(Exception):
    """The kernel, or who set up this container, does not allow the method."""


def watch(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    timeout_s: float,
    method: Method | None = None,
) -> Watched:
    """Run ``command`` in ``folder`` to its end, and return what was seen of it.

    Whatever of it still runs when its first process ends, or after ``timeout_s``, is killed.
    method: by default the better one that is allowed here. Raises OSError when that named
    is not allowed.
    """
    if method != "audit":
        try:
            return _run(command, environment, folder, timeout_s, method="seccomp")
        except _NotAllowed as exc:
            if method is not None:
                raise OSError(str(exc)) from exc
            return _run(command, environment, folder, timeout_s, method="audit", why=str(exc))
    return _run(command, environment, folder, timeout_s, method="audit")


def _run(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    timeout_s: float,
    *,
    method: Method,
    why: str = "",
) -> Watched:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    launcher = [sys.executable, "-m", "talkup_local.observe.sockets.launch"]
    with ours, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with theirs:
            process = subprocess.Popen(  # noqa: S603 # a command of the caller's
                [*launcher, str(theirs.fileno()), method, *command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                pass_fds=(theirs.fileno(),),
                env=dict(environment),
                cwd=folder,
                start_new_session=True,
            )
        family = Family(process.pid)
        try:
            until_s = time.monotonic() + timeout_s
            if method == "seccomp":
                listener = _listener(ours, process.pid)
                try:
                    contacts = told.follow(process, family, listener, until_s)
                finally:
                    os.close(listener)
            else:
                contacts = polled.follow(process, family, ours, until_s)
            code = _code(process, until_s)
        finally:
            family.end()
            _end(process)
        return Watched(
            code=code,
            out=_text(out),
            err=_text(err),
            method=method,
            why=why,
            sockets=_made(contacts),
            contacts=gather(contacts),
            processes=family.processes,
        )


def _listener(link: socket.socket, pid: int) -> int:
    link.settimeout(_START_TIMEOUT_S)
    try:
        message, descriptors, *_ = socket.recv_fds(link, 256, 1)
    except TimeoutError as exc:
        raise _NotAllowed("the watched process did not start") from exc
    if not descriptors:
        raise _NotAllowed(f"the kernel refuses the filter: {message.decode() or 'no reason'}")
    if not kernel.may_read(pid):
        os.close(descriptors[0])
        raise _NotAllowed("its memory may not be read")
    return descriptors[0]


def _made(contacts: Sequence[Contact]) -> int:
    return sum(contact.call == "socket" for contact in contacts)


def _code(process: subprocess.Popen[bytes], until_s: float) -> int | None:
    # the last thread leaves the filter a moment before the process is over
    try:
        return process.wait(timeout=max(0.0, until_s - time.monotonic()))
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):  # nobody of it runs any more
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
