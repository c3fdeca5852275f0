"""The error codes of the service protocol: one table.

The protocol document is made from it, and so are the sentences that an AI server sees
when the failure is ours: of our own exceptions it never sees a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from talkup_local.protocol.codes import ErrorCode

ERROR_CODES: Mapping[str, ErrorCode] = MappingProxyType(
    {
        "INVALID_MESSAGE": ErrorCode(
            meaning="A message could not be read; the sentence names the field.",
            recovery="Mend the AI server.",
            en="The message could not be read.",
            fr="Le message n'a pas pu être lu.",
        ),
        "UNKNOWN_TYPE": ErrorCode(
            meaning="The protocol has no message of this `type`.",
            recovery="Mend the AI server.",
            en="There is no message of this type.",
            fr="Il n'existe aucun message de ce type.",
        ),
        "UNSUPPORTED_VERSION": ErrorCode(
            meaning="The service does not speak this version; `pong` tells which it does.",
            recovery="Use that version.",
            en="This version of the protocol is not supported.",
            fr="Cette version du protocole n'est pas prise en charge.",
        ),
        "UNAUTHORIZED": ErrorCode(
            meaning="The AI server has not shown that it may do this.",
            recovery="Show a valid token.",
            en="You are not allowed to do this.",
            fr="Vous n'êtes pas autorisé à faire cela.",
        ),
        "RATE_LIMITED": ErrorCode(
            meaning="More messages than the configured rate.",
            recovery="Send more slowly.",
            en="Too many messages at once. Please slow down.",
            fr="Trop de messages à la fois. Veuillez ralentir.",
        ),
        "SERVER_BUSY": ErrorCode(
            meaning="As many requests of this connection are at work as may be, or the service "
            "is about to stop.",
            recovery="Wait for an answer, then ask again.",
            en="Too much is at work already. Please try again later.",
            fr="Trop de travail est déjà en cours. Veuillez réessayer plus tard.",
        ),
        "UNKNOWN_SERVICE": ErrorCode(
            meaning="No service of this name is at this address.",
            recovery="Connect to the address of that service; `pong` tells what is at this one.",
            en="There is no such service here.",
            fr="Il n'y a pas de tel service ici.",
        ),
        "SERVICE_DISABLED": ErrorCode(
            meaning="The operator has turned the service off, or never on.",
            recovery="Go on without it.",
            en="This service is turned off.",
            fr="Ce service est désactivé.",
        ),
        "INVALID_REQUEST": ErrorCode(
            meaning="`data` lacks what the service needs; the sentence names the field.",
            recovery="Mend the AI server.",
            en="The request could not be understood.",
            fr="La demande n'a pas pu être comprise.",
        ),
        "INVALID_BASE64": ErrorCode(
            meaning="Bytes in `data` are not base64.",
            recovery="Mend the AI server: standard alphabet, padding, no spaces.",
            en="The data is not base64.",
            fr="Les données ne sont pas en base64.",
        ),
        "UNSUPPORTED_FORMAT": ErrorCode(
            meaning="The service can't decode this format.",
            recovery="Send another format.",
            en="This format is not supported.",
            fr="Ce format n'est pas pris en charge.",
        ),
        "UNDECODABLE": ErrorCode(
            meaning="The sound or picture is not what its format says.",
            recovery="Check the format.",
            en="The media could not be decoded.",
            fr="Le média n'a pas pu être décodé.",
        ),
        "LANGUAGE_UNAVAILABLE": ErrorCode(
            meaning="No engine here speaks or understands the language asked for.",
            recovery="Ask in another language.",
            en="This language is not available here.",
            fr="Cette langue n'est pas disponible ici.",
        ),
        "STREAM_TOO_LARGE": ErrorCode(
            meaning="The stream has more bytes than a stream may have.",
            recovery="Start another stream.",
            en="The stream is too large.",
            fr="Le flux est trop volumineux.",
        ),
        "STREAM_TOO_LONG": ErrorCode(
            meaning="The sound or video has more seconds than it may have.",
            recovery="Send less at a time.",
            en="The stream is too long.",
            fr="Le flux est trop long.",
        ),
        "BUFFER_ERROR": ErrorCode(
            meaning="More sound is waiting than the buffer holds.",
            recovery="Send more slowly.",
            en="Too much sound is waiting.",
            fr="Trop de son est en attente.",
        ),
        "SERVICE_TIMEOUT": ErrorCode(
            meaning="The request took longer than it may.",
            recovery="Ask again, or for less.",
            en="This took too long.",
            fr="Cela a pris trop de temps.",
        ),
        "SERVICE_UNREACHABLE": ErrorCode(
            meaning="The service runs elsewhere, and nobody answers there.",
            recovery="Go on without it, or ask again later.",
            en="The service can't be reached.",
            fr="Le service est injoignable.",
        ),
        "SERVICE_BUSY": ErrorCode(
            meaning="The service runs elsewhere, and too much waits for it.",
            recovery="Ask again later.",
            en="Too much waits for this service.",
            fr="Trop de demandes attendent ce service.",
        ),
        "SERVICE_BROKEN": ErrorCode(
            meaning="The service runs elsewhere, and what it answered is no answer.",
            recovery="Go on without it.",
            en="The service does not answer as it should.",
            fr="Le service ne répond pas comme il le devrait.",
        ),
        "SERVICE_ERROR": ErrorCode(
            meaning="The service runs elsewhere, and refused the request.",
            recovery="Go on without it.",
            en="The service could not do this.",
            fr="Le service n'a pas pu le faire.",
        ),
        "TRANSCRIPTION_ERROR": ErrorCode(
            meaning="Speech recognition failed.",
            recovery="Ask once more.",
            en="The speech could not be recognised.",
            fr="La parole n'a pas pu être reconnue.",
        ),
        "AI_RESPONSE_ERROR": ErrorCode(
            meaning="The language model failed or was too late.",
            recovery="Ask once more.",
            en="No answer could be found.",
            fr="Aucune réponse n'a pu être trouvée.",
        ),
        "TTS_ERROR": ErrorCode(
            meaning="Speech synthesis failed.",
            recovery="Ask once more, or show the text.",
            en="The text could not be spoken.",
            fr="Le texte n'a pas pu être prononcé.",
        ),
        "INTERNAL_ERROR": ErrorCode(
            meaning="Something else failed in the service.",
            recovery="Go on; if it happens again, ask its operator.",
            en="Something went wrong on our side. Please try again.",
            fr="Un problème est survenu de notre côté. Veuillez réessayer.",
        ),
    }
)
