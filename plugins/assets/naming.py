"""Naming: each file gets the hash of its bytes into its name, so that a browser never needs to ask for it again."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

LENGTH = 10
"""Hexadecimal digits of the hash in a name."""
_IMPORT = re.compile(rb'(?<=from )"\./([\w-]+\.js)"')


class CircularImport(ValueError):
    """Two scripts import each other, so that neither can be named before the other."""


@dataclass(frozen=True, slots=True)
class Named:
    """A file as it is published."""

    name: str
    content: bytes


def named(files: Mapping[str, bytes]) -> dict[str, Named]:
    """Return the files by the names they had; scripts import each other by the new ones.

    Raises:
        CircularImport: see the class.

    >>> named({"a.js": b'import { x } from "./b.js";', "b.js": b"export const x = 1;"})["a.js"].content
    b'import { x } from "./b.2bf28849ca.js";'
    """
    found: dict[str, Named] = {}
    running: list[str] = []

    def name(old: str) -> Named:
        if old in running:
            raise CircularImport(" → ".join([*running, old]))
        if old not in found:
            running.append(old)
            content = _IMPORT.sub(lambda match: b'"./%s"' % name(match[1].decode()).name.encode(), files[old])
            stem, _, extension = old.rpartition(".")
            found[old] = Named(f"{stem}.{hashlib.sha256(content).hexdigest()[:LENGTH]}.{extension}", content)
            running.pop()
        return found[old]

    return {old: name(old) for old in files}
