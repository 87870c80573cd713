"""Harvest (收录): named files of a district's built site, from a folder or the network, never more than a limit."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from scripts.model.district import Entry
from scripts.model.problem import Place, Problem, Rejected

SECONDS = 60
"""How long one answer may take to begin or to go on."""
LIMITS = {"catalog.jsonld": 32 << 20, "figures.jsonl": 512 << 20, "manifest.json": 128 << 20}
"""Most bytes read of a file; other files are small."""
SMALL = 1 << 20
CHUNK = 1 << 20


def read(entry: Entry, name: str) -> bytes:
    """Return one file of the district's site.

    Raises:
        Rejected: ``federation.unreachable`` or ``federation.too-large``.
    """
    limit = LIMITS.get(name, SMALL)
    try:
        if urlsplit(entry.source).scheme in {"http", "https"}:
            with _fetch(entry.source + name) as stream:
                content = _bounded(stream, limit)
        else:
            path = Path(entry.source) / name
            # A link could lead anywhere on this machine.
            if path.is_symlink() or not path.resolve().is_relative_to(Path(entry.source).resolve()):
                raise OSError("不是普通文件")
            with path.open("rb") as stream:
                content = _bounded(stream, limit)
    except urllib.error.HTTPError as error:
        raise Rejected([_unreachable(entry, name, f"HTTP {error.code}")]) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise Rejected([_unreachable(entry, name, str(reason))]) from None
    if content is None:
        fix = "核对这个网站是不是本软件生成的；正常的文件不会这么大"
        raise Rejected([Problem("federation.too-large", place(entry, name), f"超过 {limit >> 20} MB，没有收录", fix)])
    return content


def place(entry: Entry, name: str, row: int | None = None, header: str = "") -> Place:
    """Return where in a district's file something is."""
    return Place(f"{entry.name}（{entry.id}）{name}", row=row, header=header)


def digest(content: bytes) -> str:
    """Return the SHA-256 of what was read."""
    return hashlib.sha256(content).hexdigest()


class _SameSite(urllib.request.HTTPRedirectHandler):
    """Follows no redirect to another host: the roster says whom we read."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Return the next request, or refuse."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            raise urllib.error.URLError(f"转到了别的网站 {new.netloc}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetch(address: str) -> Any:
    # The roster admits no scheme but http and https.
    request = urllib.request.Request(address, headers={"User-Agent": "gongkai-federate"})  # noqa: S310  # see above
    return urllib.request.build_opener(_SameSite).open(request, timeout=SECONDS)


def _bounded(stream: Any, limit: int) -> bytes | None:
    parts, size = [], 0
    while part := stream.read(CHUNK):
        parts.append(part)
        size += len(part)
        if size > limit:
            return None
    return b"".join(parts)


def _unreachable(entry: Entry, name: str, reason: str) -> Problem:
    fix = "核对名单里的 source；网站要先用 portal build 生成"
    return Problem("federation.unreachable", place(entry, name), "读不到这个文件", fix, reason)
