"""The child that decodes: what it may not do, and what it makes of odd pictures."""

import json
import os
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from marketplace import decoder, decoding, sniffing
from marketplace.decoding import Undecodable
from marketplace.sniffing import Format
from tests import corpus

PRINTS = {"page-1": (200, False), "thumb": (50, True)}


def child(program: str, *, seconds: int = 30) -> subprocess.CompletedProcess:
    """Something else than decoding, under the same limits."""
    lines = f"import sys; sys.path.insert(0, {str(decoding.DECODER.parent)!r})\nimport decoder\n"
    lines += f"decoder.SECONDS, decoder.WRITTEN = 1, 4096\ndecoder.take_limits()\n{program}"
    return subprocess.run(
        [sys.executable, "-I", "-c", lines], capture_output=True, timeout=seconds, env={}
    )


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("bytearray(2 << 30)", b"MemoryError"),
        ("kept = [open('/dev/null') for _ in range(64)]", b"Too many open files"),
        ("open('/dev/shm/holdfast-test', 'wb').write(b'0' * (1 << 20))", b""),
        ("while True: pass", b""),
    ],
    ids=["memory", "open files", "a large file", "time"],
)
def test_its_limits_hold(program: str, said: bytes) -> None:
    done = child(program)
    assert said in done.stderr
    assert done.returncode != 0


def test_it_imports_nothing_of_ours_and_knows_no_secret() -> None:
    asked = (
        f"import sys, os, runpy; sys.argv = ['x', {json.dumps(json.dumps({'format': 'png'}))}]\n"
    )
    asked += f"import io; runpy.run_path({str(decoding.DECODER)!r})\n"
    asked += "ours = ('django', 'escrow', 'marketplace', 'disputes', 'psycopg')\n"
    asked += "print([name for name in sys.modules if name.split('.')[0] in ours], dict(os.environ))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", asked], capture_output=True, env={}, check=True
    )
    assert done.stdout.strip() in (b"[] {}", b"[] {'LC_CTYPE': 'C.UTF-8'}")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
def test_every_kind_of_png_becomes_an_ordinary_picture(mode: str) -> None:
    dark = corpus.scene().convert("L").point(lambda value: value // 2)
    deep = dark.convert("I").point(lambda value: value * 256)
    image = (deep if mode == "I;16" else dark).convert(mode)
    made = decoding.decode(corpus.saved(image, "PNG"), "png", PRINTS)
    shown = Image.open(BytesIO(made.prints["page-1"]))
    assert (shown.mode, shown.size) == ("RGB", (200, 150))
    assert shown.resize((1, 1)).getpixel((0, 0))[0] < 200
    assert Image.open(BytesIO(made.prints["thumb"])).size == (50, 50)


def test_what_can_be_seen_through_stands_on_white() -> None:
    clear = corpus.saved(Image.new("RGBA", (60, 60), (0, 0, 0, 0)), "PNG")
    made = decoding.decode(clear, "png", PRINTS)
    assert Image.open(BytesIO(made.prints["page-1"])).getpixel((30, 30)) == (255, 255, 255)


@pytest.mark.parametrize("turn", range(1, 9))
def test_it_stands_upright_however_the_phone_was_held(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    image = Image.new("RGB", (80, 40), "white")
    image.paste("black", (0, 0, 20, 20))
    made = decoding.decode(corpus.saved(image, "JPEG", exif=exif, quality=95), "jpeg", PRINTS)
    assert (made.width, made.height) == ((80, 40) if turn < 5 else (40, 80))
    shown = Image.open(BytesIO(made.prints["page-1"])).convert("L")
    width, height = shown.size
    corner = {
        1: (0, 0),
        2: (1, 0),
        3: (1, 1),
        4: (0, 1),
        5: (0, 0),
        6: (1, 0),
        7: (1, 1),
        8: (0, 1),
    }
    right, below = corner[turn]
    assert shown.getpixel((right * (width - 5) + 2, below * (height - 5) + 2)) < 60


def test_the_header_is_read_as_the_decoder_reads_it() -> None:
    image = corpus.scene(size=(640, 480))
    for format, written in {
        Format.JPEG: corpus.saved(image, "JPEG", progressive=True),
        Format.PNG: corpus.saved(image, "PNG"),
        Format.WEBP: corpus.saved(image, "WEBP"),
        Format.HEIC: corpus.saved(image, "HEIF"),
    }.items():
        assert sniffing.format_of(written) == format
        assert sniffing.size_of(written, format) == (640, 480)
    for written in (
        corpus.saved(image, "WEBP", lossless=True),
        corpus.saved(image, "WEBP", exif=Image.Exif()),
        corpus.animated_webp(),
    ):
        assert sniffing.size_of(written, Format.WEBP) == Image.open(BytesIO(written)).size


@pytest.mark.parametrize("format", list(sniffing.READERS))
def test_no_beginning_of_a_file_breaks_the_header_reader(format: Format) -> None:
    names = {Format.JPEG: "JPEG", Format.PNG: "PNG", Format.WEBP: "WEBP", Format.HEIC: "HEIF"}
    whole = corpus.saved(corpus.scene(size=(96, 64)), names[format])
    for end in range(min(len(whole), 700)):
        sniffing.format_of(whole[:end])
        assert sniffing.size_of(whole[:end], format) in (None, (96, 64))


def test_a_child_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    liar = tmp_path / "liar.py"
    monkeypatch.setattr(decoding, "DECODER", liar)
    for answer in (
        '{"prints": [["page-1", 4]]}\\n<svg',
        '{"prints": []}\\n',
        "no",
        '{"refused": "x"}',
    ):
        liar.write_text(f"print('''{answer}''', end='')")
        with pytest.raises(Undecodable):
            decoding.decode(b"", "png", PRINTS)
    liar.write_text(f"import os; os.kill({os.getpid()}, 0); os.abort()")
    with pytest.raises(Undecodable, match="too_heavy"):
        decoding.decode(b"", "png", PRINTS)


def test_a_hash_knows_its_own_square() -> None:
    """A listing shows squares; a photo of the same thing is known by its middle."""
    wide = corpus.scene(5, (900, 600))
    square = wide.crop((150, 0, 750, 600))
    one, other = decoder.perceptual_hash(wide), decoder.perceptual_hash(square)
    assert bin((one ^ other) & (1 << 64) - 1).count("1") <= 2
