"""A model hub on loopback: its API, its redirects to another host, and every trouble there is.

Its paths, headers and answers are those that huggingface_hub uses; the tests of this
server run that client against it.
"""

import contextlib
import hashlib
import json
import select
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

# it reads its environment when it is imported: now, before an engine sets it offline
from huggingface_hub import constants  # noqa: F401 - imported to be read

from talkup_local.catalogue.entries import Model, ModelFile

LFS_FROM_BYTES = 1000

WEIGHTS = bytes(range(256)) * 12_000  # many blocks of a pull
FILES = {"weights.dat": WEIGHTS, "config.json": b'{"a": 1}'}
"""A model's: a large file, and a small one."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """How one answer with a file's bytes goes wrong.

    status: an error instead. cut_after: the connection ends after so many bytes; stall_after:
    nothing more comes, until the client hangs up. length: a wrong Content-Length. body: other
    bytes. no_range: a Range is not heeded. location: sent elsewhere. chunked: without a length.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    stall_after: int | None = None
    length: int | None = None
    body: bytes | None = None
    no_range: bool = False
    location: str = ""
    chunked: bool = False


@dataclass(kw_only=True)
class Seen:
    """A request, and how many bytes of content its answer had."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    served_bytes: int = 0


class Hub:
    """What it holds, what goes wrong next, and what it was asked."""

    def __init__(self) -> None:
        self.endpoint = self.cdn = ""
        self.repositories: dict[str, tuple[str, dict[str, bytes]]] = {}
        self.gated: set[str] = set()
        self.plain = False
        self.seen: list[Seen] = []
        self._troubles: defaultdict[str, deque[Trouble]] = defaultdict(deque)
        self.mutex = threading.Lock()

    def add(self, repository: str, files: dict[str, bytes]) -> str:
        """Commit ``files`` to a repository; return the commit."""
        names = json.dumps({path: _git_sha1(data) for path, data in files.items()})
        commit = hashlib.sha1(names.encode()).hexdigest()
        self.repositories[repository] = (commit, dict(files))
        return commit

    def trouble(self, path: str, *troubles: Trouble) -> None:
        """Let the next answers with the bytes of ``path`` (or of the API, ``api``) go wrong."""
        self._troubles[path].extend(troubles)

    def next_trouble(self, path: str) -> Trouble:
        """Return what goes wrong now."""
        with self.mutex:
            waiting = self._troubles[path]
            return waiting.popleft() if waiting else Trouble()

    def served_bytes(self, path: str = "") -> int:
        """Return how many bytes of files went out."""
        return sum(seen.served_bytes for seen in self.seen if seen.path.endswith(path))


@contextlib.contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Hub]:
    """Run a hub, and the host that it sends to for large files, on free ports.

    tls: for the hub itself; the other host has none.
    """
    hub = Hub()
    servers = []
    for name in ("endpoint", "cdn"):
        server = _Server(("127.0.0.1", 0), _Handler)
        server.hub, server.name = hub, name
        scheme = "http"
        if tls is not None and name == "endpoint":
            server.socket, scheme = _wrapped(tls, server.socket), "https"
        setattr(hub, name, f"{scheme}://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
    try:
        yield hub
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _wrapped(tls: ssl.SSLContext, socket: Any) -> ssl.SSLSocket:
    # shaking hands is each connection's own affair: it may fail
    return tls.wrap_socket(socket, server_side=True, do_handshake_on_connect=False)


def model_of(repository: str, files: dict[str, bytes], **changes: Any) -> Model:
    """Return a catalogue's entry for files of a repository, with hashes from the hub."""
    fields: dict[str, Any] = {
        "job": "llm",
        "title": "A model",
        "engines": ("llama_cpp",),
        "languages": ("en",),
        "tier": "standard",
        "folder": "llm",
        "repository": repository,
        "revision": "hub",
        "licence": "mit",
        "memory_mib": 1,
        "files": tuple(ModelFile(path=path, size_bytes=len(files[path])) for path in files),
    }
    return Model(**{**fields, **changes})


class _Server(ThreadingHTTPServer):
    hub: Hub
    name: str
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up in these tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name it has there)
        pass

    def _answer(self) -> None:
        hub, url = self.server.hub, urlsplit(self.path)
        parts = unquote(url.path).strip("/").split("/")
        self.seen = Seen(
            method=self.command,
            host=self.server.name,
            path=unquote(url.path),
            headers={name.lower(): value for name, value in self.headers.items()},
        )
        with hub.mutex:
            hub.seen.append(self.seen)
        if self.server.name == "cdn":
            repository, path = "/".join(parts[:2]), "/".join(parts[2:])
            return self._bytes(path, hub.repositories[repository][1][path])
        if hub.plain:
            return self._tree("/".join(parts))
        if parts[:2] == ["api", "models"]:
            return self._api(parts[2:], parse_qs(url.query))
        if parts[:3] == ["api", "resolve-cache", "models"]:
            path, (commit, files) = "/".join(parts[6:]), hub.repositories["/".join(parts[3:5])]
            headers = {"X-Repo-Commit": commit, "ETag": f'"{_git_sha1(files[path])}"'}
            return self._bytes(path, files[path], headers)
        if parts[2:3] == ["resolve"]:
            return self._resolve("/".join(parts[:2]), parts[3], "/".join(parts[4:]))
        return self._error(404)

    def _tree(self, where: str) -> None:
        """Answer as a plain web server whose files lie as OWNER/NAME/PATH."""
        for repository, (_, files) in self.server.hub.repositories.items():
            path = where.removeprefix(f"{repository}/")
            if path != where and path in files:
                return self._bytes(path, files[path])
        return self._error(404)

    def _api(self, parts: list[str], query: dict[str, list[str]]) -> None:
        trouble = self.server.hub.next_trouble("api")
        if trouble.status or trouble.body is not None:
            return self._error(trouble.status or 200, trouble.headers, trouble.body or b"")
        name, rest = "/".join(parts[:2]), parts[2:]
        if not self._may_read(name):
            return None
        commit, files = self.server.hub.repositories[name]
        revision = rest[1] if rest else "main"
        if revision not in ("main", commit):
            return self._error(404, {"X-Error-Code": "RevisionNotFound"})
        entries = [_Entry(path, data) for path, data in sorted(files.items())]
        if rest[:1] == ["tree"]:
            return self._json([entry.in_tree for entry in entries])
        blobs = query.get("blobs", [""])[0].lower() in ("1", "true")
        siblings = [entry.with_blob if blobs else entry.sibling for entry in entries]
        return self._json({"id": name, "sha": commit, "siblings": siblings})

    def _resolve(self, name: str, revision: str, path: str) -> None:
        if not self._may_read(name):
            return None
        commit, files = self.server.hub.repositories[name]
        if path not in files:
            return self._error(404, {"X-Error-Code": "EntryNotFound"})
        entry = _Entry(path, files[path])
        self.send_response(302 if entry.lfs else 307)
        where = f"{name}/{quote(path)}"
        self.send_header(
            "Location",
            f"{self.server.hub.cdn}/{where}?signature=secret"
            if entry.lfs
            else f"/api/resolve-cache/models/{name}/{commit}/{quote(path)}",
        )
        self.send_header("X-Repo-Commit", commit)
        self.send_header("X-Linked-Etag", f'"{entry.sha256 if entry.lfs else entry.git_sha1}"')
        self.send_header("X-Linked-Size", str(len(files[path])))
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None

    def _may_read(self, name: str) -> bool:
        hub = self.server.hub
        if name not in hub.repositories:
            self._error(404, {"X-Error-Code": "RepoNotFound"})
        elif name in hub.gated and self.headers.get("Authorization") != "Bearer good":
            self._error(401, {"X-Error-Code": "GatedRepo"})
        else:
            return True
        return False

    def _json(self, content: object) -> None:
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _error(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _bytes(self, path: str, data: bytes, more: dict[str, str] | None = None) -> None:
        """Answer with the bytes of a file, as far as nothing goes wrong. more: headers."""
        trouble = Trouble() if self.command == "HEAD" else self.server.hub.next_trouble(path)
        if trouble.location:
            return self._error(302, {"Location": trouble.location})
        if trouble.status:
            return self._error(trouble.status, trouble.headers)
        data = data if trouble.body is None else trouble.body
        etag = (more or {}).get("ETag", f'"{hashlib.sha256(data).hexdigest()[:32]}"')
        begin = 0 if trouble.no_range else self._begin(etag)
        if begin >= len(data) > 0:
            return self._error(416, {"Content-Range": f"bytes */{len(data)}"})
        rest = memoryview(data)[begin:]
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        if trouble.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(trouble.length or len(rest)))
        headers = {"ETag": etag, "Content-Type": "application/octet-stream", **(more or {})}
        headers |= trouble.headers
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return None
        stop = trouble.cut_after if trouble.stall_after is None else trouble.stall_after
        self._send(rest[:stop], chunked=trouble.chunked)
        if trouble.stall_after is not None:
            select.select([self.connection], [], [], 30)
        if stop is not None or trouble.length:
            self.close_connection = True
        return None

    def _send(self, data: memoryview, *, chunked: bool) -> None:
        if chunked:
            self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data))
        else:
            self.wfile.write(data)
        self.seen.served_bytes += len(data)

    def _begin(self, etag: str) -> int:
        asked, condition = self.headers.get("Range", ""), self.headers.get("If-Range", etag)
        if not asked.startswith("bytes=") or condition != etag:
            return 0
        return int(asked.removeprefix("bytes=").partition("-")[0])


class _Entry:
    """A file as the hub lists it: large ones by LFS, with a SHA-256, the others by git's name."""

    def __init__(self, path: str, data: bytes) -> None:
        self.lfs = len(data) >= LFS_FROM_BYTES
        self.sha256 = hashlib.sha256(data).hexdigest()
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\n"
        self.git_sha1 = _git_sha1(pointer.encode() if self.lfs else data)
        self.sibling: dict[str, Any] = {"rfilename": path}
        lfs = {"size": len(data), "sha256": self.sha256, "pointerSize": len(pointer)}
        self.with_blob = {**self.sibling, "size": len(data), "blobId": self.git_sha1}
        self.in_tree = {"type": "file", "path": path, "size": len(data), "oid": self.git_sha1}
        if self.lfs:
            self.with_blob["lfs"] = lfs
            self.in_tree["lfs"] = {
                "oid": self.sha256,
                "size": len(data),
                "pointerSize": len(pointer),
            }


def _git_sha1(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
