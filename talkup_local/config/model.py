"""Every setting, typed, with its meaning, unit and default.

This module is the one place where a setting is described: ``config.toml`` and
``docs/configure.md`` are generated from it (see ``reference``).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from talkup_local.config.engines import (
    LanguageModel,
    SpeechToText,
    TextToSpeech,
    Vision,
    VoiceActivity,
)
from talkup_local.config.interview import (
    Delivery,
    Interview,
    InterviewKind,
    Language,
    Level,
    Store,
)
from talkup_local.config.page import Page
from talkup_local.config.section import Count, Port, PositiveSeconds, Seconds, Section, Whole
from talkup_local.config.services import Service, Services

__all__ = ["Delivery", "Interview", "InterviewKind", "Language", "Level", "Store"]

Profile = Literal["auto", "embedded", "standard", "gpu"]
Patience = Literal["brisk", "normal", "relaxed"]


class Server(Section, frozen=True):
    """Where the appliance listens."""

    host: Annotated[
        str,
        Meta(
            description="Address to bind. Anything but loopback needs `[tls]` or `insecure = true`."
        ),
    ] = "127.0.0.1"
    port: Annotated[Port, Meta(description="TCP port; 0 takes a free one.")] = 8000
    insecure: Annotated[
        bool,
        Meta(description="Allow a bind beyond loopback without TLS and tokens."),
    ] = False
    shutdown_grace_s: Annotated[
        Seconds,
        Meta(description="Seconds that open interviews get to end politely on Ctrl-C or SIGTERM."),
    ] = 5.0


class Tls(Section, frozen=True):
    """Encryption; `talkup-local tls init` makes both files."""

    cert: Annotated[
        str,
        Meta(description="Certificate chain (PEM), relative to this file; empty is no encryption."),
    ] = ""
    key: Annotated[
        str,
        Meta(description="Its private key (PEM, no passphrase), relative to this file."),
    ] = ""


class Auth(Section, frozen=True):
    """Who may connect; `talkup-local token add` makes tokens."""

    required: Annotated[
        Literal["auto", "always", "never"],
        Meta(
            description="`auto`: a token is asked for beyond loopback, and anywhere as soon as "
            "one has been made."
        ),
    ] = "auto"
    first_message: Annotated[
        Literal["browsers", "all", "never"],
        Meta(
            description="Who may show the token in the first message: `browsers` (they can't set "
            "headers), `all` or `never`."
        ),
    ] = "browsers"
    deadline_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds after the upgrade in which that message must come."),
    ] = 10.0
    recheck_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds until a connection is closed whose token was revoked."),
    ] = 5.0
    query_token: Annotated[
        bool,
        Meta(description="Take `?token=` in the address too, which ends in logs and histories."),
    ] = False
    origins: Annotated[
        tuple[str, ...],
        Meta(
            description='Web origins beside our own, as `["https://interview.example"]`; '
            '`["*"]` is any.'
        ),
    ] = ()
    forwarded: Annotated[
        bool,
        Meta(description="Behind a reverse proxy: clients' addresses are in `X-Forwarded-For`."),
    ] = False


class Limits(Section, frozen=True):
    """What one client, or all together, may use."""

    sessions: Annotated[Count, Meta(description="Interviews at the same time.")] = 16
    audio_message_bytes: Annotated[
        Annotated[int, Meta(ge=1024)],
        Meta(description="Largest `audio_chunk` or binary message of an interview, bytes."),
    ] = 1_048_576
    start_message_bytes: Annotated[
        Annotated[int, Meta(ge=1024)],
        Meta(
            description="Largest `start_interview`, with its documents, bytes; any larger message "
            "closes with 1009."
        ),
    ] = 4_194_304
    control_message_bytes: Annotated[
        Annotated[int, Meta(ge=256)],
        Meta(description="Largest message of any other type, bytes."),
    ] = 65_536
    buffer_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds of audio that may wait for the recogniser, else `BUFFER_ERROR`."),
    ] = 120.0
    idle_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds without any message after which an interview is ended."),
    ] = 900.0
    messages_per_s: Annotated[
        Annotated[float, Meta(gt=0)],
        Meta(description="Messages per second that a client may send in the long run."),
    ] = 1000.0
    message_burst: Annotated[
        Count,
        Meta(description="Messages it may send at once before that rate counts."),
    ] = 20_000
    send_timeout_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds after which a client that reads nothing is dropped."),
    ] = 30.0
    connections_per_address: Annotated[
        Whole,
        Meta(description="Open connections of one network address; 0 is no limit."),
    ] = 64
    connections_per_token: Annotated[
        Whole,
        Meta(description="Open connections that showed the same token; 0 is no limit."),
    ] = 64
    attempts_per_minute: Annotated[
        Whole,
        Meta(description="Connections that an address may ask for in a minute; 0 is no limit."),
    ] = 300
    opened_per_minute: Annotated[
        Whole,
        Meta(
            description="Connections that an address may open in a minute, those that only load "
            "the page too; 0 is no limit."
        ),
    ] = 1200
    wrong_tokens_per_minute: Annotated[
        Whole,
        Meta(description="Wrong tokens that an address may show in a minute; 0 is no limit."),
    ] = 20
    streams: Annotated[
        Annotated[int, Meta(ge=1, le=256)],
        Meta(description="Open media streams on one connection."),
    ] = 8
    stream_message_bytes: Annotated[
        Annotated[int, Meta(ge=1024)],
        Meta(description="Largest message of the stream protocol, bytes; beyond it close 1009."),
    ] = 8_388_608
    requests: Annotated[
        Annotated[int, Meta(ge=1, le=4096)],
        Meta(description="Requests at work on one connection of the service protocol."),
    ] = 64
    stream_s: Annotated[
        PositiveSeconds,
        Meta(description="Longest media stream, seconds of decoded sound or picture."),
    ] = 14_400.0
    stream_bytes: Annotated[
        Annotated[int, Meta(ge=1024)],
        Meta(description="Largest media stream, bytes as sent."),
    ] = 4_294_967_296
    file_bytes: Annotated[
        Annotated[int, Meta(ge=1024)],
        Meta(description="Largest MP4 that can only be read once it is whole, bytes."),
    ] = 67_108_864
    picture_pixels: Annotated[
        Annotated[int, Meta(ge=256)],
        Meta(description="Largest picture of a video stream, pixels; larger ones are not decoded."),
    ] = 8_847_360


class Turn(Section, frozen=True):
    """Who speaks when."""

    patience: Annotated[
        Patience,
        Meta(
            description="How long a pause may last before the answer counts as complete: "
            "`brisk`, `normal` or `relaxed`."
        ),
    ] = "relaxed"
    endpointing: Annotated[
        bool,
        Meta(
            description="Find the end of an answer by listening; "
            "`false` waits for `send_for_AI_processing`."
        ),
    ] = True
    partials: Annotated[
        bool,
        Meta(description="Transcribe while the candidate speaks, not only in pauses."),
    ] = True
    barge_in: Annotated[
        bool,
        Meta(description="Let the candidate interrupt what the interviewer says."),
    ] = True
    greeting_protected_s: Annotated[
        Seconds,
        Meta(description="Seconds of the greeting that can't be interrupted."),
    ] = 3.0
    half_duplex: Annotated[
        bool,
        Meta(
            description="Hear nothing while the interviewer speaks: "
            "for rooms with a loudspeaker and no echo cancellation."
        ),
    ] = False
    smart_turn: Annotated[
        bool,
        Meta(
            description="Ask the Smart Turn model too, if it is installed "
            "(`pip install 'talkup-local[smart-turn]'`)."
        ),
    ] = False
    longest_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds after which an answer is taken as complete, whatever is heard."),
    ] = 300.0


class Stream(Section, frozen=True):
    """Media streams of the front-end protocol."""

    services: Annotated[
        tuple[Service, ...],
        Meta(
            description="What an audio stream goes through when the client names no services; "
            "`speech_to_text` alone only transcribes."
        ),
    ] = ("speech_to_text", "verbal_analyzer", "llm", "text_to_speech")
    frames_per_s: Annotated[
        Annotated[float, Meta(gt=0, le=30)],
        Meta(description="Pictures per second that are taken from a video stream."),
    ] = 2.0
    reorder_chunks: Annotated[
        Annotated[int, Meta(ge=0, le=1024)],
        Meta(description="Chunks that may wait for one that comes late."),
    ] = 16
    reorder_ms: Annotated[
        Annotated[int, Meta(ge=0, le=10_000)],
        Meta(description="Milliseconds after which a chunk that has not come counts as lost."),
    ] = 1000


class Log(Section, frozen=True):
    """What is written to stderr; never what was said."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Meta(description="`debug`, `info`, `warning` or `error`."),
    ] = "info"
    format: Annotated[
        Literal["console", "json"],
        Meta(description="`console` for people, `json` for machines."),
    ] = "console"


class Config(Section, frozen=True):
    """The whole configuration."""

    profile: Annotated[
        Profile,
        Meta(
            description="`embedded` (wheels alone), `standard` (CPU models), `gpu`, or `auto`: "
            "for each job the best engine that is present and loads."
        ),
    ] = "auto"
    models: Annotated[
        str,
        Meta(description="Folder of downloaded models, relative to this file."),
    ] = "models"
    data: Annotated[
        str,
        Meta(
            description="Folder of what is kept (tokens, interviews), relative to this file; empty "
            "is the system's folder for data of this user, `~/.local/share/talkup-local`."
        ),
    ] = ""
    server: Server = Server()
    tls: Tls = Tls()
    auth: Auth = Auth()
    limits: Limits = Limits()
    interview: Interview = Interview()
    store: Store = Store()
    turn: Turn = Turn()
    stream: Stream = Stream()
    page: Page = Page()
    services: Services = Services()
    stt: SpeechToText = SpeechToText()
    llm: LanguageModel = LanguageModel()
    tts: TextToSpeech = TextToSpeech()
    vad: VoiceActivity = VoiceActivity()
    vision: Vision = Vision()
    log: Log = Log()
