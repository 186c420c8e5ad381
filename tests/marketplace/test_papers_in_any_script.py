"""Arabic papers begin on the right and join letters; Chinese has its font; names are in any script."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from marketplace.printing.paper import Paper

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
WIDE, MIDDLE = 210 / 25.4 * 72, 105 / 25.4 * 72


def paper(language: str, title: str = "") -> Paper:
    return Paper(title, language=language, at=NOON, foot="")


def ink(made: Paper) -> list[tuple[float, float]]:
    """Every drawn thing: its left and right edge in points."""
    page = pypdfium2.PdfDocument(bytes(made.output()))[0]
    text = page.get_textpage()
    return [text.get_rect(n)[::2] for n in range(text.count_rects())]


def said(made: Paper) -> str:
    return PdfReader(BytesIO(bytes(made.output()))).pages[0].extract_text()


def test_arabic_begins_on_the_right() -> None:
    made = paper("ar")
    made.write_line("تم الدفع")
    (left, right), *_ = ink(made)
    assert left > MIDDLE
    assert right == pytest.approx(WIDE - 20 / 25.4 * 72, abs=3)


def test_english_begins_on_the_left() -> None:
    made = paper("en")
    made.write_line("Paid")
    (left, _), *_ = ink(made)
    assert left == pytest.approx(20 / 25.4 * 72, abs=3)


def test_the_figure_stands_where_the_line_ends() -> None:
    made = paper("ar")
    made.write_sum("المبلغ", "43.00 €")
    edges = sorted(ink(made))
    assert edges[0][1] < MIDDLE < edges[-1][0]


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_letters_after_chinese_ones_are_still_right(language: str) -> None:
    """A line that begins with Chinese once left the next one in a font with other glyphs."""
    made = paper(language)
    made.write_line("Bold", bold=True)
    made.write_sum("买家保护 (2%)", "0.86")
    made.write_sum("Sum", "43.00")
    text = said(made)
    for words in ("Bold", "买家保护", "0.86", "Sum", "43.00"):
        assert words in text, text


def test_a_paper_without_chinese_does_not_carry_its_font() -> None:
    made = paper("en", "Receipt")
    assert set(made.fonts) == {"sans", "sansB"}


def test_arabic_letters_are_joined() -> None:
    """Letters that stand apart are drawn in other shapes than the same ones in a word."""
    apart, joined = paper("ar"), paper("ar")
    apart.write_line("س ل م")
    joined.write_line("سلم")
    assert shapes(joined) - shapes(apart)


def shapes(made: Paper) -> set[int]:
    return {glyph.glyph_id for glyph, _ in made.fonts["sans"].subset.items()}
