"""Makes the plan of an interview from what a client asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from talkup_local.config.model import Config, Language
from talkup_local.dialogue.drafting import draft_plan
from talkup_local.documents.document import Document as Text
from talkup_local.documents.languages import language_note
from talkup_local.documents.reading import read_document_async
from talkup_local.documents.terms import terms
from talkup_local.engines.base import LanguageModel
from talkup_local.errors import ConfigError, DocumentError, UnknownPlan
from talkup_local.interview.own_plans import find_plan, with_terms
from talkup_local.interview.plan import InterviewPlan, plan_for
from talkup_local.wiring.parts import Document, InterviewRequest

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A plan. notes: what people should know of their documents, whole sentences."""

    plan: InterviewPlan
    notes: tuple[str, ...] = ()


async def make_plan(
    config: Config, folder: Path, request: InterviewRequest, model: LanguageModel | None = None
) -> Planned:
    """Return the plan of the interview asked for.

    folder: what relative paths of the configuration start from. model: may write questions for
    the documents, None for none. Raises DocumentError for a document that can't be used,
    UnknownPlan.
    """
    most_bytes = config.interview.document_bytes
    sent = (("job description", request.job_description), ("CV", request.cv))
    read = [
        (name, await _read(name, document, most_bytes))
        for name, document in sent
        if document is not None
    ]
    planned = await asyncio.to_thread(_made, config, folder, request, read)
    if model is None or not read or config.interview.drafting == "never":
        return planned
    if planned.plan.source != "bank":  # an operator's own stays as it was written
        return planned
    drafted = await draft_plan(
        model,
        planned.plan,
        [text.text for _, text in read],
        conversation=f"plan {request.interview_id}",
        timeout_s=config.interview.drafting_timeout_s,
    )
    return planned if drafted is None else replace(planned, plan=drafted)


async def _read(name: str, document: Document, most_bytes: int) -> Text:
    """Return a document as text. Raises DocumentError that says which it is."""
    try:
        return await read_document_async(
            document.data, document.name, document.media_type, limit_bytes=most_bytes
        )
    except DocumentError as exc:
        raise type(exc)(_about(name, exc.message)) from exc


def _made(
    config: Config, folder: Path, request: InterviewRequest, read: Sequence[tuple[str, Text]]
) -> Planned:
    plan = _plan(config, folder, request, read)
    notes = tuple(
        _about(name, note)
        for name, text in read
        for note in (*text.notes, language_note(text.text, plan.language))
        if note
    )
    return Planned(plan=plan, notes=notes)


def _plan(
    config: Config, folder: Path, request: InterviewRequest, read: Sequence[tuple[str, Text]]
) -> InterviewPlan:
    settings = config.interview
    if request.plan is not None:
        own = _own(folder / settings.plans, request.plan, request.language)
        return with_terms(own, _terms(read, own.language))
    language = request.language or settings.language
    by_time = request.minutes and request.questions is None
    return plan_for(
        request.kind or settings.kind,
        language,
        None if by_time else request.questions or settings.questions,
        role=settings.role if request.role is None else request.role,
        level=request.level or settings.level,
        minutes=settings.minutes if request.minutes is None else request.minutes,
        terms=_terms(read, language),
    )


def _own(plans: Path, name: str, language: Language | None) -> InterviewPlan:
    try:
        return find_plan(plans, name, language)
    except ConfigError as exc:  # its sentence is for the operator
        log.error("plan can't be used", plan=name, error=str(exc))  # noqa: TRY400 - it is a fault of a file
        raise UnknownPlan("") from exc


def _terms(read: Sequence[tuple[str, Text]], language: Language) -> tuple[str, ...]:
    """Return the terms of all documents, those of the post first."""
    found = (term for _, text in read for term in terms(text.text, language))
    return tuple(dict.fromkeys(found))


def _about(name: str, sentence: str) -> str:
    """Return a sentence on "the document" with that document's name."""
    return (
        sentence.replace("The document", f"The {name}", 1)
        if (sentence.startswith("The document"))
        else f"{sentence} (This is about the {name}.)"
    )
