"""How books are bound: covers, spines, page edges."""

from .geometry import Face, ellipse, rect, smooth
from .light import dusk, shine
from .paint import linear, texture
from .palette import WHITE, Colour, colour, lit, mix
from .patterns import cover
from .scene import Scene, Space
from .spec import PictureSpec

PAPER = (243, 234, 214)


def bind(scene: Scene, spec: PictureSpec, face: Face, tone: float) -> None:
    """The front cover: art or a stamped panel, and two foil lines."""
    art = cover(spec.main, spec.second, spec.seed)
    w, h = face.width, face.height
    if spec.pattern == "art":
        body = scene.fill(face.outline(), texture(art, face.corner, face.right, face.up, tone=tone))
    else:
        body = scene.fill(
            face.outline(),
            linear(
                face.up,
                face.right,
                [(0, lit(colour(spec.main), tone * 1.06)), (1, lit(colour(spec.main), tone * 0.9))],
            ),
        )
        box = [
            face.put([p])[0] for p in ((w * 0.2, h * 0.3), (w * 0.8, h * 0.3), (w * 0.2, h * 0.8))
        ]
        scene.fill(
            face.put(rect(w * 0.2, h * 0.3, w * 0.6, h * 0.5)), texture(art, *box, tone=tone)
        )
    for y, length in ((0.16, 0.5), (0.115, 0.3)):
        scene.fill(
            face.put(rect(w * (0.5 - length / 2), h * y, w * length, h * 0.018)),
            mix(colour(spec.second), WHITE, 0.3),
            alpha=0.9,
        )
    dusk(scene, face.put(rect(w * 0.045, 0, w * 0.015, h)), body, strength=0.5, blur=3)
    shine(scene, face.put(rect(w * 0.005, 0, w * 0.01, h)), body, strength=0.4, blur=2)


def spine(scene: Scene, face: Face, tint: Colour, *, flat: bool) -> None:
    """A spine with its lines and label."""
    w, h = face.width, face.height
    if flat:
        marks = [
            rect(w * 0.06, 0, w * 0.012, h),
            rect(w * 0.92, 0, w * 0.012, h),
            rect(w * 0.3, h * 0.42, w * 0.34, h * 0.16),
        ]
    else:
        marks = [
            rect(0, h * 0.08, w, h * 0.012),
            rect(0, h * 0.9, w, h * 0.012),
            rect(0, h * 0.87, w, h * 0.006),
            rect(w * 0.4, h * 0.36, w * 0.2, h * 0.36),
            ellipse(w / 2, h * 0.18, w * 0.2, w * 0.2),
        ]
    for mark in marks:
        scene.fill(face.put(mark), lit(tint, 0.92), alpha=0.95)


def pages(scene: Scene, face: Face, *, inset: float) -> None:
    """The cut edge of the pages."""
    w, h = face.width, face.height
    across = w < h
    body = scene.fill(
        face.put(rect(inset, inset, w - 2 * inset, h - 2 * inset)),
        linear(face.up, face.right, [(0, lit(PAPER, 0.98)), (1, lit(PAPER, 0.8))]),
    )
    for i in range(1, 9):
        line = rect(w * i / 9, 0, 1.4, h) if across else rect(0, h * i / 9, w, 1.4)
        scene.fill(face.put(line), lit(PAPER, 0.7), alpha=0.7, within=body)


def leaf_block(scene: Scene, side: int) -> None:
    """One half of an open book, its pages curving to the spine."""
    curve = smooth([(4, 12), (20, 44), (90, 66), (200, 68), (308, 58), (312, 14)])
    front = [scene.at(side * x, y, 190) for x, y in curve]
    back = [scene.at(side * x, y, -190) for x, y in curve]
    scene.fill(front, lit(PAPER, 0.8))
    for i in range(len(curve) - 1):
        tone = _page_tone(curve[i], curve[i + 1], side)
        scene.fill([front[i], front[i + 1], back[i + 1], back[i]], lit(PAPER, tone))


def _page_tone(a: Space | tuple[float, float], b: Space | tuple[float, float], side: int) -> float:
    slope = (b[1] - a[1]) / ((b[0] - a[0]) or 1)
    return max(0.6, min(1.04, 0.98 - slope * 0.2 * side - abs(slope) * 0.06))
