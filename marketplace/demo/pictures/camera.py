"""Taking the pictures of one listing: the whole, another angle, a close-up, another corner."""

from random import Random

from PIL import Image

from .backdrop import paint_backdrop
from .families import thing_of
from .finish import develop
from .palette import SECOND_SET
from .scene import Scene
from .spec import PictureSpec

STYLES = ("sweep", "window", "table", "arch", "leaves")


def draw(spec: PictureSpec, shot: int) -> Image.Image:
    """The picture of that shot, 1000 × 1000: 0 whole, 1 other angle, 2 close-up, 3 another close-up."""
    scene = _camera(spec, shot, Random(f"{spec.key()}#{shot}"))
    paint_backdrop(scene, _set(spec, shot), _style(spec, shot))
    scene.random = Random(spec.key())  # the same leaf on every picture
    thing_of(spec).draw(scene, spec)
    return develop(scene)


def _camera(spec: PictureSpec, shot: int, random: Random) -> Scene:
    thing = thing_of(spec)
    if shot in (0, 1):
        zoom = 1.18 if shot == 0 else 1.06
        yaw, pitch = ((24.0, 16.0), (-28.0, 21.0))[shot]
        origin = (490.0 if shot == 0 else 470.0, 805 - thing.lift)
        return Scene(random, origin=origin, zoom=zoom * thing.closer, yaw=yaw, pitch=pitch)
    zoom = (2.3 if shot == 2 else 1.7) * thing.closer
    x, y = thing.focus if shot == 2 else (-thing.focus[0], thing.focus[1] * 0.6)
    origin = (500 - x * zoom, 500 + y * zoom)
    return Scene(random, origin=origin, zoom=zoom, yaw=30.0 if shot == 2 else -18.0, pitch=20.0)


def _set(spec: PictureSpec, shot: int) -> str:
    return spec.backdrop if shot in (0, 2) else SECOND_SET[spec.backdrop]


def _style(spec: PictureSpec, shot: int) -> str:
    if shot > 1:
        return "sweep"
    first = Random(spec.key()).randrange(len(STYLES))
    return STYLES[(first + shot * 2) % len(STYLES)]
