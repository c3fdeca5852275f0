"""``bench store``: what it costs to keep interviews, in a store that holds many."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from talkup_local.cli.bench.figures import Figure, median, percentile, report, show, steps
from talkup_local.cli.options import AsJson, print_json
from talkup_local.clock import SystemClock
from talkup_local.interview.plan import plan_for
from talkup_local.interview.record import SessionRecord, Turn, Word
from talkup_local.storage.naming import new_id, new_token
from talkup_local.storage.purging import purge
from talkup_local.storage.sessions import FILE, SessionStore

_BATCH: Final = 250
_ROUNDS: Final = 20
_TURNS: Final = 8
_WORDS: Final = 80
_REPORT_BYTES: Final = 8_192
_SYLLABLES: Final = ("ba", "le", "mi", "no", "ru", "sta", "ter", "vo")


def store(
    *,
    interviews: Annotated[int, typer.Option(min=1, help="That are kept already.")] = 10_000,
    turns: Annotated[int, typer.Option(min=20, help="Turns to keep, one by one.")] = 400,
    folder: Annotated[
        Path | None, typer.Option(help="On which disk.", show_default="the temporary folder")
    ] = None,
    json: AsJson = False,
) -> None:
    """Time keeping a turn, opening a store of many interviews, listing, reading and deleting."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="talkup-store-") as made:
        path = Path(made) / FILE
        _fill(path, interviews)
        figures = _figures(path, turns)
    if json:
        print_json({"interviews": interviews, **report(figures)})
    else:
        show(f"a store of {interviews} interviews", figures)


def _fill(path: Path, count: int) -> None:
    now, chance = SystemClock().utc_now(), random.Random(7)  # noqa: S311 - no secret, and the same every time
    with SessionStore(path, SystemClock()) as kept:
        left = count
        for _ in steps(-(-count // _BATCH), f"making {count} interviews"):
            with kept.together():
                for _ in range(min(_BATCH, left)):
                    left -= 1
                    record = _interview(chance, now - timedelta(minutes=left))
                    kept.create(record)
                    kept.save_report(record.id, "json", chance.randbytes(_REPORT_BYTES))


def _figures(path: Path, turns: int) -> list[Figure]:
    clock = SystemClock()
    opening = [_ms(lambda: SessionStore(path, clock).close()) for _ in range(_ROUNDS)]
    with SessionStore(path, clock) as kept:
        some = [_ms(lambda: kept.list(50)) for _ in range(_ROUNDS)]
        every = [_ms(kept.list) for _ in range(_ROUNDS)]
        ids = [row.id for row in kept.list(_ROUNDS)]
        reading = [_ms(partial(kept.load, one)) for one in ids]
        adding = _adding(kept, turns)
        removing = _ms(lambda: purge(kept, ids[:1]))
        removing_row = [_ms(partial(kept.delete, [one])) for one in ids[1:]]
        size_mib = path.stat().st_size / (1 << 20)
    size = f"{size_mib:.0f} MiB"
    return [
        Figure(name="keep a turn, p50", value=median(adding), unit="ms", note="synced"),
        Figure(name="keep a turn, p95", value=percentile(adding, 95), unit="ms", aim=10),
        Figure(name="open the store", value=median(opening), unit="ms", aim=100, note=size),
        Figure(name="list the latest 50", value=median(some), unit="ms", aim=50),
        Figure(name="list all", value=median(every), unit="ms", note="the command lists 50"),
        Figure(name="read an interview", value=median(reading), unit="ms"),
        Figure(name="delete an interview", value=median(removing_row), unit="ms", note="synced"),
        Figure(
            name="purge an interview",
            value=removing,
            unit="ms",
            note="file written anew, every byte read",
        ),
    ]


def _adding(kept: SessionStore, count: int) -> list[float]:
    chance, now = random.Random(8), SystemClock().utc_now()  # noqa: S311 - no secret
    record = SessionRecord(
        id=new_id(), client_id="bench", plan=plan_for("general", "en", 5), created=now
    )
    kept.create(record, token_hash=new_token()[1])
    times, progress = [], chance.randbytes(1_024)
    for number in steps(count, "keeping turns"):
        turn = _turn(chance, number + 1, now)
        times.append(_ms(partial(kept.add_turn, record.id, turn, progress=progress, spent_s=1.0)))
    kept.end(record.id, "completed")
    return times


def _interview(chance: random.Random, at: datetime) -> SessionRecord:
    return SessionRecord(
        id=new_id(),
        client_id=f"client-{chance.randrange(1000)}",
        plan=plan_for("general", "en", 5),
        created=at,
        ended=at + timedelta(minutes=20),
        state="ended",
        reason="completed",
        spent_s=1_200,
        turns=tuple(_turn(chance, number, at) for number in range(1, _TURNS + 1)),
    )


def _turn(chance: random.Random, number: int, at: datetime) -> Turn:
    said = ["".join(chance.choices(_SYLLABLES, k=2)) for _ in range(_WORDS)]
    return Turn(
        number=number,
        question_id="general.opener",
        step="ask",
        asked=" ".join(said[:20]),
        asked_at=at,
        heard=" ".join(said),
        answered_at=at + timedelta(seconds=40),
        words=tuple(
            Word(text=word, start_s=place * 0.4, end_s=place * 0.4 + 0.3)
            for place, word in enumerate(said)
        ),
        speech_s=32.0,
        response_s=0.8,
    )


def _ms(work: Callable[[], object]) -> float:
    begin_s = time.perf_counter()
    work()
    return (time.perf_counter() - begin_s) * 1000
