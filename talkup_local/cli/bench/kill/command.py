"""``bench kill``: kill the server over and over while interviews are held, and count what is lost.

An answer counts as finished once the reply to it has begun to sound for the candidate. All of
those must be in the store afterwards: in order, and once.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from talkup_local.cli.bench.figures import Figure, report, show, steps
from talkup_local.cli.bench.kill.candidate import Candidate, Held
from talkup_local.cli.bench.kill.numbered import number_in
from talkup_local.cli.bench.served import Served, served
from talkup_local.cli.options import AsJson, print_json
from talkup_local.clock import SystemClock
from talkup_local.storage.sessions import FILE, SessionStore

_SERVE: Final = ("talkup_local.cli.bench.kill.serve",)
_SOONEST_S, _LATEST_S = 0.05, 1.5
"""From the first moment of a server to its last."""


@dataclass
class Tally:
    """What became of all answers. seen: finished ones. damaged: databases, after a kill."""

    kills: int = 0
    interviews: int = 0
    resumed: int = 0
    seen: int = 0
    stored: int = 0
    lost: int = 0
    twice: int = 0
    disordered: int = 0
    refused: int = 0
    damaged: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, and nothing damaged."""
        return not (self.lost or self.twice or self.disordered or self.refused or self.damaged)


def kill(
    *,
    kills: Annotated[int, typer.Option(min=1, help="Times that the server is killed.")] = 200,
    candidates: Annotated[int, typer.Option(min=1, max=16, help="Interviews at once.")] = 4,
    seed: Annotated[int, typer.Option(help="Of the moments at which it is killed.")] = 1,
    json: AsJson = False,
) -> None:
    """Kill the server in the middle of interviews (`kill -9`), and see whether anything is lost."""
    tally = asyncio.run(_run(kills, candidates, seed))
    figures = list(_figures(tally))
    if json:
        print_json(report(figures))
    else:
        show("killed servers", figures)
    if not tally.sound:
        raise typer.Exit(1)


async def _run(kills: int, candidates: int, seed: int) -> Tally:
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    people = [Candidate(f"candidate-{number}") for number in range(candidates)]
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="talkup-kill-") as name:
        folder = Path(name)
        for _ in steps(kills, "killing servers"):
            await _once(folder, people, chance.uniform(_SOONEST_S, _LATEST_S))
            tally.kills += 1
            tally.damaged += _damaged(folder)
        async with _serving(folder) as server:
            await asyncio.gather(*(person.finish(server.url) for person in people))
        _count(folder, people, tally)
    return tally


async def _once(folder: Path, people: Sequence[Candidate], life_s: float) -> None:
    """Let everybody talk with a server for a while, then kill it."""
    async with _serving(folder) as server, asyncio.TaskGroup() as tasks:
        for person in people:
            tasks.create_task(person.talk(server.url))
        await asyncio.sleep(life_s)
        await server.kill()


@contextlib.asynccontextmanager
async def _serving(folder: Path) -> AsyncIterator[Served]:
    settings = {"TALKUP_DATA": str(folder), "TALKUP_STORE_ENABLED": "true"}
    async with served("", settings, _SERVE) as server:
        yield server


def _damaged(folder: Path) -> bool:
    """Look at a copy: whoever opens the database itself would mend what the next server must."""
    if not (folder / FILE).exists():
        return False
    with tempfile.TemporaryDirectory(prefix="talkup-copy-") as copy:
        for path in folder.glob(f"{FILE}*"):
            shutil.copy(path, copy)
        try:
            with contextlib.closing(sqlite3.connect(Path(copy) / FILE)) as database:
                found: Any = database.execute("PRAGMA integrity_check").fetchall()
                orphans: Any = database.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError:
            return True  # what SQLite can't even look at is damaged
    return bool(found != [("ok",)] or orphans)


def _count(folder: Path, people: Sequence[Candidate], tally: Tally) -> None:
    """Hold what the candidates saw against what is in the store."""
    with SessionStore(folder / FILE, SystemClock()) as store:
        for person in people:
            tally.resumed += person.resumed
            tally.refused += len(person.refused)
            for held in person.held:
                _compare(store, held, tally)


def _compare(store: SessionStore, held: Held, tally: Tally) -> None:
    turns = store.load(held.session_id).turns
    kept = [number for turn in turns if (number := number_in(turn.heard)) is not None]
    tally.interviews += 1
    tally.seen += len(held.seen)
    tally.stored += len(kept)
    tally.lost += len(set(held.seen) - set(kept))
    tally.twice += len(kept) - len(set(kept))
    tally.disordered += kept != sorted(kept)


def _figures(tally: Tally) -> Iterator[Figure]:
    def counted(name: str, value: int, aim: float | None = None, note: str = "") -> Figure:
        return Figure(name=name, value=value, unit="", aim=aim, note=note)

    yield counted("kills", tally.kills, note="kill -9 at a random moment")
    yield counted("interviews", tally.interviews, note=f"{tally.resumed} times taken up again")
    yield counted("finished turns seen", tally.seen, note="their reply began to sound")
    yield counted("turns in the store", tally.stored, note="with those whose reply was not heard")
    yield counted("finished turns lost", tally.lost, 0)
    yield counted("turns stored twice", tally.twice, 0)
    yield counted("interviews out of order", tally.disordered, 0)
    yield counted("interviews not taken up again", tally.refused, 0, "a refusal, or another error")
    yield counted("databases damaged", tally.damaged, 0, "looked at after every kill")
