"""The demo shop's photographs, drawn: one still life per listing, the same every time."""

from .banner import draw_banner
from .camera import draw
from .damage import draw_damage
from .spec import PictureSpec

__all__ = ["PictureSpec", "draw", "draw_banner", "draw_damage"]
