"""A language model behind the chat API that vLLM, llama-server and Ollama speak.

The server may be away when the appliance starts, and go away while it runs. It is
asked again, at most as often as a back-off allows; in between every reply fails at
once, so that whoever asks can do without.

Source: the public reference of the chat completions API and its streaming events.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import structlog

from talkup_local.clock import Clock, SystemClock
from talkup_local.config.services import LanguageModelPlace
from talkup_local.engines.base import ChatMessage, EngineInfo, GenerationOptions, LanguageModel
from talkup_local.engines.llm.server_sent_events import (
    LONGEST_BYTES,
    EventReader,
    ServerSentEvent,
)
from talkup_local.engines.probe import resolve
from talkup_local.errors import EngineUnavailable, GenerationError

if TYPE_CHECKING:
    import httpx

log = structlog.get_logger(__name__)

NAME: Final = "openai_compatible"

FIRST_BACK_OFF_S: Final = 0.5
LONGEST_BACK_OFF_S: Final = 10.0

_AFTERWARDS_S: Final = 1.0
_DONE: Final = "[DONE]"
_NOT_ALLOWED: Final = (401, 403)
_NOT_FOUND: Final = 404
_OVERLOADED: Final = (429, 503)
_NOT_UNDERSTOOD: Final = (400, 422)
_WORD: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class _Delta(msgspec.Struct, frozen=True):
    content: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    delta: _Delta = _Delta()
    finish_reason: str | None = None


class _Chunk(msgspec.Struct, frozen=True):
    """One event of a reply. ``error``: in whatever shape; older vLLM says ``object`` instead."""

    choices: tuple[_Choice, ...] = ()
    object: str | None = None
    error: Any = None


class _Model(msgspec.Struct, frozen=True):
    id: str


class _Models(msgspec.Struct, frozen=True):
    data: tuple[_Model, ...] = ()


class OpenAiCompatible(LanguageModel):
    """The model at ``place.url``; when ``place.model`` is empty, the first that it lists.

    ca: certificate of the authority behind ``https://``, None for the system's.
    ``place.timeout_s`` is the longest silence before and within a reply.
    """

    def __init__(
        self, place: LanguageModelPlace, *, ca: Path | None = None, clock: Clock | None = None
    ) -> None:
        """Make an engine that has asked nothing yet. Raises EngineUnavailable: ``ca`` is bad."""
        self._place, self._clock = place, clock or SystemClock()
        self._tls = _tls(ca)
        self._client: httpx.AsyncClient | None = None
        self._found = ""
        """Name of the model that the server listed."""
        self._holds_schemas = True
        """Whether the server takes a JSON schema, as far as is known."""
        self._running = 0
        self._failures = 0
        """Times in a row that nobody was there."""
        self._next_try_s = 0.0

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(
            name=NAME, job="llm", model=self._place.model or self._found, device="remote"
        )

    @property
    def waiting(self) -> int:
        return self._running

    @property
    def reachable(self) -> bool:
        """Whether the server was there when it was last asked."""
        return self._failures == 0

    async def start(self) -> None:
        """Look whether the server is there; that it is not, is no failure.

        Raises EngineUnavailable when it is, and does not let us in.
        """
        try:
            await self._find_model()
        except _Refused as exc:
            raise EngineUnavailable(NAME, exc.reason, "Check services.llm.token") from exc
        except GenerationError as exc:
            log.warning("language model is not there", reason=exc.reason)

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def stream(
        self, messages: Sequence[ChatMessage], options: GenerationOptions
    ) -> AsyncIterator[str]:
        return self._reply(messages, options)

    async def _reply(
        self, messages: Sequence[ChatMessage], options: GenerationOptions
    ) -> AsyncGenerator[str, None]:
        self._running += 1
        try:
            model = self._place.model or self._found or await self._find_model()
            while True:
                held = options if self._holds_schemas else replace(options, schema=None)
                body = _body(model, messages, held)
                try:
                    async with contextlib.aclosing(self._events(body)) as events:
                        async for text in self._texts(events):
                            if text:
                                yield text
                except _NotUnderstood:
                    if held.schema is None:
                        raise
                    self._holds_schemas = False  # what the prompt says of it has to do
                    log.info("server takes no JSON schema")
                else:
                    return
        finally:
            self._running -= 1

    async def _texts(self, events: AsyncGenerator[ServerSentEvent, None]) -> AsyncIterator[str]:
        """Yield the text of each event, "" for a thought. Raises GenerationError."""
        finished = False
        while True:
            try:
                # what still comes once the reply has finished is worth no long wait
                async with asyncio.timeout(_AFTERWARDS_S if finished else self._place.timeout_s):
                    event = await anext(events, None)
            except TimeoutError:
                if finished:
                    return
                raise self._silent() from None
            if event is None or event.data.strip() == _DONE:
                break
            chunk = _chunk(event)
            for choice in chunk.choices[:1] if chunk else ():
                finished = finished or choice.finish_reason is not None
                yield choice.delta.content or ""
        if event is None and not finished:
            raise GenerationError(NAME, "the reply broke off")

    async def _events(self, body: bytes) -> AsyncGenerator[ServerSentEvent, None]:
        """Yield the events that answer ``body``; closing the generator closes the request."""
        reader = EventReader()
        async with self._answer("POST", "chat/completions", body) as answer:
            async for data in answer.aiter_bytes():
                for event in reader.feed(data):
                    yield event
            for event in reader.finish():
                yield event

    async def _find_model(self) -> str:
        """Return the name of the model to ask for. Raises GenerationError."""
        try:
            async with (
                asyncio.timeout(self._place.timeout_s),
                self._answer("GET", "models") as answer,
            ):
                data = await _whole(answer)
        except TimeoutError:
            raise self._silent() from None
        try:
            models = msgspec.json.decode(data, type=_Models).data
        except msgspec.DecodeError:
            raise GenerationError(NAME, "its list of models can't be read") from None
        names = [model.id for model in models]
        if self._place.model:
            if self._place.model not in names:
                log.warning("server does not list the language model", listed=len(names))
            return self._place.model
        if not names:
            raise GenerationError(NAME, "it has no model")
        self._found = names[0]
        return self._found

    @contextlib.asynccontextmanager
    async def _answer(
        self, method: str, path: str, body: bytes | None = None
    ) -> AsyncIterator[httpx.Response]:
        """Send a request and give its answer, whose body is not read yet.

        Everything that goes wrong, here or in the block, becomes a GenerationError.
        """
        import httpx

        left_s = self._next_try_s - self._clock.monotonic_s()
        if left_s > 0:
            raise GenerationError(NAME, f"not there; asked again in {left_s:.1f} s")
        try:
            async with self._opened().stream(method, path, content=body) as answer:
                self._failures, self._next_try_s = 0, 0.0
                if not answer.is_success:
                    await self._refuse(answer)
                yield answer
        except (httpx.ConnectError, httpx.ConnectTimeout) as exc:
            raise self._absent() from exc
        except httpx.PoolTimeout as exc:
            raise GenerationError(NAME, "too many replies at the same time") from exc
        except httpx.TimeoutException as exc:
            raise self._silent() from exc
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as exc:
            raise GenerationError(NAME, f"the answer broke: {type(exc).__name__}") from exc
        except ValueError as exc:  # of the reader of events
            raise GenerationError(NAME, "what it answers is no reply") from exc

    def _opened(self) -> httpx.AsyncClient:
        import httpx

        if self._client is None:
            place = self._place
            headers = {"Accept": "text/event-stream, application/json"}
            if place.token:
                headers["Authorization"] = f"Bearer {place.token}"
            self._client = httpx.AsyncClient(
                base_url=place.url.rstrip("/") + "/",
                headers={**headers, "Content-Type": "application/json"},
                verify=self._tls,
                timeout=httpx.Timeout(
                    place.timeout_s, connect=place.connect_timeout_s, pool=place.connect_timeout_s
                ),
                limits=httpx.Limits(max_connections=place.in_flight),
                trust_env=False,  # neither proxies nor credentials of this machine
            )
        return self._client

    def _silent(self) -> GenerationError:
        return GenerationError(NAME, f"silent for {self._place.timeout_s:g} s")

    def _absent(self) -> GenerationError:
        back_off_s = min(FIRST_BACK_OFF_S * 2.0**self._failures, LONGEST_BACK_OFF_S)
        self._failures += 1
        self._next_try_s = self._clock.monotonic_s() + back_off_s
        return GenerationError(NAME, "nobody answers at services.llm.url")

    async def _refuse(self, answer: httpx.Response) -> None:
        """Raise for an answer that is an error; its words stay out, they may quote the prompt."""
        status = answer.status_code
        if status in _NOT_ALLOWED:
            raise _Refused(NAME, f"it refuses the token: {status}")
        if status == _NOT_FOUND:
            self._found = ""  # another model may have taken its place
            raise GenerationError(NAME, "it does not know the path or the model: 404")
        if status in _OVERLOADED:
            raise GenerationError(NAME, f"it has too much to do: {status}")
        if status in _NOT_UNDERSTOOD:
            raise _NotUnderstood(NAME, f"it does not take the request: {status}")
        raise GenerationError(NAME, f"it answers with status {status}")


class _NotUnderstood(GenerationError):
    """The server is there, and something of the request is not for it."""


class _Refused(GenerationError):
    """The server is there, and does not let us in."""


def build(place: LanguageModelPlace, folder: Path) -> OpenAiCompatible:
    """Return the engine for ``[services.llm]``. Raises EngineUnavailable.

    folder: what relative paths start from.
    """
    return OpenAiCompatible(place, ca=resolve(folder, place.ca) if place.ca else None)


def _tls(ca: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca)
    except OSError as exc:
        mend = "services.llm.ca is the certificate (PEM) of the server's authority"
        raise EngineUnavailable(NAME, f"{ca} is no certificate that can be read", mend) from exc


async def _whole(answer: httpx.Response) -> bytes:
    """Return the body of an answer. Raises ValueError when it is too long."""
    data = bytearray()
    async for part in answer.aiter_bytes():
        data += part
        if len(data) > LONGEST_BYTES:
            raise ValueError("the answer is too long")
    return bytes(data)


def _body(model: str, messages: Sequence[ChatMessage], options: GenerationOptions) -> bytes:
    fields: dict[str, Any] = {
        "model": model,
        "messages": [{"role": m.role, "content": m.content} for m in messages],
        "max_tokens": options.max_tokens,
        "temperature": options.temperature,
        "stream": True,
    }
    if options.seed is not None:
        fields["seed"] = options.seed
    if options.stop:
        fields["stop"] = options.stop
    if options.schema is not None:
        form = {"name": "reply", "schema": options.schema}
        fields["response_format"] = {"type": "json_schema", "json_schema": form}
    return msgspec.json.encode(fields)


def _chunk(event: ServerSentEvent) -> _Chunk | None:
    """Return what an event says, None when it can't be read. Raises GenerationError for a fault."""
    try:
        chunk = msgspec.json.decode(event.data, type=_Chunk)
    except msgspec.DecodeError:
        chunk = None
    if event.name == "error" or (chunk and (chunk.error is not None or chunk.object == "error")):
        raise GenerationError(NAME, f"it failed{_kind(chunk.error if chunk else None)}")
    return chunk


def _kind(error: Any) -> str:
    """Return the kind of an error where it is a single word; never its sentence."""
    kind = error.get("type") if isinstance(error, dict) else None
    return f": {kind}" if isinstance(kind, str) and _WORD.fullmatch(kind) else ""
