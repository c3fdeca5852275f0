import json
from pathlib import Path

import msgspec
import pytest

from talkup_local.config import Config
from talkup_local.engines.scripted import ScriptedModel
from talkup_local.wiring.parts import Document, InterviewRequest
from talkup_local.wiring.planning import make_plan

HERE = Path("/nonexistent")
JOB = Document(data=b"A data analyst who writes SQL for our web shop.")
WRITTEN = json.dumps(
    {
        "topic": "slow reports",
        "text": "How would you find out why one of your SQL reports has become slow?",
        "rephrase": "Your report takes too long, where do you begin to look?",
        "probe": "Which part of it would you look at first?",
        "follow_ups": ["How would you know that it is faster now?"],
        "points": [
            {"name": "measures before changing", "cues": ["measure", "profil*"]},
            {"name": "names a cause", "cues": ["index", "join"]},
            {"name": "checks the effect", "cues": ["compared", "afterwards"]},
        ],
        "anchors": ["Guesses.", "Names one cause.", "Measures first.", "Measures and checks."],
        "outline": "Measure first, then change one thing, and measure again afterwards.",
    }
)


@pytest.mark.parametrize(
    ("drafting", "document", "source"),
    [("auto", JOB, "model"), ("auto", None, "bank"), ("never", JOB, "bank")],
)
async def test_a_model_writes_questions_where_there_is_a_document_and_it_may(
    drafting, document, source
):
    config = msgspec.convert({"interview": {"drafting": drafting, "kind": "technical"}}, Config)
    request = InterviewRequest(interview_id="one", questions=4, job_description=document)
    model = ScriptedModel([WRITTEN])
    await model.start()
    planned = await make_plan(config, HERE, request, model)
    await model.close()
    assert planned.plan.source == source
    assert len(planned.plan.questions) == 4
