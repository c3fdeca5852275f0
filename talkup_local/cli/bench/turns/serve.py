"""``python -m talkup_local.cli.bench.turns.serve``: `serve`, with the scripted interviewer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from talkup_local.cli.bench.turns.interviewer import PACES, ReplyPace, ScriptedInterviewer
from talkup_local.cli.options import configure
from talkup_local.cli.serve import run
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.interview.plan import InterviewPlan
from talkup_local.wiring import Appliance


def main(
    *,
    questions: Annotated[Path, typer.Option(help="JSON: what is asked in each scenario.")],
    reply: Annotated[str, typer.Option(help="instant, slow or thanks_first.")] = "instant",
    profile: Annotated[str, typer.Option(help="Profile to measure.")] = "embedded",
) -> None:
    """Serve on a free port of the loopback."""
    asked = msgspec.json.decode(questions.read_bytes(), type=dict[str, str])
    pace = PACES[msgspec.convert(reply, ReplyPace)]

    def interviewer(plan: InterviewPlan, interview_id: str) -> Interviewer:
        question = asked[interview_id.rpartition("~")[0]]
        return ScriptedInterviewer(question, pace, language=plan.language, kind=plan.kind)

    settings, folder = configure(
        None, {"profile": profile, "server.host": "127.0.0.1", "server.port": 0}
    )
    run(Appliance(settings, folder, interviewer=interviewer))


if __name__ == "__main__":
    typer.run(main)
