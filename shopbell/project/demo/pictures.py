"""Photos that customers attach, drawn here: flat shapes in the brand's colours, written as PNG without a library."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable
from functools import lru_cache

_WIDTH, _HEIGHT = 320, 240
Colour = tuple[int, int, int]
# How much of a shape covers a point: below zero inside, above outside, in pixels.
Shape = Callable[[float, float], float]

_SAGE, _PINE, _DEEP = (201, 219, 206), (61, 104, 80), (38, 70, 53)
_LINEN, _INK, _PEAT, _RUST, _PALE = (233, 226, 212), (48, 58, 70), (112, 82, 60), (168, 88, 56), (250, 247, 240)


@lru_cache
def picture(name: str) -> bytes:
    """The PNG of that name. Raises `KeyError` for one that nobody drew."""
    ground, layers = _DRAWINGS[name]
    rows = bytearray()
    for y in range(_HEIGHT):
        rows.append(0)
        for x in range(_WIDTH):
            colour = ground
            for shape, paint in layers:
                cover = 0.5 - shape(x + 0.5, y + 0.5)
                if cover >= 1:
                    colour = paint
                elif cover > 0:
                    colour = _mixed(colour, paint, cover)
            rows += bytes(colour)
    return _png(bytes(rows))


def _mixed(under: Colour, over: Colour, cover: float) -> Colour:
    red, green, blue = (round(low + (high - low) * cover) for low, high in zip(under, over, strict=True))
    return red, green, blue


def _png(rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )


def _disc(cx: float, cy: float, radius: float) -> Shape:
    return lambda x, y: math.hypot(x - cx, y - cy) - radius


def _box(cx: float, cy: float, width: float, height: float, *, turn: float = 0.0, corner: float = 4.0) -> Shape:
    """A rectangle with round corners, turned by degrees around its middle."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half_width, half_height = width / 2 - corner, height / 2 - corner

    def distance(x: float, y: float) -> float:
        dx, dy = x - cx, y - cy
        across = abs(dx * cos + dy * sin) - half_width
        along = abs(dy * cos - dx * sin) - half_height
        return math.hypot(max(across, 0), max(along, 0)) + min(max(across, along), 0) - corner

    return distance


def _ring(shape: Shape, thickness: float) -> Shape:
    return lambda x, y: abs(shape(x, y)) - thickness / 2


def _any(*shapes: Shape) -> Shape:
    return lambda x, y: min(shape(x, y) for shape in shapes)


def _teeth(points: list[tuple[float, float]]) -> Shape:
    """The teeth of a zip along a line of points."""
    return _any(*(_box(x, y, 11, 7, corner=2) for x, y in points))


def _curve(start: float, end: float, top: float, bottom: float, bow: float) -> list[tuple[float, float]]:
    """Fifteen points from (start, top) to (end, bottom), bent sideways by `bow`."""
    steps = [number / 14 for number in range(15)]
    return [
        (start + (end - start) * t + bow * math.sin(math.pi * t), top + (bottom - top) * t) for t in steps
    ]


def _slider(x: float, y: float, turn: float = 0.0) -> list[tuple[Shape, Colour]]:
    return [(_box(x, y, 34, 46, turn=turn, corner=9), _DEEP), (_box(x, y + 44, 13, 42, turn=turn, corner=6), _PINE)]


def _stitches(x: float, y: float, count: int) -> Shape:
    return _any(*(_box(x + number * 18, y, 11, 4, corner=2) for number in range(count)))


def _label(size: str) -> tuple[Colour, list[tuple[Shape, Colour]]]:
    """A sewn-in label; the size is told in bars, a longer one for each ten."""
    tens, ones = divmod(int(size), 10)
    bars = [_box(110 + n * 26, 105, 14, 52, corner=3) for n in range(tens)]
    bars += [_box(110 + n * 26, 165, 14, 24, corner=3) for n in range(min(ones, 6))]
    return _PEAT, [
        (_box(160, 125, 190, 150, turn=-3, corner=8), _PALE),
        (_ring(_box(160, 125, 168, 128, turn=-3, corner=5), 2.5), _LINEN),
        (_any(*bars), _INK),
    ]


_DRAWINGS: dict[str, tuple[Colour, list[tuple[Shape, Colour]]]] = {
    "zip-closed.png": (
        _SAGE,
        [(_teeth(_curve(118, 152, -6, 130, -6)), _PINE), (_teeth(_curve(202, 168, -6, 130, 6)), _PINE)]
        + [(_teeth([(160.0, 200.0 + 12 * n) for n in range(4)]), _PINE)]
        + _slider(160, 148),
    ),
    "zip-open.png": (
        _SAGE,
        [(_teeth(_curve(70, 120, -6, 250, 34)), _PINE), (_teeth(_curve(232, 200, -6, 250, -30)), _PINE)]
        + _slider(196, 96, 24),
    ),
    "torn-seam.png": (
        _LINEN,
        [
            (_box(160, 120, 360, 3), _RUST),
            (_stitches(8, 112, 6), _PINE),
            (_stitches(214, 112, 6), _PINE),
            (_any(_disc(160, 120, 26), _box(160, 120, 84, 20, turn=4, corner=9)), _INK),
        ],
    ),
    "stain.png": (
        _LINEN,
        [
            (_any(_disc(150, 118, 62), _disc(196, 140, 40), _disc(118, 150, 30)), (214, 196, 166)),
            (_ring(_any(_disc(150, 118, 62), _disc(196, 140, 40), _disc(118, 150, 30)), 5), (188, 164, 128)),
        ],
    ),
    "loose-button.png": (
        _SAGE,
        [
            (_box(160, 120, 70, 260), (188, 208, 194)),
            (_disc(170, 130, 44), _PALE),
            (_ring(_disc(170, 130, 36), 3), _LINEN),
            (_any(_disc(160, 122, 5), _disc(180, 122, 5), _disc(160, 140, 5), _disc(180, 140, 5)), _INK),
            (_box(126, 66, 4, 90, turn=-38, corner=2), _RUST),
        ],
    ),
    "sole.png": (
        _LINEN,
        [
            (_any(_box(150, 120, 190, 60, corner=28), _box(96, 84, 80, 110, corner=24)), _PEAT),
            (_box(160, 172, 220, 22, turn=5, corner=9), _INK),
        ],
    ),
    "wet-parcel.png": (
        (176, 190, 196),
        [
            (_box(160, 136, 196, 132, corner=6), (196, 158, 112)),
            (_box(160, 174, 196, 56, corner=6), (142, 108, 74)),
            (_box(160, 136, 26, 132, corner=2), (214, 184, 142)),
        ],
    ),
    "label-left.png": _label("41"),
    "label-right.png": _label("40"),
}  # fmt: skip
_DRAWINGS |= {"zip-closed.jpg": _DRAWINGS["zip-closed.png"], "zip-open.jpg": _DRAWINGS["zip-open.png"]}
NAMES = tuple(_DRAWINGS)
