"""Settings of the interview, and of what is kept of it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from talkup_local.config.section import PositiveSeconds, Seconds, Section, Whole

Language = Literal["en", "fr"]
InterviewKind = Literal[
    "general", "behavioural", "technical", "customer_service", "sales", "internship"
]
Level = Literal["entry", "junior", "experienced", "senior"]
Delivery = Literal["paced", "ahead", "burst"]


class Interview(Section, frozen=True):
    """What is asked, and how a reply is delivered."""

    language: Annotated[
        Language,
        Meta(description="Language when the client names none: `en` or `fr`."),
    ] = "en"
    kind: Annotated[
        InterviewKind,
        Meta(
            description="`general`, `behavioural`, `technical`, `customer_service`, `sales` or "
            "`internship`."
        ),
    ] = "general"
    role: Annotated[
        str,
        Meta(description="What the candidate applies for, as `data analyst`; empty is any role."),
    ] = ""
    level: Annotated[
        Level,
        Meta(description="How hard the questions are: `entry`, `junior`, `experienced`, `senior`."),
    ] = "junior"
    questions: Annotated[
        Annotated[int, Meta(ge=1, le=50)],
        Meta(description="Main questions before the closing; follow-ups come on top."),
    ] = 5
    minutes: Annotated[
        Annotated[float, Meta(ge=0, le=240)],
        Meta(description="Minutes that an interview may take, a little more to end it; 0: any."),
    ] = 30.0
    plans: Annotated[
        str,
        Meta(description="Folder of plans of your own, relative to this file."),
    ] = "plans"
    drafting: Annotated[
        Literal["auto", "never"],
        Meta(
            description="`auto`: a language model drafts the plan when there is one and the "
            "client sends a job description or a CV; `never`: always from the banks."
        ),
    ] = "auto"
    drafting_timeout_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds that it may take; then the plan comes from the banks."),
    ] = 60.0
    document_bytes: Annotated[
        Annotated[int, Meta(ge=1024)],
        Meta(description="Largest job description or CV, bytes of its file."),
    ] = 1_048_576
    consent: Annotated[
        Literal["ask", "state"],
        Meta(
            description="`ask`: when something is kept, the candidate must agree first; "
            "`state`: it is only said."
        ),
    ] = "ask"
    check_in_s: Annotated[
        Seconds,
        Meta(description="Seconds of silence after a question before a gentle word; 0: never."),
    ] = 25.0
    linger_s: Annotated[
        Seconds,
        Meta(description="Seconds from the goodbye until the server ends the interview; 0: never."),
    ] = 15.0
    longest_pause_s: Annotated[
        Seconds,
        Meta(description="Seconds that a client may pause an interview, which then ends; 0: any."),
    ] = 900.0
    resume_grace_s: Annotated[
        Seconds,
        Meta(description="Seconds in which a broken interview can be taken up again; 0: never."),
    ] = 600.0
    delivery: Annotated[
        Delivery,
        Meta(
            description="`paced`: segments one after the other; `ahead`: the next while one plays; "
            "`burst`: as soon as made."
        ),
    ] = "paced"
    duplicate_window_s: Annotated[
        Seconds,
        Meta(
            description="Seconds after a reply in which `send_for_AI_processing` "
            "without new audio is a duplicate."
        ),
    ] = 2.0


class Store(Section, frozen=True):
    """What is kept of an interview, on this machine."""

    enabled: Annotated[
        bool,
        Meta(description="Keep what was asked and said, and the report; else nothing is kept."),
    ] = True
    audio: Annotated[
        bool,
        Meta(description="Keep the sound of the answers too (Opus), deleted with the interview."),
    ] = False
    retention_days: Annotated[
        Whole,
        Meta(description="Days after which an interview is deleted for good; 0 is never."),
    ] = 90
    reports: Annotated[
        bool,
        Meta(description="Make the report when an interview has ended."),
    ] = True
    delivery_measures: Annotated[
        bool,
        Meta(description="Measure the voice of each answer (pace, pauses, loudness), for reports."),
    ] = True
    busy_s: Annotated[
        PositiveSeconds,
        Meta(description="Seconds that a write may wait for another one."),
    ] = 5.0
