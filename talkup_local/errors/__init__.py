"""Every error that talkup-local raises on purpose, in one tree.

TalkupError
├── ConfigError            a setting is unknown, mistyped or impossible
├── EngineError            an engine failed; ours, not the peer's
│   ├── EngineUnavailable  it can't be built or loaded here; says what mends it
│   ├── RecognitionError   speech to text
│   ├── GenerationError    language model
│   ├── SynthesisError     text to speech
│   └── DetectionError     voice activity
├── AudioError             audio that can't be decoded or encoded
├── StorageError           what the appliance keeps can't be read or written
│   ├── RecordUnreadable   it makes no sense to this release
│   └── RecordGone         it is not kept, or not any more
├── ServiceError           a service that we use did not do its work
│   ├── ServiceUnreachable nobody answers at its address, or it hung up
│   ├── ServiceTimeout     it took too long
│   ├── ServiceRefused     it answered with an error; its code and words are kept
│   ├── ServiceBroken      what it answered is no answer
│   └── ServiceBusy        too much waits for it already
├── ModelError             a model can't be fetched, checked or used; says what mends it
│   ├── CatalogueError, UnknownModel, ModelMissing
│   ├── ModelBusy, ModelsFolderError
│   ├── FetchError         its source does not give it
│   └── WrongContent       a file is not what it has to be
├── BundleError            a bundle can't be made or used
│   └── BundleTampered, UnknownSigner, WrongPlatform
├── LocalProtocolError     we broke our own protocol: a bug here
└── PeerError              the other side's fault; its sentence may be shown to it
    ├── InvalidMessage
    ├── UnknownType
    ├── NotStarted
    ├── AlreadyStarted
    ├── BufferOverflow
    ├── RateLimited
    ├── Unauthorized
    ├── LanguageUnavailable
    ├── ServerBusy
    ├── UnsupportedVersion
    ├── DocumentError      a job description or a CV that can't be used
    │   └── DocumentTooLarge, DocumentEmpty
    ├── UnknownPlan
    ├── ConsentRequired    the candidate does not agree to what is kept
    ├── ResumeRefused      no interview can be taken up with that token
    │   └── ResumeTooLate
    ├── DeskFault          a request to a record or to the operator's desk
    │   ├── Forbidden      something that only somebody else may do
    │   ├── LetGo          a silent connection, whose place somebody else wanted
    │   ├── RecordUnknown, RecordNotOpen, RecordIllegible, StoreOff
    │   ├── InterviewGoesOn, ReportNotReady, NoReport, NoAudio
    │   └── TokenRefused   a token that can't be made or revoked
    ├── ServiceFault       a request to a service, or something in it
    │   ├── UnknownService   there is no such service, or not at this address
    │   ├── ServiceDisabled  the operator has turned it off
    │   └── Unusable         a request without what the service needs
    └── StreamFault        a media stream, or something in it
        ├── UnknownStream, StreamOver, StreamExists, NoStream, AmbiguousFrame
        ├── UnsupportedFormat, Undecodable, InvalidBase64
        └── SequenceTooOld, TooManyStreams, StreamTooLong, StreamTooLarge

``code`` is stable: programs may depend on it. Facts stand in attributes, the
sentence is made in ``__str__``. Only a ``PeerError``'s sentence ever reaches a
peer; of any other error it sees the code and a fixed sentence.
"""

from __future__ import annotations

from talkup_local.errors.models import (
    BundleError,
    BundleTampered,
    CatalogueError,
    FetchError,
    ModelBusy,
    ModelError,
    ModelMissing,
    ModelsFolderError,
    UnknownModel,
    UnknownSigner,
    WrongContent,
    WrongPlatform,
)
from talkup_local.errors.own import (
    AudioError,
    ConfigError,
    DetectionError,
    EngineError,
    EngineUnavailable,
    GenerationError,
    LocalProtocolError,
    RecognitionError,
    RecordGone,
    RecordUnreadable,
    ServiceBroken,
    ServiceBusy,
    ServiceError,
    ServiceRefused,
    ServiceTimeout,
    ServiceUnreachable,
    StorageError,
    SynthesisError,
)
from talkup_local.errors.peer import (
    AlreadyStarted,
    AmbiguousFrame,
    BufferOverflow,
    ConsentRequired,
    DeskFault,
    DocumentEmpty,
    DocumentError,
    DocumentTooLarge,
    Forbidden,
    InterviewGoesOn,
    InvalidBase64,
    InvalidMessage,
    LanguageUnavailable,
    LetGo,
    NoAudio,
    NoReport,
    NoStream,
    NotStarted,
    PeerError,
    RateLimited,
    RecordIllegible,
    RecordNotOpen,
    RecordUnknown,
    ReportNotReady,
    ResumeRefused,
    ResumeTooLate,
    SequenceTooOld,
    ServerBusy,
    ServiceDisabled,
    ServiceFault,
    StoreOff,
    StreamExists,
    StreamFault,
    StreamOver,
    StreamTooLarge,
    StreamTooLong,
    TokenRefused,
    TooManyStreams,
    Unauthorized,
    Undecodable,
    UnknownPlan,
    UnknownService,
    UnknownStream,
    UnknownType,
    UnsupportedFormat,
    UnsupportedVersion,
    Unusable,
)
from talkup_local.errors.root import (
    TalkupError,
)

__all__ = [
    "AlreadyStarted",
    "AmbiguousFrame",
    "AudioError",
    "BufferOverflow",
    "BundleError",
    "BundleTampered",
    "CatalogueError",
    "ConfigError",
    "ConsentRequired",
    "DeskFault",
    "DetectionError",
    "DocumentEmpty",
    "DocumentError",
    "DocumentTooLarge",
    "EngineError",
    "EngineUnavailable",
    "FetchError",
    "Forbidden",
    "GenerationError",
    "InterviewGoesOn",
    "InvalidBase64",
    "InvalidMessage",
    "LanguageUnavailable",
    "LetGo",
    "LocalProtocolError",
    "ModelBusy",
    "ModelError",
    "ModelMissing",
    "ModelsFolderError",
    "NoAudio",
    "NoReport",
    "NoStream",
    "NotStarted",
    "PeerError",
    "RateLimited",
    "RecognitionError",
    "RecordGone",
    "RecordIllegible",
    "RecordNotOpen",
    "RecordUnknown",
    "RecordUnreadable",
    "ReportNotReady",
    "ResumeRefused",
    "ResumeTooLate",
    "SequenceTooOld",
    "ServerBusy",
    "ServiceBroken",
    "ServiceBusy",
    "ServiceDisabled",
    "ServiceError",
    "ServiceFault",
    "ServiceRefused",
    "ServiceTimeout",
    "ServiceUnreachable",
    "StorageError",
    "StoreOff",
    "StreamExists",
    "StreamFault",
    "StreamOver",
    "StreamTooLarge",
    "StreamTooLong",
    "SynthesisError",
    "TalkupError",
    "TokenRefused",
    "TooManyStreams",
    "Unauthorized",
    "Undecodable",
    "UnknownModel",
    "UnknownPlan",
    "UnknownService",
    "UnknownSigner",
    "UnknownStream",
    "UnknownType",
    "UnsupportedFormat",
    "UnsupportedVersion",
    "Unusable",
    "WrongContent",
    "WrongPlatform",
]
