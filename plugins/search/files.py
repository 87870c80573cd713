"""Files (文件) that Pagefind's script reads beside the index: results' fragments, and the meta, which lists them."""

import gzip
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase, digits
from typing import Any

import deflate

_SIGNATURE = b"pagefind_dcd"
"""Begins every decompressed file of Pagefind."""
_NUMBER, _TEXT, _LIST = 0, 3, 4
_WIDTHS = {24: ">B", 25: ">H", 26: ">I", 27: ">Q"}
_DIGITS, _HASH = digits + ascii_lowercase, 4
_PAGES, _SORTS = 1, 4
"""Places in a meta of its pages, each with its fragment's name and its number of words, and of its sorted pages."""


class UnknownMeta(ValueError):
    """Pagefind's meta is not as read here."""


def fragment(address: str, shown: Mapping[str, str]) -> bytes:
    """Return the file of what a result shows of the page at ``address``.

    All of it stands in ``meta``, which Pagefind's script hands through untouched, while it would escape and cut its own
    ``content``.
    """
    told = {"url": address, "content": "", "word_count": 1, "filters": {}, "meta": dict(shown), "anchors": []}
    return _packed(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def named(shard: int, hashes: Iterable[str]) -> list[str]:
    """Return the names of the fragments of a shard's pages, which tell the page to whom the shards are listed.

    First the number of the shard, then the page's place in it, both to the base of 36, then four digits of its hash, so
    that no reader is shown of a page what it was before.

    >>> named(2, ["a" * 64, "b" * 64])
    ['20aaaa', '21bbbb']
    """
    return [f"{_digits(shard)}{_digits(place)}{one[:_HASH]}" for place, one in enumerate(hashes)]


def _digits(number: int) -> str:
    rest, last = divmod(number, len(_DIGITS))
    return (_digits(rest) if rest else "") + _DIGITS[last]


def renamed(meta: bytes, names: Sequence[str]) -> bytes:
    """Return a meta in which the pages, in their order when sorted, have fragments of these names.

    The names tell the order, and lengths of pages decide nothing; without both there is less to fetch.

    Raises:
        UnknownMeta: the meta is not as Pagefind is known to write it.
    """
    told = read(gzip.decompress(meta).removeprefix(_SIGNATURE))
    try:
        ((_, order),) = told[_SORTS]
        for place, name in zip(order, names, strict=True):
            told[_PAGES][place] = [name, 1]
    except (ValueError, TypeError, IndexError) as error:
        raise UnknownMeta("Pagefind's meta does not sort its pages once") from error
    told[_SORTS] = []
    return _packed(written(told), 12)


def smaller(packed: bytes) -> bytes:
    """Return a compressed file with the same content in fewer bytes."""
    return bytes(deflate.gzip_compress(gzip.decompress(packed), 12))


def _packed(data: bytes, level: int) -> bytes:
    return bytes(deflate.gzip_compress(_SIGNATURE + data, level))


def read(data: bytes) -> list[Any]:
    """Return the lists, texts and numbers that ``data`` holds as CBOR.

    Raises:
        UnknownMeta: it holds something else.
    """
    place = 0

    def item() -> Any:
        nonlocal place
        kind, size = data[place] >> 5, data[place] & 31
        place += 1
        if size in _WIDTHS:
            (number,) = struct.unpack_from(_WIDTHS[size], data, place)
            place += struct.calcsize(_WIDTHS[size])
        elif size < min(_WIDTHS):
            number = size
        else:
            raise UnknownMeta(f"byte {place} of Pagefind's meta")
        if kind == _NUMBER:
            return number
        if kind == _LIST:
            return [item() for _ in range(number)]
        if kind != _TEXT:
            raise UnknownMeta(f"byte {place} of Pagefind's meta")
        place += number
        return data[place - number : place].decode()

    found = item()
    if not isinstance(found, list) or place != len(data):
        raise UnknownMeta("Pagefind's meta is no list")
    return found


def written(item: Any) -> bytes:
    """Return what ``read`` reads as ``item``.

    >>> read(written([1, "字", [300, []]]))
    [1, '字', [300, []]]
    """
    if isinstance(item, int):
        return _head(_NUMBER, item)
    if isinstance(item, str):
        return _head(_TEXT, len(item.encode())) + item.encode()
    return _head(_LIST, len(item)) + b"".join(map(written, item))


def _head(kind: int, number: int) -> bytes:
    if number < min(_WIDTHS):
        return bytes([kind << 5 | number])
    size, width = next((size, width) for size, width in _WIDTHS.items() if number < 1 << 8 * struct.calcsize(width))
    return bytes([kind << 5 | size]) + struct.pack(width, number)
