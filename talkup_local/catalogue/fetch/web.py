"""Files of web servers, by the standard library's client.

Of the clients that were compared it costs the least processor time per byte: it
reads from the socket straight into a block of ours. See docs/decisions/0017.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from email.message import Message
from functools import cached_property, partial
from typing import IO, Any, Final
from urllib.parse import SplitResult, urlsplit

from talkup_local import __version__
from talkup_local.catalogue.fetch.halt import Halt
from talkup_local.catalogue.fetch.retry import Broken, Limits, retry_after_s
from talkup_local.errors import FetchError

AGENT: Final = f"talkup-local/{__version__}"

_LATER: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_LOGIN: Final = frozenset({401, 403, 407})
_MISSING: Final = frozenset({404, 410})
_UNSATISFIABLE: Final = 416
_PLAIN: Final = ("", "identity")


class NotThere(FetchError):
    """The server says that it has no such file."""


class Web:
    """Asks web servers; its connections end when ``halt`` is told.

    proxies: by scheme, as ``urllib.request.getproxies`` gives them.
    """

    def __init__(self, limits: Limits, proxies: Mapping[str, str], halt: Halt) -> None:
        self._limits = limits
        self._opener = urllib.request.OpenerDirector()
        self._opener.addheaders = [("User-Agent", AGENT)]
        for handler in (
            urllib.request.ProxyHandler(dict(proxies)),
            _Handler(limits, halt),
            _Redirects(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    @contextlib.contextmanager
    def open(
        self, url: str, *, method: str = "GET", token: str = "", headers: Mapping[str, str]
    ) -> Iterator[Reply]:
        """Ask for ``url``. token: for its own host alone, wherever it may send us.

        Raises NotThere, Unsatisfiable, Broken, FetchError.
        """
        asked = {"Accept-Encoding": "identity", **headers}
        request = urllib.request.Request(url, method=method, headers=asked)  # noqa: S310 (no handler but those for http and https)
        if token:
            request.add_unredirected_header("Authorization", f"Bearer {token}")
        host = host_of(url)
        with self._answer(request, host) as response:
            yield Reply(response, host)

    def _answer(self, request: urllib.request.Request, host: str) -> http.client.HTTPResponse:
        try:
            response: http.client.HTTPResponse = self._opener.open(
                request, timeout=self._limits.connect_s
            )
        except urllib.error.HTTPError as exc:
            with exc:
                if exc.code == _UNSATISFIABLE:
                    raise Unsatisfiable(host, exc.headers.get("Content-Range", "")) from exc
                raise refusal(exc.code, exc.headers, exc.url, host) from exc
        except urllib.error.URLError as exc:
            cause = exc.reason if isinstance(exc.reason, BaseException) else exc
            raise unreachable(cause, host) from exc
        except (http.client.HTTPException, OSError, ValueError) as exc:  # of an address
            raise unreachable(exc, host) from exc
        return response


class Unsatisfiable(FetchError):
    """The file ends before the range that was asked for; ``size_bytes``: where, if it says so."""

    def __init__(self, host: str, content_range: str) -> None:
        self.size_bytes = total_of(content_range)
        super().__init__(host, "it refuses to go on in the middle of the file")


class Reply:
    """A server's answer, to be read once."""

    def __init__(self, response: http.client.HTTPResponse, host: str) -> None:
        self._response, self.host = response, host
        self.headers: Message = response.headers
        self.partial = response.status == http.client.PARTIAL_CONTENT
        coding = self.headers.get("Content-Encoding", "")
        if coding not in _PLAIN:
            mend = "Use another mirror; a proxy in between may do this too"
            raise FetchError(host, f"it sends the file packed ({coding})", mend)

    @property
    def etag(self) -> str:
        """What names this content there, "" without; a weak one names no bytes (RFC 9110, 8.8)."""
        etag = str(self.headers.get("ETag", ""))
        return "" if etag.startswith("W/") else etag

    @property
    def is_page(self) -> bool:
        """Whether it is a web page."""
        return self.headers.get_content_type() in ("text/html", "application/xhtml+xml")

    @property
    def begin(self) -> int:
        """The offset of its first byte in the file."""
        if not self.partial:
            return 0
        unit, _, rest = str(self.headers.get("Content-Range", "")).partition(" ")
        first = rest.partition("-")[0]
        return int(first) if unit == "bytes" and first.isdigit() else -1

    @property
    def total_bytes(self) -> int | None:
        """The size of the whole file, None when it does not say."""
        if self.partial:
            return total_of(str(self.headers.get("Content-Range", "")))
        length = str(self.headers.get("Content-Length", ""))
        return int(length) if length.isdigit() else None

    @property
    def ends_for_sure(self) -> bool:
        """Whether a connection that breaks off can be told from the end."""
        return self.total_bytes is not None or bool(self._response.chunked)

    def readinto(self, block: memoryview) -> int:
        """Fill ``block`` from the start; return how much came, 0 at the end. Raises Broken."""
        try:
            return self._response.readinto(block)
        except (http.client.HTTPException, OSError, ValueError) as exc:  # of a chunk's length
            raise unreachable(exc, self.host) from exc


def host_of(url: str) -> str:
    """Return the host and port of an address, without a name and password."""
    return urlsplit(url).netloc.rpartition("@")[2]


def refusal(status: int, headers: Mapping[str, str] | Message, url: str, host: str) -> FetchError:
    """Return what an error's status means."""
    if status in _LATER:
        after_s = retry_after_s(headers.get("Retry-After"))
        why = "too many requests" if status == http.HTTPStatus.TOO_MANY_REQUESTS else "it is busy"
        return Broken(host, f"{why} (status {status})", "Try again later", after_s=after_s)
    if status in _LOGIN:
        mend = "Set HF_TOKEN to a token that may read it, or use a mirror"
        return FetchError(host, f"it asks for a login (status {status})", mend)
    if status in _MISSING:
        mend = "Check the address, and the catalogue's entry"
        return NotThere(host, f"there is no {_without_query(url)} (status {status})", mend)
    if status // 100 == 3:  # noqa: PLR2004 (RFC 9110, 15.4)
        return FetchError(host, "it sends from one address to the next", "Use another mirror")
    return FetchError(host, f"it refuses {_without_query(url)} (status {status})")


def total_of(content_range: str) -> int | None:
    """Return the whole size of a ``Content-Range``, None when it does not say."""
    total = content_range.rpartition("/")[2]
    return int(total) if total.isdigit() else None


def unreachable(cause: BaseException, host: str) -> FetchError:
    """Return what a connection that failed means."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        mend = (
            "Check this machine's clock; a company's own authority has to be among "
            "the system's certificates"
        )
        reason = f"its certificate is not trusted here: {cause.verify_message}"
        return FetchError(host, reason, mend)
    mend = (
        "Check the network, and its proxy if it needs one (HTTPS_PROXY); "
        "without a network, pull from a folder: --mirror /media/usb"
    )
    if isinstance(cause, socket.gaierror):
        return Broken(host, "its name can't be found", mend, offline=True)
    if isinstance(cause, ConnectionRefusedError):
        return Broken(host, "nobody answers at this address", mend, offline=True)
    if isinstance(cause, TimeoutError):
        return Broken(host, "it does not answer in time", mend)
    if isinstance(cause, ConnectionError | ssl.SSLError | http.client.HTTPException):
        return Broken(host, f"the connection broke: {_words(cause)}", mend)
    return Broken(host, f"it can't be reached: {_words(cause)}", mend, offline=True)


class _Watched(http.client.HTTPConnection):
    """Connects within one time limit, reads with another, and can be hung up."""

    def __init__(self, *args: Any, limits: Limits, halt: Halt, **kwargs: Any) -> None:
        self._limits, self._halt = limits, halt
        super().__init__(*args, **kwargs)

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(self._limits.silence_s)
        self._halt.watch(self.sock)


class _WatchedTls(_Watched, http.client.HTTPSConnection):
    """The same over TLS."""


class _Handler(urllib.request.AbstractHTTPHandler):
    """Opens http and https, and nothing else."""

    def __init__(self, limits: Limits, halt: Halt) -> None:
        super().__init__()
        self._plain = partial(_Watched, limits=limits, halt=halt)
        self._tls = partial(_WatchedTls, limits=limits, halt=halt)

    http_request = urllib.request.AbstractHTTPHandler.do_request_
    https_request = urllib.request.AbstractHTTPHandler.do_request_

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Open a request; named so for urllib."""
        return self.do_open(self._plain, request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Open a request; named so for urllib."""
        return self.do_open(self._tls, request, context=self._context)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """The authorities that this machine trusts; reading them takes a while."""
        return ssl.create_default_context()


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Goes where it is sent, but never from https to http, nor with a token to another host."""

    def redirect_request(  # noqa: PLR0917 (urllib calls it so)
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if there.scheme != "https" and (here.scheme == "https" or there.scheme != "http"):
            fp.close()
            reason = f"it sends on to {there.scheme}://{host_of(newurl)}, which is not encrypted"
            raise FetchError(host_of(req.full_url), reason, "Use another mirror")
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        token = req.unredirected_hdrs.get("Authorization")
        if request is not None and token and _origin(here) == _origin(there):
            request.add_unredirected_header("Authorization", token)
        return request


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port


def _without_query(url: str) -> str:
    """Return the address without what may be a signature."""
    return url.partition("?")[0]


def _words(exc: BaseException) -> str:
    return str(getattr(exc, "strerror", None) or exc or type(exc).__name__).lower()
