"""Outlines: lists of points, drawn by nobody yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

Point = tuple[float, float]


@dataclass(frozen=True)
class Face:
    """A flat face as seen: its lower left, lower right and upper left corner, and its size in units."""

    corner: Point
    right: Point
    up: Point
    width: float
    height: float

    def put(self, points: "Sequence[Point]") -> list[Point]:
        """Points drawn on the face (units from its lower left corner) as they are seen."""
        (ox, oy), (rx, ry), (ux, uy) = self.corner, self.right, self.up
        a, b, c, d = (
            (rx - ox) / self.width,
            (ry - oy) / self.width,
            (ux - ox) / self.height,
            (uy - oy) / self.height,
        )
        return [(ox + x * a + y * c, oy + x * b + y * d) for x, y in points]

    def outline(self) -> list[Point]:
        """Its four corners as seen."""
        return self.put(rect(0, 0, self.width, self.height))


def ellipse(
    x: float, y: float, rx: float, ry: float | None = None, start: float = 0, end: float = 360
) -> list[Point]:
    """An ellipse or an arc of it; angles in degrees, counter-clockwise."""
    steps = max(12, int(abs(end - start) / 5))
    angles = [(start + (end - start) * i / steps) * pi / 180 for i in range(steps + 1)]
    return [(x + rx * cos(a), y + (rx if ry is None else ry) * sin(a)) for a in angles]


def rect(x: float, y: float, width: float, height: float, radius: float = 0) -> list[Point]:
    """A rectangle from its lower left corner, with rounded corners if asked."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return rounded(corners, radius) if radius else corners


def rounded(points: Sequence[Point], radius: float) -> list[Point]:
    """The same polygon with its corners rounded off."""
    result: list[Point] = []
    for i, corner in enumerate(points):
        before, after = (
            _towards(corner, points[i - 1], radius),
            _towards(corner, points[(i + 1) % len(points)], radius),
        )
        result += [_bezier(before, corner, after, t / 7) for t in range(8)]
    return result


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 8) -> list[Point]:
    """A soft curve through the points (Catmull-Rom)."""
    count = len(points)
    result: list[Point] = []
    for i in range(count if closed else count - 1):
        a, b, c, d = (_pick(points, i + k, closed) for k in (-1, 0, 1, 2))
        result += [_spline(a, b, c, d, t / steps) for t in range(steps)]
    return result if closed else [*result, points[-1]]


def hull(points: Sequence[Point]) -> list[Point]:
    """The rubber band around the points."""
    ordered = sorted(set(points))
    return _half_hull(ordered)[:-1] + _half_hull(ordered[::-1])[:-1]


def moved(
    points: Sequence[Point], dx: float, dy: float, scale: float = 1, turn: float = 0
) -> list[Point]:
    """The points scaled and turned (degrees) about the origin, then moved."""
    c, s = cos(turn * pi / 180) * scale, sin(turn * pi / 180) * scale
    return [(x * c - y * s + dx, x * s + y * c + dy) for x, y in points]


def _half_hull(points: Sequence[Point]) -> list[Point]:
    result: list[Point] = []
    for p in points:
        while len(result) > 1 and _turn(result[-2], result[-1], p) <= 0:
            result.pop()
        result.append(p)
    return result


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    part = min(distance / length, 0.5)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _bezier(a: Point, b: Point, c: Point, t: float) -> Point:
    u = 1 - t
    return u * u * a[0] + 2 * u * t * b[0] + t * t * c[0], u * u * a[1] + 2 * u * t * b[
        1
    ] + t * t * c[1]


def _pick(points: Sequence[Point], index: int, closed: bool) -> Point:
    return points[index % len(points)] if closed else points[min(max(index, 0), len(points) - 1)]


def _spline(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    return _axis(a[0], b[0], c[0], d[0], t), _axis(a[1], b[1], c[1], d[1], t)


def _axis(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    )
