"""The error codes of the stream protocol: one table.

The protocol document is made from it, and so are the sentences that a client sees
when the failure is ours: of our own exceptions it never sees a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from talkup_local.protocol.codes import ErrorCode


class Effect(StrEnum):
    """What becomes of what the error is about."""

    NONE = "none"
    MESSAGE = "the message is dropped"
    CHUNK = "the chunk is dropped"
    REFUSED = "the stream is not opened"
    CLOSED = "the stream is closed"


@dataclass(frozen=True, kw_only=True)
class StreamErrorCode(ErrorCode):
    """effect: what is lost; everything else goes on."""

    effect: Effect = Effect.NONE


ERROR_CODES: Mapping[str, StreamErrorCode] = MappingProxyType(
    {
        "INVALID_MESSAGE": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="A message could not be read; the sentence names the field.",
            recovery="Mend the client.",
            en="The message could not be read.",
            fr="Le message n'a pas pu être lu.",
        ),
        "UNKNOWN_TYPE": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="The protocol has no message of this `type`.",
            recovery="Mend the client.",
            en="There is no message of this type.",
            fr="Il n'existe aucun message de ce type.",
        ),
        "UNSUPPORTED_VERSION": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="The server does not speak this version; `versions` lists what it speaks.",
            recovery="Use one of `versions`.",
            en="This version of the protocol is not supported.",
            fr="Cette version du protocole n'est pas prise en charge.",
        ),
        "UNAUTHORIZED": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="The client has not shown that it may do this.",
            recovery="Show a valid token.",
            en="You are not allowed to do this.",
            fr="Vous n'êtes pas autorisé à faire cela.",
        ),
        "RATE_LIMITED": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="More messages than the configured rate.",
            recovery="Send more slowly.",
            en="Too many messages at once. Please slow down.",
            fr="Trop de messages à la fois. Veuillez ralentir.",
        ),
        "SERVER_BUSY": StreamErrorCode(
            effect=Effect.REFUSED,
            meaning="There is no room for another stream on the server now.",
            recovery="Start the stream again later.",
            en="All places are taken at the moment. Please try again later.",
            fr="Toutes les places sont prises pour le moment. Veuillez réessayer plus tard.",
        ),
        "TOO_MANY_STREAMS": StreamErrorCode(
            effect=Effect.REFUSED,
            meaning="The connection has as many open streams as it may have.",
            recovery="End one of them, then start this one again.",
            en="There are too many open streams.",
            fr="Trop de flux sont ouverts.",
        ),
        "UNSUPPORTED_FORMAT": StreamErrorCode(
            effect=Effect.REFUSED,
            meaning="The server can't decode this format.",
            recovery="Start the stream again in another format.",
            en="This format is not supported.",
            fr="Ce format n'est pas pris en charge.",
        ),
        "LANGUAGE_UNAVAILABLE": StreamErrorCode(
            effect=Effect.REFUSED,
            meaning="No engine here understands the language asked for.",
            recovery="Start the stream again in another language.",
            en="This language is not available here.",
            fr="Cette langue n'est pas disponible ici.",
        ),
        "STREAM_EXISTS": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="A second `stream_start` with this `stream_id`.",
            recovery="Go on with the open stream, or take another id.",
            en="There has been a stream of this name already.",
            fr="Il y a déjà eu un flux de ce nom.",
        ),
        "UNKNOWN_STREAM": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="There has been no stream of this `stream_id`.",
            recovery="Send `stream_start` first, or a chunk with a `format`.",
            en="There is no stream of this name.",
            fr="Il n'existe aucun flux de ce nom.",
        ),
        "STREAM_ENDED": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="The stream of this `stream_id` has ended.",
            recovery="Start another stream.",
            en="This stream has ended.",
            fr="Ce flux est terminé.",
        ),
        "NO_STREAM": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="A binary frame, or a message without `stream_id`, and no stream is open.",
            recovery="Send `stream_start` first.",
            en="No stream is open.",
            fr="Aucun flux n'est ouvert.",
        ),
        "AMBIGUOUS_FRAME": StreamErrorCode(
            effect=Effect.MESSAGE,
            meaning="A binary frame, or a message without `stream_id`, and several streams are "
            "open.",
            recovery="Name the stream; announce a binary frame by a `stream_chunk` without `data`.",
            en="Several streams are open: it is not clear which one is meant.",
            fr="Plusieurs flux sont ouverts : on ne sait pas lequel est visé.",
        ),
        "INVALID_BASE64": StreamErrorCode(
            effect=Effect.CHUNK,
            meaning="The `data` of a chunk is not base64.",
            recovery="Mend the client: standard alphabet, padding, no spaces.",
            en="The data is not base64.",
            fr="Les données ne sont pas en base64.",
        ),
        "SEQUENCE_TOO_OLD": StreamErrorCode(
            effect=Effect.CHUNK,
            meaning="A chunk came after the server had gone on without it.",
            recovery="None needed; send chunks in their order.",
            en="This chunk comes too late.",
            fr="Ce fragment arrive trop tard.",
        ),
        "UNDECODABLE": StreamErrorCode(
            effect=Effect.CHUNK,
            meaning="The media in a chunk could not be decoded.",
            recovery="Go on; if every chunk fails, check the format.",
            en="The media could not be decoded.",
            fr="Le média n'a pas pu être décodé.",
        ),
        "BUFFER_ERROR": StreamErrorCode(
            effect=Effect.CHUNK,
            meaning="More sound is waiting than the buffer holds; it was dropped.",
            recovery="Go on, and send more slowly.",
            en="Too much sound is waiting. Some of it was dropped.",
            fr="Trop de son est en attente. Une partie a été abandonnée.",
        ),
        "STREAM_TOO_LONG": StreamErrorCode(
            effect=Effect.CLOSED,
            meaning="The stream has more seconds than a stream may have.",
            recovery="Start another stream.",
            en="The stream is too long.",
            fr="Le flux est trop long.",
        ),
        "STREAM_TOO_LARGE": StreamErrorCode(
            effect=Effect.CLOSED,
            meaning="The stream has more bytes than a stream may have.",
            recovery="Start another stream.",
            en="The stream is too large.",
            fr="Le flux est trop volumineux.",
        ),
        "TRANSCRIPTION_ERROR": StreamErrorCode(
            meaning="Speech recognition failed.",
            recovery="Go on; what was just said is lost.",
            en="I could not understand what was said. Please say it again.",
            fr="Je n'ai pas compris ce qui a été dit. Veuillez le répéter.",
        ),
        "AI_RESPONSE_ERROR": StreamErrorCode(
            meaning="The language model failed or was too late.",
            recovery="None needed: a prepared reply follows, if any.",
            en="I could not think of a reply of my own.",
            fr="Je n'ai pas pu formuler ma propre réponse.",
        ),
        "TTS_ERROR": StreamErrorCode(
            meaning="Speech synthesis failed.",
            recovery="Show the text of the reply.",
            en="I could not speak this reply. Please read it instead.",
            fr="Je n'ai pas pu prononcer cette réponse. Veuillez la lire.",
        ),
        "SERVICE_UNAVAILABLE": StreamErrorCode(
            meaning="A service that was asked for is missing, switched off or failing.",
            recovery="Go on without it; the others go on.",
            en="A service is not available.",
            fr="Un service n'est pas disponible.",
        ),
        "INTERNAL_ERROR": StreamErrorCode(
            meaning="Something else failed on the server.",
            recovery="Go on; if it happens again, start another stream.",
            en="Something went wrong on our side. Please try again.",
            fr="Un problème est survenu de notre côté. Veuillez réessayer.",
        ),
    }
)
