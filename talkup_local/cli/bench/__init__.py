"""``talkup-local bench``: what it costs here, measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import typer

from talkup_local.cli.lazy import LazyGroup, Subcommand

_HERE: Final = "talkup_local.cli.bench"


class Benches(LazyGroup):
    """Everything that can be measured."""

    subcommands: ClassVar[Mapping[str, Subcommand]] = {
        "protocol": Subcommand(
            f"{_HERE}.protocol:protocol",
            "Measure the protocol's CPU cost per second of audio, and the memory of a session.",
        ),
        "engines": Subcommand(
            f"{_HERE}.engines:engines",
            "Measure the engines of a profile, and the whole appliance with them.",
        ),
        "page": Subcommand(
            f"{_HERE}.page.command:page",
            "Measure the candidate's page in a real Chromium, with a fake microphone.",
        ),
        "connections": Subcommand(
            f"{_HERE}.connections:connections",
            "Attack a server of 1,024 descriptors that holds an interview, by connections alone.",
        ),
        "turns": Subcommand(
            f"{_HERE}.turns.command:turns",
            "Measure turn taking: false cut-offs, delays, barge-ins, phantom words, CPU.",
        ),
        "stream": Subcommand(
            f"{_HERE}.stream.command:stream",
            "Measure media streams: decoding, transcripts' delay, many at once, memory.",
        ),
        "services": Subcommand(
            f"{_HERE}.services.command:services",
            "Measure requests to services here and elsewhere, aggregation, and the analyses.",
        ),
        "pull": Subcommand(
            f"{_HERE}.pull.command:pull",
            "Measure fetching from a server on this machine, resuming, memory, and verifying.",
        ),
        "kill": Subcommand(
            f"{_HERE}.kill.command:kill",
            "Kill the server in the middle of interviews (`kill -9`), and see whether anything "
            "is lost.",
        ),
        "start": Subcommand(
            f"{_HERE}.start:start",
            "Time each engine from the start of its process to its being warm, then the whole "
            "`serve`.",
        ),
        "store": Subcommand(
            f"{_HERE}.store:store",
            "Time keeping a turn, opening a store of many interviews, listing, reading and "
            "deleting.",
        ),
        "interview": Subcommand(
            f"{_HERE}.interview.command:interview",
            "Let simulated candidates hold whole interviews on virtual time; count what goes "
            "wrong.",
        ),
        "scoring": Subcommand(
            f"{_HERE}.scoring.command:scoring",
            "Score written answers of known level, and compare; beside it, length alone.",
        ),
    }


app = typer.Typer(
    cls=Benches, help="Measure speed and memory on this machine.", no_args_is_help=True
)


@app.callback()
def _main() -> None:
    """Measure speed and memory on this machine."""
