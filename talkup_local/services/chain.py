"""Which of the services that are asked waits for which, and what each one is given.

``speech_to_text`` gives its text to ``verbal_analyzer`` and ``llm``, and ``llm`` its own to
``text_to_speech``; all else goes on at the same time. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from talkup_local.config.services import Service
from talkup_local.errors import Unusable
from talkup_local.protocol.services.contents import (
    TAKES,
    Content,
    Message,
    Reply,
    Result,
    SenseContent,
    SoundContent,
    Transcription,
    built,
)
from talkup_local.protocol.services.reading import content_of

_TEXT_FROM: Final[Mapping[Service, Service]] = MappingProxyType(
    {"verbal_analyzer": "speech_to_text", "llm": "speech_to_text", "text_to_speech": "llm"}
)
"""Whose text a service gets, if that one is asked too."""

_LACKS: Final[Mapping[Service, str]] = MappingProxyType(
    {
        "speech_to_text": "There is no sound: `data` must have `audio`.",
        "verbal_analyzer": "There is no text: `data` must have `text`, "
        "or `audio` and `speech_to_text` be asked too.",
        "llm": "There is nothing to answer: `data` must have `text` or `messages`, "
        "or `audio` and `speech_to_text` be asked too.",
        "text_to_speech": "There is nothing to say: `data` must have `text`, "
        "or `llm` be asked too.",
        "behavior_analyzer": "There is nothing to look at: `data` must have `video`, `image` "
        "or `audio`.",
        "emotion_analyzer": "There is nothing to go by: `data` must have `video`, `image` "
        "or `audio`.",
    }
)

_SENSES: Final = ("video", "image", "audio")
"""What the analysers look at, the best first: they take one of them."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One service's part.

    after: whose result it needs, None when ``data`` has all. lacks: in words why it can't
    be done, "" when it can.
    """

    service: Service
    after: Service | None = None
    lacks: str = ""


def plan(services: Iterable[Service], data: Mapping[str, Any]) -> tuple[Step, ...]:
    """Return a step for each of ``services``, those that others wait for first."""
    asked = frozenset(services)
    steps: dict[Service, Step] = {}
    for service in TAKES:  # they stand in the order of the chain
        if service in asked:
            steps[service] = _step(service, steps, data)
    return tuple(steps.values())


def _step(service: Service, before: Mapping[Service, Step], data: Mapping[str, Any]) -> Step:
    source = _TEXT_FROM.get(service)
    # who is asked to speak beside the model speaks its reply, whatever text there is
    if source and source in before and (source == "llm" or not _given(service, data)):
        if before[source].lacks:
            return Step(service=service, lacks=f"There is no text: {source} has nothing to do.")
        return Step(service=service, after=source)
    return Step(service=service, lacks="" if _given(service, data) else _LACKS[service])


def _given(service: Service, data: Mapping[str, Any]) -> bool:
    match service:
        case "speech_to_text":
            return bool(data.get("audio"))
        case "behavior_analyzer" | "emotion_analyzer":
            return any(data.get(kind) for kind in _SENSES)
        case "llm":
            # a conversation goes on with what is said in the sound that comes with it
            return bool(data.get("text") or (data.get("messages") and not data.get("audio")))
        case _:
            return bool(data.get("text"))


def content_for(
    service: Service,
    data: Mapping[str, Any],
    *,
    session_id: str = "",
    language: str | None = None,
    given: Result | None = None,
) -> Content:
    """Return what ``service`` takes, out of ``data`` and the result that it waited for.

    data: of the whole request; bytes may be base64. Raises PeerError.
    """
    kind = TAKES[service]
    fields = {name: data[name] for name in kind.__struct_fields__ if data.get(name) is not None}
    if language is not None:
        fields.setdefault("language", language)
    if issubclass(kind, SoundContent | SenseContent):
        fields = _one_kind(fields)
    return content_of(service, {**fields, **_from_result(given, fields)}, session_id)


def _one_kind(fields: dict[str, Any]) -> dict[str, Any]:
    """Keep the best one of sound and pictures, and the format only if it is of that."""
    best = next((kind for kind in _SENSES if kind in fields), "")
    kept = {name: value for name, value in fields.items() if name not in _SENSES or name == best}
    main = str(kept.get("format", "")).partition("/")[0]
    if main in _SENSES and main != best:
        del kept["format"]
    return kept


def _from_result(given: Result | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    match given:
        case Transcription():
            if not given.text.strip():
                raise Unusable("There is no text: nothing was said.")
            heard: dict[str, Any] = {"text": given.text}
            if fields.get("messages"):
                said = Message(role="user", content=given.text)
                heard = {"messages": [*fields["messages"], built(said)]}
            if given.words:
                heard["words"] = [built(word) for word in given.words]
            if given.language and "language" not in fields:
                heard["language"] = given.language
            return heard
        case Reply():
            return {"text": given.text}
        case _:
            return {}
