"""``python -m talkup_local.cli.bench.kill.serve``: `serve`, with engines that follow a script."""

from __future__ import annotations

from typing import Annotated

import typer

from talkup_local.cli.bench.kill import numbered
from talkup_local.cli.options import configure
from talkup_local.cli.serve import run
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer, ScriptedVoice
from talkup_local.wiring import Appliance, Engines


def main(
    *,
    profile: Annotated[str, typer.Option(help="Ignored: the engines follow a script.")] = "",  # noqa: ARG001 - `serve` has it
) -> None:
    """Serve on a free port of the loopback; what is kept, is kept as always."""
    settings, folder = configure(None, {"server.host": "127.0.0.1", "server.port": 0})
    engines = Engines(
        stt=ScriptedRecognizer(numbered.words),
        tts=ScriptedVoice(s_per_character=0.002),
        vad=ScriptedDetector(),
        llm=None,
    )
    run(Appliance(settings, folder, engines=engines))


if __name__ == "__main__":
    typer.run(main)
