"""Packed: a file compressed beforehand, as web servers send it to browsers that take it so."""

from __future__ import annotations

import zlib
from importlib.metadata import version

import brotli
import deflate

PACKED = (".gz", ".br")
"""What such a file is called, after the whole name of the one it holds."""


def versions() -> str:
    """Return what decides the bytes besides the content: the libraries that compress."""
    return f"deflate {version('deflate')}, brotli {brotli.__version__}"


def pack(suffix: str, content: bytes, quality: int) -> bytes:
    """Return ``content`` compressed; no time and no name is in it, and the same bytes come of it on every machine."""
    # Python's own zlib is the machine's, and another of it writes other bytes.
    packed: bytes
    if suffix == ".gz":
        packed = bytes(deflate.gzip_compress(content, quality))
    else:
        packed = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    return packed


def unpacks_to(suffix: str, packed: bytes, content: bytes) -> bool:
    """Return whether ``packed`` holds ``content`` and nothing else; it is never unpacked much further than that.

    >>> unpacks_to(".br", pack(".br", b"a" * 99, 5), b"a" * 99), unpacks_to(".gz", pack(".gz", b"ab", 6), b"a")
    (True, False)
    """
    limit = len(content) + 1
    try:
        if suffix == ".gz":
            unpacker = zlib.decompressobj(wbits=31)
            return unpacker.decompress(packed, limit) == content and unpacker.eof and not unpacker.unused_data
        reader = brotli.Decompressor()
        found = more = reader.process(packed, output_buffer_limit=limit)
        while more and len(found) < limit and not reader.is_finished():
            more = reader.process(b"", output_buffer_limit=limit)
            found += more
        return bool(reader.is_finished() and found == content)
    except (zlib.error, brotli.error):
        return False
