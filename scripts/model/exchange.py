"""Exchange: a finished folder takes the place of another in one step; who looks finds the old one or the new one."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD of Linux: names are taken from the working folder."""
_SWAP = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def take_place(made: Path, place: Path) -> None:
    """Put the folder ``made`` at ``place`` and remove what was there, and what earlier runs left that were killed.

    Args:
        made: beside ``place``, named as ``tempfile.mkdtemp(prefix=f".{place.name}.")`` names it.

    Raises:
        OSError: nothing was changed.
    """
    if place.exists() and _swapped(made, place):
        shutil.rmtree(made, ignore_errors=True)
    elif place.exists():
        # A file system without that step: between these two renames there is, for a moment, nothing.
        old = place.with_name(f".{place.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
        try:
            made.rename(place)
        except OSError:
            old.rename(place)
            raise
    else:
        made.rename(place)
    clear(place)


def clear(place: Path) -> None:
    """Remove what earlier runs left beside ``place`` that were killed."""
    own = re.compile(rf"\.{re.escape(place.name)}\.(old|[a-z0-9_]{{8}})")
    for left in place.parent.iterdir() if place.parent.is_dir() else ():
        if own.fullmatch(left.name) and left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two names; return whether this system can."""
    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, _SWAP)
        else:
            failed = library.renameat2(_HERE, names[0], _HERE, names[1], _SWAP)
    except AttributeError:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
