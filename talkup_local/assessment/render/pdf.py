"""The pages of a report's PDF: A4, in the fonts that every reader has."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fpdf import FPDF, XPos, YPos
from fpdf.fonts import FontFace

from talkup_local.assessment.render.letters import ENCODING, loses, nearest, plainest
from talkup_local.assessment.render.plots import PAPER, WIDTH, Plot
from talkup_local.assessment.render.wording import Wording
from talkup_local.assessment.report import Report
from talkup_local.interview.questions import LEVELS

_WORD: Final = re.compile(r"[^ \t\r\n]+")  # spaces that no line is broken at are in it
_FONT: Final = "helvetica"
_MARGIN_MM: Final = 18.0
_FOOT_MM: Final = 20.0
_BODY_PT: Final = 10.0
_SMALL_PT: Final = 8.5
_LINE: Final = 1.4
_MM_PER_PT: Final = 25.4 / 72
_KEEP_MM: Final = 32.0
"""A heading goes to the next page when there is less room than this below it."""

_WHITE: Final = "#ffffff"
_CELL_MM: Final = 7.0
_NAME_MM: Final = 42.0
_RULE_MM: Final = 9.0
_RULE_WIDTH_MM: Final = 0.6


class Page(FPDF):
    """An A4 document with a foot line, and words for what a report is made of."""

    def __init__(self, report: Report, wording: Wording) -> None:
        super().__init__(format="A4")
        self._wording: Final = wording
        self._lost = False
        self._widths: Final[dict[tuple[str, float, str], float]] = {}
        head = report.head
        self.core_fonts_encoding = ENCODING
        self.set_margin(_MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=_FOOT_MM)
        self.set_title(wording.title(head))
        self.set_lang(head.language)
        self.set_author("talkup-local")
        self.set_creator(head.made_by)
        self.set_subject(wording.labels.kinds[head.kind])
        self.set_creation_date(head.made_at)
        self._foot: Final = f"{wording.title(head)} · {wording.date(head.date)}"
        self.set_display_mode("fullwidth")
        self.add_page()

    def done(self) -> bytes:
        """Return the file."""
        if self._lost:
            self.small(self._wording.labels.characters)
        return bytes(self.output())

    def footer(self) -> None:
        self.set_y(-14)
        self._style(_SMALL_PT, PAPER.muted)
        self.cell(0.75 * self.epw, 5, self._fitting(self._foot))
        page = self._wording.labels.page.format(page=self.page_no(), pages="{nb}")
        self.cell(0, 5, self._fitting(page), align="R")

    def opening(self, kicker: str, title: str, mark: str) -> None:
        """Open the document. mark: its name in the outline."""
        self.set_fill_color(PAPER.mark)
        self.rect(0, 0, self.w, 4, style="F")
        self.start_section(nearest(mark), level=0)
        self._write(kicker, 11, PAPER.mark, "B")
        self._write(title, 22, PAPER.ink, "B")
        self.ln(1)

    def pair(self, name: str, value: str) -> None:
        """Write a name and its value beside it."""
        self._style(_BODY_PT, PAPER.muted)
        self.cell(_NAME_MM, _height(_BODY_PT), self._fitting(name))
        self._write(value, _BODY_PT, PAPER.ink, "", _NAME_MM)

    def lines(self, count: int) -> None:
        """Draw lines to write on."""
        self.set_draw_color(PAPER.muted)
        for _ in range(count):
            if self.will_page_break(_RULE_MM):
                self.add_page()
            self.ln(_RULE_MM)
            self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)
        self.ln(2)

    def section(self, title: str) -> None:
        """Begin a section, on another page when little room is left here."""
        self._begin(title, 0)
        self.ln(4)
        self._write(title, 15, PAPER.mark, "B")
        self.set_draw_color(PAPER.grid)
        self.line(self.l_margin, self.y + 1, self.w - self.r_margin, self.y + 1)
        self.ln(3)

    def heading(self, title: str, *, keep_mm: float = _KEEP_MM) -> None:
        """Begin a part of a section. keep_mm: what has to stand on its page with it."""
        self._begin(title, 1, keep_mm)
        self.ln(2)
        self._write(title, 11.5, PAPER.ink, "B")

    def label(self, title: str) -> None:
        """Write a small heading."""
        if self.will_page_break(_KEEP_MM / 2):
            self.add_page()
        self.ln(1.5)
        self._write(title, _BODY_PT, PAPER.ink, "B")

    def body(self, text: str, *, bold: bool = False, indent_mm: float = 0.0) -> None:
        """Write a paragraph."""
        self._write(text, _BODY_PT, PAPER.ink, "B" if bold else "", indent_mm)
        self.ln(0.8)

    def small(self, text: str, indent_mm: float = 0.0) -> None:
        """Write something beside the point."""
        self._write(text, _SMALL_PT, PAPER.muted, "", indent_mm)
        self.ln(0.6)

    def items(self, sentences: Sequence[str], *, numbered: bool = False) -> None:
        """Write a list."""
        for number, sentence in enumerate(sentences, start=1):
            sign = f"{number}." if numbered else "\N{BULLET}"
            if self.will_page_break(_height(_BODY_PT)):
                self.add_page()
            self._style(_BODY_PT, PAPER.ink)
            self.cell(5, _height(_BODY_PT), sign)
            self._write(sentence, _BODY_PT, PAPER.ink, "", 5)

    def said(self, speaker: str, text: str, *, marked: bool = False) -> None:
        """Write who said what, with a line beside it; a stronger one where it is ``marked``."""
        if self.will_page_break(4 * _height(_BODY_PT)):  # nobody is left without a word
            self.add_page()
        self.small(speaker, indent_mm=3)
        self._write(text, _BODY_PT, PAPER.ink, "", 3, rule=PAPER.mark if marked else PAPER.grid)
        self.ln(1.2)

    def box(self, title: str, text: str) -> None:
        """Write a paragraph that stands out."""
        self._style(_BODY_PT, PAPER.ink)
        count = len(list(self._lines(self._fitting(text), self.epw - 8))) + 1
        height = count * _height(_BODY_PT) + 5
        if height > self.eph / 2:  # nothing that stands out any more
            self.label(title)
            self.body(text)
            return
        if self.will_page_break(height + 2):
            self.add_page()
        self.ln(2)
        self.set_fill_color(PAPER.band)
        self.rect(self.l_margin, self.y, self.epw, height, style="F")
        end = self.y + height
        self.set_y(self.y + 2.5)
        self._write(title, _BODY_PT, PAPER.ink, "B", 4)
        self._write(text, _BODY_PT, PAPER.ink, "", 4, right_mm=4)
        self.set_y(end + 2)

    def level(self, level: int | None, words: str) -> None:
        """Draw a level as cells, with its words."""
        for place in LEVELS:
            self.set_fill_color(PAPER.mark if place <= (level or 0) else PAPER.rest)
            left = self.l_margin + (place - 1) * _CELL_MM
            self.rect(left, self.y + 1, _CELL_MM - 1, 2.6, style="F")
        self.set_x(self.l_margin + 4 * _CELL_MM + 1)
        self._style(_BODY_PT, PAPER.ink, "B")
        self.cell(0, _height(_BODY_PT), self._fitting(words), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def plot(self, plot: Plot) -> None:
        """Draw a plot, whole on one page."""
        height = self.epw * plot.height / WIDTH
        if self.will_page_break(height + 14):
            self.add_page()
        self.label(plot.labels.title)
        self.small(plot.labels.description)
        drawn = plainest(plot.svg(PAPER, described=False)).encode()
        alternative = f"{plot.labels.title}{self._wording.labels.colon}{plot.labels.description}"
        self.image(io.BytesIO(drawn), w=self.epw, h=height, alt_text=nearest(alternative))
        self.ln(2)

    def grid(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
        *,
        size_pt: float = _SMALL_PT,
        figures: bool = False,
    ) -> None:
        """Write a table; its heads come again on each page. figures: all but the first column."""
        align = "RIGHT" if figures else "LEFT"
        self._style(size_pt, PAPER.ink)
        self.set_draw_color(PAPER.grid)
        self.set_fill_color(_WHITE)  # cells are filled with the last colour
        with self.table(
            borders_layout="HORIZONTAL_LINES",
            col_widths=tuple(widths),
            text_align=("LEFT", *([align] * (len(widths) - 1))),
            v_align="TOP",
            line_height=_height(size_pt),
            padding=(0.8, 1, 0.8, 0),
            headings_style=FontFace(emphasis="BOLD", color=PAPER.muted),
        ) as table:
            for row in (heads, *rows):
                table.row([self._fitting(cell) for cell in row])
        self.ln(2)

    def _begin(self, title: str, level: int, keep_mm: float = _KEEP_MM) -> None:
        if self.will_page_break(keep_mm):
            self.add_page()
        self.start_section(nearest(title), level=level)

    def _write(
        self,
        text: str,
        size_pt: float,
        color: str,
        style: str = "",
        indent_mm: float = 0.0,
        *,
        rule: str = "",
        right_mm: float = 0.0,
    ) -> None:
        """Write a paragraph. rule: colour of a line beside it, "" for none."""
        self._style(size_pt, color, style)
        width, height = self.epw - indent_mm - right_mm, _height(size_pt)
        for line in self._lines(self._fitting(text), width):
            if self.will_page_break(height):
                self.add_page()
            if rule:
                self.set_fill_color(rule)
                self.rect(self.l_margin, self.y, _RULE_WIDTH_MM, height, style="F")
            self.set_x(self.l_margin + indent_mm)
            self.cell(width, height, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _lines(self, text: str, width: float) -> Iterator[str]:
        """Yield the lines of a paragraph in the present font.

        The library's own ``multi_cell`` measures a line anew with each of its letters, which
        takes seconds for the transcript of half an hour.
        """
        room = width - 2 * self.c_margin
        space = self._width(" ")
        line: list[str] = []
        used = 0.0
        for word in (part for whole in _WORD.findall(text) for part in self._parts(whole, room)):
            wide = self._width(word)
            if line and used + space + wide > room:
                yield " ".join(line)
                line, used = [], 0.0
            used += wide + (space if line else 0.0)
            line.append(word)
        yield " ".join(line)

    def _parts(self, word: str, room: float) -> Iterator[str]:
        """Yield a word in pieces that fit on a line."""
        while len(word) > 1 and self._width(word) > room:
            most = max(1, int(len(word) * room / self._width(word)) - 1)
            yield word[:most]
            word = word[most:]
        yield word

    def _width(self, word: str) -> float:
        """Return the width of a word in the present font, which most are asked for again."""
        key = self.font_style, self.font_size_pt, word
        if (width := self._widths.get(key)) is None:
            width = self._widths[key] = self.get_string_width(word)
        return width

    def _style(self, size_pt: float, color: str, style: str = "") -> None:
        self.set_font(_FONT, style, size_pt)
        self.set_text_color(color)

    def _fitting(self, text: str) -> str:
        self._lost = self._lost or loses(text)
        return nearest(self._wording.spaced(text))


def _height(size_pt: float) -> float:
    return size_pt * _MM_PER_PT * _LINE
