"""Files that people send, and those that only somebody with a plan sends."""

import struct
import zlib
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

from fpdf import FPDF
from PIL import ExifTags, Image, ImageCms, ImageDraw
from pillow_heif import register_heif_opener

register_heif_opener()

PLACE = b"geo:53.8655,10.6866"
TRACES = (b"Exif", b"GPS", b"Phone 9", b"ICC_PROFILE", b"adobe", b"xmp", b"Adobe", b"Lavc", PLACE)


def saved(image: Image.Image, format: str, **how: Any) -> bytes:
    out = BytesIO()
    image.save(out, format, **how)
    return out.getvalue()


def scene(seed: int = 1, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with things in it, of which no two seeds look alike."""
    dice, image = Random(seed), Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        reach = dice.randrange(40, max(size) // 2)
        colour = tuple(dice.randrange(256) for _ in range(3))
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    return image


@cache
def phone_jpeg() -> bytes:
    """As a phone saves it: sideways, with place, device, thumbnail, wide colours and remarks."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Model] = "Phone 9"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:01 10:30:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = "+02:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (53.0, 51.0, 55.8)
    place[ExifTags.GPS.GPSMapDatum] = PLACE.decode()
    colours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    remarks = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + PLACE + b"</x:xmpmeta>"
    return saved(
        scene(), "JPEG", exif=exif, icc_profile=colours, xmp=remarks, comment=PLACE, quality=90
    )


def truncated() -> bytes:
    return saved(scene(), "JPEG")[:9000]


def png_bomb(side: int = 100_000) -> bytes:
    """A few bytes that say they are ten thousand megapixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


def png_that_lies() -> bytes:
    """Its header says it is small; what follows says otherwise."""
    header = struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * (64 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def too_many_pixels() -> bytes:
    return saved(Image.new("1", (8500, 6000)), "PNG")


def polyglot() -> bytes:
    """A JPEG that is a web page and an archive too."""
    return saved(scene(), "JPEG", comment=b"<script>alert(1)</script>") + (
        b"<html><script>alert(2)</script></html>PK\x03\x04payload"
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def heic() -> bytes:
    return saved(scene(size=(1200, 900)), "HEIF")


def animated_webp() -> bytes:
    frames = [scene(seed) for seed in (2, 3, 4)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100)


def pdf(pages: int = 2, **lock: Any) -> bytes:
    paper = FPDF()
    paper.set_font("helvetica")
    for number in range(1, pages + 1):
        paper.add_page()
        paper.text(20, 30, f"Receipt, page {number}")
    if lock:
        paper.set_encryption(**lock)
    return bytes(paper.output())


def pdf_with_a_script() -> bytes:
    return raw_pdf(b"BT ET", b"", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")


@cache
def pdf_bomb() -> bytes:
    """Ten kilobytes, packed twice, that unpack to four gigabytes."""
    return raw_pdf(zlib.compress(packed_zeros(4096), 9), b"/Filter [/FlateDecode /FlateDecode]")


def packed_zeros(mebibytes: int) -> bytes:
    """As zlib would pack them; one MiB is packed and repeated, which is two hundred times quicker."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    one = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = (mebibytes << 20) % 65521 << 16 | 1
    return b"\x78\xda" + one * mebibytes + packer.flush() + check.to_bytes(4)


def raw_pdf(stream: bytes, how: bytes, catalog: bytes = b"") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>",
        b"<< /Length %d %s >>\nstream\n" % (len(stream), how) + stream + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%btrailer << /Size 5 /Root 1 0 R >>\n%b" % (
        table,
        b"startxref\n%d\n%%%%EOF" % len(out),
    )


def segments(jpeg: bytes) -> set[int]:
    """The kinds of segments in a JPEG before its pixels."""
    found, position = set(), 2
    while jpeg[position + 1] != 0xDA:
        found.add(jpeg[position + 1])
        position += 2 + struct.unpack_from(">H", jpeg, position + 2)[0]
    return found
