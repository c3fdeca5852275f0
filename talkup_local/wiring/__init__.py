"""The composition root: from a configuration to engines, interviewers, services and turns.

This is the only place where parts are put together, so it is the place where tests
and tools put other parts in: ``engines``, ``clock``, ``interviewer``, ``loaders`` of
``Appliance``.
"""

from talkup_local.engines.loaders import LIBRARIES, Loaders
from talkup_local.wiring.appliance import Appliance
from talkup_local.wiring.engines import (
    JOBS,
    SERVICES,
    Engines,
    Taken,
    load_engine,
    load_wanted,
    needed,
    place_of,
)
from talkup_local.wiring.held import Interview
from talkup_local.wiring.interviews import Interviews
from talkup_local.wiring.parts import Document, InterviewRequest, Kept
from talkup_local.wiring.places import look
from talkup_local.wiring.plan import plan_threads
from talkup_local.wiring.services import ServiceHost

__all__ = [
    "JOBS",
    "LIBRARIES",
    "SERVICES",
    "Appliance",
    "Document",
    "Engines",
    "Interview",
    "InterviewRequest",
    "Interviews",
    "Kept",
    "Loaders",
    "ServiceHost",
    "Taken",
    "load_engine",
    "load_wanted",
    "look",
    "needed",
    "place_of",
    "plan_threads",
]
