"""The demo in the terminal: who speaks, how loud, what was heard, how long it took."""

from __future__ import annotations

from typing import Final, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from talkup_local.cli.demo.answers import Answer
from talkup_local.turn.timing import TurnRecord

_MARGIN: Final = 12
_BAR: Final = 30
_FULL_BAR: Final = 0.25
"""Amplitude of loud speech; full scale is never reached."""

_COLOURS: Final = {"interviewer": "cyan", "candidate": "green"}


class Screen:
    """Shows an interview as it goes; without a terminal, as plain lines."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, transient=True, refresh_per_second=20)

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def line(self, label: str, text: str, style: str = "", label_style: str = "") -> None:
        """Print a line above the level bar: a label in the margin, then the text."""
        row = Table.grid(padding=(0, 1))
        row.add_column(width=_MARGIN, justify="right", no_wrap=True)
        row.add_column()
        row.add_row(Text(label, style=label_style or style), Text(text, style=style))
        self._console.print(row)

    def speaking(self, who: str, level: float) -> None:
        """Move the level bar."""
        if self._live.is_started:
            filled = min(_BAR, round(_BAR * level / _FULL_BAR))
            bar = Text(f"{who:>{_MARGIN}} ", style=f"bold {_COLOURS[who]}")
            bar.append("█" * filled, style=_COLOURS[who])
            bar.append("·" * (_BAR - filled), style="dim")
            self._live.update(bar)

    def interviewer_said(self, text: str) -> None:
        """Show what the interviewer has said."""
        self._said("interviewer", text)

    def candidate_says(self, answer: Answer) -> None:
        """Show what the candidate is about to say."""
        self._said("candidate", answer.text if answer.text is not None else "(a recording)")

    def failed(self, code: str, message: str) -> None:
        """Show an error message of the server."""
        self.line("error", f"{code}: {message}", style="red")

    def heard(self, record: TurnRecord, wer: float | None) -> None:
        """Show what was heard, and how long each stage took."""
        rate = "" if wer is None else f"  (word error rate {wer:.2f})"
        self.line("heard", f"{record.heard}{rate}", style="yellow")
        stages = (
            ("last words recognised in", record.stt_ms),
            ("reply in", record.llm_first_ms),
            ("voice in", record.tts_first_ms),
            ("end of turn after", record.endpoint_ms),
            ("first audio after", record.gap_ms),
        )
        times = " · ".join(f"{name} {ms:.0f} ms" for name, ms in stages if ms is not None)
        self.line("", times, style="dim")

    def _said(self, who: str, text: str) -> None:
        self.line(who, text, label_style=f"bold {_COLOURS[who]}")
