"""The error codes of records and of the desk: one table.

The protocol document is made from it, and so are the sentences that people see.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from talkup_local.protocol.codes import ErrorCode

ERROR_CODES: Mapping[str, ErrorCode] = MappingProxyType(
    {
        "INVALID_MESSAGE": ErrorCode(
            meaning="A message could not be read; the sentence names the field.",
            recovery="Mend the client.",
            en="The message could not be read.",
            fr="Le message n'a pas pu être lu.",
        ),
        "UNKNOWN_TYPE": ErrorCode(
            meaning="There is no request of this `type`.",
            recovery="Mend the client.",
            en="There is no request of this type.",
            fr="Il n'existe aucune demande de ce type.",
        ),
        "UNAUTHORIZED": ErrorCode(
            meaning="The client has not shown that it may do this.",
            recovery="Show a valid token.",
            en="You are not allowed to do this.",
            fr="Vous n'êtes pas autorisé à faire cela.",
        ),
        "FORBIDDEN": ErrorCode(
            meaning="A candidate's connection asked for what is an operator's, or for another "
            "interview than its own.",
            recovery="Ask at the desk.",
            en="Only the operator of this server may do this.",
            fr="Seul l'exploitant de ce serveur peut faire cela.",
        ),
        "LET_GO": ErrorCode(
            meaning="All places are taken and this connection was silent for longest; its close, "
            "with 1013, follows.",
            recovery="Connect again when it is used again; send a `ping` now and then as long as "
            "somebody looks on.",
            en="This connection was not used for a while, and somebody else needed its place. "
            "Please connect again when you need it.",
            fr="Cette connexion n'a pas servi depuis un moment et quelqu'un d'autre avait besoin "
            "de sa place. Veuillez vous reconnecter au besoin.",
        ),
        "RATE_LIMITED": ErrorCode(
            meaning="Too many messages, or too many wrong keys from this address.",
            recovery="Wait for a minute.",
            en="Too many attempts. Please wait a minute.",
            fr="Trop de tentatives. Veuillez patienter une minute.",
        ),
        "SERVER_BUSY": ErrorCode(
            meaning="As many requests of this connection are at work as may be, or the server is "
            "going down.",
            recovery="Wait for an answer, then ask again.",
            en="Too much is at work already. Please try again in a moment.",
            fr="Trop de travail est déjà en cours. Veuillez réessayer dans un instant.",
        ),
        "STORE_OFF": ErrorCode(
            meaning="Nothing is kept here: `store.enabled` is off.",
            recovery="None.",
            en="This server keeps nothing of interviews.",
            fr="Ce serveur ne conserve rien des entretiens.",
        ),
        "RECORD_NOT_OPEN": ErrorCode(
            meaning="A record was asked for something before `open`.",
            recovery="Send `open` with the key first.",
            en="No interview has been opened yet.",
            fr="Aucun entretien n'a encore été ouvert.",
        ),
        "RECORD_UNKNOWN": ErrorCode(
            meaning="No interview is kept under this key or `session_id`: it is wrong, or the "
            "interview was deleted, or nobody agreed to its being kept.",
            recovery="None. Wrong keys count as wrong tokens do.",
            en="Nothing is kept of this interview here.",
            fr="Rien de cet entretien n'est conservé ici.",
        ),
        "RECORD_UNREADABLE": ErrorCode(
            meaning="The interview was kept by another release, or changed by another hand.",
            recovery="Use that release; it can still be deleted.",
            en="This interview can't be read here. It can still be deleted.",
            fr="Cet entretien ne peut pas être lu ici. Il peut toujours être supprimé.",
        ),
        "INTERVIEW_OPEN": ErrorCode(
            meaning="The interview goes on, or may still be taken up again.",
            recovery="Ask again when it is over, at the latest `interview.resume_grace_s` after "
            "its connection broke.",
            en="This interview is still going on.",
            fr="Cet entretien est encore en cours.",
        ),
        "REPORT_NOT_READY": ErrorCode(
            meaning="The report is not made yet.",
            recovery="Ask again in some seconds.",
            en="The report is not ready yet. Please try again in a moment.",
            fr="Le rapport n'est pas encore prêt. Veuillez réessayer dans un instant.",
        ),
        "NO_REPORT": ErrorCode(
            meaning="There is no report and none will come by itself: nothing was answered, its "
            "words were taken out, or `store.reports` is off.",
            recovery="An operator may `make_report`.",
            en="There is no report of this interview.",
            fr="Il n'y a pas de rapport de cet entretien.",
        ),
        "NO_AUDIO": ErrorCode(
            meaning="The sound of this answer is not kept.",
            recovery="None: `audio` of the turn tells it before.",
            en="The sound of this answer was not kept.",
            fr="Le son de cette réponse n'a pas été conservé.",
        ),
        "TOKEN_REFUSED": ErrorCode(
            meaning="A living token has that name, the name holds signs that control a terminal, "
            "or there is none to revoke.",
            recovery="Choose another name, or one that `tokens` tells.",
            en="The token can't be made or revoked.",
            fr="Le jeton ne peut être ni créé ni révoqué.",
        ),
        "STORAGE_ERROR": ErrorCode(
            meaning="What is kept can't be read or written at the moment; the server's log says "
            "why.",
            recovery="Try again; then tell whoever runs the server.",
            en="What is kept can't be reached at the moment. Please tell whoever runs this server.",
            fr="Les données conservées sont inaccessibles pour l'instant. Veuillez prévenir "
            "l'exploitant de ce serveur.",
        ),
        "INTERNAL_ERROR": ErrorCode(
            meaning="Something else failed on the server.",
            recovery="Try again; the server's log has more.",
            en="Something went wrong on our side. Please try again.",
            fr="Une erreur est survenue de notre côté. Veuillez réessayer.",
        ),
    }
)
