"""What a demo picture shows; the drawing is a pure function of this."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class PictureSpec:
    """One object: its family and shape, two named colours, a pattern and the set behind it."""

    family: str
    shape: str
    main: str
    second: str = "cream"
    backdrop: str = "sand"
    pattern: str = "plain"
    seed: int = 0

    def key(self) -> str:
        """The text that seeds every random choice in this object's pictures."""
        return "/".join(str(part) for part in astuple(self))
