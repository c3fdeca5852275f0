"""Every setting, typed, with its meaning, unit and default.

This module is the one place where a setting is described: ``config.toml`` and
``docs/configure.md`` are generated from it (see ``reference``).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Profile = Literal["auto", "embedded", "standard", "gpu"]
Language = Literal["en", "fr"]
InterviewKind = Literal["general", "behavioural", "technical", "customer_service"]
Delivery = Literal["paced", "burst"]
Patience = Literal["brisk", "normal", "relaxed"]

Port = Annotated[int, Meta(ge=0, le=65535)]
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(ge=0)]
PositiveSeconds = Annotated[float, Meta(gt=0)]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file: frozen, and a key that it does not have is an error."""


class Server(Section, frozen=True):
    """Where the appliance listens."""

    host: Annotated[
        str,
        Meta(description="Address to bind. Anything but loopback needs `insecure = true`."),
    ] = "127.0.0.1"
    port: Annotated[Port, Meta(description="TCP port; 0 takes a free one.")] = 8000
    insecure: Annotated[
        bool,
        Meta(description="Allow a bind beyond loopback without TLS and token."),
    ] = False
    shutdown_grace_s: Annotated[
        Seconds,
        Meta(description="Seconds that open interviews get to end politely on Ctrl-C or SIGTERM."),
    ] = 5.0


class Limits(Section, frozen=True):
    """What one client, or all together, may use."""

    sessions: Annotated[Count, Meta(description="Interviews at the same time.")] = 16
    audio_message_bytes: Annotated[
        Annotated[int, Meta(ge=1024)],
        Meta(description="Largest `audio_chunk` or binary frame, bytes; beyond it close 1009."),
    ] = 1_048_576
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


class Interview(Section, frozen=True):
    """What is asked, and how a reply is delivered."""

    language: Annotated[
        Language,
        Meta(description="Language when the client names none: `en` or `fr`."),
    ] = "en"
    kind: Annotated[
        InterviewKind,
        Meta(description="`general`, `behavioural`, `technical` or `customer_service`."),
    ] = "general"
    questions: Annotated[
        Annotated[int, Meta(ge=1, le=50)],
        Meta(description="Main questions before the closing; follow-ups come on top."),
    ] = 5
    delivery: Annotated[
        Delivery,
        Meta(description="`paced`: segments one after the other; `burst`: as soon as made."),
    ] = "paced"
    duplicate_window_s: Annotated[
        Seconds,
        Meta(
            description="Seconds after a reply in which `send_for_AI_processing` "
            "without new audio is a duplicate."
        ),
    ] = 2.0


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


class SpeechToText(Section, frozen=True):
    """The ears."""

    engine: Annotated[
        Literal["auto", "moonshine", "faster_whisper"],
        Meta(description="`auto` follows `profile`; else `moonshine` or `faster_whisper`."),
    ] = "auto"
    model: Annotated[
        str,
        Meta(description="Folder of a CTranslate2 Whisper model; empty searches `models`."),
    ] = ""
    device: Annotated[
        Literal["auto", "cpu", "cuda"],
        Meta(description="`auto`, `cpu` or `cuda`."),
    ] = "auto"
    compute_type: Annotated[
        str,
        Meta(description="CTranslate2 compute type; `auto` is int8 on CPU, float16 on CUDA."),
    ] = "auto"
    threads: Annotated[
        Annotated[int, Meta(ge=0, le=256)],
        Meta(description="Threads; 0 is half of the cores, so that the language model has room."),
    ] = 0
    beam_size: Annotated[
        Annotated[int, Meta(ge=1, le=10)],
        Meta(description="Beams of Whisper's search: more is slower, slightly more exact."),
    ] = 1
    timeout_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds one transcription may take."),
    ] = 60.0


class LanguageModel(Section, frozen=True):
    """The mind."""

    engine: Annotated[
        Literal["auto", "rules", "llama_cpp"],
        Meta(description="`auto` follows `profile`; else `rules` (no model) or `llama_cpp`."),
    ] = "auto"
    model: Annotated[
        str,
        Meta(description="A GGUF file; empty searches `models`."),
    ] = ""
    context_tokens: Annotated[
        Annotated[int, Meta(ge=512, le=131_072)],
        Meta(description="Context window, tokens."),
    ] = 4096
    max_tokens: Annotated[
        Annotated[int, Meta(ge=16, le=2048)],
        Meta(description="Longest reply, tokens."),
    ] = 150
    temperature: Annotated[
        Annotated[float, Meta(ge=0, le=2)],
        Meta(description="Sampling temperature; 0 always takes the likeliest token."),
    ] = 0.7
    threads: Annotated[
        Annotated[int, Meta(ge=0, le=256)],
        Meta(description="Threads; 0 is half of the cores."),
    ] = 0
    gpu_layers: Annotated[
        Annotated[int, Meta(ge=-1)],
        Meta(description="Layers on the GPU; -1 is all, where the build has one."),
    ] = -1
    lead_in: Annotated[
        bool,
        Meta(description="Thank for the answer at once, in prepared words, while it thinks."),
    ] = True
    first_token_timeout_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds to the first word; later, the fallback reply is spoken."),
    ] = 15.0
    reply_timeout_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds for the whole reply; then it ends with the sentence in hand."),
    ] = 60.0


class TextToSpeech(Section, frozen=True):
    """The voice."""

    engine: Annotated[
        Literal["auto", "espeak", "piper"],
        Meta(description="`auto` follows `profile`; else `espeak` or `piper`."),
    ] = "auto"
    model: Annotated[
        str,
        Meta(description="A Piper voice (`.onnx`); empty searches `models` for the language."),
    ] = ""
    voice: Annotated[
        str,
        Meta(description="Name of the engine's voice; empty is its default for the language."),
    ] = ""
    threads: Annotated[
        Annotated[int, Meta(ge=0, le=256)],
        Meta(description="Threads of Piper; 0 is half of the cores."),
    ] = 0
    speed: Annotated[
        Annotated[float, Meta(ge=0.5, le=2)],
        Meta(description="Speaking rate: 1.0 is the voice's own, 2.0 twice as fast."),
    ] = 1.0
    timeout_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds the synthesis of one sentence may take."),
    ] = 30.0


class VoiceActivity(Section, frozen=True):
    """What counts as speech."""

    engine: Annotated[
        Literal["silero", "webrtc"],
        Meta(description="`silero` (robust to noise) or `webrtc` (lighter)."),
    ] = "silero"
    threshold: Annotated[
        Annotated[float, Meta(gt=0, lt=1)],
        Meta(description="Probability from which a window counts as speech."),
    ] = 0.5
    min_speech_ms: Annotated[
        Annotated[int, Meta(ge=20, le=5000)],
        Meta(description="Shortest speech worth transcribing, milliseconds."),
    ] = 150
    padding_ms: Annotated[
        Annotated[int, Meta(ge=0, le=2000)],
        Meta(description="Audio kept around speech for the recogniser, milliseconds."),
    ] = 100


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
    server: Server = Server()
    limits: Limits = Limits()
    interview: Interview = Interview()
    turn: Turn = Turn()
    stt: SpeechToText = SpeechToText()
    llm: LanguageModel = LanguageModel()
    tts: TextToSpeech = TextToSpeech()
    vad: VoiceActivity = VoiceActivity()
    log: Log = Log()
