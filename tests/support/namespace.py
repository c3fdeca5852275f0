"""Run a command where there is no network but loopback: ``command(...)`` gives how.

As a program, inside: switch loopback on, then become the command that is given.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1


def unshare() -> list[str] | None:
    """Return what enters an empty network namespace here, None if that isn't permitted."""
    command = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    try:
        done = subprocess.run([*command, "true"], check=False, capture_output=True)
    except FileNotFoundError:
        return None
    return command if done.returncode == 0 else None


def main(command: list[str]) -> None:
    """Run in the namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("16xh", fcntl.ioctl(any_socket, _GET_FLAGS, request))
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
