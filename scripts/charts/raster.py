"""Raster (位图): a PNG's pixels written again in a tenth of the bytes; the renderer writes quickly and large."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import deflate
import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
"""Most colours of a palette."""
_DEPTH, _PALETTE, _RGB, _RGBA, _OPAQUE = 8, 3, 2, 6, 255
_SUB, _UP = 1, 2
# Of libdeflate, whose bytes depend on its version only; those of zlib depend on the machine's. The next level takes
# five times as long for a twentieth less.
_LEVEL = 9


def squeeze(png: bytes) -> bytes:
    """Return a PNG of the same opaque pixels: by palette where it has no more than ``COLOURS`` colours, else as RGB.

    What the renderer would not write, a transparent picture or another filter, is returned as it is.
    """
    chunks = list(_chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    if (depth, kind) != (_DEPTH, _RGBA):
        return png
    size = height * (1 + 4 * width)
    data = bytes(deflate.zlib_decompress(b"".join(content for name, content in chunks if name == b"IDAT"), size))
    lines = np.frombuffer(data, np.uint8).reshape(height, 1 + 4 * width)
    if not (lines[:, 0] == _SUB).all():
        return png
    steps = np.ascontiguousarray(lines[:, 1:]).view(np.uint32).ravel()
    # Each byte is the difference to the pixel before it, modulo 256, so a pixel of zeros is as the one before. Only the
    # others are summed up, over all lines at once; what the lines above came to is taken off again.
    heads = np.arange(height) * width
    if not steps[heads].all():
        return png  # a line begins with nothing: not opaque
    starts = np.flatnonzero(steps)
    row, first = starts // width, np.searchsorted(starts, heads)
    sums = np.cumsum(steps[starts].view(np.uint8).reshape(-1, 4), axis=0, dtype=np.uint8)
    above = np.zeros((height, 4), np.uint8)
    above[1:] = sums[first[1:] - 1]
    pixels: NDArray[np.uint8] = sums - above[row]
    if not (pixels[:, 3] == _OPAQUE).all():
        return png
    runs = np.diff(starts, append=width * height)
    numbers = pixels[:, 0].astype(np.uint32) << 16 | pixels[:, 1].astype(np.uint32) << 8 | pixels[:, 2]
    colours, places = np.unique(numbers, return_inverse=True)
    if len(colours) > COLOURS:
        whole = np.repeat(pixels[:, :3], runs, axis=0)
        return _written(width, height, _RGB, whole.reshape(height, 3 * width))
    palette = b"".join(int(colour).to_bytes(3, "big") for colour in colours)
    image = np.repeat(places.astype(np.uint8), runs).reshape(height, width)
    return _written(width, height, _PALETTE, image, (b"PLTE", palette))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _written(width: int, height: int, kind: int, lines: NDArray[np.uint8], *more: tuple[bytes, bytes]) -> bytes:
    # Flat colours and lines of text compress best as they are, a line that repeats the one above as nothing but that.
    data = np.zeros((height, 1 + lines.shape[1]), np.uint8)
    data[:, 1:] = lines
    same = np.flatnonzero((lines[1:] == lines[:-1]).all(axis=1)) + 1
    data[same] = 0
    data[same, 0] = _UP
    head = struct.pack(">IIBBBBB", width, height, _DEPTH, kind, 0, 0, 0)
    chunks = [(b"IHDR", head), *more, (b"IDAT", bytes(deflate.zlib_compress(data.tobytes(), _LEVEL))), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
