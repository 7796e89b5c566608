"""Photos that customers attach, drawn here: flat shapes in the brand's colours, written as PNG without a library."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

_WIDTH, _HEIGHT = 320, 240
Colour = tuple[int, int, int]
# How far a point lies outside of a shape, in pixels; below zero inside.
Distance = Callable[[float, float], float]

_SAGE, _PINE, _DEEP = (201, 219, 206), (61, 104, 80), (38, 70, 53)
_LINEN, _INK, _PEAT, _RUST, _PALE = (233, 226, 212), (48, 58, 70), (112, 82, 60), (168, 88, 56), (250, 247, 240)


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape around a middle point; nothing of it lies farther from there than `reach`."""

    x: float
    y: float
    reach: float
    distance: Distance


Layers = list[tuple[Shape, Colour]]


@lru_cache
def picture(name: str) -> bytes:
    """The PNG of that name. Raises `KeyError` for one that nobody drew."""
    ground, layers = _DRAWINGS[name]
    canvas = bytearray(bytes(ground) * (_WIDTH * _HEIGHT))
    for shape, colour in layers:
        _paint(canvas, shape, colour)
    return _png(canvas)


def _paint(canvas: bytearray, shape: Shape, colour: Colour) -> None:
    """Lay a shape over what is there, its edge smooth over one pixel."""
    solid = bytes(colour)
    for y in range(max(int(shape.y - shape.reach) - 1, 0), min(int(shape.y + shape.reach) + 2, _HEIGHT)):
        for x in range(max(int(shape.x - shape.reach) - 1, 0), min(int(shape.x + shape.reach) + 2, _WIDTH)):
            cover = 0.5 - shape.distance(x + 0.5, y + 0.5)
            if cover > 0:
                place = (y * _WIDTH + x) * 3
                under = canvas[place : place + 3]
                canvas[place : place + 3] = solid if cover >= 1 else _mixed(under, colour, cover)


def _mixed(under: bytearray, over: Colour, cover: float) -> bytes:
    return bytes(round(low + (high - low) * cover) for low, high in zip(under, over, strict=True))


def _png(pixels: bytearray) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    width = _WIDTH * 3
    rows = b"".join(b"\x00" + pixels[start : start + width] for start in range(0, len(pixels), width))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _disc(cx: float, cy: float, radius: float) -> Shape:
    return Shape(cx, cy, radius, lambda x, y: math.hypot(x - cx, y - cy) - radius)


def _box(cx: float, cy: float, width: float, height: float, *, turn: float = 0.0, corner: float = 4.0) -> Shape:
    """A rectangle with round corners, turned by degrees around its middle."""
    corner = min(corner, width / 2, height / 2)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half_width, half_height = width / 2 - corner, height / 2 - corner

    def distance(x: float, y: float) -> float:
        dx, dy = x - cx, y - cy
        across = abs(dx * cos + dy * sin) - half_width
        along = abs(dy * cos - dx * sin) - half_height
        return math.hypot(max(across, 0), max(along, 0)) + min(max(across, along), 0) - corner

    return Shape(cx, cy, math.hypot(width, height) / 2, distance)


def _ring(shape: Shape, thickness: float) -> Shape:
    """The outline of a shape."""
    edge = shape.distance
    return Shape(shape.x, shape.y, shape.reach + thickness, lambda x, y: abs(edge(x, y)) - thickness / 2)


def _in(colour: Colour, *shapes: Shape) -> Layers:
    """Several shapes in one colour."""
    return [(shape, colour) for shape in shapes]


def _teeth(points: list[tuple[float, float]]) -> Layers:
    """The teeth of a zip along a line of points."""
    return _in(_PINE, *(_box(x, y, 11, 7, corner=2) for x, y in points))


def _curve(start: float, end: float, top: float, bottom: float, bow: float) -> list[tuple[float, float]]:
    """Points from (start, top) to (end, bottom), bent sideways by `bow`."""
    steps = [number / 14 for number in range(15)]
    return [(start + (end - start) * t + bow * math.sin(math.pi * t), top + (bottom - top) * t) for t in steps]


def _slider(x: float, y: float, turn: float = 0.0) -> Layers:
    return _in(_DEEP, _box(x, y, 34, 46, turn=turn, corner=9)) + _in(
        _PINE, _box(x, y + 44, 13, 42, turn=turn, corner=6)
    )


def _stitches(x: float, y: float, count: int) -> Layers:
    return _in(_PINE, *(_box(x + number * 18, y, 11, 4, corner=2) for number in range(count)))


def _digit(value: int, x: float, y: float) -> Layers:
    """A digit of seven strokes, 30 wide and 60 high, its middle at (x, y)."""
    flat, high = [(0.0, -30.0), (0.0, 0.0), (0.0, 30.0)], [(-15.0, -15.0), (15.0, -15.0), (-15.0, 15.0), (15.0, 15.0)]
    lit_flat, lit_high = {0: ("101", "1111"), 1: ("000", "0101"), 4: ("010", "1101")}[value]
    strokes = [_box(x + dx, y + dy, 26, 7) for (dx, dy), lit in zip(flat, lit_flat, strict=True) if lit == "1"]
    strokes += [_box(x + dx, y + dy, 7, 26) for (dx, dy), lit in zip(high, lit_high, strict=True) if lit == "1"]
    return _in(_INK, *strokes)


def _label(size: int) -> tuple[Colour, Layers]:
    """A sewn-in label with its size."""
    tens, ones = divmod(size, 10)
    paper, frame = _box(160, 120, 190, 150, corner=8), _box(160, 120, 168, 128, corner=5)
    digits = _digit(tens, 136, 120) + _digit(ones, 184, 120)
    return _PEAT, _in(_PALE, paper) + _in(_LINEN, _ring(frame, 2.5)) + digits


_ZIP_CLOSED = (
    _SAGE,
    _teeth(_curve(118, 152, -6, 130, -6))
    + _teeth(_curve(202, 168, -6, 130, 6))
    + _teeth([(160.0, 200.0 + 12 * n) for n in range(4)])
    + _slider(160, 148),
)
_ZIP_OPEN = (
    _SAGE,
    _teeth(_curve(70, 120, -6, 250, 34)) + _teeth(_curve(232, 200, -6, 250, -30)) + _slider(196, 96, 24),
)
_TORN_SEAM = (
    _LINEN,
    _in(_RUST, _box(160, 120, 360, 3))
    + _stitches(8, 112, 6)
    + _stitches(222, 112, 6)
    + _in(_INK, _disc(160, 120, 26), _box(160, 120, 84, 20, turn=4, corner=9)),
)
_STAIN = (
    _LINEN,
    _in((188, 164, 128), _disc(150, 118, 64), _disc(198, 140, 42), _disc(118, 152, 32))
    + _in((214, 196, 166), _disc(150, 118, 59), _disc(198, 140, 37), _disc(118, 152, 27)),
)
_LOOSE_BUTTON = (
    _SAGE,
    _in((188, 208, 194), _box(160, 120, 70, 260))
    + _in(_RUST, _box(126, 66, 4, 90, turn=-38, corner=2))
    + _in(_PALE, _disc(170, 130, 44))
    + _in(_LINEN, _ring(_disc(170, 130, 36), 3))
    + _in(_INK, _disc(160, 121, 5), _disc(180, 121, 5), _disc(160, 140, 5), _disc(180, 140, 5)),
)
_SOLE = (
    _LINEN,
    _in(_PEAT, _box(150, 120, 190, 60, corner=28), _box(96, 84, 80, 110, corner=24))
    + _in(_INK, _box(160, 172, 220, 22, turn=5, corner=9)),
)
_WET_PARCEL = (
    (176, 190, 196),
    _in((196, 158, 112), _box(160, 136, 196, 132, corner=6))
    + _in((142, 108, 74), _box(160, 174, 196, 56, corner=6))
    + _in((214, 184, 142), _box(160, 136, 26, 132, corner=2)),
)
_DRAWINGS: dict[str, tuple[Colour, Layers]] = {
    "zip-closed.jpg": _ZIP_CLOSED,
    "zip-open.jpg": _ZIP_OPEN,
    "torn-seam.png": _TORN_SEAM,
    "stain.png": _STAIN,
    "loose-button.png": _LOOSE_BUTTON,
    "sole.png": _SOLE,
    "wet-parcel.png": _WET_PARCEL,
    "label-left.png": _label(41),
    "label-right.png": _label(40),
}
NAMES = tuple(_DRAWINGS)
