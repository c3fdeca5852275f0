"""A web server with one large file, as fast as the kernel sends it; a process of its own.

``python server.py FILE``. Whole and from an offset on at
``/file``; ``/half/file`` stops in the middle, and says nothing more, when it is asked for
the whole. ``/served`` tells how many bytes went out.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

READY: Final = "listening on "
"""What it says first, before its address."""

_ETAG: Final = '"the-one-file"'


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    path = Path()
    served_bytes = 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_HEAD(self) -> None:
        """Tell its size."""
        self._head(HTTPStatus.OK, self.server.path.stat().st_size)

    def do_GET(self) -> None:
        """Send the file, or the count."""
        if self.path == "/served":
            told = str(self.server.served_bytes).encode()
            self._head(HTTPStatus.OK, len(told))
            self.wfile.write(told)
            return
        with (
            self.server.path.open("rb") as file,
            contextlib.suppress(ConnectionError),  # the pull was killed
        ):
            self._send(file, os.fstat(file.fileno()).st_size)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name it has there)
        """Say nothing."""

    def _send(self, file: Any, size_bytes: int) -> None:
        begin = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        stop = size_bytes
        if begin:
            self._head(HTTPStatus.PARTIAL_CONTENT, size_bytes - begin, begin, size_bytes)
        else:
            self._head(HTTPStatus.OK, size_bytes)
            if self.path.startswith("/half/"):
                stop = size_bytes // 2
        self.server.served_bytes += self.connection.sendfile(file, begin, stop - begin)
        if stop < size_bytes:
            select.select([self.connection], [], [])  # until the other side hangs up
            self.close_connection = True

    def _head(self, status: HTTPStatus, length: int, begin: int = 0, total: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("ETag", _ETAG)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{total - 1}/{total}")
        self.end_headers()


def main() -> None:
    """Serve until killed."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.path = Path(sys.argv[1])
    print(f"{READY}http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
