"""Solid things: cut from a slab, bent from a tube, or round."""

from collections.abc import Sequence
from math import dist, radians, sin, sqrt

from .geometry import Face, Point, ellipse
from .light import shaded, tone_of
from .materials import Material
from .paint import radial
from .palette import lit
from .scene import Mask, Paint, Scene, Space


def ball(scene: Scene, centre: Point, radius: float, material: Material) -> Mask | None:
    """A sphere as seen."""
    x, y = centre
    base, shine = material.colour, material.gloss
    stops = [
        (0, lit(base, 1.1 + 0.5 * shine)),
        (0.28, lit(base, 1.06)),
        (0.6, lit(base, 0.86)),
        (0.88, lit(base, 0.58)),
        (1, lit(base, 0.66)),
    ]
    return scene.fill(
        ellipse(x, y, radius), radial((x - radius * 0.36, y + radius * 0.4), radius * 1.5, stops)
    )


def tube(scene: Scene, points: Sequence[Point], width: float, material: Material) -> None:
    """A bent rod along the seen points."""
    base = material.colour
    scene.stroke(points, width, lit(base, 0.6))
    shift = width * 0.1
    scene.stroke([(x - shift, y + shift) for x, y in points], width * 0.72, lit(base, 0.95))
    shift = width * 0.2
    if material.gloss > 0.15:
        scene.stroke(
            [(x - shift, y + shift) for x, y in points],
            width * 0.24,
            lit(base, 1.1 + material.gloss * 0.45),
        )


def slab(
    scene: Scene,
    outline: Sequence[Space],
    push: Space,
    material: Material,
    *,
    front: Paint | None = None,
) -> Mask | None:
    """An outline in space pushed along a vector; the pushed end faces us. Gives back that face."""
    count = len(outline)
    middle = tuple(sum(p[i] for p in outline) / count for i in range(3))
    sides = []
    for i in range(count):
        a, b = outline[i], outline[(i + 1) % count]
        normal = _outward(a, b, push, middle)
        sides.append(
            (_nearness(scene, a, b), (a, b, _add(b, push), _add(a, push)), tone_of(scene, normal))
        )
    for _, corners, tone in sorted(sides, key=lambda side: side[0]):
        scene.fill([scene.at(*c) for c in corners], lit(material.colour, tone))
    seen = [scene.at(*_add(p, push)) for p in outline]
    return scene.fill(seen, front or shaded(seen, material, tone_of(scene, _unit(push))))


def block(scene: Scene, size: Space, material: Material, at: Space = (0, 0, 0)) -> dict[str, Face]:
    """A box standing on `at` (the middle of its foot); gives back its seen faces."""
    w, h, d = size
    x0, x1, y0, y1, z0, z1 = (
        at[0] - w / 2,
        at[0] + w / 2,
        at[1],
        at[1] + h,
        at[2] - d / 2,
        at[2] + d / 2,
    )
    right = scene.yaw < 0
    side = (x1, z1, z0) if right else (x0, z0, z1)
    faces = {
        "top": ((0, 1, 0), face(scene, (x0, y1, z1), (x1, y1, z1), (x0, y1, z0))),
        "side": (
            (1 if right else -1, 0, 0),
            face(scene, (side[0], y0, side[1]), (side[0], y0, side[2]), (side[0], y1, side[1])),
        ),
        "front": ((0, 0, 1), face(scene, (x0, y0, z1), (x1, y0, z1), (x0, y1, z1))),
    }
    for normal, seen in faces.values():
        scene.fill(seen.outline(), shaded(seen.outline(), material, tone_of(scene, normal)))
    return {name: seen for name, (_, seen) in faces.items()}


def face(scene: Scene, corner: Space, right: Space, up: Space) -> Face:
    """The face spanned by three corners in space."""
    return Face(
        scene.at(*corner), scene.at(*right), scene.at(*up), dist(corner, right), dist(corner, up)
    )


def barrel(
    scene: Scene,
    centre: Space,
    radius: float,
    length: float,
    material: Material,
    *,
    front: Paint | None = None,
) -> Mask | None:
    """A short cylinder pointing at us; gives back its front."""
    x, y, z = centre
    ring = [(x + a, y + b, z) for a, b in ellipse(0, 0, radius)[:-1]]
    return slab(scene, ring, (0, 0, length), material, front=front)


def flat_disc(scene: Scene, centre: Space, radius: float, paint: Paint) -> Mask | None:
    """A circle on an upright face."""
    x, y, z = centre
    return scene.fill([scene.at(x + a, y + b, z) for a, b in ellipse(0, 0, radius)], paint)


def _nearness(scene: Scene, a: Space, b: Space) -> float:
    turn = radians(scene.yaw)
    cosine = sqrt(1 - sin(turn) ** 2)
    return sum(p[2] * cosine - p[0] * sin(turn) + p[1] * 0.3 for p in (a, b))


def _outward(a: Space, b: Space, push: Space, middle: Sequence[float]) -> Space:
    e = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
    n = (
        e[1] * push[2] - e[2] * push[1],
        e[2] * push[0] - e[0] * push[2],
        e[0] * push[1] - e[1] * push[0],
    )
    away = sum(n[i] * ((a[i] + b[i]) / 2 - middle[i]) for i in range(3))
    return _unit(n if away >= 0 else (-n[0], -n[1], -n[2]))


def _unit(v: Space) -> Space:
    size = sqrt(v[0] ** 2 + v[1] ** 2 + v[2] ** 2) or 1
    return v[0] / size, v[1] / size, v[2] / size


def _add(a: Space, b: Space) -> Space:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]
