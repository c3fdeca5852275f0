"""Every error that talkup-local raises on purpose, in one tree.

TalkupError
├── ConfigError            a setting is unknown, mistyped or impossible
├── EngineError            an engine failed; ours, not the peer's
│   ├── EngineUnavailable  it can't be built or loaded here; says what mends it
│   ├── RecognitionError   speech to text
│   ├── GenerationError    language model
│   ├── SynthesisError     text to speech
│   └── DetectionError     voice activity
├── AudioError             audio that can't be decoded or encoded
├── StorageError           what the appliance keeps can't be read or written
├── ServiceError           a service that we use did not do its work
│   ├── ServiceUnreachable nobody answers at its address, or it hung up
│   ├── ServiceTimeout     it took too long
│   ├── ServiceRefused     it answered with an error; its code and words are kept
│   ├── ServiceBroken      what it answered is no answer
│   └── ServiceBusy        too much waits for it already
├── LocalProtocolError     we broke our own protocol: a bug here
└── PeerError              the other side's fault; its sentence may be shown to it
    ├── InvalidMessage
    ├── UnknownType
    ├── NotStarted
    ├── AlreadyStarted
    ├── BufferOverflow
    ├── RateLimited
    ├── Unauthorized
    ├── LanguageUnavailable
    ├── ServerBusy
    ├── UnsupportedVersion
    ├── ServiceFault       a request to a service, or something in it
    │   ├── UnknownService   there is no such service, or not at this address
    │   ├── ServiceDisabled  the operator has turned it off
    │   └── Unusable         a request without what the service needs
    └── StreamFault        a media stream, or something in it
        ├── UnknownStream, StreamOver, StreamExists, NoStream, AmbiguousFrame
        ├── UnsupportedFormat, Undecodable, InvalidBase64
        └── SequenceTooOld, TooManyStreams, StreamTooLong, StreamTooLarge

``code`` is stable: programs may depend on it. Facts stand in attributes, the
sentence is made in ``__str__``. Only a ``PeerError``'s sentence ever reaches a
peer; of any other error it sees the code and a fixed sentence.
"""

from __future__ import annotations

from typing import ClassVar


class TalkupError(Exception):
    """Root of the tree."""

    code: ClassVar[str] = "INTERNAL_ERROR"


class ConfigError(TalkupError):
    """A setting is unknown, mistyped or impossible.

    key: dotted name of the setting, "" when the whole file is meant.
    source: where it was set ("config.toml, line 12"), "" when unknown.
    """

    code = "CONFIG_ERROR"

    def __init__(self, reason: str, *, key: str = "", source: str = "", mend: str = "") -> None:
        self.reason, self.key, self.source, self.mend = reason, key, source, mend
        super().__init__(reason)

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.source, self.key) if part)
        text = f"{where}: {self.reason}" if where else self.reason
        return f"{text}. {self.mend}" if self.mend else text


class EngineError(TalkupError):
    """An engine failed."""

    code = "ENGINE_ERROR"

    def __init__(self, engine: str, reason: str) -> None:
        self.engine, self.reason = engine, reason
        super().__init__(engine, reason)

    def __str__(self) -> str:
        return f"{self.engine}: {self.reason}"


class EngineUnavailable(EngineError):
    """An engine can't be built or loaded on this machine; ``mend`` says what helps."""

    code = "ENGINE_UNAVAILABLE"

    def __init__(self, engine: str, reason: str, mend: str = "") -> None:
        self.mend = mend
        super().__init__(engine, reason)

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text}. {self.mend}" if self.mend else text


class RecognitionError(EngineError):
    """Speech to text failed."""

    code = "TRANSCRIPTION_ERROR"


class GenerationError(EngineError):
    """The language model failed or was too late."""

    code = "AI_RESPONSE_ERROR"


class SynthesisError(EngineError):
    """Text to speech failed."""

    code = "TTS_ERROR"


class DetectionError(EngineError):
    """Voice activity detection failed."""

    code = "VAD_ERROR"


class AudioError(TalkupError):
    """Audio that can't be decoded or encoded."""

    code = "AUDIO_ERROR"


class StorageError(TalkupError):
    """A file that the appliance keeps can't be read or written; ``path`` names it."""

    code = "STORAGE_ERROR"

    def __init__(self, path: str, reason: str, mend: str = "") -> None:
        self.path, self.reason, self.mend = path, reason, mend
        super().__init__(path, reason)

    def __str__(self) -> str:
        text = f"{self.path}: {self.reason}"
        return f"{text}. {self.mend}" if self.mend else text


class ServiceError(TalkupError):
    """A service that we use did not do its work.

    service: its name. reason: for the log and for operators, never for a peer.
    """

    code = "SERVICE_ERROR"
    status: ClassVar[str] = "error"

    def __init__(self, service: str, reason: str) -> None:
        self.service, self.reason = service, reason
        super().__init__(service, reason)

    def __str__(self) -> str:
        return f"{self.service}: {self.reason}"


class ServiceUnreachable(ServiceError):
    """Nobody answers at its address, or the connection broke."""

    code = "SERVICE_UNREACHABLE"


class ServiceTimeout(ServiceError):
    """It took too long."""

    code = "SERVICE_TIMEOUT"
    status = "timeout"


class ServiceRefused(ServiceError):
    """It answered with an error. remote_code: as it named it, "" when it did not."""

    code = "SERVICE_ERROR"

    def __init__(self, service: str, reason: str, remote_code: str = "") -> None:
        self.remote_code = remote_code
        super().__init__(service, reason)

    def __str__(self) -> str:
        # its own words may quote what was said, and this may get into the log
        return f"{self.service}: it refused the request"


class ServiceBroken(ServiceError):
    """What it answered is no answer."""

    code = "SERVICE_BROKEN"


class ServiceBusy(ServiceError):
    """Too much waits for it already."""

    code = "SERVICE_BUSY"


class LocalProtocolError(TalkupError):
    """We tried to send what the protocol does not allow now: a bug on our side."""

    code = "INTERNAL_ERROR"


class PeerError(TalkupError):
    """The peer did something wrong; ``message`` is written for the peer."""

    code = "INVALID_MESSAGE"

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class InvalidMessage(PeerError):
    """Not JSON, not an object, a field is missing or of the wrong type."""

    code = "INVALID_MESSAGE"


class UnknownType(PeerError):
    """A message type that this protocol does not have."""

    code = "UNKNOWN_TYPE"


class NotStarted(PeerError):
    """Something that needs an interview came before ``start_interview``."""

    code = "NOT_STARTED"


class AlreadyStarted(PeerError):
    """A second ``start_interview`` on one connection."""

    code = "ALREADY_STARTED"


class BufferOverflow(PeerError):
    """More unprocessed audio than the buffer may hold."""

    code = "BUFFER_ERROR"


class RateLimited(PeerError):
    """More messages than the configured rate."""

    code = "RATE_LIMITED"


class Unauthorized(PeerError):
    """No token, a wrong one, or one that does not allow this."""

    code = "UNAUTHORIZED"


class LanguageUnavailable(PeerError):
    """No present engine speaks or understands the language asked for."""

    code = "LANGUAGE_UNAVAILABLE"


class ServerBusy(PeerError):
    """No room for another interview now."""

    code = "SERVER_BUSY"


class UnsupportedVersion(PeerError):
    """A protocol version that we do not speak."""

    code = "UNSUPPORTED_VERSION"


class ServiceFault(PeerError):
    """A fault about a request to a service, or something in it."""

    code = "INVALID_MESSAGE"


class UnknownService(ServiceFault):
    """There is no such service, or not at this address."""

    code = "UNKNOWN_SERVICE"


class ServiceDisabled(ServiceFault):
    """The operator has turned the service off, or never on."""

    code = "SERVICE_DISABLED"


class Unusable(ServiceFault):
    """A request that lacks what the service needs, or has too much of it."""

    code = "INVALID_REQUEST"


class StreamFault(PeerError):
    """A fault about a media stream, or something in it."""

    code = "INVALID_MESSAGE"


class UnknownStream(StreamFault):
    """A stream that was never started."""

    code = "UNKNOWN_STREAM"


class StreamOver(StreamFault):
    """A stream that has ended."""

    code = "STREAM_ENDED"


class StreamExists(StreamFault):
    """A second start of one stream."""

    code = "STREAM_EXISTS"


class NoStream(StreamFault):
    """Media without a stream that it could belong to."""

    code = "NO_STREAM"


class AmbiguousFrame(StreamFault):
    """Media that could belong to several streams."""

    code = "AMBIGUOUS_FRAME"


class UnsupportedFormat(StreamFault):
    """A media format that we can't decode."""

    code = "UNSUPPORTED_FORMAT"


class Undecodable(StreamFault):
    """Media that is not what its format says."""

    code = "UNDECODABLE"


class InvalidBase64(StreamFault):
    """Data that is not base64."""

    code = "INVALID_BASE64"


class SequenceTooOld(StreamFault):
    """A chunk that comes after its place was given up."""

    code = "SEQUENCE_TOO_OLD"


class TooManyStreams(StreamFault):
    """More open streams than one connection may have."""

    code = "TOO_MANY_STREAMS"


class StreamTooLong(StreamFault):
    """More seconds than a stream may have."""

    code = "STREAM_TOO_LONG"


class StreamTooLarge(StreamFault):
    """More bytes than a stream may have."""

    code = "STREAM_TOO_LARGE"
