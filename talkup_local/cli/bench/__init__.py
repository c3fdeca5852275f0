"""``talkup-local bench``: what it costs here, measured."""

from __future__ import annotations

import typer

from talkup_local.cli.bench.engines import engines
from talkup_local.cli.bench.interview.command import interview
from talkup_local.cli.bench.kill.command import kill
from talkup_local.cli.bench.protocol import protocol
from talkup_local.cli.bench.pull.command import pull
from talkup_local.cli.bench.scoring.command import scoring
from talkup_local.cli.bench.services.command import services
from talkup_local.cli.bench.start import start
from talkup_local.cli.bench.store import store
from talkup_local.cli.bench.stream.command import stream
from talkup_local.cli.bench.turns.command import turns

app = typer.Typer(help="Measure speed and memory on this machine.", no_args_is_help=True)
app.command()(protocol)
app.command()(engines)
app.command()(turns)
app.command()(stream)
app.command()(services)
app.command()(pull)
app.command()(kill)
app.command()(start)
app.command()(store)
app.command()(interview)
app.command()(scoring)
