"""What fails on our side."""

from __future__ import annotations

from typing import ClassVar

from talkup_local.errors.root import TalkupError


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


class RecordUnreadable(StorageError):
    """It can be read, but makes no sense to this release; the rest of the file does."""


class RecordGone(StorageError):
    """It is not kept, or not any more."""


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
