"""The error codes of the interview protocol: one table.

The protocol document is made from it, and so are the sentences that a client sees
when the failure is ours: of our own exceptions it never sees a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from talkup_local.protocol.codes import ErrorCode
from talkup_local.protocol.interview.order import Kind


@dataclass(frozen=True, kw_only=True)
class InterviewErrorCode(ErrorCode):
    """base: it belongs to the base protocol. kind: what it does to the order."""

    base: bool = False
    kind: Kind = Kind.NOTICE


ERROR_CODES: Mapping[str, InterviewErrorCode] = MappingProxyType(
    {
        "TRANSCRIPTION_ERROR": InterviewErrorCode(
            base=True,
            kind=Kind.FAILURE,
            meaning="Nothing could be made out in the answer, or speech recognition failed.",
            recovery="Let the candidate answer again; the interview goes on.",
            en="I couldn't hear any speech. Please repeat your answer.",
            fr="Je n'ai rien entendu. Pouvez-vous répéter votre réponse ?",
        ),
        "AI_RESPONSE_ERROR": InterviewErrorCode(
            base=True,
            meaning="The language model failed or was too late.",
            recovery="None needed: a fallback reply follows.",
            en="I could not think of a reply of my own. I will go on with a prepared one.",
            fr="Je n'ai pas pu formuler ma propre réponse. Je continue avec une réponse préparée.",
        ),
        "TTS_ERROR": InterviewErrorCode(
            base=True,
            meaning="Speech synthesis failed.",
            recovery="Show the text of the message that completes the reply.",
            en="I could not speak this reply. Please read it instead.",
            fr="Je n'ai pas pu prononcer cette réponse. Veuillez la lire.",
        ),
        "WEBSOCKET_ERROR": InterviewErrorCode(
            base=True,
            meaning="The connection is failing.",
            recovery="Connect again.",
            en="There is a problem with the connection. Please connect again.",
            fr="La connexion rencontre un problème. Veuillez vous reconnecter.",
        ),
        "BUFFER_ERROR": InterviewErrorCode(
            base=True,
            meaning="More audio is waiting than the buffer holds; the buffer was cleared.",
            recovery="Go on; what was said since the last reply is lost.",
            en="Your answer was too long to keep. Please answer again, more briefly.",
            fr="Votre réponse était trop longue. Veuillez répondre à nouveau, plus brièvement.",
        ),
        "INVALID_MESSAGE": InterviewErrorCode(
            meaning="A message could not be read; the sentence names the field.",
            recovery="Mend the client. Nothing of the message was kept.",
            en="The message could not be read.",
            fr="Le message n'a pas pu être lu.",
        ),
        "UNKNOWN_TYPE": InterviewErrorCode(
            meaning="The protocol has no message of this `type`.",
            recovery="Mend the client. The message was ignored.",
            en="There is no message of this type.",
            fr="Il n'existe aucun message de ce type.",
        ),
        "NOT_STARTED": InterviewErrorCode(
            meaning="Something that belongs to an interview came before `start_interview`.",
            recovery="Send `start_interview` first.",
            en="The interview has not started yet.",
            fr="L'entretien n'a pas encore commencé.",
        ),
        "ALREADY_STARTED": InterviewErrorCode(
            meaning="A second `start_interview` on one connection, or a `sound_check` after it.",
            recovery="Go on, or connect anew for another interview.",
            en="The interview has already started.",
            fr="L'entretien a déjà commencé.",
        ),
        "SERVER_BUSY": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="There is no room for another interview now.",
            recovery="Start again later.",
            en="All places are taken at the moment. Please try again later.",
            fr="Toutes les places sont prises pour le moment. Veuillez réessayer plus tard.",
        ),
        "UNAUTHORIZED": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="The client has not shown that it may do this.",
            recovery="Connect with a valid token.",
            en="You are not allowed to do this.",
            fr="Vous n'êtes pas autorisé à faire cela.",
        ),
        "UNSUPPORTED_VERSION": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="The client asks for a protocol version that the server does not speak.",
            recovery="Use another version.",
            en="This version of the protocol is not supported.",
            fr="Cette version du protocole n'est pas prise en charge.",
        ),
        "RATE_LIMITED": InterviewErrorCode(
            meaning="More messages than the configured rate, more by hand than anybody can mean, "
            "or a `sound_check` beside another; the message was ignored.",
            recovery="Send more slowly, or wait for the answer; then send again what was typed.",
            en="Too many messages at once. Please slow down.",
            fr="Trop de messages à la fois. Veuillez ralentir.",
        ),
        "LANGUAGE_UNAVAILABLE": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="No engine here hears, thinks and speaks the language asked for.",
            recovery="Start again with another language.",
            en="The interview can't be held in this language here.",
            fr="L'entretien ne peut pas se tenir ici dans cette langue.",
        ),
        "CONSENT_REQUIRED": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="`consent` is false, and the server keeps something of every interview.",
            recovery="Hold no interview, or start again once the candidate agrees.",
            en="The interview can't be held without your consent to what is kept.",
            fr="L'entretien ne peut pas se tenir sans votre accord sur ce qui est conservé.",
        ),
        "DOCUMENT_UNREADABLE": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="A job description or a CV can't be read; the sentence names it and says why.",
            recovery="Start again with another file, or with its text.",
            en="A document can't be read. Please send another file, or its text.",
            fr="Un document est illisible. Veuillez envoyer un autre fichier, ou son texte.",
        ),
        "DOCUMENT_TOO_LARGE": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="A document has more than `interview.document_bytes` bytes.",
            recovery="Start again with a shorter one.",
            en="A document is too large. Please send a shorter one.",
            fr="Un document est trop volumineux. Veuillez en envoyer un plus court.",
        ),
        "DOCUMENT_EMPTY": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="A document has no text: it is empty, or a picture of one.",
            recovery="Start again with its text, or without it.",
            en="A document has no text in it. Please send its text.",
            fr="Un document ne contient aucun texte. Veuillez envoyer son texte.",
        ),
        "DOCUMENT_NOTE": InterviewErrorCode(
            meaning="A document was used, but not all of it, or it is in another language.",
            recovery="None needed; the sentence says what people should know.",
            en="A document was used only in part.",
            fr="Un document n'a été utilisé qu'en partie.",
        ),
        "UNKNOWN_PLAN": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="The operator has written no such plan, or it can't be used.",
            recovery="Start again with another `plan`, or with `interview_type`.",
            en="There is no interview plan of this name here.",
            fr="Il n'existe ici aucun plan d'entretien de ce nom.",
        ),
        "RESUME_UNKNOWN": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="No interview has this `resume_token`; wrong ones count as wrong tokens do.",
            recovery="Start a new interview.",
            en="There is no interview to go on with.",
            fr="Il n'y a aucun entretien à reprendre.",
        ),
        "RESUME_EXPIRED": InterviewErrorCode(
            kind=Kind.REFUSAL,
            meaning="The interview has ended, nobody came back in time, or its words are gone.",
            recovery="Start a new interview.",
            en="This interview is over and can't be taken up again.",
            fr="Cet entretien est terminé et ne peut plus être repris.",
        ),
        "STORAGE_ERROR": InterviewErrorCode(
            meaning="What is said can't be kept any more; during an interview its end follows.",
            recovery="None: what was said before is kept. Tell whoever runs the server.",
            en="Your answers can't be kept at the moment. Please tell whoever runs this server.",
            fr="Vos réponses ne peuvent pas être conservées. Prévenez le responsable du serveur.",
        ),
        "INTERNAL_ERROR": InterviewErrorCode(
            kind=Kind.FAILURE,
            meaning="Something else failed on the server.",
            recovery="Let the candidate answer again; the reply in hand is over.",
            en="Something went wrong on our side. Please try again.",
            fr="Un problème est survenu de notre côté. Veuillez réessayer.",
        ),
    }
)
