"""The other side's faults; their sentences may be shown to it."""

from __future__ import annotations

from talkup_local.errors.root import TalkupError


class PeerError(TalkupError):
    """The peer did something wrong; ``message`` is written for the peer."""

    code = "INVALID_MESSAGE"

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class InvalidMessage(PeerError):
    """Not JSON, not an object, a field is missing or of the wrong type."""

    code = "INVALID_MESSAGE"


class UnknownType(PeerError):
    """A message type that this protocol does not have."""

    code = "UNKNOWN_TYPE"


class NotStarted(PeerError):
    """Something that needs an interview came before ``start_interview``."""

    code = "NOT_STARTED"


class AlreadyStarted(PeerError):
    """A second ``start_interview`` on one connection."""

    code = "ALREADY_STARTED"


class BufferOverflow(PeerError):
    """More unprocessed audio than the buffer may hold."""

    code = "BUFFER_ERROR"


class RateLimited(PeerError):
    """More messages than the configured rate."""

    code = "RATE_LIMITED"


class Unauthorized(PeerError):
    """No token, a wrong one, or one that does not allow this."""

    code = "UNAUTHORIZED"


class LanguageUnavailable(PeerError):
    """No present engine speaks or understands the language asked for."""

    code = "LANGUAGE_UNAVAILABLE"


class ServerBusy(PeerError):
    """No room for another interview now."""

    code = "SERVER_BUSY"


class UnsupportedVersion(PeerError):
    """A protocol version that we do not speak."""

    code = "UNSUPPORTED_VERSION"


class ServiceFault(PeerError):
    """A fault about a request to a service, or something in it."""

    code = "INVALID_MESSAGE"


class UnknownService(ServiceFault):
    """There is no such service, or not at this address."""

    code = "UNKNOWN_SERVICE"


class ServiceDisabled(ServiceFault):
    """The operator has turned the service off, or never on."""

    code = "SERVICE_DISABLED"


class Unusable(ServiceFault):
    """A request that lacks what the service needs, or has too much of it."""

    code = "INVALID_REQUEST"


class StreamFault(PeerError):
    """A fault about a media stream, or something in it."""

    code = "INVALID_MESSAGE"


class UnknownStream(StreamFault):
    """A stream that was never started."""

    code = "UNKNOWN_STREAM"


class StreamOver(StreamFault):
    """A stream that has ended."""

    code = "STREAM_ENDED"


class StreamExists(StreamFault):
    """A second start of one stream."""

    code = "STREAM_EXISTS"


class NoStream(StreamFault):
    """Media without a stream that it could belong to."""

    code = "NO_STREAM"


class AmbiguousFrame(StreamFault):
    """Media that could belong to several streams."""

    code = "AMBIGUOUS_FRAME"


class UnsupportedFormat(StreamFault):
    """A media format that we can't decode."""

    code = "UNSUPPORTED_FORMAT"


class Undecodable(StreamFault):
    """Media that is not what its format says."""

    code = "UNDECODABLE"


class InvalidBase64(StreamFault):
    """Data that is not base64."""

    code = "INVALID_BASE64"


class SequenceTooOld(StreamFault):
    """A chunk that comes after its place was given up."""

    code = "SEQUENCE_TOO_OLD"


class TooManyStreams(StreamFault):
    """More open streams than one connection may have."""

    code = "TOO_MANY_STREAMS"


class StreamTooLong(StreamFault):
    """More seconds than a stream may have."""

    code = "STREAM_TOO_LONG"


class StreamTooLarge(StreamFault):
    """More bytes than a stream may have."""

    code = "STREAM_TOO_LARGE"


class DocumentError(PeerError):
    """A job description, a CV or a plan that can't be used; ``message`` says what to do."""

    code = "DOCUMENT_UNREADABLE"


class DocumentTooLarge(DocumentError):
    """More than a document may have."""

    code = "DOCUMENT_TOO_LARGE"


class DocumentEmpty(DocumentError):
    """A document without any text: empty, or a scan."""

    code = "DOCUMENT_EMPTY"


class UnknownPlan(PeerError):
    """There is no plan of that name here, or it can't be used."""

    code = "UNKNOWN_PLAN"


class ConsentRequired(PeerError):
    """The candidate does not agree to what is kept."""

    code = "CONSENT_REQUIRED"


class ResumeRefused(PeerError):
    """No interview can be taken up with that token: it is wrong."""

    code = "RESUME_UNKNOWN"


class ResumeTooLate(ResumeRefused):
    """The interview is over: it ended, or nobody came back in time."""

    code = "RESUME_EXPIRED"


class DeskFault(PeerError):
    """A fault about a request to a record or to the desk."""

    code = "INVALID_MESSAGE"


class LetGo(DeskFault):
    """A connection was silent for long, and somebody else wanted its place."""

    code = "LET_GO"


class Forbidden(DeskFault):
    """Something that only somebody else may do."""

    code = "FORBIDDEN"


class RecordUnknown(DeskFault):
    """Nothing is kept under that key or id."""

    code = "RECORD_UNKNOWN"


class RecordNotOpen(DeskFault):
    """Something was asked of a record before one was opened."""

    code = "RECORD_NOT_OPEN"


class RecordIllegible(DeskFault):
    """What is kept makes no sense to this release."""

    code = "RECORD_UNREADABLE"


class InterviewGoesOn(DeskFault):
    """Something that can be done only once an interview is over."""

    code = "INTERVIEW_OPEN"


class ReportNotReady(DeskFault):
    """The report is still to be made."""

    code = "REPORT_NOT_READY"


class NoReport(DeskFault):
    """There is no report, and none will come."""

    code = "NO_REPORT"


class NoAudio(DeskFault):
    """The sound of an answer is not kept."""

    code = "NO_AUDIO"


class StoreOff(DeskFault):
    """Nothing is kept here at all."""

    code = "STORE_OFF"


class TokenRefused(DeskFault):
    """A token that can't be made, or is not there to be revoked."""

    code = "TOKEN_REFUSED"
