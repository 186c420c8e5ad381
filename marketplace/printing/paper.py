"""A sheet of A4 in the house's look: black on white, thin lines, figures that line up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language_info
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

FONTS = Path(__file__).parent / "fonts"
# Chinese, Japanese and Korean; their font is large and read only when it is needed.
EAST = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
MARGIN, LINE, FIGURE = 20, 5.5, 40
A4, A6 = (210, 297), (105, 148)
GREY, BLACK = 110, 20


class Paper(FPDF):
    """All measures are millimetres. The same content at the same moment is the same file."""

    def __init__(
        self, title: str, *, language: str, at: datetime, foot: str, size: tuple[int, int] = A4
    ) -> None:
        super().__init__(format=size)
        self.foot = foot
        if title:
            self.set_title(title)
        self.set_lang(language)
        self.from_right = get_language_info(language)["bidi"]
        self.start, self.end = (Align.R, Align.L) if self.from_right else (Align.L, Align.R)
        self.set_creation_date(at)
        margin = MARGIN if size == A4 else MARGIN // 2
        self.set_margins(margin, margin)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=margin + 5)
        self.add_font("sans", fname=FONTS / "DejaVuSans.ttf")
        self.add_font("sans", style="B", fname=FONTS / "DejaVuSans-Bold.ttf")
        self.set_text_shaping(True, direction="rtl" if self.from_right else None)
        self.add_page()
        if title:
            self.write_line(title, size=17, bold=True)

    def footer(self) -> None:
        if not self.foot:
            return
        self.set_y(-MARGIN)
        self._ink(8, grey=True)
        self.multi_cell(0, 4, f"{self.foot}   {self.page_no()}/{{nb}}", align=self.start)

    def multi_cell(
        self, w: float, h: float | None = None, text: str = "", *a: Any, **k: Any
    ) -> Any:
        self._find_letters(text)
        return super().multi_cell(w, h, text, *a, **k)

    def cell(self, w: Any = None, h: Any = None, text: str = "", *a: Any, **k: Any) -> Any:
        self._find_letters(text)
        return super().cell(w, h, text, *a, **k)

    def write_line(
        self, text: str, *, size: float = 9.5, bold: bool = False, grey: bool = False
    ) -> None:
        """A paragraph over the whole width."""
        self._ink(size, bold=bold, grey=grey)
        self.multi_cell(0, size * 0.52, text, align=self.start, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def write_columns(self, columns: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Blocks beside each other, each with a quiet heading."""
        top, width = self.get_y(), self.epw / len(columns)
        bottom = top
        for number, (heading, lines) in enumerate(columns):
            place = len(columns) - 1 - number if self.from_right else number
            self.set_xy(self.l_margin + place * width + (4 if self.from_right else 0), top)
            self._ink(8, grey=True)
            self.cell(width - 4, LINE, heading, align=self.start, new_x=XPos.LEFT, new_y=YPos.NEXT)
            self._ink(9.5)
            self.multi_cell(width - 4, 5, "\n".join(lines), align=self.start)
            bottom = max(bottom, self.get_y() + 5)
        self.set_xy(self.l_margin, bottom)

    def write_sum(self, text: str, figure: str, *, bold: bool = False) -> None:
        """Words where a line begins, a figure where it ends."""
        self._ink(9.5, bold=bold)
        top, wide = self.get_y(), self.epw - FIGURE
        words, figures = (FIGURE, 0.0) if self.from_right else (0.0, wide)
        self.set_xy(self.l_margin + words, top)
        self.multi_cell(wide, LINE, text, align=self.start, new_x=XPos.RIGHT, new_y=YPos.TOP)
        bottom = top + LINE * max(1, self._rows(text))
        self.set_xy(self.l_margin + figures, top)
        self.cell(FIGURE, LINE, figure, align=self.end)
        self.set_xy(self.l_margin, bottom)

    def write_tick(self, text: str) -> None:
        """A line of a list with an empty box before it."""
        self._ink(10.5)
        top = self.get_y()
        self.rect(self.l_margin + (self.epw - 3.5 if self.from_right else 0), top + 1, 3.5, 3.5)
        self.set_x(self.l_margin + (0 if self.from_right else 7))
        self.multi_cell(
            self.epw - 7, LINE, text, align=self.start, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.ln(1.5)

    def draw_boxes(self, many: int, *, side: float = 9) -> None:
        """Empty squares in a row, for one figure each."""
        for place in range(many):
            self.rect(self.l_margin + place * (side + 2), self.get_y(), side, side)
        self.ln(side)

    def draw_bars(self, code: str, *, high: float, wide: float) -> None:
        """A code as bars that a scanner reads (Code 39), above its letters, at the sheet's foot."""
        self.set_y(-self.b_margin - high - 10)
        self.set_fill_color(0)
        self.code39(f"*{code}*", self.l_margin, self.get_y(), w=wide, h=high)
        self.set_y(self.get_y() + high + 1)
        self.write_line(code, size=9)

    def draw_rule(self) -> None:
        """A thin line, with air."""
        self.set_draw_color(200)
        self.ln(2)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(2)

    def _rows(self, text: str) -> int:
        lines = self.multi_cell(self.epw - FIGURE, LINE, text, dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return len(lines)

    def _find_letters(self, text: str) -> None:
        """Names are in any script, whatever the language of the paper."""
        if "han" not in self.fonts and EAST.search(text):
            self.add_font("han", fname=FONTS / "DroidSansFallback.ttf")
            self.set_fallback_fonts(["han"], exact_match=False)

    def _ink(self, size: float, *, bold: bool = False, grey: bool = False) -> None:
        self.set_font("sans", style="B" if bold else "", size=size)
        assert self.current_font
        # At once, or a line that begins in the other font takes this one away with it when it ends.
        self._out(self._set_font_for_page(self.current_font, self.font_size_pt))
        self.set_text_color(GREY if grey else BLACK)
