"""Decodes one file of a stranger and prints clean pictures of it: python decoder.py JOB <file.

Started by marketplace/decoding.py as a process of its own. It imports nothing of ours, has no
environment and no database, and first of all takes limits on itself: memory, time, what it may
write. What comes out is a line of JSON and then the pictures, one behind the other.
"""

from __future__ import annotations

import json
import math
import resource
import sys
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

MEMORY, SECONDS, WRITTEN, FILES = 3 << 29, 15, 64 << 20, 32
QUALITY = 82
# WebP at that quality looks like a JPEG at the other, and is half as heavy or less.
HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": QUALITY, "optimize": True},
    "WEBP": {"quality": 76, "method": 4},
}
GREY, LOW = 32, 8  # the perceptual hash: so many pixels each way, so many frequencies
FLAT = 4.0  # a picture that varies less than this has nothing to be known by

Prints = dict[str, bytes]


class Refused(Exception):
    """A code of marketplace/upload_words.py."""


def main() -> None:
    take_limits()
    job = json.loads(sys.argv[1])
    content = sys.stdin.buffer.read()
    prints: Prints = {}
    try:
        facts, prints = (papers if job["format"] == "pdf" else photo)(content, job)
    except Refused as refused:
        facts = {"refused": str(refused)}
    except MemoryError:
        facts = {"refused": "too_heavy"}
    except Exception:  # a decoder that is fed nonsense may raise anything
        facts = {"refused": "broken"}
    facts["prints"] = [[name, len(print)] for name, print in prints.items()]
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + b"".join(prints.values()))


def take_limits() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def photo(content: bytes, job: dict[str, Any]) -> tuple[dict[str, Any], Prints]:
    """Upright, in ordinary colours, on white, and nothing in it but pixels."""
    opened = opened_photo(content, job)
    width, height = opened.size
    lies, captured_at = facts_of(opened)
    if lies in ON_ITS_SIDE:
        width, height = height, width
    most = max(longest for longest, *_ in job["prints"].values())
    opened.draft("RGB", (most, most))
    clean = cleaned(opened, most, TURNS.get(lies))
    facts = {"width": width, "height": height, "captured_at": captured_at}
    facts["phash"] = perceptual_hash(clean)
    return facts, {name: printed(clean, *how) for name, how in job["prints"].items()}


def opened_photo(content: bytes, job: dict[str, Any]) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = job["pixels"]
    if job["format"] == "heic":
        open_heic()
    try:
        opened = Image.open(BytesIO(content), formats=[FORMATS[job["format"]]])
    except Image.DecompressionBombError as bomb:
        raise Refused("too_many_pixels") from bomb
    if opened.width * opened.height > job["pixels"]:
        raise Refused("too_many_pixels")
    return opened


FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}


def open_heic() -> None:
    try:
        import pillow_heif
    except ImportError as missing:  # the optional extra `heic`
        raise Refused("no_heic") from missing
    pillow_heif.register_heif_opener()
    pillow_heif.options.DECODE_THREADS = 1


def cleaned(opened: Any, most: int, turn: str | None) -> Any:
    from PIL import Image

    flat = on_white(opened)
    flat.thumbnail((most, most), Image.Resampling.LANCZOS)
    flat = in_ordinary_colours(flat, opened.info.get("icc_profile"))
    if turn:
        flat = flat.transpose(Image.Transpose[turn])
    # New pixels, so that nothing that came with the file is saved with them.
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)
    return clean


ON_ITS_SIDE = range(5, 9)
TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def on_white(opened: Any) -> Any:
    """Without transparency, in RGB."""
    from PIL import Image

    if opened.mode.startswith("I"):
        deep = opened.convert("I")
        return deep.point(lambda value: value / 257).convert("L").convert("RGB")
    if not opened.has_transparency_data:
        return opened.convert("RGB")
    seen = opened if opened.mode == "RGBA" else opened.convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    return flat


def in_ordinary_colours(flat: Any, profile: bytes | None) -> Any:
    """A phone's wide colours as everybody's; a profile that cannot be read is left out."""
    from PIL import ImageCms

    if not profile:
        return flat
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if source.profile.xcolor_space.strip() != "RGB":
            return flat
        ordinary = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(flat, source, ordinary, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return flat


def facts_of(opened: Any) -> tuple[int, str | None]:
    """How it lies, and when the camera says it was taken. Metadata is often nonsense."""
    try:
        exif = opened.getexif()
        inside = exif.get_ifd(DETAILS)
    except Exception:
        return 1, None
    taken = str(inside.get(ORIGINAL) or exif.get(CHANGED))
    return exif.get(ORIENTATION, 1), moment(taken, str(inside.get(OFFSET) or UTC))


ORIENTATION, DETAILS, ORIGINAL, CHANGED, OFFSET, UTC = 0x0112, 0x8769, 0x9003, 0x0132, 0x9011, "Z"


def moment(taken: str, offset: str) -> str | None:
    """Without a time zone, as if the camera's clock showed UTC."""
    for zone in (offset, UTC):
        try:
            return datetime.strptime(taken + zone, "%Y:%m:%d %H:%M:%S%z").isoformat()
        except ValueError:
            continue
    return None


def printed(clean: Any, longest: int, square: bool = False, form: str = "JPEG") -> bytes:
    """A fresh JPEG (or WebP) at most that long, or exactly that square."""
    from PIL import Image, ImageOps

    if square:
        copy = ImageOps.fit(clean, (longest, longest), Image.Resampling.LANCZOS)
    else:
        copy = clean.copy()
        copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = BytesIO()
    copy.save(out, form, **HOW[form])
    return out.getvalue()


def perceptual_hash(clean: Any) -> int | None:
    """64 bits that stay nearly the same when the picture is scaled or saved again.

    Of its middle square, so that it is the same for a listing's square photo. The signs of the
    lowest frequencies of a cosine transform against their median; as a signed number.
    """
    from PIL import Image, ImageOps

    small = ImageOps.fit(clean.convert("L"), (GREY, GREY), Image.Resampling.LANCZOS)
    pixels = list(small.tobytes())
    mean = sum(pixels) / len(pixels)
    if math.sqrt(sum((one - mean) ** 2 for one in pixels) / len(pixels)) < FLAT:
        return None
    rows = [pixels[start : start + GREY] for start in range(0, GREY * GREY, GREY)]
    across = [waves(row) for row in rows]
    low = [value for column in zip(*across, strict=True) for value in waves(column)]
    median = sorted(low[1:])[len(low) // 2]
    bits = sum(1 << place for place, value in enumerate(low) if value > median)
    return bits - (1 << 64) if bits >> 63 else bits


def waves(line: Sequence[float]) -> list[float]:
    return [
        sum(value * COSINES[wave][place] for place, value in enumerate(line)) for wave in range(LOW)
    ]


COSINES = [
    [math.cos(math.pi * (place + 0.5) * wave / GREY) for place in range(GREY)]
    for wave in range(LOW)
]


def papers(content: bytes, job: dict[str, Any]) -> tuple[dict[str, Any], Prints]:
    """A picture of each page; what else is in the file, scripts and attachments, stays behind."""
    document = opened_papers(content)
    if not 0 < len(document) <= job["pages"]:
        raise Refused("too_many_pages" if len(document) else "broken")
    document.init_forms()
    (longest, _), small = job["prints"]["page-1"], job["prints"]["thumb"]
    seen = [drawn(document[number], longest) for number in range(len(document))]
    prints = {f"page-{number}": printed(page, longest) for number, page in enumerate(seen, 1)}
    return {"width": seen[0].width, "height": seen[0].height}, {
        **prints,
        "thumb": printed(seen[0], *small),
    }


def drawn(page: Any, longest: int) -> Any:
    scale = longest / max(*page.get_size(), 1)
    return page.render(scale=scale).to_pil().convert("RGB")


def opened_papers(content: bytes) -> Any:
    import pypdfium2
    from pypdfium2 import raw

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as wrong:
        locked = getattr(wrong, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Refused("locked" if locked else "broken") from wrong


if __name__ == "__main__":
    main()
