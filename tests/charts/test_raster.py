"""A picture written again has the same pixels; what it would not understand it leaves alone."""

from __future__ import annotations

import struct
import zlib

import pytest

from scripts.charts import raster

Pixel = tuple[int, int, int, int]


def written(rows: list[list[Pixel]], filter: int = 1) -> bytes:
    """Return a PNG as the renderer writes it: RGBA, each byte the difference to the pixel on its left."""
    lines = b""
    for row in rows:
        before: Pixel = (0, 0, 0, 0)
        line = bytes([filter])
        for pixel in row:
            line += bytes((a - b) % 256 for a, b in zip(pixel, before, strict=True))
            before = pixel
        lines += line
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return raster.SIGNATURE + b"".join(
        struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in parts
    )


def read(png: bytes) -> list[list[tuple[int, ...]]]:
    """Return the pixels of a PNG without filters, by palette or as RGB."""
    chunks = dict(raster._chunks(png))
    width, height, _, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    data = zlib.decompress(chunks[b"IDAT"])
    size = 1 if kind == 3 else 3
    rows = []
    for y in range(height):
        line = data[y * (1 + size * width) :][: 1 + size * width]
        if line[0] == 2:
            assert not any(line[1:])
            rows.append(list(rows[-1]))
            continue
        assert line[0] == 0
        cells = [tuple(line[1 + x * size : 1 + (x + 1) * size]) for x in range(width)]
        rows.append([tuple(chunks[b"PLTE"][3 * c[0] : 3 * c[0] + 3]) for c in cells] if kind == 3 else cells)
    return rows


@pytest.mark.parametrize("colours", [2, 256, 257])
def test_the_pixels_stay(colours: int) -> None:
    rows: list[list[Pixel]] = [[((x * y) % colours % 256, x % 7, (x * y) % colours // 256, 255) for x in range(40)]
                               for y in range(30)]  # fmt: skip
    assert read(raster.squeeze(written(rows))) == [[pixel[:3] for pixel in row] for row in rows]


def test_a_picture_of_many_colours_keeps_them() -> None:
    rows: list[list[Pixel]] = [[(x, y, 0, 255) for x in range(20)] for y in range(20)]
    assert read(raster.squeeze(written(rows))) == [[pixel[:3] for pixel in row] for row in rows]


def test_a_line_like_the_one_above_and_one_of_a_single_colour_stay() -> None:
    white, black = (255, 255, 255, 255), (0, 0, 0, 255)
    rows: list[list[Pixel]] = [[white] * 5, [white] * 5, [white, black, black, white, white], [black] * 5, [black] * 5]
    assert read(raster.squeeze(written(rows))) == [[pixel[:3] for pixel in row] for row in rows]


def test_a_line_that_begins_with_nothing_is_left_alone() -> None:
    png = written([[(0, 0, 0, 255)], [(0, 0, 0, 0)]])
    assert raster.squeeze(png) == png


def test_a_transparent_picture_is_left_alone() -> None:
    png = written([[(1, 2, 3, 254)]])
    assert raster.squeeze(png) == png


def test_another_filter_is_left_alone() -> None:
    png = written([[(1, 2, 3, 255)]], filter=2)
    assert raster.squeeze(png) == png
