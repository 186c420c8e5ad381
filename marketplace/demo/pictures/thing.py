"""A thing that can be drawn, and where a close-up looks."""

from collections.abc import Callable
from dataclasses import dataclass

from .geometry import Point
from .scene import Scene
from .spec import PictureSpec


@dataclass(frozen=True)
class Thing:
    """How to draw a shape standing at the origin, and the point worth a closer look."""

    draw: Callable[[Scene, PictureSpec], None]
    focus: Point = (0, 300)
    lift: float = 0  # hung or very flat things: moves the whole picture up
    closer: float = 1  # small things: the camera comes nearer
