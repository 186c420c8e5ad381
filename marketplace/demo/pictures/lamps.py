"""Lamps: turned bases, arms and wires."""

from .geometry import ellipse
from .light import cast_round
from .materials import Material, of
from .paint import linear
from .palette import WHITE, colour, lit, mix
from .scene import Scene
from .shades import WARM, cone_head, glow, rib, shade
from .solids import ball, tube
from .spec import PictureSpec
from .thing import Thing
from .turned import lathe, opening


def column(scene: Scene, spec: PictureSpec) -> None:
    """A turned base under a drum or tapered shade."""
    cast_round(scene, 95, 420)
    lathe(scene, _base(spec), Material(colour(spec.main), 0.5 if spec.pattern != "matte" else 0.1))
    lathe(scene, [(9, 300), (9, 350)], of("brass"), curved=False)
    shade(
        scene,
        spec,
        320,
        190 if spec.pattern != "cone" else 205,
        170 if spec.pattern != "cone" else 92,
        220,
    )


def mushroom(scene: Scene, spec: PictureSpec) -> None:
    """A stem and a domed cap that lights from below."""
    cast_round(scene, 110, 420)
    material = Material(colour(spec.main), 0.5)
    lathe(scene, [(118, 0), (118, 14), (96, 24), (44, 60), (34, 200), (40, 330)], material)
    glow(scene, (0, 330), 230)
    x, y = scene.at(0, 330)
    scene.fill(
        ellipse(x, y, 214, 60),
        linear((x - 200, y), (x + 200, y), [(0, mix(WARM, WHITE, 0.3)), (1, lit(WARM, 0.86))]),
    )
    lathe(
        scene,
        [(218, 336), (216, 372), (196, 440), (150, 500), (84, 534), (4, 544)],
        Material(colour(spec.second), 0.5),
    )


def globe(scene: Scene, spec: PictureSpec) -> None:
    """An opal ball on a small foot."""
    cast_round(scene, 90, 380)
    lathe(
        scene,
        [(112, 0), (112, 26), (108, 34), (36, 46), (30, 130), (52, 158)],
        of(spec.main),
        curved=False,
    )
    glow(scene, (0, 320), 330)
    ball(scene, (0, 330), 186, Material(mix(colour(spec.second), WARM, 0.35), 0.7))
    scene.soft(ellipse(-10, 310, 110), mix(WARM, WHITE, 0.6), 0.75, 44)


def swing(scene: Scene, spec: PictureSpec) -> None:
    """A reading lamp with a jointed arm."""
    cast_round(scene, 112, 360, (120, 0, 0))
    metal, side = of(spec.main), (120, 0, 0)
    lathe(scene, [(122, 0), (122, 16), (112, 26), (20, 34), (16, 60)], metal, side, curved=False)
    foot = scene.at(120, 50, 0)
    elbow, head = (foot[0] + 66, 320.0), (foot[0] - 180, 520.0)
    tube(scene, [foot, elbow], 15, metal)
    tube(scene, [elbow, head], 13, metal)
    for joint in (elbow, (foot[0], foot[1] + 8)):
        ball(scene, joint, 17, metal)
    cone_head(scene, spec, head)


def pendant(scene: Scene, spec: PictureSpec) -> None:
    """A shade hanging on its cable, over the table."""
    tube(scene, [(0, 900), (0, 540)], 5, of("charcoal"))
    scene.soft(ellipse(0, -40, 260, 60), mix(WARM, WHITE, 0.4), 0.6, 50)
    lathe(scene, [(26, 540), (26, 584)], of("brass"), curved=False)
    glow(scene, (0, 300), 300)
    profile = {
        "dome": [(250, 312), (246, 350), (214, 436), (140, 512), (30, 552)],
        "cone": [(262, 312), (120, 456), (40, 552)],
    }
    lathe(
        scene,
        profile.get(spec.pattern, [(150, 300), (206, 340), (222, 410), (180, 500), (40, 556)]),
        Material(colour(spec.main), 0.5),
    )
    x, y = scene.at(0, 312)
    width = {"dome": 250, "cone": 262}.get(spec.pattern, 150)
    scene.fill(ellipse(x, y, width, width * 0.19), lit(colour(spec.second), 0.9))
    scene.fill(
        ellipse(x, y - 3, width - 10, width * 0.17),
        linear((x - width, y), (x + width, y), [(0, mix(WARM, WHITE, 0.5)), (1, WARM)]),
    )


def tripod(scene: Scene, spec: PictureSpec) -> None:
    """Three wooden legs and a drum shade."""
    wood = of(spec.main, 0.2)
    feet = [scene.at(x, 0, z) for x, z in ((-150, 40), (150, 50), (10, -150))]
    cast_round(scene, 150, 380, strength=0.18)
    for foot in sorted(feet, key=lambda p: -p[1]):
        tube(scene, [foot, (foot[0] * 0.08, 356)], 19, wood)
    lathe(scene, [(26, 330), (26, 360)], of("brass"), curved=False)
    shade(scene, spec, 352, 196, 176, 200)


def lantern(scene: Scene, spec: PictureSpec) -> None:
    """A ribbed paper lantern, lit from within."""
    cast_round(scene, 100, 420)
    for x in (-80, 80):
        tube(scene, [scene.at(x, 0, 30), scene.at(x * 0.7, 120, 0)], 11, of("walnut"))
    profile = [(70, 90), (160, 150), (206, 280), (186, 420), (96, 520), (60, 540)]
    paper = mix(colour(spec.main), WARM, 0.3)
    glow(scene, (0, 320), 340)
    body = lathe(scene, profile, Material(paper, 0.0))
    scene.soft(ellipse(0, 300, 110, 150), mix(WARM, WHITE, 0.7), 0.85, 60, within=body)
    for i in range(15):
        rib(scene, body, 116 + i * 29, paper)
    opening(scene, 60, 540, Material(paper), rim=5, depth=0.9)


def _base(spec: PictureSpec) -> list[tuple[float, float]]:
    shapes = [
        [(92, 0), (104, 30), (128, 120), (96, 220), (34, 280), (24, 310)],
        [(96, 0), (96, 12), (34, 40), (62, 110), (40, 170), (70, 230), (26, 280), (20, 310)],
        [(72, 0), (76, 100), (76, 230), (60, 286), (22, 300), (20, 312)],
    ]
    return shapes[spec.seed % 3]  # type: ignore[return-value]


SHAPES = {
    "column": Thing(column, (30, 330)),
    "mushroom": Thing(mushroom, (60, 380)),
    "globe": Thing(globe, (0, 150)),
    "swing": Thing(swing, (-60, 470)),
    "pendant": Thing(pendant, (40, 420), lift=40),
    "tripod": Thing(tripod, (0, 350)),
    "lantern": Thing(lantern, (20, 430)),
}
