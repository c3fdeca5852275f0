"""The settings of the engines; part of ``model``."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from talkup_local.config.section import PositiveSeconds, Section

Device = Annotated[str, Meta(pattern=r"^(auto|cpu|cuda(:\d{1,2})?)$")]
Threads = Annotated[int, Meta(ge=0, le=256)]


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
        Device,
        Meta(description="`auto`, `cpu`, `cuda` or `cuda:N`: a card by number, or any."),
    ] = "auto"
    compute_type: Annotated[
        str,
        Meta(description="CTranslate2 compute type; `auto` is int8 on CPU, float16 on CUDA."),
    ] = "auto"
    threads: Annotated[
        Threads,
        Meta(description="Threads; 0 shares the cores out among the engines."),
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
        Threads,
        Meta(description="Threads; 0 shares the cores out among the engines."),
    ] = 0
    device: Annotated[
        Device,
        Meta(description="`auto`, `cpu`, `cuda` (all cards) or `cuda:N` (a card by number)."),
    ] = "auto"
    gpu_layers: Annotated[
        Annotated[int, Meta(ge=-1)],
        Meta(description="Layers on the cards; -1 is all, 0 none."),
    ] = -1
    own_template: Annotated[
        Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?$")],
        Meta(
            description="SHA-256 of the GGUF file whose own chat template, a program, may be run; "
            "empty runs none."
        ),
    ] = ""
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
    device: Annotated[
        Device,
        Meta(description="`auto`, `cpu`, `cuda` or `cuda:N`; a card needs onnxruntime-gpu."),
    ] = "auto"
    threads: Annotated[
        Threads,
        Meta(description="Threads of Piper; 0 shares the cores out among the engines."),
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


class Vision(Section, frozen=True):
    """The eyes: what finds faces in pictures."""

    engine: Annotated[
        Literal["auto", "opencv", "yunet", "mediapipe"],
        Meta(description="`auto` follows `profile`; else `opencv`, `yunet` or `mediapipe`."),
    ] = "auto"
    model: Annotated[
        str,
        Meta(description="Its model file; empty searches `models/vision`. `opencv` needs none."),
    ] = ""
    width: Annotated[
        Annotated[int, Meta(ge=64, le=1920)],
        Meta(description="Larger pictures are made this small first, pixels of the longer side."),
    ] = 480
