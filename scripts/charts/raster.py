"""Raster (位图): a PNG's pixels written again in a tenth of the bytes; the renderer writes quickly and large."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
"""Most colours of a palette."""
_DEPTH, _PALETTE, _RGB, _RGBA, _SUB = 8, 3, 2, 6, 1
_LEVEL = 9


def squeeze(png: bytes) -> bytes:
    """Return a PNG of the same opaque pixels: by palette where it has no more than ``COLOURS`` colours, else as RGB.

    What the renderer would not write, a transparent picture or another filter, is returned as it is.
    """
    chunks = list(_chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    if (depth, kind) != (_DEPTH, _RGBA):
        return png
    data = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    lines = np.frombuffer(data, np.uint8).reshape(height, 1 + 4 * width)
    if not (lines[:, 0] == _SUB).all():
        return png
    # Each byte is the difference to the pixel before it, modulo 256: their running sum is the picture.
    pixels: NDArray[np.uint8] = np.cumsum(lines[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8)
    if not (pixels[..., 3] == 255).all():
        return png
    numbers = pixels[..., 0].astype(np.uint32) << 16 | pixels[..., 1].astype(np.uint32) << 8 | pixels[..., 2]
    seen = np.zeros(1 << 24, bool)
    seen[numbers] = True
    colours = np.flatnonzero(seen)
    if len(colours) > COLOURS:
        return _written(width, height, _RGB, pixels[..., :3].reshape(height, 3 * width))
    places = np.zeros(1 << 24, np.uint8)
    places[colours] = np.arange(len(colours), dtype=np.uint8)
    palette = b"".join(int(colour).to_bytes(3, "big") for colour in colours)
    return _written(width, height, _PALETTE, places[numbers], (b"PLTE", palette))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _written(width: int, height: int, kind: int, lines: NDArray[np.uint8], *more: tuple[bytes, bytes]) -> bytes:
    # Filter 0 before each line: flat colours and lines of text compress best as they are.
    data = np.zeros((height, 1 + lines.shape[1]), np.uint8)
    data[:, 1:] = lines
    head = struct.pack(">IIBBBBB", width, height, _DEPTH, kind, 0, 0, 0)
    chunks = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(data.tobytes(), _LEVEL)), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
