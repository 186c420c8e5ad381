"""Lenses and binoculars: metal rings and coated glass."""

from .geometry import ellipse
from .light import cast_block, cast_round, shine
from .materials import Material, of
from .paint import radial
from .palette import colour, lit
from .scene import Scene, Space
from .solids import barrel, block, flat_disc
from .spec import PictureSpec
from .turned import lathe, opening

COATINGS = ("plum", "teal", "amber")


def lens_alone(scene: Scene, spec: PictureSpec) -> None:
    """A lens standing on its mount, glass up."""
    scene.pitch += 14
    cast_round(scene, 120, 330)
    body, ring = Material(colour(spec.main), 0.6), of(spec.second)
    for radius, low, high, part in (
        (112, 0, 26, ring),
        (124, 26, 120, body),
        (138, 120, 190, body),
        (132, 190, 206, ring),
        (138, 206, 300, body),
        (148, 300, 340, body),
    ):
        lathe(scene, [(radius, low), (radius, high)], part, curved=False)
        if high - low > 50:
            _knurl(scene, radius, low + 10, high - 10, part)
    opening(scene, 148, 340, body, rim=12)
    x, y = scene.at(0, 334)
    glass(scene, ellipse(x, y, 112, 56), (x, y), 112, spec)


def binoculars(scene: Scene, spec: PictureSpec) -> None:
    """Two barrels and a bridge, standing up."""
    body, metal = Material(colour(spec.main), 0.3), of(spec.second)
    cast_block(scene, (320, 380, 110))
    for x in (120, -120) if scene.yaw > 0 else (-120, 120):
        lathe(
            scene,
            [(92, 0), (92, 36), (84, 44), (84, 150), (66, 200), (52, 300), (50, 330)],
            body,
            (x, 0, 0),
            curved=False,
        )
        lathe(scene, [(94, 30), (94, 42)], metal, (x, 0, 0), curved=False)
        lathe(
            scene,
            [(44, 330), (44, 352), (58, 360), (58, 400)],
            Material(colour("black"), 0.2),
            (x, 0, 0),
            curved=False,
        )
        opening(scene, 58, 400, Material(colour("black")), (x, 0, 0), rim=14)
    block(scene, (140, 46, 40), metal, (0, 210, 10))
    lathe(scene, [(24, 170), (24, 320), (30, 322), (30, 360)], metal, (0, 0, 20), curved=False)


def lens(scene: Scene, centre: Space, radius: float, length: float, spec: PictureSpec) -> None:
    """A lens pointing at us: rings, then glass."""
    x, y, z = centre
    barrel(scene, centre, radius, length * 0.4, of(spec.second))
    barrel(
        scene,
        (x, y, z + length * 0.4),
        radius * 0.92,
        length * 0.45,
        Material(colour("black"), 0.3),
    )
    barrel(scene, (x, y, z + length * 0.85), radius * 0.96, length * 0.15, of(spec.second))
    front = z + length + 1
    flat_disc(scene, (x, y, front), radius * 0.86, lit(colour("black"), 0.8))
    flat_disc(scene, (x, y, front), radius * 0.74, (58, 56, 62))
    seen = [scene.at(x + a, y + b, front) for a, b in ellipse(0, 0, radius * 0.64)]
    glass(scene, seen, scene.at(x, y, front), radius * 0.64, spec)


def glass(
    scene: Scene,
    outline: list[tuple[float, float]],
    centre: tuple[float, float],
    radius: float,
    spec: PictureSpec,
) -> None:
    """Coated glass with two reflections."""
    tint = colour(COATINGS[spec.seed % 3])
    stops = [(0, lit(tint, 0.9)), (0.35, lit(tint, 0.42)), (0.7, (20, 18, 30)), (1, (10, 10, 18))]
    x, y = centre
    body = scene.fill(outline, radial((x + radius * 0.25, y - radius * 0.3), radius * 1.5, stops))
    shine(
        scene,
        ellipse(x - radius * 0.36, y + radius * 0.4, radius * 0.28, radius * 0.2),
        body,
        strength=0.85,
        blur=radius * 0.05,
    )
    shine(
        scene,
        ellipse(x + radius * 0.4, y - radius * 0.46, radius * 0.2, radius * 0.1),
        body,
        strength=0.4,
        blur=radius * 0.05,
    )


def _knurl(scene: Scene, radius: float, low: float, high: float, part: Material) -> None:
    for i in range(-13, 14):
        across = i / 14
        lean = (1 - across * across) ** 0.5
        (x, y), (_, y2) = scene.at(0, low), scene.at(0, high)
        drop = radius * lean * 0.48
        scene.stroke(
            [(x + across * radius, y - drop), (x + across * radius, y2 - drop)],
            3.4,
            lit(part.colour, 0.62),
        )
