"""The AI server's side of the service protocol, without a socket.

Its methods build what to send, ``receive_text`` and ``receive_binary`` read what comes.
The service may be anybody's: it need not know more than ``services``, ``type``,
``timestamp`` and ``data``, so answers are read with all the tolerance that leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec import UNSET, Raw

from talkup_local.config.services import Service
from talkup_local.errors import InvalidMessage
from talkup_local.protocol.envelope import utf8
from talkup_local.protocol.services import messages
from talkup_local.protocol.services.contents import Content, built, service_named
from talkup_local.protocol.services.messages import Frames

_ENVELOPE: Final = frozenset(
    {
        "type",
        "services",
        "service",
        "service_type",
        "timestamp",
        "session_id",
        "request_id",
        "stream_id",
        "sequence",
        "final",
        "attachments",
        "protocol_version",
        "status",
    }
)
_LONGEST_ID: Final = 128
_LONGEST_WORDS: Final = 1000


@dataclass(frozen=True, kw_only=True)
class Pong:
    """The service is there. features: those of ours that it has, beyond the base document.

    describes: all else that it says of itself.
    """

    features: frozenset[str] = frozenset()
    describes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Result:
    """An answer; ids are None where the service gave none back.

    service: one of ours, or as it named itself. data: as it came, bytes that came as
    binary frames among it. final: whether nothing more of it follows.
    """

    request_id: str | None = None
    session_id: str | None = None
    stream_id: str | None = None
    service: str | None = None
    data: Mapping[str, Any]
    final: bool = True


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A request that failed, or a message of ours that it could not read.

    code: as the service named it, "" when it did not. message: its words; for logs.
    """

    request_id: str | None = None
    session_id: str | None = None
    stream_id: str | None = None
    service: str | None = None
    code: str = ""
    message: str = ""


Incoming = Pong | Result | Failed


@dataclass(kw_only=True)
class _Unfinished:
    """A result whose binary frames are still to come."""

    result: Result
    names: list[str]
    blobs: dict[str, bytes] = field(default_factory=dict)


class ServiceClient:
    """One connection to a service. ``now``: gives the wall time, aware."""

    def __init__(self, service: Service, *, now: Callable[[], datetime]) -> None:
        self._service, self._now = service, now
        self._unfinished: _Unfinished | None = None

    # -- what to send -------------------------------------------------------------------

    def ping(self, data: Any = UNSET) -> str:
        """Build ``ping``; ``data``, any JSON value, comes back from those who know that."""
        raw = UNSET if data is UNSET else Raw(msgspec.json.encode(data))
        return _encode(messages.Ping(services=[self._service], timestamp=self._stamp(), data=raw))

    def auth(self, token: str) -> str:
        """Build ``auth``."""
        return _encode(messages.Auth(timestamp=self._stamp(), token=token))

    def request(
        self,
        content: Content | Mapping[str, Any],
        *,
        request_id: str | None = None,
        session_id: str | None = None,
        task: bool = False,
        pieces: bool = False,
        binary: bool = False,
    ) -> Frames:
        """Build ``process_request``, or ``task_request`` when it is a ``task``.

        pieces, binary: only for a service whose ``pong`` names these features: results as
        they grow; bytes, there and back, as binary frames.
        """
        kind = messages.TaskRequest if task else messages.ProcessRequest
        message = kind(
            services=[self._service],
            timestamp=self._stamp(),
            session_id=session_id,
            service_type=self._service if task else None,
            request_id=request_id,
            data=_fields(content),
            pieces=True if pieces else None,
            binary=binary,
        )
        return messages.framed(message, binary=binary)

    def chunk(
        self,
        content: Content | Mapping[str, Any],
        *,
        sequence: int,
        last: bool = False,
        stream_id: str | None = None,
        request_id: str | None = None,
        session_id: str | None = None,
        pieces: bool = False,
        binary: bool = False,
    ) -> Frames:
        """Build ``stream_chunk``. What the base document does not know stands in ``data``.

        The rest as in ``request``; the ``request_id`` of a stream is that of all its chunks.
        """
        place = {"stream_id": stream_id, "sequence": sequence, "last": last}
        told = {name: value for name, value in place.items() if value is not None}
        message = messages.StreamChunk(
            services=[self._service],
            timestamp=self._stamp(),
            session_id=session_id,
            request_id=request_id,
            data={**_fields(content), **told},
            pieces=pieces,
            binary=binary,
        )
        return messages.framed(message, binary=binary)

    def cancel(
        self,
        request_id: str | None = None,
        *,
        session_id: str | None = None,
        stream_id: str | None = None,
    ) -> str:
        """Build ``cancel``, for a service whose ``pong`` names that feature."""
        return _encode(
            messages.Cancel(
                services=[self._service],
                timestamp=self._stamp(),
                session_id=session_id,
                request_id=request_id,
                stream_id=stream_id,
            )
        )

    # -- what comes ---------------------------------------------------------------------

    def receive_text(self, data: str | bytes) -> list[Incoming]:
        """Read a text message; what says nothing is passed over.

        Raises InvalidMessage when it is none, and nothing else.
        """
        fields = _object(data)
        heard = self._given_up()
        match _text(fields.get("type")):
            case None:
                raise InvalidMessage("`type` is missing, or is no text.")
            case "pong":
                return [*heard, _pong(fields)]
            case "ping":
                return heard
            case kind if (failed := _failed(kind, fields)) is not None:
                return [*heard, failed]
            case kind:
                return [*heard, *self._result(kind, fields)]

    def receive_binary(self, data: bytes) -> list[Incoming]:
        """Read a binary frame. Raises InvalidMessage when no message has announced it."""
        unfinished = self._unfinished
        if unfinished is None:
            raise InvalidMessage("A binary frame came that no message has announced.")
        unfinished.blobs[unfinished.names.pop(0)] = data
        if unfinished.names:
            return []
        self._unfinished = None
        whole = {**unfinished.result.data, **unfinished.blobs}
        return [replace(unfinished.result, data=MappingProxyType(whole))]

    def _given_up(self) -> list[Incoming]:
        """Return what becomes of a result when a text comes in place of its binary frames."""
        unfinished, self._unfinished = self._unfinished, None
        if unfinished is None:
            return []
        result = unfinished.result
        return [
            Failed(
                request_id=result.request_id,
                session_id=result.session_id,
                stream_id=result.stream_id,
                service=result.service,
                code="INVALID_MESSAGE",
                message="its binary frames did not come",
            )
        ]

    def _result(self, kind: str, fields: Mapping[str, Any]) -> list[Incoming]:
        data = fields.get("data")
        if isinstance(data, str):
            data = {"text": data}
        elif data is None:
            data = {name: fields[name] for name in fields if name not in _ENVELOPE | {"data"}}
            if not data:
                return []
        elif not isinstance(data, dict):
            raise InvalidMessage("`data` must be an object.")
        ids = _ids(fields)
        final = next((v for v in (fields.get("final"), data.get("final")) if v is not None), True)
        result = Result(
            **ids, data=MappingProxyType(data), final=bool(final) and "partial" not in kind
        )
        names = fields.get("attachments") or []
        if not names:
            return [result]
        if (
            not isinstance(names, list)
            or not all(isinstance(name, str) for name in names)
            or len(names) > messages.MOST_ATTACHMENTS
        ):
            raise InvalidMessage("`attachments` must be a short list of texts.")
        self._unfinished = _Unfinished(result=result, names=list(names))
        return []

    def _stamp(self) -> int:
        return int(self._now().timestamp())


def _encode(message: messages.Request) -> str:
    return messages.request_codec().encode(message)


def _fields(content: Content | Mapping[str, Any]) -> dict[str, Any]:
    return built(content) if isinstance(content, Content) else dict(content)


def _object(data: str | bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(utf8(data), type=dict[str, Any])
    except msgspec.ValidationError:
        raise InvalidMessage("A message must be a JSON object.") from None
    except RecursionError:
        raise InvalidMessage("The message is nested too deeply.") from None
    except ValueError:
        raise InvalidMessage("The message is not valid JSON.") from None


def _pong(fields: Mapping[str, Any]) -> Pong:
    data = fields.get("data")
    told = {**data} if isinstance(data, dict) else {}
    told.update((name, fields[name]) for name in fields if name not in _ENVELOPE | {"data"})
    named = told.pop("features", None)
    features = frozenset(name for name in messages.FEATURES if _listed(named) and name in named)
    return Pong(features=features, describes=MappingProxyType(told))


def _failed(kind: str, fields: Mapping[str, Any]) -> Failed | None:
    """Return the failure that a message tells, None when it tells none."""
    data = fields.get("data")
    inner: Mapping[str, Any] = data if isinstance(data, dict) else {}
    alone = inner.keys() == {"error"} or (data is None and "error" in fields)
    if kind != "error" and fields.get("status") != "error" and not alone:
        return None
    nested = next((e for e in (inner.get("error"), fields.get("error")) if isinstance(e, dict)), {})
    words = (
        *(part.get(name) for part in (nested, inner) for name in ("message", "error", "detail")),
        data,
        *(fields.get(name) for name in ("message", "error", "detail")),
    )
    codes = (nested.get("code"), inner.get("code"), fields.get("code"))
    return Failed(
        **_ids(fields),
        code=_first(codes)[:_LONGEST_ID],
        message=_first(words)[:_LONGEST_WORDS],
    )


def _ids(fields: Mapping[str, Any]) -> dict[str, str | None]:
    data = fields.get("data")
    inner: Mapping[str, Any] = data if isinstance(data, dict) else {}
    ids = {
        name: _id(fields.get(name, inner.get(name)))
        for name in ("request_id", "session_id", "stream_id")
    }
    named = fields.get("service_type") or fields.get("service") or fields.get("services")
    name = _text(named[0] if _listed(named) and named else named)
    return {**ids, "service": (service_named(name) or name[:_LONGEST_ID]) if name else None}


def _id(value: Any) -> str | None:
    if isinstance(value, str):
        return value[:_LONGEST_ID]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _listed(value: Any) -> bool:
    return isinstance(value, list)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _first(values: tuple[Any, ...]) -> str:
    return next((value for value in values if isinstance(value, str) and value), "")
