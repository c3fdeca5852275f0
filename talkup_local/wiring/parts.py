"""What an appliance and a single service are both made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.clock import Clock
from talkup_local.config.model import Config, Delivery, InterviewKind, Language, Level, Patience
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.dialogue.model import ModelInterviewer
from talkup_local.dialogue.rules import RulesInterviewer
from talkup_local.engines.base import LanguageModel, SpeechToText, VoiceActivityDetector
from talkup_local.errors import LanguageUnavailable
from talkup_local.interview.history import History
from talkup_local.interview.opening import Opening
from talkup_local.interview.plan import InterviewPlan, plan_for
from talkup_local.turn.ears import STALLED_S
from talkup_local.turn.front import FrontSettings
from talkup_local.turn.keeper import Keeper
from talkup_local.turn.listener import ListenerSettings
from talkup_local.turn.output import Sink
from talkup_local.turn.settings import TurnSettings
from talkup_local.turn.transcriber import Transcriber, TranscriberSettings
from talkup_local.wiring.engines import LANGUAGES

PREROLL_MS: Final = 300
HEARD_BY_TURN_MODELS_MS: Final = 8_000

STALLED_WHERE_KEPT_S: Final = 45.0
"""Where a client keeps its sound, so much of it may come late: its network is gone for a while,
which is no silence, and not the end of an answer. A connection without an answer to our pings is
given up within 40 s: so of a dead one no half answer is ever taken."""

PARTIAL_MS: Final = 600
"""New speech that makes a partial transcript worth its cost."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A job description or a CV as it was sent. name, media_type: "" where not told."""

    data: bytes = field(repr=False)
    name: str = ""
    media_type: str = ""


@dataclass(frozen=True, kw_only=True)
class InterviewRequest:
    """What a client asks for; None where the configuration decides.

    minutes: 0 for no limit. plan: name of one of the operator's. consent: whether the candidate
    agrees to what is kept. resume: the token of an interview that is to go on; beside it only
    what is about the connection means something. continues: how many answers were taken before
    it broke off, for a client that sends the sound of the next one again. keeps_sound: whether it
    is such a client.
    """

    interview_id: str
    language: Language | None = None
    kind: InterviewKind | None = None
    questions: int | None = None
    delivery: Delivery | None = None
    patience: Patience | None = None
    half_duplex: bool | None = None
    role: str | None = None
    level: Level | None = None
    minutes: float | None = None
    plan: str | None = None
    job_description: Document | None = None
    cv: Document | None = None
    consent: bool | None = None
    resume: str | None = field(default=None, repr=False)
    continues: int | None = None
    keeps_sound: bool = False


def media_limits(config: Config) -> MediaLimits:
    """Return what a media stream may become."""
    limits = config.limits
    return MediaLimits(
        seconds=limits.stream_s,
        file_bytes=limits.file_bytes,
        picture_pixels=limits.picture_pixels,
        frames_per_s=config.stream.frames_per_s,
    )


def transcriber(
    config: Config,
    stt: SpeechToText,
    vad: VoiceActivityDetector,
    *,
    language: Language,
    sink: Sink,
    clock: Clock,
) -> Transcriber:
    """Return the transcriber of a new stream. Raises LanguageUnavailable."""
    if not stt.info.speaks(language):
        heard = ", ".join(code for code in LANGUAGES if stt.info.speaks(code))
        raise LanguageUnavailable(
            f"No engine here understands {language!r}. Available: {heard or 'none'}."
        )
    return Transcriber(
        stt=stt,
        vad=vad,
        language=language,
        sink=sink,
        clock=clock,
        settings=TranscriberSettings(
            listener=listener_settings(config), backlog_s=config.limits.buffer_s / 2
        ),
    )


def plan(config: Config, request: InterviewRequest, language: Language) -> InterviewPlan:
    """Return the plan of the interview asked for."""
    settings = config.interview
    return plan_for(
        request.kind or settings.kind, language, request.questions or settings.questions
    )


def interviewer(
    config: Config,
    model: LanguageModel | None,
    plan: InterviewPlan,
    *,
    interview_id: str,
    clock: Clock,
    opening: Opening | None = None,
    elapsed_s: Callable[[], float] | None = None,
) -> Interviewer:
    """Return who conducts an interview: ``model`` by the rules, or the rules alone.

    opening: what is said of what is kept, None for nothing. elapsed_s: how long it has lasted.
    """
    rules = RulesInterviewer(
        plan,
        interview_id=interview_id,
        opening=opening,
        elapsed_s=elapsed_s or (lambda: 0.0),
    )
    if model is None:
        return rules
    return ModelInterviewer(model, rules, config.llm, clock=clock, interview_id=interview_id)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How an interview is kept, and what is known of it when it goes on.

    sound: whether the keeper wants the sound of the answers. history: what was said before,
    resuming: then it goes on, and continues: in the middle of an answer. elapsed_s: how long it
    has lasted.
    """

    keeper: Keeper | None = None
    sound: bool = False
    history: History | None = None
    resuming: bool = False
    continues: bool = False
    elapsed_s: Callable[[], float] | None = None


def turn_settings(config: Config, request: InterviewRequest, *, tape: bool = False) -> TurnSettings:
    """Return how turns are taken in the interview asked for. tape: see ``ListenerSettings``."""
    turn = config.turn
    half_duplex = request.half_duplex
    return TurnSettings(
        delivery=request.delivery or config.interview.delivery,
        buffer_s=_buffer_s(config, request),
        stalled_s=STALLED_WHERE_KEPT_S if request.keeps_sound else STALLED_S,
        duplicate_window_s=config.interview.duplicate_window_s,
        patience=request.patience or turn.patience,
        endpointing=turn.endpointing,
        barge_in=turn.barge_in,
        greeting_protected_s=turn.greeting_protected_s,
        half_duplex=turn.half_duplex if half_duplex is None else half_duplex,
        longest_s=turn.longest_s,
        check_in_s=config.interview.check_in_s,
        linger_s=config.interview.linger_s,
        longest_pause_s=config.interview.longest_pause_s,
        listener=replace(listener_settings(config), tape=tape),
    )


def _buffer_s(config: Config, request: InterviewRequest) -> float:
    """Return how much sound may wait: a whole answer, where one is sent again."""
    most_s = config.limits.buffer_s
    return most_s if request.continues is None else max(most_s, config.turn.longest_s)


def listener_settings(config: Config) -> ListenerSettings:
    """Return how a candidate is heard."""
    turn = config.turn
    return ListenerSettings(
        front=FrontSettings(
            threshold=config.vad.threshold,
            preroll_ms=HEARD_BY_TURN_MODELS_MS if turn.smart_turn else PREROLL_MS,
        ),
        partial_ms=PARTIAL_MS if turn.partials else None,
        padding_ms=config.vad.padding_ms,
        min_speech_ms=config.vad.min_speech_ms,
        timeout_s=config.stt.timeout_s,
    )
